//! The token of an account: logged in for once, shared, renewed before it expires; and the pace that the service asks for.

use std::cell::{Cell, RefCell};

use super::answer::Answer;
use super::codes::Meaning;
use super::config::AccountConfig;
use super::pace::Pace;
use crate::client::digest::digest;
use crate::client::error::{Advice, ErrorKind, GuichetError};
use crate::client::http::{HttpReply, HttpRequest};
use crate::client::json;
use crate::client::platform::{Call, Platform, Until};
use crate::client::retry::{self, Repeat};
use crate::client::secret::Secret;
use crate::client::store::Store;
use crate::client::token::{self, Failed, Lent, Tokens};
use crate::rules::Value;

/// A token lives 5 minutes (seeds 000 and 001).
const LIFE_MS: u64 = 5 * 60 * 1000;

/// One account's way to the services.
pub(super) struct Session<P, S> {
    pub(super) platform: P,
    pub(super) config: AccountConfig,
    store: S,
    tokens: Tokens,
    pace: RefCell<Pace>,
}

impl<P: Platform, S: Store> Session<P, S> {
    pub(super) fn new(platform: P, config: AccountConfig, store: S) -> Self {
        Self { platform, config, store, tokens: Tokens::default(), pace: RefCell::default() }
    }

    /// Asks with a token. A token that is not taken is renewed once and the request made once more: the service refused it before it did anything.
    pub(super) async fn ask(
        &self,
        make: impl Fn(&str) -> HttpRequest,
        repeat: Repeat,
        call: &Call<P::Signal>,
    ) -> Result<Answer, Failed> {
        let until = Cell::new(call.beginning(self.platform.now_ms()));
        let lend = async |refused: Option<&Secret>| self.token(refused, until.get()).await;
        let send = async |token: &Secret| {
            self.keep_pace(until.get()).await.map_err(Failed::NotSent)?;
            if repeat == Repeat::Never {
                // What a login has taken is not taken from the request whose answer must be heard.
                until.set(call.beginning(self.platform.now_ms()));
            }
            let mut request = make(token.reveal());
            self.name_itself(&mut request);
            let reply = retry::exchange(&self.platform, &request, until.get(), repeat).await;
            let reply = reply.map_err(Failed::Unclear)?;
            self.note_pace(&reply);
            let answer = Answer::read(&reply).map_err(Failed::Unclear)?;
            Ok(answer.to(token))
        };
        token::ask(lend, send, |answer: &Answer| answer.meaning() == Meaning::Token).await
    }

    fn name_itself(&self, request: &mut HttpRequest) {
        if let Some(name) = self.platform.user_agent() {
            request.headers.push(("user-agent".to_owned(), name.to_owned()));
        }
    }

    /// A name for the account and where it is, which tells nothing of its key.
    pub(super) fn name(&self) -> String {
        digest(self.config.apikey.reveal(), &[&self.config.base_url])
    }

    /// Where the token is kept: accounts do not meet, and the key does not show.
    fn place(&self) -> String {
        format!("guichet:token:{}", self.name())
    }

    /// A token that lives long enough, and is not the one refused.
    async fn token(
        &self,
        refused: Option<&Secret>,
        until: Until<'_, P::Signal>,
    ) -> Result<Secret, GuichetError> {
        let password = self.config.password()?;
        let log_in = async || {
            let token = self.log_in(password, until).await?;
            Ok(Lent { token, life_ms: LIFE_MS })
        };
        let place = self.place();
        self.tokens.take(&self.platform, &self.store, &place, until, refused, log_in).await
    }

    async fn log_in(
        &self,
        password: &Secret,
        until: Until<'_, P::Signal>,
    ) -> Result<Secret, GuichetError> {
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("apikey", self.config.apikey.reveal())
            .append_pair("password", password.reveal())
            .finish();
        let url = format!("{}/auth/login?lang={}", self.config.base_url, self.config.lang.tag());
        let mut request = HttpRequest::post(url, FORM, body);
        self.name_itself(&mut request);
        self.keep_pace(until).await?;
        let reply = retry::exchange(&self.platform, &request, until, Repeat::Safe).await?;
        self.note_pace(&reply);
        let answer = Answer::read(&reply)?;
        let secrets = [&self.config.apikey, password];
        if answer.meaning() != Meaning::Done {
            return Err(answer.error(&secrets));
        }
        let token =
            answer.items.into_iter().find_map(|item| json::text(&Value::Record(item), "token"));
        token.map(Secret::new).ok_or_else(|| GuichetError::protocol(reply.status))
    }

    /// What is made of an answer must not show these.
    pub(super) fn secrets<'a>(&'a self, answer: &'a Answer) -> Vec<&'a Secret> {
        let of_the_account = std::iter::once(&self.config.apikey).chain(&self.config.password);
        of_the_account.chain(&answer.token).collect()
    }

    /// Waits where the service's limit is near.
    async fn keep_pace(&self, until: Until<'_, P::Signal>) -> Result<(), GuichetError> {
        const USED_UP: Advice = Advice {
            en: "The service's limit of requests is used up; try again in a minute.",
            fr: "La limite de requêtes du service est épuisée ; réessayez dans une minute.",
        };
        let now = self.platform.now_ms();
        let wait = self.pace.borrow_mut().wait_ms(now);
        if wait > until.left_ms(now) {
            let mut error = GuichetError::new(ErrorKind::Timeout, USED_UP);
            error.retryable = true;
            return Err(error);
        }
        if wait > 0 {
            self.platform.sleep(wait, until.signal).await.map_err(retry::failure)?;
        }
        Ok(())
    }

    fn note_pace(&self, reply: &HttpReply) {
        self.pace.borrow_mut().note(reply, self.platform.now_ms());
    }
}

/// How forms travel.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

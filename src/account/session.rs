//! The token of an account: logged in for once, shared, renewed before it expires; and the pace that the service asks for.

use std::cell::RefCell;

use super::answer::Answer;
use super::codes::Meaning;
use super::config::AccountConfig;
use super::digest::digest;
use super::pace::Pace;
use crate::client::error::{Advice, ErrorKind, GuichetError};
use crate::client::http::{HttpReply, HttpRequest};
use crate::client::json;
use crate::client::platform::{Call, Platform, Until};
use crate::client::retry::{self, Repeat};
use crate::client::secret::Secret;
use crate::client::store::Store;
use crate::client::turn::Turn;
use crate::rules::Value;

/// A token lives 5 minutes (seeds 000 and 001).
const LIFE_MS: u64 = 5 * 60 * 1000;
/// One is not used in its last moments: a slow request would find it expired.
const MARGIN_MS: u64 = 30_000;

/// One account's way to the services.
pub(super) struct Session<P, S> {
    pub(super) platform: P,
    pub(super) config: AccountConfig,
    store: S,
    login: Turn,
    pace: RefCell<Pace>,
}

/// How asking went wrong.
pub(super) enum Failed {
    /// Before the request left: nothing can have been done.
    NotSent(GuichetError),
    /// After it left, or may have.
    Unclear(GuichetError),
}

impl Failed {
    pub(super) fn into_error(self) -> GuichetError {
        match self {
            Self::NotSent(error) | Self::Unclear(error) => error,
        }
    }
}

impl<P: Platform, S: Store> Session<P, S> {
    pub(super) fn new(platform: P, config: AccountConfig, store: S) -> Self {
        Self { platform, config, store, login: Turn::default(), pace: RefCell::default() }
    }

    /// Asks with a token. A token that is not taken is renewed once and the request made once more: the service refused it before it did anything.
    pub(super) async fn ask(
        &self,
        make: impl Fn(&str) -> HttpRequest,
        repeat: Repeat,
        call: &Call<P::Signal>,
    ) -> Result<Answer, Failed> {
        let mut refused: Option<Secret> = None;
        let mut until = call.beginning(self.platform.now_ms());
        loop {
            let token = self.token(refused.as_ref(), until).await.map_err(Failed::NotSent)?;
            self.keep_pace(until).await.map_err(Failed::NotSent)?;
            if repeat == Repeat::Never {
                // What a login has taken is not taken from the request whose answer must be heard.
                until = call.beginning(self.platform.now_ms());
            }
            let mut request = make(token.reveal());
            self.name_itself(&mut request);
            let reply = retry::exchange(&self.platform, &request, until, repeat).await;
            let reply = reply.map_err(Failed::Unclear)?;
            self.note_pace(&reply);
            let answer = Answer::read(&reply).map_err(Failed::Unclear)?;
            if answer.meaning() != Meaning::Token || refused.is_some() {
                return Ok(answer);
            }
            refused = Some(token);
        }
    }

    fn name_itself(&self, request: &mut HttpRequest) {
        if let Some(name) = self.platform.user_agent() {
            request.headers.push(("user-agent".to_owned(), name.to_owned()));
        }
    }

    /// Where the token is kept: accounts do not meet, and the key does not show.
    fn place(&self) -> String {
        format!("guichet:token:{}", digest(self.config.apikey.reveal(), &[&self.config.base_url]))
    }

    /// A token that lives long enough, and is not the one refused.
    async fn token(
        &self,
        refused: Option<&Secret>,
        until: Until<'_, P::Signal>,
    ) -> Result<Secret, GuichetError> {
        let password = self.config.password()?;
        let _turn = self.login.take().await;
        let place = self.place();
        if let Some(kept) = self.store.get(&place).await.as_deref().and_then(json::parse)
            && let Some(token) = json::text(&kept, "token")
            && let Some(Value::Number(until)) = kept.get("until")
            && *until > self.time_with_margin()
            && refused.is_none_or(|refused| refused.reveal() != token)
        {
            return Ok(Secret::new(token));
        }
        let now = self.platform.now_ms();
        let token = self.log_in(password, until).await?;
        let kept = vec![
            ("token".to_owned(), token.reveal().into()),
            ("until".to_owned(), Value::Number(float(now.saturating_add(LIFE_MS)))),
        ];
        self.store.set(&place, &json::write(&kept), Some(LIFE_MS - MARGIN_MS)).await;
        Ok(token)
    }

    fn time_with_margin(&self) -> f64 {
        float(self.platform.now_ms().saturating_add(MARGIN_MS))
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

    /// What errors must not show.
    pub(super) fn secrets(&self) -> Vec<&Secret> {
        std::iter::once(&self.config.apikey).chain(self.config.password.as_ref()).collect()
    }

    /// Waits where the service's limit is near.
    async fn keep_pace(&self, until: Until<'_, P::Signal>) -> Result<(), GuichetError> {
        const USED_UP: Advice = Advice {
            en: "The service's limit of requests is used up; try again in a minute.",
            fr: "La limite de requêtes du service est épuisée ; réessayez dans une minute.",
        };
        let now = self.platform.now_ms();
        let wait = self.pace.borrow().not_before.saturating_sub(now);
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

#[expect(clippy::cast_precision_loss, reason = "moments are far below 2^53")]
const fn float(ms: u64) -> f64 {
    ms as f64
}

//! One account's way to Aurore: its token, and requests that carry it.

use super::answer::Answer;
use super::codes::Meaning;
use super::config::Account;
use crate::client::digest::digest;
use crate::client::error::GuichetError;
use crate::client::http::{HttpRequest, Method};
use crate::client::json;
use crate::client::platform::{Platform, Until};
use crate::client::retry::{self, Repeat};
use crate::client::secret::Secret;
use crate::client::store::Store;
use crate::client::token::{self, Failed, Lent, Tokens};
use crate::rules::{Record, Value};

/// What a token that does not say how long it lives is taken for; those that do say a day, or less.
const LIFE_S: u64 = 300;
/// A life beyond this is taken for this.
const LONGEST_LIFE_S: u64 = 30 * 24 * 3600;

/// One account, logged in as long as it is used.
pub(super) struct Session {
    pub(super) account: Account,
    /// A name for the account and its address, which tells nothing of its key.
    pub(super) name: String,
    tokens: Tokens,
}

/// A question, before it has a token.
pub(super) enum Question<'a> {
    Get(&'a str),
    Post(&'a str, &'a Record),
}

impl Session {
    pub(super) fn new(account: Account, base_url: &str) -> Self {
        let name = digest(account.api_key.reveal(), &[base_url]);
        Self { account, name, tokens: Tokens::default() }
    }

    /// What is made of an answer must not show these.
    pub(super) fn secrets<'a>(&'a self, answer: &'a Answer) -> Vec<&'a Secret> {
        let of_the_account = [&self.account.api_key, &self.account.api_password];
        of_the_account.into_iter().chain(&answer.token).collect()
    }

    /// Asks with a token. One that is not taken (1002, 1003) is renewed once and the request made once more.
    pub(super) async fn ask<P: Platform, S: Store>(
        &self,
        platform: &P,
        store: &S,
        base_url: &str,
        question: &Question<'_>,
        repeat: Repeat,
        until: Until<'_, P::Signal>,
    ) -> Result<Answer, Failed> {
        let place = format!("guichet:token:{}", self.name);
        let lend = async |refused: Option<&Secret>| {
            let log_in = async || self.log_in(platform, base_url, until).await;
            self.tokens.take(platform, store, &place, until, refused, log_in).await
        };
        let send = async |token: &Secret| {
            let mut request = match question {
                Question::Get(path) => HttpRequest {
                    method: Method::Get,
                    url: format!("{base_url}{path}"),
                    headers: vec![("accept".to_owned(), "application/json".to_owned())],
                    body: String::new(),
                },
                Question::Post(path, body) => HttpRequest::post(
                    format!("{base_url}{path}"),
                    "application/json",
                    json::write(body),
                ),
            };
            let bearer = format!("Bearer {}", token.reveal());
            request.headers.push(("authorization".to_owned(), bearer));
            name_itself(platform, &mut request);
            let reply = retry::exchange(platform, &request, until, repeat).await;
            let answer = Answer::read(&reply.map_err(Failed::Unclear)?).map_err(Failed::Unclear)?;
            Ok(answer.to(token))
        };
        token::ask(lend, send, |answer: &Answer| answer.meaning() == Meaning::Token).await
    }

    async fn log_in<P: Platform>(
        &self,
        platform: &P,
        base_url: &str,
        until: Until<'_, P::Signal>,
    ) -> Result<Lent, GuichetError> {
        let body: Record = vec![
            ("api_key".to_owned(), self.account.api_key.reveal().into()),
            ("api_password".to_owned(), self.account.api_password.reveal().into()),
        ];
        let url = format!("{base_url}/v1/oauth/login");
        let mut request = HttpRequest::post(url, "application/json", json::write(&body));
        name_itself(platform, &mut request);
        let reply = retry::exchange(platform, &request, until, Repeat::Safe).await?;
        let answer = Answer::read(&reply)?;
        if answer.meaning() != Meaning::Done {
            return Err(answer.error(&self.secrets(&answer)));
        }
        let token = answer.text("access_token");
        let token = token.ok_or_else(|| GuichetError::protocol(reply.status))?;
        Ok(Lent { token: Secret::new(token), life_ms: life_ms(&answer) })
    }
}

/// `expires_in`, in seconds on the wire.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "compared first")]
fn life_ms(answer: &Answer) -> u64 {
    let said = crate::rules::value::field(&answer.fields, "expires_in");
    let seconds = match said {
        Some(Value::Number(seconds)) if *seconds >= 0.0 => *seconds as u64,
        Some(Value::Text(seconds)) => seconds.trim().parse().unwrap_or(LIFE_S),
        _ => LIFE_S,
    };
    seconds.min(LONGEST_LIFE_S) * 1000
}

fn name_itself<P: Platform>(platform: &P, request: &mut HttpRequest) {
    if let Some(name) = platform.user_agent() {
        request.headers.push(("user-agent".to_owned(), name.to_owned()));
    }
}

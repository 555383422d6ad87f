//! The calls of EasyTransfert: one that moves money, once, and one that asks how it went, with patience.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::Serialize;

use super::answer::{self, Said, Transaction};
use super::config::EasyTransfertConfig;
use super::request::{Airtime, ApiKey};
use crate::checkout::config::milliseconds;
use crate::client::digest::digest;
use crate::client::error::{Advice, ErrorKind, GuichetError};
use crate::client::http::{HttpReply, HttpRequest};
use crate::client::json;
use crate::client::platform::{Call, Platform};
use crate::client::retry::{self, Repeat};
use crate::rules::value::field;
use crate::rules::{Issue, IssueCode, Record, Value, text};

/// Whoever asks too fast gets the account blocked (provider documentation): first after 10 seconds, then doubling, at most every minute.
const FIRST_LOOK_MS: u64 = 10_000;
const LONGEST_PAUSE_MS: u64 = 60_000;
/// How long a transaction is waited for when the caller says nothing. Customers confirm within minutes.
const WAIT_MS: u64 = 15 * 60 * 1000;

/// One merchant's account.
///
/// ```
/// use guichet::client::json;
/// use guichet::easytransfert::{EasyTransfertClient, EasyTransfertConfig};
/// use guichet_sandbox::native::{InProcess, block_on};
/// use guichet_sandbox::{Options, Sandbox};
///
/// let account =
///     json::parse(r#"{"api_key":"test-api-key","base_url":"http://localhost:4010/easytransfert"}"#).unwrap();
/// let platform = InProcess::new(Sandbox::new(Options::default()), 0, 1);
/// let client = EasyTransfertClient::new(platform, EasyTransfertConfig::read(&account, false)?);
/// let request = json::parse(
///     r#"{"amount":5000,"destination":"0503444777","service_id":25,"ipn_url":"https://shop.example/ipn"}"#,
/// )
/// .unwrap();
/// let (request, _) = client.prepare(&request)?;
/// let started = block_on(client.airtime(&request, &client.call(None, None)?))?;
/// let id = started.transaction.text("transaction_id").unwrap_or_default();
/// let done = block_on(client.wait_for(&id.into(), &client.wait(None, None)?))?;
/// assert!(done.successful);
/// # Ok::<(), guichet::client::GuichetError>(())
/// ```
pub struct EasyTransfertClient<P> {
    platform: P,
    config: EasyTransfertConfig,
    /// The latest questions, by transaction.
    looks: RefCell<BTreeMap<String, Look>>,
}

struct Look {
    /// When the transaction may be asked about next.
    not_before: u64,
    /// Its end, if the last answer was one: asking again would tell nothing new.
    ended: Option<Transaction>,
}

/// The immediate answer: the request was valid, nothing more (seed 004).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Started {
    /// The transaction.
    #[serde(flatten)]
    pub transaction: Transaction,
    /// The merchant's reference, which the IPN brings back: the one given, or the one that was made.
    #[serde(rename = "customData")]
    pub custom_data: String,
}

impl<P: Platform> EasyTransfertClient<P> {
    /// A client of one account.
    pub const fn new(platform: P, config: EasyTransfertConfig) -> Self {
        Self { platform, config, looks: RefCell::new(BTreeMap::new()) }
    }

    /// How long a call may take: the caller's milliseconds, else the account's.
    ///
    /// # Errors
    /// `validation` for what is no time.
    pub fn call(
        &self,
        timeout_ms: Option<f64>,
        signal: Option<P::Signal>,
    ) -> Result<Call<P::Signal>, GuichetError> {
        bounded(timeout_ms, self.config.timeout_ms, signal)
    }

    /// How long a transaction is waited for: the caller's milliseconds, else a quarter of an hour.
    ///
    /// # Errors
    /// `validation` for what is no time.
    pub fn wait(
        &self,
        timeout_ms: Option<f64>,
        signal: Option<P::Signal>,
    ) -> Result<Call<P::Signal>, GuichetError> {
        bounded(timeout_ms, WAIT_MS, signal)
    }

    /// The request as it would be sent, with its warnings. Nothing is sent. A `custom_data` is made where there is none: the IPN brings it
    /// back, and without it a transaction whose answer is lost could not be told from others.
    ///
    /// # Errors
    /// `validation`, with every issue.
    pub fn prepare(&self, request: &Value) -> Result<(Airtime, Vec<Issue>), GuichetError> {
        let completed = self.completed(request);
        let request = completed.as_ref().unwrap_or(request);
        let report = Airtime::check(request, &self.config.services, ApiKey::Required);
        let report = if self.config.strict { report.strict() } else { report };
        report.into_result().map_err(GuichetError::validation)
    }

    /// Pays a customer or collects from one. The request leaves once: the service knows no identifier of the merchant's by which a second
    /// could be told from the first.
    ///
    /// # Errors
    /// `api`, `auth` when the service refused; `outcome_unknown` with `custom_data` when no clear answer came: the IPN or the service's
    /// support tells what became of it.
    pub async fn airtime(
        &self,
        request: &Airtime,
        call: &Call<P::Signal>,
    ) -> Result<Started, GuichetError> {
        let custom_data = request.word("custom_data").unwrap_or_default();
        let unknown = |cause: GuichetError| outcome_unknown(cause, custom_data);
        let reply = self.post("/airtime", json::write(request.fields()), call).await;
        match answer::read(&reply.map_err(unknown)?, &self.config.api_key) {
            Said::Transaction(transaction) => {
                if let Some(id) = transaction.text("transaction_id") {
                    self.note_look(&id);
                }
                Ok(Started { transaction, custom_data: custom_data.to_owned() })
            }
            Said::Refused(error) => Err(error),
            Said::Unclear(error) => Err(unknown(error)),
        }
    }

    /// Asks how a transaction stands, once. A question within ten seconds of the last one, or of the transaction's start, waits until then; unless the last one told the end.
    ///
    /// # Errors
    /// Any kind but `outcome_unknown`: the question was not answered.
    pub async fn status(
        &self,
        transaction_id: &Value,
        call: &Call<P::Signal>,
    ) -> Result<Transaction, GuichetError> {
        let id = identifier(transaction_id)?;
        self.look(&id, call).await
    }

    /// Asks until the transaction has succeeded or failed: after 10 seconds, then 20, 40, 60, 60, …. A question that is not answered is
    /// asked again at its next turn.
    ///
    /// # Errors
    /// `timeout` when it is still pending; `aborted`; `auth` and other refusals of the question.
    pub async fn wait_for(
        &self,
        transaction_id: &Value,
        call: &Call<P::Signal>,
    ) -> Result<Transaction, GuichetError> {
        let id = identifier(transaction_id)?;
        let until = call.beginning(self.platform.now_ms());
        let (mut pause, mut most) = (FIRST_LOOK_MS, call.timeout_ms);
        loop {
            let left = until.left_ms(self.platform.now_ms()).min(most);
            most = left.saturating_sub(pause);
            if left <= pause {
                self.sleep(left, call).await?;
                return Err(still_pending(&id));
            }
            self.sleep(pause, call).await?;
            let patience = self.config.timeout_ms.min(left - pause);
            match self.question(&id, patience, call.signal.as_ref()).await {
                Ok(transaction) if transaction.is_final => return Ok(transaction),
                Ok(_) => {}
                Err(error) if error.retryable || error.kind == ErrorKind::Protocol => {}
                Err(error) => return Err(error),
            }
            pause = pause.saturating_mul(2).min(LONGEST_PAUSE_MS);
        }
    }

    /// Where the client runs.
    pub(crate) const fn platform(&self) -> &P {
        &self.platform
    }

    /// A name for the account and where it is, which tells nothing of its key.
    pub(crate) fn account_name(&self) -> String {
        digest(self.config.api_key.reveal(), &[&self.config.base_url])
    }

    async fn look(&self, id: &str, call: &Call<P::Signal>) -> Result<Transaction, GuichetError> {
        let now = self.platform.now_ms();
        let not_before = match self.looks.borrow().get(id) {
            Some(Look { not_before, ended: Some(transaction) }) if *not_before > now => {
                return Ok(transaction.clone());
            }
            look => look.map_or(0, |look| look.not_before),
        };
        // A clock that was set back makes nobody wait longer.
        let wait = not_before.saturating_sub(now).min(FIRST_LOOK_MS);
        if wait >= call.timeout_ms {
            return Err(retry::failure(crate::client::SendFailure::TimedOut));
        }
        if wait > 0 {
            self.sleep(wait, call).await?;
        }
        self.question(id, call.timeout_ms - wait, call.signal.as_ref()).await
    }

    async fn question(
        &self,
        id: &str,
        timeout_ms: u64,
        signal: Option<&P::Signal>,
    ) -> Result<Transaction, GuichetError> {
        self.note_look(id);
        let body: Record = vec![
            ("api_key".to_owned(), self.config.api_key.reveal().into()),
            ("transaction_id".to_owned(), id.into()),
        ];
        let request = self.request("/status", json::write(&body));
        let reply = retry::once_only(&self.platform, &request, timeout_ms, signal).await?;
        match answer::read(&reply, &self.config.api_key) {
            Said::Transaction(transaction) => {
                if transaction.is_final
                    && let Some(look) = self.looks.borrow_mut().get_mut(id)
                {
                    look.ended = Some(transaction.clone());
                }
                Ok(transaction)
            }
            Said::Refused(error) | Said::Unclear(error) => Err(error),
        }
    }

    /// Notes that a transaction has been started or asked about. Those that may be asked about again are forgotten.
    fn note_look(&self, id: &str) {
        let now = self.platform.now_ms();
        let mut looks = self.looks.borrow_mut();
        looks.retain(|_, look| look.not_before > now);
        let not_before = now.saturating_add(FIRST_LOOK_MS);
        looks.insert(id.to_owned(), Look { not_before, ended: None });
    }

    async fn sleep(&self, ms: u64, call: &Call<P::Signal>) -> Result<(), GuichetError> {
        self.platform.sleep(ms, call.signal.as_ref()).await.map_err(retry::failure)
    }

    async fn post(
        &self,
        path: &str,
        body: String,
        call: &Call<P::Signal>,
    ) -> Result<HttpReply, GuichetError> {
        let request = self.request(path, body);
        let until = call.beginning(self.platform.now_ms());
        retry::exchange(&self.platform, &request, until, Repeat::Never).await
    }

    fn request(&self, path: &str, body: String) -> HttpRequest {
        let url = format!("{}{path}", self.config.base_url);
        let mut request = HttpRequest::post(url, "application/json", body);
        if let Some(name) = self.platform.user_agent() {
            request.headers.push(("user-agent".to_owned(), name.to_owned()));
        }
        request
    }

    /// The request with the account's own values where it leaves them out. None when it is no record.
    fn completed(&self, request: &Value) -> Option<Value> {
        let given = request.as_record()?;
        let made = || format!("{:016x}", self.platform.random());
        let of_the_account = [
            ("api_key", Value::from(self.config.api_key.reveal())),
            ("ipn_url", self.config.ipn_url.clone()),
            ("custom_data", Value::from(made())),
        ];
        let is_given = |name: &str| field(given, name).is_some_and(|value| !value.is_blank());
        let missing = of_the_account.into_iter().filter(|(name, _)| !is_given(name));
        let mut completed: Record = missing.map(|(name, value)| (name.to_owned(), value)).collect();
        completed.extend(given.iter().cloned());
        Some(Value::Record(completed))
    }
}

fn bounded<S>(given: Option<f64>, usual: u64, signal: Option<S>) -> Result<Call<S>, GuichetError> {
    let timeout_ms = given.map_or(Ok(usual), |ms| {
        milliseconds(&Value::Number(ms))
            .map_err(|issue| GuichetError::validation(vec![issue.at("timeout")]))
    })?;
    Ok(Call { timeout_ms, signal })
}

fn identifier(given: &Value) -> Result<String, GuichetError> {
    let invalid = |issue: Issue| GuichetError::validation(vec![issue.at("transaction_id")]);
    if given.is_blank() {
        return Err(invalid(Issue::error(IssueCode::Required)));
    }
    text::read(given, text::LONGEST).map(|(id, _)| id.trim().to_owned()).map_err(invalid)
}

fn outcome_unknown(cause: GuichetError, custom_data: &str) -> GuichetError {
    const ADVICE: Advice = Advice {
        en: "No clear answer came, so the transaction may have been made. Do not send it again: wait for its IPN, which carries custom_data, or ask the service's support.",
        fr: "Aucune réponse claire n'est venue ; la transaction a peut-être été faite. Ne la renvoyez pas : attendez son IPN, qui porte custom_data, ou demandez au support du service.",
    };
    let mut error = GuichetError::new(ErrorKind::OutcomeUnknown, ADVICE);
    error.http_status = cause.http_status;
    let word = cause.description.clone().unwrap_or_else(|| cause.kind.word().to_owned());
    error.description = Some(word);
    error.ids = vec![("custom_data", custom_data.to_owned())];
    error
}

fn still_pending(id: &str) -> GuichetError {
    const ADVICE: Advice = Advice {
        en: "The transaction is still pending; wait for its IPN, or ask again later. Do not send it again.",
        fr: "La transaction est encore en attente ; attendez son IPN ou redemandez plus tard. Ne la renvoyez pas.",
    };
    let mut error = GuichetError::new(ErrorKind::Timeout, ADVICE);
    error.retryable = true;
    error.ids = vec![("transaction_id", id.to_owned())];
    error
}

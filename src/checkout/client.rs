//! The calls of Checkout: create a payment, check it.

use super::answer::{Checked, Created};
use super::config::{self, CheckoutConfig};
use super::confirm::{Confirmation, Expected};
use super::notification::{self, SignedOrder};
use super::request::{CheckoutRequest, Credentials};
use crate::client::digest::digest;
use crate::client::error::GuichetError;
use crate::client::http::{HttpReply, HttpRequest};
use crate::client::json;
use crate::client::platform::{Call, Platform};
use crate::client::retry::{self, Repeat};
use crate::client::secret::Secret;
use crate::rules::transaction_id::TransactionId;
use crate::rules::value::field;
use crate::rules::{Issue, IssueCode, Record, Value, text};

/// What a payment is looked up by.
pub enum PaymentKey {
    /// The merchant's own identifier.
    TransactionId(TransactionId),
    /// The counter's token.
    Token(String),
}

impl PaymentKey {
    /// Reads a transaction_id, or a record with `transaction_id` or `token`.
    ///
    /// # Errors
    /// `validation`.
    pub fn read(value: &Value) -> Result<Self, GuichetError> {
        let invalid = |issue: Issue, path: &str| GuichetError::validation(vec![issue.at(path)]);
        if let Some(token) = value.get("token").filter(|token| !token.is_blank()) {
            let (token, _) =
                text::read(token, text::LONGEST).map_err(|issue| invalid(issue, "token"))?;
            return Ok(Self::Token(token));
        }
        let id = match value {
            Value::Record(record) => field(record, "transaction_id").unwrap_or(&Value::Null),
            other => other,
        };
        if id.is_blank() {
            return Err(invalid(Issue::error(IssueCode::Required), "transaction_id"));
        }
        let (id, _) = TransactionId::read(id).map_err(|issue| invalid(issue, "transaction_id"))?;
        Ok(Self::TransactionId(id))
    }

    /// The identifier or token.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::TransactionId(id) => id.as_str(),
            Self::Token(token) => token,
        }
    }
}

/// Checkout as one merchant uses it.
///
/// ```
/// use guichet::checkout::client::CheckoutClient;
/// use guichet::checkout::config::CheckoutConfig;
/// use guichet::client::{Call, json};
/// use guichet_sandbox::native::{InProcess, block_on};
/// use guichet_sandbox::{Options, Sandbox};
///
/// let account = json::parse(r#"{"apikey":"test-apikey","site_id":"445160"}"#).unwrap();
/// let platform = InProcess::new(Sandbox::new(Options::default()), 0, 1);
/// let client = CheckoutClient::new(platform, CheckoutConfig::read(&account, false)?);
/// let request = json::parse(
///     r#"{"transaction_id":"ORDER-1","amount":2500,"currency":"XOF","description":"Order 1",
///         "notify_url":"https://shop.example/notify","return_url":"https://shop.example/return"}"#,
/// )
/// .unwrap();
/// let (request, warnings) = client.prepare(&request)?;
/// assert!(warnings.is_empty());
/// let created = block_on(client.create(&request, &Call { timeout_ms: 30_000, signal: None }))?;
/// assert_eq!(created.message, "CREATED");
/// # Ok::<(), guichet::client::GuichetError>(())
/// ```
pub struct CheckoutClient<P> {
    platform: P,
    config: CheckoutConfig,
}

impl<P: Platform> CheckoutClient<P> {
    /// A client of one account.
    pub const fn new(platform: P, config: CheckoutConfig) -> Self {
        Self { platform, config }
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
        let timeout_ms = timeout_ms.map_or(Ok(self.config.timeout_ms), |ms| {
            config::milliseconds(&Value::Number(ms))
                .map_err(|issue| GuichetError::validation(vec![issue.at("timeout")]))
        })?;
        Ok(Call { timeout_ms, signal })
    }

    /// The request as it would be sent, with its warnings. Nothing is sent.
    ///
    /// # Errors
    /// `validation`, with every issue.
    pub fn prepare(&self, request: &Value) -> Result<(CheckoutRequest, Vec<Issue>), GuichetError> {
        let completed = self.completed(request);
        let report =
            CheckoutRequest::check(completed.as_ref().unwrap_or(request), Credentials::Required);
        let report = if self.config.strict { report.strict() } else { report };
        report.into_result().map_err(GuichetError::validation)
    }

    /// Whether warnings are taken for errors.
    #[must_use]
    pub const fn is_strict(&self) -> bool {
        self.config.strict
    }

    /// Initialises a payment. Sending the same request again is safe: the same parameters give the same counter (seed 003).
    ///
    /// # Errors
    /// Any kind but `outcome_unknown`: an initialisation moves no money.
    pub async fn create(
        &self,
        request: &CheckoutRequest,
        call: &Call<P::Signal>,
    ) -> Result<Created, GuichetError> {
        let body = json::write(request.fields());
        let reply = self.post("/v2/payment", body, call).await?;
        Created::read(&reply, &self.config.apikey)
    }

    /// Asks where a payment stands.
    ///
    /// # Errors
    /// When the question was not answered. A refused or pending payment is an answer.
    pub async fn check(
        &self,
        key: &PaymentKey,
        call: &Call<P::Signal>,
    ) -> Result<Checked, GuichetError> {
        let name = match key {
            PaymentKey::TransactionId(_) => "transaction_id",
            PaymentKey::Token(_) => "token",
        };
        let body: Record = vec![
            ("apikey".to_owned(), self.config.apikey.reveal().into()),
            ("site_id".to_owned(), self.config.site_id()?.into()),
            (name.to_owned(), key.as_str().into()),
        ];
        let reply = self.post("/v2/payment/check", json::write(&body), call).await?;
        Checked::read(&reply, &self.config.apikey)
    }

    /// Whether a notification is the service's and speaks of this account.
    ///
    /// # Errors
    /// `validation` when the account's `secret_key` was not given.
    pub fn verify(
        &self,
        fields: &[(String, String)],
        x_token: &str,
        order: SignedOrder,
    ) -> Result<bool, GuichetError> {
        let (site, key) = self.signer()?;
        Ok(notification::verify_of_site(site, order, fields, x_token.trim(), key.reveal()))
    }

    /// Whether notifications can be verified.
    ///
    /// # Errors
    /// `validation` when the account's `secret_key` or `site_id` was not given.
    pub fn can_verify(&self) -> Result<(), GuichetError> {
        self.signer().map(|_| ())
    }

    fn signer(&self) -> Result<(&str, &Secret), GuichetError> {
        let secret_key = self.config.secret_key.as_ref().ok_or_else(|| {
            GuichetError::validation(vec![Issue::error(IssueCode::Required).at("secret_key")])
        })?;
        Ok((self.config.site_id()?, secret_key))
    }

    /// Asks where a notified payment stands, and compares it with what was asked or, where `asked` is None, notified. What a record that is given
    /// does not say is a difference.
    ///
    /// # Errors
    /// As [`CheckoutClient::check`].
    pub async fn confirm(
        &self,
        fields: &[(String, String)],
        asked: Option<&Value>,
        call: &Call<P::Signal>,
    ) -> Result<Confirmation, GuichetError> {
        let id = notification::field(fields, "cpm_trans_id");
        let key = PaymentKey::read(&Value::from(id))?;
        let expected = asked.map_or_else(|| Expected::notified(fields), Expected::asked);
        Ok(expected.confirm(self.check(&key, call).await?))
    }

    /// Where the client runs.
    pub(crate) const fn platform(&self) -> &P {
        &self.platform
    }

    /// A name for the site and where it is. Its number stays when a key is renewed, and tells sites of one key apart.
    pub(crate) fn account_name(&self) -> String {
        digest(self.config.site_id().unwrap_or_default(), &[&self.config.base_url])
    }

    /// Both calls of Checkout may be repeated: one reads, the other gives the same counter again.
    async fn post(
        &self,
        path: &str,
        body: String,
        call: &Call<P::Signal>,
    ) -> Result<HttpReply, GuichetError> {
        let url = format!("{}{path}", self.config.base_url);
        let mut request = HttpRequest::post(url, "application/json", body);
        if let Some(name) = self.platform.user_agent() {
            request.headers.push(("user-agent".to_owned(), name.to_owned()));
        }
        let until = call.beginning(self.platform.now_ms());
        retry::exchange(&self.platform, &request, until, Repeat::Safe).await
    }

    /// The request with the account's own values where it leaves them out. None when it is no record.
    fn completed(&self, request: &Value) -> Option<Value> {
        let given = request.as_record()?;
        let of_the_account = [
            ("apikey", Value::from(self.config.apikey.reveal())),
            ("site_id", self.config.site_id().map_or(Value::Null, Value::from)),
            ("notify_url", self.config.notify_url.clone()),
            ("return_url", self.config.return_url.clone()),
        ];
        let is_given = |name: &str| field(given, name).is_some_and(|value| !value.is_blank());
        let missing = of_the_account.into_iter().filter(|(name, _)| !is_given(name));
        let mut completed: Record = missing.map(|(name, value)| (name.to_owned(), value)).collect();
        completed.extend(given.iter().cloned());
        Some(Value::Record(completed))
    }
}

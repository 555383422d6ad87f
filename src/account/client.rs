//! The calls of Transfer and Airtime that read, or may be repeated: balance, contacts, find. Sends are in [`super::sending`].

use std::rc::Rc;

use serde::Serialize;

use super::answer::{Answer, public};
use super::codes::Meaning;
use super::config::AccountConfig;
use super::request::{self, Contact};
use super::sending::{SendOptions, SendRun};
use super::service::Service;
use super::session::{FORM, Session};
use super::status::Treatment;
use crate::checkout::config::milliseconds;
use crate::client::error::GuichetError;
use crate::client::http::{HttpRequest, Method};
use crate::client::journal::Journal;
use crate::client::json;
use crate::client::platform::{Call, Platform};
use crate::client::retry::Repeat;
use crate::client::store::Store;
use crate::client::token::Failed;
use crate::rules::value::field;
use crate::rules::{Issue, IssueCode, Record, Value, text};

/// One merchant's account with Transfer and Airtime. The two share login and token.
///
/// ```
/// use std::rc::Rc;
///
/// use guichet::account::{AccountClient, AccountConfig, Outcome, SendOptions, Service};
/// use guichet::client::journal::MemoryJournal;
/// use guichet::client::store::MemoryStore;
/// use guichet::client::{Call, json};
/// use guichet_sandbox::native::{InProcess, block_on};
/// use guichet_sandbox::{Options, Sandbox};
///
/// let account = json::parse(r#"{"apikey":"test-apikey","password":"test-password"}"#).unwrap();
/// let platform = InProcess::new(Sandbox::new(Options::default()), 0, 1);
/// let client = AccountClient::new(platform, AccountConfig::read(&account)?, MemoryStore::default());
/// let client = Rc::new(client);
/// let list = json::parse(
///     r#"[{"prefix":"225","phone":"0707123456","amount":2500,"name":"Awa","surname":"Koné",
///          "email":"awa@exemple.ci","notify_url":"https://shop.example/notify"}]"#,
/// )
/// .unwrap();
/// let options = SendOptions { add_contacts: true, chunk: None };
/// let call = Call { timeout_ms: 30_000, signal: None };
/// let mut run = client.send(Service::Transfer, &list, &options, MemoryJournal::default(), call)?;
/// while let Some(results) = block_on(run.next()) {
///     for result in results {
///         assert_eq!(result.outcome, Outcome::Accepted);
///         assert_eq!(result.client_transaction_id.len(), 24);
///     }
/// }
/// # Ok::<(), guichet::client::GuichetError>(())
/// ```
pub struct AccountClient<P, S> {
    pub(super) session: Session<P, S>,
}

/// What the account has, in its currency's units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// All of it.
    pub amount: Option<String>,
    /// What sends under way hold.
    #[serde(rename = "inUsing")]
    pub in_using: Option<String>,
    /// What can be sent.
    pub available: Option<String>,
}

/// What became of a contact.
#[derive(Clone, PartialEq, Serialize)]
pub struct ContactResult {
    /// Its place in the list.
    pub index: usize,
    /// Whether the number is among the contacts now; one that was there before counts.
    pub ok: bool,
    /// The service's code for it.
    pub code: Option<String>,
    /// The service's name for the code.
    pub message: Option<String>,
    /// The lot that it was added with.
    pub lot: Option<String>,
    /// Warnings.
    #[serde(skip)]
    pub issues: Vec<Issue>,
}

/// What a send is looked up by.
#[derive(Clone, PartialEq, Eq)]
pub enum FindKey {
    /// The service's identifier.
    TransactionId(String),
    /// The merchant's.
    ClientTransactionId(String),
    /// All that were sent together.
    Lot(String),
}

impl FindKey {
    /// Reads a record with one of `transaction_id`, `client_transaction_id`, `lot`; a text is the merchant's identifier.
    ///
    /// # Errors
    /// `validation`.
    pub fn read(given: &Value) -> Result<Self, GuichetError> {
        let invalid = |issue: Issue| GuichetError::validation(vec![issue]);
        let own: fn(String) -> Self = Self::ClientTransactionId;
        let (name, value, make) = match given {
            Value::Record(record) => [
                ("transaction_id", Self::TransactionId as fn(String) -> Self),
                ("client_transaction_id", own),
                ("lot", Self::Lot),
            ]
            .into_iter()
            .find_map(|(name, make)| {
                field(record, name)
                    .filter(|value| !value.is_blank())
                    .map(|value| (name, value, make))
            })
            .ok_or_else(|| {
                invalid(Issue::error(IssueCode::Required).at("client_transaction_id"))
            })?,
            other => ("client_transaction_id", other, own),
        };
        if value.is_blank() {
            return Err(invalid(Issue::error(IssueCode::Required).at(name)));
        }
        let key = match value {
            Value::Number(number) => number.to_string(),
            other => text::within(other, text::LONGEST)
                .map_err(|issue| invalid(issue.at(name)))?
                .trim()
                .to_owned(),
        };
        Ok(make(key))
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::TransactionId(_) => "transaction_id",
            Self::ClientTransactionId(_) => "client_transaction_id",
            Self::Lot(_) => "lot",
        }
    }

    fn value(&self) -> &str {
        match self {
            Self::TransactionId(value) | Self::ClientTransactionId(value) | Self::Lot(value) => {
                value
            }
        }
    }
}

/// A send as the service knows it: its own fields, and what its state means.
#[derive(Clone, PartialEq, Serialize)]
pub struct Found {
    /// Every field of the service's, those that nobody documents too.
    #[serde(flatten, serialize_with = "fields")]
    pub fields: Record,
    /// Whether `treatment_status` can no longer change.
    #[serde(rename = "final")]
    pub is_final: bool,
}

fn fields<S: serde::Serializer>(record: &Record, out: S) -> Result<S::Ok, S::Error> {
    json::Fields(record).serialize(out)
}

impl Found {
    pub(crate) fn of(fields: Record) -> Self {
        let is_final = field(&fields, "treatment_status")
            .and_then(Value::as_text)
            .is_some_and(|word| Treatment::of(word).is_final());
        Self { fields, is_final }
    }

    /// A field as text; amounts come as numbers or texts.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        field(&self.fields, name).and_then(json::plain_text)
    }
}

/// Shows the state only: the rest is somebody's.
impl std::fmt::Debug for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a send, {}", self.text("treatment_status").unwrap_or_default())
    }
}

impl std::fmt::Debug for ContactResult {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "contact {}: {}", self.index, self.code.as_deref().unwrap_or("no code"))
    }
}

impl<P: Platform, S: Store> AccountClient<P, S> {
    /// A client of one account. The token is kept in the store, which may serve many clients.
    pub fn new(platform: P, config: AccountConfig, store: S) -> Self {
        Self { session: Session::new(platform, config, store) }
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
        let timeout_ms = timeout_ms.map_or(Ok(self.session.config.timeout_ms), |ms| {
            milliseconds(&Value::Number(ms))
                .map_err(|issue| GuichetError::validation(vec![issue.at("timeout")]))
        })?;
        Ok(Call { timeout_ms, signal })
    }

    /// What the account has.
    ///
    /// # Errors
    /// Any kind but `outcome_unknown`.
    pub async fn balance(
        &self,
        service: Service,
        call: &Call<P::Signal>,
    ) -> Result<Balance, GuichetError> {
        let answer = self.get(service.balance_path(), None, call).await?;
        let Some(data) = self.done(answer)?.items.into_iter().next() else {
            return Err(GuichetError::protocol(200));
        };
        let data = Value::Record(data);
        Ok(Balance {
            amount: json::text(&data, "amount"),
            in_using: json::text(&data, "inUsing"),
            available: json::text(&data, "available"),
        })
    }

    /// Adds contacts. One that exists already is none the worse for it, so this may be repeated.
    ///
    /// # Errors
    /// `validation` for the list; any kind but `outcome_unknown` for the whole.
    pub async fn add_contacts(
        &self,
        service: Service,
        list: &Value,
        call: &Call<P::Signal>,
    ) -> Result<Vec<ContactResult>, GuichetError> {
        let contacts = request::read_list(list, self.session.config.strict, Contact::check)
            .map_err(GuichetError::validation)?;
        let mut results = Vec::with_capacity(contacts.len());
        for chunk in contacts.chunks(self.session.config.chunk) {
            let contacts: Vec<&Record> =
                chunk.iter().map(|(contact, _)| contact.fields()).collect();
            let answers = self.add(service, &contacts, call).await?;
            for ((_, issues), (code, message, lot)) in chunk.iter().zip(answers) {
                let ok = matches!(code.as_deref(), Some("0" | "726"));
                results.push(ContactResult {
                    index: results.len(),
                    ok,
                    code,
                    message,
                    lot,
                    issues: issues.clone(),
                });
            }
        }
        Ok(results)
    }

    /// Code, name and lot for each contact, in order.
    pub(super) async fn add(
        &self,
        service: Service,
        contacts: &[&Record],
        call: &Call<P::Signal>,
    ) -> Result<Vec<(Option<String>, Option<String>, Option<String>)>, GuichetError> {
        let answer = self
            .post(service.contact_path(), contacts, Repeat::Safe, call)
            .await
            .map_err(Failed::into_error)?;
        let secrets = self.session.secrets(&answer);
        let whole = match answer.meaning() {
            Meaning::Done => None,
            Meaning::AlreadyDone => {
                Some((Some(answer.code.clone()), Some(public(&answer.message, &secrets)), None))
            }
            _ => return Err(answer.error(&secrets)),
        };
        let items: Vec<Value> = answer
            .items
            .iter()
            .cloned()
            .map(Value::Record)
            .filter(|item| item.get("code").is_some())
            .collect();
        // The answer stands in the order asked. One that does not says nothing of anybody.
        let in_order = items.len() == contacts.len();
        let word = |item: &Value| json::text(item, "status").map(|text| public(&text, &secrets));
        Ok((0..contacts.len())
            .map(|at| match (&whole, items.get(at).filter(|_| in_order)) {
                (Some(whole), _) => whole.clone(),
                (None, Some(item)) => {
                    (json::text(item, "code"), word(item), json::text(item, "lot"))
                }
                (None, None) => (None, None, None),
            })
            .collect())
    }

    /// Looks sends up. None known by the key is an answer: an empty list.
    ///
    /// # Errors
    /// Any kind but `outcome_unknown`: the question was not answered.
    pub async fn find(
        &self,
        service: Service,
        key: &FindKey,
        call: &Call<P::Signal>,
    ) -> Result<Vec<Found>, GuichetError> {
        let answer = self.get(service.find_path(), Some((key.name(), key.value())), call).await?;
        if answer.meaning() == Meaning::NotFound {
            return Ok(Vec::new());
        }
        let answer = self.done(answer)?;
        if answer.items.is_empty() {
            // "Done" without anything is no word that there is nothing.
            return Err(GuichetError::protocol(200));
        }
        Ok(answer.items.into_iter().map(Found::of).collect())
    }

    /// Sends a list: each item at most once, whatever is lost on the way. Nothing leaves before [`SendRun::next`] is asked for it.
    /// `call` bounds each request, not the list; its signal stops the list.
    ///
    /// # Errors
    /// `validation`, naming every item that breaks a rule; then nothing is sent.
    pub fn send<J: Journal>(
        self: &Rc<Self>,
        service: Service,
        list: &Value,
        options: &SendOptions,
        journal: J,
        call: Call<P::Signal>,
    ) -> Result<SendRun<P, S, J>, GuichetError> {
        SendRun::new(Rc::clone(self), service, list, options, journal, call)
    }

    /// Whether the account can log in.
    ///
    /// # Errors
    /// `validation` where no password was given.
    pub fn can_ask(&self) -> Result<(), GuichetError> {
        self.session.config.password().map(|_| ())
    }

    /// Where the client runs.
    pub(crate) const fn platform(&self) -> &P {
        &self.session.platform
    }

    /// A name for the account, which tells nothing of its key.
    pub(crate) fn account_name(&self) -> String {
        self.session.name()
    }

    /// An identifier that nobody else makes: 96 random bits.
    pub(super) fn new_id(&self) -> String {
        let random = || self.session.platform.random();
        format!("{:016x}{:08x}", random(), random() >> 32)
    }

    fn done(&self, answer: Answer) -> Result<Answer, GuichetError> {
        if answer.meaning() == Meaning::Done {
            Ok(answer)
        } else {
            Err(answer.error(&self.session.secrets(&answer)))
        }
    }

    async fn get(
        &self,
        path: &str,
        query: Option<(&str, &str)>,
        call: &Call<P::Signal>,
    ) -> Result<Answer, GuichetError> {
        let make = |token: &str| {
            let url = self.address(path, token, query);
            let headers = vec![("accept".to_owned(), "application/json".to_owned())];
            HttpRequest { method: Method::Get, url, headers, body: String::new() }
        };
        self.session.ask(make, Repeat::Safe, call).await.map_err(Failed::into_error)
    }

    /// A list as the form field `data`.
    pub(super) async fn post(
        &self,
        path: &str,
        items: &[&Record],
        repeat: Repeat,
        call: &Call<P::Signal>,
    ) -> Result<Answer, Failed> {
        let list: Vec<String> = items.iter().map(|item| json::write(item)).collect();
        let data = format!("[{}]", list.join(","));
        let body =
            form_urlencoded::Serializer::new(String::new()).append_pair("data", &data).finish();
        let make =
            |token: &str| HttpRequest::post(self.address(path, token, None), FORM, body.clone());
        self.session.ask(make, repeat, call).await
    }

    /// The token travels in the address; in the body the service does not see it.
    fn address(&self, path: &str, token: &str, query: Option<(&str, &str)>) -> String {
        let mut text = format!("{}{path}?", self.session.config.base_url);
        let from = text.len();
        let mut pairs = form_urlencoded::Serializer::for_suffix(&mut text, from);
        pairs.append_pair("token", token);
        if let Some((name, value)) = query {
            pairs.append_pair(name, value);
        }
        pairs.append_pair("lang", self.session.config.lang.tag());
        pairs.finish();
        text
    }
}

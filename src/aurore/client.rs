//! The calls of Aurore, over all of a merchant's accounts: create and find payments and transfers, balances. How one is made at most once is in `once`.

use super::answer::{Answer, Operation};
use super::codes::Meaning;
use super::config::AuroreConfig;
use super::memory::{Kept, Memory};
use super::method::{PaymentMethod, Served};
use super::request::{AuroreRequest, Kind};
use super::session::{Question, Session};
use crate::checkout::config::milliseconds;
use crate::client::error::GuichetError;
use crate::client::platform::{Call, Platform, SendFailure, Until};
use crate::client::retry::{self, Repeat};
use crate::client::store::Store;
use crate::client::token::Failed;
use crate::rules::currency::Currency;
use crate::rules::value::field;
use crate::rules::{Issue, IssueCode, Record, Value, text};

/// A merchant's accounts with Aurore.
///
/// ```
/// use guichet::aurore::{AuroreClient, AuroreConfig, Kind, State};
/// use guichet::client::json;
/// use guichet::client::store::MemoryStore;
/// use guichet_sandbox::native::{InProcess, block_on};
/// use guichet_sandbox::{Options, Sandbox};
///
/// let account = json::parse(
///     r#"{"api_key":"sk_test_0123456789","api_password":"test-password","base_url":"http://localhost:4010"}"#,
/// )
/// .unwrap();
/// let platform = InProcess::new(Sandbox::new(Options::default()), 0, 1);
/// let config = AuroreConfig::read(&account, false)?;
/// let client = AuroreClient::new(platform, config, MemoryStore::default());
/// let request = json::parse(
///     r#"{"currency":"XOF","phone_number":"+2250707000001","amount":5000,"payment_method":"OM_CI","reason":"Salary",
///         "notify_url":"https://shop.example/notify"}"#,
/// )
/// .unwrap();
/// let (prepared, warnings) = client.prepare(Kind::Transfer, &request, None)?;
/// assert!(warnings.is_empty());
/// let made = block_on(client.create(&prepared, &client.call(None, None)?))?;
/// assert_eq!(made.state, State::Accepted);
/// # Ok::<(), guichet::client::GuichetError>(())
/// ```
pub struct AuroreClient<P, S> {
    pub(super) platform: P,
    pub(super) store: S,
    pub(super) base_url: String,
    pub(super) sessions: Vec<Session>,
    shared: Record,
    strict: bool,
    timeout_ms: u64,
}

/// A request that may leave, and the account that it goes to.
pub struct Prepared {
    /// The request.
    pub request: AuroreRequest,
    /// Which account's, by its place.
    pub(super) account: usize,
    /// Whether its identifier was made here, so that nobody else has it.
    pub(super) own_id: bool,
}

/// What an operation is looked up by.
#[derive(Clone, PartialEq, Eq)]
pub struct FindKey(String);

impl FindKey {
    /// Reads a record with one of `merchant_transaction_id`, `transaction_id`, `payment_token`, or any of these as a text.
    ///
    /// # Errors
    /// `validation`.
    pub fn read(given: &Value) -> Result<Self, GuichetError> {
        const NAMES: [&str; 3] = ["merchant_transaction_id", "transaction_id", "payment_token"];
        let invalid = |issue: Issue, name: &str| GuichetError::validation(vec![issue.at(name)]);
        let (name, value) = match given {
            Value::Record(record) => NAMES
                .into_iter()
                .find_map(|name| {
                    field(record, name).filter(|value| !value.is_blank()).map(|value| (name, value))
                })
                .unwrap_or((NAMES[0], &Value::Null)),
            other => (NAMES[0], other),
        };
        if value.is_blank() {
            return Err(invalid(Issue::error(IssueCode::Required), name));
        }
        let key = match value {
            Value::Number(number) => number.to_string(),
            other => text::read(other, text::LONGEST).map_err(|issue| invalid(issue, name))?.0,
        };
        Ok(Self(key.trim().to_owned()))
    }

    /// The identifier.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<P: Platform, S: Store> AuroreClient<P, S> {
    /// A client of a merchant's accounts. Tokens, and what was asked, are kept in the store, which may serve many servers.
    pub fn new(platform: P, config: AuroreConfig, store: S) -> Self {
        let AuroreConfig { accounts, base_url, shared, strict, timeout_ms } = config;
        let sessions = accounts.into_iter().map(|account| Session::new(account, &base_url));
        Self { platform, store, sessions: sessions.collect(), base_url, shared, strict, timeout_ms }
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
        let timeout_ms = timeout_ms.map_or(Ok(self.timeout_ms), |ms| {
            milliseconds(&Value::Number(ms))
                .map_err(|issue| GuichetError::validation(vec![issue.at("timeout")]))
        })?;
        Ok(Call { timeout_ms, signal })
    }

    /// The request as it would be sent, with its warnings. Nothing is sent. A `merchant_transaction_id` is made where there is none. The account is
    /// that of `country`, else of the request's method, number or currency.
    ///
    /// # Errors
    /// `validation`, with every issue.
    pub fn prepare(
        &self,
        kind: Kind,
        request: &Value,
        country: Option<&Value>,
    ) -> Result<(Prepared, Vec<Issue>), GuichetError> {
        let account = self.chosen(request, country).map_err(invalid)?;
        let (request, own_id) = self.completed(kind, request);
        let home = self.sessions.get(account).and_then(|session| session.account.country);
        let report = AuroreRequest::check(kind, &request, home);
        let report = if self.strict { report.strict() } else { report };
        let (request, issues) = report.into_result().map_err(GuichetError::validation)?;
        Ok((Prepared { request, account, own_id }, issues))
    }

    /// Where requests go: what was given, else by the key.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Whether warnings are taken for errors.
    #[must_use]
    pub const fn is_strict(&self) -> bool {
        self.strict
    }

    /// Looks an operation up, in the account of `country` if one is named. None when the service knows nothing of it.
    ///
    /// # Errors
    /// Any kind but `outcome_unknown`: the question was not answered.
    pub async fn find(
        &self,
        kind: Kind,
        key: &FindKey,
        country: Option<&Value>,
        call: &Call<P::Signal>,
    ) -> Result<Option<Operation>, GuichetError> {
        let until = call.beginning(self.platform.now_ms());
        let named = country.filter(|country| !country.is_blank());
        let places = match named.map(|country| self.of_country(country)) {
            Some(place) => vec![place.map_err(invalid)?],
            None => match self.kept(kind, key.as_str(), until).await {
                Ok(Some((place, _))) => vec![place],
                Err(SendFailure::Aborted) => return Err(retry::failure(SendFailure::Aborted)),
                // A store that does not answer does not keep the services from being asked.
                Ok(None) | Err(_) => (0..self.sessions.len()).collect(),
            },
        };
        for place in places {
            let found = self.look_up(place, kind, key.as_str(), until).await?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// What every account has, or that of a country: the service's own fields, with the account's country.
    ///
    /// # Errors
    /// Any kind but `outcome_unknown`.
    pub async fn balances(
        &self,
        country: Option<&Value>,
        call: &Call<P::Signal>,
    ) -> Result<Vec<Record>, GuichetError> {
        let until = call.beginning(self.platform.now_ms());
        let named = country.filter(|country| !country.is_blank());
        let places = match named.map(|country| self.of_country(country)) {
            Some(place) => vec![place.map_err(invalid)?],
            None => (0..self.sessions.len()).collect(),
        };
        let mut balances = Vec::with_capacity(places.len());
        for place in places {
            let answer = self.get(place, "/v1/balances", until).await?;
            if !matches!(answer.meaning(), Meaning::Done | Meaning::State(_)) {
                return Err(self.refused(place, &answer));
            }
            let mut fields = answer.fields;
            let country = self.sessions.get(place).and_then(|session| session.account.country);
            if let Some(country) = country
                && field(&fields, "country").is_none()
            {
                fields.push(("country".to_owned(), country.country.into()));
            }
            balances.push(fields);
        }
        Ok(balances)
    }

    /// What was asked under an identifier, as the store keeps it, and the place of its account.
    ///
    /// # Errors
    /// The store did not say.
    pub(crate) async fn kept(
        &self,
        kind: Kind,
        id: &str,
        until: Until<'_, P::Signal>,
    ) -> Result<Option<(usize, Kept)>, SendFailure> {
        for (place, session) in self.sessions.iter().enumerate() {
            if let Some(kept) = self.memory(kind, session).get(id, until).await? {
                return Ok(Some((place, kept)));
            }
        }
        Ok(None)
    }

    /// A name for the account at that place, which tells nothing of its key.
    pub(crate) fn account_name(&self, place: usize) -> String {
        self.sessions.get(place).map(|session| session.name.clone()).unwrap_or_default()
    }

    /// The same, once no call is under way that may yet find out what it is: waited for, for so long at most.
    pub(crate) async fn kept_and_settled(
        &self,
        kind: Kind,
        id: &str,
        patience_ms: u64,
        until: Until<'_, P::Signal>,
    ) -> Result<Option<Kept>, SendFailure> {
        let kept = self.kept(kind, id, until).await?;
        match kept.and_then(|(place, _)| self.sessions.get(place)) {
            Some(session) => self.memory(kind, session).settled(id, patience_ms, until).await,
            None => Ok(None),
        }
    }

    /// Where the client runs.
    pub(crate) const fn platform(&self) -> &P {
        &self.platform
    }

    /// The moment, by which what is kept is judged.
    pub(crate) fn now_ms(&self) -> u64 {
        self.platform.now_ms()
    }

    pub(super) fn memory<'a>(&'a self, kind: Kind, session: &'a Session) -> Memory<'a, P, S> {
        Memory { platform: &self.platform, store: &self.store, account: &session.name, kind }
    }

    /// Asks one account for an operation. None is the service's own word that it knows none.
    pub(super) async fn look_up(
        &self,
        place: usize,
        kind: Kind,
        id: &str,
        until: Until<'_, P::Signal>,
    ) -> Result<Option<Operation>, GuichetError> {
        let path = format!("{}/{}", kind.path(), segment(id));
        let answer = self.get(place, &path, until).await?;
        match answer.meaning() {
            Meaning::NotFound => Ok(None),
            Meaning::Done | Meaning::State(_) | Meaning::KnownId => Ok(Some(answer.found())),
            // A code that nobody documents, of an operation that it names: its state is unknown.
            Meaning::Unclear if answer.is_undocumented() && answer.names_one() => {
                Ok(Some(answer.found()))
            }
            _ => Err(self.refused(place, &answer)),
        }
    }

    async fn get(
        &self,
        place: usize,
        path: &str,
        until: Until<'_, P::Signal>,
    ) -> Result<Answer, GuichetError> {
        self.ask(place, &Question::Get(path), Repeat::Safe, until).await.map_err(Failed::into_error)
    }

    pub(super) async fn ask(
        &self,
        place: usize,
        question: &Question<'_>,
        repeat: Repeat,
        until: Until<'_, P::Signal>,
    ) -> Result<Answer, Failed> {
        let Some(session) = self.sessions.get(place) else {
            return Err(Failed::NotSent(invalid(self.unclear())));
        };
        let (platform, store) = (&self.platform, &self.store);
        session.ask(platform, store, &self.base_url, question, repeat, until).await
    }

    pub(super) fn refused(&self, place: usize, answer: &Answer) -> GuichetError {
        let session = self.sessions.get(place);
        answer.error(&session.map(|session| session.secrets(answer)).unwrap_or_default())
    }

    /// The account that a request goes to.
    fn chosen(&self, request: &Value, country: Option<&Value>) -> Result<usize, Issue> {
        if let Some(country) = country.filter(|country| !country.is_blank()) {
            return self.of_country(country);
        }
        if self.sessions.len() == 1 {
            return Ok(0);
        }
        let given = |name: &str| request.get(name).filter(|value| !value.is_blank());
        let method = given("payment_method").and_then(|value| PaymentMethod::read(value).ok());
        let number = ["client_phone_number", "phone_number"].into_iter().find_map(given);
        let number = number.and_then(Value::as_text).map(str::trim);
        let country = match (method, number) {
            (Some((method, _)), _) => Some(method.country()),
            (None, Some(number)) => Served::of_number(number),
            (None, None) => None,
        };
        if let Some(country) = country {
            return self.place_of(country).ok_or_else(|| self.unclear());
        }
        let currency = given("currency").and_then(|value| Currency::read(value).ok());
        let (currency, _) = currency.ok_or_else(|| self.unclear())?;
        let pays = |session: &Session| {
            let country = session.account.country;
            country.is_some_and(|country| country.currencies.contains(&currency))
        };
        let mut places =
            (0..self.sessions.len()).filter(|place| self.sessions.get(*place).is_some_and(pays));
        match (places.next(), places.next()) {
            (Some(only), None) => Ok(only),
            _ => Err(self.unclear()),
        }
    }

    fn of_country(&self, country: &Value) -> Result<usize, Issue> {
        let country = Served::read(country).map_err(|issue| issue.at("country"))?;
        let only = self.sessions.len() == 1
            && self.sessions.first().is_some_and(|session| session.account.country.is_none());
        if only {
            return Ok(0);
        }
        self.place_of(country).ok_or_else(|| self.unclear().at("country"))
    }

    fn place_of(&self, country: &Served) -> Option<usize> {
        self.sessions.iter().position(|session| session.account.country == Some(country))
    }

    fn unclear(&self) -> Issue {
        let countries = self.sessions.iter().filter_map(|session| session.account.country);
        let codes: Vec<&str> = countries.map(|country| country.country).collect();
        Issue::error(IssueCode::AccountUnclear).with("expected", &codes.join(", ")).at("country")
    }

    /// The request with what the accounts share where it leaves it out, and whether its identifier was made here.
    fn completed(&self, kind: Kind, request: &Value) -> (Value, bool) {
        let Some(given) = request.as_record() else { return (request.clone(), false) };
        let is_given = |name: &str| field(given, name).is_some_and(|value| !value.is_blank());
        let belongs = |name: &str| kind == Kind::Payment || name == "notify_url";
        let shared = self.shared.iter().filter(|(name, _)| belongs(name) && !is_given(name));
        let mut completed: Record = shared.cloned().collect();
        let own_id = !is_given("merchant_transaction_id");
        if own_id {
            completed.push(("merchant_transaction_id".to_owned(), self.new_id().into()));
        }
        completed.extend(given.iter().filter(|(_, value)| !value.is_blank()).cloned());
        (Value::Record(completed), own_id)
    }

    /// An identifier that nobody else makes: 96 random bits.
    fn new_id(&self) -> String {
        let random = || self.platform.random();
        format!("{:016x}{:08x}", random(), random() >> 32)
    }
}

fn invalid(issue: Issue) -> GuichetError {
    GuichetError::validation(vec![issue])
}

/// A part of a path (RFC 3986, "unreserved"; all else escaped).
fn segment(text: &str) -> String {
    use std::fmt::Write;
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_stays_within_its_part_of_the_path() {
        for (id, escaped) in [
            ("ORDER-1", "ORDER-1"),
            ("a b?c=d", "a%20b%3Fc%3Dd"),
            ("../login", "..%2Flogin"),
            ("é%", "%C3%A9%25"),
        ] {
            assert_eq!(segment(id), escaped);
        }
    }
}

//! `POST /v2/payment` and `POST /v2/payment/check`, judged by the rules that clients use (seed 003).

use guichet::checkout::{CheckoutRequest, Credentials};
use guichet::client::{HttpReply, json as values};
use guichet::rules::currency::Currency;
use guichet::rules::text::excerpt;
use guichet::rules::transaction_id::TransactionId;
use guichet::rules::value::field;
use guichet::rules::{Issue, Lang, Record, Severity, Value};
use serde_json::{Value as Json, json};

use crate::account::{self, Account, Unknown};
use crate::answer;
use crate::date::{self, Date};
use crate::incoming::Incoming;
use crate::payment::{Payment, code_name};
use crate::random;
use crate::sandbox::Sandbox;

/// As long as the documented one.
const TOKEN_LENGTH: usize = 110;

/// Why a request is not taken: the code and what to say.
struct Refusal(&'static str, String);

impl Refusal {
    fn invalid(description: impl Into<String>) -> Self {
        Self("608", description.into())
    }

    fn status(&self) -> u16 {
        if self.0 == "609" { 403 } else { 400 }
    }
}

impl Sandbox {
    pub(crate) fn create_payment(&mut self, request: &Incoming, now: u64) -> HttpReply {
        match self.create(request, now) {
            Ok((token, origin)) => {
                let body = json!({
                    "code": "201",
                    "message": code_name("201"),
                    "description": "Transaction created with success",
                    "data": {
                        "payment_token": token,
                        "payment_url": format!("{origin}/payment/{token}"),
                    },
                    "api_response_id": self.response_id(now),
                });
                answer::json(201, &body)
            }
            Err(refusal) => self.refuse(&refusal, now),
        }
    }

    pub(crate) fn check_payment(&mut self, request: &Incoming, now: u64) -> HttpReply {
        match self.find_asked(request) {
            Ok(payment) => {
                let mut body = describe(payment);
                let id = self.response_id(now);
                if let Some(body) = body.as_object_mut() {
                    body.insert("api_response_id".into(), id.into());
                }
                answer::json(200, &body)
            }
            Err(refusal) => self.refuse(&refusal, now),
        }
    }

    fn refuse(&mut self, refusal: &Refusal, now: u64) -> HttpReply {
        self.error(refusal.status(), refusal.0, code_name(refusal.0), &refusal.1, now)
    }

    /// Makes the payment, or finds the one that the same request has made. Gives its token and the counter's origin.
    fn create(&mut self, request: &Incoming, now: u64) -> Result<(String, String), Refusal> {
        let given = body(request)?;
        let report = CheckoutRequest::check(&given, Credentials::Required);
        let account = account_of(&self.options.accounts, &report.fields)?;
        let asked = report.into_result().map_err(|issues| Refusal::invalid(sentence(&issues)))?.0;
        let Some(account) = account else {
            return Err(Refusal::invalid("apikey and site_id are required"));
        };
        if let Some(own) = account.currency {
            same_currency(asked.currency(), own)?;
        }
        let origin = self.options.origin.clone().unwrap_or_else(|| request.origin().to_owned());
        let parameters = canonical(&asked);
        let id = asked.transaction_id().as_str();
        if let Some(earlier) = self.ledger.find(&account.site_id, id) {
            if earlier.parameters == parameters {
                return Ok((earlier.token.clone(), origin));
            }
            return Err(Refusal::invalid(format!(
                "transaction_id {} was used before with other parameters; a changed payment needs a new transaction_id",
                excerpt(id)
            )));
        }
        let token = random::derived_hex(
            self.options.seed,
            &["token", &account.site_id, id, &parameters],
            TOKEN_LENGTH,
        );
        self.ledger.add(Payment {
            apikey_masked: account::masked(&account.apikey),
            secret_key: self.options.secret_key_of(&account),
            site_id: account.site_id,
            token: token.clone(),
            request: asked,
            parameters,
            created: now,
            opened: false,
            end: None,
        });
        Ok((token, origin))
    }

    /// The payment that a check asks for, by its identifier or its token.
    fn find_asked(&self, request: &Incoming) -> Result<&Payment, Refusal> {
        let given = body(request)?;
        if given.as_record().is_none() {
            return Err(Refusal::invalid(
                "the request must be an object with the documented fields",
            ));
        }
        let mut credentials = Record::new();
        for name in ["apikey", "site_id"] {
            if let Some(text) = values::text(&given, name) {
                credentials.push((name.to_owned(), Value::Text(text)));
            }
        }
        let Some(account) = account_of(&self.options.accounts, &credentials)? else {
            return Err(Refusal::invalid("apikey and site_id are required"));
        };
        let found = if let Some(id) = given.get("transaction_id").filter(|id| !id.is_blank()) {
            let (id, _) = TransactionId::read(id)
                .map_err(|issue| Refusal::invalid(issue.at("transaction_id").message(Lang::En)))?;
            self.ledger.find(&account.site_id, id.as_str())
        } else if let Some(token) = values::text(&given, "token") {
            self.ledger
                .by_token(&token)
                .map(|(_, payment)| payment)
                .filter(|payment| payment.site_id == account.site_id)
        } else {
            return Err(Refusal::invalid("transaction_id or token is required"));
        };
        found.ok_or_else(|| Refusal::invalid("The transaction is not known: none of this site_id has that transaction_id or token."))
    }
}

fn body(request: &Incoming) -> Result<Value, Refusal> {
    if !request.is_json() {
        return Err(Refusal::invalid(
            "The format of the request is not JSON: send content-type application/json.",
        ));
    }
    values::parse(&request.body).ok_or_else(|| {
        Refusal::invalid("The format of the request is not JSON: the body cannot be read.")
    })
}

/// The account of the credentials; None when they are not both given, which the rules then say.
fn account_of(declared: &[Account], fields: &Record) -> Result<Option<Account>, Refusal> {
    let text = |name| field(fields, name).and_then(Value::as_text);
    let (Some(apikey), Some(site_id)) = (text("apikey"), text("site_id")) else {
        return Ok(None);
    };
    match account::find(declared, apikey, site_id) {
        Ok(account) => Ok(Some(account)),
        Err(Unknown::Apikey) => Err(Refusal("609", "The apikey is not correct.".into())),
        Err(Unknown::SiteId) => Err(Refusal("613", "The site_id is not correct.".into())),
    }
}

fn same_currency(asked: Currency, own: Currency) -> Result<(), Refusal> {
    if asked == own {
        return Ok(());
    }
    Err(Refusal::invalid(format!(
        "You cannot create a transaction in a different currency than the one allowed to your account. \
         Transaction currency:'{}' Account currency:'{}'",
        asked.code(),
        own.code()
    )))
}

/// Which fields are wrong and why.
fn sentence(issues: &[Issue]) -> String {
    let messages: Vec<String> = issues
        .iter()
        .filter(|issue| issue.severity == Severity::Error)
        .map(|issue| issue.message(Lang::En))
        .collect();
    messages.join("; ")
}

/// The parameters in an order of their own, without the apikey: what a token belongs to.
fn canonical(request: &CheckoutRequest) -> String {
    fn sorted(value: &Value) -> Value {
        match value {
            Value::Record(record) => {
                let mut fields: Record =
                    record.iter().map(|(name, value)| (name.clone(), sorted(value))).collect();
                fields.sort_by(|(one, _), (other, _)| one.cmp(other));
                Value::Record(fields)
            }
            Value::List(items) => Value::List(items.iter().map(sorted).collect()),
            other => other.clone(),
        }
    }
    let named =
        |(name, value): &(String, Value)| (name != "apikey").then(|| (name.clone(), value.clone()));
    let parameters = Value::Record(request.fields().iter().filter_map(named).collect());
    sorted(&parameters).as_record().map(values::write).unwrap_or_default()
}

/// What a check says of a payment, in the documented order.
pub(crate) fn describe(payment: &Payment) -> Json {
    let request = &payment.request;
    let end = payment.end.as_ref();
    let paid = end.filter(|end| end.operator_id.is_some());
    let code = payment.code();
    json!({
        "code": code,
        "message": code_name(code),
        "data": {
            "amount": request.amount().units().to_string(),
            "currency": request.currency().code(),
            "status": payment.status(),
            "payment_method": end.and_then(|end| end.operator).map(|operator| operator.code),
            "description": request.text("description"),
            "metadata": request.text("metadata"),
            "operator_id": paid.and_then(|end| end.operator_id.as_deref()),
            "payment_date": paid.map_or_else(|| " ".to_owned(), |end| Date::of(end.at).full()),
            "fund_availability_date": paid.map(|end| date::funds_available(end.at)),
        },
    })
}

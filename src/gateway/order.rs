//! The neutral order: one table says what each of its fields is called in either generation. The rules stay with the requests.

use crate::client::error::GuichetError;
use crate::rules::issue::any_error;
use crate::rules::value::field;
use crate::rules::{Issue, IssueCode, Record, Severity, Value, text};

/// Who takes the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Generation {
    /// Checkout v2.
    V2,
    /// Aurore.
    Aurore,
}

impl Generation {
    /// The word that outcomes have.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::V2 => "v2",
            Self::Aurore => "aurore",
        }
    }

    const fn name(self, field: &Field) -> Option<&'static str> {
        match self {
            Self::V2 => field.v2,
            Self::Aurore => field.aurore,
        }
    }
}

/// A field of the order, and its names; None where a generation has nothing like it.
struct Field {
    own: &'static str,
    v2: Option<&'static str>,
    aurore: Option<&'static str>,
    /// Whether leaving it out changes what the customer may do.
    matters: bool,
}

const fn both(own: &'static str, v2: &'static str, aurore: &'static str) -> Field {
    Field { own, v2: Some(v2), aurore: Some(aurore), matters: true }
}

const fn only_v2(own: &'static str, v2: &'static str, matters: bool) -> Field {
    Field { own, v2: Some(v2), aurore: None, matters }
}

const fn only_aurore(own: &'static str, aurore: &'static str, matters: bool) -> Field {
    Field { own, v2: None, aurore: Some(aurore), matters }
}

/// docs/aurore.md shows this table.
const FIELDS: [Field; 20] = [
    both("reference", "transaction_id", "merchant_transaction_id"),
    both("amount", "amount", "amount"),
    both("currency", "currency", "currency"),
    both("description", "description", "designation"),
    both("lang", "lang", "lang"),
    both("notifyUrl", "notify_url", "notify_url"),
    both("returnUrl", "return_url", "success_url"),
    only_aurore("failedUrl", "failed_url", false),
    only_v2("channels", "channels", true),
    only_aurore("method", "payment_method", true),
    only_v2("metadata", "metadata", true),
    both("customer.firstName", "customer_name", "client_first_name"),
    both("customer.lastName", "customer_surname", "client_last_name"),
    both("customer.email", "customer_email", "client_email"),
    both("customer.phone", "customer_phone_number", "client_phone_number"),
    only_v2("customer.address", "customer_address", false),
    only_v2("customer.city", "customer_city", false),
    only_v2("customer.country", "customer_country", false),
    only_v2("customer.state", "customer_state", false),
    only_v2("customer.zipCode", "customer_zip_code", false),
];

/// An order as a generation's request. It has no Debug: it carries the customer's details.
pub struct Translated {
    /// The request, before its rules have looked at it.
    pub request: Value,
    generation: Generation,
    issues: Vec<Issue>,
}

impl Translated {
    /// Translates an order. What has no counterpart and matters is left out with a warning, and so is what no table knows.
    ///
    /// # Errors
    /// `validation` when it is no record, or its `customer` is none.
    pub fn of(order: &Value, generation: Generation) -> Result<Self, GuichetError> {
        let given = record(order, "")?;
        let nobody = Record::new();
        let customer = match field(given, "customer").filter(|value| !value.is_blank()) {
            Some(customer) => record(customer, "customer")?,
            None => &nobody,
        };
        let value_of = |own: &str| {
            let value = match own.strip_prefix("customer.") {
                Some(name) => field(customer, name),
                None => field(given, own),
            };
            value.filter(|value| !value.is_blank())
        };
        let mut request = Record::new();
        let mut issues = Vec::new();
        for known in &FIELDS {
            let Some(value) = value_of(known.own) else { continue };
            match generation.name(known) {
                Some(name) => request.push((name.to_owned(), value.clone())),
                None if known.matters && !says_nothing(known.own, value) => {
                    let issue = Issue::warning(IssueCode::NoCounterpart);
                    issues.push(issue.with("expected", generation.word()).at(known.own));
                }
                None => {}
            }
        }
        // v2 has one way back, Aurore two.
        if generation == Generation::Aurore
            && field(&request, "failed_url").is_none()
            && let Some(address) = value_of("returnUrl")
        {
            request.push(("failed_url".to_owned(), address.clone()));
        }
        let tops = given.iter().map(|(name, _)| name.clone());
        let inner = customer.iter().map(|(name, _)| format!("customer.{name}"));
        for name in tops.chain(inner).filter(|name| name != "customer") {
            if FIELDS.iter().all(|known| known.own != name) {
                let issue = Issue::warning(IssueCode::FieldUnknown);
                issues.push(issue.at(&text::excerpt(&name)));
            }
        }
        Ok(Self { request: Value::Record(request), generation, issues })
    }

    /// Issues of the request, told of the order's fields, behind those of the translation.
    #[must_use]
    pub fn told(&self, found: Vec<Issue>) -> Vec<Issue> {
        let of_the_order = |issue: Issue| {
            let own = FIELDS.iter().find(|known| self.generation.name(known) == Some(&issue.path));
            match own {
                Some(known) => issue.at(known.own),
                None => issue,
            }
        };
        self.issues.iter().cloned().chain(found.into_iter().map(of_the_order)).collect()
    }

    /// An error about the request, told of the order's fields.
    #[must_use]
    pub fn retell(&self, mut error: GuichetError) -> GuichetError {
        let found = std::mem::take(&mut error.issues);
        if !found.is_empty() {
            error.issues = self.told(found);
        }
        error
    }

    /// Whether nothing that was found on the way stops a merchant who takes warnings for errors.
    ///
    /// # Errors
    /// `validation`.
    pub fn allow(&self, strict: bool) -> Result<(), GuichetError> {
        let mut issues = self.issues.clone();
        if strict {
            issues.iter_mut().for_each(|issue| issue.severity = Severity::Error);
        }
        if any_error(&issues) { Err(GuichetError::validation(issues)) } else { Ok(()) }
    }
}

/// Whether leaving the value out leaves nothing out: every channel is what Aurore's counter offers anyway.
fn says_nothing(own: &str, value: &Value) -> bool {
    own == "channels" && value.as_text().is_some_and(|word| word.trim().eq_ignore_ascii_case("ALL"))
}

fn record<'a>(value: &'a Value, path: &str) -> Result<&'a Record, GuichetError> {
    value.as_record().ok_or_else(|| {
        let issue = Issue::error(IssueCode::NotARecord).with_word("got", text::kind(value));
        GuichetError::validation(vec![issue.at(path)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::json;

    const ORDER: &str = r#"{"reference":"ORDER-1","amount":2500,"currency":"XOF","description":"Order 1","lang":"fr",
        "notifyUrl":"https://shop.example/n","returnUrl":"https://shop.example/r","channels":"ALL",
        "customer":{"firstName":"Awa","lastName":"Kone","email":"awa@exemple.ci","phone":"+2250707123456","city":"Abidjan"}}"#;

    fn translated(order: &str, generation: Generation) -> (String, Vec<String>) {
        let translated = Translated::of(&json::parse(order).unwrap(), generation).ok().unwrap();
        let told = translated.told(Vec::new());
        let issues = told.iter().map(|issue| format!("{} {}", issue.path, issue.code.name()));
        (json::write(translated.request.as_record().unwrap()), issues.collect())
    }

    #[test]
    fn the_documentation_shows_this_table() {
        let page = include_str!("../../docs/aurore.md");
        let (_, table) = page.split_once("| order | v2 | Aurore |\n|---|---|---|\n").unwrap();
        let rows: Vec<&str> = table.lines().take_while(|line| line.starts_with('|')).collect();
        let name = |name: Option<&str>| name.map_or("–".to_owned(), |name| format!("`{name}`"));
        let own = FIELDS.iter().map(|field| {
            format!("| `{}` | {} | {} |", field.own, name(field.v2), name(field.aurore))
        });
        assert_eq!(rows, own.collect::<Vec<_>>());
    }

    #[test]
    fn one_order_is_either_generations_request() {
        let none = Vec::<String>::new();
        assert_eq!(
            translated(ORDER, Generation::V2),
            (
                r#"{"transaction_id":"ORDER-1","amount":2500,"currency":"XOF","description":"Order 1","lang":"fr","notify_url":"https://shop.example/n","return_url":"https://shop.example/r","channels":"ALL","customer_name":"Awa","customer_surname":"Kone","customer_email":"awa@exemple.ci","customer_phone_number":"+2250707123456","customer_city":"Abidjan"}"#.to_owned(),
                none.clone()
            )
        );
        assert_eq!(
            translated(ORDER, Generation::Aurore),
            (
                r#"{"merchant_transaction_id":"ORDER-1","amount":2500,"currency":"XOF","designation":"Order 1","lang":"fr","notify_url":"https://shop.example/n","success_url":"https://shop.example/r","client_first_name":"Awa","client_last_name":"Kone","client_email":"awa@exemple.ci","client_phone_number":"+2250707123456","failed_url":"https://shop.example/r"}"#.to_owned(),
                none
            )
        );
    }

    #[test]
    fn what_has_no_counterpart_is_told_where_it_matters() {
        let changed = |changes: &str| ORDER.replace(r#""channels":"ALL""#, changes);
        for (changes, generation, expected) in [
            (r#""channels":"CREDIT_CARD""#, Generation::Aurore, vec!["channels no_counterpart"]),
            (r#""channels":"CREDIT_CARD""#, Generation::V2, vec![]),
            (r#""method":"OM_CI""#, Generation::V2, vec!["method no_counterpart"]),
            (r#""method":"OM_CI""#, Generation::Aurore, vec![]),
            (r#""metadata":"m""#, Generation::Aurore, vec!["metadata no_counterpart"]),
            (r#""failedUrl":"https://shop.example/f""#, Generation::V2, vec![]),
            (r#""transaction_id":"A""#, Generation::V2, vec!["transaction_id field_unknown"]),
        ] {
            assert_eq!(translated(&changed(changes), generation).1, expected, "{changes}");
        }
        let odd = ORDER.replace("\"firstName\"", "\"first_name\"");
        assert_eq!(translated(&odd, Generation::V2).1, ["customer.first_name field_unknown"]);
        for order in ["[]", "null", r#"{"customer":"Awa"}"#] {
            assert!(
                Translated::of(&json::parse(order).unwrap(), Generation::V2).is_err(),
                "{order}"
            );
        }
    }

    #[test]
    fn issues_of_the_request_name_the_orders_fields() {
        let order = json::parse(ORDER).unwrap();
        let translated = Translated::of(&order, Generation::Aurore).ok().unwrap();
        let of = |path: &str| {
            let found = vec![Issue::error(IssueCode::Required).at(path)];
            translated.told(found).first().map(|issue| issue.path.clone())
        };
        for (theirs, own) in [
            ("merchant_transaction_id", "reference"),
            ("designation", "description"),
            ("client_email", "customer.email"),
            ("success_url", "returnUrl"),
            ("failed_url", "failedUrl"),
            ("country", "country"),
        ] {
            assert_eq!(of(theirs).as_deref(), Some(own));
        }
    }
}

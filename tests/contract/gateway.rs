//! One order for both generations: the same order, opened and paid, has the same outcome.

use guichet::client::{ErrorKind, json};
use guichet::gateway::{Opened, Outcome};
use guichet::notification::aurore::outcome;
use guichet::rules::Value;
use guichet_sandbox::native::{InProcess, block_on};

use crate::aurore_support::{ACCOUNT, client as aurore, client_of as aurore_of, order};
use crate::support::{call, client_of, sandbox, value};

const ORDER: &str = r#"{"reference":"ORDER-1","amount":2500,"currency":"XOF","description":"Order 1",
    "notifyUrl":"https://shop.example/n","returnUrl":"https://shop.example/r",
    "customer":{"firstName":"Awa","lastName":"Kone","email":"awa@exemple.ci"}}"#;
const V2: &str =
    r#"{"apikey":"XXXXXXXXXXXXXXXX","site_id":"XXXXX","base_url":"http://localhost:4010"}"#;

type Opening = Result<(Opened, Vec<String>), guichet::client::GuichetError>;

/// With v2, then with Aurore.
fn opened(platform: &InProcess, order: &Value, strict: bool) -> [Opening; 2] {
    let with = |options: &str| {
        let strict = format!(r#"{{"strict":{strict},"#);
        options.replacen('{', &strict, 1)
    };
    let v2 = client_of(platform, &with(V2));
    let aurore = aurore_of(platform.clone(), &with(ACCOUNT));
    let named = |(opened, issues): (Opened, Vec<guichet::rules::Issue>)| {
        let issues = issues.iter().map(|issue| format!("{} {}", issue.path, issue.code.name()));
        (opened, issues.collect())
    };
    [
        block_on(v2.open(order, &call())).map(named),
        block_on(aurore.open(order, None, &call())).map(named),
    ]
}

fn told(outcome: &Outcome) -> String {
    let Outcome { generation, reference, paid, state, is_final, amount, currency, .. } = outcome;
    let amount = amount.as_deref().unwrap_or("-");
    let currency = currency.as_deref().unwrap_or("-");
    format!("{generation} {reference} {paid} {state} {is_final} {amount} {currency}")
}

#[test]
fn the_same_order_is_opened_paid_and_told_alike() {
    for (action, state, is_final) in [
        (None, "pending", false),
        (Some("accept"), "accepted", true),
        (Some("refuse"), "refused", true),
    ] {
        let platform = sandbox();
        let v2 = client_of(&platform, V2);
        let aurore = aurore(&platform);
        let asked = value(r#"{"amount":2500,"currency":"XOF"}"#);
        let reference = Value::from("ORDER-1");
        let (opened, _) = block_on(v2.open(&value(ORDER), &call())).unwrap();
        assert!(opened.url.unwrap().starts_with("http://localhost:4010/payment/"));
        if let Some(action) = action {
            order(&platform, "payments/ORDER-1", &format!(r#"{{"action":"{action}"}}"#));
        }
        let outcome_of_v2 = block_on(v2.outcome(&reference, &asked, &call())).unwrap();
        // The sandbox's orders go to v2's payments first: another sandbox for the other generation.
        let elsewhere = sandbox();
        let aurore =
            if action.is_some() { crate::aurore_support::client(&elsewhere) } else { aurore };
        let (opened, _) = block_on(aurore.open(&value(ORDER), None, &call())).unwrap();
        assert!(opened.url.unwrap().starts_with("http://localhost:4010/checkout/"));
        if let Some(action) = action {
            order(&elsewhere, "payments/ORDER-1", &format!(r#"{{"action":"{action}"}}"#));
        }
        let outcome_of_aurore = block_on(outcome(&aurore, &reference, &asked, &call())).unwrap();
        let expected = format!("ORDER-1 {} {state} {is_final} 2500 XOF", action == Some("accept"));
        assert_eq!(told(&outcome_of_v2), format!("v2 {expected}"));
        assert_eq!(told(&outcome_of_aurore), format!("aurore {expected}"));
    }
}

#[test]
fn an_order_that_nobody_has_opened_is_an_error_of_either() {
    let platform = sandbox();
    let (asked, reference) = (value(r#"{"amount":2500,"currency":"XOF"}"#), Value::from("NOBODY"));
    let v2 = client_of(&platform, V2);
    let error = block_on(v2.outcome(&reference, &asked, &call())).err().unwrap();
    assert_eq!((error.kind, error.retryable), (ErrorKind::Api, false));
    let error = block_on(outcome(&aurore(&platform), &reference, &asked, &call())).err().unwrap();
    assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Api, Some("404")));
}

#[test]
fn what_breaks_a_rule_is_told_by_the_orders_own_names() {
    let changed = |from: &str, to: &str| value(&ORDER.replace(from, to));
    for (order, of_v2, of_aurore) in [
        (changed("2500", "2501"), vec!["amount"], vec![]),
        (changed("2500", "3000000"), vec![], vec!["amount"]),
        (changed("\"XOF\"", "\"EUR\""), vec!["currency"], vec!["currency"]),
        (changed("\"Order 1\"", "\"\""), vec!["description"], vec!["description"]),
        (changed("awa@exemple.ci", "awa"), vec!["customer.email"], vec!["customer.email"]),
        (changed("\"firstName\":\"Awa\",", ""), vec![], vec!["customer.firstName"]),
        (changed("\"reference\":\"ORDER-1\",", ""), vec!["reference"], vec!["reference"]),
    ] {
        let paths = opened(&sandbox(), &order, false).map(|opened| match opened {
            Ok(_) => Vec::new(),
            Err(error) => {
                assert_eq!(error.kind, ErrorKind::Validation);
                let errors = error.issues.iter();
                let errors = errors.filter(|i| i.severity == guichet::rules::Severity::Error);
                errors.map(|issue| issue.path.clone()).collect()
            }
        });
        let case = json::write(order.as_record().unwrap());
        assert_eq!(
            paths,
            [of_v2.clone(), of_aurore.clone()]
                .map(|paths| paths.into_iter().map(str::to_owned).collect::<Vec<_>>()),
            "{case}"
        );
    }
}

#[test]
fn what_has_no_counterpart_is_a_warning_and_an_error_to_the_strict() {
    let order = value(&ORDER.replace("\"currency\"", "\"channels\":\"MOBILE_MONEY\",\"currency\""));
    let [v2, aurore] = opened(&sandbox(), &order, false);
    assert!(v2.unwrap().1.is_empty());
    assert_eq!(aurore.unwrap().1, ["channels no_counterpart"]);
    let [v2, aurore] = opened(&sandbox(), &order, true);
    assert!(v2.is_ok());
    assert_eq!(aurore.err().unwrap().kind, ErrorKind::Validation);
}

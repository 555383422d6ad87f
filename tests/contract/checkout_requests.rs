//! Every request of seed 003 passes without an error, and is sent with the documented names and values.

use guichet::checkout::{CheckoutRequest, Credentials};
use guichet::client::json;
use guichet::rules::{Lang, Severity, Value};

use crate::support::{EXAMPLE, client, example_with, sandbox, value};

/// The page of Seamless: no return_url, a local phone number, a state outside the United States and Canada, an address
/// that the documentation's page hides.
const SEAMLESS: &str = r#"{
  "transaction_id": "83726104", "amount": 100, "currency": "XOF", "channels": "ALL", "description": "Test paiement",
  "customer_name": "Joe", "customer_surname": "Down", "customer_email": "[email protected]",
  "customer_phone_number": "088767611", "customer_address": "BP 0024", "customer_city": "Antananarivo",
  "customer_country": "CM", "customer_state": "CM", "customer_zip_code": "06510",
  "notify_url": "http://mondomaine.com/notify/"
}"#;

/// "Example of query Javascript".
const JAVASCRIPT: &str = r#"{
  "apikey": "", "site_id": "", "transaction_id": "YOUR_TRANSACTION_ID", "amount": 34, "currency": "USD",
  "alternative_currency": "", "description": " TEST INTEGRATION ", "customer_id": "172", "customer_name": "KOUADIO",
  "customer_surname": "Francisse", "customer_email": "[email\u00a0protected]", "customer_phone_number": "+225004315545",
  "customer_address": "Antananarivo", "customer_city": "Antananarivo", "customer_country": "CM", "customer_state": "CM",
  "customer_zip_code": "065100",
  "notify_url": "https://webhook.site/d1dbbb89-52c7-49af-a689-b3c412df820d",
  "return_url": "https://webhook.site/d1dbbb89-52c7-49af-a689-b3c412df820d",
  "channels": "ALL", "metadata": "user1", "lang": "FR",
  "invoice_data": {"Donnee1": "", "Donnee2": "", "Donnee3": ""}
}"#;

#[track_caller]
fn warnings_of(request: &Value) -> Vec<String> {
    let report = CheckoutRequest::check(request, Credentials::FromClient);
    let errors: Vec<_> =
        report.issues.iter().filter(|issue| issue.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    report.issues.iter().map(|issue| format!("{} {}", issue.path, issue.code.name())).collect()
}

#[test]
fn the_example_passes_without_a_word_and_is_sent_as_it_is() {
    assert_eq!(warnings_of(&value(EXAMPLE)), Vec::<String>::new());
    let (request, _) = client(&sandbox()).prepare(&value(EXAMPLE)).unwrap();
    let sent: serde_json::Value = serde_json::from_str(&json::write(request.fields())).unwrap();
    assert_eq!(sent, serde_json::from_str::<serde_json::Value>(EXAMPLE).unwrap());
}

#[test]
fn the_seamless_sample_passes_with_warnings_once_the_helper_adds_the_return_url() {
    let Value::Record(mut request) = value(SEAMLESS) else { panic!("a record") };
    request.push(("return_url".to_owned(), "https://mondomaine.com/".into()));
    assert_eq!(
        warnings_of(&Value::Record(request)),
        [
            "currency currency_not_of_country",
            "customer_phone_number phone_unlikely",
            "customer_email email_hidden",
        ]
    );
}

#[test]
fn the_javascript_sample_passes_with_warnings() {
    assert_eq!(
        warnings_of(&value(JAVASCRIPT)),
        [
            "transaction_id transaction_id_advice",
            "customer_phone_number phone_too_short",
            "customer_email email_hidden",
            "customer_zip_code zip_code_size",
        ]
    );
}

#[test]
fn the_invoice_and_locked_number_samples_pass() {
    let invoice = r#"{"invoice_data":{"Reste à payer":"25 000fr","Matricule":"24OPO25","Annee-scolaire":"2020-2021"}}"#;
    assert_eq!(warnings_of(&example_with(invoice)), Vec::<String>::new());
    let locked = r#"{"lock_phone_number":true,"customer_phone_number":"2250504315545"}"#;
    assert_eq!(warnings_of(&example_with(locked)), Vec::<String>::new());
}

#[test]
fn four_wrong_fields_are_four_issues_in_both_languages() {
    let request = example_with(
        r#"{"amount":2501,"currency":"EUR","transaction_id":"A/1","customer_country":"XX"}"#,
    );
    let error = client(&sandbox()).prepare(&request).map(|_| ()).unwrap_err();
    let say =
        |lang| -> Vec<String> { error.issues.iter().map(|issue| issue.message(lang)).collect() };
    assert_eq!(
        say(Lang::En),
        [
            "transaction_id A/1 holds characters that make payments fail (# / $ & or an invisible one); use for example A-1",
            "amount 2501 is not a multiple of 5; the nearest are 2500 and 2505",
            "currency EUR is not accepted; choose one of XOF, XAF, CDF, GNF, USD",
            "XX is not a known country code, such as CI, SN or FR",
        ]
    );
    assert_eq!(
        say(Lang::Fr),
        [
            "transaction_id\u{a0}: A/1 contient des caractères qui font échouer le paiement (# / $ & ou un caractère invisible)\u{202f}; prenez par exemple A-1",
            "le montant 2501 n'est pas un multiple de 5\u{202f}; les plus proches sont 2500 et 2505",
            "la devise EUR n'est pas acceptée\u{202f}; choisissez parmi XOF, XAF, CDF, GNF, USD",
            "XX n'est pas un code de pays connu, comme CI, SN ou FR",
        ]
    );
}

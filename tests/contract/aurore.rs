//! Aurore against the sandbox: the provider's test numbers, every code, accounts, tokens, and each operation made once.

use guichet::aurore::codes::{AuroreCode, Meaning};
use guichet::aurore::{Kind, State};
use guichet::client::{ErrorKind, HttpRequest, Platform, json};
use guichet_sandbox::native::block_on;

use crate::aurore_support::{
    ACCOUNT, Client, PAYMENT, TRANSFER, client, client_of, create, direct, find, held, order,
    sandbox_with, with,
};
use crate::support::{call, sandbox, value};

#[test]
fn each_published_test_number_behaves_as_documented() {
    for (number, at_once, later) in [
        ("+2250707070700", ("SUCCESS", State::Accepted), ("SUCCESS", State::Accepted)),
        ("+2250707070701", ("PENDING", State::Pending), ("SUCCESS", State::Accepted)),
        ("+2250707070703", ("FAILED", State::Refused), ("FAILED", State::Refused)),
        ("+2250707070704", ("PENDING", State::Pending), ("FAILED", State::Refused)),
        ("+2250707070706", ("PENDING", State::Pending), ("PENDING", State::Pending)),
    ] {
        let platform = sandbox();
        let client = client(&platform);
        let made = create(&client, Kind::Payment, &direct(number, "ORDER-1")).unwrap();
        assert_eq!(
            (made.text("status").as_deref(), made.state),
            (Some("OK"), at_once.1),
            "{number}"
        );
        let details = value(&json::write(&made.fields));
        let details = details.get("details").cloned().unwrap();
        assert_eq!(json::text(&details, "status").as_deref(), Some(at_once.0), "{number}");
        platform.advance(60_000);
        let found = find(&client, Kind::Payment, "ORDER-1").unwrap().unwrap();
        assert_eq!(
            (found.text("status").as_deref(), found.state),
            (Some(later.0), later.1),
            "{number}"
        );
        assert_eq!(found.is_final, later.1 != State::Pending);
        assert!(found.text("amount").is_none(), "the service does not say the amount again");
    }
    let platform = sandbox();
    let client = client(&platform);
    let paid = create(&client, Kind::Transfer, &value(TRANSFER)).unwrap();
    assert_eq!((paid.state, paid.is_final), (State::Accepted, true));
    assert_eq!(paid.text("phone_number").as_deref(), Some("+2250707000001"));
}

/// Has the sandbox give that code, through the client, and tells what the client says of it.
fn reached(code: &str) -> (Option<String>, Option<State>, Option<ErrorKind>) {
    let platform = sandbox();
    let usual = client(&platform);
    let transfer_to = |client: &Client, number: &str| {
        let changes = format!(r#"{{"phone_number":"{number}","merchant_transaction_id":"PAY-1"}}"#);
        create(client, Kind::Transfer, &with(TRANSFER, &changes))
    };
    let credentials =
        |key: &str| client_of(platform.clone(), &ACCOUNT.replace("sk_test_0123456789", key));
    let outcome = match code {
        "200" => {
            let balances = block_on(usual.balances(None, &call())).unwrap();
            let code =
                balances.first().and_then(|fields| guichet::rules::value::field(fields, "code"));
            return (code.and_then(json::plain_text), None, None);
        }
        "404" => {
            assert!(find(&usual, Kind::Payment, "NOBODY").unwrap().is_none());
            return (Some("404".to_owned()), None, None);
        }
        "100" => transfer_to(&usual, "+2250707000001"),
        "-1" => transfer_to(&usual, "+2250700000001"),
        "2001" | "2002" | "2003" | "2004" | "2008" | "2010" | "2005" | "2006" | "2007" => {
            transfer_to(&usual, &format!("+225070000{code}"))
        }
        "1200" => {
            create(
                &usual,
                Kind::Transfer,
                &with(TRANSFER, r#"{"merchant_transaction_id":"PAY-1"}"#),
            )
            .unwrap();
            // Another server, with a store of its own, uses the identifier for another payment.
            transfer_to(&client(&platform), "+2250701234567")
        }
        "1004" => {
            // The rules here are the sandbox's: only a client of another make can break them.
            let login = r#"{"api_key":"sk_test_0123456789","api_password":"p"}"#;
            let url = |path: &str| format!("http://localhost:4010{path}");
            let login =
                HttpRequest::post(url("/v1/oauth/login"), "application/json", login.to_owned());
            let token = value(&platform.request(&login).unwrap().body);
            let mut wrong =
                HttpRequest::post(url("/v1/payment"), "application/json", "{}".to_owned());
            let bearer = format!("Bearer {}", json::text(&token, "access_token").unwrap());
            wrong.headers.push(("authorization".to_owned(), bearer));
            let reply = platform.request(&wrong).unwrap();
            let error = guichet::aurore::answer::Answer::read(&reply).unwrap().error(&[]);
            return (error.code.clone(), None, Some(error.kind));
        }
        "1005" => transfer_to(&credentials("sk_test_wrong_key"), "+2250707000001"),
        "2011" => {
            order(&platform, "settings", r#"{"allowed_ips":["203.0.113.7"]}"#);
            transfer_to(&usual, "+2250707000001")
        }
        // A token is refused twice only where its renewal is refused too: by a fault.
        "1002" | "1003" => {
            let name = AuroreCode::find(code).unwrap().name;
            let fault = format!(
                r#"{{"status":401,"code":"{code}","message":"{name}","times":2,"path":"/v1/transfer"}}"#
            );
            order(&platform, "faults", &fault);
            transfer_to(&usual, "+2250707000001")
        }
        other => panic!("nobody knows how {other} is reached"),
    };
    match outcome {
        Ok(made) => (made.text("code"), Some(made.state), None),
        Err(error) => (error.code.clone(), None, Some(error.kind)),
    }
}

#[test]
fn every_code_is_reachable_and_typed() {
    for known in AuroreCode::all() {
        let (code, state, error) = reached(known.code);
        let expected = match (known.code, known.meaning) {
            // Nothing was made; but the service has only said that something failed.
            ("-1", _) | (_, Meaning::KnownId) => (None, Some(ErrorKind::OutcomeUnknown)),
            // Without money, or anybody to pay, a transfer is not made.
            ("2005" | "2006" | "2007", _) => (None, Some(ErrorKind::Api)),
            (_, Meaning::State(state)) => (Some(state), None),
            (_, Meaning::Refused) => (None, Some(ErrorKind::Api)),
            (_, Meaning::Token | Meaning::Account) => (None, Some(ErrorKind::Auth)),
            (_, Meaning::Done | Meaning::NotFound | Meaning::Unclear) => (None, None),
        };
        assert_eq!((state, error), expected, "{}", known.code);
        assert_eq!(code.as_deref(), Some(known.code));
    }
}

#[test]
fn payments_come_to_the_customers_codes_in_their_details() {
    for code in ["2003", "2004", "2005", "2006", "2007", "2008", "2010"] {
        let platform = sandbox();
        let made = create(
            &client(&platform),
            Kind::Payment,
            &direct(&format!("+22507000{code:0>5}"), "A"),
        );
        let made = made.unwrap();
        let details = value(&json::write(&made.fields)).get("details").cloned().unwrap();
        assert_eq!(json::text(&details, "code").as_deref(), Some(code));
        assert_eq!(made.is_final, matches!(code, "2005" | "2010"), "{code}");
    }
}

#[test]
fn one_token_serves_until_it_expires_and_is_renewed_once_when_it_is_refused() {
    for (seconds, wait_ms, logins) in
        [(86_400, 3_600_000, 1), (60, 50_000, 1), (60, 55_000, 2), (1, 2_000, 2)]
    {
        let platform = sandbox_with(&format!(r#"{{"aurore_token_seconds":{seconds}}}"#));
        let client = client(&platform);
        block_on(client.balances(None, &call())).unwrap();
        platform.advance(wait_ms);
        let before = platform.sent();
        block_on(client.balances(None, &call())).unwrap();
        assert_eq!(platform.sent() - before, logins, "{seconds} {wait_ms}");
    }
    let platform = sandbox();
    let client = client(&platform);
    block_on(client.balances(None, &call())).unwrap();
    order(&platform, "tokens", r#"{"action":"expire"}"#);
    let before = platform.sent();
    let paid = create(&client, Kind::Transfer, &value(TRANSFER)).unwrap();
    assert_eq!((paid.state, platform.sent() - before), (State::Accepted, 3), "asked, login, asked");
    assert_eq!(held(&platform).len(), 1);
}

#[test]
fn an_answer_that_is_lost_is_looked_for_and_nothing_is_paid_twice() {
    for lost in [
        r#"{"kind":"drop_before"}"#,
        r#"{"kind":"drop_after"}"#,
        r#"{"kind":"garbage"}"#,
        r#"{"kind":"empty"}"#,
        r#"{"kind":"truncated"}"#,
        r#"{"kind":"html","status":403}"#,
        r#"{"kind":"server_error"}"#,
        r#"{"kind":"server_error","effect":true}"#,
        r#"{"kind":"rate_limited"}"#,
        r#"{"kind":"resent"}"#,
        r#"{"kind":"late"}"#,
        r#"{"kind":"reorder"}"#,
        r#"{"kind":"delay","delay_ms":20000}"#,
    ] {
        for id in ["", r#"{"merchant_transaction_id":"PAY-1"}"#] {
            let platform = sandbox();
            let client = client(&platform);
            block_on(client.balances(None, &call())).unwrap();
            let fault = lost.replace('}', r#","path":"/v1/transfer"}"#);
            order(&platform, "faults", &fault);
            let request = with(TRANSFER, if id.is_empty() { "{}" } else { id });
            let paid = create(&client, Kind::Transfer, &request).unwrap();
            assert_eq!(paid.state, State::Accepted, "{lost}");
            platform.advance(600_000);
            find(&client, Kind::Transfer, "x").unwrap();
            assert_eq!(held(&platform).len(), 1, "{lost} {id}");
        }
    }
}

#[test]
fn the_same_call_again_finds_what_the_first_made_and_another_payment_under_its_id_is_refused() {
    let platform = sandbox();
    let client = client(&platform);
    let request = with(TRANSFER, r#"{"merchant_transaction_id":"PAY-1"}"#);
    let first = create(&client, Kind::Transfer, &request).unwrap();
    let again = create(&client, Kind::Transfer, &request).unwrap();
    assert_eq!(first.text("transaction_id"), again.text("transaction_id"));
    let other = with(TRANSFER, r#"{"merchant_transaction_id":"PAY-1","amount":6000}"#);
    let sent = platform.sent();
    let error = create(&client, Kind::Transfer, &other).unwrap_err();
    assert_eq!(error.issues.first().map(|issue| issue.code.name()), Some("id_of_another"));
    assert_eq!(platform.sent(), sent, "nothing left");
    assert_eq!(held(&platform).len(), 1);
    // Another server without this one's store still finds the payment, since it is the one asked for.
    let elsewhere =
        create(&crate::aurore_support::client(&platform), Kind::Transfer, &request).unwrap();
    assert_eq!(first.text("transaction_id"), elsewhere.text("transaction_id"));
    let payment = with(PAYMENT, r#"{"merchant_transaction_id":"ORDER-1"}"#);
    let opened = create(&client, Kind::Payment, &payment).unwrap();
    let reopened = create(&client, Kind::Payment, &payment).unwrap();
    assert_eq!(opened.text("payment_url"), reopened.text("payment_url"));
}

#[test]
fn a_call_again_that_is_not_answered_never_says_that_nothing_was_made() {
    for fault in [
        r#"{"kind":"rate_limited","times":9}"#,
        r#"{"kind":"server_error","times":9}"#,
        r#"{"status":401,"code":"1002","message":"INVALID_TOKEN","times":9}"#,
        r#"{"status":403,"code":"2011","message":"NOT_ALLOWED","times":9}"#,
        r#"{"status":404,"code":"404","message":"NOT_FOUND","times":9}"#,
        r#"{"kind":"drop_before","times":9}"#,
    ] {
        let platform = sandbox();
        let client = client(&platform);
        let request = with(TRANSFER, r#"{"merchant_transaction_id":"PAY-1"}"#);
        let first = create(&client, Kind::Transfer, &request).unwrap();
        order(&platform, "faults", fault);
        let error = create(&client, Kind::Transfer, &request).unwrap_err();
        assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{fault}");
        let known = ("transaction_id", first.text("transaction_id").unwrap());
        assert!(error.ids.contains(&known), "{fault}");
    }
}

#[test]
fn a_counter_whose_address_was_lost_is_told_and_is_no_success() {
    let platform = sandbox();
    let client = client(&platform);
    order(&platform, "faults", r#"{"kind":"drop_after","path":"/v1/payment"}"#);
    let request = with(PAYMENT, r#"{"merchant_transaction_id":"ORDER-1"}"#);
    for _ in 0..2 {
        let error = create(&client, Kind::Payment, &request).unwrap_err();
        assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Api, Some("1200")));
        let names: Vec<&str> = error.ids.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["merchant_transaction_id", "transaction_id"]);
    }
    assert_eq!(held(&platform).len(), 1);
    // A direct payment needs no counter.
    order(&platform, "faults", r#"{"kind":"drop_after","path":"/v1/payment"}"#);
    let paid = create(&client, Kind::Payment, &direct("+2250707070700", "ORDER-2")).unwrap();
    assert_eq!(paid.state, State::Accepted);
}

#[test]
fn a_refusal_behind_a_lost_copy_settles_nothing_until_that_copy_is_too_old() {
    let platform = sandbox_with(r#"{"balance":5000}"#);
    let client = client(&platform);
    block_on(client.balances(None, &call())).unwrap();
    // The first copy is under way for two minutes; meanwhile another payment takes the money.
    let late = r#"{"kind":"late","arrives_after_ms":120000,"path":"/v1/transfer"}"#;
    order(&platform, "faults", late);
    let request = with(TRANSFER, r#"{"merchant_transaction_id":"PAY-1"}"#);
    let (prepared, _) = client.prepare(Kind::Transfer, &request, None).unwrap();
    let short = guichet::client::Call { timeout_ms: 3_000, signal: None };
    let error = block_on(client.create(&prepared, &short)).unwrap_err();
    assert_eq!((error.kind, error.retryable), (ErrorKind::OutcomeUnknown, true));
    let other =
        with(TRANSFER, r#"{"merchant_transaction_id":"PAY-2","phone_number":"+2250701234567"}"#);
    create(&client, Kind::Transfer, &other).unwrap();
    let error = create(&client, Kind::Transfer, &request).unwrap_err();
    assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::OutcomeUnknown, Some("2005")));
    platform.advance(11 * 60_000);
    let error = create(&client, Kind::Transfer, &request).unwrap_err();
    assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Api, Some("2005")));
    assert_eq!(held(&platform).len(), 1);
}

const TWO: &str = r#"{"accounts":[
    {"country":"CI","api_key":"sk_test_ci_000001","api_password":"p"},
    {"country":"CM","api_key":"sk_test_cm_000001","api_password":"p"},
    {"country":"SN","api_key":"sk_test_sn_000001","api_password":"p"}],
    "base_url":"http://localhost:4010","notify_url":"https://shop.example/notify"}"#;

#[test]
fn several_countries_are_several_accounts_behind_one_client() {
    let platform = sandbox_with(
        r#"{"aurore_accounts":[{"api_key":"sk_test_ci_000001","country":"CI"},
            {"api_key":"sk_test_cm_000001","country":"CM"},{"api_key":"sk_test_sn_000001","country":"SN"}]}"#,
    );
    let client = client_of(platform.clone(), TWO);
    for (changes, key) in [
        ("{}", "•••01"),
        (r#"{"payment_method":"OM_CM","currency":"XAF","phone_number":"+237690000000"}"#, "•••01"),
        (r#"{"payment_method":"WAVE_SN","phone_number":"+221771234567"}"#, "•••01"),
    ] {
        create(&client, Kind::Transfer, &with(TRANSFER, changes)).unwrap();
        let held = held(&platform);
        let last = held.last().unwrap();
        assert_eq!(json::text(last, "api_key").as_deref(), Some(key), "{changes}");
    }
    let balances = block_on(client.balances(None, &call())).unwrap();
    let told: Vec<String> = balances
        .iter()
        .map(|fields| {
            let word = |name| {
                guichet::rules::value::field(fields, name).and_then(json::plain_text).unwrap()
            };
            format!("{} {} {}", word("country"), word("currency"), word("available_balance"))
        })
        .collect();
    assert_eq!(told, ["CI XOF 9995000", "CM XAF 9995000", "SN XOF 9995000"]);
    // XOF alone could be either's.
    let payment =
        with(PAYMENT, r#"{"success_url":"https://a.example","failed_url":"https://a.example"}"#);
    let error = client.prepare(Kind::Payment, &payment, None).err().unwrap();
    assert_eq!(error.issues.first().map(|issue| issue.code.name()), Some("account_unclear"));
    assert!(client.prepare(Kind::Payment, &payment, Some(&"SN".into())).is_ok());
    let central = with(
        PAYMENT,
        r#"{"currency":"XAF","success_url":"https://a.example","failed_url":"https://a.example"}"#,
    );
    assert!(client.prepare(Kind::Payment, &central, None).is_ok());
    let wrong = client.prepare(Kind::Payment, &central, Some(&"CI".into())).err().unwrap();
    assert_eq!(
        wrong.issues.first().map(|issue| issue.code.name()),
        Some("currency_not_of_country")
    );
    assert!(client.prepare(Kind::Payment, &payment, Some(&"TG".into())).is_err());
}

#[test]
fn no_secret_token_or_whole_number_reaches_an_error() {
    let platform = sandbox();
    let client =
        client_of(platform.clone(), &ACCOUNT.replace("test-password", "very-wrong-password"));
    let error = create(&client, Kind::Transfer, &value(TRANSFER)).unwrap_err();
    order(
        &platform,
        "faults",
        r#"{"status":400,"code":"1004","message":"INVALID_PARAMS","description":"+2250707000001 sk_test_0123456789","path":"/v1/oauth/login"}"#,
    );
    let told = create(&client, Kind::Transfer, &value(TRANSFER)).unwrap_err();
    for text in [format!("{error} {error:?}"), format!("{told} {told:?}")] {
        for secret in ["sk_test_0123456789", "very-wrong-password", "2250707000001"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
    let state = {
        let now = platform.now_ms();
        platform.sandbox().state(now)
    };
    assert!(!state.contains("sk_test_0123456789") && !state.contains("very-wrong-password"));
}

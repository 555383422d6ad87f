//! The token: logged in for once, shared, renewed in time; and the pace that the service asks for.

use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;

use guichet::account::{AccountClient, AccountConfig, Service};
use guichet::client::store::MemoryStore;
use guichet::client::{Call, ErrorKind, HttpRequest, Platform};
use guichet_sandbox::native::{InProcess, block_on};
use guichet_sandbox::{Options, Sandbox};

use crate::account_support::{ACCOUNT, account, call};
use crate::support::{NOW, sandbox, value};

#[track_caller]
fn order(platform: &InProcess, path: &str, body: &str) {
    let url = format!("https://client.cinetpay.com{path}");
    let reply = platform.request(&HttpRequest::post(url, "application/json", body.to_owned()));
    assert!(reply.is_some_and(|reply| reply.status < 300), "{path} {body}");
}

/// Both to their ends, by turns.
async fn together<A: Future, B: Future>(one: A, other: B) -> (A::Output, B::Output) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let (mut first, mut second) = (None, None);
    poll_fn(|context| {
        if first.is_none()
            && let Poll::Ready(output) = one.as_mut().poll(context)
        {
            first = Some(output);
        }
        if second.is_none()
            && let Poll::Ready(output) = other.as_mut().poll(context)
        {
            second = Some(output);
        }
        match (first.is_some(), second.is_some()) {
            (true, true) => Poll::Ready(()),
            _ => Poll::Pending,
        }
    })
    .await;
    (first.expect("an output"), second.expect("an output"))
}

fn sharing(
    platform: &InProcess,
    store: &Rc<MemoryStore>,
) -> AccountClient<InProcess, Rc<MemoryStore>> {
    let config = AccountConfig::read(&value(ACCOUNT)).expect("options");
    AccountClient::new(platform.clone(), config, Rc::clone(store))
}

#[test]
fn calls_at_the_same_time_share_one_login() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    let (call_one, call_other) = (call(), call());
    let both = together(
        client.balance(Service::Transfer, &call_one),
        client.balance(Service::Airtime, &call_other),
    );
    let (one, other) = block_on(both);
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(platform.sent(), 3, "one login, two questions");
}

#[test]
fn a_login_that_fails_leaves_the_turn_to_the_next() {
    let platform = sandbox();
    let client = account(platform.clone(), r#"{"apikey":"wrong-key-0123456789","password":"p"}"#);
    let (call_one, call_other) = (call(), call());
    let both = together(
        client.balance(Service::Transfer, &call_one),
        client.balance(Service::Transfer, &call_other),
    );
    let (one, other) = block_on(both);
    assert_eq!([one.unwrap_err().kind, other.unwrap_err().kind], [ErrorKind::Auth; 2]);
}

#[test]
fn two_clients_on_one_store_share_a_token_and_two_accounts_do_not() {
    let platform = sandbox();
    let store = Rc::new(MemoryStore::default());
    let (one, other) = (sharing(&platform, &store), sharing(&platform, &store));
    block_on(one.balance(Service::Transfer, &call())).unwrap();
    block_on(other.balance(Service::Airtime, &call())).unwrap();
    assert_eq!(platform.sent(), 3, "one login, two questions");
    let config =
        AccountConfig::read(&value(r#"{"apikey":"another-key-0123","password":"p"}"#)).unwrap();
    let third = AccountClient::new(platform.clone(), config, Rc::clone(&store));
    block_on(third.balance(Service::Transfer, &call())).unwrap();
    assert_eq!(platform.sent(), 5, "its own login");
}

#[test]
fn a_token_is_renewed_before_it_expires() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    // Login and question; a question; what is left of its life is too short, so login and question.
    for (later, sent) in [(0, 2), (4 * 60_000, 1), (31_000, 2), (10_000, 1)] {
        platform.advance(later);
        let before = platform.sent();
        block_on(client.balance(Service::Transfer, &call())).unwrap();
        assert_eq!(platform.sent() - before, sent, "{later}");
    }
}

#[test]
fn an_expired_token_is_renewed_and_the_question_asked_again() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    block_on(client.balance(Service::Transfer, &call())).unwrap();
    order(&platform, "/_sandbox/tokens", r#"{"action":"expire"}"#);
    let before = platform.sent();
    block_on(client.balance(Service::Transfer, &call())).unwrap();
    assert_eq!(platform.sent() - before, 3, "refused, login, answered");
}

#[test]
fn the_pace_that_the_service_allows_is_kept() {
    let options = Options { rate_limit_per_minute: Some(20), ..Options::default() };
    let platform = InProcess::new(Sandbox::new(options), NOW, 1);
    let client = account(platform.clone(), ACCOUNT);
    let patient = Call { timeout_ms: 120_000, signal: None };
    for _ in 0..60 {
        block_on(client.balance(Service::Transfer, &patient)).unwrap();
    }
    let minutes = (platform.now_ms() - NOW) / 60_000;
    // Nobody was turned away: 60 questions and one login.
    assert_eq!((minutes, platform.sent()), (3, 61));
    for _ in 0..20 {
        let _ = block_on(client.balance(Service::Transfer, &patient));
    }
    let hasty = Call { timeout_ms: 1_000, signal: None };
    let error =
        (0..21).find_map(|_| block_on(client.balance(Service::Transfer, &hasty)).err()).unwrap();
    assert_eq!((error.kind, error.retryable), (ErrorKind::Timeout, true));
}

#[test]
fn without_a_password_nothing_is_sent() {
    let platform = sandbox();
    let client = account(platform.clone(), r#"{"apikey":"XXXXXXXXXXXXXXXX"}"#);
    let error = block_on(client.balance(Service::Transfer, &call())).unwrap_err();
    assert_eq!(error.issues.first().map(|issue| issue.path.as_str()), Some("password"));
    assert_eq!(platform.sent(), 0);
}

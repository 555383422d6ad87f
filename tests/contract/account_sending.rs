//! Lists against the sandbox: each item once, and of each it is told what is known.

use guichet::account::{ItemResult, Outcome, SendOptions, Service};
use guichet::client::journal::{Journal, MemoryJournal, NoJournal, Unkept};
use guichet::client::{ErrorKind, HttpRequest};
use guichet_sandbox::native::{Cancel, InProcess, block_on};
use guichet_sandbox::{Options, Sandbox};

use crate::account_support::{ACCOUNT, account, all, call, list, send_all, start, with_contacts};
use crate::support::{NOW, sandbox, value};

#[track_caller]
fn fault(platform: &InProcess, order: &str) {
    let url = "https://client.cinetpay.com/_sandbox/faults".to_owned();
    let reply = platform.request(&HttpRequest::post(url, "application/json", order.to_owned()));
    assert!(reply.is_some_and(|reply| reply.status < 300), "{order}");
}

const SEND: &str = "/v1/transfer/money/send/contact";

fn on_send(rest: &str) -> String {
    format!(r#"{{"path":"{SEND}",{rest}}}"#)
}

fn made(platform: &InProcess) -> Vec<(String, u64)> {
    platform.sandbox().made().map(|made| (made.receiver.to_owned(), made.amount)).collect()
}

fn outcomes(results: &[ItemResult]) -> Vec<Outcome> {
    results.iter().map(|result| result.outcome).collect()
}

#[test]
fn a_list_goes_in_chunks_and_every_item_is_told_with_its_identifiers() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    let options = SendOptions { chunk: Some(3), ..with_contacts() };
    let mut run = start(&client, &list(7), &options, NoJournal);
    assert_eq!(run.len(), 7);
    let mut sizes = Vec::new();
    let mut results = Vec::new();
    while let Some(chunk) = block_on(run.next()) {
        sizes.push(chunk.len());
        results.extend(chunk);
    }
    assert_eq!(sizes, [3, 3, 1]);
    for (at, result) in results.iter().enumerate() {
        assert_eq!((result.index, result.outcome), (at, Outcome::Accepted));
        assert_eq!(result.client_transaction_id, format!("PAY-{at}"));
        assert!(
            result.transaction_id.is_some()
                && result.lot.is_some()
                && result.code.as_deref() == Some("0")
        );
    }
    assert_eq!(made(&platform).len(), 7);
}

#[test]
fn whatever_is_lost_on_the_way_everybody_is_paid_once() {
    for lost in [
        r#""kind":"drop_before""#,
        r#""kind":"drop_after""#,
        r#""kind":"garbage""#,
        r#""kind":"empty""#,
        r#""kind":"truncated""#,
        r#""kind":"html","status":502,"effect":true"#,
        r#""kind":"server_error","effect":true"#,
        r#""kind":"server_error","effect":false"#,
        r#""kind":"late","arrives_after_ms":2000"#,
        r#""kind":"late","arrives_after_ms":30000"#,
        r#""kind":"duplicate","arrives_after_ms":4000"#,
        r#""kind":"resent""#,
        r#""kind":"reorder""#,
        r#""kind":"rate_limited","retry_after":2"#,
        r#""kind":"delay","delay_ms":60000"#,
    ] {
        let platform = sandbox();
        let client = account(platform.clone(), ACCOUNT);
        fault(&platform, &on_send(lost));
        let (results, stopped) = send_all(&client, &list(4));
        assert_eq!(outcomes(&results), [Outcome::Accepted; 4], "{lost}");
        assert!(
            stopped.is_none() && results.iter().all(|result| result.transaction_id.is_some()),
            "{lost}"
        );
        platform.advance(300_000);
        platform.deliver_due(|_| Some(200));
        assert_eq!(made(&platform).len(), 4, "{lost}");
    }
}

#[test]
fn a_lost_chunk_is_found_by_its_lot_and_not_item_by_item() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    fault(&platform, &on_send(r#""kind":"drop_after""#));
    let before = platform.sent();
    let (results, _) = send_all(&client, &list(40));
    assert_eq!(outcomes(&results), [Outcome::Accepted; 40]);
    // Login, contacts, send, one by identifier, one by lot.
    assert_eq!(platform.sent() - before, 5);
}

#[test]
fn refusals_are_told_with_their_codes_and_stop_nobody_else() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    let list = r#"[
        {"prefix":"225","phone":"0700000721","name":"A","surname":"B","amount":500,"notify_url":"https://a.example/n"},
        {"prefix":"225","phone":"0700000717","name":"A","surname":"B","amount":500,"notify_url":"https://a.example/n"},
        {"prefix":"225","phone":"0701234567","name":"A","surname":"B","amount":500,"notify_url":"https://a.example/n"}]"#;
    let (results, stopped) = send_all(&client, list);
    assert_eq!(outcomes(&results), [Outcome::Rejected, Outcome::Rejected, Outcome::Accepted]);
    let codes: Vec<_> = results.iter().map(|result| result.code.as_deref()).collect();
    assert_eq!(codes, [Some("721"), Some("717"), Some("0")]);
    assert!(
        stopped.is_none() && results.iter().all(|result| result.client_transaction_id.len() == 24)
    );
    assert_eq!(made(&platform), [("0701234567".to_owned(), 500)]);
}

#[test]
fn nobody_is_sent_to_who_is_no_contact() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    let (results, _) = all(start(&client, &list(2), &SendOptions::default(), NoJournal));
    assert_eq!(outcomes(&results), [Outcome::Rejected; 2]);
    assert!(results.iter().all(|result| result.code.as_deref() == Some("724")));
}

#[test]
fn too_little_money_rejects_the_chunk_and_says_so() {
    let sandbox = Sandbox::new(Options { balance: Some(1000), ..Options::default() });
    let platform = InProcess::new(sandbox, NOW, 1);
    let client = account(platform.clone(), ACCOUNT);
    let (results, _) = send_all(&client, &list(3));
    assert_eq!(outcomes(&results), [Outcome::Rejected; 3]);
    assert!(results.iter().all(|result| result.code.as_deref() == Some("602")));
    assert!(made(&platform).is_empty());
}

#[test]
fn a_list_with_a_mistake_or_an_identifier_twice_is_not_sent_at_all() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    for (list, issue) in [
        (list(2).replace("PAY-1", "PAY-0"), "[1].client_transaction_id id_repeated"),
        (list(3).replace("\"amount\":550", "\"amount\":1"), "[1].amount amount_too_small"),
        (list(2).replace("\"name\":\"A\",", ""), "[0].name required"),
        ("[]".to_owned(), " list_expected"),
    ] {
        let error = client
            .send(Service::Transfer, &value(&list), &with_contacts(), NoJournal, call())
            .err()
            .expect("an error");
        let first =
            error.issues.first().map(|issue| format!("{} {}", issue.path, issue.code.name()));
        assert_eq!((error.kind, first.as_deref()), (ErrorKind::Validation, Some(issue)));
    }
    assert_eq!(platform.sent(), 0);
}

#[test]
fn an_identifier_used_before_is_accepted_for_the_same_payment_and_refused_for_another() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    let (first, _) = send_all(&client, &list(1));
    let (again, _) = send_all(&client, &list(1));
    assert_eq!(again.first().map(|result| result.outcome), Some(Outcome::Accepted));
    assert_eq!(
        first.first().map(|result| &result.transaction_id),
        again.first().map(|result| &result.transaction_id)
    );
    let (other, _) = send_all(&client, &list(1).replace("\"amount\":500", "\"amount\":505"));
    assert_eq!(
        other.first().map(|result| (result.outcome, result.code.as_deref())),
        Some((Outcome::Rejected, Some("805")))
    );
    assert_eq!(made(&platform).len(), 1);
}

#[test]
fn a_refusal_settles_nothing_while_an_earlier_copy_may_arrive() {
    // The first copy is under way for two minutes; meanwhile the account runs dry, so the second is refused.
    let sandbox = Sandbox::new(Options { balance: Some(1000), ..Options::default() });
    let platform = InProcess::new(sandbox, NOW, 1);
    let client = account(platform.clone(), ACCOUNT);
    let rest = list(2).replace("\"amount\":550", "\"amount\":900");
    let only = |id: &str| {
        let Some(guichet::rules::Value::List(items)) = guichet::client::json::parse(&rest) else {
            panic!("a list")
        };
        let of = |item: &&guichet::rules::Value| {
            guichet::client::json::text(item, "client_transaction_id").as_deref() == Some(id)
        };
        guichet::rules::Value::List(items.iter().filter(of).cloned().collect())
    };
    fault(&platform, &on_send(r#""kind":"late","arrives_after_ms":120000"#));
    let mut slow = client
        .send(Service::Transfer, &only("PAY-0"), &with_contacts(), NoJournal, call())
        .expect("a list");
    let mut first = Box::pin(slow.next());
    // Another list takes the money while the first one asks.
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    for _ in 0..4 {
        assert!(std::future::Future::poll(first.as_mut(), &mut context).is_pending());
    }
    let other = account(platform.clone(), ACCOUNT);
    let (taken, _) = all(other
        .send(Service::Transfer, &only("PAY-1"), &with_contacts(), NoJournal, call())
        .expect("a list"));
    assert_eq!(outcomes(&taken), [Outcome::Accepted]);
    let told = block_on(first).expect("a chunk");
    assert_eq!(outcomes(&told), [Outcome::Unknown]);
    assert_eq!(told.first().and_then(|result| result.code.as_deref()), Some("602"));
}

#[test]
fn wrong_credentials_send_nothing_and_say_so_of_every_item() {
    let platform = sandbox();
    let client = account(platform.clone(), r#"{"apikey":"wrong-key-0123456789","password":"p"}"#);
    let options = SendOptions { chunk: Some(2), ..with_contacts() };
    let (results, stopped) = all(start(&client, &list(5), &options, NoJournal));
    assert_eq!(outcomes(&results), [Outcome::NotSent; 5]);
    assert!(results.iter().all(|result| result.code.as_deref() == Some("701")));
    assert_eq!(stopped.map(|error| error.kind), Some(ErrorKind::Auth));
    assert_eq!(platform.sent(), 1, "the rest is not tried");
}

#[test]
fn an_abort_tells_what_was_sent_from_what_was_not() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    fault(&platform, &on_send(r#""kind":"delay","delay_ms":10000"#));
    let cancel = Cancel::default();
    let options = SendOptions { chunk: Some(2), ..with_contacts() };
    let call = guichet::client::Call { timeout_ms: 30_000, signal: Some(cancel.clone()) };
    let run = client
        .send(Service::Transfer, &value(&list(5)), &options, NoJournal, call)
        .expect("a list");
    cancel.cancel_at(NOW + 5_000);
    let (results, stopped) = all(run);
    use Outcome::{NotSent, Unknown};
    assert_eq!(outcomes(&results), [Unknown, Unknown, NotSent, NotSent, NotSent]);
    assert_eq!(stopped.map(|error| error.kind), Some(ErrorKind::Aborted));
    assert!(results.iter().all(|result| result.message.as_deref() == Some("aborted")));
}

#[test]
fn what_makes_the_service_fail_is_sent_alone_and_stays_unknown() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    let poisoned = list(4).replace("0711111112", "0700000715");
    let (results, stopped) = send_all(&client, &poisoned);
    use Outcome::{Accepted, Unknown};
    assert_eq!(outcomes(&results), [Accepted, Unknown, Accepted, Accepted]);
    assert!(stopped.is_none() && made(&platform).len() == 3);
    let told = results.get(1).map(|result| (result.code.as_deref(), result.message.as_deref()));
    assert_eq!(told, Some((Some("715"), Some("UNEXPECTED_ERROR"))));
}

#[test]
fn a_service_out_of_reach_stops_the_list() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    fault(&platform, r#"{"kind":"drop_before","times":1000}"#);
    let (results, stopped) = send_all(&client, &list(60));
    assert_eq!(outcomes(&results), [Outcome::NotSent; 60]);
    assert_eq!(stopped.map(|error| error.kind), Some(ErrorKind::Network));
}

#[test]
fn a_journal_takes_a_list_up_where_it_was_left() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    let journal = MemoryJournal::default();
    let nameless = list(5).replace("client_transaction_id", "comment_of_mine");
    let options = SendOptions { chunk: Some(2), ..with_contacts() };
    let mut run = start(&client, &nameless, &options, journal.clone());
    let first = block_on(run.next()).expect("a chunk");
    drop(run);
    let (results, _) = all(start(&client, &nameless, &options, journal.clone()));
    assert_eq!(outcomes(&results), [Outcome::Accepted; 5]);
    let told = first.into_iter().map(|result| ItemResult { earlier: true, ..result });
    assert_eq!(results.get(..2), Some(told.collect::<Vec<_>>().as_slice()));
    assert!(results.iter().skip(2).all(|result| !result.earlier));
    assert_eq!(made(&platform).len(), 5);
    let lines = block_on(journal.read()).expect("lines").join("\n");
    assert!(!lines.contains("0711111111") && !lines.contains("XXXXXXXX"), "no number, no key");
    let sent = platform.sent();
    let (again, _) = all(start(&client, &nameless, &options, journal));
    assert_eq!((outcomes(&again), platform.sent()), (vec![Outcome::Accepted; 5], sent));
}

/// Fails from a line on.
struct Full(MemoryJournal, usize);

impl Journal for Full {
    async fn append(&self, line: &str) -> Result<(), Unkept> {
        if self.0.read().await?.len() >= self.1 { Err(Unkept) } else { self.0.append(line).await }
    }

    async fn read(&self) -> Result<Vec<String>, Unkept> {
        self.0.read().await
    }
}

#[test]
fn nothing_is_sent_that_the_journal_cannot_keep() {
    for (lines, accepted) in [(0, 0), (1, 0), (2, 2), (3, 2), (4, 4), (7, 5)] {
        let platform = sandbox();
        let client = account(platform.clone(), ACCOUNT);
        let options = SendOptions { chunk: Some(2), ..with_contacts() };
        let (results, stopped) =
            all(start(&client, &list(5), &options, Full(MemoryJournal::default(), lines)));
        let mut expected = vec![Outcome::Accepted; accepted];
        expected.resize(5, Outcome::NotSent);
        assert_eq!((outcomes(&results), made(&platform).len()), (expected, accepted), "{lines}");
        assert_eq!(stopped.is_some(), accepted < 5);
    }
}

#[test]
fn without_the_look_up_somebody_is_paid_twice() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    fault(&platform, &on_send(r#""kind":"drop_after""#));
    let (results, _) = all(start(&client, &list(1), &with_contacts(), NoJournal).without_look_up());
    assert_eq!((outcomes(&results), made(&platform).len()), (vec![Outcome::Accepted], 2));
}

#[test]
fn ten_thousand_payouts_whose_answers_are_lost_in_a_third_of_cases_are_all_made_once() {
    for kinds in [r#"["drop_after"]"#, r#"["drop_before","drop_after"]"#] {
        let platform = sandbox_with_plenty();
        let client = account(platform.clone(), ACCOUNT);
        fault(&platform, &format!(r#"{{"seed":1,"rate":0.3,"kinds":{kinds}}}"#));
        let items = list_of_five_hundreds(10_000);
        let (results, stopped) = all(start(&client, &items, &with_contacts(), NoJournal));
        assert!(stopped.is_none() && results.len() == 10_000, "{kinds}");
        assert!(results.iter().all(|result| result.outcome == Outcome::Accepted), "{kinds}");
        let receivers: std::collections::BTreeSet<_> = made(&platform).into_iter().collect();
        assert_eq!((made(&platform).len(), receivers.len()), (10_000, 10_000), "{kinds}");
    }
}

fn sandbox_with_plenty() -> InProcess {
    let options =
        Options { balance: Some(1_000_000_000), request_log: Some(0), ..Options::default() };
    InProcess::new(Sandbox::new(options), NOW, 1)
}

fn list_of_five_hundreds(count: u32) -> String {
    let item = |at: u32| {
        let phone = 11_111_111 + at;
        format!(
            r#"{{"prefix":"225","phone":"07{phone}","name":"A","surname":"B","email":"a@b.ci","amount":500,"notify_url":"https://shop.example/n"}}"#
        )
    };
    format!("[{}]", (0..count).map(item).collect::<Vec<_>>().join(","))
}

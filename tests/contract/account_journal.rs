//! Lists and their journals: what a later run does with what an earlier one has left, wherever that one ended.

use guichet::account::{ItemResult, Outcome, SendOptions, SendRun};
use guichet::client::journal::{Journal, MemoryJournal, Unkept};
use guichet::client::store::MemoryStore;
use guichet::client::{ErrorKind, HttpRequest};
use guichet_sandbox::native::{InProcess, block_on};

use crate::account_support::{ACCOUNT, account, all, list, start, with_contacts};
use crate::support::sandbox;

fn nameless(count: usize) -> String {
    list(count).replace("client_transaction_id", "comment_of_mine")
}

fn made(platform: &InProcess) -> usize {
    platform.sandbox().made().count()
}

fn told(results: &[ItemResult]) -> Vec<(Outcome, bool)> {
    results.iter().map(|result| (result.outcome, result.earlier)).collect()
}

fn by_twos() -> SendOptions {
    SendOptions { chunk: Some(2), ..with_contacts() }
}

fn fault(platform: &InProcess, order: &str) {
    let url = "https://client.cinetpay.com/_sandbox/faults".to_owned();
    let reply = platform.request(&HttpRequest::post(url, "application/json", order.to_owned()));
    assert!(reply.is_some_and(|reply| reply.status < 300), "{order}");
}

/// Loses the end of everything from a line on: half of that line is there, and whoever wrote it is told that it failed.
#[derive(Clone, Default)]
struct Torn(MemoryJournal, usize);

impl Journal for Torn {
    async fn append(&self, line: &str) -> Result<(), Unkept> {
        let there = self.0.read().await?.len();
        if there >= self.1 {
            let half = line.get(..line.len() / 2).ok_or(Unkept)?;
            self.0.append(half).await?;
            return Err(Unkept);
        }
        self.0.append(line).await
    }

    async fn read(&self) -> Result<Vec<String>, Unkept> {
        self.0.read().await
    }
}

/// A journal that goes on behind half a line without beginning another.
struct Glued(MemoryJournal);

impl Journal for Glued {
    async fn append(&self, line: &str) -> Result<(), Unkept> {
        self.0.append(line).await
    }

    async fn read(&self) -> Result<Vec<String>, Unkept> {
        let mut lines: Vec<String> = Vec::new();
        let mut half = String::new();
        for line in self.0.read().await? {
            let whole = line.ends_with('}');
            half.push_str(&line);
            if whole {
                lines.push(std::mem::take(&mut half));
            }
        }
        lines.extend(Some(half).filter(|half| !half.is_empty()));
        Ok(lines)
    }
}

#[test]
fn wherever_a_run_ends_the_next_ones_pay_everybody_once_and_a_refused_item_may_be_corrected() {
    let right = nameless(5);
    let wrong = right.replace("0711111113", "0700000717");
    assert_ne!(right, wrong);
    for end in 0..14 {
        let platform = sandbox();
        let client = account(platform.clone(), ACCOUNT);
        let journal = MemoryJournal::default();
        all(start(&client, &wrong, &by_twos(), Torn(journal.clone(), end)));
        let glued = || Glued(journal.clone());
        let (results, _) = all(start(&client, &wrong, &by_twos(), glued()));
        use Outcome::{Accepted, Rejected};
        let outcomes: Vec<_> = results.iter().map(|result| result.outcome).collect();
        assert_eq!(outcomes, [Accepted, Accepted, Rejected, Accepted, Accepted], "{end}");
        let (corrected, _) = all(start(&client, &right, &by_twos(), glued()));
        let mut expected = vec![(Accepted, true); 5];
        if let Some(third) = expected.get_mut(2) {
            *third = (Accepted, false);
        }
        assert_eq!(told(&corrected), expected, "{end}");
        let ids = |results: &[ItemResult]| -> Vec<String> {
            results.iter().map(|result| result.client_transaction_id.clone()).collect()
        };
        assert_eq!(ids(&results), ids(&corrected), "{end}");
        let (again, _) = all(start(&client, &right, &by_twos(), glued()));
        assert_eq!((told(&again), made(&platform)), (vec![(Accepted, true); 5], 5), "{end}");
        // What has been paid in the third place is not the item that was refused there.
        refused(start(&client, &wrong, &by_twos(), glued()));
    }
}

#[track_caller]
fn refused<J: Journal>(mut run: SendRun<InProcess, MemoryStore, J>) {
    let error = block_on(run.take_up()).expect_err("an error");
    assert_eq!(error.kind, ErrorKind::Validation);
    assert!(block_on(run.next()).is_none(), "nothing is told of anybody");
    assert_eq!(run.stopped(), Some(&error));
}

#[test]
fn a_list_that_is_another_is_refused_whole_and_nothing_is_asked_of_the_service() {
    for named in [true, false] {
        let first = if named { list(5) } else { nameless(5) };
        let (platform, journal) = (sandbox(), MemoryJournal::default());
        let client = account(platform.clone(), ACCOUNT);
        let mut run = start(&client, &first, &by_twos(), journal.clone());
        block_on(run.next()).expect("a chunk");
        drop(run);
        let before = platform.sent();
        for other in [
            if named { list(6) } else { nameless(6) },
            if named { list(4) } else { nameless(4) },
            // Of somebody who was paid, and of somebody who was not yet.
            first.replace("0711111111", "0711111119"),
            first.replace("0711111115", "0711111119"),
            first.replace("\"amount\":700", "\"amount\":705"),
            if named { nameless(5) } else { list(5) },
        ] {
            assert_ne!(first, other);
            refused(start(&client, &other, &by_twos(), journal.clone()));
        }
        assert_eq!((platform.sent(), made(&platform)), (before, 2));
        let (results, _) = all(start(&client, &first, &by_twos(), journal.clone()));
        assert!(results.iter().all(|result| result.outcome == Outcome::Accepted));
        assert_eq!(made(&platform), 5);
    }
}

#[test]
fn identifiers_that_were_made_may_be_given_back() {
    let (platform, journal) = (sandbox(), MemoryJournal::default());
    let client = account(platform.clone(), ACCOUNT);
    let mut run = start(&client, &nameless(4), &by_twos(), journal.clone());
    let first = block_on(run.next()).expect("a chunk");
    let mut named = list(4);
    for result in &first {
        named = named.replace(&format!("PAY-{}", result.index), &result.client_transaction_id);
    }
    let (results, _) = all(start(&client, &named, &by_twos(), journal));
    use Outcome::Accepted;
    assert_eq!(
        told(&results),
        [(Accepted, true), (Accepted, true), (Accepted, false), (Accepted, false)]
    );
    assert_eq!(made(&platform), 4);
}

#[test]
fn an_open_item_is_looked_for_before_it_is_sent_again_after_a_refusal_too() {
    let (platform, journal) = (sandbox(), MemoryJournal::default());
    let client = account(platform.clone(), ACCOUNT);
    let wrong = nameless(1).replace("0711111111", "0700000717");
    all(start(&client, &wrong, &by_twos(), journal.clone()));
    // The corrected item leaves, and its run ends before the answer is heard.
    fault(&platform, r#"{"path":"/v1/transfer/money/send/contact","kind":"drop_after"}"#);
    let ends = Torn(journal.clone(), 4);
    let mut run = start(&client, &nameless(1), &by_twos(), ends);
    let mut sending = Box::pin(run.next());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    while made(&platform) == 0 {
        assert!(std::future::Future::poll(sending.as_mut(), &mut context).is_pending());
    }
    drop(sending);
    drop(run);
    refused(start(&client, &wrong, &by_twos(), journal.clone()));
    let (results, _) = all(start(&client, &nameless(1), &by_twos(), journal));
    assert_eq!((told(&results), made(&platform)), (vec![(Outcome::Accepted, true)], 1));
}

#[test]
fn an_identifier_that_is_another_payments_stays_refused_until_the_item_gets_its_own() {
    let platform = sandbox();
    let client = account(platform.clone(), ACCOUNT);
    all(start(&client, &list(1), &with_contacts(), MemoryJournal::default()));
    let journal = MemoryJournal::default();
    let taken = list(1).replace("\"amount\":500", "\"amount\":505");
    for earlier in [false, true] {
        let (results, _) = all(start(&client, &taken, &with_contacts(), journal.clone()));
        assert_eq!(told(&results), [(Outcome::Rejected, earlier)]);
        assert_eq!(results.first().and_then(|result| result.code.as_deref()), Some("805"));
    }
    let own = taken.replace("PAY-0", "PAY-0-OF-MAY");
    let (results, _) = all(start(&client, &own, &with_contacts(), journal));
    assert_eq!((told(&results), made(&platform)), (vec![(Outcome::Accepted, false)], 2));
}

#[test]
fn a_run_that_has_let_its_journal_go_takes_up_what_another_has_done() {
    let (platform, journal) = (sandbox(), MemoryJournal::default());
    let client = account(platform.clone(), ACCOUNT);
    let mut run = start(&client, &nameless(5), &by_twos(), journal.clone());
    let first = block_on(run.next()).expect("a chunk");
    run.let_go();
    let (others, _) = all(start(&client, &nameless(5), &by_twos(), journal));
    let (rest, _) = all(run);
    let earlier = others.iter().skip(2).map(|result| (result.outcome, true)).collect::<Vec<_>>();
    assert_eq!((first.len(), told(&rest), made(&platform)), (2, earlier, 5));
}

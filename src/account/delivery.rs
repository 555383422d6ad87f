//! One chunk of a list on its way: contacts, the journal, the request, and what became of each item.
//!
//! The rules of it:
//! 1. An item's identifier is in the journal before a request carries it, and the item never changes its identifier.
//! 2. An item whose copy got no clear answer is looked for by its identifier. Found, with the amount and receiver asked, it is accepted.
//! 3. It is sent again only when the service has said twice, with a pause between, that it knows nothing of it; should the first copy
//!    arrive after all, one of the two meets 805, for they have the same identifier.
//! 4. While a copy that was not answered may be under way, a refusal of a later one settles nothing: the item stays unknown until the copy is
//!    too old to arrive.

use super::answer::{Answer, public};
use super::client::AccountClient;
use super::codes::{AccountCode, Meaning};
use super::history;
use super::list::{Entry, Refusal};
use super::look_up::{ABSENT, is_too_old};
use super::patience;
use super::request::Contact;
use super::result::Outcome;
use super::service::Service;
use super::unfit::Unfit;
use crate::client::error::{ErrorKind, GuichetError};
use crate::client::journal::Journal;
use crate::client::json;
use crate::client::platform::{Call, Platform};
use crate::client::retry::Repeat;
use crate::client::store::Store;
use crate::client::token::Failed;
use crate::rules::Record;

/// How often an item leaves in one run, as long as it certainly has not arrived.
const ROUNDS: usize = 8;
/// How often it leaves when the service has it each time, and fails.
const FAILURES: u8 = 3;
/// How a round of sending went.
#[derive(PartialEq, Eq)]
enum Sent {
    /// There was nothing to send.
    Nothing,
    /// Everything left.
    All,
    /// Everything left, and the service failed over some of it. One item can make it fail for all that are sent with it.
    Stumbled,
}

/// What a chunk needs to be delivered.
pub(super) struct Delivery<'a, P: Platform, S, J> {
    pub(super) client: &'a AccountClient<P, S>,
    pub(super) service: Service,
    pub(super) journal: &'a J,
    pub(super) call: &'a Call<P::Signal>,
    pub(super) look_up: bool,
}

impl<P: Platform, S: Store, J: Journal> Delivery<'_, P, S, J> {
    /// Delivers a chunk. Entries carry what is known of them, whatever happens.
    ///
    /// # Errors
    /// Why the list cannot go on.
    pub(super) async fn deliver(&self, chunk: &mut [Entry]) -> Result<(), GuichetError> {
        self.resolve(chunk).await?;
        self.add_contacts(chunk).await?;
        let mut together = chunk.len().max(1);
        for _ in 0..ROUNDS {
            match self.send(chunk, together).await? {
                Sent::Nothing => break,
                Sent::Stumbled => together = 1,
                Sent::All => {}
            }
            self.resolve(chunk).await?;
        }
        Ok(())
    }

    /// Keeps what has become known for good. A journal that fails here is asked for nothing more than a look-up by a later life.
    pub(super) async fn keep(&self, chunk: &mut [Entry]) {
        let is_new = |entry: &&mut Entry| {
            !entry.kept && entry.result.as_ref().is_some_and(|result| result.outcome.is_settled())
        };
        let news: Vec<&mut Entry> = chunk.iter_mut().filter(is_new).collect();
        if news.is_empty() || !self.journal.keeps() {
            return;
        }
        let told = |entry| -> Option<_> {
            let entry: &&mut Entry = entry;
            Some((&entry.written, entry.result.as_ref()?))
        };
        let line = history::done(news.iter().filter_map(told));
        if self.journal.append(&line).await.is_ok() {
            news.into_iter().for_each(|entry| entry.kept = true);
        }
    }

    pub(super) fn now(&self) -> u64 {
        self.client.session.platform.now_ms()
    }

    /// Makes contacts of the receivers of items that may leave. Who is refused is not sent to.
    async fn add_contacts(&self, chunk: &mut [Entry]) -> Result<(), GuichetError> {
        let mut contacts: Vec<Contact> = Vec::new();
        let leaving = chunk.iter().filter(|entry| entry.result.is_none());
        for contact in leaving.filter_map(|entry| entry.contact.as_ref()) {
            if contacts.iter().all(|known| known.receiver() != contact.receiver()) {
                contacts.push(contact.clone());
            }
        }
        if !self.add_together(chunk, &contacts).await? && contacts.len() > 1 {
            // One contact can make the service fail for all that are added with it.
            for contact in contacts.chunks(1) {
                self.add_together(chunk, contact).await?;
            }
        }
        Ok(())
    }

    /// Whether the service said anything of the contacts. If not, it will say of each payment whether its contact is there (724).
    async fn add_together(
        &self,
        chunk: &mut [Entry],
        contacts: &[Contact],
    ) -> Result<bool, GuichetError> {
        if contacts.is_empty() {
            return Ok(true);
        }
        let fields: Vec<&Record> = contacts.iter().map(Contact::fields).collect();
        let question = async || self.client.add(self.service, &fields, self.call).await;
        let answers = match patience::ask(self.client, self.call, question).await {
            Ok(answers) => answers,
            Err(error) if error.kind == ErrorKind::Api => return Ok(false),
            Err(error) => return Err(error),
        };
        for (contact, (code, message, lot)) in contacts.iter().zip(answers) {
            let known = code.as_deref().and_then(AccountCode::find);
            let (Some(code), Some(Meaning::Refused)) = (code, known.map(|known| known.meaning))
            else {
                continue;
            };
            let of_contact = |entry: &&mut Entry| {
                entry.is_fresh()
                    && entry
                        .contact
                        .as_ref()
                        .is_some_and(|own| own.receiver() == contact.receiver())
            };
            for entry in chunk.iter_mut().filter(of_contact) {
                entry.settle_refused(Refusal {
                    code: code.clone(),
                    message: message.clone(),
                    lot: lot.clone(),
                });
            }
        }
        Ok(true)
    }

    /// Sends what has not been sent, or has certainly not arrived, so many items together.
    async fn send(&self, chunk: &mut [Entry], together: usize) -> Result<Sent, GuichetError> {
        let leaves = |entry: &&mut Entry| {
            let absent = entry.absent >= ABSENT || !self.look_up;
            let may =
                entry.result.is_none() && entry.refusal.is_none() && entry.failures < FAILURES;
            may && !entry.only_sought && (entry.copy.is_none() || absent)
        };
        let mut leaving: Vec<&mut Entry> = chunk.iter_mut().filter(leaves).collect();
        let mut sent = Sent::Nothing;
        for leaving in leaving.chunks_mut(together) {
            match self.send_together(leaving).await? {
                Sent::Stumbled => sent = Sent::Stumbled,
                other if sent == Sent::Nothing => sent = other,
                Sent::All | Sent::Nothing => {}
            }
        }
        Ok(sent)
    }

    /// One request.
    async fn send_together(&self, leaving: &mut [&mut Entry]) -> Result<Sent, GuichetError> {
        if self.journal.keeps() {
            let line = history::asked(self.now(), leaving.iter().map(|entry| &entry.written));
            self.journal.append(&line).await.map_err(|_| Unfit::Failed.error())?;
        }
        let now = self.now();
        let earlier: Vec<Earlier> = leaving.iter_mut().map(|entry| entry.leave(now)).collect();
        let fields: Vec<Record> = leaving.iter().map(|entry| entry.send.fields().clone()).collect();
        match self.post(&fields).await {
            Ok(answer) => self.read(&answer, leaving, earlier),
            Err(Failed::Unclear(error)) => {
                hear(leaving, None, error.kind.word());
                if error.kind == ErrorKind::Aborted { Err(error) } else { Ok(Sent::All) }
            }
            Err(Failed::NotSent(error)) => {
                stay(leaving, earlier);
                Err(error)
            }
        }
    }

    /// Sends once; where nothing could leave, for want of a token, again.
    async fn post(&self, items: &[Record]) -> Result<Answer, Failed> {
        let items: Vec<&Record> = items.iter().collect();
        let question = async || {
            let path = self.service.send_path();
            match self.client.post(path, &items, Repeat::Never, self.call).await {
                Err(Failed::NotSent(error)) => Err(error),
                left => Ok(left),
            }
        };
        patience::ask(self.client, self.call, question)
            .await
            .unwrap_or_else(|error| Err(Failed::NotSent(error)))
    }

    /// What an answer says of each item. What it does not say stays open.
    fn read(
        &self,
        answer: &Answer,
        leaving: &mut [&mut Entry],
        earlier: Vec<Earlier>,
    ) -> Result<Sent, GuichetError> {
        let secrets = self.client.session.secrets(answer);
        let refusal = |code: &str, message: Option<String>, lot: Option<String>| Refusal {
            code: public(code, &secrets),
            message: message.map(|text| public(&text, &secrets)),
            lot,
        };
        let meaning = answer.meaning();
        if meaning != Meaning::Done {
            let (code, word) = (public(&answer.code, &secrets), public(&answer.message, &secrets));
            hear(leaving, Some(&code), &word);
        }
        // An envelope of failure around payments that were made: each is looked for.
        let made = |item: &Record| text(item, "transaction_id").is_some();
        if meaning != Meaning::Done && answer.items.iter().any(made) {
            return Ok(Sent::All);
        }
        if matches!(meaning, Meaning::Token | Meaning::Account) {
            stay(leaving, earlier);
            return Err(answer.error(&secrets));
        }
        let turned_away = answer.http_status() == 429;
        if !answer.is_the_services() && !turned_away {
            return Ok(Sent::Stumbled);
        }
        for (entry, earlier) in leaving.iter_mut().zip(earlier) {
            entry.lost = earlier.lost;
        }
        match meaning {
            _ if turned_away => return Ok(Sent::All),
            Meaning::Done => {}
            Meaning::Refused => {
                for entry in leaving {
                    entry.refuse(refusal(&answer.code, Some(answer.message.clone()), None));
                }
                return Ok(Sent::All);
            }
            _ => {
                leaving.iter_mut().for_each(|entry| entry.failures += 1);
                return Ok(Sent::Stumbled);
            }
        }
        let in_order = in_order(answer, leaving.len());
        for (at, entry) in leaving.iter_mut().enumerate() {
            let own =
                |item: &&Record| text(item, "client_transaction_id").as_deref() == Some(entry.id());
            let Some(item) =
                answer.items.iter().find(own).or_else(|| in_order.as_ref()?.get(at).copied())
            else {
                continue;
            };
            let Some(code) = text(item, "code") else { continue };
            let lot = text(item, "lot");
            match AccountCode::find(&code).map(|known| known.meaning) {
                Some(Meaning::Done) => {
                    let status = text(item, "treatment_status");
                    let result = entry.settle(Outcome::Accepted);
                    result.code = Some(code);
                    result.message = text(item, "status").map(|text| public(&text, &secrets));
                    result.transaction_id = text(item, "transaction_id");
                    result.lot = lot;
                    result.stand(status);
                }
                Some(Meaning::Refused | Meaning::Account | Meaning::Token) => {
                    entry.refuse(refusal(&code, text(item, "status"), lot));
                }
                // Another copy of it is there, or another payment has taken its identifier: the look-up tells which.
                Some(Meaning::KnownId) => {
                    entry.refusal = Some(refusal(&code, text(item, "status"), None))
                }
                Some(Meaning::AlreadyDone | Meaning::NotFound | Meaning::Unclear) | None => {
                    let word = text(item, "status").unwrap_or_default();
                    entry.heard = Some((Some(public(&code, &secrets)), public(&word, &secrets)));
                }
            }
        }
        Ok(Sent::All)
    }
}

/// Notes what was heard of all of them.
fn hear(leaving: &mut [&mut Entry], code: Option<&str>, word: &str) {
    for entry in leaving {
        entry.heard = Some((code.map(str::to_owned), word.to_owned()));
    }
}

/// What was under way before a copy left.
struct Earlier {
    copy: Option<u64>,
    lost: Option<u64>,
    earlier: bool,
}

impl Entry {
    /// A copy leaves: until the service answers, it counts as lost.
    fn leave(&mut self, now: u64) -> Earlier {
        let lost = self.lost.filter(|left| !is_too_old(*left, now));
        let earlier = Earlier { copy: self.copy, lost, earlier: self.earlier };
        (self.copy, self.lost, self.absent, self.earlier) = (Some(now), Some(now), 0, false);
        earlier
    }
}

/// The copies did nothing: it is as if they had not left.
fn stay(leaving: &mut [&mut Entry], earlier: Vec<Earlier>) {
    for (entry, earlier) in leaving.iter_mut().zip(earlier) {
        (entry.copy, entry.lost, entry.earlier) = (earlier.copy, earlier.lost, earlier.earlier);
    }
}

fn text(item: &Record, name: &str) -> Option<String> {
    crate::rules::value::field(item, name).and_then(json::plain_text)
}

/// The items of an answer in the order asked, where it names none of them and none is missing.
fn in_order(answer: &Answer, asked: usize) -> Option<Vec<&Record>> {
    let items: Vec<&Record> =
        answer.items.iter().filter(|item| text(item, "code").is_some()).collect();
    let nameless = items.iter().all(|item| text(item, "client_transaction_id").is_none());
    (nameless && items.len() == asked).then_some(items)
}

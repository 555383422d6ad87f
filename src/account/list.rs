//! A list of sends before any of it is sent: every item checked, each with its identifier.

use std::collections::BTreeSet;

use super::belonging::Seal;
use super::client::AccountClient;
use super::history::Written;
use super::request::{self, Contact, Send};
use super::result::{ItemResult, Outcome};
use super::sending::SendOptions;
use super::service::Service;
use crate::client::error::GuichetError;
use crate::client::platform::Platform;
use crate::client::store::Store;
use crate::rules::value::field;
use crate::rules::{Issue, IssueCode, Record, Report, Value};

/// What the service said of a copy that it refused.
pub(super) struct Refusal {
    pub(super) code: String,
    pub(super) message: Option<String>,
    pub(super) lot: Option<String>,
}

/// One item on its way.
pub(super) struct Entry {
    pub(super) index: usize,
    /// With its identifier.
    pub(super) send: Send,
    /// As a journal names it; the digest is there once the journal was read.
    pub(super) written: Written,
    /// Who must be among the contacts first.
    pub(super) contact: Option<Contact>,
    issues: Vec<Issue>,
    /// When a copy last left whose outcome is not known.
    pub(super) copy: Option<u64>,
    /// When a copy last left that the service has not answered: it may arrive at any moment.
    pub(super) lost: Option<u64>,
    /// How often the service has said since then that it knows nothing of it.
    pub(super) absent: u8,
    /// What was last heard of it that settles nothing: a code, its name or the word of an error.
    pub(super) heard: Option<(Option<String>, String)>,
    /// How often the service has had it and failed.
    pub(super) failures: u8,
    /// A later copy was refused: none may follow, whatever becomes of the earlier one.
    pub(super) refusal: Option<Refusal>,
    pub(super) result: Option<ItemResult>,
    /// Whether the result comes from the journal.
    pub(super) kept: bool,
    /// Whether an earlier run has sent it, and nothing left for it in this one.
    pub(super) earlier: bool,
    /// It was sent with another key, which may be another account's: it is looked for, and never leaves again.
    pub(super) only_sought: bool,
}

impl Entry {
    pub(super) fn id(&self) -> &str {
        self.send.client_transaction_id().unwrap_or_default()
    }

    /// Whether it is not known what became of a copy.
    pub(super) const fn is_open(&self) -> bool {
        self.result.is_none() && self.copy.is_some()
    }

    /// Whether no copy of it has ever left.
    pub(super) const fn is_fresh(&self) -> bool {
        self.result.is_none() && self.copy.is_none()
    }

    /// Makes its digest.
    pub(super) fn seal(&mut self, seal: &Seal<'_>, service: Service) {
        let amount = self.send.amount().units().to_string();
        self.written.digest = seal.of_item(service, &self.send.receiver(), &amount);
    }

    pub(super) fn rename(&mut self, id: &str) {
        self.send = self.send.clone().with_id(id);
        id.clone_into(&mut self.written.id);
    }

    pub(super) fn settle(&mut self, outcome: Outcome) -> &mut ItemResult {
        let result = ItemResult::new(self.index, self.id(), outcome);
        self.result.insert(result)
    }

    /// A copy was refused. That settles the item unless an earlier one may still arrive.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        if self.lost.is_some() {
            self.refusal = Some(refusal);
        } else {
            self.settle_refused(refusal);
        }
    }

    pub(super) fn settle_refused(&mut self, refusal: Refusal) {
        let result = self.settle(Outcome::Rejected);
        result.code = Some(refusal.code);
        result.message = refusal.message;
        result.lot = refusal.lot;
    }

    /// What is told of it; `stopped` is why the list came to an end, if it did.
    pub(super) fn told(&self, stopped: Option<&GuichetError>) -> ItemResult {
        let mut result = match (&self.result, self.copy, &self.refusal) {
            (Some(result), ..) => result.clone(),
            (None, Some(_), Some(refusal)) => {
                let mut result = ItemResult::new(self.index, self.id(), Outcome::Unknown);
                result.code = Some(refusal.code.clone());
                result.message.clone_from(&refusal.message);
                result
            }
            (None, Some(_), None) => {
                let result = ItemResult::new(self.index, self.id(), Outcome::Unknown);
                match &self.heard {
                    Some((code, word)) => {
                        ItemResult { code: code.clone(), message: Some(word.clone()), ..result }
                    }
                    None => result.because(stopped),
                }
            }
            (None, None, _) => {
                ItemResult::new(self.index, self.id(), Outcome::NotSent).because(stopped)
            }
        };
        result.issues.clone_from(&self.issues);
        result.earlier = self.earlier;
        result
    }
}

/// Reads a list.
///
/// # Errors
/// `validation`, with every error of every item.
pub(super) fn read<P: Platform, S: Store>(
    client: &AccountClient<P, S>,
    service: Service,
    given: &Value,
    options: &SendOptions,
) -> Result<Vec<Entry>, GuichetError> {
    let config = &client.session.config;
    let check =
        |item: &Value| check(service, &completed(item, &config.notify_url), options.add_contacts);
    let items =
        request::read_list(given, config.strict, check).map_err(GuichetError::validation)?;
    let repeated = repeated(items.iter().map(|((send, _), _)| send));
    if !repeated.is_empty() {
        return Err(GuichetError::validation(repeated));
    }
    let mut entries = Vec::with_capacity(items.len());
    for (index, ((send, contact), issues)) in items.into_iter().enumerate() {
        let given = send.client_transaction_id().map(str::to_owned);
        let own = given.is_some();
        let id = given.unwrap_or_else(|| client.new_id());
        entries.push(Entry {
            index,
            send: if own { send } else { send.with_id(&id) },
            written: Written { place: index, id, digest: String::new(), own },
            contact,
            issues,
            copy: None,
            lost: None,
            absent: 0,
            heard: None,
            failures: 0,
            refusal: None,
            result: None,
            kept: false,
            earlier: false,
            only_sought: false,
        });
    }
    Ok(entries)
}

/// The item with the account's notify_url where it has none.
fn completed(item: &Value, notify_url: &Value) -> Value {
    match item {
        Value::Record(record)
            if !notify_url.is_blank()
                && field(record, "notify_url").is_none_or(Value::is_blank) =>
        {
            let mut record = record.clone();
            record.retain(|(name, _)| name != "notify_url");
            record.push(("notify_url".to_owned(), notify_url.clone()));
            Value::Record(record)
        }
        other => other.clone(),
    }
}

fn check(service: Service, item: &Value, add_contacts: bool) -> Report<(Send, Option<Contact>)> {
    let send = Send::check(service, item);
    let Some(record) = item.as_record().filter(|_| add_contacts) else {
        return Report {
            value: send.value.map(|send| (send, None)),
            fields: send.fields,
            issues: send.issues,
        };
    };
    let of_contact = |(name, _): &&(String, Value)| Contact::FIELDS.contains(&name.as_str());
    let contact: Record = record.iter().filter(of_contact).cloned().collect();
    let contact = Contact::check(&Value::Record(contact));
    let mut issues = send.issues;
    // What the two have in common has been judged.
    let of_send = |issue: &Issue| issues.iter().all(|known| known.path != issue.path);
    let more: Vec<Issue> = contact.issues.into_iter().filter(of_send).collect();
    issues.extend(more);
    let value = send.value.zip(contact.value).map(|(send, contact)| (send, Some(contact)));
    Report { value, fields: send.fields, issues }
}

/// Identifiers that stand twice.
fn repeated<'a>(sends: impl Iterator<Item = &'a Send>) -> Vec<Issue> {
    let mut seen = BTreeSet::new();
    let mut issues = Vec::new();
    for (place, send) in sends.enumerate() {
        if let Some(id) = send.client_transaction_id()
            && !seen.insert(id)
        {
            issues.push(
                Issue::error(IssueCode::IdRepeated).at(&format!("[{place}].client_transaction_id")),
            );
        }
    }
    issues
}

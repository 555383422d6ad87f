//! Sending a list: each item at most once, whatever is lost on the way, and of each it is told what is known.

use std::rc::Rc;

use super::belonging::Belonging;
use super::client::AccountClient;
use super::config::{self, LARGEST_CHUNK};
use super::delivery::Delivery;
use super::history::History;
use super::list::{self, Entry};
use super::resume::{self, Sender};
use super::service::Service;
use super::unfit::Unfit;
use crate::client::error::GuichetError;
use crate::client::journal::Journal;
use crate::client::platform::{Call, Platform};
use crate::client::retry;
use crate::client::store::Store;
use crate::rules::reader::Reader;
use crate::rules::{Value, text};

pub use super::result::{ItemResult, Outcome};

/// How a list is sent.
#[derive(Clone, Debug, Default)]
pub struct SendOptions {
    /// Whether the receivers are added to the contacts first; each item then carries name, surname and email.
    pub add_contacts: bool,
    /// Items in one request; the account's own number when None.
    pub chunk: Option<usize>,
}

impl SendOptions {
    /// Reads `addContacts` and `chunkSize`; others are not looked at.
    ///
    /// # Errors
    /// `validation`.
    pub fn read(given: &Value) -> Result<Self, GuichetError> {
        if given.is_blank() {
            return Ok(Self::default());
        }
        let mut reader =
            Reader::new(given).map_err(|issue| GuichetError::validation(vec![issue]))?;
        let mut options = Self::default();
        if let Some(flag) = reader.given("addContacts") {
            match text::read_flag(flag) {
                Ok((flag, _)) => options.add_contacts = flag,
                Err(issue) => reader.issue(issue.at("addContacts")),
            }
        }
        if let Some(size) = reader.given("chunkSize") {
            match config::count(size, LARGEST_CHUNK) {
                Ok(size) => options.chunk = Some(size),
                Err(issue) => reader.issue(issue.at("chunkSize")),
            }
        }
        let report = reader.finish_with(|_| Some(options));
        report.into_result().map(|(options, _)| options).map_err(GuichetError::validation)
    }
}

/// A list under way. What has not been taken from it with [`SendRun::next`] has not been sent.
pub struct SendRun<P: Platform, S, J> {
    client: Rc<AccountClient<P, S>>,
    service: Service,
    entries: Vec<Entry>,
    next: usize,
    chunk: usize,
    look_up: bool,
    journal: J,
    taken_up: bool,
    /// What the journal must get before anything leaves.
    first_line: Option<Belonging>,
    call: Call<P::Signal>,
    stopped: Option<GuichetError>,
    /// Why the journal was no good, the last time it was read.
    unfit: Option<GuichetError>,
}

impl<P: Platform, S: Store, J: Journal> SendRun<P, S, J> {
    pub(super) fn new(
        client: Rc<AccountClient<P, S>>,
        service: Service,
        list: &Value,
        options: &SendOptions,
        journal: J,
        call: Call<P::Signal>,
    ) -> Result<Self, GuichetError> {
        client.session.config.password()?;
        let entries = list::read(&client, service, list, options)?;
        let chunk = options.chunk.unwrap_or(client.session.config.chunk).max(1);
        Ok(Self {
            client,
            service,
            entries,
            next: 0,
            chunk,
            look_up: true,
            journal,
            taken_up: false,
            first_line: None,
            call,
            stopped: None,
            unfit: None,
        })
    }

    /// Sends what got no answer again under another identifier, without asking what became of it. For simulations that must find what
    /// comes of that; nothing else may.
    #[doc(hidden)]
    #[must_use]
    pub fn without_look_up(mut self) -> Self {
        self.look_up = false;
        self
    }

    /// How many items the list has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the list has no items; none is read that has not.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Why the list came to an end before all of it was sent: the journal, the account, a service out of reach, the caller's abort.
    #[must_use]
    pub fn stopped(&self) -> Option<&GuichetError> {
        self.stopped.as_ref().or(self.unfit.as_ref())
    }

    /// Reads the journal, and takes up what earlier runs have done. [`SendRun::next`] does it first where nobody has. One run at a time may
    /// use a journal.
    ///
    /// # Errors
    /// `validation` where the journal cannot be read, is damaged, or is another list's. Nothing is known of any item then, nor sent.
    pub async fn take_up(&mut self) -> Result<(), GuichetError> {
        if !self.taken_up && self.journal.keeps() {
            let Ok(lines) = self.journal.read().await else {
                return Err(self.aborted().await.unwrap_or_else(|| Unfit::Failed.error()));
            };
            let history = History::read(&lines).map_err(Unfit::error)?;
            let session = &self.client.session;
            let sender = Sender {
                apikey: session.config.apikey.reveal(),
                service: self.service,
                base_url: &session.config.base_url,
            };
            let salt =
                format!("{:016x}{:016x}", session.platform.random(), session.platform.random());
            self.first_line =
                resume::take_up(&mut self.entries, self.next, &history, &sender, salt)
                    .map_err(Unfit::error)?;
        }
        (self.taken_up, self.unfit) = (true, None);
        Ok(())
    }

    /// Lets other runs use the journal. Before this one goes on, it reads what they have done.
    pub const fn let_go(&mut self) {
        self.taken_up = false;
    }

    /// Sends the next chunk and gives what became of its items, in the list's order; None when there are no more, or where the journal was
    /// no good ([`SendRun::take_up`]): then [`SendRun::stopped`] says why. Once the list has stopped, the rest comes as not sent.
    pub async fn next(&mut self) -> Option<Vec<ItemResult>> {
        let end = self.next.saturating_add(self.chunk).min(self.entries.len());
        if self.next == end {
            return None;
        }
        if !self.taken_up
            && let Err(error) = self.take_up().await
        {
            self.unfit = Some(error);
            return None;
        }
        if self.stopped.is_none() {
            self.stopped = match self.deliver(end).await {
                // A journal is not waited for once the caller has given up.
                Err(error) if Unfit::is_why(&error) => Some(self.aborted().await.unwrap_or(error)),
                delivered => delivered.err(),
            };
        }
        let chunk = self.entries.get(self.next..end)?;
        let results = chunk.iter().map(|entry| entry.told(self.stopped.as_ref())).collect();
        self.next = end;
        Some(results)
    }

    async fn aborted(&self) -> Option<GuichetError> {
        let slept = self.client.session.platform.sleep(0, self.call.signal.as_ref()).await;
        slept.err().map(retry::failure)
    }

    async fn deliver(&mut self, end: usize) -> Result<(), GuichetError> {
        let Some(chunk) = self.entries.get_mut(self.next..end) else { return Ok(()) };
        if let Some(belonging) = &self.first_line
            && chunk.iter().any(|entry| entry.result.is_none())
        {
            let kept = self.journal.append(&belonging.line()).await;
            kept.map_err(|_| Unfit::Failed.error())?;
            self.first_line = None;
        }
        let delivery = Delivery {
            client: &self.client,
            service: self.service,
            journal: &self.journal,
            call: &self.call,
            look_up: self.look_up,
        };
        let delivered = delivery.deliver(chunk).await;
        delivery.keep(chunk).await;
        delivered
    }
}

/// Two runs may not use one journal at once.
#[must_use]
pub fn journal_in_use() -> GuichetError {
    Unfit::InUse.error()
}

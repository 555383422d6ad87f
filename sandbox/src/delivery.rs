//! The queue of notifications: each is tried, tried again when the merchant does not answer 2xx, then given up.

use std::collections::VecDeque;

use guichet::client::{HttpRequest, Method};

/// A request for the merchant, to be sent now.
#[derive(Debug)]
pub struct Delivery {
    /// What [`crate::Sandbox::settle`] is told the outcome by.
    pub id: u64,
    /// What to send.
    pub request: HttpRequest,
}

/// The waits before the second, third and fourth try.
const RETRY_AFTER_MS: [u64; 3] = [30_000, 5 * 60_000, 30 * 60_000];
/// Settled ones kept to be looked at.
const LONGEST_LOG: usize = 1000;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Waiting { due: u64 },
    UnderWay,
    Delivered,
    GivenUp,
}

/// One notification and what became of its tries.
pub(crate) struct Entry {
    pub(crate) id: u64,
    pub(crate) site_id: String,
    pub(crate) transaction_id: String,
    pub(crate) request: HttpRequest,
    pub(crate) stage: Stage,
    /// The status of each try; None where no reply came.
    pub(crate) tries: Vec<Option<u16>>,
    /// Whether it is tried again when it fails.
    insistent: bool,
}

/// The notifications in the order in which they were queued.
#[derive(Default)]
pub(crate) struct Deliveries {
    entries: VecDeque<Entry>,
    last_id: u64,
}

impl Deliveries {
    /// Queues a notification, due at once.
    pub(crate) fn queue(
        &mut self,
        site_id: &str,
        transaction_id: &str,
        request: HttpRequest,
        now: u64,
    ) {
        self.add(site_id, transaction_id, request, true, now);
    }

    /// Asks once whether an address is there, with a GET.
    pub(crate) fn queue_ping(&mut self, site_id: &str, transaction_id: &str, url: &str, now: u64) {
        let headers = vec![("user-agent".to_owned(), "guichet-sandbox".to_owned())];
        let request =
            HttpRequest { method: Method::Get, url: url.to_owned(), headers, body: String::new() };
        self.add(site_id, transaction_id, request, false, now);
    }

    /// Queues the same request once more, as a new delivery. Whether there was one.
    pub(crate) fn replay(&mut self, id: u64, now: u64) -> bool {
        let Some(entry) = self.entries.iter().find(|entry| entry.id == id) else { return false };
        let (site_id, transaction_id) = (entry.site_id.clone(), entry.transaction_id.clone());
        let (request, insistent) = (entry.request.clone(), entry.insistent);
        self.add(&site_id, &transaction_id, request, insistent, now);
        true
    }

    fn add(
        &mut self,
        site_id: &str,
        transaction_id: &str,
        request: HttpRequest,
        insistent: bool,
        now: u64,
    ) {
        self.last_id += 1;
        self.entries.push_back(Entry {
            id: self.last_id,
            site_id: site_id.to_owned(),
            transaction_id: transaction_id.to_owned(),
            request,
            stage: Stage::Waiting { due: now },
            tries: Vec::new(),
            insistent,
        });
        let settled = |entry: &Entry| matches!(entry.stage, Stage::Delivered | Stage::GivenUp);
        if self.entries.len() > LONGEST_LOG && self.entries.front().is_some_and(settled) {
            self.entries.pop_front();
        }
    }

    /// Takes what is due, the longest due first.
    pub(crate) fn take_due(&mut self, now: u64) -> Vec<Delivery> {
        let mut taken = Vec::new();
        for entry in &mut self.entries {
            if let Stage::Waiting { due } = entry.stage
                && due <= now
            {
                entry.stage = Stage::UnderWay;
                taken.push((due, Delivery { id: entry.id, request: entry.request.clone() }));
            }
        }
        taken.sort_by_key(|(due, delivery)| (*due, delivery.id));
        taken.into_iter().map(|(_, delivery)| delivery).collect()
    }

    /// When the next one is due.
    pub(crate) fn next_due(&self) -> Option<u64> {
        self.entries
            .iter()
            .filter_map(|entry| match entry.stage {
                Stage::Waiting { due } => Some(due),
                Stage::UnderWay | Stage::Delivered | Stage::GivenUp => None,
            })
            .min()
    }

    /// Notes what became of a try. An outcome that nobody waits for is passed over.
    pub(crate) fn settle(&mut self, id: u64, status: Option<u16>, now: u64) {
        let waited_for = |entry: &&mut Entry| entry.id == id && entry.stage == Stage::UnderWay;
        let Some(entry) = self.entries.iter_mut().find(waited_for) else { return };
        entry.tries.push(status);
        entry.stage = if status.is_some_and(|status| (200..300).contains(&status)) {
            Stage::Delivered
        } else if !entry.insistent {
            Stage::GivenUp
        } else {
            let wait = RETRY_AFTER_MS.get(entry.tries.len().saturating_sub(1));
            wait.map_or(Stage::GivenUp, |wait| Stage::Waiting { due: now.saturating_add(*wait) })
        };
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one() -> Deliveries {
        let mut deliveries = Deliveries::default();
        let request = HttpRequest::post("https://x.ci/n".into(), "text/plain", String::new());
        deliveries.queue("445160", "REF1", request, 1000);
        deliveries
    }

    #[test]
    fn a_failed_try_is_repeated_after_30_s_5_min_30_min_and_then_given_up() {
        let mut deliveries = one();
        let mut now = 1000;
        for (status, wait) in [(Some(500), 30_000), (None, 300_000), (Some(302), 1_800_000)] {
            assert_eq!(deliveries.take_due(now).len(), 1);
            assert_eq!(deliveries.next_due(), None, "under way");
            deliveries.settle(1, status, now);
            assert_eq!(deliveries.next_due(), Some(now + wait));
            assert!(deliveries.take_due(now + wait - 1).is_empty());
            now += wait;
        }
        assert_eq!(deliveries.take_due(now).len(), 1);
        deliveries.settle(1, None, now);
        assert_eq!(deliveries.next_due(), None);
        assert!(
            deliveries.iter().all(|entry| entry.stage == Stage::GivenUp && entry.tries.len() == 4)
        );
    }

    #[test]
    fn a_ping_is_not_insistent_and_a_delivery_can_be_replayed() {
        let mut deliveries = Deliveries::default();
        deliveries.queue_ping("", "EA1", "https://x.ci/n", 0);
        assert_eq!(deliveries.take_due(0).len(), 1);
        deliveries.settle(1, Some(500), 0);
        assert_eq!(deliveries.next_due(), None);
        assert!(deliveries.replay(1, 50) && !deliveries.replay(9, 50));
        let again = deliveries.take_due(50);
        assert_eq!(
            again.iter().map(|one| (one.id, one.request.method)).collect::<Vec<_>>(),
            [(2, Method::Get)]
        );
    }

    #[test]
    fn any_2xx_settles_it_and_late_outcomes_are_passed_over() {
        for status in [200, 299] {
            let mut deliveries = one();
            deliveries.settle(1, Some(500), 1000);
            assert_eq!(deliveries.take_due(1000).len(), 1, "an outcome before any try is nobody's");
            deliveries.settle(1, Some(status), 1000);
            deliveries.settle(1, Some(500), 1000);
            deliveries.settle(9, Some(500), 1000);
            assert!(deliveries.iter().all(|entry| entry.stage == Stage::Delivered));
        }
    }
}

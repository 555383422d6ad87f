//! Requests that the network holds back: they arrive when their clients have long given up.

use crate::faults::Arrival;
use crate::incoming::Incoming;

struct Held {
    /// When it arrives at the latest.
    due: u64,
    /// How many requests the services have been sent when it arrives.
    behind: u64,
    request: Incoming,
}

/// The longest that a request waits for the next one to overtake it.
const PATIENCE_MS: u64 = 60_000;

/// The requests under way.
#[derive(Default)]
pub(crate) struct Network {
    held: Vec<Held>,
    sent: u64,
}

impl Network {
    /// Counts a request to a service.
    pub(crate) const fn count(&mut self) {
        self.sent += 1;
    }

    pub(crate) fn hold(&mut self, request: Incoming, arrival: Arrival, now: u64) {
        let (due, behind) = match arrival {
            Arrival::After(ms) => (now.saturating_add(ms), u64::MAX),
            Arrival::BehindTheNext => (now.saturating_add(PATIENCE_MS), self.sent + 1),
        };
        self.held.push(Held { due, behind, request });
    }

    /// Takes a request that arrives by now, the earliest first, and the moment of its arrival.
    pub(crate) fn take_arrived(&mut self, now: u64) -> Option<(u64, Incoming)> {
        let arrived = |held: &Held| held.due <= now || held.behind <= self.sent;
        let arrivals = self.held.iter().enumerate().filter(|(_, held)| arrived(held));
        let (at, _) = arrivals.min_by_key(|(_, held)| held.due)?;
        let held = self.held.remove(at);
        Some((held.due.min(now), held.request))
    }

    pub(crate) fn next_due(&self) -> Option<u64> {
        self.held.iter().map(|held| held.due).min()
    }

    pub(crate) fn waiting(&self) -> usize {
        self.held.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(url: &str) -> Incoming {
        Incoming { method: "POST".into(), url: url.into(), headers: vec![], body: String::new() }
    }

    fn arrived(network: &mut Network, now: u64) -> Vec<(u64, String)> {
        let mut all = Vec::new();
        while let Some((at, request)) = network.take_arrived(now) {
            all.push((at, request.url));
        }
        all
    }

    #[test]
    fn late_ones_arrive_in_the_order_of_time() {
        let mut network = Network::default();
        network.hold(request("b"), Arrival::After(20), 100);
        network.hold(request("a"), Arrival::After(10), 100);
        assert_eq!(network.next_due(), Some(110));
        assert!(arrived(&mut network, 109).is_empty());
        assert_eq!(arrived(&mut network, 200), [(110, "a".into()), (120, "b".into())]);
    }

    #[test]
    fn an_overtaken_one_arrives_behind_the_next_or_when_none_comes() {
        let mut network = Network::default();
        network.count();
        network.hold(request("a"), Arrival::BehindTheNext, 0);
        assert!(arrived(&mut network, 5).is_empty());
        network.count();
        assert_eq!(arrived(&mut network, 5), [(5, "a".into())]);
        network.hold(request("b"), Arrival::BehindTheNext, 5);
        assert_eq!(arrived(&mut network, 5 + PATIENCE_MS).len(), 1);
        assert_eq!(network.waiting(), 0);
    }
}

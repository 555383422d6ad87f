//! Bad weather: a share of all requests to the services meets a fault, which one follows from the seed and the request's place.

use serde_json::{Value as Json, json};

use super::{Fault, Kind, LONGEST_DELAY_MS, Order};
use crate::random::Random;

/// What the weather draws from when it is not told.
const USUAL_KINDS: [Kind; 13] = [
    Kind::DropBefore,
    Kind::DropAfter,
    Kind::Delay,
    Kind::Late,
    Kind::Duplicate,
    Kind::Resent,
    Kind::Reorder,
    Kind::RateLimited,
    Kind::ServerError,
    Kind::Html,
    Kind::Garbage,
    Kind::Empty,
    Kind::Truncated,
];

/// Longer than a client waits for one try, so that some answers come too late.
const LONGEST_DRAWN_DELAY_MS: u64 = 40_000;
const LONGEST_DRAWN_LATENESS_MS: u64 = 150_000;
const MILLION: u64 = 1_000_000;

/// Faults by seed.
pub(super) struct Weather {
    seed: u64,
    random: Random,
    /// Of a million requests.
    share: u64,
    kinds: Vec<Kind>,
    path: Option<String>,
    longest_delay_ms: u64,
    met: u64,
}

impl Weather {
    /// The weather that is ordered; None when it is to be fair.
    pub(super) fn of(order: Order) -> Result<Option<Self>, String> {
        if order.kind.is_some() || order.status.is_some() || order.times.is_some() {
            return Err("seed, rate and kinds go with path and longest_delay_ms only; kind, status and times are of single faults".into());
        }
        let rate = order.rate.unwrap_or(0.3);
        if !(0.0..=1.0).contains(&rate) {
            return Err("rate must be 0 to 1".into());
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to a million"
        )]
        let share = (rate * 1_000_000.0).round() as u64;
        let kinds = order.kinds.unwrap_or_else(|| USUAL_KINDS.to_vec());
        if kinds.is_empty() || kinds.contains(&Kind::Status) {
            return Err("kinds must name at least one kind, and not status".into());
        }
        if share == 0 {
            return Ok(None);
        }
        let seed = order.seed.unwrap_or(0);
        let longest_delay_ms = order.longest_delay_ms.unwrap_or(LONGEST_DRAWN_DELAY_MS);
        if longest_delay_ms > LONGEST_DELAY_MS {
            return Err(format!("longest_delay_ms must be at most {LONGEST_DELAY_MS}"));
        }
        let (random, path) = (Random::new(seed), order.path);
        Ok(Some(Self { seed, random, share, kinds, path, longest_delay_ms, met: 0 }))
    }

    /// The fault that a request meets. Every request takes as many numbers, so that one fault more or less moves no other.
    pub(super) fn draw(&mut self, path: &str) -> Option<Fault> {
        if self.path.as_deref().is_some_and(|wanted| !path.starts_with(wanted)) {
            return None;
        }
        let [hit, which, first, second] = std::array::from_fn(|_| self.random.next());
        if hit % MILLION >= self.share {
            return None;
        }
        let kind = pick(&self.kinds, which)?;
        let drawn_delay = |number: u64| number.checked_rem(self.longest_delay_ms).unwrap_or(0);
        self.met += 1;
        let order = Order {
            kind: Some(kind),
            status: (kind == Kind::ServerError && first & 1 == 1).then_some(503),
            // A service or a proxy may fall over after the money has moved.
            effect: Some(second & 1 == 1),
            retry_after: (kind == Kind::RateLimited).then_some(1 + first % 5),
            delay_ms: match kind {
                Kind::Delay => 1 + drawn_delay(first),
                Kind::Late | Kind::Reorder | Kind::DropAfter | Kind::DropBefore => {
                    drawn_delay((first & 1) * (first >> 1))
                }
                _ => 0,
            },
            arrives_after_ms: matches!(kind, Kind::Late | Kind::Duplicate)
                .then_some(second % LONGEST_DRAWN_LATENESS_MS.min(LONGEST_DELAY_MS)),
            ..Order::default()
        };
        Fault::of(order).ok()
    }

    pub(super) fn describe(&self) -> Json {
        #[expect(clippy::cast_precision_loss, reason = "at most a million")]
        let rate = self.share as f64 / 1_000_000.0;
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.word()).collect();
        json!({ "seed": self.seed, "rate": rate, "kinds": kinds, "path": self.path, "met": self.met })
    }
}

fn pick(kinds: &[Kind], draw: u64) -> Option<Kind> {
    let at = draw.checked_rem(kinds.len() as u64)?;
    kinds.get(usize::try_from(at).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weather(rate: f64, seed: u64) -> Weather {
        let order = Order { rate: Some(rate), seed: Some(seed), ..Order::default() };
        Weather::of(order).unwrap().unwrap()
    }

    fn drawn(rate: f64, seed: u64) -> Vec<Option<Kind>> {
        let mut weather = weather(rate, seed);
        (0..2000).map(|_| weather.draw("/v1/transfer/contact").map(|fault| fault.kind)).collect()
    }

    #[test]
    fn the_same_seed_brings_the_same_weather() {
        assert_eq!(drawn(0.3, 7), drawn(0.3, 7));
        assert_ne!(drawn(0.3, 7), drawn(0.3, 8));
    }

    #[test]
    fn the_rate_is_the_share_and_every_kind_comes() {
        let faults: Vec<Kind> = drawn(0.3, 1).into_iter().flatten().collect();
        assert!((540..660).contains(&faults.len()), "{}", faults.len());
        for kind in USUAL_KINDS {
            assert!(faults.contains(&kind), "{kind:?}");
        }
        assert_eq!(drawn(1.0, 1).into_iter().flatten().count(), 2000);
    }

    #[test]
    fn nothing_is_delayed_longer_than_was_ordered() {
        for longest in [0, 1, 500] {
            let order = Order {
                rate: Some(1.0),
                longest_delay_ms: Some(longest),
                kinds: Some(vec![Kind::DropAfter, Kind::Delay]),
                ..Order::default()
            };
            let mut weather = Weather::of(order).unwrap().unwrap();
            for _ in 0..500 {
                let fault = weather.draw("/v1/transfer/contact").unwrap();
                let least = u64::from(fault.kind == Kind::Delay);
                assert!((least..=longest.max(least)).contains(&fault.delay_ms), "{longest}");
            }
        }
    }

    #[test]
    fn another_path_is_spared_and_takes_no_numbers() {
        let order =
            Order { path: Some("/easytransfert".into()), rate: Some(1.0), ..Order::default() };
        let mut weather = Weather::of(order).unwrap().unwrap();
        assert!(weather.draw("/v1/auth/login").is_none());
        assert!(weather.draw("/easytransfert/airtime").is_some());
    }

    #[test]
    fn a_rate_of_nothing_is_fair_weather() {
        let order = Order { rate: Some(0.0), ..Order::default() };
        assert!(Weather::of(order).unwrap().is_none());
        for wrong in [
            Order { rate: Some(1.1), ..Order::default() },
            Order { rate: Some(f64::NAN), ..Order::default() },
            Order { kinds: Some(vec![]), ..Order::default() },
            Order { rate: Some(0.1), times: Some(1), ..Order::default() },
            Order { longest_delay_ms: Some(LONGEST_DELAY_MS + 1), ..Order::default() },
        ] {
            assert!(Weather::of(wrong).is_err());
        }
    }
}

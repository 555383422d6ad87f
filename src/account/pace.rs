//! How fast the service lets itself be asked: `X-RateLimit-Limit` requests a minute, of which `X-RateLimit-Remaining` are left (seed 002).

use std::collections::VecDeque;

use crate::client::http::HttpReply;
use crate::client::retry;

const MINUTE_MS: u64 = 60_000;
/// Longer lists of moments are not kept; a service that allows more needs no care.
const MOST: usize = 1000;

/// The pace of one account.
#[derive(Default)]
pub(super) struct Pace {
    /// No request leaves before.
    not_before: u64,
    /// When the answers of the last minute came.
    answered: VecDeque<u64>,
    /// When the clock was last looked at.
    latest: u64,
}

impl Pace {
    /// How long the next request waits.
    pub(super) fn wait_ms(&mut self, now: u64) -> u64 {
        self.look(now);
        self.not_before.saturating_sub(now)
    }

    /// A clock that was set back takes every moment with it: else requests would wait until it has caught up.
    fn look(&mut self, now: u64) {
        let back = self.latest.saturating_sub(now);
        if back > 0 {
            self.not_before = self.not_before.saturating_sub(back);
            self.answered.iter_mut().for_each(|at| *at = at.saturating_sub(back));
        }
        self.latest = now;
    }

    /// Notes an answer. Once only a tenth of the limit remains, requests keep the distance that the limit allows for good; once nothing remains, the
    /// next one waits until the oldest of the last minute no longer counts; with 429, for as long as the service asks.
    pub(super) fn note(&mut self, reply: &HttpReply, now: u64) {
        self.look(now);
        self.answered.push_back(now);
        while self.answered.len() > MOST
            || self.answered.front().is_some_and(|at| at.saturating_add(MINUTE_MS) <= now)
        {
            self.answered.pop_front();
        }
        let oldest = self.answered.front().copied().unwrap_or(now).saturating_add(MINUTE_MS);
        if reply.status == 429 {
            let wait = retry::asked_to_wait_ms(reply).unwrap_or(0).min(MINUTE_MS);
            self.not_before = now.saturating_add(wait);
            return;
        }
        let number =
            |name: &str| reply.header(name).and_then(|text| text.trim().parse::<u64>().ok());
        let (Some(limit), Some(remaining)) =
            (number("x-ratelimit-limit"), number("x-ratelimit-remaining"))
        else {
            return;
        };
        if limit > 0 && remaining <= limit / 10 {
            let distance = now.saturating_add(MINUTE_MS / limit);
            self.not_before = if remaining == 0 { oldest.max(distance) } else { distance };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, headers: &[(&str, &str)]) -> HttpReply {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        HttpReply { status, headers: headers.collect(), body: String::new() }
    }

    #[test]
    fn requests_keep_a_distance_near_the_limit_and_wait_at_it() {
        for (limit, remaining, wait) in [
            ("60", "59", 0),
            ("60", "7", 0),
            ("60", "6", 1_000),
            ("60", "1", 1_000),
            ("60", "0", 50_000),
            ("20", "2", 3_000),
            ("0", "0", 0),
            ("x", "0", 0),
        ] {
            let mut pace = Pace::default();
            pace.note(&answer(200, &[]), 100_000);
            pace.note(
                &answer(200, &[("x-ratelimit-limit", limit), ("x-ratelimit-remaining", remaining)]),
                110_000,
            );
            assert_eq!(pace.wait_ms(110_000), wait, "{remaining} of {limit}");
        }
    }

    #[test]
    fn a_refusal_says_how_long_to_wait_and_is_not_believed_beyond_a_minute() {
        for (asked, wait) in [("5", 5_000), ("3600", 60_000), ("soon", 0)] {
            let mut pace = Pace::default();
            pace.note(&answer(429, &[("retry-after", asked)]), 1_000);
            assert_eq!(pace.wait_ms(1_000), wait);
        }
    }

    #[test]
    fn a_clock_that_is_set_back_makes_nobody_wait_longer() {
        const HOUR: u64 = 3_600_000;
        for (remaining, wait) in [("6", 1_000), ("0", 50_000)] {
            let near =
                answer(200, &[("x-ratelimit-limit", "60"), ("x-ratelimit-remaining", remaining)]);
            let mut pace = Pace::default();
            pace.note(&answer(200, &[]), HOUR * 2);
            pace.note(&near, HOUR * 2 + 10_000);
            assert_eq!(pace.wait_ms(HOUR), wait, "{remaining}");
            assert_eq!(pace.wait_ms(HOUR + 400), wait - 400, "{remaining}");
            pace.note(&near, HOUR + 400);
            assert!(pace.wait_ms(HOUR + 400) <= wait, "{remaining}");
        }
    }

    #[test]
    fn a_million_answers_are_not_kept() {
        let mut pace = Pace::default();
        (0..1_000_000).for_each(|_| pace.note(&answer(200, &[]), 0));
        assert!(pace.answered.len() <= MOST);
    }
}

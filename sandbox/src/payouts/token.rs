//! The tokens of Transfer and Airtime: five minutes on the sandbox's clock (seeds 000 and 001), told apart from ones never given.

use std::collections::{HashMap, VecDeque};

use crate::random;

/// Seeds 000 and 001: "Its lifetime is 5 min".
pub(crate) const LIFETIME_MS: u64 = 5 * 60 * 1000;
/// How long an expired token is still known as one.
const REMEMBERED_MS: u64 = 24 * 3600 * 1000;
const LENGTH: usize = 64;

/// Why a token opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// 705.
    Expired,
    /// 706.
    Unknown,
}

struct Issued {
    apikey: String,
    until: u64,
}

/// Every token given and not forgotten yet.
#[derive(Default)]
pub(crate) struct Tokens {
    issued: HashMap<String, Issued>,
    oldest_first: VecDeque<(u64, String)>,
    count: u64,
}

impl Tokens {
    /// A new token for the holder of a key.
    pub(crate) fn issue(&mut self, seed: u64, apikey: &str, now: u64) -> String {
        self.forget(now);
        self.count += 1;
        let token = random::derived_hex(seed, &["login", apikey, &self.count.to_string()], LENGTH);
        let until = now.saturating_add(LIFETIME_MS);
        self.issued.insert(token.clone(), Issued { apikey: apikey.to_owned(), until });
        self.oldest_first.push_back((until, token.clone()));
        token
    }

    /// Whose token it is.
    pub(crate) fn holder(&self, token: &str, now: u64) -> Result<&str, Refused> {
        let issued = self.issued.get(token).ok_or(Refused::Unknown)?;
        if now < issued.until { Ok(&issued.apikey) } else { Err(Refused::Expired) }
    }

    /// Ends every token at once, as a change of the password would. How many there were.
    pub(crate) fn expire_all(&mut self, now: u64) -> usize {
        let living = self.issued.values_mut().filter(|issued| issued.until > now);
        living.map(|issued| issued.until = now).count()
    }

    fn forget(&mut self, now: u64) {
        while let Some((until, _)) = self.oldest_first.front() {
            if until.saturating_add(REMEMBERED_MS) > now {
                break;
            }
            if let Some((_, token)) = self.oldest_first.pop_front() {
                self.issued.remove(&token);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_lives_five_minutes_and_is_then_expired_not_unknown() {
        let mut tokens = Tokens::default();
        let token = tokens.issue(1, "key", 1000);
        assert_eq!(token.len(), LENGTH);
        assert_eq!(tokens.holder(&token, 1000 + LIFETIME_MS - 1), Ok("key"));
        assert_eq!(tokens.holder(&token, 1000 + LIFETIME_MS), Err(Refused::Expired));
        assert_eq!(tokens.holder("other", 1000), Err(Refused::Unknown));
        assert_ne!(tokens.issue(1, "key", 1000), token);
        tokens.issue(1, "key", 1000 + LIFETIME_MS + REMEMBERED_MS);
        assert_eq!(tokens.holder(&token, 1000), Err(Refused::Unknown), "forgotten after a day");
    }

    #[test]
    fn all_tokens_end_at_once_on_order() {
        let mut tokens = Tokens::default();
        let token = tokens.issue(1, "key", 0);
        assert_eq!((tokens.expire_all(10), tokens.expire_all(10)), (1, 0));
        assert_eq!(tokens.holder(&token, 10), Err(Refused::Expired));
    }
}

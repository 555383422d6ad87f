//! Numbers and tokens that look random and follow from the seed alone.

use sha2::{Digest, Sha256};

/// SplitMix64: small, and good enough for identifiers that need not be secret.
#[derive(Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// `length` lower-case hex characters that follow from the parts. Each part goes in with its length, so that
/// `("ab", "c")` and `("a", "bc")` differ.
pub(crate) fn derived_hex(seed: u64, parts: &[&str], length: usize) -> String {
    let mut hex = String::with_capacity(length + 64);
    let mut block: u64 = 0;
    while hex.len() < length {
        let mut hash = Sha256::new();
        hash.update(seed.to_be_bytes());
        hash.update(block.to_be_bytes());
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part.as_bytes());
        }
        hex.push_str(&hex::encode(hash.finalize()));
        block += 1;
    }
    hex.truncate(length);
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_numbers() {
        let draw = |seed| {
            let mut random = Random::new(seed);
            [random.next(), random.next(), random.next()]
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn hex_has_its_length_and_depends_on_every_part() {
        for length in [0, 1, 64, 65, 110] {
            assert_eq!(derived_hex(1, &["a"], length).len(), length);
        }
        let reference = derived_hex(1, &["ab", "c"], 110);
        assert!(reference.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')));
        assert_ne!(reference.get(..46), reference.get(64..));
        for (seed, parts) in [(2, ["ab", "c"]), (1, ["a", "bc"]), (1, ["ab", "d"])] {
            assert_ne!(derived_hex(seed, &parts, 110), reference);
        }
    }
}

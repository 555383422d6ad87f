//! Numbers that a country has replaced, and what became of them.
//!
//! - Côte d'Ivoire, 31 January 2021: eight digits became ten. The operator's two digits went before the old number, and the old number says which
//!   (ARTCI's table): in a mobile number its second digit (0 to 3 Moov, 4 to 6 MTN, 7 to 9 Orange), in a fixed one its third (8 Moov, 0 MTN, others Orange).
//! - Benin, 30 November 2024: eight digits became ten, with 01 before every one of them.

use crate::parse::NationalDigits;
use crate::plan::{CallingCode, Plan};

const COTE_D_IVOIRE: CallingCode = 225;
const BENIN: CallingCode = 229;

/// The number of today that an old one became; None when the old one is none of the kind, or when today's plan does not have its successor.
pub(crate) fn successor(plan: &Plan, code: CallingCode, old: &[u8]) -> Option<NationalDigits> {
    let &[first, second, third, _, _, _, _, _] = old else { return None };
    let prefix = match (code, first, second, third) {
        (COTE_D_IVOIRE, 2 | 3, _, 8) => [2, 1],
        (COTE_D_IVOIRE, 2 | 3, _, 0) => [2, 5],
        (COTE_D_IVOIRE, 2 | 3, _, _) => [2, 7],
        (COTE_D_IVOIRE, 0, 1..=3, _) | (COTE_D_IVOIRE, 4 | 5 | 7, 0..=3, _) => [0, 1],
        (COTE_D_IVOIRE, 0 | 4..=9, 4..=6, _) => [0, 5],
        (COTE_D_IVOIRE, 0 | 4..=9, 7..=9, _) => [0, 7],
        (BENIN, _, _, _) => [0, 1],
        _ => return None,
    };
    let mut new = NationalDigits::from(prefix.as_slice());
    new.extend(old);
    plan.classify(code, &new).map(|_| new)
}

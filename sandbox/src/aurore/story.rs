//! How a payment or transfer goes on: by the provider's own test numbers, by numbers that end in `000` and a code, else as a rule.

use guichet::aurore::{AuroreCode, Kind};

/// What happens, in milliseconds after the beginning: the code that it then has.
pub(crate) type Script = &'static [(u64, &'static str)];

pub(super) const AT_ONCE: Script = &[(0, "100")];
const LATER: Script = &[(0, "2002"), (20_000, "100")];
const NEVER: Script = &[(0, "2002")];
pub(super) const FAILS: Script = &[(0, "2010")];
const FAILS_LATER: Script = &[(0, "2002"), (20_000, "2010")];
/// A transfer as a rule.
const STEP_BY_STEP: Script = &[(0, "2001"), (5_000, "2002"), (20_000, "100")];
const REJECTED: Script = &[(0, "2001"), (5_000, "2002"), (20_000, "2010")];

/// The provider's test numbers (its SDKs): of customers, and of people who are paid.
const PAYERS: [(&str, Script); 5] = [
    ("+2250707070700", AT_ONCE),
    ("+2250707070701", LATER),
    ("+2250707070703", FAILS),
    ("+2250707070704", FAILS_LATER),
    ("+2250707070706", NEVER),
];
const RECEIVERS: [(&str, Script); 1] = [("+2250707000001", AT_ONCE)];

/// By a number's last seven digits, in any country: what the payment or transfer comes to, though it is made.
const STATES: [(&str, Script); 7] = [
    ("0002001", &[(0, "2001")]),
    ("0002003", &[(0, "2003")]),
    ("0002004", &[(0, "2004")]),
    ("0002008", &[(0, "2008")]),
    ("0002010", FAILS),
    ("0002002", NEVER),
    // As in the table of Transfer and Airtime.
    ("0000901", REJECTED),
];

/// What a transfer is refused with, before anything is made; of a payment, it is the state of what is made.
const REFUSALS: [(&str, &str, Script); 3] = [
    ("0002005", "2005", &[(0, "2005")]),
    ("0002006", "2006", &[(0, "2006")]),
    ("0002007", "2007", &[(0, "2007")]),
];

/// The service fails, and nothing is made.
const OPERATION_ERROR: &str = "0000001";

/// What a number comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is made and goes on so.
    Made(Script),
    /// The request gets this code, and nothing is made.
    Refused(&'static str),
}

/// What becomes of a payment from that number, or of a transfer to it.
pub(crate) fn of(kind: Kind, e164: &str) -> Fate {
    let published: &[(&str, Script)] = match kind {
        Kind::Payment => &PAYERS,
        Kind::Transfer => &RECEIVERS,
    };
    if let Some((_, script)) = published.iter().find(|(number, _)| *number == e164) {
        return Fate::Made(script);
    }
    let last = e164.len().checked_sub(7).and_then(|at| e164.get(at..)).unwrap_or_default();
    if last == OPERATION_ERROR {
        return Fate::Refused("-1");
    }
    if let Some((_, code, script)) = REFUSALS.iter().find(|(digits, ..)| *digits == last) {
        return match kind {
            Kind::Payment => Fate::Made(script),
            Kind::Transfer => Fate::Refused(code),
        };
    }
    let by_state = STATES.iter().find(|(digits, _)| *digits == last);
    Fate::Made(match (by_state, kind) {
        (Some((_, script)), _) => script,
        (None, Kind::Payment) => LATER,
        (None, Kind::Transfer) => STEP_BY_STEP,
    })
}

/// Whether a number is one of a test's.
pub(super) fn is_told(e164: &str) -> bool {
    let last = e164.len().checked_sub(7).and_then(|at| e164.get(at..)).unwrap_or_default();
    PAYERS.iter().any(|(number, _)| *number == e164)
        || STATES.iter().any(|(digits, _)| *digits == last)
        || REFUSALS.iter().any(|(digits, ..)| *digits == last)
}

/// The service's name for a code.
pub(crate) fn name(code: &str) -> &'static str {
    AuroreCode::find(code).map_or("", |known| known.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_providers_numbers_are_customers_or_receivers_and_others_end_in_a_code() {
        for (kind, number, fate) in [
            (Kind::Payment, "+2250707070700", Fate::Made(AT_ONCE)),
            (Kind::Payment, "+2250707070706", Fate::Made(NEVER)),
            (Kind::Transfer, "+2250707070700", Fate::Made(STEP_BY_STEP)),
            (Kind::Transfer, "+2250707000001", Fate::Made(AT_ONCE)),
            (Kind::Payment, "+2250707000001", Fate::Made(LATER)),
            (Kind::Transfer, "+2250700002006", Fate::Refused("2006")),
            (Kind::Payment, "+2250700002006", Fate::Made(&[(0, "2006")])),
            (Kind::Transfer, "+2250700000001", Fate::Refused("-1")),
            (Kind::Transfer, "+2250700000901", Fate::Made(REJECTED)),
            (Kind::Payment, "", Fate::Made(LATER)),
        ] {
            assert_eq!(of(kind, number), fate, "{kind:?} {number}");
        }
    }
}

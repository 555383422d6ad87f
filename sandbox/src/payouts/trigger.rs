//! What a test asks for by a number or a key: a number ends in `0000` and a code, a key contains `code-` and a code.

/// How a payout goes on once it is confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Story {
    /// NEW, REC, VAL.
    Paid,
    /// NEW, REC, REJ.
    Rejected,
    /// NEW, REC, NOS for ten minutes, VAL.
    HeldThenPaid,
    /// NEW, REC, NOS for ten minutes, REJ.
    HeldThenRejected,
}

/// What a number triggers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trigger {
    /// The whole request gets this code.
    Request(&'static str),
    /// The contact or payout alone gets this code.
    Item(&'static str),
    /// The payout is taken, and ends so.
    Story(Story),
}

/// The numbers' last three digits. docs/sandbox.md shows this table.
const NUMBERS: [(&str, Trigger); 17] = [
    ("001", Trigger::Request("-1")),
    ("602", Trigger::Request("602")),
    ("708", Trigger::Request("708")),
    ("709", Trigger::Request("709")),
    ("710", Trigger::Request("710")),
    ("715", Trigger::Request("715")),
    ("717", Trigger::Item("717")),
    ("719", Trigger::Item("719")),
    ("720", Trigger::Item("720")),
    ("721", Trigger::Item("721")),
    ("724", Trigger::Item("724")),
    ("801", Trigger::Item("801")),
    ("802", Trigger::Item("802")),
    ("804", Trigger::Item("804")),
    ("901", Trigger::Story(Story::Rejected)),
    ("902", Trigger::Story(Story::HeldThenPaid)),
    ("903", Trigger::Story(Story::HeldThenRejected)),
];

/// The codes that a key asks for at the login.
const KEYS: [&str; 5] = ["701", "702", "703", "707", "715"];

/// What a number's last seven digits trigger, such as `0000721`.
pub(crate) fn of_number(national: &str) -> Option<Trigger> {
    let last = national.len().checked_sub(7).and_then(|at| national.get(at..))?;
    let code = last.strip_prefix("0000")?;
    NUMBERS.iter().find(|(digits, _)| *digits == code).map(|(_, trigger)| *trigger)
}

/// The code that a key asks for, such as `test-code-703`.
pub(crate) fn of_key(apikey: &str) -> Option<&'static str> {
    KEYS.into_iter().find(|code| apikey.contains(&format!("code-{code}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_last_digits_decide() {
        assert_eq!(of_number("0700000721"), Some(Trigger::Item("721")));
        assert_eq!(of_number("90000901"), Some(Trigger::Story(Story::Rejected)));
        assert_eq!(of_number("0000709"), Some(Trigger::Request("709")));
        for number in ["0701000721", "0700000722", "000721", "", "0700000726"] {
            assert_eq!(of_number(number), None, "{number}");
        }
    }

    #[test]
    fn a_key_names_its_code() {
        assert_eq!(of_key("test-code-703"), Some("703"));
        assert_eq!(of_key("XXXXXXXXXXXXXXXX"), None);
    }
}

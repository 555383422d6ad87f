//! What the sandbox tells from a number: its operator where the provider's samples name one, and whether a renumbering has passed it by.

/// The operator's word, where the number's first digits say it: Côte d'Ivoire's, of today (07, 05, 01) and of before 31 January
/// 2021, when the second of eight digits said it.
pub(super) fn operator(prefix: &str, phone: &str) -> Option<&'static str> {
    if prefix != "225" {
        return None;
    }
    match (phone.len(), phone.get(..2), phone.get(1..2)) {
        (10, Some("07"), _) | (8, _, Some("7" | "8" | "9")) => Some("OM"),
        (10, Some("05"), _) | (8, _, Some("4" | "5" | "6")) => Some("MOMO"),
        (10, Some("01"), _) | (8, _, Some("0" | "1" | "2" | "3")) => Some("FLOOZ"),
        _ => None,
    }
}

/// Whether a number is from before its country's renumbering: eight digits, ten since (Côte d'Ivoire 2021, Benin 2024).
pub(super) fn is_old(prefix: &str, phone: &str) -> bool {
    matches!(prefix, "225" | "229") && phone.len() == 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_numbers_have_their_operators() {
        for (phone, operator_word, old) in [
            ("07895086", Some("OM"), true),
            ("0707895086", Some("OM"), false),
            ("0503444777", Some("MOMO"), false),
            ("0103444777", Some("FLOOZ"), false),
            ("03798593", Some("FLOOZ"), true),
            ("2722123456", None, false),
        ] {
            assert_eq!(
                (operator("225", phone), is_old("225", phone)),
                (operator_word, old),
                "{phone}"
            );
        }
        assert_eq!((operator("221", "770000000"), is_old("221", "770000000")), (None, false));
    }
}

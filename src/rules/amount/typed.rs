//! Amounts as people type them: digits in groups, and a word of the currency around them.

use super::super::currency::Currencies;
use super::super::issue::{Issue, IssueCode};
use super::super::{cut, text};
use super::{Amount, AmountRule};

/// Digits in one run or in groups of three, perhaps with a word of the currency before or behind.
pub(super) fn read(typed: &str, rule: &AmountRule) -> Result<u64, Issue> {
    let typed = typed.trim();
    let refused = |code| Issue::error(code).with("got", typed);
    let not_a_number = || refused(IssueCode::AmountNotANumber);
    let (before, number, behind) = around_number(typed).ok_or_else(not_a_number)?;
    let (ahead, after) = cut::first(before, b'-').unwrap_or((before, ""));
    for word in [ahead, after, behind] {
        if word.trim().is_empty() {
            continue;
        }
        let named = Currencies::named(word).ok_or_else(not_a_number)?;
        if rule.currencies != Currencies::UNKNOWN && !rule.currencies.fit(named) {
            let issue = refused(IssueCode::AmountInOtherCurrency);
            return Err(issue.with("expected", rule.currencies.word()));
        }
    }
    if text::has(before, b'-') {
        return Err(rule.too_small(typed));
    }
    if let Some(units) = grouped(number) {
        return Ok(units);
    }
    for mark in *b".," {
        let Some((whole, decimals)) = cut::last(number, mark) else { continue };
        let Some(units) = grouped(whole).or_else(|| whole.is_empty().then_some(0)) else {
            continue;
        };
        if decimals.bytes().all(|byte| byte.is_ascii_digit()) {
            let issue = refused(IssueCode::AmountNotWhole);
            // Three zeros may be thousands.
            let is_meant = matches!(decimals, "" | "0" | "00")
                && !text::has(whole, mark)
                && Amount::judge(units, rule).is_ok();
            return Err(if is_meant { issue.with_number("suggestion", units) } else { issue });
        }
    }
    Err(not_a_number())
}

/// What stands before the first digit, from there to the last one, and behind it. A mark next to them is the number's: ".5" is no 5.
fn around_number(typed: &str) -> Option<(&str, &str, &str)> {
    let bytes = typed.as_bytes();
    let mark_at = |at: usize| usize::from(matches!(bytes.get(at), Some(b'.' | b',')));
    let first = bytes.iter().position(u8::is_ascii_digit)?;
    let end = bytes.iter().rposition(u8::is_ascii_digit)? + 1;
    let (rest, behind) = typed.split_at_checked(end + mark_at(end))?;
    let (before, number) =
        rest.split_at_checked(first - first.checked_sub(1).map_or(0, mark_at))?;
    Some((before, number, behind))
}

/// The number that digits make in one run, or in groups of three with the same mark between. A zero in front is nobody's way to write thousands.
fn grouped(number: &str) -> Option<u64> {
    let mut units: u64 = 0;
    let mut mark = None;
    let mut in_group = 0;
    for character in number.chars() {
        if let Some(digit) = character.to_digit(10) {
            units = units.saturating_mul(10).saturating_add(digit.into());
            in_group += 1;
            continue;
        }
        let is_mark = character.is_whitespace() || matches!(character, '.' | ',' | '\'' | '’');
        let is_next = match mark {
            None => is_mark && (1..=3).contains(&in_group) && !number.starts_with('0'),
            Some(first) => character == first && in_group == 3,
        };
        if !is_next {
            return None;
        }
        mark = Some(character);
        in_group = 0;
    }
    let is_whole = if mark.is_some() { in_group == 3 } else { in_group > 0 };
    is_whole.then_some(units)
}

#[cfg(test)]
mod tests {
    use super::super::super::currency::Currency;
    use super::super::tests::{checkout_amount, said};
    use super::super::{airtime, checkout, easytransfert, transfer};
    use super::*;
    use crate::rules::issue::Param;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for typed in [
            "25000",
            "25 000",
            "25.000",
            "25,000",
            " 25 000 F",
            "25.000 F",
            "25 000 FCFA",
            "25 000 F CFA",
            "25 000 F.CFA",
            "25000f",
            "FCFA 25 000",
            "25\u{202f}000\u{a0}XOF",
            "25'000",
            "$25,000",
            "25000 F.",
        ] {
            assert_eq!(checkout_amount(typed, None), Ok(25000), "{typed}");
        }
        assert_eq!(checkout_amount("1.000.000 F", None), Ok(1_000_000));
        for (typed, code) in [
            ("25000.50", IssueCode::AmountNotWhole),
            ("2,5", IssueCode::AmountNotWhole),
            (".5", IssueCode::AmountNotWhole),
            ("2500.", IssueCode::AmountNotWhole),
            ("25 00", IssueCode::AmountNotANumber),
            ("25 00,00", IssueCode::AmountNotANumber),
            ("1.000,50", IssueCode::AmountNotWhole),
            ("1e5", IssueCode::AmountNotANumber),
            ("-500", IssueCode::AmountTooSmall),
            ("-$5", IssueCode::AmountTooSmall),
            ("$ -5", IssueCode::AmountTooSmall),
            ("--5", IssueCode::AmountNotANumber),
            ("+500", IssueCode::AmountNotANumber),
            ("cent mille", IssueCode::AmountNotANumber),
            ("F", IssueCode::AmountNotANumber),
            (".", IssueCode::AmountNotANumber),
            ("٢٥٠٠", IssueCode::AmountNotANumber),
            ("\u{ff12}\u{ff15}\u{ff10}\u{ff10}", IssueCode::AmountNotANumber),
            ("99999999999999999999999", IssueCode::AmountTooLarge),
        ] {
            assert_eq!(checkout_amount(typed, None), Err(code), "{typed}");
        }
    }

    #[test]
    fn a_number_that_begins_with_zero_is_no_thousands() {
        for (typed, code) in [
            ("0.500", IssueCode::AmountNotWhole),
            ("0,500", IssueCode::AmountNotWhole),
            ("0.100", IssueCode::AmountNotWhole),
            ("00.500", IssueCode::AmountNotWhole),
            ("000.500", IssueCode::AmountNotWhole),
            ("0 500", IssueCode::AmountNotANumber),
            ("0'500", IssueCode::AmountNotANumber),
        ] {
            for currency in [None, Some(Currency::Xof), Some(Currency::Usd)] {
                assert_eq!(checkout_amount(typed, currency), Err(code), "{typed} {currency:?}");
            }
        }
        assert_eq!(checkout_amount("1.500", None), Ok(1500));
    }

    #[test]
    fn letters_that_are_no_currency_are_no_number() {
        for typed in [
            "250k",
            "200K",
            "1M",
            "5 mil",
            "2500O",
            "1OO",
            "100 EUR",
            "100 €",
            "25 000 francs",
            "0x1F4",
            "100 F EUR",
            "CI 500",
            "5 F 000",
        ] {
            for currency in [None, Some(Currency::Xof), Some(Currency::Usd)] {
                let read = checkout_amount(typed, currency);
                assert_eq!(read, Err(IssueCode::AmountNotANumber), "{typed} {currency:?}");
            }
        }
    }

    #[test]
    fn a_word_of_another_currency_is_an_error() {
        use Currency::{Cdf, Gnf, Usd, Xaf, Xof};
        let words = [
            ("F", &[Xof, Xaf, Cdf, Gnf][..]),
            ("Frs", &[Xof, Xaf, Cdf, Gnf]),
            ("F CFA", &[Xof, Xaf]),
            ("FC", &[Cdf]),
            ("FG", &[Gnf]),
            ("$", &[Usd]),
            ("US$", &[Usd]),
            ("xof", &[Xof]),
            ("XAF", &[Xaf]),
            ("CDF", &[Cdf]),
            ("GNF", &[Gnf]),
            ("USD", &[Usd]),
        ];
        for (word, fits) in words {
            for typed in [alloc::format!("{word} 25 000"), alloc::format!("25 000{word}")] {
                assert_eq!(checkout_amount(typed.as_str(), None), Ok(25_000), "{typed}");
                for currency in Currency::ALL {
                    let wanted = if fits.contains(&currency) {
                        Ok(25_000)
                    } else {
                        Err(IssueCode::AmountInOtherCurrency)
                    };
                    let read = checkout_amount(typed.as_str(), Some(currency));
                    assert_eq!(read, wanted, "{typed} {currency:?}");
                }
            }
        }
        assert_eq!(
            said("100 USD", &checkout(Some(Xof))),
            [
                "the amount 100 USD is in another currency; XOF is asked for",
                "le montant 100 USD est dans une autre devise\u{202f}; donnez-le en XOF"
            ]
        );
    }

    #[test]
    fn a_services_documentation_and_countries_say_what_words_fit() {
        for (rule, fits, others) in [
            (easytransfert(), &["F", "FCFA", "XOF", "XAF"][..], &["$", "FC", "GNF"][..]),
            (transfer("225"), &["F", "FCFA", "XOF"], &["XAF", "USD", "FG"]),
            (transfer("237"), &["F", "CFA", "XAF"], &["XOF", "CDF"]),
            // Accounts of DR Congo are in either.
            (transfer("243"), &["F", "FC", "CDF", "$", "USD"], &["FCFA", "XOF"]),
            (transfer("33"), &["F", "$", "FCFA"], &[]),
            (airtime(None), &["F", "FCFA", "XOF", "XAF"], &["GNF", "$"]),
        ] {
            let read = |word: &str| {
                let typed = alloc::format!("25 000 {word}");
                Amount::read(&typed.as_str().into(), &rule).map_err(|issue| issue.code)
            };
            for word in fits {
                assert!(read(word).is_ok(), "{word} {:?}", rule.currencies);
            }
            for word in others {
                let code = read(word).unwrap_err();
                assert_eq!(code, IssueCode::AmountInOtherCurrency, "{word} {:?}", rule.currencies);
            }
        }
        assert!(said("100 $", &easytransfert())[0].ends_with("FCFA is asked for"));
        assert!(said("100 XOF", &transfer("243"))[0].ends_with("CDF is asked for"));
    }

    #[test]
    fn decimals_that_are_zero_are_left_out_of_the_suggestion() {
        for (typed, suggestion) in [
            ("25 000,00", Some(25_000)),
            ("25.000,00", Some(25_000)),
            ("25 000.00", Some(25_000)),
            ("25,000.00 F", Some(25_000)),
            ("2500.0", Some(2500)),
            ("2500,", Some(2500)),
            ("2500.50", None),
            // Perhaps 1 000 000.
            ("1.000,000", None),
            ("1.000.00", None),
            // A suggestion can be sent.
            ("2501,00", None),
            ("95.00", None),
            ("0.00", None),
            (",00", None),
        ] {
            let issue = Amount::read(&typed.into(), &checkout(Some(Currency::Xof))).unwrap_err();
            assert_eq!(issue.code, IssueCode::AmountNotWhole, "{typed}");
            let told = issue.params.get(1).cloned();
            assert_eq!(
                told,
                suggestion.map(|units| ("suggestion", Param::Number(units))),
                "{typed}"
            );
        }
        assert_eq!(
            said("25 000,00", &checkout(Some(Currency::Xof))),
            [
                "amount must be a whole number without decimals, got 25 000,00 (25000?)",
                "le montant doit être un nombre entier sans décimales, reçu\u{a0}: 25 000,00 (25000\u{202f}?)"
            ]
        );
    }
}

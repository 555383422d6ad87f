//! Comparing what the service answers with what is expected.

use crate::checkout::confirm::Difference;
use crate::checkout::notification::field;
use crate::client::json;
use crate::rules::Value;

/// The differences found so far.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) differences: Vec<Difference>,
}

impl Compared {
    /// Both must be there and agree: money is not guessed about.
    pub(super) fn must(
        &mut self,
        field: &'static str,
        expected: Option<String>,
        answered: Option<String>,
        same: Same,
    ) {
        if !agree(expected.as_deref(), answered.as_deref(), same) {
            self.differences.push(Difference { field, expected, answered });
        }
    }

    /// The same for a person's number, of which the difference shows the end alone.
    pub(super) fn must_hidden(
        &mut self,
        field: &'static str,
        expected: Option<String>,
        answered: Option<String>,
        same: Same,
    ) {
        if !agree(expected.as_deref(), answered.as_deref(), same) {
            let hide = |text: Option<String>| text.map(|text| hidden(&text));
            self.differences.push(Difference {
                field,
                expected: hide(expected),
                answered: hide(answered),
            });
        }
    }
}

/// What a field must be: as the merchant's records have it or, where they were not looked at, as `otherwise` says. Records that were looked at and
/// do not have it expect nothing, which nothing agrees with: an order that nobody has is not paid.
pub(super) fn expected(
    asked: Option<&Value>,
    name: &str,
    otherwise: impl FnOnce() -> Option<String>,
) -> Option<String> {
    asked.map_or_else(otherwise, |asked| json::text(asked, name))
}

/// How two writings of one field are compared.
pub(super) type Same = fn(&str, &str) -> bool;

/// Whether what is notified, where it says anything, is what the service answers.
pub(super) fn is_credible(
    notified: &[(String, String)],
    answered: impl Fn(&str) -> Option<String>,
    compared: &[(&str, Same)],
) -> bool {
    compared.iter().all(|(name, same)| {
        let said = field(notified, name).trim();
        said.is_empty() || answered(name).is_some_and(|answered| same(said, &answered))
    })
}

fn agree(expected: Option<&str>, answered: Option<&str>, same: Same) -> bool {
    matches!((expected, answered), (Some(a), Some(b)) if same(a, b))
}

/// A number's last two characters.
pub(super) fn hidden(number: &str) -> String {
    let end: Vec<char> = number.chars().rev().take(2).collect();
    format!("•••{}", end.into_iter().rev().collect::<String>())
}

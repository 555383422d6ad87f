//! What may still be typed: which digits can follow, how many are missing; and the keys that cannot lead to a number, kept out.

use super::{Field, Keys};
use crate::parse::DefaultCountry;
use crate::plan::{Ahead, Plan, Region};
use crate::text::TextDigits;

/// Shortest and longest E.164, for countries whose plan is not loaded.
const UNKNOWN: (usize, usize) = (7, 15);

/// What may follow these keys.
pub(super) fn ahead(plan: &Plan, field: &Field<'_>, keys: &Keys) -> Ahead {
    let digits = &*keys.digits;
    if keys.plus {
        return after_plus(plan, field, digits);
    }
    match field.country {
        DefaultCountry::Known(region) => at_home(plan, field, region, digits),
        DefaultCountry::Unloaded => unknown(digits.len()),
        // Without a country, only a plus can begin a number.
        DefaultCountry::None => Ahead::NOTHING,
    }
}

/// What may follow `+` and these digits.
fn after_plus(plan: &Plan, field: &Field<'_>, digits: &[u8]) -> Ahead {
    if let Some((code, used)) = plan.calling_code(digits) {
        let rest = digits.get(used..).unwrap_or_default();
        let plain = plan.ahead(code, field.kinds, field.operator, rest);
        return plan
            .main_region(code)
            .map_or(plain, |main| plain.or(after_prefix(plan, field, main, rest)));
    }
    if !plan.is_world()
        && field.kinds.is_any()
        && field.operator.is_empty()
        && digits.first() != Some(&0)
    {
        return unknown(digits.len());
    }
    // An unfinished calling code: each digit that leads on to one.
    let mut all = Ahead::NOTHING;
    if digits.len() < 3 {
        for digit in 0..10u8 {
            let mut longer = TextDigits::from(digits);
            longer.push(digit);
            all = all.or(after_plus(plan, field, &longer).behind(digit, 1));
        }
    }
    all
}

/// What may follow digits typed in the country itself: a national number, with its prefix or without, or an international one.
fn at_home(plan: &Plan, field: &Field<'_>, region: Region, digits: &[u8]) -> Ahead {
    let code = plan.code_of(region);
    let plain = plan.ahead(code, field.kinds, field.operator, digits);
    let all = plain.or(after_prefix(plan, field, region, digits));
    if let Some(used) = plan.strip_idd(region, digits) {
        return all.or(after_plus(plan, field, digits.get(used..).unwrap_or_default()));
    }
    // One digit short of an international prefix. It counts as one only where nothing else can be meant.
    let beyond = after_plus(plan, field, &[]);
    let mut beside = all;
    for digit in 0..10u8 {
        let mut longer = TextDigits::from(digits);
        longer.push(digit);
        if beyond.possible() && plan.strip_idd(region, &longer) == Some(longer.len()) {
            let short = if all.possible() { all } else { beyond.behind(digit, 1) };
            beside = beside.or(short.with_next(digit));
        }
    }
    beside
}

/// What may follow when the national prefix has been typed, or is being typed.
fn after_prefix(plan: &Plan, field: &Field<'_>, region: Region, digits: &[u8]) -> Ahead {
    let prefix = plan.national_prefix(region);
    let (rest, missing) = match (digits.strip_prefix(&*prefix), prefix.strip_prefix(digits)) {
        _ if prefix.is_empty() => return Ahead::NOTHING,
        (Some(rest), _) => (rest, &[][..]),
        (None, Some(missing)) => (&[][..], missing),
        (None, None) => return Ahead::NOTHING,
    };
    let beyond = plan.ahead(plan.code_of(region), field.kinds, field.operator, rest);
    match missing.first() {
        Some(digit) => beyond.behind(*digit, missing.len()),
        None => beyond,
    }
}

/// A number whose plan is not loaded: only E.164's lengths are known.
fn unknown(typed: usize) -> Ahead {
    let (shortest, longest) = UNKNOWN;
    match longest.checked_sub(typed) {
        Some(most) => Ahead::any(shortest.saturating_sub(typed), most),
        None => Ahead::NOTHING,
    }
}

/// Keeps out of `keys` what was put in since `was` and cannot lead to a number. What was there stays: deleting never deletes more.
pub(super) fn keep_possible(plan: &Plan, field: &Field<'_>, was: &Keys, keys: &mut Keys) {
    if keys.count() <= was.count() || ahead(plan, field, keys).possible() {
        return;
    }
    let (old, new) = (&*was.digits, &*keys.digits);
    let shorter = old.len().min(new.len());
    let front = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let back = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let put_in_end = new.len() - back.min(shorter - front);
    let tail = new.get(put_in_end..).unwrap_or_default();
    let put_in = new.get(front..put_in_end).unwrap_or_default();
    // What was there may itself lead nowhere, after a deletion: then what stands before the caret must make sense.
    let sound = ahead(plan, field, was).possible();
    let leads = |digits: TextDigits| ahead(plan, field, &Keys { digits, ..*keys }).possible();
    let mut kept = TextDigits::from(new.get(..front).unwrap_or(new));
    let caret = keys.before_caret.saturating_sub(usize::from(keys.plus));
    let mut dropped_before_caret = 0;
    for (at, digit) in put_in.iter().enumerate() {
        let mut longer = kept;
        longer.push(*digit);
        let mut whole = longer;
        whole.extend(tail);
        if leads(whole) || (!sound && leads(longer)) {
            kept = longer;
        } else if front + at < caret {
            dropped_before_caret += 1;
        }
    }
    kept.extend(tail);
    keys.digits = kept;
    keys.before_caret -= dropped_before_caret;
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::string::String;

    use super::*;
    use crate::plan::Kinds;

    #[test]
    fn a_prefix_is_not_offered_where_no_number_behind_it_is_asked_for() {
        let world = Plan::load(include_bytes!("../../tables/world.bin")).unwrap();
        let next = |typed: &str, operator| {
            let country = DefaultCountry::find(&world, "HU");
            let field = Field { country, strict: false, kinds: Kinds::ANY, operator };
            ahead(&world, &field, &Keys::read(typed, 0)).next_digits().collect::<String>()
        };
        // 06 is Hungary's national prefix, 00 goes abroad; Hungary's operators are not known.
        assert_eq!(next("0", ""), "06");
        assert_eq!(next("0", "Orange"), "0");
    }
}

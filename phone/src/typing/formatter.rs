//! What libphonenumber's as-you-type formatter shows, key by key.
//!
//! A number is shown as typed until three keys tell something; then the first format whose leading digits and length still fit is
//! kept for as long as it fits. Prefixes (international, calling code, national) are told apart as they are completed.

use crate::line::Line;
use crate::parse::DefaultCountry;
use crate::plan::{FREE, Plan, Region, TypingFormat};

/// Digits that leading-digit rules begin to look at.
const LEADING: usize = 3;
/// Most formats of a calling code, a bit each.
const MOST_FORMATS: u32 = u32::BITS;
/// The calling code whose numbers may be written with their national prefix, 1, as if it were the code.
const NANPA: u16 = 1;

pub(super) struct Formatter<'a> {
    plan: &'a Plan,
    default: Option<Region>,
    region: Option<Region>,
    /// Every key, as ASCII.
    keys: Line,
    /// What is shown before the national number: `+225 `, `00 225 `, `0`.
    before: Line,
    /// The national number so far.
    national: Line,
    /// The national prefix that was found, empty where none was.
    prefix: Line,
    /// Whether it is written with its prefix or calling code.
    complete: bool,
    expecting_code: bool,
    able: bool,
    space_after_prefix: bool,
    /// The formats that fit so far: a bit each, by their places among those of a calling code's row, at home or abroad.
    formats: u32,
    formats_of: (usize, bool),
    /// The format in use, by its shape.
    current: Option<usize>,
    /// The format in use: digits fill its places.
    template: Line,
}

impl<'a> Formatter<'a> {
    pub(super) fn new(plan: &'a Plan, country: DefaultCountry) -> Self {
        let default = match country {
            DefaultCountry::Known(region) => Some(region),
            DefaultCountry::None | DefaultCountry::Unloaded => None,
        };
        Self {
            plan,
            default,
            region: default.and_then(|region| plan.main_region(plan.code_of(region))),
            keys: Line::EMPTY,
            before: Line::EMPTY,
            national: Line::EMPTY,
            prefix: Line::EMPTY,
            complete: false,
            expecting_code: false,
            able: true,
            space_after_prefix: false,
            formats: 0,
            formats_of: (0, false),
            current: None,
            template: Line::EMPTY,
        }
    }

    /// Takes a key, a digit or a leading plus, and gives what is shown.
    pub(super) fn input(&mut self, key: u8) -> Line {
        self.keys.push(key);
        if key != b'+' {
            self.national.push(key);
        }
        if !self.able {
            return self.start_again();
        }
        match self.keys.len() {
            0..=2 => return self.keys,
            3 => {
                if self.take_idd() {
                    self.expecting_code = true;
                } else {
                    self.prefix = self.take_national_prefix();
                    return self.choose();
                }
            }
            _ => {}
        }
        if self.expecting_code {
            if self.take_calling_code() {
                self.expecting_code = false;
            }
            let mut shown = self.before;
            shown.extend(&self.national);
            return shown;
        }
        if self.formats == 0 {
            return self.choose();
        }
        let shown = self.fill(key);
        if let Some(whole) = self.format_whole() {
            return whole;
        }
        self.narrow();
        if self.new_template() {
            self.fill_all()
        } else if self.able {
            self.with_before(&shown)
        } else {
            self.keys
        }
    }

    /// With formats given up, another reading of the prefixes may fit.
    fn start_again(&mut self) -> Line {
        if self.take_idd() {
            if self.take_calling_code() {
                return self.choose_afresh();
            }
        } else if self.takes_longer_prefix() {
            self.before.push(b' ');
            return self.choose_afresh();
        }
        self.keys
    }

    fn choose_afresh(&mut self) -> Line {
        self.able = true;
        self.expecting_code = false;
        self.formats = 0;
        self.template = Line::EMPTY;
        self.current = None;
        self.choose()
    }

    fn takes_longer_prefix(&mut self) -> bool {
        if !self.prefix.is_empty() {
            let mut national = self.prefix;
            national.extend(&self.national);
            self.national = national;
            let begins = |at: &usize| {
                self.before.get(*at..).is_some_and(|rest| rest.starts_with(&self.prefix))
            };
            let at = (0..self.before.len()).rev().find(begins).unwrap_or(0);
            self.before = Line::from(self.before.get(..at).unwrap_or(&self.before));
        }
        let taken = self.take_national_prefix();
        *self.prefix != *taken
    }

    /// Looks for formats that fit what is there.
    fn choose(&mut self) -> Line {
        if self.national.len() < LEADING {
            return self.with_before(&self.national);
        }
        self.find_formats();
        if let Some(whole) = self.format_whole() {
            return whole;
        }
        if self.new_template() { self.fill_all() } else { self.keys }
    }

    fn find_formats(&mut self) {
        let row = self.region.map_or(usize::MAX, |region| self.plan.code_row(region));
        self.formats_of = (row, self.complete && self.prefix.is_empty());
        self.formats = u32::MAX;
        for at in 0..MOST_FORMATS {
            let Some(format) = self.format(at) else { continue };
            let bare = format.first_group_only();
            let unfit = if self.prefix.is_empty() {
                // Typed without a prefix, by somebody of the country: formats that need one are none.
                !self.complete && !bare && !format.is_prefix_optional()
            } else {
                bare && !format.is_prefix_optional() && !format.has_carrier()
            };
            if unfit || !format.eligible() {
                self.give_up(at);
            }
        }
        self.narrow();
    }

    /// A format, if it fits so far.
    fn format(&mut self, at: u32) -> Option<TypingFormat<'a>> {
        let (row, abroad) = self.formats_of;
        let fits = self.formats >> at & 1 == 1;
        let format = if fits { self.plan.typing_format(row, abroad, at as usize) } else { None };
        if format.is_none() {
            self.give_up(at);
        }
        format
    }

    const fn give_up(&mut self, at: u32) {
        self.formats &= !(1 << at);
    }

    /// Keeps the formats whose leading digits these still are.
    fn narrow(&mut self) {
        let rule = self.national.len().saturating_sub(LEADING);
        for at in 0..MOST_FORMATS {
            if self.format(at).is_some_and(|format| !format.leads(&self.national, rule)) {
                self.give_up(at);
            }
        }
    }

    /// The number in the first format that it fits as a whole; digits must all be shown.
    fn format_whole(&mut self) -> Option<Line> {
        for at in 0..MOST_FORMATS {
            let Some(format) = self.format(at) else { continue };
            let Some(written) = format.written(&self.national) else { continue };
            self.space_after_prefix = format.separates_prefix();
            let shown = self.with_before(&written);
            let keys = shown.iter().filter(|byte| **byte == b'+' || byte.is_ascii_digit());
            if keys.eq(self.keys.iter()) {
                return Some(shown);
            }
        }
        None
    }

    /// Takes the first format that has room for the number. False when the one in use stays, or when none has.
    fn new_template(&mut self) -> bool {
        for at in 0..MOST_FORMATS {
            let Some(format) = self.format(at) else { continue };
            if self.current == Some(format.shape()) {
                return false;
            }
            let (template, room) = format.template();
            if room >= self.national.len() {
                self.template = template;
                self.current = Some(format.shape());
                self.space_after_prefix = format.separates_prefix();
                return true;
            }
            self.template = Line::EMPTY;
        }
        self.able = false;
        false
    }

    /// Puts the whole number into the template.
    fn fill_all(&mut self) -> Line {
        let mut shown = Line::EMPTY;
        for key in &*{ self.national } {
            shown = self.fill(*key);
        }
        if self.national.is_empty() {
            self.before
        } else if self.able {
            self.with_before(&shown)
        } else {
            self.keys
        }
    }

    /// Puts a digit into the next free place; shows the template up to it.
    fn fill(&mut self, key: u8) -> Line {
        let free = self.template.iter().position(|character| *character == FREE);
        if let Some(at) = free {
            if let Some(place) = self.template.get_mut(at) {
                *place = key;
            }
            return Line::from(self.template.get(..=at).unwrap_or(&self.template));
        }
        // With one format left, and no room in it, there is nothing to try.
        if self.formats.is_power_of_two() {
            self.able = false;
        }
        self.current = None;
        self.keys
    }

    /// What goes before the national number, and it.
    fn with_before(&self, national: &[u8]) -> Line {
        let mut shown = self.before;
        if self.space_after_prefix && !matches!(*shown, [] | [.., b' ']) {
            shown.push(b' ');
        }
        shown.extend(national);
        shown
    }

    /// Takes the national prefix off the number, and says what it was.
    fn take_national_prefix(&mut self) -> Line {
        let code = self.region.map(|region| self.plan.code_of(region));
        let nanpa = code == Some(NANPA)
            && self.national.first() == Some(&b'1')
            && !matches!(self.national.get(1), Some(b'0' | b'1'));
        let length = if nanpa {
            self.before.extend(b"1 ");
            1
        } else {
            self.region.map_or(0, |region| self.plan.national_prefix_length(region, &self.national))
        };
        let taken = self.take(length);
        if length > 0 {
            self.complete = true;
            if !nanpa {
                self.before.extend(&taken);
            }
        }
        taken
    }

    /// Takes so many digits off the front of the number.
    fn take(&mut self, length: usize) -> Line {
        let (taken, rest) = self.national.split_at_checked(length).unwrap_or_default();
        let (taken, rest) = (Line::from(taken), Line::from(rest));
        self.national = rest;
        taken
    }

    /// Takes an international prefix, or the plus, off what was typed.
    fn take_idd(&mut self) -> bool {
        let plus = self.keys.first() == Some(&b'+');
        let length = if plus {
            1
        } else {
            self.region.and_then(|region| self.plan.strip_idd(region, &self.keys)).unwrap_or(0)
        };
        if length == 0 {
            return false;
        }
        self.complete = true;
        self.national = Line::from(self.keys.get(length..).unwrap_or_default());
        self.before = Line::from(self.keys.get(..length).unwrap_or(&self.keys));
        if !plus {
            self.before.push(b' ');
        }
        true
    }

    /// Takes the calling code off the number; its plan is used from here on.
    fn take_calling_code(&mut self) -> bool {
        let Some((code, used)) = self.plan.calling_code(&self.national) else {
            return false;
        };
        let taken = self.take(used);
        self.before.extend(&taken);
        self.before.push(b' ');
        let main = self.plan.main_region(code);
        if main != self.default {
            self.region = main;
        }
        self.prefix = Line::EMPTY;
        true
    }
}

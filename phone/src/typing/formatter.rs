//! What libphonenumber's as-you-type formatter shows, key by key.
//!
//! A number is shown as typed until three keys tell something; then the first format whose leading digits and length still fit is
//! kept for as long as it fits. Prefixes (international, calling code, national) are told apart as they are completed.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::parse::DefaultCountry;
use crate::plan::{Piece, Plan, Region, TypingFormat};
use crate::text::joined;

/// Digits that leading-digit rules begin to look at.
const LEADING: usize = 3;
/// The calling code whose numbers may be written with their national prefix, 1, as if it were the code.
const NANPA: u16 = 1;

pub(super) struct Formatter<'a> {
    plan: &'a Plan,
    default: Option<Region>,
    region: Option<Region>,
    /// Every key.
    keys: String,
    /// What is shown before the national number: `+225 `, `00 225 `, `0`.
    before: String,
    /// The national number so far.
    national: String,
    /// The national prefix that was found, empty where none was.
    prefix: String,
    /// Whether it is written with its prefix or calling code.
    complete: bool,
    expecting_code: bool,
    able: bool,
    space_after_prefix: bool,
    formats: Vec<TypingFormat<'a>>,
    /// The format in use, by its shape.
    current: Option<u16>,
    /// The format in use: digits fill its places.
    template: Vec<Place>,
    filled: usize,
}

/// A character of a template.
#[derive(Clone, Copy)]
enum Place {
    Text(char),
    Free,
}

fn values(digits: &str) -> Vec<u8> {
    digits.bytes().map(|byte| byte.saturating_sub(b'0')).collect()
}

impl<'a> Formatter<'a> {
    pub(super) fn new(plan: &'a Plan, country: DefaultCountry) -> Self {
        let main = match country {
            DefaultCountry::Known(region) => plan.main_region(plan.code_of(region)),
            DefaultCountry::None | DefaultCountry::Unloaded => None,
        };
        let default = match country {
            DefaultCountry::Known(region) => Some(region),
            DefaultCountry::None | DefaultCountry::Unloaded => None,
        };
        Self {
            plan,
            default,
            region: main,
            keys: String::new(),
            before: String::new(),
            national: String::new(),
            prefix: String::new(),
            complete: false,
            expecting_code: false,
            able: true,
            space_after_prefix: false,
            formats: Vec::new(),
            current: None,
            template: Vec::new(),
            filled: 0,
        }
    }

    /// Takes a key, a digit or a leading plus, and gives what is shown.
    pub(super) fn input(&mut self, key: u8) -> String {
        self.keys.push(char::from(key));
        if key != b'+' {
            self.national.push(char::from(key));
        }
        if !self.able {
            return self.start_again();
        }
        match self.keys.len() {
            0..=2 => return self.keys.clone(),
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
            return joined(&self.before, &self.national);
        }
        if self.formats.is_empty() {
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
            self.keys.clone()
        }
    }

    /// With formats given up, another reading of the prefixes may fit.
    fn start_again(&mut self) -> String {
        if self.take_idd() {
            if self.take_calling_code() {
                return self.choose_afresh();
            }
        } else if self.takes_longer_prefix() {
            self.before.push(' ');
            return self.choose_afresh();
        }
        self.keys.clone()
    }

    fn choose_afresh(&mut self) -> String {
        self.able = true;
        self.expecting_code = false;
        self.formats.clear();
        self.filled = 0;
        self.template.clear();
        self.current = None;
        self.choose()
    }

    fn takes_longer_prefix(&mut self) -> bool {
        if !self.prefix.is_empty() {
            self.national.insert_str(0, &self.prefix);
            let at = self.before.rfind(&self.prefix).unwrap_or(0);
            self.before.truncate(at);
        }
        let taken = self.take_national_prefix();
        self.prefix != taken
    }

    /// Looks for formats that fit what is there.
    fn choose(&mut self) -> String {
        if self.national.len() < LEADING {
            return self.with_before(&self.national);
        }
        self.find_formats();
        if let Some(whole) = self.format_whole() {
            return whole;
        }
        if self.new_template() { self.fill_all() } else { self.keys.clone() }
    }

    fn find_formats(&mut self) {
        let international = self.complete && self.prefix.is_empty();
        let all = self.region.map(|region| self.plan.typing_formats(region, international));
        for format in all.into_iter().flatten() {
            let bare = format.first_group_only();
            let unfit = if self.prefix.is_empty() {
                // Typed without a prefix, by somebody of the country: formats that need one are none.
                !self.complete && !bare && !format.is_prefix_optional()
            } else {
                bare && !format.is_prefix_optional() && !format.has_carrier()
            };
            if !unfit && format.eligible() {
                self.formats.push(format);
            }
        }
        self.narrow();
    }

    /// Keeps the formats whose leading digits these still are.
    fn narrow(&mut self) {
        let digits = values(&self.national);
        let at = digits.len().saturating_sub(LEADING);
        self.formats.retain(|format| format.leads(&digits, at));
    }

    /// The number in the first format that it fits as a whole; digits must all be shown.
    fn format_whole(&mut self) -> Option<String> {
        let digits = values(&self.national);
        for at in 0..self.formats.len() {
            let format = self.formats.get(at)?;
            let mut text = String::new();
            let national = &self.national;
            let fits = format.parts(&digits, &mut |piece| match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Digits(from, to) => {
                    text.push_str(national.get(from..to).unwrap_or_default())
                }
            });
            if !fits {
                continue;
            }
            self.space_after_prefix = format.separates_prefix();
            let shown = self.with_before(&text);
            let keys =
                shown.chars().filter(|character| *character == '+' || character.is_ascii_digit());
            if keys.eq(self.keys.chars()) {
                return Some(shown);
            }
        }
        None
    }

    /// Takes the first format that has room for the number. False when the one in use stays, or when none has.
    fn new_template(&mut self) -> bool {
        for format in &self.formats {
            if self.current == Some(format.shape()) {
                return false;
            }
            let mut template = Vec::new();
            let room = format.template(&mut |piece| match piece {
                Piece::Text(words) => template.extend(words.chars().map(Place::Text)),
                Piece::Digits(from, to) => template.extend((from..to).map(|_| Place::Free)),
            });
            // A format writes a group of its own accord only where it has a place for it.
            self.template = template;
            if room >= self.national.len() {
                self.current = Some(format.shape());
                self.space_after_prefix = format.separates_prefix();
                self.filled = 0;
                return true;
            }
            self.template.clear();
        }
        self.able = false;
        false
    }

    /// Puts the whole number into the template.
    fn fill_all(&mut self) -> String {
        let national = self.national.clone();
        let mut shown = String::new();
        for key in national.bytes() {
            shown = self.fill(key);
        }
        if national.is_empty() {
            self.before.clone()
        } else if self.able {
            self.with_before(&shown)
        } else {
            self.keys.clone()
        }
    }

    /// Puts a digit into the next free place; shows the template up to it.
    fn fill(&mut self, key: u8) -> String {
        let free = self.template.iter().position(|place| matches!(place, Place::Free));
        match free {
            Some(at) => {
                if let Some(place) = self.template.get_mut(at) {
                    *place = Place::Text(char::from(key));
                }
                self.filled = at;
                let shown = self.template.iter().take(at + 1);
                shown
                    .filter_map(|place| {
                        if let Place::Text(character) = place { Some(*character) } else { None }
                    })
                    .collect()
            }
            None => {
                // With one format left, and no room in it, there is nothing to try.
                if self.formats.len() == 1 {
                    self.able = false;
                }
                self.current = None;
                self.keys.clone()
            }
        }
    }

    /// What goes before the national number, and it.
    fn with_before(&self, national: &str) -> String {
        if self.space_after_prefix && !self.before.is_empty() && !self.before.ends_with(' ') {
            let mut text = joined(&self.before, " ");
            text.push_str(national);
            text
        } else {
            joined(&self.before, national)
        }
    }

    /// Takes the national prefix off the number, and says what it was.
    fn take_national_prefix(&mut self) -> String {
        let digits = values(&self.national);
        let code = self.region.map(|region| self.plan.code_of(region));
        let nanpa = code == Some(NANPA)
            && digits.first() == Some(&1)
            && !matches!(digits.get(1), Some(0 | 1));
        let length = if nanpa {
            self.before.push_str("1 ");
            self.complete = true;
            1
        } else {
            let found =
                self.region.and_then(|region| self.plan.strip_national_prefix(region, &digits));
            let length = found.map_or(0, |found| found.consumed);
            if length > 0 {
                self.complete = true;
                self.before.push_str(self.national.get(..length).unwrap_or_default());
            }
            length
        };
        let rest = self.national.split_off(length.min(self.national.len()));
        core::mem::replace(&mut self.national, rest)
    }

    /// Takes an international prefix, or the plus, off what was typed.
    fn take_idd(&mut self) -> bool {
        let (length, plus) = match self.keys.strip_prefix('+') {
            Some(_) => (1, true),
            None => {
                let digits = values(&self.keys);
                let found = self.region.and_then(|region| self.plan.strip_idd(region, &digits));
                (found.unwrap_or(0), false)
            }
        };
        if length == 0 {
            return false;
        }
        self.complete = true;
        self.national = self.keys.get(length..).unwrap_or_default().to_string();
        self.before = self.keys.get(..length).unwrap_or_default().to_string();
        if !plus {
            self.before.push(' ');
        }
        true
    }

    /// Takes the calling code off the number; its plan is used from here on.
    fn take_calling_code(&mut self) -> bool {
        let Some((code, used)) = self.plan.calling_code(&values(&self.national)) else {
            return false;
        };
        let rest = self.national.split_off(used.min(self.national.len()));
        self.before.push_str(&self.national);
        self.before.push(' ');
        self.national = rest;
        let main = self.plan.main_region(code);
        if main != self.default {
            self.region = main;
        }
        self.prefix.clear();
        true
    }
}

//! What libphonenumber's as-you-type formatter shows, key by key.
//!
//! A number is shown as typed until three keys tell something; then the first format whose leading digits and length still fit is
//! kept for as long as it fits. Prefixes (international, calling code, national) are told apart as they are completed.

use alloc::string::String;
use alloc::vec::Vec;

use crate::parse::DefaultCountry;
use crate::plan::{FREE, Plan, Region, TypingFormat};

/// Digits that leading-digit rules begin to look at.
const LEADING: usize = 3;
/// The calling code whose numbers may be written with their national prefix, 1, as if it were the code.
const NANPA: u16 = 1;

pub(super) struct Formatter<'a> {
    plan: &'a Plan,
    default: Option<Region>,
    region: Option<Region>,
    /// Every key, as ASCII.
    keys: Vec<u8>,
    /// What is shown before the national number: `+225 `, `00 225 `, `0`.
    before: String,
    /// The national number so far.
    national: Vec<u8>,
    /// The national prefix that was found, empty where none was.
    prefix: Vec<u8>,
    /// Whether it is written with its prefix or calling code.
    complete: bool,
    expecting_code: bool,
    able: bool,
    space_after_prefix: bool,
    formats: Vec<TypingFormat<'a>>,
    /// The format in use, by its shape.
    current: Option<usize>,
    /// The format in use: digits fill its places.
    template: String,
}

/// ASCII as text.
fn text(keys: &[u8]) -> String {
    keys.iter().copied().map(char::from).collect()
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
            keys: Vec::new(),
            before: String::new(),
            national: Vec::new(),
            prefix: Vec::new(),
            complete: false,
            expecting_code: false,
            able: true,
            space_after_prefix: false,
            formats: Vec::new(),
            current: None,
            template: String::new(),
        }
    }

    /// Takes a key, a digit or a leading plus, and gives what is shown.
    pub(super) fn input(&mut self, key: u8) -> String {
        self.keys.push(key);
        if key != b'+' {
            self.national.push(key);
        }
        if !self.able {
            return self.start_again();
        }
        match self.keys.len() {
            0..=2 => return text(&self.keys),
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
            return self.joined(&text(&self.national));
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
            text(&self.keys)
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
        text(&self.keys)
    }

    fn choose_afresh(&mut self) -> String {
        self.able = true;
        self.expecting_code = false;
        self.formats.clear();
        self.template = String::new();
        self.current = None;
        self.choose()
    }

    fn takes_longer_prefix(&mut self) -> bool {
        if !self.prefix.is_empty() {
            let mut national = self.prefix.clone();
            national.extend(&self.national);
            self.national = national;
            let before = self.before.as_bytes();
            let begins =
                |at: &usize| before.get(*at..).is_some_and(|rest| rest.starts_with(&self.prefix));
            let at = (0..before.len()).rev().find(begins).unwrap_or(0);
            self.before = text(before.get(..at).unwrap_or_default());
        }
        let taken = self.take_national_prefix();
        self.prefix != taken
    }

    /// Looks for formats that fit what is there.
    fn choose(&mut self) -> String {
        if self.national.len() < LEADING {
            return self.with_before(&text(&self.national));
        }
        self.find_formats();
        if let Some(whole) = self.format_whole() {
            return whole;
        }
        if self.new_template() { self.fill_all() } else { text(&self.keys) }
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
        let at = self.national.len().saturating_sub(LEADING);
        self.formats.retain(|format| format.leads(&self.national, at));
    }

    /// The number in the first format that it fits as a whole; digits must all be shown.
    fn format_whole(&mut self) -> Option<String> {
        for at in 0..self.formats.len() {
            let format = self.formats.get(at)?;
            let mut written = String::new();
            if !format.write(&self.national, &mut written) {
                continue;
            }
            self.space_after_prefix = format.separates_prefix();
            let shown = self.with_before(&written);
            let keys = shown.bytes().filter(|byte| *byte == b'+' || byte.is_ascii_digit());
            if keys.eq(self.keys.iter().copied()) {
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
            self.template = String::new();
            let room = format.template(&mut self.template);
            if room >= self.national.len() {
                self.current = Some(format.shape());
                self.space_after_prefix = format.separates_prefix();
                return true;
            }
            self.template = String::new();
        }
        self.able = false;
        false
    }

    /// Puts the whole number into the template.
    fn fill_all(&mut self) -> String {
        let national = self.national.clone();
        let mut shown = String::new();
        for key in &national {
            shown = self.fill(*key);
        }
        if national.is_empty() {
            self.before.clone()
        } else if self.able {
            self.with_before(&shown)
        } else {
            text(&self.keys)
        }
    }

    /// Puts a digit into the next free place; shows the template up to it.
    fn fill(&mut self, key: u8) -> String {
        let (mut filled, mut shown, mut put) = (String::new(), String::new(), false);
        for character in self.template.chars() {
            let free = character == FREE && !put;
            filled.push(if free { char::from(key) } else { character });
            if free {
                shown = filled.clone();
                put = true;
            }
        }
        self.template = filled;
        if put {
            return shown;
        }
        // With one format left, and no room in it, there is nothing to try.
        if self.formats.len() == 1 {
            self.able = false;
        }
        self.current = None;
        text(&self.keys)
    }

    /// What goes before the national number, and it.
    fn with_before(&self, national: &str) -> String {
        let mut shown = self.before.clone();
        if self.space_after_prefix && !shown.is_empty() && !shown.ends_with(' ') {
            shown.push(' ');
        }
        shown.push_str(national);
        shown
    }

    fn joined(&self, national: &str) -> String {
        let mut shown = self.before.clone();
        shown.push_str(national);
        shown
    }

    /// Takes the national prefix off the number, and says what it was.
    fn take_national_prefix(&mut self) -> Vec<u8> {
        let code = self.region.map(|region| self.plan.code_of(region));
        let nanpa = code == Some(NANPA)
            && self.national.first() == Some(&b'1')
            && !matches!(self.national.get(1), Some(b'0' | b'1'));
        let length = if nanpa {
            self.before.push_str("1 ");
            1
        } else {
            self.region.map_or(0, |region| self.plan.national_prefix_length(region, &self.national))
        };
        let taken = self.take(length);
        if length > 0 {
            self.complete = true;
            if !nanpa {
                self.before.push_str(&text(&taken));
            }
        }
        taken
    }

    /// Takes so many digits off the front of the number.
    fn take(&mut self, length: usize) -> Vec<u8> {
        let rest = self.national.get(length..).unwrap_or_default().to_vec();
        let mut taken = core::mem::replace(&mut self.national, rest);
        taken.truncate(length);
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
        self.national = self.keys.get(length..).unwrap_or_default().to_vec();
        self.before = text(self.keys.get(..length).unwrap_or_default());
        if !plus {
            self.before.push(' ');
        }
        true
    }

    /// Takes the calling code off the number; its plan is used from here on.
    fn take_calling_code(&mut self) -> bool {
        let Some((code, used)) = self.plan.calling_code(&self.national) else {
            return false;
        };
        let taken = self.take(used);
        self.before.push_str(&text(&taken));
        self.before.push(' ');
        let main = self.plan.main_region(code);
        if main != self.default {
            self.region = main;
        }
        self.prefix.clear();
        true
    }
}

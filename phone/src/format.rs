//! How a number is written: national, international, RFC 3966, as libphonenumber writes it, extension included.

use alloc::string::String;

use crate::number::PhoneNumber;
pub(crate) use crate::plan::character;
use crate::plan::{Plan, Style};
use crate::text::is_separator;

impl PhoneNumber {
    /// As people of its country write it: `07 07 12 3456`. None where no number was read by a plan.
    #[must_use]
    pub fn national(&self, plan: &Plan) -> Option<String> {
        let mut text = self.grouped(plan, Style::National)?;
        self.write_extension(plan, &mut text);
        Some(text)
    }

    /// As people elsewhere write it: `+225 07 07 12 3456`.
    #[must_use]
    pub fn international(&self, plan: &Plan) -> Option<String> {
        let grouped = self.grouped(plan, Style::International)?;
        let mut text = self.code_text(' ');
        text.push_str(&grouped);
        self.write_extension(plan, &mut text);
        Some(text)
    }

    /// As an address: `tel:+225-07-07-12-3456`.
    #[must_use]
    pub fn rfc3966(&self, plan: &Plan) -> Option<String> {
        let grouped = self.grouped(plan, Style::Rfc3966)?;
        let mut text = String::from("tel:");
        text.push_str(&self.code_text('-'));
        let mut between = true;
        for character in grouped.bytes() {
            let separates = is_separator(character);
            if !separates {
                text.push(char::from(character));
            } else if !between {
                text.push('-');
            }
            between = separates;
        }
        if let Some(extension) = self.extension() {
            text.push_str(";ext=");
            text.extend(extension.chars());
        }
        Some(text)
    }

    /// `+225` and what follows it.
    fn code_text(&self, end: char) -> String {
        let mut text = String::from("+");
        let digits = self.international_digits();
        let length = self.international_digits().count() - self.national_digits().len();
        text.extend(digits.take(length).map(character));
        text.push(end);
        text
    }

    fn grouped(&self, plan: &Plan, style: Style) -> Option<String> {
        let code = self.calling_code()?;
        let mut text = String::new();
        plan.write_grouped(code, self.national_digits(), style, &mut text);
        Some(text)
    }

    fn write_extension(&self, plan: &Plan, text: &mut String) {
        let main = self.calling_code().and_then(|code| plan.main_region(code));
        if let (Some(extension), Some(main)) = (self.extension(), main) {
            text.push_str(plan.extension_prefix(main));
            text.extend(extension.chars());
        }
    }
}

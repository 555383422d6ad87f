//! How a number is written: national, international, RFC 3966, as libphonenumber writes it, extension included.

use alloc::string::String;

use crate::line::Line;
use crate::number::{LONGEST_E164, PhoneNumber};
use crate::plan::{Plan, Style};
use crate::text::is_separator;

impl PhoneNumber {
    /// As people of its country write it: `07 07 12 3456`. None where no number was read by a plan.
    #[must_use]
    pub fn national(&self, plan: &Plan) -> Option<String> {
        self.written(plan, Style::National).map(Into::into)
    }

    /// As people elsewhere write it: `+225 07 07 12 3456`.
    #[must_use]
    pub fn international(&self, plan: &Plan) -> Option<String> {
        self.written(plan, Style::International).map(Into::into)
    }

    /// As an address: `tel:+225-07-07-12-3456`.
    #[must_use]
    pub fn rfc3966(&self, plan: &Plan) -> Option<String> {
        self.written(plan, Style::Rfc3966).map(Into::into)
    }

    pub(crate) fn written(&self, plan: &Plan, style: Style) -> Option<Line> {
        let code = self.calling_code()?;
        let mut room = [0; LONGEST_E164];
        let (prefix, national) = self.parts(&mut room)?;
        let (scheme, end, mut before_extension) = match style {
            Style::National => ("", b' ', ""),
            Style::International => ("+", b' ', ""),
            Style::Rfc3966 => ("tel:+", b'-', ";ext="),
        };
        let mut line = Line::from(scheme.as_bytes());
        if style != Style::National {
            line.extend(prefix);
            line.push(end);
        }
        let mut grouped = Line::EMPTY;
        plan.write_grouped(code, national, style, &mut grouped);
        let mut between = true;
        for character in &*grouped {
            let separates = style == Style::Rfc3966 && is_separator(*character);
            if !separates {
                line.push(*character);
            } else if !between {
                line.push(b'-');
            }
            between = separates;
        }
        if let Some(extension) = self.extension() {
            if let (true, Some(main)) = (before_extension.is_empty(), plan.main_region(code)) {
                before_extension = plan.extension_prefix(main);
            }
            line.extend(before_extension.as_bytes());
            for character in extension.chars() {
                line.push_character(character);
            }
        }
        Some(line)
    }
}

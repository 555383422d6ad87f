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
        self.text(plan, Style::National)
    }

    /// As people elsewhere write it: `+225 07 07 12 3456`.
    #[must_use]
    pub fn international(&self, plan: &Plan) -> Option<String> {
        self.text(plan, Style::International)
    }

    /// As an address: `tel:+225-07-07-12-3456`.
    #[must_use]
    pub fn rfc3966(&self, plan: &Plan) -> Option<String> {
        self.text(plan, Style::Rfc3966)
    }

    fn text(&self, plan: &Plan, style: Style) -> Option<String> {
        let written = self.written(plan, style);
        (!written.is_empty()).then(|| written.into())
    }

    /// Nothing where no number was read by a plan.
    pub(crate) fn written(&self, plan: &Plan, style: Style) -> Line {
        let mut line = Line::EMPTY;
        let mut room = [0; LONGEST_E164];
        let (Some(code), Some((prefix, national))) = (self.calling_code(), self.parts(&mut room))
        else {
            return line;
        };
        let is_address = style == Style::Rfc3966;
        if is_address {
            line.extend(b"tel:");
        }
        if style != Style::National {
            line.push(b'+');
            line.extend(prefix);
            line.push(if is_address { b'-' } else { b' ' });
        }
        let mut grouped = Line::EMPTY;
        plan.write_grouped(code, national, style, &mut grouped);
        let mut between = true;
        for character in &*grouped {
            let separates = is_address && is_separator(*character);
            if !separates {
                line.push(*character);
            } else if !between {
                line.push(b'-');
            }
            between = separates;
        }
        if let Some(extension) = self.extension() {
            let main = plan.main_region(code).filter(|_| !is_address);
            line.extend(main.map_or(b";ext=", |main| plan.extension_prefix(main)));
            extension.write(&mut line);
        }
        line
    }
}

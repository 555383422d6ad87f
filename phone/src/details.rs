//! What is said of a number beside its flags, as lines of text.

use crate::line::Line;
use crate::number::{LONGEST_E164, PhoneNumber};
use crate::plan::{Plan, Style};

/// Text in a buffer.
struct Out<'a> {
    room: &'a mut [u8],
    length: usize,
}

impl Out<'_> {
    fn line(&mut self, text: &[u8]) {
        for byte in text.iter().chain(b"\n") {
            if let Some(place) = self.room.get_mut(self.length) {
                *place = *byte;
                self.length += 1;
            }
        }
    }
}

/// Writes a line each: the calling code, the national number, the extension, the number as its country writes it, as others do, as an address; E.164 of what
/// a number of an old format became; every digit; each empty where there is nothing to say. Then of the operator, if it is known: its name, in what its
/// airtime is sold, the services' words. Gives how many bytes that is.
#[must_use]
pub fn write(plan: &Plan, number: &PhoneNumber, out: &mut [u8]) -> usize {
    let mut out = Out { room: out, length: 0 };
    let mut room = [0; LONGEST_E164];
    let (prefix, phone) = number.parts(&mut room).unwrap_or_default();
    let known = number.calling_code().is_some();
    out.line(if known { prefix } else { &[] });
    out.line(if known { phone } else { &[] });
    let mut line = Line::EMPTY;
    if let Some(extension) = number.extension() {
        extension.write(&mut line);
    }
    out.line(&line);
    for style in [Style::National, Style::International, Style::Rfc3966] {
        out.line(&number.written(plan, style));
    }
    let mut today = [0; LONGEST_E164];
    let length = number.suggestion(plan).map_or(0, |number| number.write_e164(&mut today));
    out.line(today.get(..length).unwrap_or(&today));
    let length = number.write_e164(&mut room);
    out.line(room.get(1..length).unwrap_or_default());
    if let Some(operator) = number.operator(plan) {
        out.line(operator.name.as_bytes());
        // It has two digits at most.
        let [multiple, ..] = operator.multiple.to_le_bytes();
        out.line(&[b'0' + multiple / 10, b'0' + multiple % 10]);
        for word in operator.words {
            out.line(word.as_bytes());
        }
    }
    out.length
}

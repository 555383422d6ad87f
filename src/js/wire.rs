//! How JavaScript's values arrive: the bytes that `pkg/api/wire.js` writes.
//!
//! ```text
//! value  := tag payload
//! 0 null · 1 false · 2 true · 3 number f64 · 4 text · 5 list count value… · 6 record count (text value)… · 7 unusable why
//! text   := length utf-8 · length, count := u32 · why := u8 · all little-endian
//! ```

use alloc::string::String;
use alloc::vec::Vec;

use crate::rules::value::Unusable;
use crate::rules::{Record, Value};

/// Deepest nesting read. The deepest documented request has two levels.
const DEEPEST: u32 = 16;
/// Fields for which room is made at once; whatever a count says, no more.
const USUAL: usize = 32;

/// Reads one value; anything malformed reads as nothing.
pub(super) fn decode(bytes: &[u8]) -> Value {
    let mut bytes = Bytes { rest: bytes, is_broken: false };
    let value = bytes.value(0);
    if bytes.is_broken { Value::Null } else { value }
}

struct Bytes<'a> {
    rest: &'a [u8],
    /// Whether anything read so far is malformed: whatever is read then is nothing.
    is_broken: bool,
}

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> &'a [u8] {
        let Some((taken, rest)) = self.rest.split_at_checked(count) else {
            self.is_broken = true;
            return &[];
        };
        self.rest = rest;
        taken
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        self.take(N).try_into().unwrap_or([0; N])
    }

    fn count(&mut self) -> usize {
        usize::try_from(u32::from_le_bytes(self.array())).unwrap_or_default()
    }

    fn text(&mut self) -> String {
        let length = self.count();
        let text = core::str::from_utf8(self.take(length));
        self.is_broken |= text.is_err();
        text.unwrap_or_default().into()
    }

    fn value(&mut self, depth: u32) -> Value {
        self.is_broken |= depth > DEEPEST;
        if self.is_broken {
            return Value::Null;
        }
        let [tag] = self.array();
        match tag {
            1 => Value::Bool(false),
            2 => Value::Bool(true),
            3 => Value::Number(f64::from_le_bytes(self.array())),
            4 => Value::Text(self.text()),
            5 => {
                let count = self.count();
                let mut items = Vec::new();
                while items.len() < count && !self.is_broken {
                    items.push(self.value(depth + 1));
                }
                Value::List(items)
            }
            6 => {
                let count = self.count();
                let mut record = Record::with_capacity(count.min(USUAL));
                while record.len() < count && !self.is_broken {
                    record.push((self.text(), self.value(depth + 1)));
                }
                Value::Record(record)
            }
            7 => Value::Unusable(match self.array() {
                [1] => Unusable::BrokenText,
                [2] => Unusable::Unreadable,
                [3] => Unusable::TooDeep,
                [4] => Unusable::TooLong,
                [5] => Unusable::LongName,
                _ => Unusable::Type,
            }),
            _ => Value::Null,
        }
    }
}

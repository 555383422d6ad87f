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
    Bytes { rest: bytes }.value(0).unwrap_or(Value::Null)
}

struct Bytes<'a> {
    rest: &'a [u8],
}

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(u32::from_le_bytes(self.array()?)).ok()
    }

    fn text(&mut self) -> Option<String> {
        let length = self.count()?;
        core::str::from_utf8(self.take(length)?).ok().map(String::from)
    }

    fn value(&mut self, depth: u32) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let [tag] = self.array()?;
        Some(match tag {
            1 => Value::Bool(false),
            2 => Value::Bool(true),
            3 => Value::Number(f64::from_le_bytes(self.array()?)),
            4 => Value::Text(self.text()?),
            5 => {
                let mut items = Vec::new();
                for _ in 0..self.count()? {
                    items.push(self.value(depth + 1)?);
                }
                Value::List(items)
            }
            6 => {
                let count = self.count()?;
                let mut record = Record::with_capacity(count.min(USUAL));
                for _ in 0..count {
                    record.push((self.text()?, self.value(depth + 1)?));
                }
                Value::Record(record)
            }
            7 => Value::Unusable(match self.array()? {
                [1] => Unusable::BrokenText,
                [2] => Unusable::Unreadable,
                [3] => Unusable::TooDeep,
                [4] => Unusable::TooLong,
                _ => Unusable::Type,
            }),
            _ => Value::Null,
        })
    }
}

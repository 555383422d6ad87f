//! A value as it arrives from outside, before any rule has looked at it.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use core::fmt;

/// A JSON-like value. Rules read it; they know neither JSON nor JavaScript.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// Nothing: `null`, or a missing field.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// Any number, whole or not, `NaN` and infinities included.
    Number(f64),
    /// Well-formed text.
    Text(String),
    /// Values in order.
    List(Vec<Value>),
    /// Named values in the order given.
    Record(Record),
    /// Something that no field can hold.
    Unusable(Unusable),
}

/// The named values of a request, in the order given. Later values of a repeated name are ignored by readers.
pub type Record = Vec<(String, Value)>;

/// Why a value cannot be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// A function, a symbol, a date, …: a type that no service takes.
    Type,
    /// Text with half of a surrogate pair, which UTF-8 cannot carry.
    BrokenText,
    /// Reading it failed: a getter that throws.
    Unreadable,
    /// Nested deeper than any documented request, or in a circle.
    TooDeep,
    /// Text or a list far longer than any service takes.
    TooLong,
    /// A field of a name longer than any service's.
    LongName,
}

impl Value {
    /// Whether the field counts as not given: null, or text with nothing in it (the samples of seed 003 send `""` for unused fields).
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Null => true,
            // Most texts begin with a letter or digit, which needs no look at what Unicode calls white space.
            Self::Text(text) => {
                !text.as_bytes().first().is_some_and(u8::is_ascii_graphic) && text.trim().is_empty()
            }
            Self::Bool(_)
            | Self::Number(_)
            | Self::List(_)
            | Self::Record(_)
            | Self::Unusable(_) => false,
        }
    }

    /// The text, where it is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The record, where it is one.
    #[must_use]
    pub fn as_record(&self) -> Option<&Record> {
        match self {
            Self::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The value at that place, where this is a list that has one; else null.
    #[must_use]
    pub fn item(&self, at: usize) -> &Value {
        match self {
            Self::List(items) => items.get(at).unwrap_or(&Self::Null),
            _ => &Self::Null,
        }
    }

    /// The first value of that name, where this is a record that has one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_record().and_then(|record| field(record, name))
    }
}

/// The first value of that name.
#[must_use]
pub fn field<'a>(record: &'a [(String, Value)], name: &str) -> Option<&'a Value> {
    record.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

/// Shows the shape only: values may be secrets or personal data.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(_) => f.write_str("bool"),
            Self::Number(_) => f.write_str("number"),
            Self::Text(text) => write!(f, "text of {} bytes", text.len()),
            Self::List(items) => f.debug_list().entries(items).finish(),
            Self::Record(record) => {
                f.debug_map().entries(record.iter().map(|(k, v)| (k, v))).finish()
            }
            Self::Unusable(why) => write!(f, "unusable: {why:?}"),
        }
    }
}

//! Reads the fields of a request one by one and keeps what each became, or why it could not.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::cell::Cell;

use super::issue::{Issue, IssueCode, Read, any_error};
use super::report::Report;
use super::text;
use super::value::{Record, Value, field};

/// Whether a documented name fits.
pub(crate) type Fits<'a> = &'a mut dyn FnMut(&&'static str) -> bool;

/// Walks a request in documented order.
pub struct Reader<'a> {
    given: &'a [(String, Value)],
    /// A bit for each of the first fields that was asked for: the rules know it.
    known: Cell<u64>,
    fields: Record,
    issues: Vec<Issue>,
}

/// Checks a request; `read` reads what is documented.
#[must_use]
pub fn check<'a>(request: &'a Value, read: &mut dyn FnMut(&mut Reader<'a>)) -> Report<()> {
    match Reader::new(request) {
        Ok(mut reader) => {
            read(&mut reader);
            reader.finish_with(|_| Some(()))
        }
        Err(issue) => Report { value: None, fields: Record::new(), issues: vec![issue] },
    }
}

impl<'a> Reader<'a> {
    /// Starts on a request.
    ///
    /// # Errors
    /// `not_a_record`.
    pub fn new(request: &'a Value) -> Result<Self, Issue> {
        match request {
            Value::Record(given) => Ok(Self {
                given,
                known: Cell::new(0),
                fields: Vec::with_capacity(given.len()),
                issues: Vec::new(),
            }),
            other => Err(Issue::error(IssueCode::NotARecord).with_word("got", text::kind(other))),
        }
    }

    /// The value given for a field; None when it is missing or blank.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&'a Value> {
        let (place, (_, value)) =
            self.given.iter().enumerate().find(|(_, (given, _))| is_same(given, name))?;
        self.known.set(self.known.get() | bit(place));
        (!value.is_blank()).then_some(value)
    }

    /// The text given for a field; None when it is missing, blank or no text.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.given(name).and_then(Value::as_text)
    }

    /// Notes an issue.
    pub fn issue(&mut self, issue: Issue) {
        self.issues.push(issue);
    }

    /// Notes an issue of a field.
    pub fn issue_at(&mut self, name: &str, issue: Issue) {
        self.issue(issue.at(name));
    }

    /// Keeps what reading a field gave.
    pub fn keep(&mut self, name: &str, read: Read<Value>) {
        let issue = match read {
            Ok((value, advice)) => {
                self.fields.push((name.to_owned(), value));
                advice
            }
            Err(issue) => Some(issue),
        };
        if let Some(issue) = issue {
            self.issue(under(name, issue));
        }
    }

    /// Passes on what no rule knows, with a warning that names the documented field it resembles.
    /// `documented` finds the documented name that fits.
    pub fn undocumented(&mut self, documented: impl Fn(Fits<'_>) -> Option<&'static str>) {
        self.pass_on(&documented);
    }

    fn pass_on(&mut self, documented: &dyn Fn(Fits<'_>) -> Option<&'static str>) {
        let is = |name: &str| documented(&mut |known| *known == name).is_some();
        for (place, (name, value)) in self.given.iter().enumerate() {
            let is_known = self.known.get() & bit(place) != 0;
            if is_known || is(name) || self.has_field(name) {
                continue;
            }
            let path = text::excerpt(name);
            if name == "__proto__" {
                self.issue_at(&path, Issue::error(IssueCode::FieldForbidden));
                continue;
            }
            self.issue_at(&path, unknown(likely(name, documented)));
            match text::carriable(value) {
                Ok(()) => self.fields.push((name.clone(), value.clone())),
                Err(issue) => self.issue_at(&path, issue),
            }
        }
    }

    fn has_field(&self, name: &str) -> bool {
        field(&self.fields, name).is_some()
    }

    /// Whether an issue about the field has been noted.
    #[must_use]
    pub fn has_issue(&self, name: &str) -> bool {
        self.issues.iter().any(|issue| issue.path == name)
    }

    /// Ends the reading; the typed request is made from the fields when nothing stops it.
    pub fn finish_with<T>(self, make: impl FnOnce(&Record) -> Option<T>) -> Report<T> {
        let value = if any_error(&self.issues) { None } else { make(&self.fields) };
        Report { value, fields: self.fields, issues: self.issues }
    }
}

/// The value as it is sent.
pub fn sent<T>(read: Read<T>, as_value: impl FnOnce(T) -> Value) -> Read<Value> {
    read.map(|(typed, advice)| (as_value(typed), advice))
}

/// The documented name that is nearest to a wrong one.
pub(crate) fn likely(
    name: &str,
    documented: &dyn Fn(Fits<'_>) -> Option<&'static str>,
) -> Option<&'static str> {
    let mut nearest = (usize::MAX, None);
    documented(&mut |known| {
        if let Some(distance) = text::distance(name, known).filter(|far| *far < nearest.0) {
            nearest = (distance, Some(*known));
        }
        false
    });
    nearest.1
}

/// The issue of a field that no rule knows, with the documented one that was probably meant.
pub(crate) fn unknown(likely: Option<&'static str>) -> Issue {
    let issue = Issue::warning(IssueCode::FieldUnknown);
    match likely {
        Some(likely) => issue.with("suggestion", likely),
        None => issue,
    }
}

/// No bit for those beyond.
fn bit(place: usize) -> u64 {
    u32::try_from(place).ok().and_then(|place| 1_u64.checked_shl(place)).unwrap_or(0)
}

/// Names mostly differ in length: no call is made to compare those.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one == other
}

fn under(name: &str, issue: Issue) -> Issue {
    if issue.path.is_empty() {
        issue.at(name)
    } else {
        let path = text::joined(&[name, ".", &issue.path]);
        issue.at(&path)
    }
}

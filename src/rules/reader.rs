//! Reads the fields of a request one by one and keeps what each became, or why it could not.

use super::issue::{Issue, IssueCode, any_error};
use super::report::Report;
use super::text;
use super::value::{self, Record, Value};

/// What reading one field gave: the typed value, perhaps with advice, or the issue that stops it.
pub type Read<T> = Result<(T, Option<Issue>), Issue>;

/// Walks a request in documented order.
pub struct Reader<'a> {
    given: &'a [(String, Value)],
    fields: Record,
    issues: Vec<Issue>,
}

impl<'a> Reader<'a> {
    /// Starts on a request.
    ///
    /// # Errors
    /// `not_a_record`.
    pub fn new(request: &'a Value) -> Result<Self, Issue> {
        match request {
            Value::Record(given) => Ok(Self { given, fields: Vec::new(), issues: Vec::new() }),
            other => Err(Issue::error(IssueCode::NotARecord).with("got", text::kind(other))),
        }
    }

    /// The value given for a field; None when it is missing or blank.
    #[must_use]
    pub fn given(&self, name: &str) -> Option<&'a Value> {
        value::field(self.given, name).filter(|value| !value.is_blank())
    }

    /// Notes an issue.
    pub fn issue(&mut self, issue: Issue) {
        self.issues.push(issue);
    }

    /// Reads an optional field.
    pub fn optional<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Value) -> Read<T>,
        normalise: impl FnOnce(&T) -> Value,
    ) -> Option<T> {
        let (typed, advice) = match read(self.given(name)?) {
            Ok(read) => read,
            Err(issue) => {
                self.issue(under(name, issue));
                return None;
            }
        };
        if let Some(advice) = advice {
            self.issue(under(name, advice));
        }
        self.fields.push((name.to_owned(), normalise(&typed)));
        Some(typed)
    }

    /// Reads a field that must be there.
    pub fn required<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&Value) -> Read<T>,
        normalise: impl FnOnce(&T) -> Value,
    ) -> Option<T> {
        if self.given(name).is_none() {
            self.issue(Issue::error(IssueCode::Required).at(name));
            return None;
        }
        self.optional(name, read, normalise)
    }

    /// Reads optional text of at most `longest` characters, with nothing else asked of it.
    pub fn optional_text(&mut self, name: &str, longest: usize) -> Option<String> {
        self.optional(name, |value| text::read(value, longest), |text| Value::Text(text.clone()))
    }

    /// Reads text that must be there.
    pub fn required_text(&mut self, name: &str, longest: usize) -> Option<String> {
        self.required(name, |value| text::read(value, longest), |text| Value::Text(text.clone()))
    }

    /// Passes on what no rule knows, with a warning that names the documented field it resembles.
    /// Returns those fields.
    pub fn undocumented(&mut self, documented: &[&str]) -> Record {
        let mut passed = Record::new();
        for (name, value) in self.given {
            if documented.contains(&name.as_str()) || value::field(&passed, name).is_some() {
                continue;
            }
            if name == "__proto__" {
                self.issues.push(Issue::error(IssueCode::FieldForbidden).at(name));
                continue;
            }
            let issue = Issue::warning(IssueCode::FieldUnknown);
            let issue = match text::resembling(name, documented) {
                Some(likely) => issue.with("suggestion", &format!(" ({likely}?)")),
                None => issue,
            };
            self.issues.push(issue.at(&text::excerpt(name)));
            if let Err(issue) = text::carriable(value) {
                self.issues.push(issue.at(&text::excerpt(name)));
                continue;
            }
            passed.push((name.clone(), value.clone()));
        }
        self.fields.extend(passed.iter().cloned());
        passed
    }

    /// Gives a field that was left out its documented default.
    pub fn supply(&mut self, name: &str, value: Value) {
        self.fields.push((name.to_owned(), value));
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

fn under(name: &str, issue: Issue) -> Issue {
    if issue.path.is_empty() {
        issue.at(name)
    } else {
        let path = format!("{name}.{}", issue.path);
        issue.at(&path)
    }
}

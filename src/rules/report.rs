//! What came of checking a request: the typed value, what its fields were normalised to, and the issues.

use alloc::vec::Vec;

use super::issue::{Issue, Severity};
use super::value::Record;

/// The outcome of checking one request.
#[derive(Debug)]
pub struct Report<T> {
    /// The request, valid by construction. None when an issue stops it.
    pub value: Option<T>,
    /// The fields that passed, normalised, in documented order.
    pub fields: Record,
    /// Errors and warnings, in documented order of the fields.
    pub issues: Vec<Issue>,
}

impl Report<()> {
    /// With the typed request that fields make which have all passed.
    #[must_use]
    pub fn typed<T>(self, make: impl FnOnce(&Record) -> Option<T>) -> Report<T> {
        let value = self.value.and_then(|()| make(&self.fields));
        Report { value, fields: self.fields, issues: self.issues }
    }
}

impl<T> Report<T> {
    /// Takes warnings for errors: nothing with an issue passes.
    #[must_use]
    pub fn strict(mut self) -> Self {
        for issue in &mut self.issues {
            issue.severity = Severity::Error;
        }
        if !self.issues.is_empty() {
            self.value = None;
        }
        self
    }

    /// The request and its warnings, or all issues.
    ///
    /// # Errors
    /// The issues, when at least one of them stops the request.
    pub fn into_result(self) -> Result<(T, Vec<Issue>), Vec<Issue>> {
        match self.value {
            Some(value) => Ok((value, self.issues)),
            None => Err(self.issues),
        }
    }
}

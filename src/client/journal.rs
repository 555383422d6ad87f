//! A list's own memory, so that a process that was killed can go on without paying anybody twice.

use std::cell::RefCell;
use std::rc::Rc;

/// Lines that outlive the process. One journal belongs to one list, and one run at a time uses it.
#[expect(
    async_fn_in_trait,
    reason = "a browser's futures are bound to their thread, and no caller needs more"
)]
pub trait Journal {
    /// Whether anything is kept.
    fn keeps(&self) -> bool {
        true
    }
    /// Adds a line. It must have reached the disk when this is done.
    ///
    /// # Errors
    /// The line could not be kept; then nothing is sent.
    async fn append(&self, line: &str) -> Result<(), Unkept>;
    /// Every line, in order. A last one that was cut off by a kill may be left out or given as it is; so may one that the next was written
    /// right behind. Any other must be as it was when it was added.
    ///
    /// # Errors
    /// The lines could not be read; then nothing is sent.
    async fn read(&self) -> Result<Vec<String>, Unkept>;
}

/// The journal failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unkept;

/// Keeps nothing: a killed process forgets what it sent.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoJournal;

impl Journal for NoJournal {
    fn keeps(&self) -> bool {
        false
    }

    async fn append(&self, _line: &str) -> Result<(), Unkept> {
        Ok(())
    }

    async fn read(&self) -> Result<Vec<String>, Unkept> {
        Ok(Vec::new())
    }
}

/// In memory, shared by its clones: outlives a client, not the process.
#[derive(Clone, Debug, Default)]
pub struct MemoryJournal(Rc<RefCell<Vec<String>>>);

impl Journal for MemoryJournal {
    async fn append(&self, line: &str) -> Result<(), Unkept> {
        self.0.borrow_mut().push(line.to_owned());
        Ok(())
    }

    async fn read(&self) -> Result<Vec<String>, Unkept> {
        Ok(self.0.borrow().clone())
    }
}

//! A journal that outlives its process, as a file does: a kill in the middle of a line leaves half of it.

use std::cell::RefCell;
use std::rc::Rc;

use guichet::client::journal::Journal;

use crate::world::World;

/// The journal of one run, in all its lives.
#[derive(Clone)]
pub(crate) struct Paper {
    world: World,
    text: Rc<RefCell<String>>,
    torn: bool,
}

impl Paper {
    pub(crate) fn new(world: World, torn: bool) -> Self {
        Self { world, text: Rc::default(), torn }
    }

    /// What a new process does first: it ends the line that the last one left unfinished.
    pub(crate) fn open(&self) {
        let mut text = self.text.borrow_mut();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
    }
}

//! A journal that outlives its process, as a file does: a kill in the middle of a line leaves half of it.

use std::cell::RefCell;
use std::rc::Rc;

use guichet::client::journal::{Journal, Unkept};

use crate::world::World;

/// A file on a disk that keeps what it was told is written. Clones are the same file.
#[derive(Clone)]
pub(crate) struct Paper {
    world: World,
    text: Rc<RefCell<String>>,
    /// Whether the journal is kept at all.
    kept: bool,
    /// Whether a kill in the middle of a line leaves half of it; else none of it.
    torn: bool,
}

impl Paper {
    pub(crate) fn new(world: World, kept: bool, torn: bool) -> Self {
        Self { world, text: Rc::default(), kept, torn }
    }
}

impl Journal for Paper {
    fn keeps(&self) -> bool {
        self.kept
    }

    async fn append(&self, line: &str) -> Result<(), Unkept> {
        if !self.kept {
            return Ok(());
        }
        self.world.step().await;
        let (half, rest) = line.split_at_checked(line.len() / 2).unwrap_or((line, ""));
        if self.torn {
            // Whoever is killed here leaves a line without its end, and the next is written right behind it.
            self.text.borrow_mut().push_str(half);
            self.world.step().await;
        } else {
            self.text.borrow_mut().push_str(half);
        }
        self.text.borrow_mut().push_str(&format!("{rest}\n"));
        self.world.tell(|| format!("journal {line}"));
        // It is on the disk; the process may be killed before it hears of it.
        self.world.step().await;
        Ok(())
    }

    async fn read(&self) -> Result<Vec<String>, Unkept> {
        self.world.step().await;
        Ok(self.text.borrow().lines().map(str::to_owned).collect())
    }
}

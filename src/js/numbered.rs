//! Things under way by their numbers. They are few, and found from the end: a list weighs a tenth of a tree.

/// By number, in no order.
pub(super) struct Numbered<T>(Vec<(u32, T)>);

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Numbered<T> {
    /// Adds what has a number of its own.
    pub(super) fn insert(&mut self, number: u32, thing: T) {
        self.0.push((number, thing));
    }

    pub(super) fn get(&self, number: u32) -> Option<&T> {
        self.0.iter().rev().find(|(known, _)| *known == number).map(|(_, thing)| thing)
    }

    pub(super) fn get_mut(&mut self, number: u32) -> Option<&mut T> {
        self.0.iter_mut().rev().find(|(known, _)| *known == number).map(|(_, thing)| thing)
    }

    pub(super) fn remove(&mut self, number: u32) -> Option<T> {
        let at = self.0.iter().rposition(|(known, _)| *known == number)?;
        Some(self.0.swap_remove(at).1)
    }
}

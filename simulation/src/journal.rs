//! A journal that outlives its process, as a file does: a kill in the middle of a line leaves half of it.
use crate::world::World;
use std::cell::RefCell;
use std::rc::Rc;
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
}

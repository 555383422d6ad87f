//! A store that outlives its process, as a database does: a kill may come before or after each of its acts.

use std::rc::Rc;

use guichet::client::Store;
use guichet::client::store::MemoryStore;

use crate::world::World;

/// A database. Clones are the same one.
#[derive(Clone)]
pub(crate) struct Shelf {
    world: World,
    kept: Rc<MemoryStore>,
}

impl Shelf {
    pub(crate) fn new(world: World) -> Self {
        Self { world, kept: Rc::default() }
    }
}

impl Store for Shelf {
    async fn get(&self, key: &str) -> Option<String> {
        self.world.step().await;
        self.kept.get(key).await
    }

    async fn set(&self, key: &str, value: &str, ttl_ms: Option<u64>) {
        self.world.step().await;
        self.kept.set(key, value, ttl_ms).await;
        self.world.step().await;
    }

    async fn delete(&self, key: &str) {
        self.world.step().await;
        self.kept.delete(key).await;
        self.world.step().await;
    }
}

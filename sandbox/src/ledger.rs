//! Every payment of the sandbox, by site and identifier, and by token.

use std::collections::{BTreeMap, HashMap, VecDeque};

use crate::payment::{LIFETIME_MS, Payment};

/// Where a payment lies in the ledger.
pub(crate) type Place = usize;

/// The payments in the order of their creation. None is ever taken out.
#[derive(Default)]
pub(crate) struct Ledger {
    payments: Vec<Payment>,
    by_id: BTreeMap<String, Vec<Place>>,
    by_token: HashMap<String, Place>,
    /// Payments that may still expire, the oldest first: all live equally long.
    living: VecDeque<Place>,
}

impl Ledger {
    /// Adds a payment; its identifier must be new to its site.
    pub(crate) fn add(&mut self, payment: Payment) {
        let place = self.payments.len();
        let id = payment.request.transaction_id().as_str().to_owned();
        self.by_id.entry(id).or_default().push(place);
        self.by_token.insert(payment.token.clone(), place);
        self.living.push_back(place);
        self.payments.push(payment);
    }

    pub(crate) fn get(&self, place: Place) -> Option<&Payment> {
        self.payments.get(place)
    }

    pub(crate) fn get_mut(&mut self, place: Place) -> Option<&mut Payment> {
        self.payments.get_mut(place)
    }

    /// The payments with that identifier, one a site.
    pub(crate) fn with_id(&self, transaction_id: &str) -> impl Iterator<Item = (Place, &Payment)> {
        let places = self.by_id.get(transaction_id).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|place| Some((*place, self.get(*place)?)))
    }

    /// The payment of a site with that identifier.
    pub(crate) fn find(&self, site_id: &str, transaction_id: &str) -> Option<&Payment> {
        self.with_id(transaction_id).map(|(_, payment)| payment).find(|p| p.site_id == site_id)
    }

    /// The payment whose counter has that token.
    pub(crate) fn by_token(&self, token: &str) -> Option<(Place, &Payment)> {
        let place = *self.by_token.get(token)?;
        Some((place, self.get(place)?))
    }

    /// The payments whose time has run out, once each; the caller ends those that still wait.
    pub(crate) fn take_expired(&mut self, now: u64) -> Vec<Place> {
        let mut expired = Vec::new();
        while let Some(place) = self.living.front().copied() {
            let created = self.get(place).map_or(0, |payment| payment.created);
            if now < created.saturating_add(LIFETIME_MS) {
                break;
            }
            self.living.pop_front();
            expired.push(place);
        }
        expired
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Payment> {
        self.payments.iter()
    }
}

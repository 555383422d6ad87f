//! The money and contacts of one account at one service.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Service;

/// Where a book lies among the books.
pub(crate) type Place = usize;

/// What an account has when nothing else is said, in XOF.
pub(crate) const USUAL_BALANCE: u64 = 10_000_000;

/// One account at one service.
pub(crate) struct Book {
    pub(crate) apikey: String,
    pub(crate) service: Service,
    /// All the money, what is reserved included.
    pub(crate) amount: u64,
    /// Reserved for payouts that are not final.
    pub(crate) in_using: u64,
    /// Country code and number of each contact, digits only.
    pub(crate) contacts: HashSet<String>,
    /// Where the payout of each client_transaction_id lies.
    pub(crate) by_client_id: HashMap<String, usize>,
}

impl Book {
    pub(crate) const fn available(&self) -> u64 {
        self.amount.saturating_sub(self.in_using)
    }
}

/// Every book, opened when it is first needed.
#[derive(Default)]
pub(crate) struct Books {
    books: Vec<Book>,
    places: BTreeMap<(String, Service), Place>,
}

impl Books {
    /// The book of an account at a service.
    pub(crate) fn open(&mut self, apikey: &str, service: Service, balance: u64) -> Place {
        if let Some(place) = self.places.get(&(apikey.to_owned(), service)) {
            return *place;
        }
        let place = self.books.len();
        self.places.insert((apikey.to_owned(), service), place);
        self.books.push(Book {
            apikey: apikey.to_owned(),
            service,
            amount: balance,
            in_using: 0,
            contacts: HashSet::new(),
            by_client_id: HashMap::new(),
        });
        place
    }

    pub(crate) fn get(&self, place: Place) -> Option<&Book> {
        self.books.get(place)
    }

    pub(crate) fn get_mut(&mut self, place: Place) -> Option<&mut Book> {
        self.books.get_mut(place)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Book> {
        self.books.iter()
    }
}

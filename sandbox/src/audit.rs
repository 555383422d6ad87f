//! What the sandbox has really done, unmasked: for native tests that compare it with what clients were told.

use crate::payouts::Status;
use crate::sandbox::Sandbox;

/// A payout, top-up or transaction that exists. It has no Debug: it carries a person's number.
pub struct Made<'a> {
    /// `transfer`, `airtime` or `easytransfert`.
    pub service: &'static str,
    /// The national number.
    pub receiver: &'a str,
    /// Whole units of the currency.
    pub amount: u64,
    /// The merchant's own identifier: client_transaction_id, or EasyTransfert's custom_data.
    pub own_id: Option<&'a str>,
    /// Whether the money has gone or may still go.
    pub stands: bool,
}

impl Sandbox {
    /// Everything that was made, in its order.
    pub fn made(&self) -> impl Iterator<Item = Made<'_>> {
        let payouts = self.payouts.all.iter().map(|payout| Made {
            service: self.payouts.books.get(payout.book).map_or("", |book| book.service.word()),
            receiver: &payout.phone,
            amount: payout.amount,
            own_id: payout.client_transaction_id.as_deref(),
            stands: payout.status != Status::Rej,
        });
        let transferts = self.easytransfert.all.iter().map(|transaction| Made {
            service: "easytransfert",
            receiver: &transaction.destination,
            amount: transaction.amount,
            own_id: transaction.custom_data.as_deref(),
            stands: transaction.state != "FAILED",
        });
        payouts.chain(transferts)
    }

    /// Whether every book of Transfer and Airtime, opened with `balance`, adds up: what it holds and has reserved follows from its
    /// payouts. The first that does not is told.
    ///
    /// # Errors
    /// A sentence with the figures.
    pub fn balances(&self, balance: u64) -> Result<(), String> {
        for (place, book) in self.payouts.books.iter().enumerate() {
            let mut paid = 0;
            let mut reserved = 0;
            for payout in self.payouts.all.iter().filter(|payout| payout.book == place) {
                match payout.status {
                    Status::Val => paid += payout.amount,
                    Status::Rej => {}
                    Status::New | Status::Rec | Status::Nos => reserved += payout.amount,
                }
            }
            if balance.checked_sub(paid) != Some(book.amount) || reserved != book.in_using {
                return Err(format!(
                    "{}: opened with {balance}, paid {paid}, reserved {reserved}, but has {} and {} in use",
                    book.service.word(),
                    book.amount,
                    book.in_using
                ));
            }
        }
        Ok(())
    }
}

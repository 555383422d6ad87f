//! A payout's way on the clock: NEW, REC, perhaps NOS, then VAL or REJ, the money with it, and the notification at the end.

use super::notification;
use super::payout::Status;
use crate::sandbox::Sandbox;

impl Sandbox {
    /// Carries out every step that is due, in the order of time.
    pub(crate) fn progress_payouts(&mut self, now: u64) {
        while let Some((due, at)) = self.payouts.agenda.first().copied() {
            if due > now {
                break;
            }
            self.payouts.agenda.pop_first();
            let step = self.payouts.all.get(at).and_then(super::Payout::next_step);
            // An order may have ended the payout since.
            if let Some((when, status)) = step
                && when == due
            {
                if let Some(payout) = self.payouts.all.get_mut(at) {
                    payout.steps += 1;
                }
                self.set_status(at, status, due);
            }
            self.plan(at);
        }
    }

    /// Puts the payout's next step on the agenda.
    pub(super) fn plan(&mut self, at: usize) {
        let step = self.payouts.all.get(at).and_then(super::Payout::next_step);
        if let Some((due, _)) = step {
            self.payouts.agenda.insert((due, at));
        }
    }

    /// Changes where a payout stands. A final one stays as it is. Whether anything changed.
    pub(super) fn set_status(&mut self, at: usize, status: Status, now: u64) -> bool {
        let Some(payout) = self.payouts.all.get_mut(at) else { return false };
        if payout.status.is_final() || payout.status == status {
            return false;
        }
        payout.status = status;
        if !status.is_final() {
            return true;
        }
        payout.validated = Some(now);
        if let Some(book) = self.payouts.books.get_mut(payout.book) {
            book.in_using = book.in_using.saturating_sub(payout.amount);
            if status == Status::Val {
                book.amount = book.amount.saturating_sub(payout.amount);
            }
        }
        if let Some(request) = notification::request(payout) {
            let id = payout.transaction_id.clone();
            self.deliveries.queue("", &id, request, now);
        }
        true
    }
}

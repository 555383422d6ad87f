//! What a test orders of payouts: the merchant's mail, the operator's word, the end of tokens.

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::payout::Status;
use crate::easytransfert::Action as Move;
use crate::sandbox::Sandbox;
use crate::state;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PayoutOrder {
    action: Action,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Action {
    /// The merchant clicks the link in the mail.
    Confirm,
    /// The operator has paid: VAL.
    Validate,
    /// The operator refuses: REJ.
    Reject,
    /// The operator keeps it waiting: NOS, until another order.
    Hold,
}

impl Sandbox {
    /// Follows an order about the payouts that the identifier names; None when it names none.
    pub(crate) fn order_payouts(
        &mut self,
        id: &str,
        order: &PayoutOrder,
        now: u64,
    ) -> Option<Json> {
        let places = self.payouts.named(id);
        if places.is_empty() {
            return None;
        }
        let mut changed = false;
        for at in &places {
            changed |= self.order_payout(*at, order.action, now);
        }
        let payouts: Vec<Json> =
            places.iter().filter_map(|at| self.payouts.all.get(*at)).map(state::payout).collect();
        Some(json!({ "changed": changed, "payouts": payouts }))
    }

    /// The same for a transaction of EasyTransfert; only the operator's word means something to it.
    pub(crate) fn order_transfert(
        &mut self,
        id: &str,
        order: &PayoutOrder,
        now: u64,
    ) -> Option<Json> {
        let at = self.transfert_place(id)?;
        let changed = match order.action {
            Action::Validate => self.move_transfert(at, Move::Succeed, now),
            Action::Reject => self.move_transfert(at, Move::Fail, now),
            Action::Confirm | Action::Hold => false,
        };
        let transaction = self.easytransfert.all.get(at).map(state::transfert)?;
        Some(json!({ "changed": changed, "payouts": [transaction] }))
    }

    fn order_payout(&mut self, at: usize, action: Action, now: u64) -> bool {
        let Some(payout) = self.payouts.all.get_mut(at) else { return false };
        if payout.status.is_final() {
            return false;
        }
        let unconfirmed = payout.confirmed.is_none();
        match action {
            Action::Confirm => {
                if unconfirmed {
                    payout.confirmed = Some(now);
                    self.plan(at);
                }
                unconfirmed
            }
            Action::Validate | Action::Reject | Action::Hold => {
                // No operator sees a payout that its merchant has not confirmed.
                payout.confirmed.get_or_insert(now);
                payout.by_order = true;
                let status = match action {
                    Action::Validate => Status::Val,
                    Action::Reject => Status::Rej,
                    Action::Confirm | Action::Hold => Status::Nos,
                };
                self.set_status(at, status, now)
            }
        }
    }
}

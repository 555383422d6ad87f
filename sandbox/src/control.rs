//! `/_sandbox/…`: what a test does that a customer, an operator or the time would do.

use guichet::client::HttpReply;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::answer;
use crate::faults::Order;
use crate::incoming::Incoming;
use crate::ledger::Place;
use crate::payment::{Action, End, refusal};
use crate::sandbox::Sandbox;
use crate::state;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaymentOrder {
    action: String,
    /// The operator; the first that the counter offers when not given.
    payment_method: Option<String>,
    /// The customer's number; the one that the merchant gave when not given.
    phone: Option<String>,
    /// Why it is refused, such as 602; 600 when not given.
    code: Option<String>,
    /// Which site's, where several have the identifier.
    site_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeliveryOrder {
    action: DeliveryAction,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum DeliveryAction {
    Replay,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenOrder {
    action: TokenAction,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum TokenAction {
    Expire,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockOrder {
    advance_ms: u64,
}

/// Why an order is not followed: the status and a sentence.
struct Refusal(u16, String);

impl Sandbox {
    pub(crate) fn control_payment(&mut self, id: &str, request: &Incoming, now: u64) -> HttpReply {
        let outcome = order(request).and_then(|order| self.end_payment(id, order, now));
        self.told(outcome, now)
    }

    pub(crate) fn control_clock(&mut self, request: &Incoming, now: u64) -> HttpReply {
        let outcome = order(request).map(|ClockOrder { advance_ms }| {
            let before = self.clock.at(0);
            self.clock.advance(advance_ms);
            let now = now.saturating_add(self.clock.at(0) - before);
            json!({ "now_ms": now, "now": crate::date::Date::of(now).full() })
        });
        self.told(outcome, now)
    }

    pub(crate) fn control_faults(&mut self, request: &Incoming, now: u64) -> HttpReply {
        let outcome = order(request)
            .and_then(|order: Order| self.faults.order(order).map_err(|why| Refusal(400, why)))
            .map(|()| json!({ "faults_waiting": self.faults.waiting(), "weather": self.faults.weather() }));
        self.told(outcome, now)
    }

    pub(crate) fn control_payouts(&mut self, id: &str, request: &Incoming, now: u64) -> HttpReply {
        let outcome = order(request).and_then(|order| {
            let unknown = || {
                Refusal(
                    404,
                    "no payout has this transaction_id, client_transaction_id or lot".into(),
                )
            };
            let payouts = self.order_payouts(id, &order, now);
            payouts.or_else(|| self.order_transfert(id, &order, now)).ok_or_else(unknown)
        });
        self.told(outcome, now)
    }

    pub(crate) fn control_delivery(&mut self, id: &str, request: &Incoming, now: u64) -> HttpReply {
        let outcome =
            order(request).and_then(|DeliveryOrder { action: DeliveryAction::Replay }| {
                let known = id.parse().is_ok_and(|id| self.deliveries.replay(id, now));
                if known {
                    return Ok(json!({ "replayed": true }));
                }
                Err(Refusal(404, "no delivery has this id; GET /_sandbox/state lists them".into()))
            });
        self.told(outcome, now)
    }

    pub(crate) fn control_tokens(&mut self, request: &Incoming, now: u64) -> HttpReply {
        let outcome = order(request).map(|TokenOrder { action: TokenAction::Expire }| {
            json!({ "expired": self.payouts.tokens.expire_all(now) })
        });
        self.told(outcome, now)
    }

    pub(crate) fn control_settings(&mut self, request: &Incoming, now: u64) -> HttpReply {
        let outcome = order(request).map(|settings| {
            self.options.change(settings);
            self.options.describe()
        });
        self.told(outcome, now)
    }

    fn told(&mut self, outcome: Result<serde_json::Value, Refusal>, now: u64) -> HttpReply {
        match outcome {
            Ok(body) => answer::json(200, &body),
            Err(Refusal(404, why)) => self.error(404, "404", "NOT_FOUND", &why, now),
            Err(Refusal(status, why)) => {
                self.error(status, &status.to_string(), "BAD_CONTROL_REQUEST", &why, now)
            }
        }
    }

    fn end_payment(
        &mut self,
        id: &str,
        order: PaymentOrder,
        now: u64,
    ) -> Result<serde_json::Value, Refusal> {
        let action = action(&order)?;
        let place = self.place(id, order.site_id.as_deref())?;
        let missing = || Refusal(404, "no such payment".into());
        let payment = self.ledger.get(place).ok_or_else(missing)?;
        let offered = payment.offered();
        let operator = match (&order.payment_method, action) {
            (Some(code), _) => {
                let known = offered.iter().find(|operator| operator.code == code);
                let codes: Vec<&str> = offered.iter().map(|operator| operator.code).collect();
                Some(*known.ok_or_else(|| {
                    Refusal(
                        400,
                        format!(
                            "payment_method must be one that the counter offers: {}",
                            codes.join(", ")
                        ),
                    )
                })?)
            }
            (None, Action::Accept | Action::Refuse(_)) => offered.first().copied(),
            (None, Action::Cancel | Action::Expire) => None,
        };
        let phone = if payment.phone_locked() { None } else { order.phone };
        let phone = phone.or_else(|| payment.phone_given().map(str::to_owned));
        let end = self.end(action, operator, phone, now);
        let changed = self.finish(place, end, now);
        let payment = self.ledger.get(place).ok_or_else(missing)?;
        Ok(json!({ "changed": changed, "payment": state::payment(payment) }))
    }

    /// The end of a payment now; an accepted one gets the operator's reference.
    pub(crate) fn end(
        &mut self,
        action: Action,
        operator: Option<&'static crate::operator::Operator>,
        phone: Option<String>,
        now: u64,
    ) -> End {
        let operator_id = (action == Action::Accept).then(|| {
            let date = crate::date::Date::of(now).compact();
            format!("MP{date}.A{:05}", self.random.next() % 100_000)
        });
        End { action, at: now, operator, phone, operator_id }
    }

    fn place(&self, id: &str, site_id: Option<&str>) -> Result<Place, Refusal> {
        let of_site = |payment: &crate::payment::Payment| {
            site_id.is_none_or(|site_id| payment.site_id == site_id)
        };
        let mut found = self.ledger.with_id(id).filter(|(_, payment)| of_site(payment));
        match (found.next(), found.next()) {
            (Some((place, _)), None) => Ok(place),
            (Some(_), Some(_)) => {
                Err(Refusal(400, "several sites have this transaction_id: add site_id".into()))
            }
            (None, _) => {
                Err(Refusal(404, "no payment has this transaction_id; create it first".into()))
            }
        }
    }
}

fn action(order: &PaymentOrder) -> Result<Action, Refusal> {
    let action = Action::of(&order.action)
        .ok_or_else(|| Refusal(400, "action must be accept, refuse, cancel or expire".into()))?;
    match (&order.code, action) {
        (None, action) => Ok(action),
        (Some(code), Action::Refuse(_)) => refusal(code).map(Action::Refuse).ok_or_else(|| {
            Refusal(400, "code must be the documented code of a refusal, such as 600 or 602".into())
        }),
        (Some(_), _) => Err(Refusal(400, "code goes with the action refuse only".into())),
    }
}

/// Reads an order. Its content type is not looked at: curl sends a form's.
fn order<T: DeserializeOwned>(request: &Incoming) -> Result<T, Refusal> {
    serde_json::from_str(&request.body).map_err(|error| {
        Refusal(400, format!("the order cannot be read: {}", answer::unreadable(&error)))
    })
}

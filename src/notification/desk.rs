//! What a merchant's server answers to a notification, and when its own program hears of the payment.
//!
//! The service sends a notification again until it hears 200, so 200 means: handled, here or before. Whatever is not sure is answered so
//! that it comes again.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde::Serialize;

use super::form::{self, Fields};
use crate::checkout::client::CheckoutClient;
use crate::checkout::notification::{SignedOrder, field};
use crate::client::error::{ErrorKind, GuichetError};
use crate::client::platform::{Call, Platform};
use crate::client::store::Store;
use crate::gateway::Outcome;
use crate::rules::{Issue, Value};

/// The service has waited long enough for the answer of the question: with it and the merchant's own work, half a minute is too much.
const CONFIRM_MS: u64 = 8_000;
/// How long the merchant's program may take before the service is told to come again. Its own patience is not documented.
const PATIENCE_MS: u64 = 10_000;
/// How long the store may take.
const STORE_MS: u64 = 2_000;
/// How long a handled notification is remembered.
const REMEMBERED_MS: u64 = 30 * 24 * 3_600_000;

/// A request to the address that is notified.
pub struct Incoming<'a> {
    /// Such as `POST`.
    pub method: &'a str,
    /// The header `x-token`.
    pub x_token: Option<&'a str>,
    /// The form, as text or as the record that a framework made of it.
    pub body: &'a Value,
}

/// What the merchant's server answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// A word for whoever reads the log.
    pub text: &'static str,
}

const fn reply(status: u16, text: &'static str) -> Reply {
    Reply { status, text }
}

/// What the merchant's program hears. `C` is what the service confirms.
#[derive(Serialize)]
pub struct Event<'a, C> {
    /// `checkout`, `transfer`, `airtime`, `easytransfert`; `payment` or `transfer` of Aurore.
    pub service: &'static str,
    /// The merchant's own identifier.
    pub transaction_id: &'a str,
    /// The fields as notified: a hint.
    #[serde(serialize_with = "object")]
    pub notification: &'a Fields,
    /// What the service answers: the truth.
    #[serde(flatten)]
    pub confirmation: &'a C,
    /// The same in one shape for both generations, of payments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

fn object<S: serde::Serializer>(fields: &&Fields, out: S) -> Result<S::Ok, S::Error> {
    out.collect_map(fields.iter().map(|(name, value)| (name, value)))
}

/// What came of handing an event over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handled {
    /// The program has done its part.
    Done,
    /// It has failed: it wants to hear of it again.
    Failed,
    /// It has not ended within the patience given.
    Late,
}

/// The program could not say what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unanswered;

/// The merchant's program.
#[expect(
    async_fn_in_trait,
    reason = "a browser's futures are bound to their thread, and no caller needs more"
)]
pub trait Program {
    /// What was asked under that identifier, by the program's records: a record with amount and currency, or null for what they do not have.
    /// None where the program looks nothing up: what is notified stands in then. It is waited for so many milliseconds.
    ///
    /// # Errors
    /// The records could not be looked at.
    async fn asked(
        &self,
        transaction_id: &str,
        patience_ms: u64,
    ) -> Result<Option<Value>, Unanswered>;
    /// Hands an event over, and waits for so many milliseconds.
    async fn handle<C: Serialize>(&self, event: &Event<'_, C>, patience_ms: u64) -> Handled;
    /// Answers already, and waits for the end of a program that was [`Handled::Late`].
    async fn rest(&self, early: Reply) -> Handled;
}

/// Whom a notification is about.
pub struct Named<'a> {
    /// Which service.
    pub service: &'static str,
    /// The merchant's own identifier, where there is one, else the service's.
    pub id: &'a str,
}

/// A service whose notifications carry no signature of what they say: it is asked for.
#[expect(
    async_fn_in_trait,
    reason = "a browser's futures are bound to their thread, and no caller needs more"
)]
pub trait Confirms {
    /// What the service confirms.
    type Answer: Serialize;
    /// How long each question may take, the service's and the program's; with [`Confirms::PATIENCE_MS`], the service must wait so long.
    const CONFIRM_MS: u64 = CONFIRM_MS;
    /// How long the merchant's program may take before the service is told to come again.
    const PATIENCE_MS: u64 = PATIENCE_MS;
    /// Whether it carries what only the service knows, where the service gives such a thing.
    ///
    /// # Errors
    /// It could not be found out.
    async fn is_authentic(
        &self,
        _fields: &Fields,
        _asked: Option<&Value>,
    ) -> Result<bool, GuichetError> {
        Ok(true)
    }
    /// Where this runs.
    fn platform(&self) -> &impl Platform;
    /// Reads the body.
    ///
    /// # Errors
    /// What is wrong with it.
    fn read(&self, body: &Value) -> Result<Fields, Issue>;
    /// Whom it is about.
    fn named<'f>(&self, fields: &'f Fields) -> Named<'f>;
    /// A name for the account that the answer is of, which tells nothing of its key: identifiers are unique within it, and servers of several
    /// accounts may share a store.
    fn account(&self, answer: &Self::Answer) -> String;
    /// Asks the service.
    ///
    /// # Errors
    /// The question was not answered.
    async fn confirm(
        &self,
        fields: &Fields,
        asked: Option<&Value>,
        timeout_ms: u64,
    ) -> Result<Self::Answer, GuichetError>;
    /// Whether the notification says what the service says. One that does not is somebody else's: it must not use up the moment at
    /// which the program hears of the payment.
    fn is_credible(&self, fields: &Fields, answer: &Self::Answer) -> bool;
    /// The answer in one shape for both generations, of payments.
    fn outcome(&self, _id: &str, _answer: &Self::Answer) -> Option<Outcome> {
        None
    }
    /// Where it stands; None when the service knows nothing of it.
    fn state(answer: &Self::Answer) -> Option<&str>;
}

/// Takes the notifications of one account.
#[derive(Default)]
pub struct Desk {
    /// The outcomes being handled in this process.
    open: RefCell<BTreeSet<String>>,
}

impl Desk {
    /// Answers one request.
    ///
    /// # Errors
    /// `validation` when the account's secret key was not given: the merchant's server is not set up.
    pub async fn receive<P: Platform, S: Store>(
        &self,
        incoming: &Incoming<'_>,
        checkout: &CheckoutClient<P>,
        store: &S,
        program: &impl Program,
    ) -> Result<Reply, GuichetError> {
        if let Some(reply) = greeted(incoming.method) {
            return Ok(reply);
        }
        let Ok(fields) = form::read(incoming.body) else {
            return Ok(reply(400, "not a notification"));
        };
        let x_token = incoming.x_token.unwrap_or_default();
        if !checkout.verify(&fields, x_token, SignedOrder::Documented)? {
            return Ok(reply(401, "signature does not match"));
        }
        let id = field(&fields, "cpm_trans_id");
        let Ok(asked) = program.asked(id, CONFIRM_MS).await else {
            return Ok(reply(500, "not handled"));
        };
        let call = Call { timeout_ms: CONFIRM_MS, signal: None };
        let confirmation = match checkout.confirm(&fields, asked.as_ref(), &call).await {
            Ok(confirmation) => confirmation,
            Err(error) if error.kind == ErrorKind::Validation => {
                return Ok(reply(400, "not a notification"));
            }
            Err(_) => return Ok(reply(503, "not confirmed yet")),
        };
        let event = Event {
            service: "checkout",
            transaction_id: id,
            notification: &fields,
            confirmation: &confirmation,
            outcome: Some(Outcome::v2(id, &confirmation)),
        };
        let account = checkout.account_name();
        let state = confirmation.state.word();
        let platform = checkout.platform();
        Ok(self.once(platform, &account, &event, state, PATIENCE_MS, store, program).await)
    }

    /// Answers one request of a service that does not sign. Whoever posts what the service knows nothing of is not heard.
    pub async fn receive_unsigned<C: Confirms, S: Store>(
        &self,
        incoming: &Incoming<'_>,
        service: &C,
        store: &S,
        program: &impl Program,
    ) -> Reply {
        if let Some(reply) = greeted(incoming.method) {
            return reply;
        }
        let Ok(fields) = service.read(incoming.body) else {
            return reply(400, "not a notification");
        };
        let Named { service: word, id } = service.named(&fields);
        let Ok(asked) = program.asked(id, C::CONFIRM_MS).await else {
            return reply(500, "not handled");
        };
        match service.is_authentic(&fields, asked.as_ref()).await {
            Ok(true) => {}
            Ok(false) => return reply(401, "token does not match"),
            Err(_) => return reply(503, "not confirmed yet"),
        }
        let confirmation = match service.confirm(&fields, asked.as_ref(), C::CONFIRM_MS).await {
            Ok(confirmation) => confirmation,
            Err(error) if error.kind == ErrorKind::Validation => {
                return reply(400, "not a notification");
            }
            Err(_) => return reply(503, "not confirmed yet"),
        };
        let Some(state) = C::state(&confirmation) else {
            return reply(404, "not known to the service");
        };
        if !service.is_credible(&fields, &confirmation) {
            return reply(400, "not what the service says");
        }
        let event = Event {
            service: word,
            transaction_id: id,
            notification: &fields,
            confirmation: &confirmation,
            outcome: service.outcome(id, &confirmation),
        };
        let account = service.account(&confirmation);
        let platform = service.platform();
        self.once(platform, &account, &event, state, C::PATIENCE_MS, store, program).await
    }

    /// Hands each outcome of a payment over once. Two servers that receive it at the same moment may both do so: their programs must
    /// bear it, as the stores' shape has no word for "set unless there".
    #[expect(clippy::too_many_arguments, reason = "each is of another part")]
    async fn once<C: Serialize, S: Store>(
        &self,
        platform: &impl Platform,
        account: &str,
        event: &Event<'_, C>,
        state: &str,
        patience_ms: u64,
        store: &S,
        program: &impl Program,
    ) -> Reply {
        let Event { service, transaction_id: id, .. } = event;
        let key = format!("guichet:notified:{service}:{account}:{id}:{state}");
        match platform.within(STORE_MS, None, store.get(&key)).await {
            Ok(None) => {}
            Ok(Some(_)) => return reply(200, "handled before"),
            // Whether the program has heard of it is not known.
            Err(_) => return reply(503, "store does not answer"),
        }
        if !self.open.borrow_mut().insert(key.clone()) {
            return reply(503, "being handled");
        }
        let mut handled = program.handle(event, patience_ms).await;
        if handled == Handled::Late {
            handled = program.rest(reply(503, "being handled")).await;
        }
        if handled == Handled::Done {
            // A store that does not answer may keep it later: the program has done its part.
            let _ =
                platform.within(STORE_MS, None, store.set(&key, "1", Some(REMEMBERED_MS))).await;
        }
        self.open.borrow_mut().remove(&key);
        match handled {
            Handled::Done => reply(200, "handled"),
            Handled::Failed | Handled::Late => reply(500, "not handled"),
        }
    }
}

/// The services ask with GET whether anybody is there.
fn greeted(method: &str) -> Option<Reply> {
    match method {
        "GET" | "HEAD" => Some(reply(200, "ready")),
        "POST" => None,
        _ => Some(reply(405, "method not allowed")),
    }
}

//! How a payment or transfer is made at most once, whatever is lost on the way. The rules of it:
//!
//! 1. Before a copy leaves, the store knows its identifier, what is asked, and when it left. The identifier never changes.
//! 2. A copy that got no clear answer, and an identifier that the service says exists (1200), is looked for before anything else happens.
//! 3. It leaves again only when the service has said twice, with a pause between, that it knows nothing of it; once, of a copy too old to arrive. Should the first copy arrive
//!    after all, it meets 1200, for they have the same identifier.
//! 4. While a copy that was not answered may be under way, a refusal of a later one settles nothing: the outcome is unknown until the copy is
//!    too old to arrive. The same call, made again, goes on from there.

use super::answer::{Answer, Operation};
use super::client::{AuroreClient, Prepared};
use super::codes::{AuroreCode, Meaning};
use super::memory::Kept;
use super::request::{AuroreRequest, Kind};
use super::session::Question;
use crate::client::error::{Advice, ErrorKind, GuichetError};
use crate::client::platform::{Call, Platform, Until};
use crate::client::retry::{self, Repeat};
use crate::client::store::Store;
use crate::client::token::Failed;
use crate::rules::amount::same_amount;
use crate::rules::{Issue, IssueCode};

/// How often the service must say that it knows nothing of an operation before it leaves again.
const ABSENT: u8 = 2;
/// Between the two: a request overtaken by the question is there by then.
const SETTLE_MS: u64 = 5_000;
/// A request that has not arrived by then never will: connections and queues on the way live for seconds to a few minutes.
const UNDER_WAY_MS: u64 = 10 * 60 * 1000;
/// How often an operation leaves in one call.
const COPIES: u8 = 4;
/// Of the time that is left, so much may go into waiting for an answer; the rest is for looking the operation up.
const ANSWER_PART: (u64, u64) = (3, 5);
const KNOWN_ID: &str = "1200";

/// What a copy came to.
enum Copied {
    /// It, or an earlier one, is there.
    Made(Answer),
    /// The service has one by that identifier.
    Known,
    /// It did nothing, for good.
    Refused(GuichetError),
    /// It did not leave.
    NotSent(GuichetError),
    /// Nobody knows yet.
    Unclear(GuichetError),
}

/// An operation on its way.
struct Way<'a, P: Platform, S> {
    client: &'a AuroreClient<P, S>,
    prepared: &'a Prepared,
    until: Until<'a, P::Signal>,
    look_up: bool,
}

impl<P: Platform, S: Store> AuroreClient<P, S> {
    /// Makes a payment or transfer, at most once for its identifier: called again with the same request, it finds what the earlier call made.
    ///
    /// # Errors
    /// `api`, `auth` when the service refused and nothing was made; `outcome_unknown` with the identifiers when that could not be found out in
    /// time: call again with the same request, or [`AuroreClient::find`]. `api` with 1200 for a payment that exists while its counter's address
    /// was lost with the answer.
    pub async fn create(
        &self,
        prepared: &Prepared,
        call: &Call<P::Signal>,
    ) -> Result<Operation, GuichetError> {
        self.make(prepared, true, call).await
    }

    /// For simulations that show what looking up is for: a copy that was not answered leaves again under another identifier.
    #[doc(hidden)]
    pub async fn create_blindly(
        &self,
        prepared: &Prepared,
        call: &Call<P::Signal>,
    ) -> Result<Operation, GuichetError> {
        self.make(prepared, false, call).await
    }

    async fn make(
        &self,
        prepared: &Prepared,
        look_up: bool,
        call: &Call<P::Signal>,
    ) -> Result<Operation, GuichetError> {
        let until = call.beginning(self.platform.now_ms());
        Way { client: self, prepared, until, look_up }.make().await
    }
}

impl<P: Platform, S: Store> Way<'_, P, S> {
    async fn make(&self) -> Result<Operation, GuichetError> {
        let Some(session) = self.client.sessions.get(self.prepared.account) else {
            return Err(GuichetError::validation(vec![Issue::error(IssueCode::AccountUnclear)]));
        };
        let id = self.request().id();
        let memory = self.client.memory(self.request().kind(), session);
        let mut kept = Kept::of(self.request(), &session.account);
        if let Some(before) = memory.get(id).await {
            if before.content != kept.content {
                let issue = Issue::error(IssueCode::IdOfAnother).with("got", id);
                return Err(GuichetError::validation(vec![issue.at("merchant_transaction_id")]));
            }
            kept = before;
        }
        if kept.answered {
            return self.again(&kept).await;
        }
        for copy in 0..COPIES {
            if let Some(left) = kept.left.filter(|_| self.look_up) {
                match self.resolve(left).await {
                    Ok(Some(found)) => return self.found(found, kept).await,
                    Ok(None) => {}
                    Err(error) => return Err(self.unknown(&error, None)),
                }
            }
            let now = self.client.platform.now_ms();
            let earlier = kept.left.filter(|left| !is_too_old(*left, now));
            kept.left = Some(now);
            memory.set(id, &kept).await;
            let outcome = self.copy(copy).await;
            match outcome {
                Copied::Made(answer) => return self.made(answer, kept).await,
                Copied::Known => {
                    return match self.resolve(now).await {
                        Ok(Some(found)) => self.found(found, kept).await,
                        Ok(None) => Err(self.unknown(&known_id(), None)),
                        Err(error) => Err(self.unknown(&error, None)),
                    };
                }
                Copied::Refused(error) | Copied::NotSent(error) => {
                    kept.left = earlier;
                    if earlier.is_none() {
                        memory.delete(id).await;
                        return Err(error);
                    }
                    memory.set(id, &kept).await;
                    return Err(self.unknown(&error, None));
                }
                Copied::Unclear(error) if self.is_over(&error) => {
                    return Err(self.unknown(&error, None));
                }
                Copied::Unclear(_) => {}
            }
        }
        let now = self.client.platform.now_ms();
        match self.resolve(now).await {
            Ok(Some(found)) => self.found(found, kept).await,
            Ok(None) => {
                Err(self.unknown(&retry::failure(crate::client::SendFailure::TimedOut), None))
            }
            Err(error) => Err(self.unknown(&error, None)),
        }
    }

    fn request(&self) -> &AuroreRequest {
        &self.prepared.request
    }

    /// One copy leaves.
    async fn copy(&self, number: u8) -> Copied {
        let (part, whole) = ANSWER_PART;
        let now = self.client.platform.now_ms();
        let left = self.until.left_ms(now);
        let until = Until {
            deadline_ms: now.saturating_add(left / whole * part),
            signal: self.until.signal,
        };
        let mut fields = self.request().fields().clone();
        if !self.look_up && number > 0 {
            for (name, value) in &mut fields {
                if name == "merchant_transaction_id" {
                    *value = format!("{:024x}", self.client.platform.random()).into();
                }
            }
        }
        let question = Question::Post(self.request().kind().path(), &fields);
        let asked = self.client.ask(self.prepared.account, &question, Repeat::Never, until).await;
        let answer = match asked {
            Ok(answer) => answer,
            Err(Failed::NotSent(error)) => return Copied::NotSent(error),
            Err(Failed::Unclear(error)) => return Copied::Unclear(error),
        };
        let refused = || self.client.refused(self.prepared.account, &answer);
        match answer.meaning() {
            Meaning::Done | Meaning::State(_) if answer.names_one() => Copied::Made(answer),
            Meaning::KnownId => Copied::Known,
            // Without a transaction, what is no mere state is a refusal of the request.
            Meaning::State(_) if refuses(&answer.code) => Copied::Refused(refused()),
            Meaning::Refused | Meaning::Token | Meaning::Account => Copied::Refused(refused()),
            Meaning::Done | Meaning::State(_) | Meaning::NotFound | Meaning::Unclear => {
                Copied::Unclear(refused())
            }
        }
    }

    /// What became of the copies, of which the last left then: found, or as often as it takes unknown to the service.
    async fn resolve(&self, left: u64) -> Result<Option<Operation>, GuichetError> {
        let Prepared { request, account, .. } = self.prepared;
        // What can no longer arrive need not be waited for.
        let arrived = is_too_old(left, self.client.platform.now_ms());
        for pass in 0..if arrived { 1 } else { ABSENT } {
            if pass > 0 {
                let left = self.until.left_ms(self.client.platform.now_ms());
                if left <= SETTLE_MS {
                    return Err(retry::failure(crate::client::SendFailure::TimedOut));
                }
                let slept = self.client.platform.sleep(SETTLE_MS, self.until.signal).await;
                slept.map_err(retry::failure)?;
            }
            let found =
                self.client.look_up(*account, request.kind(), request.id(), self.until).await?;
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// The service's own answer to a copy.
    async fn made(&self, answer: Answer, mut kept: Kept) -> Result<Operation, GuichetError> {
        match answer.made(self.request().kind()) {
            Some(made) => {
                self.keep(&made, &mut kept).await;
                self.finish(made, &kept)
            }
            None => Err(self.unknown(&GuichetError::protocol(200), None)),
        }
    }

    /// What an earlier call made: where it stands now, with the counter of then.
    async fn again(&self, kept: &Kept) -> Result<Operation, GuichetError> {
        let Prepared { request, account, .. } = self.prepared;
        let known = kept.transaction_id.as_deref();
        // It was made: a question that is not answered does not unmake it.
        match self.client.look_up(*account, request.kind(), request.id(), self.until).await {
            Ok(Some(found)) => self.finish(found, kept),
            Ok(None) => Err(self.unknown(&known_id(), known)),
            Err(error) => Err(self.unknown(&error, known)),
        }
    }

    /// An operation has the identifier: is it this one?
    async fn found(&self, found: Operation, mut kept: Kept) -> Result<Operation, GuichetError> {
        match likeness(&found, self.request()) {
            Likeness::Same => {}
            // Nobody else can have made an identifier of ours.
            Likeness::Unsaid if self.prepared.own_id => {}
            Likeness::Unsaid | Likeness::Other => {
                return Err(self.unknown(&known_id(), found.text("transaction_id").as_deref()));
            }
        }
        self.keep(&found, &mut kept).await;
        self.finish(found, &kept)
    }

    /// Keeps what the service has said.
    async fn keep(&self, operation: &Operation, kept: &mut Kept) {
        let Prepared { request, account, .. } = self.prepared;
        (kept.answered, kept.left) = (true, None);
        kept.transaction_id = operation.text("transaction_id");
        kept.notify_token = operation.text("notify_token");
        kept.payment_token = operation.text("payment_token");
        kept.payment_url = operation.text("payment_url");
        if let Some(session) = self.client.sessions.get(*account) {
            self.client.memory(request.kind(), session).set(request.id(), kept).await;
        }
    }

    /// The operation with what is known besides. A payment that waits at a counter which nobody can reach is no success.
    fn finish(&self, mut operation: Operation, kept: &Kept) -> Result<Operation, GuichetError> {
        let request = self.request();
        operation.complete("merchant_transaction_id", Some(request.id()));
        operation.complete("transaction_id", kept.transaction_id.as_deref());
        operation.complete("notify_token", kept.notify_token.as_deref());
        operation.complete("payment_token", kept.payment_token.as_deref());
        operation.complete("payment_url", kept.payment_url.as_deref());
        let waits = request.kind() == Kind::Payment && !request.is_direct() && !operation.is_final;
        if waits && operation.text("payment_url").is_none() {
            return Err(self.counter_lost(operation.text("transaction_id")));
        }
        Ok(operation)
    }

    /// Whether nothing more can be asked in this call.
    fn is_over(&self, error: &GuichetError) -> bool {
        let left = self.until.left_ms(self.client.platform.now_ms());
        error.kind == ErrorKind::Aborted || left == 0
    }

    fn unknown(&self, cause: &GuichetError, transaction_id: Option<&str>) -> GuichetError {
        const ADVICE: Advice = Advice {
            en: "Whether it was made could not be found out. Call again with the same request and merchant_transaction_id, which makes it at most once, or look for it; never with another identifier.",
            fr: "On n'a pas pu savoir si l'opération a été faite. Refaites l'appel avec la même demande et le même merchant_transaction_id, elle sera faite une fois au plus, ou recherchez-la ; jamais avec un autre identifiant.",
        };
        let mut error = GuichetError::new(ErrorKind::OutcomeUnknown, ADVICE);
        error.code.clone_from(&cause.code);
        error.service_message.clone_from(&cause.service_message);
        error.http_status = cause.http_status;
        error.retryable = true;
        let word = cause.description.clone().unwrap_or_else(|| cause.kind.word().to_owned());
        error.description = Some(word);
        error.ids = self.ids(transaction_id.map(str::to_owned));
        error
    }

    fn counter_lost(&self, transaction_id: Option<String>) -> GuichetError {
        const ADVICE: Advice = Advice {
            en: "The payment exists, but the address of its counter was lost with the service's answer, so nobody can pay it. Create another with a new merchant_transaction_id.",
            fr: "Le paiement existe, mais l'adresse de son guichet s'est perdue avec la réponse du service : personne ne peut le payer. Créez-en un autre avec un nouveau merchant_transaction_id.",
        };
        let mut error = GuichetError::new(ErrorKind::Api, ADVICE);
        error.code = Some(KNOWN_ID.to_owned());
        error.service_message = AuroreCode::find(KNOWN_ID).map(|known| known.name.to_owned());
        error.ids = self.ids(transaction_id);
        error
    }

    fn ids(&self, transaction_id: Option<String>) -> Vec<(&'static str, String)> {
        let own = ("merchant_transaction_id", self.request().id().to_owned());
        let theirs = transaction_id.map(|id| ("transaction_id", id));
        std::iter::once(own).chain(theirs).collect()
    }
}

/// Whether a copy that left then can no longer arrive.
const fn is_too_old(left: u64, now: u64) -> bool {
    now >= left.saturating_add(UNDER_WAY_MS)
}

/// States that a request meets before anything is made: nobody to pay, no money, a wrong code.
fn refuses(code: &str) -> bool {
    matches!(code, "2004" | "2005" | "2006" | "2007" | "2008")
}

fn known_id() -> GuichetError {
    let known = AuroreCode::find(KNOWN_ID);
    let none = Advice { en: "", fr: "" };
    let mut error = GuichetError::new(ErrorKind::Api, known.map_or(none, |known| known.advice));
    error.code = Some(KNOWN_ID.to_owned());
    error.service_message = known.map(|known| known.name.to_owned());
    error
}

/// Whether what was found is what was asked, as far as the service says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    Same,
    Unsaid,
    Other,
}

/// A transfer is told by its amount and receiver, a payment, of which the service gives no amount, by its customer.
fn likeness(found: &Operation, request: &AuroreRequest) -> Likeness {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let asked_amount = request.amount().units().to_string();
    let amount = found.text("amount").map(|amount| same_amount(&amount, &asked_amount));
    let currency =
        found.text("currency").map(|code| code.eq_ignore_ascii_case(request.currency().code()));
    let number = found.text("phone_number").or_else(|| found.user("phone_number"));
    let number = number.zip(request.phone()).map(|(found, asked)| digits(&found) == digits(asked));
    let email = found.user("email").zip(request.text("client_email"));
    let email = email.map(|(found, asked)| found.eq_ignore_ascii_case(asked));
    if [amount, currency, number, email].contains(&Some(false)) {
        return Likeness::Other;
    }
    let person = match request.kind() {
        Kind::Transfer => amount.and(number),
        Kind::Payment => email.or(number),
    };
    if person.is_some() { Likeness::Same } else { Likeness::Unsaid }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aurore::State;
    use crate::client::json;
    use crate::rules::Value;

    fn found(body: &str) -> Operation {
        let Some(Value::Record(fields)) = json::parse(body) else { panic!("a record") };
        Operation { fields, state: State::Pending, is_final: false }
    }

    #[test]
    fn a_transfer_is_known_by_amount_and_receiver_and_a_payment_by_its_customer() {
        let transfer = json::parse(
            r#"{"currency":"XOF","merchant_transaction_id":"PAY-1","phone_number":"+2250707000001","amount":5000,
                "payment_method":"OM_CI","reason":"Salary","notify_url":"https://shop.example/n"}"#,
        );
        let payment = json::parse(
            r#"{"currency":"XOF","merchant_transaction_id":"ORDER-1","amount":2500,"lang":"fr","designation":"Order 1",
                "client_email":"awa@exemple.ci","client_first_name":"Awa","client_last_name":"Kone",
                "success_url":"https://shop.example/ok","failed_url":"https://shop.example/ko","notify_url":"https://shop.example/n"}"#,
        );
        for (kind, asked, body, expected) in [
            (
                Kind::Transfer,
                &transfer,
                r#"{"amount":"5000","phone_number":"+2250707000001"}"#,
                Likeness::Same,
            ),
            (
                Kind::Transfer,
                &transfer,
                r#"{"amount":5000,"phone_number":"2250707000001","currency":"XOF"}"#,
                Likeness::Same,
            ),
            (Kind::Transfer, &transfer, r#"{"amount":5000}"#, Likeness::Unsaid),
            (Kind::Transfer, &transfer, "{}", Likeness::Unsaid),
            (
                Kind::Transfer,
                &transfer,
                r#"{"amount":500,"phone_number":"+2250707000001"}"#,
                Likeness::Other,
            ),
            (
                Kind::Transfer,
                &transfer,
                r#"{"amount":5000,"phone_number":"+2250707000002"}"#,
                Likeness::Other,
            ),
            (Kind::Transfer, &transfer, r#"{"currency":"XAF"}"#, Likeness::Other),
            (Kind::Payment, &payment, r#"{"user":{"email":"AWA@exemple.ci"}}"#, Likeness::Same),
            (Kind::Payment, &payment, r#"{"user":{"email":"other@exemple.ci"}}"#, Likeness::Other),
            (
                Kind::Payment,
                &payment,
                r#"{"user":{"phone_number":"+2250707070700"}}"#,
                Likeness::Unsaid,
            ),
        ] {
            let asked = AuroreRequest::check(kind, asked.as_ref().unwrap(), None).value.unwrap();
            assert_eq!(likeness(&found(body), &asked), expected, "{body}");
        }
    }
}

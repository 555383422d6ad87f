//! How a payment or transfer is made at most once, whatever is lost on the way. The rules of it:
//!
//! 1. Before a copy leaves, the store knows its identifier, what is asked, and when it left. The identifier never changes. While the store does
//!    not answer, none leaves.
//! 2. A copy that got no clear answer, and an identifier that the service says exists (1200), is looked for before anything else happens.
//! 3. It leaves again only when the service has said twice, with a pause between, that it knows nothing of it; once, of a copy too old to arrive. Should the first copy arrive
//!    after all, it meets 1200, for they have the same identifier.
//! 4. What has the identifier is this operation when a copy of it had left without an answer, or when the service says as much. Of a payment it says no
//!    amount: one that a server made before it forgot, or that somebody else made, is not taken for this one. What a call under way has noted is not
//!    known to be anybody's until that call has ended.
//! 5. While a copy that was not answered may be under way, a refusal of a later one settles nothing: the outcome is unknown until the copy is
//!    too old to arrive. The same call, made again, goes on from there.

use super::answer::{Answer, Operation};
use super::client::{AuroreClient, Prepared};
use super::codes::{AuroreCode, Meaning};
use super::likeness::{Likeness, likeness};
use super::memory::{Kept, Memory};
use super::request::{AuroreRequest, Kind};
use super::session::Question;
use crate::client::error::{Advice, ErrorKind, GuichetError};
use crate::client::platform::{Call, Platform, SendFailure, Until};
use crate::client::retry::{self, Repeat};
use crate::client::store::{self, Store};
use crate::client::token::Failed;
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
        let memory = self.client.memory(self.request().kind(), session);
        let kept = Kept::of(self.request(), &session.account);
        let made = self.make_once(&memory, kept).await;
        if made.as_ref().is_err_and(|error| error.kind == ErrorKind::OutcomeUnknown) {
            self.leave(&memory).await;
        }
        made
    }

    async fn make_once(
        &self,
        memory: &Memory<'_, P, S>,
        mut kept: Kept,
    ) -> Result<Operation, GuichetError> {
        let id = self.request().id();
        // Whether a copy of this very request left without an answer. Of what a call under way has noted, that call does not know yet.
        let mut ours = self.prepared.own_id;
        // Of a store that does not answer it is not known whether a copy has left: no other one leaves.
        if let Some(before) = self.settled(memory).await.map_err(store::silent)? {
            if before.content != kept.content {
                let issue = Issue::error(IssueCode::IdOfAnother).with("got", id);
                return Err(GuichetError::validation(vec![issue.at("merchant_transaction_id")]));
            }
            let under_way = before.is_under_way(self.client.platform.now_ms());
            ours |= before.left.is_some() && !under_way;
            kept = before;
        }
        if kept.answered {
            return self.again(&kept).await;
        }
        let mut last = retry::failure(SendFailure::TimedOut);
        for copy in 0..COPIES {
            if let Some(left) = kept.left.filter(|_| self.look_up) {
                match self.resolve(left).await {
                    Ok(Some(found)) => return self.found(found, kept, ours).await,
                    Ok(None) => {}
                    Err(error) => return Err(self.unknown(telling(&error, &last), None)),
                }
            }
            let now = self.client.platform.now_ms();
            let earlier = kept.left.filter(|left| !is_too_old(*left, now));
            kept.left = Some(now);
            kept.until = Some(self.until.deadline_ms);
            if let Err(why) = memory.set(id, &kept, self.until).await {
                let error = store::silent(why);
                return Err(if earlier.is_some() { self.unknown(&error, None) } else { error });
            }
            match self.copy(copy).await {
                Copied::Made(answer) => return self.made(answer, kept).await,
                Copied::Known => {
                    if !ours && let Some(theirs) = self.made_beside(memory, &kept).await? {
                        return self.again(&theirs).await;
                    }
                    return match self.resolve(now).await {
                        Ok(Some(found)) => self.found(found, kept, ours).await,
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
                    memory.note(id, &kept).await;
                    return Err(self.unknown(&error, None));
                }
                Copied::Unclear(error) if self.is_over(&error) => {
                    return Err(self.unknown(&error, None));
                }
                Copied::Unclear(error) => (ours, last) = (true, error),
            }
        }
        let now = self.client.platform.now_ms();
        match self.resolve(now).await {
            Ok(Some(found)) => self.found(found, kept, ours).await,
            Ok(None) => Err(self.unknown(&last, None)),
            Err(error) => Err(self.unknown(telling(&error, &last), None)),
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
            began_ms: now,
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
                    return Err(retry::failure(SendFailure::TimedOut));
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

    /// Another call for the very same, made at the same time: its answer is worth waiting for. Else this copy was answered, and the next call has
    /// nothing to look for by it.
    async fn made_beside(
        &self,
        memory: &Memory<'_, P, S>,
        kept: &Kept,
    ) -> Result<Option<Kept>, GuichetError> {
        let settled = self.settled(memory).await;
        let theirs = settled.map_err(|why| self.unknown(&store::silent(why), None))?;
        match theirs.filter(|theirs| theirs.answered) {
            Some(theirs) => Ok((theirs.content == kept.content).then_some(theirs)),
            None => {
                memory.delete(self.request().id()).await;
                Ok(None)
            }
        }
    }

    /// What is kept, once another call for it has ended, or half of the time has gone.
    async fn settled(&self, memory: &Memory<'_, P, S>) -> Result<Option<Kept>, SendFailure> {
        let left = self.until.left_ms(self.client.platform.now_ms());
        memory.settled(self.request().id(), SETTLE_MS.min(left / 2), self.until).await
    }

    /// The call has ended without knowing: the next one may take what it left for its own.
    async fn leave(&self, memory: &Memory<'_, P, S>) {
        let id = self.request().id();
        if let Some(mut kept) = memory.left(id).await.filter(|kept| !kept.answered)
            && kept.until == Some(self.until.deadline_ms)
        {
            kept.until = None;
            memory.note(id, &kept).await;
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

    /// An operation has the identifier: is it this one? `ours` when a copy had left without an answer, or nobody else can have the identifier.
    async fn found(
        &self,
        found: Operation,
        mut kept: Kept,
        ours: bool,
    ) -> Result<Operation, GuichetError> {
        match likeness(&found, self.request(), ours) {
            Likeness::Same => {}
            // Nobody else can have made an identifier of ours.
            Likeness::Unsaid if self.prepared.own_id => {}
            // Whosoever it is, its counter's address is not to be had.
            Likeness::Unsaid | Likeness::Other if !ours && self.needs_counter() => {
                let mut error = known_id();
                error.ids = self.ids(found.text("transaction_id"));
                return Err(error);
            }
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
        (kept.answered, kept.left, kept.until) = (true, None, None);
        // Looking up tells less than making did.
        for (field, name) in [
            (&mut kept.transaction_id, "transaction_id"),
            (&mut kept.notify_token, "notify_token"),
            (&mut kept.payment_token, "payment_token"),
            (&mut kept.payment_url, "payment_url"),
        ] {
            *field = operation.text(name).or(field.take());
        }
        if let Some(session) = self.client.sessions.get(*account) {
            self.client.memory(request.kind(), session).note(request.id(), kept).await;
        }
    }

    /// The operation with what is known besides. A payment that waits at a counter which nobody can reach is no success.
    fn finish(&self, mut operation: Operation, kept: &Kept) -> Result<Operation, GuichetError> {
        operation.complete("merchant_transaction_id", Some(self.request().id()));
        operation.complete("transaction_id", kept.transaction_id.as_deref());
        operation.complete("notify_token", kept.notify_token.as_deref());
        operation.complete("payment_token", kept.payment_token.as_deref());
        operation.complete("payment_url", kept.payment_url.as_deref());
        if self.needs_counter() && !operation.is_final && operation.text("payment_url").is_none() {
            return Err(self.counter_lost(operation.text("transaction_id")));
        }
        Ok(operation)
    }

    /// Whether the customer pays at a counter.
    fn needs_counter(&self) -> bool {
        self.request().kind() == Kind::Payment && !self.request().is_direct()
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

/// Which of the two says more: why it could not be looked up, or what the last copy met.
fn telling<'a>(looking: &'a GuichetError, last: &'a GuichetError) -> &'a GuichetError {
    if looking.code.is_none() && last.code.is_some() { last } else { looking }
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
    AuroreCode::error(KNOWN_ID)
}

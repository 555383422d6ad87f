//! The sandbox itself: what it holds, and how a request finds its way.

use guichet::client::{HttpReply, HttpRequest};
use serde_json::json;

use crate::answer::{self, Answer};
use crate::clock::Clock;
use crate::delivery::{Deliveries, Delivery};
use crate::faults::Faults;
use crate::incoming::Incoming;
use crate::ledger::{Ledger, Place};
use crate::options::Options;
use crate::payment::{Action, End};
use crate::random::Random;
use crate::rate_limit::RateLimit;
use crate::route::Route;
use crate::{index_page, notification};

/// Larger bodies are refused with 413.
const LARGEST_BODY: usize = 1024 * 1024;

/// The services, with every payment, notification and fault in them.
pub struct Sandbox {
    pub(crate) options: Options,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    pub(crate) ledger: Ledger,
    pub(crate) deliveries: Deliveries,
    pub(crate) faults: Faults,
    rate_limit: RateLimit,
}

impl Sandbox {
    /// An empty sandbox. Two with the same options answer the same requests at the same times with the same words.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self {
            random: Random::new(options.seed),
            options,
            clock: Clock::default(),
            ledger: Ledger::default(),
            deliveries: Deliveries::default(),
            faults: Faults::default(),
            rate_limit: RateLimit::default(),
        }
    }

    /// Answers a client's request; `now_ms` is the time outside, in milliseconds since 1970.
    pub fn handle(&mut self, request: &HttpRequest, now_ms: u64) -> Answer {
        self.serve(&Incoming::from(request), now_ms)
    }

    /// Answers any request that a server may meet.
    pub fn serve(&mut self, request: &Incoming, now_ms: u64) -> Answer {
        let now = self.clock.at(now_ms);
        self.expire_due(now);
        let mut answer = self.answer(request, now);
        if request.method == "HEAD"
            && let Some(reply) = &mut answer.reply
        {
            reply.body.clear();
        }
        answer
    }

    /// The notifications to send now. Each must be told of with [`Sandbox::settle`].
    pub fn take_due(&mut self, now_ms: u64) -> Vec<Delivery> {
        let now = self.clock.at(now_ms);
        self.expire_due(now);
        self.deliveries.take_due(now)
    }

    /// Milliseconds until the next notification is due; None when none waits.
    #[must_use]
    pub fn next_due(&self, now_ms: u64) -> Option<u64> {
        self.deliveries.next_due().map(|due| due.saturating_sub(self.clock.at(now_ms)))
    }

    /// Tells what became of a delivery: the HTTP status, or None where no reply came.
    pub fn settle(&mut self, id: u64, status: Option<u16>, now_ms: u64) {
        self.deliveries.settle(id, status, self.clock.at(now_ms));
    }

    /// Payments, notifications and faults as JSON; keys and phone numbers masked.
    #[must_use]
    pub fn state(&self, now_ms: u64) -> String {
        self.snapshot(self.clock.at(now_ms)).to_string()
    }

    fn snapshot(&self, now: u64) -> serde_json::Value {
        crate::state::of(&self.ledger, &self.deliveries, &self.faults, now)
    }

    /// Forgets everything but the options.
    pub(crate) fn reset(&mut self) {
        *self = Self::new(self.options.clone());
    }

    /// Ends a waiting payment and queues its notification. Whether anything changed.
    pub(crate) fn finish(&mut self, place: Place, end: End, now: u64) -> bool {
        let Some(payment) = self.ledger.get_mut(place) else { return false };
        if !payment.finish(end) {
            return false;
        }
        if let Some(request) = notification::request(payment) {
            let id = payment.request.transaction_id().as_str();
            self.deliveries.queue(&payment.site_id, id, request, now);
        }
        true
    }

    /// An identifier of an answer, such as `1632143554.8513`.
    pub(crate) fn response_id(&mut self, now: u64) -> String {
        format!("{}.{:04}", now / 1000, self.random.next() % 10_000)
    }

    /// The service's error format, which the sandbox's own errors use too.
    pub(crate) fn error(
        &mut self,
        status: u16,
        code: &str,
        message: &str,
        description: &str,
        now: u64,
    ) -> HttpReply {
        answer::error(status, code, message, description, &self.response_id(now))
    }

    fn expire_due(&mut self, now: u64) {
        for place in self.ledger.take_expired(now) {
            let end = self.end(Action::Expire, None, None, now);
            self.finish(place, end, now);
        }
    }

    fn answer(&mut self, request: &Incoming, now: u64) -> Answer {
        let segments = request.segments();
        let Some(route) = Route::of(&segments) else {
            let description = "Nothing here; GET / lists what the sandbox answers.";
            return self.error(404, "404", "NOT_FOUND", description, now).into();
        };
        let method = if request.method == "HEAD" { "GET" } else { request.method.as_str() };
        if method == "OPTIONS" {
            return answer::preflight().into();
        }
        if !route.allows(method) {
            let description = format!("This path takes {}.", route.allowed());
            let reply = self.error(405, "405", "METHOD_NOT_ALLOWED", &description, now);
            return answer::with(reply, "allow", route.allowed()).into();
        }
        if request.body.len() > LARGEST_BODY {
            let description = "The body is larger than 1 MB.";
            return self.error(413, "413", "PAYLOAD_TOO_LARGE", description, now).into();
        }
        if !route.is_service() {
            return self.reply(&route, request, now).into();
        }
        let Some(fault) = self.faults.take(&format!("/{}", segments.join("/"))) else {
            return self.reply(&route, request, now).into();
        };
        let truth = fault.effect.then(|| self.reply(&route, request, now));
        let response_id = self.response_id(now);
        fault.answer(truth, &response_id)
    }

    fn reply(&mut self, route: &Route, request: &Incoming, now: u64) -> HttpReply {
        if matches!(route, Route::Payment | Route::Check)
            && let Some(most) = self.options.rate_limit_per_minute
            && let Err(wait) = self.rate_limit.take(most, now)
        {
            let description = format!("More than {most} requests in a minute.");
            let reply = self.error(429, "429", "TOO_MANY_REQUEST", &description, now);
            return answer::with(reply, "retry-after", &wait.to_string());
        }
        match route {
            Route::Payment => self.create_payment(request, now),
            Route::Check => self.check_payment(request, now),
            Route::Counter { token } => self.counter(token, request, now),
            Route::Index => index_page::reply(&self.ledger, self.options.lang, request),
            Route::Style => answer::css(include_str!("counter/counter.css")),
            Route::State => answer::json(200, &self.snapshot(now)),
            Route::PaymentControl { transaction_id } => {
                self.control_payment(transaction_id, request, now)
            }
            Route::ClockControl => self.control_clock(request, now),
            Route::FaultControl => self.control_faults(request, now),
            Route::Reset => {
                self.reset();
                answer::json(200, &json!({ "reset": true }))
            }
        }
    }
}

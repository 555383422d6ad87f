//! The sandbox itself: what it holds, and how a request finds its way.

use guichet::client::{HttpReply, HttpRequest};
use serde_json::json;

use crate::answer::{self, Answer};
use crate::clock::Clock;
use crate::delivery::{Deliveries, Delivery};
use crate::easytransfert::EasyTransfert;
use crate::faults::{Fault, Faults, Kind};
use crate::held::Network;
use crate::incoming::Incoming;
use crate::ledger::{Ledger, Place};
use crate::options::Options;
use crate::payment::{Action, End};
use crate::payouts::Payouts;
use crate::random::Random;
use crate::rate_limit::RateLimit;
use crate::request_log::RequestLog;
use crate::route::Route;
use crate::{inspector, notification};

/// Larger bodies are refused with 413.
const LARGEST_BODY: usize = 1024 * 1024;

/// The services, with every payment, notification and fault in them.
pub struct Sandbox {
    pub(crate) options: Options,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    pub(crate) ledger: Ledger,
    pub(crate) payouts: Payouts,
    pub(crate) easytransfert: EasyTransfert,
    pub(crate) deliveries: Deliveries,
    pub(crate) faults: Faults,
    pub(crate) network: Network,
    pub(crate) log: RequestLog,
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
            payouts: Payouts::default(),
            easytransfert: EasyTransfert::default(),
            deliveries: Deliveries::default(),
            faults: Faults::default(),
            network: Network::default(),
            log: RequestLog::default(),
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
        self.let_time_pass(now);
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
        self.let_time_pass(now);
        self.deliveries.take_due(now)
    }

    /// Milliseconds until something happens by itself: a notification, a payout that moves on, a request held back. None when
    /// nothing waits.
    #[must_use]
    pub fn next_due(&self, now_ms: u64) -> Option<u64> {
        let next = [
            self.deliveries.next_due(),
            self.payouts.next_due(),
            self.easytransfert.next_due(),
            self.network.next_due(),
        ];
        next.into_iter().flatten().min().map(|due| due.saturating_sub(self.clock.at(now_ms)))
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
        crate::state::of(self, now)
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

    /// Everything that happens without a request of now's: late arrivals, payouts' steps, payments' ends.
    fn let_time_pass(&mut self, now: u64) {
        while let Some((at, request)) = self.network.take_arrived(now) {
            self.progress(at);
            self.arrive_late(&request, at);
        }
        self.progress(now);
    }

    fn progress(&mut self, now: u64) {
        self.expire_due(now);
        self.progress_payouts(now);
        self.progress_transferts(now);
    }

    /// A request whose client is long gone: it has its effect, and nobody gets the answer.
    fn arrive_late(&mut self, request: &Incoming, now: u64) {
        let Some(route) = Route::of(&request.segments()) else { return };
        let answer = Answer::from(self.reply(&route, request, now));
        self.log.add(self.options.request_log, request, &answer, None, true, now);
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
        self.network.count();
        let path = format!("/{}", segments.join("/"));
        let fault = self.faults.take(&path, route.is_api());
        let answer = match &fault {
            None => self.reply(&route, request, now).into(),
            Some(fault) => self.meet(fault, &route, request, now),
        };
        if route.is_api() {
            let word = fault.map(|fault| fault.kind.word());
            self.log.add(self.options.request_log, request, &answer, word, false, now);
        }
        // What this request has overtaken arrives behind it.
        self.let_time_pass(now);
        answer
    }

    /// Answers a request that meets a fault.
    fn meet(&mut self, fault: &Fault, route: &Route, request: &Incoming, now: u64) -> Answer {
        let mut truth = fault.effect.then(|| self.reply(route, request, now));
        if fault.kind == Kind::Resent {
            truth = Some(self.reply(route, request, now));
        }
        if let Some(arrival) = fault.arrival() {
            self.network.hold(request.clone(), arrival, now);
        }
        let response_id = self.response_id(now);
        fault.answer(truth, route.format(), &response_id)
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
            Route::Counter { token, aurore } => self.counter(token, *aurore, request, now),
            Route::Login => self.login(request, now),
            Route::Account { service, question } => self.ask(*service, *question, request, now),
            Route::EasyTransfert => self.start_transfert(request, now),
            Route::EasyTransfertStatus => self.transfert_status(request, now),
            Route::Index => inspector::reply(self, request, now),
            Route::InspectorStyle => answer::css(include_str!("inspector/inspector.css")),
            Route::Script => answer::script(include_str!("counter/counter.js")),
            Route::Style => answer::css(include_str!("counter/counter.css")),
            Route::State => answer::json(200, &self.snapshot(now)),
            Route::PaymentControl { transaction_id } => {
                self.control_payment(transaction_id, request, now)
            }
            Route::PayoutControl { id } => self.control_payouts(id, request, now),
            Route::DeliveryControl { id } => self.control_delivery(id, request, now),
            Route::TokenControl => self.control_tokens(request, now),
            Route::SettingsControl => self.control_settings(request, now),
            Route::ClockControl => self.control_clock(request, now),
            Route::FaultControl => self.control_faults(request, now),
            Route::Reset => {
                self.reset();
                answer::json(200, &json!({ "reset": true }))
            }
        }
    }
}

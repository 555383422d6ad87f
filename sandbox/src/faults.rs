//! Faults on order: the next requests to a service get a wrong status, nonsense, a late answer or a broken connection, arrive
//! late, twice or out of order. `weather` draws them by seed.

mod weather;

use guichet::client::HttpReply;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::answer::{self, Answer};
use crate::route::Format;
use weather::Weather;

/// What control may order. Everything but the kind has a default.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Order {
    times: Option<u32>,
    path: Option<String>,
    kind: Option<Kind>,
    status: Option<u16>,
    code: Option<String>,
    message: Option<String>,
    description: Option<String>,
    retry_after: Option<u64>,
    delay_ms: u64,
    arrives_after_ms: Option<u64>,
    effect: Option<bool>,
    /// The weather's: what it follows from, what share of requests it meets, and the kinds that it draws from.
    seed: Option<u64>,
    rate: Option<f64>,
    kinds: Option<Vec<Kind>>,
    /// Milliseconds by which an answer or a broken connection is late at most.
    longest_delay_ms: Option<u64>,
}

/// What goes wrong.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// An answer with a status and a code of the service's.
    Status,
    /// An HTML page, as proxies and firewalls send.
    Html,
    /// Text that is no JSON.
    Garbage,
    /// Nothing.
    Empty,
    /// The first half of the true answer.
    Truncated,
    /// The connection breaks before the service sees the request.
    DropBefore,
    /// The connection breaks after the effect, before the answer.
    DropAfter,
    /// The true answer, late.
    Delay,
    /// The connection breaks, and the request arrives later all the same.
    Late,
    /// The request arrives twice; the client gets the first answer.
    Duplicate,
    /// Somebody on the way sends the request again at once; the client gets the second answer.
    Resent,
    /// The connection breaks, and the request arrives after the next one.
    Reorder,
    /// 429 with a time to wait.
    RateLimited,
    /// 500 or 503, as a service that has fallen over answers.
    ServerError,
}

impl Kind {
    /// Every kind, with its word.
    pub(crate) const ALL: [(Self, &'static str); 14] = [
        (Self::Status, "status"),
        (Self::Html, "html"),
        (Self::Garbage, "garbage"),
        (Self::Empty, "empty"),
        (Self::Truncated, "truncated"),
        (Self::DropBefore, "drop_before"),
        (Self::DropAfter, "drop_after"),
        (Self::Delay, "delay"),
        (Self::Late, "late"),
        (Self::Duplicate, "duplicate"),
        (Self::Resent, "resent"),
        (Self::Reorder, "reorder"),
        (Self::RateLimited, "rate_limited"),
        (Self::ServerError, "server_error"),
    ];

    pub(crate) fn word(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

/// When a request that the network holds back arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// So many milliseconds later.
    After(u64),
    /// Behind the next request to a service.
    BehindTheNext,
}

/// A fault that waits for its requests.
pub(crate) struct Fault {
    times_left: u32,
    path: Option<String>,
    pub(crate) kind: Kind,
    status: u16,
    code: String,
    message: String,
    description: String,
    retry_after: Option<u64>,
    delay_ms: u64,
    arrives_after_ms: u64,
    /// Whether the service does what the request asks all the same.
    pub(crate) effect: bool,
}

/// The faults in the order in which they were ordered, and the weather behind them.
#[derive(Default)]
pub(crate) struct Faults {
    ordered: Vec<Fault>,
    weather: Option<Weather>,
}

const MOST_FAULTS: usize = 1000;
const LONGEST_DELAY_MS: u64 = 600_000;
const USUALLY_LATE_MS: u64 = 30_000;

impl Faults {
    /// Takes an order.
    ///
    /// # Errors
    /// A sentence that names what is wrong.
    pub(crate) fn order(&mut self, order: Order) -> Result<(), String> {
        if order.rate.is_some() || order.seed.is_some() || order.kinds.is_some() {
            self.weather = Weather::of(order)?;
            return Ok(());
        }
        if self.ordered.len() >= MOST_FAULTS {
            return Err(format!(
                "{MOST_FAULTS} faults are waiting already; POST /_sandbox/reset clears them"
            ));
        }
        self.ordered.push(Fault::of(order)?);
        Ok(())
    }

    /// The fault that the next request to that path meets: one on order, else what the weather draws.
    pub(crate) fn take(&mut self, path: &str, in_the_open: bool) -> Option<Fault> {
        let meets = |fault: &Fault| fault.path.as_deref().is_none_or(|wanted| wanted == path);
        let Some(at) = self.ordered.iter().position(meets) else {
            return self.weather.as_mut().filter(|_| in_the_open)?.draw(path);
        };
        let fault = self.ordered.get_mut(at)?;
        fault.times_left = fault.times_left.saturating_sub(1);
        if fault.times_left == 0 { Some(self.ordered.remove(at)) } else { Some(fault.once()) }
    }

    pub(crate) fn waiting(&self) -> u64 {
        self.ordered.iter().map(|fault| u64::from(fault.times_left)).sum()
    }

    /// The weather for people to look at; null when it is fair.
    pub(crate) fn weather(&self) -> Json {
        self.weather.as_ref().map_or(Json::Null, Weather::describe)
    }

    /// What is on order, for people to look at.
    pub(crate) fn describe(&self) -> Vec<Json> {
        let one = |fault: &Fault| json!({ "kind": fault.kind.word(), "path": fault.path, "times": fault.times_left });
        self.ordered.iter().map(one).collect()
    }
}

impl Fault {
    fn of(order: Order) -> Result<Self, String> {
        let kind = match (order.kind, order.status, order.delay_ms) {
            (Some(kind), _, _) => kind,
            (None, Some(_), _) => Kind::Status,
            (None, None, 1..) => Kind::Delay,
            (None, None, 0) => return Err("a fault needs a kind, a status or a delay_ms".into()),
        };
        let status = order.status.unwrap_or(match kind {
            Kind::Status | Kind::ServerError => 500,
            Kind::Html => 502,
            Kind::RateLimited => 429,
            _ => 200,
        });
        if !(200..=599).contains(&status) || matches!(status, 204 | 205 | 304) {
            return Err("status must be 200 to 599 and one that carries a body".into());
        }
        if order.delay_ms > LONGEST_DELAY_MS {
            return Err(format!("delay_ms must be at most {LONGEST_DELAY_MS}"));
        }
        let arrives_after_ms = order.arrives_after_ms.unwrap_or(match kind {
            Kind::Late => USUALLY_LATE_MS,
            _ => 0,
        });
        if arrives_after_ms > LONGEST_DELAY_MS {
            return Err(format!("arrives_after_ms must be at most {LONGEST_DELAY_MS}"));
        }
        if kind == Kind::Delay && order.delay_ms == 0 {
            return Err("kind delay needs a delay_ms".into());
        }
        let times_left = order.times.unwrap_or(1);
        if times_left == 0 {
            return Err("times must be at least 1".into());
        }
        let path = order.path.map(|path| path.trim_end_matches('/').to_owned());
        if path.as_ref().is_some_and(|path| !path.starts_with('/')) {
            return Err("path must be like /v2/payment".into());
        }
        let effect = match kind {
            Kind::Status | Kind::Html | Kind::ServerError => order.effect.unwrap_or(false),
            Kind::DropBefore | Kind::Late | Kind::Reorder | Kind::RateLimited => false,
            Kind::Garbage | Kind::Empty => order.effect.unwrap_or(true),
            Kind::Truncated | Kind::DropAfter | Kind::Delay | Kind::Duplicate | Kind::Resent => {
                true
            }
        };
        let (code, message) = match kind {
            Kind::RateLimited => ("429".to_owned(), "TOO_MANY_REQUEST"),
            _ => (status.to_string(), "SERVICE_UNAVAILABLE"),
        };
        Ok(Self {
            times_left,
            path,
            kind,
            status,
            code: order.code.unwrap_or(code),
            message: order.message.unwrap_or_else(|| message.into()),
            description: order.description.unwrap_or_else(|| "A fault on order.".into()),
            retry_after: order.retry_after,
            delay_ms: order.delay_ms,
            arrives_after_ms,
            effect,
        })
    }

    fn once(&self) -> Self {
        Self {
            times_left: 1,
            path: None,
            code: self.code.clone(),
            message: self.message.clone(),
            description: self.description.clone(),
            ..*self
        }
    }

    /// When the request, or its second copy, arrives; None when it arrives now, once.
    pub(crate) const fn arrival(&self) -> Option<Arrival> {
        match self.kind {
            Kind::Late | Kind::Duplicate => Some(Arrival::After(self.arrives_after_ms)),
            Kind::Reorder => Some(Arrival::BehindTheNext),
            _ => None,
        }
    }

    /// What the request gets; `truth` is the true answer where the effect has taken place.
    pub(crate) fn answer(
        &self,
        truth: Option<HttpReply>,
        format: Format,
        response_id: &str,
    ) -> Answer {
        let nothing =
            || HttpReply { status: self.status, headers: Vec::new(), body: String::new() };
        let reply = match self.kind {
            Kind::Status | Kind::RateLimited | Kind::ServerError => {
                Some(self.error(format, response_id))
            }
            Kind::Html => Some(answer::html(
                self.status,
                "<!doctype html><title>Error</title><h1>Error 1010</h1><p>Access denied</p>".into(),
            )),
            Kind::Garbage => {
                let mut reply = truth.unwrap_or_else(nothing);
                reply.body = "\u{fffd}\u{0}{]garbage".into();
                Some(reply)
            }
            Kind::Empty => {
                let mut reply = truth.unwrap_or_else(nothing);
                reply.body.clear();
                Some(reply)
            }
            Kind::Truncated => {
                let mut reply = truth.unwrap_or_else(nothing);
                let half = reply.body.chars().count() / 2;
                reply.body = reply.body.chars().take(half).collect();
                Some(reply)
            }
            Kind::DropBefore | Kind::DropAfter | Kind::Late | Kind::Reorder => None,
            Kind::Delay | Kind::Duplicate | Kind::Resent => truth,
        };
        Answer { delay_ms: self.delay_ms, reply }
    }

    fn error(&self, format: Format, response_id: &str) -> HttpReply {
        let Self { status, code, message, description, .. } = self;
        let reply = format.error(*status, code, message, description, response_id);
        match self.retry_after {
            Some(seconds) => answer::with(reply, "retry-after", &seconds.to_string()),
            None => reply,
        }
    }
}

//! Faults on order: the next requests to a service get a wrong status, nonsense, a late answer or a broken connection.

use guichet::client::HttpReply;
use serde::Deserialize;

use crate::answer::{self, Answer};

/// What control may order. Everything but the kind has a default.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    times: Option<u32>,
    path: Option<String>,
    kind: Option<Kind>,
    status: Option<u16>,
    code: Option<String>,
    message: Option<String>,
    description: Option<String>,
    retry_after: Option<u64>,
    #[serde(default)]
    delay_ms: u64,
    effect: Option<bool>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Kind {
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
}

/// A fault that waits for its requests.
pub(crate) struct Fault {
    times_left: u32,
    path: Option<String>,
    kind: Kind,
    status: u16,
    code: String,
    message: String,
    description: String,
    retry_after: Option<u64>,
    delay_ms: u64,
    /// Whether the service does what the request asks all the same.
    pub(crate) effect: bool,
}

/// The faults in the order in which they were ordered.
#[derive(Default)]
pub(crate) struct Faults(Vec<Fault>);

const MOST_FAULTS: usize = 1000;
const LONGEST_DELAY_MS: u64 = 600_000;

impl Faults {
    /// Takes an order.
    ///
    /// # Errors
    /// A sentence that names what is wrong.
    pub(crate) fn order(&mut self, order: Order) -> Result<(), String> {
        if self.0.len() >= MOST_FAULTS {
            return Err(format!(
                "{MOST_FAULTS} faults are waiting already; POST /_sandbox/reset clears them"
            ));
        }
        self.0.push(Fault::of(order)?);
        Ok(())
    }

    /// The fault that the next request to that path meets.
    pub(crate) fn take(&mut self, path: &str) -> Option<Fault> {
        let meets = |fault: &Fault| fault.path.as_deref().is_none_or(|wanted| wanted == path);
        let at = self.0.iter().position(meets)?;
        let fault = self.0.get_mut(at)?;
        fault.times_left = fault.times_left.saturating_sub(1);
        if fault.times_left == 0 { Some(self.0.remove(at)) } else { Some(fault.once()) }
    }

    pub(crate) fn waiting(&self) -> u64 {
        self.0.iter().map(|fault| u64::from(fault.times_left)).sum()
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
            Kind::Status => 500,
            Kind::Html => 502,
            _ => 200,
        });
        if !(200..=599).contains(&status) || matches!(status, 204 | 205 | 304) {
            return Err("status must be 200 to 599 and one that carries a body".into());
        }
        if order.delay_ms > LONGEST_DELAY_MS {
            return Err(format!("delay_ms must be at most {LONGEST_DELAY_MS}"));
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
            Kind::Status | Kind::Html => order.effect.unwrap_or(false),
            Kind::DropBefore => false,
            Kind::Garbage | Kind::Empty => order.effect.unwrap_or(true),
            Kind::Truncated | Kind::DropAfter | Kind::Delay => true,
        };
        Ok(Self {
            times_left,
            path,
            kind,
            status,
            code: order.code.unwrap_or_else(|| status.to_string()),
            message: order.message.unwrap_or_else(|| "SERVICE_UNAVAILABLE".into()),
            description: order.description.unwrap_or_else(|| "A fault on order.".into()),
            retry_after: order.retry_after,
            delay_ms: order.delay_ms,
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

    /// What the request gets; `truth` is the true answer where the effect has taken place.
    pub(crate) fn answer(&self, truth: Option<HttpReply>, response_id: &str) -> Answer {
        let nothing =
            || HttpReply { status: self.status, headers: Vec::new(), body: String::new() };
        let reply = match self.kind {
            Kind::Status => Some(self.error(response_id)),
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
            Kind::DropBefore | Kind::DropAfter => None,
            Kind::Delay => truth,
        };
        Answer { delay_ms: self.delay_ms, reply }
    }

    fn error(&self, response_id: &str) -> HttpReply {
        let reply =
            answer::error(self.status, &self.code, &self.message, &self.description, response_id);
        match self.retry_after {
            Some(seconds) => answer::with(reply, "retry-after", &seconds.to_string()),
            None => reply,
        }
    }
}

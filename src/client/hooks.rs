//! What a client tells whoever listens to it: every request, its reply, and every further try. Never a query, header or body.

use super::http::HttpReply;
use super::platform::SendFailure;

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice<'a> {
    /// What it was.
    pub what: What<'a>,
    /// GET or POST.
    pub method: &'static str,
    /// The address without its query, which may carry a token.
    pub url: &'a str,
    /// 1 for the first try of a call.
    pub attempt: u32,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What<'a> {
    /// A request leaves.
    Request,
    /// Its reply has come, or will not.
    Response {
        /// The HTTP status; None when no reply came.
        status: Option<u16>,
        /// Why none came: `network`, `timeout` or `aborted`.
        failure: Option<&'a str>,
        /// Milliseconds since the request left.
        duration_ms: u64,
    },
    /// Another try comes after a pause.
    Retry {
        /// Milliseconds.
        pause_ms: u64,
    },
}

impl What<'_> {
    /// The word that listeners give.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response { .. } => "response",
            Self::Retry { .. } => "retry",
        }
    }

    /// How a request ended.
    #[must_use]
    pub fn ended(outcome: &Result<HttpReply, SendFailure>, duration_ms: u64) -> Self {
        let failure = match outcome {
            Ok(_) => None,
            Err(SendFailure::Network { .. }) => Some("network"),
            Err(SendFailure::TimedOut) => Some("timeout"),
            Err(SendFailure::Aborted) => Some("aborted"),
        };
        let status = outcome.as_ref().ok().map(|reply| reply.status);
        Self::Response { status, failure, duration_ms }
    }
}

//! What a request gets: a reply, perhaps late, or a broken connection.

use guichet::client::HttpReply;

use crate::form;

/// What becomes of one request.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// Milliseconds before it arrives.
    pub delay_ms: u64,
    /// The reply; None when the connection breaks.
    pub reply: Option<HttpReply>,
}

impl From<HttpReply> for Answer {
    fn from(reply: HttpReply) -> Self {
        Self { delay_ms: 0, reply: Some(reply) }
    }
}

/// Keeps the counter from loading anything but its style and script. `form-action` is left out: browsers apply it to the
/// redirect after a form too, and the way back leads to the merchant's site.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'";

fn reply(status: u16, content_type: &str, body: String) -> HttpReply {
    let headers = [
        ("content-type", content_type),
        ("cache-control", "no-store"),
        ("access-control-allow-origin", "*"),
        ("x-content-type-options", "nosniff"),
    ];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    HttpReply { status, headers, body }
}

pub(crate) fn json(status: u16, body: &serde_json::Value) -> HttpReply {
    reply(status, "application/json", body.to_string())
}

/// The service's error format.
pub(crate) fn error(
    status: u16,
    code: &str,
    message: &str,
    description: &str,
    api_response_id: &str,
) -> HttpReply {
    let body = serde_json::json!({
        "code": code,
        "message": message,
        "description": description,
        "api_response_id": api_response_id,
    });
    json(status, &body)
}

/// What is wrong with JSON, without the place: people gave fields, not lines.
pub(crate) fn unreadable(error: &serde_json::Error) -> String {
    let sentence = error.to_string();
    let place = sentence.rfind(" at line ").unwrap_or(sentence.len());
    sentence.get(..place).unwrap_or_default().to_owned()
}

pub(crate) fn html(status: u16, body: String) -> HttpReply {
    let page = reply(status, "text/html; charset=utf-8", body);
    let page = with(page, "content-security-policy", POLICY);
    with(page, "referrer-policy", "no-referrer")
}

/// The page, which no other may frame.
pub(crate) fn unframed(mut page: HttpReply) -> HttpReply {
    for (name, value) in &mut page.headers {
        if name == "content-security-policy" {
            value.push_str("; frame-ancestors 'none'");
        }
    }
    with(page, "x-frame-options", "DENY")
}

pub(crate) fn script(body: &str) -> HttpReply {
    reply(200, "text/javascript; charset=utf-8", body.to_owned())
}

pub(crate) fn css(body: &str) -> HttpReply {
    reply(200, "text/css; charset=utf-8", body.to_owned())
}

/// Sends the customer on, with a GET.
pub(crate) fn see_other(location: &str) -> HttpReply {
    let page = reply(303, "text/plain; charset=utf-8", String::new());
    with(page, "location", &form::ascii(location))
}

/// The answer to a browser that asks whether it may call from another origin.
pub(crate) fn preflight() -> HttpReply {
    let mut allowed = reply(204, "text/plain", String::new());
    allowed.headers.retain(|(name, _)| name != "content-type");
    for (name, value) in [
        ("access-control-allow-methods", "GET, POST, OPTIONS"),
        ("access-control-allow-headers", "*, authorization"),
        ("access-control-allow-private-network", "true"),
        ("access-control-max-age", "86400"),
    ] {
        allowed = with(allowed, name, value);
    }
    allowed
}

pub(crate) fn with(mut reply: HttpReply, name: &str, value: &str) -> HttpReply {
    reply.headers.push((name.to_owned(), value.to_owned()));
    reply
}

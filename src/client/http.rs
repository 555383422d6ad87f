//! One HTTP request and its reply, in plain values.

use std::fmt;

/// The methods that the services use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Asks.
    Get,
    /// Submits.
    Post,
}

impl Method {
    /// The method as it stands on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// A request ready to be sent.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// GET or POST.
    pub method: Method,
    /// The absolute address, query included.
    pub url: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The text sent; empty with GET.
    pub body: String,
}

/// A reply read whole.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpReply {
    /// The HTTP status.
    pub status: u16,
    /// Names in lower case. A platform may leave out those not in [`HEADERS_READ`].
    pub headers: Vec<(String, String)>,
    /// The text received.
    pub body: String,
}

/// The headers of a reply that clients look at.
pub const HEADERS_READ: [&str; 3] = ["retry-after", "x-ratelimit-limit", "x-ratelimit-remaining"];

impl HttpRequest {
    /// A POST with a body of the given type.
    #[must_use]
    pub fn post(url: String, content_type: &str, body: String) -> Self {
        let headers = vec![
            ("accept".to_owned(), "application/json".to_owned()),
            ("content-type".to_owned(), content_type.to_owned()),
        ];
        Self { method: Method::Post, url, headers, body }
    }

    /// The value of a header, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The address without its query, which may carry a token.
    #[must_use]
    pub fn address(&self) -> &str {
        self.url.split(['?', '#']).next().unwrap_or_default()
    }
}

impl HttpReply {
    /// The value of a header, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// Shows neither the query, the headers' values nor the body: they carry keys and customers' details.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({} bytes)", self.method.as_str(), self.address(), self.body.len())
    }
}

/// Shows the status and size only.
impl fmt::Debug for HttpReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HTTP {} ({} bytes)", self.status, self.body.len())
    }
}

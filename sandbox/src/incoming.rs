//! A request as a server meets it: any method, any address, any body.

use std::fmt;

use guichet::client::HttpRequest;

use crate::form;

/// One request. It has no Debug of its contents: they carry keys and customers' details.
#[derive(Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The method in capitals, such as `POST`.
    pub method: String,
    /// The absolute address, query included.
    pub url: String,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    /// The text received; empty when there is none.
    pub body: String,
}

impl Incoming {
    /// `scheme://host[:port]`; empty when the address is not absolute.
    pub(crate) fn origin(&self) -> &str {
        let address = self.address();
        address.find("://").map_or("", |scheme| {
            let host_at = scheme + "://".len();
            let path_at = address.get(host_at..).and_then(|rest| rest.find('/'));
            path_at.and_then(|at| address.get(..host_at + at)).unwrap_or(address)
        })
    }

    /// The parts of the path, still percent-encoded, empty ones left out.
    pub(crate) fn segments(&self) -> Vec<&str> {
        let address = self.address();
        let path = address.strip_prefix(self.origin()).unwrap_or(address);
        path.split('/').filter(|segment| !segment.is_empty()).collect()
    }

    /// The first value of that name in the query.
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        let (_, query) = self.url.split('#').next()?.split_once('?')?;
        form::first(&form::decode(query), name).map(str::to_owned)
    }

    /// The value of a header, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether the body says that it is JSON.
    pub(crate) fn is_json(&self) -> bool {
        let kind = self.header("content-type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/json")
    }

    fn address(&self) -> &str {
        self.url.split(['?', '#']).next().unwrap_or_default()
    }
}

impl From<&HttpRequest> for Incoming {
    fn from(request: &HttpRequest) -> Self {
        Self {
            method: request.method.as_str().to_owned(),
            url: request.url.clone(),
            headers: request.headers.clone(),
            body: request.body.clone(),
        }
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({} bytes)", self.method, self.body.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(url: &str) -> Incoming {
        Incoming { method: "GET".into(), url: url.into(), headers: vec![], body: String::new() }
    }

    #[test]
    fn an_address_is_taken_apart() {
        for (url, origin, segments) in [
            (
                "http://localhost:4010/v2/payment/?a=b/c#d",
                "http://localhost:4010",
                vec!["v2", "payment"],
            ),
            ("https://exemple.ci", "https://exemple.ci", vec![]),
            ("https://exemple.ci?x=/y", "https://exemple.ci", vec![]),
            ("/v2//payment", "", vec!["v2", "payment"]),
            ("", "", vec![]),
        ] {
            assert_eq!(get(url).origin(), origin, "{url}");
            assert_eq!(get(url).segments(), segments, "{url}");
        }
    }

    #[test]
    fn the_query_is_decoded_and_ends_at_the_fragment() {
        assert_eq!(get("http://h/p?lang=fr&a=%C3%A9+b#lang=en").query("a").as_deref(), Some("é b"));
        assert_eq!(get("http://h/p#x?lang=en").query("lang"), None);
    }
}

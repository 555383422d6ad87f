//! Which addresses a counter may have: https on a known origin, or this very machine for who develops.

use crate::rules::{Issue, IssueCode};

/// Where the provider's counters are: Checkout's, and those of its successor (the provider's own page script).
const KNOWN: [&str; 6] = [
    "https://checkout.cinetpay.com",
    "https://secure.cinetpay.com",
    "https://checkout.cinetpay.net",
    "https://secure.cinetpay.net",
    "https://checkout.cinetpay.co",
    "https://secure.cinetpay.co",
];

/// Where a counter is when a page gives only its token: Checkout's (seed 003).
pub const OF_TOKENS: &str = "https://checkout.cinetpay.com/payment/";

/// The path of the counters that refuse to be framed.
const UNFRAMED: &str = "/checkout/";

/// Longest address that every browser takes.
const LONGEST: usize = 2000;

/// The origin of an address of the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// As browsers write it: lower case, no default port.
    pub text: String,
    encrypted: bool,
    local: bool,
}

impl Origin {
    /// Reads the origin of an absolute address. What browsers and this reader might read differently is no address here: credentials,
    /// backslashes, blanks, hosts beyond ASCII.
    #[must_use]
    pub fn of(address: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_graphic() && !matches!(b, b'\\' | b'<' | b'>' | b'"');
        if address.len() > LONGEST || !address.bytes().all(plain) {
            return None;
        }
        let (scheme, rest) = address.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        let usual_port = match scheme.as_str() {
            "https" => "443",
            "http" => "80",
            _ => return None,
        };
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let authority = rest.get(..end)?.to_ascii_lowercase();
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            _ => (authority.as_str(), None),
        };
        let in_host = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.');
        let labels = host.split('.').all(|label| !label.is_empty());
        let named = labels && host.bytes().all(in_host);
        if !(named || host == "[::1]") {
            return None;
        }
        let port = match port {
            Some(port) if port.bytes().all(|b| b.is_ascii_digit()) => {
                Some(port.parse::<u16>().ok().filter(|port| *port != 0)?.to_string())
            }
            Some(_) => return None,
            None => None,
        };
        let text = match port.filter(|port| port != usual_port) {
            Some(port) => format!("{scheme}://{host}:{port}"),
            None => format!("{scheme}://{host}"),
        };
        let local =
            matches!(host, "localhost" | "127.0.0.1" | "[::1]") || host.ends_with(".localhost");
        Some(Self { text, encrypted: scheme == "https", local })
    }
}

/// A counter's address that may be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The whole address.
    pub url: String,
    /// Where its messages come from.
    pub origin: String,
    /// Whether its page may be shown in a frame of this page.
    pub framable: bool,
}

/// Which counters a page may open.
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    /// The page's own origin.
    pub page: String,
    /// Origins that the merchant adds.
    pub added: Vec<Origin>,
}

impl Allowed {
    /// Takes an address, or says why not. The counter of a page on this machine may be on this machine too.
    ///
    /// # Errors
    /// `counter_url_refused`.
    pub fn take(&self, url: &str) -> Result<Address, Issue> {
        let refused = || Issue::error(IssueCode::CounterUrlRefused).at("paymentUrl");
        let origin = Origin::of(url).ok_or_else(refused)?;
        let beside = || origin.local && Origin::of(&self.page).is_some_and(|page| page.local);
        let known = KNOWN.contains(&origin.text.as_str())
            || self.added.iter().any(|added| added.text == origin.text)
            || beside();
        if !known || !(origin.encrypted || origin.local) {
            return Err(refused());
        }
        let path = url.get(url.find("://").map_or(0, |at| at + 3)..).unwrap_or_default();
        let path = path.get(path.find('/').unwrap_or(path.len())..).unwrap_or_default();
        // A frame of this very origin could reach out of its sandbox.
        let framable = origin.text != self.page && !path.starts_with(UNFRAMED);
        Ok(Address { url: url.to_owned(), origin: origin.text, framable })
    }
}

/// The counter's token in its address: the last part of the path.
#[must_use]
pub fn token(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next()?;
    let (before, last) = path.rsplit_once('/')?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    (before.contains("://") && is_token_length(last) && last.bytes().all(plain)).then_some(last)
}

/// Tokens of 10 to 128 letters, digits, `-` and `_` are the provider's.
const fn is_token_length(text: &str) -> bool {
    matches!(text.len(), 10..=128)
}

/// The address of the counter of a token.
#[must_use]
pub fn of_token(token: &str) -> Option<String> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    (is_token_length(token) && token.bytes().all(plain)).then(|| format!("{OF_TOKENS}{token}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(page: &str) -> Allowed {
        let added = ["https://pay.exemple.ci", "http://localhost:4010"];
        Allowed { page: page.into(), added: added.iter().filter_map(|a| Origin::of(a)).collect() }
    }

    #[test]
    fn counters_are_https_on_a_known_origin_or_on_this_machine() {
        for (url, origin, framable) in [
            ("https://checkout.cinetpay.com/payment/abc", "https://checkout.cinetpay.com", true),
            ("https://secure.cinetpay.co/checkout/abc", "https://secure.cinetpay.co", false),
            ("HTTPS://Checkout.CinetPay.com:443/payment/x", "https://checkout.cinetpay.com", true),
            ("https://pay.exemple.ci/p?a=1#b", "https://pay.exemple.ci", true),
            ("http://localhost:4010/payment/abc", "http://localhost:4010", true),
        ] {
            let address = allowed("https://shop.ci").take(url).unwrap();
            assert_eq!((address.origin.as_str(), address.framable), (origin, framable), "{url}");
        }
        for url in [
            "http://checkout.cinetpay.com/payment/abc",
            "https://evil.example/payment/abc",
            "https://checkout.cinetpay.com.evil.example/",
            "https://checkout.cinetpay.com@evil.example/",
            "https://evil.example\\@checkout.cinetpay.com/",
            "https://evil.example/https://checkout.cinetpay.com",
            "https://checkout.cinetpay.com:8443/payment/abc",
            "https://user:pass@checkout.cinetpay.com/",
            "https://checkout.cinetpay.com:x/",
            "https://checkout。cinetpay.com/",
            "https://checkout.cinetpay.com\t/",
            " https://checkout.cinetpay.com/",
            "//checkout.cinetpay.com/payment/abc",
            "javascript:alert(1)//https://checkout.cinetpay.com",
            "javascript://checkout.cinetpay.com/%0aalert(1)",
            "data:text/html,<script>alert(1)</script>",
            "blob:https://checkout.cinetpay.com/x",
            "http://localhost:9999/payment/abc",
            "http://pay.exemple.ci/",
            "https://",
            "",
        ] {
            let refused = allowed("https://shop.ci").take(url).unwrap_err();
            assert_eq!(refused.code, IssueCode::CounterUrlRefused, "{url}");
        }
        let long = format!("https://checkout.cinetpay.com/{}", "a".repeat(2000));
        assert!(allowed("https://shop.ci").take(&long).is_err());
    }

    #[test]
    fn a_page_on_this_machine_may_open_a_counter_on_this_machine() {
        for page in ["http://localhost:8080", "http://127.0.0.1:3000", "http://[::1]:3000"] {
            assert!(allowed(page).take("http://127.0.0.1:4011/payment/abc").unwrap().framable);
            assert!(allowed(page).take("http://evil.example/payment/abc").is_err());
        }
    }

    #[test]
    fn a_counter_of_the_pages_own_origin_is_not_framed() {
        let address = allowed("http://localhost:4010").take("http://localhost:4010/payment/abc");
        assert!(!address.unwrap().framable);
    }

    #[test]
    fn tokens_and_addresses_belong_together() {
        assert_eq!(token("https://x.ci/payment/0123456789?lang=fr"), Some("0123456789"));
        assert_eq!(of_token("0123456789").as_deref().and_then(token), Some("0123456789"));
        for text in ["012345678", "0123456789/../evil", "0123456789?x", &"a".repeat(129), ""] {
            assert_eq!(of_token(text), None, "{text}");
        }
        assert_eq!(token("https://0123456789"), None);
    }
}

//! Addresses that the service calls or sends the customer to: absolute, http or https, reachable from outside.

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::cut;
use super::issue::{Issue, IssueCode, Read};
use super::text;
use super::value::Value;

/// Longest address that every browser and server takes.
const LONGEST: usize = 2000;

/// Reads a web address, kept as it is.
///
/// # Errors
/// `url_invalid`, `url_credentials`, `text_too_long`, `not_text`.
pub fn read(value: &Value) -> Read<String> {
    let (address, _) = text::read(value, LONGEST)?;
    let address = address.trim().to_owned();
    let parts = Parts::of(&address).ok_or_else(|| Issue::error(IssueCode::UrlInvalid))?;
    if parts.credentials {
        return Err(Issue::error(IssueCode::UrlCredentials));
    }
    let advice = (!is_public(parts.host)).then(|| Issue::warning(IssueCode::UrlNotPublic));
    Ok((address, advice))
}

/// Whether nothing can be said against an address.
pub(crate) fn is_plain(address: &str) -> bool {
    address.len() <= LONGEST
        && Parts::of(address).is_some_and(|parts| !parts.credentials && is_public(parts.host))
}

struct Parts<'a> {
    host: &'a str,
    credentials: bool,
}

impl<'a> Parts<'a> {
    /// `scheme://[user[:password]@]host[:port][/path][?query][#fragment]`
    fn of(address: &'a str) -> Option<Self> {
        // White space beyond ASCII is left to the service: browsers escape it in paths.
        let unsafe_byte = |b: u8| b <= b' ' || matches!(b, b'\\' | b'<' | b'>' | b'"' | 0x7f);
        if address.bytes().any(unsafe_byte) {
            return None;
        }
        let (scheme, rest) = cut::first(address, b':')?;
        let rest = rest.strip_prefix("//")?;
        if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
            return None;
        }
        let end = rest.bytes().position(|b| matches!(b, b'/' | b'?' | b'#'));
        let authority = rest.get(..end.unwrap_or(rest.len()))?;
        let (credentials, host_and_port) = match cut::last(authority, b'@') {
            Some((_, host_and_port)) => (true, host_and_port),
            None => (false, authority),
        };
        let (host, port) = split_port(host_and_port)?;
        let port_ok = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port != 0));
        (port_ok && is_host(host)).then_some(Self { host, credentials })
    }
}

fn split_port(host_and_port: &str) -> Option<(&str, Option<&str>)> {
    if let Some(bracketed) = host_and_port.strip_prefix("[") {
        let (host, rest) = cut::first(bracketed, b']')?;
        return match rest.strip_prefix(":") {
            Some(port) => Some((host, Some(port))),
            None if rest.is_empty() => Some((host, None)),
            None => None,
        };
    }
    Some(match cut::last(host_and_port, b':') {
        Some((host, port)) => (host, Some(port)),
        None => (host_and_port, None),
    })
}

fn is_host(host: &str) -> bool {
    if text::has(host, b':') {
        return host.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b':' | b'.'));
    }
    let host = without_last_dot(host);
    let numeric = host.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    host.len() <= 253
        && cut::parts(host, b'.').all(|label| is_label(label, b'_'))
        && (!numeric || octets(host).is_some())
}

/// Whether it can stand between the dots of a host's name: letters, digits and hyphens within, and one character besides.
pub(super) fn is_label(label: &str, besides: u8) -> bool {
    let label = label.as_bytes();
    let inner = |b: &u8| text::is_word(*b) || *b == b'-' || *b == besides;
    (1..=63).contains(&label.len())
        && label.first() != Some(&b'-')
        && label.last() != Some(&b'-')
        && label.iter().all(inner)
}

fn without_last_dot(host: &str) -> &str {
    match host.as_bytes() {
        [.., b'.'] => host.get(..host.len() - 1).unwrap_or_default(),
        _ => host,
    }
}

/// The four numbers of an IPv4 address.
fn octets(host: &str) -> Option<[u8; 4]> {
    let mut parts = cut::parts(host, b'.').map(|part| part.parse::<u8>().ok());
    let octets = [parts.next()??, parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(octets)
}

/// Whether a server elsewhere can reach the host.
fn is_public(host: &str) -> bool {
    if let Some(octets) = octets(host) {
        return !matches!(
            octets,
            [0 | 10 | 127, ..] | [172, 16..=31, ..] | [192, 168, ..] | [169, 254, ..]
        );
    }
    if text::has(host, b':') {
        return host != "::1" && host != "::";
    }
    let host = without_last_dot(host);
    let last = cut::last(host, b'.').map_or(host, |(_, last)| last);
    let reserved = ["localhost", "local", "internal", "test"];
    text::has(host, b'.') && !reserved.iter().any(|name| name.eq_ignore_ascii_case(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn url(address: &str) -> Result<Option<IssueCode>, IssueCode> {
        read(&address.into())
            .map(|(_, advice)| advice.map(|issue| issue.code))
            .map_err(|issue| issue.code)
    }

    #[test]
    fn addresses_are_absolute_and_of_the_web() {
        for address in [
            "https://www.exemple.com/return",
            "http://mondomaine.com/notify/",
            "https://webhook.site/d1dbbb89-52c7-49af-a689-b3c412df820d",
            "HTTPS://exemple.ci:8443?x=1#y",
            "https://exemplé.ci/ça",
            "https://[2001:db8::1]/x",
            "http://93.184.216.34/",
        ] {
            assert_eq!(url(address), Ok(None), "{address}");
        }
        for address in [
            "www.exemple.com",
            "/notify",
            "ftp://exemple.com",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "https:///x",
            "https://exemple .com",
            "https://exemple.com:0",
            "https://exemple.com:99999",
            "https://-x.com",
            "https://a..b",
            "https://exemple.com\\@evil.com",
            "https://[::1",
            "https://999.1.1.1",
            "https://1.2.3",
        ] {
            assert_eq!(url(address), Err(IssueCode::UrlInvalid), "{address}");
        }
    }

    #[test]
    fn credentials_are_refused_and_private_hosts_advised_against() {
        assert_eq!(url("https://user:pass@exemple.com/"), Err(IssueCode::UrlCredentials));
        for address in [
            "http://localhost:4010/notify",
            "http://127.0.0.1/",
            "http://192.168.1.4/",
            "http://[::1]/",
            "https://shop.local/",
        ] {
            assert_eq!(url(address), Ok(Some(IssueCode::UrlNotPublic)), "{address}");
        }
    }
}

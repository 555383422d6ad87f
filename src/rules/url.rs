//! Addresses that the service calls or sends the customer to: absolute, http or https, reachable from outside.

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::cut;
use super::issue::{Issue, IssueCode, Read};
use super::text;
use super::value::Value;

/// Longest address that every browser and server takes.
const LONGEST: usize = 2000;
/// Longest name of a host (RFC 1035).
pub(super) const LONGEST_HOST: usize = 253;

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

/// Whether an address is of the plainest kind, of which no more is to be said: a public name's, without a port.
pub(crate) fn is_plain(address: &[u8]) -> bool {
    let Some(rest) = address.strip_prefix(b"https://").or_else(|| address.strip_prefix(b"http://"))
    else {
        return false;
    };
    let end = rest.iter().position(|byte| ends_authority(*byte)).unwrap_or(rest.len());
    let Some((host, path)) = rest.split_at_checked(end) else { return false };
    let is_name = labels(host, b'_').is_some_and(|(count, last)| {
        count > 1 && last.first().is_some_and(u8::is_ascii_alphabetic) && !is_reserved(last)
    });
    is_name
        && address.len() <= LONGEST
        && host.len() <= LONGEST_HOST
        && path.iter().all(|byte| is_safe(*byte))
}

/// White space beyond ASCII is left to the service: browsers escape it in paths.
const fn is_safe(byte: u8) -> bool {
    byte > b' ' && !matches!(byte, b'\\' | b'<' | b'>' | b'"' | 0x7f)
}

const fn ends_authority(byte: u8) -> bool {
    matches!(byte, b'/' | b'?' | b'#')
}

struct Parts<'a> {
    host: &'a str,
    credentials: bool,
}

impl<'a> Parts<'a> {
    /// `scheme://[user[:password]@]host[:port][/path][?query][#fragment]`
    fn of(address: &'a str) -> Option<Self> {
        if !address.bytes().all(is_safe) {
            return None;
        }
        let (scheme, rest) = cut::first(address, b':')?;
        let rest = rest.strip_prefix("//")?;
        if !scheme.eq_ignore_ascii_case("https") && !scheme.eq_ignore_ascii_case("http") {
            return None;
        }
        let end = rest.bytes().position(ends_authority);
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
    host.len() <= LONGEST_HOST
        && labels(host.as_bytes(), b'_').is_some()
        && (!numeric || octets(host).is_some())
}

/// How many labels a host's name has, and the last; None where one cannot stand between dots: letters, digits and hyphens within, and one character besides.
pub(super) fn labels(host: &[u8], besides: u8) -> Option<(usize, &[u8])> {
    let (mut count, mut last) = (0, host);
    for label in host.split(|byte| *byte == b'.') {
        let inner = |b: &u8| text::is_word(*b) || *b == b'-' || *b == besides;
        let is_whole = (1..=63).contains(&label.len())
            && label.first() != Some(&b'-')
            && label.last() != Some(&b'-')
            && label.iter().all(inner);
        if !is_whole {
            return None;
        }
        (count, last) = (count + 1, label);
    }
    Some((count, last))
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
    text::has(host, b'.') && !is_reserved(last.as_bytes())
}

/// Whether names under it mean nothing outside.
fn is_reserved(last: &[u8]) -> bool {
    ["localhost", "local", "internal", "test"]
        .iter()
        .any(|name| name.as_bytes().eq_ignore_ascii_case(last))
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
    fn an_address_is_plain_only_where_nothing_can_be_said_against_it() {
        for address in [
            "https://www.exemple.com/return",
            "http://mondomaine.com",
            "https://a-b.c_d.exemplé.ci?x=1#y",
            "https://exemple.ci#é\u{a0}",
            "https://9.exemple.c9/",
        ] {
            assert!(is_plain(address.as_bytes()), "{address}");
            assert_eq!(url(address), Ok(None), "{address}");
        }
        for address in [
            "HTTPS://exemple.ci",
            "https//exemple.ci",
            "httpss://exemple.ci",
            "https://",
            "https://exemple",
            "https://.ci",
            "https://exemple..ci",
            "https://exemple.ci.",
            "https://-a.ci",
            "https://a-.ci",
            "https://a.ci:80",
            "https://u@a.ci",
            "https://[::1]/",
            "https://1.2.3.4",
            "https://a.local",
            "https://a.TEST/",
            "https://a.ci/ b",
            "https://a.ci/<",
            "https://a b.ci",
        ] {
            assert!(!is_plain(address.as_bytes()), "{address}");
        }
        assert!(!is_plain(["https://a.ci/", &"x".repeat(LONGEST)].concat().as_bytes()));
        assert!(!is_plain(["https://", &"abc.".repeat(70), "ci"].concat().as_bytes()));
        assert!(!is_plain(["https://", &"x".repeat(64), ".ci"].concat().as_bytes()));
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

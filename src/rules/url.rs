//! Addresses that the service calls or sends the customer to: absolute, http or https, reachable from outside.

use alloc::borrow::ToOwned;
use alloc::string::String;

use super::cut;
use super::ip;
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
    read_within(value, LONGEST)
}

/// The same of a service that takes fewer characters.
///
/// # Errors
/// `url_invalid`, `url_credentials`, `text_too_long`, `not_text`.
pub fn read_within(value: &Value, longest: usize) -> Read<String> {
    let address = text::trimmed(value, longest)?;
    let parts = Parts::of(address).ok_or_else(|| Issue::error(IssueCode::UrlInvalid))?;
    if parts.credentials {
        return Err(Issue::error(IssueCode::UrlCredentials));
    }
    let advice = (!parts.host.is_public()).then(|| Issue::warning(IssueCode::UrlNotPublic));
    Ok((address.to_owned(), advice))
}

/// An address that the service sends the customer to, whose browser may reach what the service cannot: nothing is said of its host.
///
/// # Errors
/// Those of the address.
pub fn for_customers(read: Read<String>) -> Read<String> {
    read.map(|(address, _)| (address, None))
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
        && host.is_ascii()
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
    host: Host<'a>,
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
        let (host, port) = match host_and_port.strip_prefix('[') {
            Some(bracketed) => {
                let (address, rest) = cut::first(bracketed, b']')?;
                let port = if rest.is_empty() { "" } else { rest.strip_prefix(':')? };
                (Host::Six(ip::six(address)?), port)
            }
            None => {
                let (name, port) = cut::first(host_and_port, b':').unwrap_or((host_and_port, ""));
                (Host::of(name)?, port)
            }
        };
        is_port(port).then_some(Self { host, credentials })
    }
}

/// No port after the colon is the scheme's own; 0 cannot be called.
fn is_port(port: &str) -> bool {
    port.is_empty()
        || port.bytes().all(|byte| byte.is_ascii_digit())
            && text::whole(port).is_some_and(|port| (1..=65_535).contains(&port))
}

/// Where a server is.
enum Host<'a> {
    Name(&'a str),
    Four([u8; 4]),
    Six([u16; 8]),
}

impl<'a> Host<'a> {
    /// A name, or an IPv4 address where the last label is a number.
    fn of(host: &'a str) -> Option<Self> {
        let host = host.strip_suffix('.').unwrap_or(host);
        let (_, last) = labels(host.as_bytes(), b'_')?;
        if ip::is_number(last) {
            return ip::four(host).map(Self::Four);
        }
        (host.len() <= LONGEST_HOST && text::is_visible(host)).then_some(Self::Name(host))
    }

    /// Whether a server elsewhere can reach it.
    fn is_public(&self) -> bool {
        match self {
            Self::Name(name) => {
                cut::last(name, b'.').is_some_and(|(_, last)| !is_reserved(last.as_bytes()))
            }
            Self::Four(octets) => ip::is_public_four(*octets),
            Self::Six(groups) => ip::is_public_six(groups),
        }
    }
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
            "https://exemple.ci:/x",
            "https://exemple.ci:00443/",
            "https://[2001:db8::1]:8443",
            "https://[2001:db8::1]:/",
            "https://exemple.ci./",
            "https://0x5d.0270.216.34./",
            "https://exemple.c0x1",
            "https://l\u{b7}l.cat",
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
            "https://exemple.com:+80",
            "https://exemple.com:8 0",
            "https://exemple.com:80:80",
            "https://exemple.com:0x50",
            "https://exemple.com:-1",
            "https://-x.com",
            "https://a..b",
            "https://exemple.com\\@evil.com",
            "https://[::1",
            "https://999.1.1.1",
            "https://1.2.3",
            "https://1.2.3.4.5",
            "https://2130706433",
            "https://a.1",
            "https://a.09",
            "https://a.0x1f./",
            "https://1.2.3.08",
            "https://[1:2]/",
            "https://1:2:3:4:5:6:7:8/",
            "https://[1.2.3.4]",
            "https://[::1]x",
            "https://[fe80::1%25eth0]/",
            "https://[]",
            "https://.",
            "https://exe\u{a0}mple.com/",
            "https://exemple\u{200b}.com/",
            "https://exemple.com\u{feff}/",
            "https://exe\u{ad}mple.com/",
            "https://exemple\u{2060}.com",
            "https://exemple\u{200e}.com",
            "https://exemple\u{2028}.com",
            "https://exemple\u{3000}.com",
            "https://exemple\u{85}.com",
        ] {
            assert_eq!(url(address), Err(IssueCode::UrlInvalid), "{address}");
        }
    }

    #[test]
    fn an_address_is_plain_only_where_nothing_can_be_said_against_it() {
        for address in [
            "https://www.exemple.com/return",
            "http://mondomaine.com",
            "https://a-b.c_d.exemple.ci?x=1#y",
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
            "https://exemplé.ci",
            "https://exemple\u{200b}.ci",
            "https://a.0x1f",
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
            "https://shop.local./",
            "http://localhost.",
            "http://127.0.0.1.",
            "http://10.0.0.1./",
            "http://0x7f.0.0.1/",
            "http://0300.0250.1.4/",
            "http://[::]/",
            "http://[0:0:0:0:0:0:0:1]:80/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
            "http://[::ffff:10.0.0.1]/",
        ] {
            assert_eq!(url(address), Ok(Some(IssueCode::UrlNotPublic)), "{address}");
        }
    }
}

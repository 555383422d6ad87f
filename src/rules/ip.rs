//! IP addresses as browsers read them in web addresses (the URL standard of WHATWG), and which of them are reached from outside.

use super::cut;
use super::text;

/// Whether a host that ends in this label is an IPv4 address, or nothing.
pub(super) fn is_number(label: &[u8]) -> bool {
    let is_hexadecimal = |digits: &[u8]| digits.iter().all(u8::is_ascii_hexdigit);
    match label {
        [b'0', b'x' | b'X', digits @ ..] if is_hexadecimal(digits) => true,
        digits => digits.iter().all(u8::is_ascii_digit),
    }
}

/// The four numbers of an IPv4 address, each decimal, hexadecimal behind `0x` or octal behind `0`. Browsers take fewer, which nobody means.
pub(super) fn four(host: &str) -> Option<[u8; 4]> {
    four_of(host, false)
}

fn four_of(host: &str, in_decimals: bool) -> Option<[u8; 4]> {
    let mut parts = cut::parts(host, b'.');
    let mut octets = [0; 4];
    for octet in &mut octets {
        let (base, digits) = match parts.next()?.as_bytes() {
            [] => return None,
            [b'0', _, ..] if in_decimals => return None,
            [b'0', b'x' | b'X', digits @ ..] => (16, digits),
            [b'0', digits @ ..] => (8, digits),
            digits => (10, digits),
        };
        *octet = u8::try_from(in_base(base, digits)?).ok()?;
    }
    parts.next().is_none().then_some(octets)
}

/// No digits are 0, as after `0x`.
fn in_base(base: u32, digits: &[u8]) -> Option<u32> {
    let mut number = 0_u32;
    for digit in digits {
        number = number.checked_mul(base)?.checked_add(char::from(*digit).to_digit(base)?)?;
    }
    Some(number)
}

/// The eight groups of an IPv6 address, `::` standing for those that are zero; the last two may be an IPv4 address in decimals.
pub(super) fn six(address: &str) -> Option<[u16; 8]> {
    let mut groups = [0; 8];
    let mut count = 0;
    let mut gap = None;
    let mut rest = address;
    if let Some(after) = rest.strip_prefix("::") {
        (gap, rest) = (Some(0), after);
    }
    while !rest.is_empty() {
        let (group, after) = cut::first(rest, b':').unwrap_or((rest, ""));
        let is_last = group.len() == rest.len();
        if is_last && text::has(group, b'.') {
            let [a, b, c, d] = four_of(group, true)?;
            *groups.get_mut(count)? = u16::from_be_bytes([a, b]);
            count += 1;
            *groups.get_mut(count)? = u16::from_be_bytes([c, d]);
        } else {
            let digits = group.as_bytes();
            let number = in_base(16, digits).filter(|_| (1..=4).contains(&digits.len()))?;
            *groups.get_mut(count)? = u16::try_from(number).ok()?;
        }
        count += 1;
        rest = match after.strip_prefix(':') {
            Some(_) if gap.is_some() => return None,
            Some(after) => {
                gap = Some(count);
                after
            }
            // A single colon stands between groups.
            None if after.is_empty() && !is_last => return None,
            None => after,
        };
    }
    let Some(gap) = gap else { return (count == 8).then_some(groups) };
    let missing = 8_usize.checked_sub(count).filter(|missing| *missing > 0)?;
    let mut whole = [0; 8];
    for (place, group) in groups.into_iter().take(count).enumerate() {
        // What stands behind the gap stands at the end.
        let to = if place < gap { place } else { place + missing };
        *whole.get_mut(to)? = group;
    }
    Some(whole)
}

/// Whether an IPv4 address is none of private networks, of the machine's own, of its link's, of carriers', of groups or reserved ones (RFC 6890).
pub(super) const fn is_public_four(octets: [u8; 4]) -> bool {
    !matches!(
        octets,
        [0 | 10 | 127 | 224.., ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 168, ..]
    )
}

/// The same of an IPv6 address. One that stands for an IPv4 address is as public as that.
pub(super) fn is_public_six(groups: &[u16; 8]) -> bool {
    match *groups {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] => {
            let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
            is_public_four([a, b, c, d])
        }
        // Unique local, of a link, of groups.
        [first, ..] => !matches!(first, 0xfc00..=0xfdff | 0xfe80..=0xfebf | 0xff00..),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_numbers_are_decimal_octal_or_hexadecimal() {
        for (host, octets) in [
            ("93.184.216.34", [93, 184, 216, 34]),
            ("0x7f.0.0.1", [127, 0, 0, 1]),
            ("0X7F.0x.00.01", [127, 0, 0, 1]),
            ("010.0377.0.0", [8, 255, 0, 0]),
            ("000000000000000000001.2.3.4", [1, 2, 3, 4]),
        ] {
            assert_eq!(four(host), Some(octets), "{host}");
        }
        for host in [
            "256.1.1.1",
            "1.1.1.256",
            "1.2.3",
            "1.2.3.4.5",
            "1..3.4",
            "1.2.3.",
            "08.0.0.1",
            "0xg.0.0.1",
            "-1.2.3.4",
            "+1.2.3.4",
            "99999999999.0.0.1",
            "0x1ffffffff.0.0.1",
            "",
            "a.2.3.4",
        ] {
            assert_eq!(four(host), None, "{host}");
        }
    }

    #[test]
    fn a_last_label_of_digits_or_hexadecimals_is_a_number() {
        for (label, is) in [
            ("1", true),
            ("09", true),
            ("0x", true),
            ("0Xff", true),
            ("0xfg", false),
            ("1a", false),
            ("x1", false),
        ] {
            assert_eq!(is_number(label.as_bytes()), is, "{label}");
        }
    }

    /// The standard library reads what is in brackets as browsers do.
    #[test]
    fn eight_groups_are_those_of_the_standard_library() {
        let parts =
            ["", "0", "1", "ffff", "00ff", "12345", "g", "1.2.3.4", "1.2.3", "01.2.3.4", ":"];
        let mut read = 0;
        let mut seed = 1_u32;
        for _ in 0..200_000 {
            let mut text = String::new();
            let mut next = |below: u32| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (seed >> 16) % below
            };
            for place in 0..next(10) {
                if place > 0 {
                    text.push(':');
                }
                // The first few parts are usual ones.
                let among = if next(8) == 0 { parts.len() } else { 4 };
                text.push_str(parts[next(u32::try_from(among).unwrap()) as usize]);
            }
            let theirs = text.parse::<std::net::Ipv6Addr>().ok().map(|address| address.segments());
            assert_eq!(six(&text), theirs, "{text}");
            read += u32::from(theirs.is_some());
        }
        assert!(read > 5_000, "{read}");
        for text in [
            "1:2",
            "fe80::1%eth0",
            "::1.2.3.04",
            "1:2:3:4:5:6:7:8::",
            "::1:2:3:4:5:6:7:8",
            "[::1]",
            " ::1",
        ] {
            assert_eq!(six(text), None, "{text}");
        }
        for text in ["::", "::1", "1::", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:10.0.0.1"] {
            assert!(six(text).is_some(), "{text}");
        }
    }

    #[test]
    fn addresses_of_networks_apart_are_not_public() {
        for address in [
            "0.0.0.0",
            "10.255.0.1",
            "127.1.2.3",
            "100.64.0.1",
            "100.127.9.9",
            "169.254.1.1",
            "172.16.0.1",
            "172.31.0.1",
            "192.168.0.1",
            "224.0.0.1",
            "255.255.255.255",
        ] {
            assert!(!is_public_four(four(address).unwrap()), "{address}");
            assert!(!is_public_six(&six(&["::ffff:", address].concat()).unwrap()), "{address}");
        }
        for address in [
            "1.1.1.1",
            "11.0.0.1",
            "100.63.0.1",
            "100.128.0.1",
            "169.253.1.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.167.0.1",
            "223.0.0.1",
        ] {
            assert!(is_public_four(four(address).unwrap()), "{address}");
            assert!(is_public_six(&six(&["::ffff:", address].concat()).unwrap()), "{address}");
        }
        for address in
            ["::", "::1", "fc00::1", "fd00::1", "fdff::1", "fe80::1", "febf::1", "ff02::1"]
        {
            assert!(!is_public_six(&six(address).unwrap()), "{address}");
        }
        for address in ["2001:db8::1", "fbff::1", "fe00::1", "fec0::1", "1::", "::1:0:0:1"] {
            assert!(is_public_six(&six(address).unwrap()), "{address}");
        }
    }
}

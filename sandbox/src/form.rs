//! `application/x-www-form-urlencoded`: forms, queries and the notification's body.

use std::fmt::Write;

/// Encodes one value; space becomes `+`.
pub(crate) fn encode_value(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => {
                encoded.push(char::from(byte));
            }
            b' ' => encoded.push('+'),
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// Encodes named values in their order.
pub(crate) fn encode(fields: &[(String, String)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode_value(name), encode_value(value)))
        .collect();
    pairs.join("&")
}

/// Decodes named values in their order.
pub(crate) fn decode(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode_value(name), decode_value(value))
        })
        .collect()
}

/// Decodes one value of a form or query, where `+` is a space.
pub(crate) fn decode_value(text: &str) -> String {
    decode_segment(&text.replace('+', " "))
}

/// Decodes a part of a path. Broken escapes stay as they are; what is no UTF-8 becomes U+FFFD.
pub(crate) fn decode_segment(text: &str) -> String {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let escape = part.get(..2).filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        match escape.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend(part.bytes().skip(2));
            }
            None => {
                bytes.push(b'%');
                bytes.extend(part.bytes());
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The address with everything beyond ASCII escaped: a header cannot carry it otherwise.
pub(crate) fn ascii(address: &str) -> String {
    let mut escaped = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

/// The first value of that name.
pub(crate) fn first<'a>(fields: &'a [(String, String)], name: &str) -> Option<&'a str> {
    fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The address with named values added to its query; what it has, fragment included, is kept.
pub(crate) fn add_to_query(address: &str, fields: &[(String, String)]) -> String {
    let (page, fragment) = match address.split_once('#') {
        Some((page, fragment)) => (page, format!("#{fragment}")),
        None => (address, String::new()),
    };
    let joint = match page.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some((_, query)) if query.ends_with('&') => "",
        Some(_) => "&",
    };
    format!("{page}{joint}{}{fragment}", encode(fields))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_decoded() {
        for text in
            ["", "REFID12354", "25 000fr + é & = % #", "Reste à payer", "\u{1f4b0}\n", "%zz%4"]
        {
            assert_eq!(decode_value(&encode_value(text)), text);
        }
    }

    #[test]
    fn broken_escapes_stay_and_broken_utf8_is_replaced() {
        for (text, decoded) in [
            ("100%", "100%"),
            ("%4", "%4"),
            ("%+1", "% 1"),
            ("%é1", "%é1"),
            ("%FF", "\u{fffd}"),
            ("a%2Fb", "a/b"),
        ] {
            assert_eq!(decode_value(text), decoded, "{text}");
        }
        assert_eq!(decode_segment("a+b%20c"), "a+b c");
    }

    #[test]
    fn a_query_is_added_before_the_fragment_and_after_what_is_there() {
        let id = [("id".to_owned(), "a b".to_owned())];
        for (address, with) in [
            ("https://x.ci", "https://x.ci?id=a+b"),
            ("https://x.ci/?", "https://x.ci/?id=a+b"),
            ("https://x.ci/?a=1#top", "https://x.ci/?a=1&id=a+b#top"),
            ("https://x.ci/?a=1&", "https://x.ci/?a=1&id=a+b"),
            ("https://x.ci/#/spa?route=1", "https://x.ci/?id=a+b#/spa?route=1"),
        ] {
            assert_eq!(add_to_query(address, &id), with);
        }
    }
}

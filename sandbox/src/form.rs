//! `application/x-www-form-urlencoded`: forms, queries and the notification's body.

use form_urlencoded::Serializer;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What a header cannot carry; all beyond ASCII besides.
const NOT_IN_A_HEADER: &AsciiSet = &CONTROLS.add(b' ');

/// Encodes named values in their order.
pub(crate) fn encode(fields: &[(String, String)]) -> String {
    Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// Decodes named values in their order.
pub(crate) fn decode(text: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

/// Decodes a part of a path. Broken escapes stay as they are; what is no UTF-8 becomes U+FFFD.
pub(crate) fn decode_segment(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The address with everything beyond ASCII escaped: a header cannot carry it otherwise.
pub(crate) fn ascii(address: &str) -> String {
    utf8_percent_encode(address, NOT_IN_A_HEADER).to_string()
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
            let fields =
                vec![("name".to_owned(), text.to_owned()), (text.to_owned(), String::new())];
            assert_eq!(decode(&encode(&fields)), fields, "{text}");
        }
    }

    #[test]
    fn broken_escapes_stay_and_broken_utf8_is_replaced() {
        for (text, decoded) in [
            ("100%", "100%"),
            ("%4", "%4"),
            ("%é1", "%é1"),
            ("%FF", "\u{fffd}"),
            ("a+b%2Fc", "a+b/c"),
        ] {
            assert_eq!(decode_segment(text), decoded, "{text}");
        }
    }

    #[test]
    fn a_header_carries_an_address_of_any_letters() {
        assert_eq!(ascii("https://x.ci/é a\n?b=%20"), "https://x.ci/%C3%A9%20a%0A?b=%20");
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

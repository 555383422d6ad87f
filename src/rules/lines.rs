//! Texts kept as the lines of one, found by their lengths: a table of texts would carry an address and a length for each besides.

/// Texts known when the program is compiled, put together.
pub(crate) struct Lines {
    pub(crate) text: &'static str,
    pub(crate) lengths: &'static [u8],
}

impl Lines {
    /// The line at that place, the first being 0; nothing where there are fewer.
    pub(crate) fn line(&self, place: usize) -> &'static str {
        let Some((before, [length, ..])) = self.lengths.split_at_checked(place) else { return "" };
        let from: usize = before.iter().map(|length| usize::from(*length)).sum();
        self.text.get(from..from + usize::from(*length)).unwrap_or_default()
    }
}

/// Puts texts together, a line each.
macro_rules! lines {
    ($texts:expr) => {{
        const TEXTS: &[&str] = $texts;
        const BYTES: [u8; $crate::rules::lines::length(TEXTS)] =
            $crate::rules::lines::joined(TEXTS);
        const LENGTHS: [u8; TEXTS.len()] = $crate::rules::lines::lengths(TEXTS);
        $crate::rules::lines::Lines {
            text: $crate::rules::lines::as_text(&BYTES),
            lengths: &LENGTHS,
        }
    }};
}

pub(crate) use lines;

/// How many bytes the lines have together.
pub(crate) const fn length(mut texts: &[&str]) -> usize {
    let mut length = 0;
    while let [text, rest @ ..] = texts {
        length += text.len();
        texts = rest;
    }
    length
}

#[expect(clippy::indexing_slicing, reason = "at compile time")]
pub(crate) const fn joined<const LENGTH: usize>(mut texts: &[&str]) -> [u8; LENGTH] {
    let mut joined = [0; LENGTH];
    let mut to = 0;
    while let [text, rest @ ..] = texts {
        let mut from = 0;
        while from < text.len() {
            joined[to] = text.as_bytes()[from];
            from += 1;
            to += 1;
        }
        texts = rest;
    }
    joined
}

#[expect(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "at compile time, which ends where one is too long"
)]
pub(crate) const fn lengths<const COUNT: usize>(texts: &[&str]) -> [u8; COUNT] {
    let mut lengths = [0; COUNT];
    let mut place = 0;
    while place < COUNT {
        assert!(texts[place].len() <= u8::MAX as usize);
        lengths[place] = texts[place].len() as u8;
        place += 1;
    }
    lengths
}

pub(crate) const fn as_text(bytes: &[u8]) -> &str {
    match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(_) => "",
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn lines_are_given_back_as_they_were_put() {
        const LINES: Lines = lines!(&["one", "", "é\n", "four"]);
        let given: Vec<&str> = (0..6).map(|place| LINES.line(place)).collect();
        assert_eq!(given, ["one", "", "é\n", "four", "", ""]);
    }
}

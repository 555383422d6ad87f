//! Cutting text at ASCII characters. The searchers of the standard library would weigh more than the rules that use them.

/// What stands before and after the first of that character; None where there is none.
#[must_use]
pub fn first(text: &str, at: u8) -> Option<(&str, &str)> {
    around(text, text.bytes().position(|byte| byte == at)?)
}

/// What stands before and after the last of that character; None where there is none.
#[must_use]
pub fn last(text: &str, at: u8) -> Option<(&str, &str)> {
    around(text, text.bytes().rposition(|byte| byte == at)?)
}

fn around(text: &str, position: usize) -> Option<(&str, &str)> {
    let (before, rest) = text.split_at_checked(position)?;
    Some((before, rest.get(1..)?))
}

/// The parts between those characters; the whole text where there is none.
#[must_use]
pub const fn parts(text: &str, at: u8) -> Parts<'_> {
    Parts { rest: Some(text), at }
}

/// An iterator over the parts of a text.
#[derive(Clone)]
pub struct Parts<'a> {
    rest: Option<&'a str>,
    at: u8,
}

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let (part, after) = match first(rest, self.at) {
            Some((part, after)) => (part, Some(after)),
            None => (rest, None),
        };
        self.rest = after;
        Some(part)
    }
}

/// Where one text stands in another, in bytes.
#[must_use]
pub fn position(text: &str, part: &str) -> Option<usize> {
    if part.is_empty() {
        return None;
    }
    text.as_bytes().windows(part.len()).position(|window| window == part.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_at_the_first_and_last_character() {
        assert_eq!(first("é:b:c", b':'), Some(("é", "b:c")));
        assert_eq!(last("é:b:c", b':'), Some(("é:b", "c")));
        assert_eq!(first(":", b':'), Some(("", "")));
        assert_eq!((first("", b':'), last("abc", b':')), (None, None));
    }

    #[test]
    fn parts_are_those_of_the_standard_library() {
        for text in ["", ".", "a", "a.b", ".a..é.", "a."] {
            let ours: alloc::vec::Vec<&str> = parts(text, b'.').collect();
            let theirs: alloc::vec::Vec<&str> = text.split('.').collect();
            assert_eq!(ours, theirs, "{text}");
        }
    }

    #[test]
    fn a_text_is_found_in_another() {
        assert_eq!(position("aébc", "bc"), Some(3));
        assert_eq!((position("a", "ab"), position("a", "")), (None, None));
    }
}

//! The sentences that say what is wrong, in French and English.

mod en;
mod fr;

use alloc::string::String;

use super::issue::{Issue, IssueCode, Param};
use super::text;

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// French.
    Fr,
}

impl Lang {
    /// Reads `fr` or `en`, in any case and with any region (`fr-CI`).
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        if primary.eq_ignore_ascii_case("fr") {
            Some(Self::Fr)
        } else if primary.eq_ignore_ascii_case("en") {
            Some(Self::En)
        } else {
            None
        }
    }

    /// `fr` or `en`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }
}

/// The sentence with places for the issue's details, `{field}` being its path.
#[must_use]
pub const fn template(code: IssueCode, lang: Lang) -> &'static str {
    match lang {
        Lang::En => en::template(code),
        Lang::Fr => fr::template(code),
    }
}

/// The sentence for one issue. A detail that it lacks shows as nothing.
#[must_use]
pub fn render(issue: &Issue, lang: Lang) -> String {
    let mut sentence = String::new();
    let mut rest = template(issue.code, lang);
    while let Some((before, after)) = rest.split_once('{') {
        sentence.push_str(before);
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        if name == "field" {
            sentence.push_str(&issue.path);
        } else {
            match issue.params.iter().find(|(key, _)| *key == name) {
                Some((_, Param::Text(words))) => sentence.push_str(words),
                Some((_, Param::Number(number))) => sentence.push_str(&text::digits(*number)),
                None => {}
            }
        }
        rest = tail;
    }
    sentence.push_str(rest);
    sentence
}

//! The sentences that say what is wrong, in French and English.

/// The sentences of a language, a line each, in the order of the codes.
macro_rules! sentences {
    ($($(#[cfg($($when:tt)+)])? $code:ident: $sentence:literal,)+) => {
        pub(super) const SENTENCES: $crate::rules::lines::Lines = $crate::rules::lines::lines!(&[$($(#[cfg($($when)+)])? $sentence,)+]);

        const _: () = assert!(
            super::is_in_order(&[$($(#[cfg($($when)+)])? $crate::rules::IssueCode::$code,)+]),
            "every code has its sentence, in the order of the codes"
        );
    };
}

use sentences;

mod en;
mod fr;

use alloc::string::String;

use super::cut;
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
        let tag = tag.trim();
        let primary = tag
            .get(..2)
            .filter(|_| !matches!(tag.as_bytes().get(2), Some(b) if b.is_ascii_alphanumeric()))?;
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
pub fn template(code: IssueCode, lang: Lang) -> &'static str {
    let sentences = match lang {
        Lang::En => en::SENTENCES,
        Lang::Fr => fr::SENTENCES,
    };
    sentences.line(code as usize)
}

/// Whether these are all codes, in their order.
#[expect(clippy::indexing_slicing, reason = "at compile time")]
const fn is_in_order(codes: &[IssueCode]) -> bool {
    let mut place = 0;
    while place < codes.len() && codes[place] as usize == place {
        place += 1;
    }
    place == IssueCode::ALL.len()
}

impl Issue {
    /// The sentence for a person.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        render(self, lang)
    }
}

/// Most sentences are shorter, in bytes.
const USUAL: usize = 128;

/// The sentence for one issue; a value checked alone is called so. A detail that it lacks shows as nothing.
fn render(issue: &Issue, lang: Lang) -> String {
    let mut sentence = String::with_capacity(USUAL);
    let mut rest = template(issue.code, lang);
    while let Some((before, after)) = cut::first(rest, b'{') {
        push(&mut sentence, before, lang);
        let (place, tail) = cut::first(after, b'}').unwrap_or((after, ""));
        // `{name: words * words}` shows the words around the detail where the issue has it.
        let (name, around) = cut::first(place, b':').unwrap_or((place, "*"));
        let (ahead, behind) = cut::first(around, b'*').unwrap_or((around, ""));
        if name == "field" {
            let alone = match lang {
                Lang::En => "value",
                Lang::Fr => "la valeur",
            };
            text::show(&mut sentence, if issue.path.is_empty() { alone } else { &issue.path });
        } else {
            let is_told =
                |detail: &Param| !matches!(detail, Param::Text(words) if words.is_empty());
            let found = issue.params.iter().find(|(key, detail)| *key == name && is_told(detail));
            let Some((_, detail)) = found else {
                rest = tail;
                continue;
            };
            push(&mut sentence, ahead, lang);
            match detail {
                // What is ours is shown whole.
                Param::Text(words) if name == "got" => text::show(&mut sentence, words),
                Param::Text(words) => sentence.push_str(words),
                Param::Word([_, word]) if lang == Lang::Fr => sentence.push_str(word),
                Param::Word([word, _]) => sentence.push_str(word),
                Param::Number(number) => text::push_digits(&mut sentence, *number),
            }
            push(&mut sentence, behind, lang);
        }
        rest = tail;
    }
    push(&mut sentence, rest, lang);
    sentence
}

/// Words of a sentence. In French a colon, semicolon or question mark stays on the line of what it follows.
fn push(sentence: &mut String, words: &str, lang: Lang) {
    if lang == Lang::En {
        sentence.push_str(words);
        return;
    }
    let mut characters = words.chars().peekable();
    while let Some(character) = characters.next() {
        sentence.push(match (character, characters.peek()) {
            (' ', Some(':')) => '\u{a0}',
            (' ', Some(';' | '?')) => '\u{202f}',
            _ => character,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_sentence_in_each_language_with_the_same_details() {
        let places = |sentence: &str| {
            let mut names: Vec<String> = sentence
                .split('{')
                .skip(1)
                .filter_map(|part| part.split(['}', ':']).next())
                .filter(|name| *name != "field")
                .map(String::from)
                .collect();
            names.sort();
            names
        };
        for code in IssueCode::ALL {
            let (en, fr) = (template(*code, Lang::En), template(*code, Lang::Fr));
            assert!(!en.is_empty() && !fr.is_empty() && en != fr, "{}", code.name());
            assert_eq!(places(en), places(fr), "{}", code.name());
        }
    }

    #[test]
    fn a_value_checked_alone_is_called_so() {
        let issue = Issue::error(IssueCode::Required);
        assert_eq!(issue.message(Lang::En), "value is required");
        assert_eq!(issue.message(Lang::Fr), "la valeur est obligatoire");
        assert_eq!(issue.at("amount").message(Lang::Fr), "amount est obligatoire");
    }

    #[test]
    fn french_marks_are_not_parted_from_their_words() {
        let issue =
            Issue::error(IssueCode::NotText).at("lang").with_word("got", ["array", "une liste"]);
        assert_eq!(issue.message(Lang::Fr), "lang doit être un texte, reçu\u{a0}: une liste");
        assert_eq!(issue.message(Lang::En), "lang must be text, got array");
        for code in IssueCode::ALL {
            let sentence = Issue::error(*code).message(Lang::Fr);
            assert!(!sentence.contains(" :") && !sentence.contains(" ;"), "{sentence}");
        }
    }

    #[test]
    fn what_was_got_is_shown_short_and_what_is_suggested_whole() {
        let long = "x".repeat(100);
        let issue = Issue::error(IssueCode::TransactionIdCharacters)
            .with("got", &format!("A\t/{long}"))
            .with("suggestion", &long)
            .at(&format!("a\n{long}"));
        let message = issue.message(Lang::En);
        let start = format!("a␊{}… A␉/{}… holds", "x".repeat(58), "x".repeat(57));
        assert!(message.starts_with(&start), "{message}");
        assert!(message.ends_with(&format!(" {long}")));
        assert_eq!(issue.path.len(), 102);
        let got = issue.params.iter().find(|(name, _)| *name == "got");
        assert_eq!(got.unwrap().1, Param::Text(format!("A\t/{long}")));
    }

    #[test]
    fn languages_are_found_whatever_the_case_and_region() {
        for (tag, lang) in [
            ("fr", Some(Lang::Fr)),
            ("FR-CI", Some(Lang::Fr)),
            ("en_US", Some(Lang::En)),
            ("de", None),
            ("", None),
        ] {
            assert_eq!(Lang::parse(tag), lang, "{tag}");
        }
    }
}

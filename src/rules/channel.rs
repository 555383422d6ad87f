//! The universes of the counter and its languages (seed 003).

use super::issue::{Issue, IssueCode, Read};
use super::messages::Lang;
use super::text;
use super::value::Value;

/// What the counter offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Channels {
    /// Everything that the account has. The documented default.
    #[default]
    All,
    /// Mobile money only.
    MobileMoney,
    /// Cards only; the customer's details are then required.
    CreditCard,
    /// Wallets only.
    Wallet,
}

impl Channels {
    /// Every choice, in the order of the documentation.
    pub const ALL: [Self; 4] = [Self::All, Self::MobileMoney, Self::CreditCard, Self::Wallet];

    /// The documented word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::MobileMoney => "MOBILE_MONEY",
            Self::CreditCard => "CREDIT_CARD",
            Self::Wallet => "WALLET",
        }
    }

    /// Reads the documented word, in any case.
    ///
    /// # Errors
    /// `channel_unknown`, `not_text`.
    pub fn read(value: &Value) -> Read<Self> {
        let word = text::as_text(value)?;
        Self::find(word).map(|channels| (channels, None)).ok_or_else(|| {
            Issue::error(IssueCode::ChannelUnknown)
                .with("got", word.trim())
                .with("expected", "ALL, MOBILE_MONEY, CREDIT_CARD, WALLET")
        })
    }

    /// Finds a choice by its word, in any case.
    #[must_use]
    pub fn find(word: &str) -> Option<Self> {
        let word = word.trim();
        Self::ALL.into_iter().find(|channels| channels.word().eq_ignore_ascii_case(word))
    }
}

/// Reads the counter's language: `fr` or `en`, in any case (a sample of seed 003 sends `FR`).
///
/// # Errors
/// `lang_unknown`, `not_text`.
pub fn read_lang(value: &Value) -> Read<Lang> {
    let tag = text::as_text(value)?.trim();
    Lang::parse(tag)
        .filter(|lang| lang.tag().len() == tag.len())
        .map(|lang| (lang, None))
        .ok_or_else(|| Issue::error(IssueCode::LangUnknown).with("got", tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_are_the_four_documented_words() {
        for word in ["ALL", "MOBILE_MONEY", "CREDIT_CARD", "WALLET", "all"] {
            assert!(Channels::read(&word.into()).is_ok(), "{word}");
        }
        for word in ["MOBILE", "CARD", "ALL,WALLET"] {
            assert_eq!(Channels::read(&word.into()).unwrap_err().code, IssueCode::ChannelUnknown);
        }
    }

    #[test]
    fn the_counter_speaks_french_and_english() {
        assert_eq!(read_lang(&"FR".into()).unwrap().0, Lang::Fr);
        assert_eq!(read_lang(&"en".into()).unwrap().0, Lang::En);
        for tag in ["de", "fr-CI", "français"] {
            assert_eq!(read_lang(&tag.into()).unwrap_err().code, IssueCode::LangUnknown, "{tag}");
        }
    }
}

//! What the customer reads around the counter, in French and English; a page may put its own words in their place.

use crate::rules::{Lang, Value};

/// A text around the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The dialog's name.
    Title,
    /// The frame's name.
    Frame,
    /// The close button's name.
    Close,
    /// The counter is on its way.
    Opening,
    /// It is open in a window of its own.
    InWindow,
    /// The browser did not let it open.
    Blocked,
    /// Asking where the payment stands.
    Checking,
    /// The button that opens it.
    Open,
    /// The button that brings its window to the front.
    Show,
    /// The button that opens it in a window, beside a frame that shows nothing.
    OpenInWindow,
}

struct Entry(Word, &'static str, &'static str, &'static str);

/// Name for `texts`, French, English.
const WORDS: [Entry; 10] = [
    Entry(Word::Title, "title", "Paiement", "Payment"),
    Entry(Word::Frame, "frame", "Guichet de paiement CinetPay", "CinetPay payment counter"),
    Entry(Word::Close, "close", "Fermer le paiement", "Close the payment"),
    Entry(Word::Opening, "opening", "Ouverture du guichet…", "Opening the payment counter…"),
    Entry(
        Word::InWindow,
        "inWindow",
        "Le guichet est ouvert dans une autre fenêtre. Terminez votre paiement là-bas, puis revenez ici.",
        "The payment counter is open in another window. Finish paying there, then come back here.",
    ),
    Entry(
        Word::Blocked,
        "blocked",
        "Votre navigateur n'a pas laissé s'ouvrir la fenêtre du guichet. Ouvrez-la avec ce bouton.",
        "Your browser did not let the counter's window open. Open it with this button.",
    ),
    Entry(Word::Checking, "checking", "Vérification de votre paiement…", "Checking your payment…"),
    Entry(Word::Open, "open", "Ouvrir le guichet", "Open the counter"),
    Entry(Word::Show, "show", "Afficher le guichet", "Show the counter"),
    Entry(
        Word::OpenInWindow,
        "openInWindow",
        "Rien ne s'affiche ? Ouvrir dans une fenêtre",
        "Nothing here? Open it in a window",
    ),
];

/// Longest text that a page may give.
const LONGEST: usize = 500;

/// The texts of one counter.
#[derive(Clone, Debug)]
pub struct Words {
    lang: Lang,
    own: Vec<(Word, String)>,
}

impl Words {
    /// The texts of a language, with those that `texts` puts in their place.
    #[must_use]
    pub fn new(lang: Lang, texts: Option<&Value>) -> Self {
        let given = |Entry(word, name, ..): &Entry| {
            let text = texts?.get(name)?.as_text()?.trim();
            (!text.is_empty() && text.len() <= LONGEST).then(|| (*word, text.to_owned()))
        };
        Self { lang, own: WORDS.iter().filter_map(given).collect() }
    }

    /// One of them.
    #[must_use]
    pub fn text(&self, word: Word) -> String {
        if let Some((_, own)) = self.own.iter().find(|(known, _)| *known == word) {
            return own.clone();
        }
        let found = WORDS.iter().find(|Entry(known, ..)| *known == word);
        let text = found.map(|Entry(_, _, fr, en)| match self.lang {
            Lang::Fr => *fr,
            Lang::En => *en,
        });
        text.unwrap_or_default().to_owned()
    }

    /// Their language.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::json;

    #[test]
    fn pages_may_put_their_own_words_in_place() {
        let texts = json::parse(r#"{"title":" Billetterie ","close":"","evil":"x","open":7}"#);
        let words = Words::new(Lang::Fr, texts.as_ref());
        assert_eq!(words.text(Word::Title), "Billetterie");
        assert_eq!(words.text(Word::Close), "Fermer le paiement");
        assert_eq!(words.text(Word::Open), "Ouvrir le guichet");
        for Entry(word, _, fr, en) in &WORDS {
            assert_eq!(Words::new(Lang::Fr, None).text(*word), *fr);
            assert_eq!(Words::new(Lang::En, None).text(*word), *en);
        }
    }
}

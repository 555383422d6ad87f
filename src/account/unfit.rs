//! Why a journal cannot serve a list.

use crate::client::error::{Advice, ErrorKind, GuichetError};

/// What is wrong with the journal that a list was given. Nothing has been sent then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// It cannot be read or written.
    Failed,
    /// Another run is using it.
    InUse,
    /// It was begun with another list, or for another service or address.
    Another,
    /// A line of it is none of ours, or not what it was when it was written.
    Damaged,
    /// Another version of guichet has written it: what it says is not known here.
    Version,
}

const JOURNAL: &str = "journal";

impl Unfit {
    const fn advice(self) -> Advice {
        match self {
            Self::Failed => Advice {
                en: "The journal cannot be read or written, so nothing more was sent; see to its disk, and that no other process writes it, then send the same list with it again.",
                fr: "Le journal ne peut être lu ou écrit, donc plus rien n'a été envoyé ; vérifiez son disque et qu'aucun autre processus n'y écrit, puis renvoyez la même liste avec lui.",
            },
            Self::InUse => Advice {
                en: "Another run is using this journal, so nothing was sent; wait until it has ended. Another list needs a journal of its own.",
                fr: "Un autre envoi se sert de ce journal, donc rien n'a été envoyé ; attendez qu'il soit terminé. Une autre liste demande son propre journal.",
            },
            Self::Another => Advice {
                en: "The journal was begun with another list, service or base_url, so nothing was sent. To go on with its list, give that list as it was, in its order; only rejected items may be corrected in their places. Another list needs a journal of its own.",
                fr: "Le journal a été commencé avec une autre liste, un autre service ou un autre base_url, donc rien n'a été envoyé. Pour reprendre sa liste, donnez-la telle quelle, dans son ordre ; seuls les éléments refusés (rejected) peuvent être corrigés, à leur place. Une autre liste demande son propre journal.",
            },
            Self::Damaged => Advice {
                en: "The journal is damaged, or is no journal, so nothing was sent. Restore it; where that cannot be done, look its items up by their identifiers (find) before any of them is sent again.",
                fr: "Le journal est endommagé, ou n'en est pas un, donc rien n'a été envoyé. Restaurez-le ; à défaut, recherchez ses éléments par leurs identifiants (find) avant d'en renvoyer un seul.",
            },
            Self::Version => Advice {
                en: "The journal was written by another version of guichet, so nothing was sent; finish its list with that version, or look its items up by their identifiers (find) before any of them is sent again.",
                fr: "Le journal a été écrit par une autre version de guichet, donc rien n'a été envoyé ; terminez sa liste avec cette version, ou recherchez ses éléments par leurs identifiants (find) avant d'en renvoyer un seul.",
            },
        }
    }

    /// As an error of the caller's.
    pub(super) fn error(self) -> GuichetError {
        let mut error = GuichetError::new(ErrorKind::Validation, self.advice());
        error.service_message = Some(JOURNAL.to_owned());
        error
    }

    /// Whether an error is one of these.
    pub(super) fn is_why(error: &GuichetError) -> bool {
        error.kind == ErrorKind::Validation && error.service_message.as_deref() == Some(JOURNAL)
    }
}

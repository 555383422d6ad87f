//! Codes that services answer with: each service documents its own.

use super::error::Advice;

/// One documented code; `M` is what a service's codes can say.
#[derive(Debug)]
pub struct Code<M: 'static> {
    /// The number as the service writes it.
    pub code: &'static str,
    /// The service's name for it, spelled as the service does.
    pub name: &'static str,
    /// What it says.
    pub meaning: M,
    /// What to do next.
    pub advice: Advice,
}

/// What the codes of a service can say.
pub trait Documented: Sized + 'static {
    /// Every documented code, in the order of the documentation.
    const CODES: &'static [Code<Self>];
}

impl<M: Documented> Code<M> {
    /// Finds a documented code; None for one that is not documented.
    #[must_use]
    pub fn find(code: &str) -> Option<&'static Self> {
        M::CODES.iter().find(|known| known.code == code)
    }

    /// Every documented code.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        M::CODES
    }
}

/// A row of a service's table.
pub(crate) const fn code<M>(
    code: &'static str,
    name: &'static str,
    meaning: M,
    en: &'static str,
    fr: &'static str,
) -> Code<M> {
    Code { code, name, meaning, advice: Advice { en, fr } }
}

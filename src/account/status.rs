//! Where a payout stands: `treatment_status` (seed 001, "Status of a payout").

/// A documented state, or one that nobody documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// NEW: waits to be processed.
    New,
    /// REC: is being processed.
    Received,
    /// NOS: is pending.
    Pending,
    /// VAL: paid. Final.
    Valid,
    /// REJ: not paid. Final.
    Rejected,
    /// Another word, as the service wrote it.
    Other(String),
}

impl Treatment {
    /// By the service's word.
    #[must_use]
    pub fn of(word: &str) -> Self {
        match word {
            "NEW" => Self::New,
            "REC" => Self::Received,
            "NOS" => Self::Pending,
            "VAL" => Self::Valid,
            "REJ" => Self::Rejected,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The service's word.
    #[must_use]
    pub fn word(&self) -> &str {
        match self {
            Self::New => "NEW",
            Self::Received => "REC",
            Self::Pending => "NOS",
            Self::Valid => "VAL",
            Self::Rejected => "REJ",
            Self::Other(word) => word,
        }
    }

    /// Whether it can no longer change. A word that nobody documents is not final.
    #[must_use]
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Valid | Self::Rejected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn validated_and_rejected_are_final_and_nothing_else_is() {
        for (word, is_final) in [
            ("NEW", false),
            ("REC", false),
            ("NOS", false),
            ("VAL", true),
            ("REJ", true),
            ("XYZ", false),
            ("", false),
        ] {
            let treatment = Treatment::of(word);
            assert_eq!((treatment.word(), treatment.is_final()), (word, is_final));
        }
    }
}

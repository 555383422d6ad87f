//! Where money stands, in the words of every service.

/// Where a payment, or a transfer, stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentState {
    /// Paid. Final.
    Accepted,
    /// Not paid, and will not be under this identifier. Final.
    Refused,
    /// The customer or the operator has not finished, or the service does not call it final.
    Pending,
    /// The answer does not say, contradicts itself, or says something undocumented. Ask again; never take it for a failure.
    Unknown,
}

impl PaymentState {
    /// The word that JavaScript uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Pending => "pending",
            Self::Unknown => "unknown",
        }
    }

    /// Whether it can no longer change.
    #[must_use]
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Accepted | Self::Refused)
    }
}

impl serde::Serialize for PaymentState {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.word())
    }
}

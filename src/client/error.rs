//! The one error of every client: what kind, what the service said, what to do next. Never a secret, never a whole phone number.

use std::fmt::{self, Write};
use std::ops::{Deref, DerefMut};

use crate::rules::{Issue, Lang, Severity};

/// What kind of thing went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The request breaks a rule; nothing was sent.
    Validation,
    /// The service refused.
    Api,
    /// The service did not accept the credentials.
    Auth,
    /// No reply came.
    Network,
    /// No reply came in time.
    Timeout,
    /// The caller gave up.
    Aborted,
    /// Money may or may not have moved: ask for the transaction before doing anything else.
    OutcomeUnknown,
    /// The reply is not what the service documents.
    Protocol,
}

impl ErrorKind {
    /// The word that JavaScript uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Validation => "validation",
            Self::Api => "api",
            Self::Auth => "auth",
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::Aborted => "aborted",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::Protocol => "protocol",
        }
    }
}

/// Why a call did not succeed. A pointer to its [`Failure`], so that passing it on costs little.
#[derive(Clone, PartialEq, Eq)]
pub struct GuichetError(Box<Failure>);

/// What an error says.
#[derive(Clone, PartialEq, Eq)]
pub struct Failure {
    /// What kind of thing went wrong.
    pub kind: ErrorKind,
    /// The service's code, as text.
    pub code: Option<String>,
    /// The service's name for the code, such as `AUTH_NOT_FOUND`.
    pub service_message: Option<String>,
    /// What the service adds, without secrets.
    pub description: Option<String>,
    /// The HTTP status, when a reply came.
    pub http_status: Option<u16>,
    /// Whether the same call may succeed later.
    pub retryable: bool,
    /// What is wrong with the request.
    pub issues: Vec<Issue>,
    /// What the operation can be asked for by, with the names that the service has for them.
    pub ids: Vec<(&'static str, String)>,
    /// What to do next, in both languages.
    pub advice: Advice,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Advice {
    /// In English.
    pub en: &'static str,
    /// In French.
    pub fr: &'static str,
}

impl Advice {
    /// In one of them.
    #[must_use]
    pub const fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Fr => self.fr,
        }
    }
}

impl Deref for GuichetError {
    type Target = Failure;

    fn deref(&self) -> &Failure {
        &self.0
    }
}

impl DerefMut for GuichetError {
    fn deref_mut(&mut self) -> &mut Failure {
        &mut self.0
    }
}

impl GuichetError {
    /// An error of that kind about nothing in particular yet.
    #[must_use]
    pub fn new(kind: ErrorKind, advice: Advice) -> Self {
        Self(Box::new(Failure {
            kind,
            code: None,
            service_message: None,
            description: None,
            http_status: None,
            retryable: false,
            issues: Vec::new(),
            ids: Vec::new(),
            advice,
        }))
    }

    /// The request breaks rules; nothing was sent.
    #[must_use]
    pub fn validation(issues: Vec<Issue>) -> Self {
        const ADVICE: Advice = Advice {
            en: "Nothing was sent; correct the request.",
            fr: "Rien n'a été envoyé ; corrigez la demande.",
        };
        let mut error = Self::new(ErrorKind::Validation, ADVICE);
        error.issues = issues;
        error
    }

    /// The reply is not what the service documents.
    #[must_use]
    pub fn protocol(http_status: u16) -> Self {
        const UNREADABLE: Advice = Advice {
            en: "The reply is not what the service documents; it may come from a proxy or firewall on the way. Try again later, and check base_url.",
            fr: "La réponse n'est pas celle que le service documente ; elle peut venir d'un proxy ou pare-feu. Réessayez plus tard et vérifiez base_url.",
        };
        const FORBIDDEN: Advice = Advice {
            en: "The service's firewall refused the client (HTTP 403); check that your server may call it and that a User-Agent is sent.",
            fr: "Le pare-feu du service a refusé le client (HTTP 403) ; vérifiez que votre serveur peut l'appeler et qu'un User-Agent est envoyé.",
        };
        let advice = if http_status == 403 { FORBIDDEN } else { UNREADABLE };
        let mut error = Self::new(ErrorKind::Protocol, advice);
        error.http_status = Some(http_status);
        error.retryable = http_status >= 500;
        error
    }

    /// The sentence for a person: what happened, then what to do next.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let mut sentence = String::new();
        if let Some(code) = &self.code {
            sentence.push_str(code);
            if let Some(name) = &self.service_message {
                let _ = write!(sentence, " {name}");
            }
            if let Some(description) = &self.description {
                let _ = write!(sentence, " ({description})");
            }
            sentence.push_str(": ");
        } else if let Some(status) = self.http_status {
            let _ = write!(sentence, "HTTP {status}: ");
        } else if let Some(description) = &self.description {
            let _ = write!(sentence, "{description}: ");
        }
        sentence.push_str(self.advice.text(lang));
        // Advice stops nothing: told beside what does, it would be corrected in vain.
        for issue in self.issues.iter().filter(|issue| issue.severity == Severity::Error) {
            let _ = write!(sentence, "\n- {}", issue.message(lang));
        }
        sentence
    }
}

impl fmt::Display for GuichetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl fmt::Debug for GuichetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "GuichetError {}: {}", self.kind.word(), self.message(Lang::En))
    }
}

impl std::error::Error for GuichetError {}

//! The codes of Aurore: those of the provider's own SDKs. One table for requests that are refused and for states that payments and transfers are in.

use crate::client::code::{Code, Documented, code};
use crate::client::error::{Advice, ErrorKind, GuichetError};
pub use crate::client::state::PaymentState as State;

/// What a code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The call worked; says nothing of a state.
    Done,
    /// Where a payment or transfer stands.
    State(State),
    /// The token is not taken: log in again.
    Token,
    /// The credentials, or the caller's address, are not taken.
    Account,
    /// The request is refused; nothing was done.
    Refused,
    /// The identifier was used before: what became of that one is what counts.
    KnownId,
    /// Nothing is known by that identifier.
    NotFound,
    /// Something failed; whether anything was done is not said.
    Unclear,
}

/// The state by the code and the word of an answer, either of which may be missing. Both must say the same; 200 OK says nothing.
#[must_use]
pub fn state_of(code: Option<&str>, word: Option<&str>) -> State {
    let silent = |known: &&AuroreCode| known.meaning != Meaning::Done;
    let by_code = code.and_then(AuroreCode::find);
    let by_word = word.and_then(AuroreCode::named);
    let is_silent = |given: Option<&str>, known: Option<&AuroreCode>| {
        given.is_none() || known.is_some_and(|known| known.meaning == Meaning::Done)
    };
    let known = match (by_code.filter(silent), by_word.filter(silent)) {
        (Some(code), Some(word)) if code.code == word.code => code,
        (Some(code), None) if is_silent(word, by_word) => code,
        (None, Some(word)) if is_silent(code, by_code) => word,
        _ => return State::Unknown,
    };
    match known.meaning {
        Meaning::State(state) => state,
        _ => State::Unknown,
    }
}

/// One documented code.
///
/// ```
/// use guichet::aurore::codes::{AuroreCode, Meaning};
///
/// assert_eq!(AuroreCode::find("1200").unwrap().meaning, Meaning::KnownId);
/// assert!(AuroreCode::find("9999").is_none());
/// ```
pub type AuroreCode = Code<Meaning>;

impl Documented for Meaning {
    const CODES: &'static [AuroreCode] = CODES;
}

impl AuroreCode {
    /// Finds a documented code by its name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        CODES.iter().find(|known| known.name.eq_ignore_ascii_case(name))
    }

    /// The code as an error of kind `api`, where no answer of the service's is at hand.
    pub(crate) fn error(code: &str) -> GuichetError {
        let known = Self::find(code);
        let none = Advice { en: "", fr: "" };
        let mut error = GuichetError::new(ErrorKind::Api, known.map_or(none, |known| known.advice));
        error.code = Some(code.to_owned());
        error.service_message = known.map(|known| known.name.to_owned());
        error
    }
}

/// Final are SUCCESS, FAILED, INSUFFICIENT_BALANCE (and TRANSACTION_EXIST, which is about the identifier); EXPIRED is listed as not final.
const CODES: &[AuroreCode] = {
    use Meaning::{Account, Done, KnownId, NotFound, Token, Unclear};
    const ACCEPTED: Meaning = Meaning::State(State::Accepted);
    const REFUSED: Meaning = Meaning::State(State::Refused);
    const PENDING: Meaning = Meaning::State(State::Pending);
    &[
        code("200", "OK", Done, "The call worked.", "L'appel a abouti."),
        code("100", "SUCCESS", ACCEPTED, "It is paid.", "C'est payé."),
        code(
            "-1",
            "OPERATION_ERROR",
            Unclear,
            "The operation failed; look for it by its merchant_transaction_id before anything else.",
            "L'opération a échoué ; recherchez-la par son merchant_transaction_id avant toute autre chose.",
        ),
        code(
            "404",
            "NOT_FOUND",
            NotFound,
            "Nothing is known by this identifier.",
            "Rien n'est connu sous cet identifiant.",
        ),
        code(
            "1002",
            "INVALID_TOKEN",
            Token,
            "The token is not valid; log in again.",
            "Le jeton n'est pas valide ; connectez-vous de nouveau.",
        ),
        code(
            "1003",
            "EXPIRED_TOKEN",
            Token,
            "The token has expired; log in again.",
            "Le jeton a expiré ; connectez-vous de nouveau.",
        ),
        code(
            "1004",
            "INVALID_PARAMS",
            Meaning::Refused,
            "A parameter is not correct; compare the request with the documentation.",
            "Un paramètre est incorrect ; comparez la demande à la documentation.",
        ),
        code(
            "1005",
            "INVALID_CREDENTIALS",
            Account,
            "api_key or api_password is wrong, or belongs to another country's account or environment.",
            "api_key ou api_password est faux, ou appartient au compte d'un autre pays ou à un autre environnement.",
        ),
        code(
            "1200",
            "TRANSACTION_EXIST",
            KnownId,
            "This merchant_transaction_id was used before; each payment needs its own.",
            "Ce merchant_transaction_id a déjà servi ; chaque paiement a besoin du sien.",
        ),
        code(
            "2001",
            "INITIATED",
            PENDING,
            "It has begun; ask again later.",
            "C'est commencé ; redemandez plus tard.",
        ),
        code(
            "2002",
            "PENDING",
            PENDING,
            "It waits for the customer or the operator; ask again later.",
            "Le client ou l'opérateur n'a pas encore répondu ; redemandez plus tard.",
        ),
        code(
            "2003",
            "EXPIRED",
            PENDING,
            "The customer did not pay in time; the service does not call this final, so ask once more before you let the order go.",
            "Le client n'a pas payé à temps ; le service ne dit pas cela définitif, redemandez avant d'abandonner la commande.",
        ),
        code(
            "2004",
            "OTP_ERROR",
            PENDING,
            "The one-time code was wrong; ask the customer for another.",
            "Le code à usage unique était faux ; demandez-en un autre au client.",
        ),
        code(
            "2005",
            "INSUFFICIENT_BALANCE",
            REFUSED,
            "The payer's balance, or your account's, does not cover this.",
            "Le solde du payeur, ou de votre compte, ne suffit pas.",
        ),
        code(
            "2006",
            "USER_NOT_FOUND",
            PENDING,
            "The operator has no account for this number; check it, and payment_method.",
            "L'opérateur n'a pas de compte pour ce numéro ; vérifiez-le, et payment_method.",
        ),
        code(
            "2007",
            "USER_IS_BLOCKED",
            PENDING,
            "The operator has blocked this person's account; ask for another number.",
            "L'opérateur a bloqué le compte de cette personne ; demandez un autre numéro.",
        ),
        code(
            "2008",
            "OTP_EXPIRED",
            PENDING,
            "The one-time code has expired; ask the customer for another.",
            "Le code à usage unique a expiré ; demandez-en un autre au client.",
        ),
        code("2010", "FAILED", REFUSED, "It is not paid.", "Ce n'est pas payé."),
        code(
            "2011",
            "NOT_ALLOWED",
            Account,
            "Your server's address is not on the service's list: add it in your back-office. A server that also leaves by IPv6 needs that address listed too, or IPv4 alone.",
            "L'adresse de votre serveur n'est pas sur la liste du service : ajoutez-la dans votre back-office. Un serveur qui sort aussi en IPv6 doit y avoir cette adresse, ou ne sortir qu'en IPv4.",
        ),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Lang;

    #[test]
    fn every_code_and_name_stands_once_with_both_languages() {
        for (at, code) in CODES.iter().enumerate() {
            for other in CODES.iter().skip(at + 1) {
                assert!(other.code != code.code && other.name != code.name, "{}", code.code);
            }
            for lang in [Lang::En, Lang::Fr] {
                assert!(code.advice.text(lang).ends_with('.'), "{}", code.code);
            }
        }
    }

    #[test]
    fn the_documentation_lists_every_code_with_its_name() {
        let page = include_str!("../../docs/aurore.md");
        let (_, table) = page.split_once("| code | | what it is here |\n|---|---|---|\n").unwrap();
        let words = |cell: &str| cell.split(',').map(|word| word.trim().to_owned()).collect();
        let rows = table.lines().take_while(|line| line.starts_with('|')).flat_map(|row| {
            let cells: Vec<Vec<String>> = row.split('|').skip(1).take(2).map(words).collect();
            let [codes, names] = cells.try_into().unwrap();
            assert_eq!(codes.len(), names.len(), "{row}");
            codes.into_iter().zip(names)
        });
        let mut listed: Vec<(String, String)> = rows.collect();
        let mut own: Vec<(String, String)> =
            CODES.iter().map(|known| (known.code.to_owned(), known.name.to_owned())).collect();
        listed.sort();
        own.sort();
        assert_eq!(listed, own);
    }

    #[test]
    fn code_and_word_must_agree_before_anything_is_final() {
        use State::{Accepted, Pending, Refused, Unknown};
        for (code, word, state) in [
            (Some("100"), Some("SUCCESS"), Accepted),
            (Some("100"), None, Accepted),
            (None, Some("SUCCESS"), Accepted),
            (Some("200"), Some("SUCCESS"), Accepted),
            (Some("100"), Some("OK"), Accepted),
            (Some("2010"), Some("FAILED"), Refused),
            (Some("2005"), Some("INSUFFICIENT_BALANCE"), Refused),
            (Some("2001"), Some("INITIATED"), Pending),
            (Some("2002"), Some("PENDING"), Pending),
            (Some("2003"), Some("EXPIRED"), Pending),
            (Some("2006"), Some("USER_NOT_FOUND"), Pending),
            (Some("200"), Some("OK"), Unknown),
            (Some("200"), None, Unknown),
            (Some("100"), Some("FAILED"), Unknown),
            (Some("100"), Some("SOMETHING_NEW"), Unknown),
            (Some("9999"), Some("SUCCESS"), Unknown),
            (Some("9999"), Some("FAILED"), Unknown),
            (Some("1200"), Some("TRANSACTION_EXIST"), Unknown),
            (Some("404"), Some("NOT_FOUND"), Unknown),
            (None, None, Unknown),
        ] {
            assert_eq!(state_of(code, word), state, "{code:?} {word:?}");
        }
    }
}

//! The codes of Transfer and Airtime: the 29 of seed 001, and 726 of the provider's newer documentation.

use crate::client::code::{Code, Documented, code};

/// What a code says of what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Done.
    Done,
    /// The contact is there already: as good as done.
    AlreadyDone,
    /// The token is not taken: log in again.
    Token,
    /// The credentials or the account are not taken.
    Account,
    /// Refused; nothing was done.
    Refused,
    /// The identifier was used before: what became of that send is what counts.
    KnownId,
    /// Nothing is known by that identifier.
    NotFound,
    /// Something failed; whether anything was done is not said.
    Unclear,
}

/// One documented code.
///
/// ```
/// use guichet::account::codes::{AccountCode, Meaning};
///
/// assert_eq!(AccountCode::find("805").unwrap().meaning, Meaning::KnownId);
/// assert!(AccountCode::find("999").is_none());
/// ```
pub type AccountCode = Code<Meaning>;

impl Documented for Meaning {
    const CODES: &'static [AccountCode] = CODES;
}

const CODES: &[AccountCode] = {
    use Meaning::{Account, AlreadyDone, Done, KnownId, NotFound, Refused, Token, Unclear};
    &[
        code("0", "OPERATION_SUCCES", Done, "Done.", "C'est fait."),
        code(
            "-1",
            "OPERATION_ERROR",
            Unclear,
            "The operation failed; look for it by its identifier before anything else.",
            "L'opération a échoué ; recherchez-la par son identifiant avant toute autre chose.",
        ),
        code(
            "701",
            "INVALID_CREDENTIALS",
            Account,
            "apikey or password is wrong; the password is the API's own, set in your back-office.",
            "apikey ou password est faux ; le mot de passe est celui de l'API, défini dans votre back-office.",
        ),
        code(
            "702",
            "COULD_NOT_CREATE_TOKEN",
            Account,
            "The service could not log you in; try again in a moment.",
            "Le service n'a pas pu vous connecter ; réessayez dans un instant.",
        ),
        code(
            "703",
            "INVALID_USER",
            Account,
            "The merchant's account is not valid; ask the service's support.",
            "Le compte marchand n'est pas valide ; demandez au support du service.",
        ),
        code(
            "704",
            "INVALID_PARAM",
            Refused,
            "A parameter is not correct; compare the request with the documentation.",
            "Un paramètre est incorrect ; comparez la demande à la documentation.",
        ),
        code(
            "705",
            "EXPIRED_TOKEN",
            Token,
            "The token has expired; log in again.",
            "Le jeton a expiré ; connectez-vous de nouveau.",
        ),
        code(
            "706",
            "INVALID_TOKEN",
            Token,
            "The token is not valid; log in again.",
            "Le jeton n'est pas valide ; connectez-vous de nouveau.",
        ),
        code(
            "707",
            "CANT_REFRESH_TOKEN",
            Token,
            "The token cannot be renewed; log in again.",
            "Le jeton ne peut être renouvelé ; connectez-vous de nouveau.",
        ),
        code(
            "708",
            "NOT_ALLOWED",
            Account,
            "Your account may not do this; ask the service to open it for you and your server's address.",
            "Votre compte n'y a pas droit ; demandez au service de l'ouvrir pour vous et l'adresse de votre serveur.",
        ),
        code(
            "709",
            "EXECUTION_ERROR",
            Unclear,
            "The service failed; look for the operation by its identifier before anything else.",
            "Le service a échoué ; recherchez l'opération par son identifiant avant toute autre chose.",
        ),
        code(
            "710",
            "EXECUTION_ERROR",
            Unclear,
            "The service failed; look for the operation by its identifier before anything else.",
            "Le service a échoué ; recherchez l'opération par son identifiant avant toute autre chose.",
        ),
        code(
            "715",
            "UNEXPECTED_ERROR",
            Unclear,
            "The service failed; look for the operation by its identifier before anything else.",
            "Le service a échoué ; recherchez l'opération par son identifiant avant toute autre chose.",
        ),
        code(
            "716",
            "DATA_NOT_VALID",
            Refused,
            "The data is not correct; compare the request with the documentation.",
            "Les données sont incorrectes ; comparez la demande à la documentation.",
        ),
        code(
            "717",
            "ERROR_PHONE_NOT_PARTICULAR",
            Refused,
            "The number has no personal CinetPay account.",
            "Le numéro n'a pas de compte CinetPay particulier.",
        ),
        code(
            "718",
            "JSON_PARSE_ERROR",
            Refused,
            "The service could not read the request.",
            "Le service n'a pas pu lire la demande.",
        ),
        code(
            "719",
            "AMOUNT_TOO_SMALL",
            Refused,
            "The amount must be greater than 200 XOF.",
            "Le montant doit être supérieur à 200 XOF.",
        ),
        code(
            "720",
            "AMOUNT_TOO_LARGE",
            Refused,
            "The amount must be less than 1 500 000 XOF.",
            "Le montant doit être inférieur à 1 500 000 XOF.",
        ),
        code(
            "721",
            "OPERATOR_NOT_AVAILABLE",
            Refused,
            "The operator is not served; use another number.",
            "L'opérateur n'est pas desservi ; utilisez un autre numéro.",
        ),
        code(
            "602",
            "INSUFFICIENT_BALANCE",
            Refused,
            "The balance does not cover this; top up the account, then send again.",
            "Le solde ne suffit pas ; approvisionnez le compte, puis envoyez de nouveau.",
        ),
        code(
            "723",
            "NOT_FOUND",
            NotFound,
            "Nothing is known by this identifier.",
            "Rien n'est connu sous cet identifiant.",
        ),
        code(
            "724",
            "ERROR_PHONE_NOT_MY_CONTACT",
            Refused,
            "The number is not among your contacts; add it first (addContacts).",
            "Le numéro n'est pas dans vos contacts ; ajoutez-le d'abord (addContacts).",
        ),
        code(
            "725",
            "MISSING_NOTIFY_URL",
            Refused,
            "notify_url is missing or not valid.",
            "notify_url manque ou n'est pas valide.",
        ),
        code(
            "726",
            "ERROR_PHONE_ALREADY_MY_CONTACT",
            AlreadyDone,
            "The number is among your contacts already.",
            "Le numéro est déjà dans vos contacts.",
        ),
        code(
            "801",
            "INVALID_AMOUNT",
            Refused,
            "The amount is not valid.",
            "Le montant n'est pas valide.",
        ),
        code(
            "802",
            "INVALID_PHONE",
            Refused,
            "The phone number is not valid.",
            "Le numéro de téléphone n'est pas valide.",
        ),
        code(
            "804",
            "OPERATOR_UNAVAILABLE",
            Refused,
            "The operator is not available; send again later.",
            "L'opérateur n'est pas disponible ; envoyez de nouveau plus tard.",
        ),
        code(
            "805",
            "CLIENT_TRANSACTION_ID_EXIST",
            KnownId,
            "This client_transaction_id was used before; each payment needs its own.",
            "Ce client_transaction_id a déjà servi ; chaque paiement a besoin du sien.",
        ),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Lang;

    #[test]
    fn every_code_stands_once_with_both_languages() {
        for (at, code) in CODES.iter().enumerate() {
            assert!(
                CODES.iter().skip(at + 1).all(|other| other.code != code.code),
                "{}",
                code.code
            );
            for lang in [Lang::En, Lang::Fr] {
                assert!(code.advice.text(lang).ends_with('.'), "{}", code.code);
            }
        }
    }
}

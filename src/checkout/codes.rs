//! The codes of Checkout: what each says about a payment or a request, and what to do next (seed 003 and provider documentation).

use crate::client::code::{Code, Documented, code};
pub use crate::client::state::PaymentState;

/// What a code speaks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The payment was initialised.
    Created,
    /// The payment stands so.
    Payment(PaymentState),
    /// The request was not taken; nothing is said about the payment.
    Request,
    /// The service or an operator could not work just now; the same request may succeed later.
    Service,
}

/// One documented code.
///
/// ```
/// use guichet::checkout::codes::{About, CheckoutCode, PaymentState};
///
/// let waiting = CheckoutCode::find("662").unwrap();
/// assert_eq!(waiting.meaning, About::Payment(PaymentState::Pending));
/// assert!(CheckoutCode::find("999").is_none());
/// ```
pub type CheckoutCode = Code<About>;

impl Documented for About {
    const CODES: &'static [CheckoutCode] = CODES;
}

use About::{Created, Payment, Request, Service};
use PaymentState::{Accepted, Pending, Refused};

/// Every documented code.
#[rustfmt::skip]
const CODES: &[CheckoutCode] = &[
    code("00", "SUCCES", Payment(Accepted), "The payment is accepted.", "Le paiement est accepté."),
    code("201", "CREATED", Created, "Send the customer to payment_url.", "Envoyez le client vers payment_url."),
    code("429", "TOO_MANY_REQUEST", Service, "The service finds the activity suspicious: slow down, then try again.", "Le service juge l'activité suspecte : ralentissez, puis réessayez."),
    code("600", "PAYMENT_FAILED", Payment(Refused), "The payment failed; start a new one with a new transaction_id.", "Le paiement a échoué ; recommencez avec un nouveau transaction_id."),
    code("602", "INSUFFICIENT_BALANCE", Payment(Refused), "The customer's balance is too low; let the customer top up or choose another means.", "Le solde du client est insuffisant ; proposez-lui de recharger ou de choisir un autre moyen."),
    code("603", "SERVICE_UNAVAILABLE", Service, "The service is unavailable; try again later.", "Le service est indisponible ; réessayez plus tard."),
    code("604", "OTP_CODE_ERROR", Payment(Refused), "The confirmation code was wrong; let the customer get a new one.", "Le code de confirmation est faux ; demandez au client d'en obtenir un nouveau."),
    code("606", "INCORRECT_SETTINGS", Request, "Check the settings of the service in your back-office.", "Vérifiez les paramètres du service dans votre back-office."),
    code("608", "MINIMUM_REQUIRED_FIELDS", Request, "A parameter is missing, misnamed or invalid, or its currency is not the account's; check the request against the table of parameters.", "Un paramètre manque, est mal nommé ou invalide, ou la devise n'est pas celle du compte ; comparez la demande au tableau des paramètres."),
    code("609", "AUTH_NOT_FOUND", Request, "The apikey is not correct; copy it from your back-office (Integration menu).", "L'apikey n'est pas correcte ; copiez-la depuis votre back-office (menu Intégration)."),
    code("610", "ERROR_PAYMETHOD_NOTFOUND", Request, "The means of payment is not known; choose another.", "Le moyen de paiement est inconnu ; choisissez-en un autre."),
    code("611", "ERROR_AMOUNT_TYPE", Request, "Send the amount as a whole number.", "Envoyez le montant en nombre entier."),
    code("612", "ERROR_CURRENCY_NOTVALID", Request, "Send the currency of your account.", "Envoyez la devise de votre compte."),
    code("613", "ERROR_SITE_ID_NOTVALID", Request, "The site_id is not correct; copy it from your back-office (Integration menu).", "Le site_id n'est pas correct ; copiez-le depuis votre back-office (menu Intégration)."),
    code("614", "ERROR_FORMAT_TRANSACTION_DATE", Request, "Check the date of the transaction.", "Vérifiez la date de la transaction."),
    code("615", "ERROR_LANGUAGE_NOTVALID", Request, "Send lang as fr or en.", "Envoyez lang avec fr ou en."),
    code("616", "ERROR_PAGE_ACTION_NOTVALID", Request, "Check the request against the documentation.", "Comparez la demande à la documentation."),
    code("617", "ERROR_PAYMENT_CONFIG_NOTVALID", Request, "Check the request against the documentation.", "Comparez la demande à la documentation."),
    code("618", "ERROR_API_VERSION_NOTVALID", Request, "Check the address of the service.", "Vérifiez l'adresse du service."),
    code("619", "ERROR_SIGNATURE_DONT_MATCHED", Request, "Check the secret key.", "Vérifiez la clé secrète."),
    code("620", "ERROR_DOUBLE_PAYEMNT", Request, "This transaction_id has been paid already; check it before asking again.", "Ce transaction_id est déjà payé ; vérifiez-le avant de redemander."),
    code("621", "ERROR_OMPAY_UNAVAILABLE", Service, "Orange Money is unavailable; try again later or choose another means.", "Orange Money est indisponible ; réessayez plus tard ou choisissez un autre moyen."),
    code("622", "ERROR_MOMOPAY_UNAVAILABLE", Service, "MTN MoMo is unavailable; try again later or choose another means.", "MTN MoMo est indisponible ; réessayez plus tard ou choisissez un autre moyen."),
    code("623", "WAITING_CUSTOMER_TO_VALIDATE", Payment(Pending), "The customer has to confirm; check again in a moment.", "Le client doit confirmer ; vérifiez de nouveau dans un instant."),
    code("624", "UNKNOWN_ERROR", Request, "Check the apikey, lock_phone_number with its number, and the customer's address and city; if they are right, try again later.", "Vérifiez l'apikey, lock_phone_number avec son numéro, l'adresse et la ville du client ; s'ils sont justes, réessayez plus tard."),
    code("625", "ABONNEMENT_OR_TRANSACTIONS_EXPIRED", Payment(Refused), "The payment has expired; start a new one with a new transaction_id.", "Le paiement a expiré ; recommencez avec un nouveau transaction_id."),
    code("626", "ERROR_FLOOZPAY_UNAVAILABLE", Service, "Moov Flooz is unavailable; try again later or choose another means.", "Moov Flooz est indisponible ; réessayez plus tard ou choisissez un autre moyen."),
    code("627", "TRANSACTION_CANCEL", Payment(Refused), "The customer cancelled; start a new payment with a new transaction_id.", "Le client a annulé ; recommencez avec un nouveau transaction_id."),
    code("628", "ERROR_AMOUNT_FORMAT", Request, "Send the amount as a whole number, a multiple of 5 unless the currency is USD.", "Envoyez le montant en nombre entier, multiple de 5 sauf en USD."),
    code("635", "ERROR_PHONE_NUMBER_NOT_FOUND", Payment(Refused), "The operator does not know the number; let the customer check it.", "L'opérateur ne connaît pas le numéro ; demandez au client de le vérifier."),
    code("636", "ERROR_PHONE_NUMBER_NOT_SUPPORTED", Payment(Refused), "The number cannot pay; let the customer use another.", "Ce numéro ne peut pas payer ; demandez au client d'en utiliser un autre."),
    code("637", "ERROR_PHONE_PREFIX_NOT_SUPPORTED", Payment(Refused), "The country of the number is not supported; let the customer use another.", "Le pays du numéro n'est pas pris en charge ; demandez au client d'en utiliser un autre."),
    code("641", "ERROR_AMOUNT_TOO_LOW", Payment(Refused), "The amount is below what the means of payment takes.", "Le montant est inférieur à ce que le moyen de paiement accepte."),
    code("642", "ERROR_AMOUNT_TOO_HIGH", Payment(Refused), "The amount is above what the means of payment takes.", "Le montant est supérieur à ce que le moyen de paiement accepte."),
    code("662", "WAITING_CUSTOMER_PAYMENT", Payment(Pending), "The customer has not paid yet; check again in a moment.", "Le client n'a pas encore payé ; vérifiez de nouveau dans un instant."),
    code("663", "WAITING_CUSTOMER_OTP_CODE", Payment(Pending), "The customer has to enter the code; check again in a moment.", "Le client doit saisir le code ; vérifiez de nouveau dans un instant."),
    code("664", "WAITING_CUSTOMER_PAYMENT_AT_OPERATOR_SIDE", Payment(Pending), "The operator has not finished; check again in a moment.", "L'opérateur n'a pas terminé ; vérifiez de nouveau dans un instant."),
    code("804", "OPERATOR_UNAVAILABLE", Service, "The operator is unavailable; try again later or choose another means.", "L'opérateur est indisponible ; réessayez plus tard ou choisissez un autre moyen."),
    code("807", "DAILY_MAX_NUMBER_TRANSACTION_REACHED", Payment(Refused), "The customer's daily number of payments is reached; try tomorrow or another means.", "Le nombre de paiements du jour est atteint pour ce client ; essayez demain ou un autre moyen."),
    code("808", "DAILY_MAX_AMOUNT_TRANSACTION_REACHED", Payment(Refused), "The customer's daily amount is reached; try tomorrow or another means.", "Le montant du jour est atteint pour ce client ; essayez demain ou un autre moyen."),
    code("809", "MONTHLY_MAX_AMOUNT_TRANSACTION_REACHED", Payment(Refused), "The customer's monthly amount is reached; use another means.", "Le montant du mois est atteint pour ce client ; utilisez un autre moyen."),
    code("810", "MONTHLY_MAX_NUMBER_TRANSACTION_REACHED", Payment(Refused), "The customer's monthly number of payments is reached; use another means.", "Le nombre de paiements du mois est atteint pour ce client ; utilisez un autre moyen."),
    code("811", "WEEKLY_MAX_AMOUNT_TRANSACTION_REACHED", Payment(Refused), "The customer's weekly amount is reached; use another means.", "Le montant de la semaine est atteint pour ce client ; utilisez un autre moyen."),
    code("812", "WEEKLY_MAX_NUMBER_TRANSACTION_REACHED", Payment(Refused), "The customer's weekly number of payments is reached; use another means.", "Le nombre de paiements de la semaine est atteint pour ce client ; utilisez un autre moyen."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_each_says_what_to_do_in_both_languages() {
        let mut seen: Vec<&str> = CODES.iter().map(|known| known.code).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), CODES.len());
        for known in CODES {
            assert!(
                known.advice.en.ends_with('.') && known.advice.fr.ends_with('.'),
                "{}",
                known.code
            );
            assert_ne!(known.advice.en, known.advice.fr, "{}", known.code);
        }
    }

    #[test]
    fn waiting_is_pending_and_never_a_failure() {
        for waiting in ["623", "662", "663", "664"] {
            assert_eq!(CheckoutCode::find(waiting).unwrap().meaning, Payment(Pending), "{waiting}");
        }
        assert!(!Pending.is_final() && !PaymentState::Unknown.is_final());
    }
}

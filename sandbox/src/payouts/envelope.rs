//! How Transfer and Airtime answer: code, message, description, data; the HTTP status; the rate limit's headers.

use guichet::client::HttpReply;
use guichet::rules::Lang;
use serde_json::{Value as Json, json};

use super::code_name;
use crate::answer;

/// A whole request's refusal: the code, and what to say when the table's sentence is not enough.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) code: &'static str,
    pub(crate) detail: Option<String>,
}

impl Refusal {
    pub(crate) const fn new(code: &'static str) -> Self {
        Self { code, detail: None }
    }

    pub(crate) fn saying(code: &'static str, detail: impl Into<String>) -> Self {
        Self { code, detail: Some(detail.into()) }
    }
}

/// How a code is written: whether as text (the samples of seeds 000 to 002 have "701" and "706" as text, 602 and 723 as numbers),
/// and with which status (seed 002 shows 401 for 701; 422 is seen for requests that cannot be read).
struct Shape {
    code: &'static str,
    text: bool,
    status: u16,
    fr: &'static str,
    en: &'static str,
}

const fn shape(
    code: &'static str,
    text: bool,
    status: u16,
    fr: &'static str,
    en: &'static str,
) -> Shape {
    Shape { code, text, status, fr, en }
}

#[rustfmt::skip]
const SHAPES: [Shape; 17] = [
    shape("-1", false, 200, "Erreur pendant l'opération", "The operation failed"),
    shape("602", false, 200, "Fonds Insuffisant", "Insufficient funds"),
    shape("701", true, 401, "Identifiant de connexion incorrect", "The credentials are not correct"),
    shape("702", true, 401, "Le token n'a pas pu être créé", "The token could not be created"),
    shape("703", true, 401, "Le compte marchand est invalide", "The merchant's account is invalid"),
    shape("704", true, 422, "Les paramètres envoyés sont incorrects", "The parameters sent are not correct"),
    shape("705", true, 401, "Votre token a expiré", "Your token has expired"),
    shape("706", true, 401, "Votre token est invalide", "Your token is invalid"),
    shape("707", true, 401, "Vous devez générer un autre token", "You must generate another token"),
    shape("708", true, 401, "Vous n'êtes pas autorisé à utiliser ce lien", "You are not allowed to visit the link"),
    shape("709", false, 200, "Erreur d'exécution de la requête", "Error in the execution of the request"),
    shape("710", false, 200, "Erreur d'exécution de la requête", "Error in the execution of the request"),
    shape("715", false, 200, "Une erreur inconnue est survenue", "An unknown error occurred"),
    shape("716", false, 422, "Les données émises sont incorrectes", "The data sent is not correct"),
    shape("718", false, 422, "Le JSON envoyé comporte des erreurs", "The JSON sent has errors"),
    shape("723", false, 200, "Aucun element trouvé", "Nothing was found"),
    shape("429", true, 429, "Trop de requêtes", "Too many requests"),
];

/// The answer to what went well.
pub(crate) fn success(data: &Json) -> HttpReply {
    answer::json(200, &json!({ "code": 0, "message": code_name("0"), "data": data }))
}

pub(crate) fn refusal(refusal: &Refusal, lang: Lang) -> HttpReply {
    let shape = SHAPES.iter().find(|shape| shape.code == refusal.code);
    let sentence = shape.map_or("", |shape| match lang {
        Lang::Fr => shape.fr,
        Lang::En => shape.en,
    });
    let description = refusal.detail.as_deref().unwrap_or(sentence);
    let status = shape.map_or(200, |shape| shape.status);
    error(status, refusal.code, shape.is_none_or(|shape| shape.text), description)
}

/// An error in the services' format.
pub(crate) fn error(status: u16, code: &str, as_text: bool, description: &str) -> HttpReply {
    named_error(status, code, as_text, code_name(code), description)
}

pub(crate) fn named_error(
    status: u16,
    code: &str,
    as_text: bool,
    message: &str,
    description: &str,
) -> HttpReply {
    let number = code.parse::<i64>().ok().filter(|_| !as_text);
    let code = number.map_or_else(|| Json::from(code), Json::from);
    let body = json!({ "code": code, "message": message, "description": description, "data": [] });
    answer::json(status, &body)
}

/// The headers of seed 002.
pub(crate) fn with_limit(reply: HttpReply, limit: u32, remaining: u32) -> HttpReply {
    let reply = answer::with(reply, "x-ratelimit-limit", &limit.to_string());
    answer::with(reply, "x-ratelimit-remaining", &remaining.to_string())
}

/// `4 233,00`, as in the sample of 602.
pub(crate) fn money(amount: u64) -> String {
    let digits = amount.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at != 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped.push_str(",00");
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_errors_have_their_documented_bodies() {
        for (code, status, body) in [
            (
                "701",
                401,
                r#"{"code":"701","message":"INVALID_CREDENTIALS","description":"Identifiant de connexion incorrect","data":[]}"#,
            ),
            (
                "706",
                401,
                r#"{"code":"706","message":"INVALID_TOKEN","description":"Votre token est invalide","data":[]}"#,
            ),
            (
                "723",
                200,
                r#"{"code":723,"message":"NOT_FOUND","description":"Aucun element trouvé","data":[]}"#,
            ),
        ] {
            let reply = refusal(&Refusal::new(code), Lang::Fr);
            assert_eq!((reply.status, reply.body.as_str()), (status, body));
        }
        assert!(refusal(&Refusal::new("706"), Lang::En).body.contains("Your token is invalid"));
    }

    #[test]
    fn every_shape_is_of_a_documented_code() {
        for shape in SHAPES {
            assert!(!code_name(shape.code).is_empty(), "{}", shape.code);
        }
    }

    #[test]
    fn money_is_written_as_the_sample_writes_it() {
        assert_eq!(money(4233), "4 233,00");
        assert_eq!(money(32_000), "32 000,00");
        assert_eq!(money(5), "5,00");
        assert_eq!(money(1_234_567), "1 234 567,00");
    }
}

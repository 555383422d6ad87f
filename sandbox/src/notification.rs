//! The notification of an ended payment: what the merchant's notify_url receives.

use guichet::checkout::notification::{SIGNATURE_HEADER, sign};
use guichet::client::{HttpRequest, Method};

use crate::date::Date;
use crate::payment::{Action, End, Payment, code_name};
use crate::{form, phone, random};

/// The signed request; None while the payment waits, or when it names no address to notify.
pub(crate) fn request(payment: &Payment) -> Option<HttpRequest> {
    let end = payment.end.as_ref()?;
    let fields = fields(payment, end);
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("user-agent", "guichet-sandbox"),
        (SIGNATURE_HEADER, &sign(&fields, &payment.secret_key)),
    ];
    Some(HttpRequest {
        method: Method::Post,
        url: payment.request.text("notify_url")?.to_owned(),
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        body: form::encode(&fields),
    })
}

fn fields(payment: &Payment, end: &End) -> Vec<(String, String)> {
    let request = &payment.request;
    let text = |name: &str| request.text(name).unwrap_or_default().to_owned();
    let number = end.phone.as_deref().unwrap_or_default();
    let (prefix, number) = phone::split(number, request.currency());
    let error_message = match end.action {
        Action::Accept => "SUCCES",
        Action::Refuse(_) | Action::Cancel | Action::Expire => code_name(payment.code()),
    };
    let language = request.text("lang").unwrap_or("fr");
    [
        ("cpm_site_id", payment.site_id.clone()),
        ("cpm_trans_id", request.transaction_id().as_str().to_owned()),
        ("cpm_trans_date", Date::of(end.at).full()),
        ("cpm_amount", request.amount().units().to_string()),
        ("cpm_currency", request.currency().code().to_owned()),
        ("signature", random::derived_hex(0, &["signature", &payment.token], 64)),
        ("payment_method", end.operator.map_or("", |operator| operator.code).to_owned()),
        ("cel_phone_num", number),
        ("cpm_phone_prefixe", prefix),
        ("cpm_language", language.to_owned()),
        ("cpm_version", "V4".to_owned()),
        ("cpm_payment_config", "SINGLE".to_owned()),
        ("cpm_page_action", "PAYMENT".to_owned()),
        ("cpm_custom", text("metadata")),
        ("cpm_designation", text("description")),
        ("cpm_error_message", error_message.to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

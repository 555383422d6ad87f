//! `GET /`: what the sandbox answers, and the payments in it.

use std::fmt::Write;

use guichet::client::HttpReply;
use guichet::rules::Lang;

use crate::answer;
use crate::counter::page::{self, Page, escape, money};
use crate::incoming::Incoming;
use crate::ledger::Ledger;

const PATHS: [(&str, &str, &str); 9] = [
    ("POST /v2/payment", "initialise a payment", "initialiser un paiement"),
    ("POST /v2/payment/check", "ask where a payment stands", "demander où en est un paiement"),
    ("GET /payment/{token}", "the counter, for the customer", "le guichet, pour le client"),
    (
        "POST /_sandbox/payments/{transaction_id}",
        "{\"action\":\"accept\"}, refuse, cancel or expire",
        "{\"action\":\"accept\"}, refuse, cancel ou expire",
    ),
    ("GET /_sandbox/state", "payments, notifications, faults", "paiements, notifications, pannes"),
    ("POST /_sandbox/clock", "{\"advance_ms\":60000}", "{\"advance_ms\":60000}"),
    (
        "POST /_sandbox/faults",
        "{\"times\":1,\"path\":\"/v2/payment\",\"status\":429}, or kind: garbage, html, empty, truncated, drop_before, drop_after, delay",
        "{\"times\":1,\"path\":\"/v2/payment\",\"status\":429}, ou kind : garbage, html, empty, truncated, drop_before, drop_after, delay",
    ),
    ("POST /_sandbox/reset", "forget everything", "tout oublier"),
    ("GET /", "this page", "cette page"),
];

/// The latest payments shown.
const SHOWN: usize = 20;

pub(crate) fn reply(ledger: &Ledger, usual: Option<Lang>, request: &Incoming) -> HttpReply {
    let lang = page::language(request, None, usual);
    let (title, intro, endpoints, payments, none) = match lang {
        Lang::En => (
            "Guichet sandbox",
            "CinetPay's checkout, simulated: no account, no money.",
            "What it answers",
            "Latest payments",
            "None yet.",
        ),
        Lang::Fr => (
            "Bac à sable de Guichet",
            "Le guichet de CinetPay, simulé : sans compte et sans argent.",
            "Ce à quoi il répond",
            "Derniers paiements",
            "Aucun pour l'instant.",
        ),
    };
    let mut main = format!("<h1>{title}</h1><p>{intro}</p><h2>{payments}</h2>");
    let latest: Vec<_> = ledger.iter().collect();
    if latest.is_empty() {
        let _ = write!(main, "<p>{none}</p>");
    } else {
        main.push_str("<ul class=\"list\">");
        for payment in latest.iter().rev().take(SHOWN) {
            let _ = write!(
                main,
                "<li><a href=\"/payment/{}\">{}</a> <span>{} · {}</span></li>",
                escape(&payment.token),
                escape(payment.request.transaction_id().as_str()),
                money(&payment.request),
                payment.state(),
            );
        }
        main.push_str("</ul>");
    }
    let _ = write!(main, "<h2>{endpoints}</h2><dl class=\"paths\">");
    for (path, en, fr) in PATHS {
        let what = match lang {
            Lang::En => en,
            Lang::Fr => fr,
        };
        // What can be read without anything to give is a link.
        let code = match path.strip_prefix("GET ").filter(|path| !path.contains('{')) {
            Some(address) => format!("<a href=\"{address}\"><code>{path}</code></a>"),
            None => format!("<code>{path}</code>"),
        };
        let _ = write!(main, "<dt>{code}</dt><dd>{}</dd>", escape(what));
    }
    main.push_str("</dl>");
    answer::html(200, page::whole(&Page { lang, title, main: &main }))
}

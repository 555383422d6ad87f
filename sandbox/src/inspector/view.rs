//! The inspector's HTML.

use std::fmt::Write;

use guichet::rules::Lang;

use super::words::{self, Words};
use crate::account;
use crate::counter::page::{escape, money};
use crate::date::Date;
use crate::delivery::{Entry, Stage};
use crate::easytransfert::Transaction;
use crate::faults::Kind;
use crate::payment::Payment;
use crate::payouts::Payout;
use crate::phone;
use crate::request_log::Line;
use crate::sandbox::Sandbox;

/// The latest of each kind that are shown.
const SHOWN: usize = 50;

const PATHS: [(&str, &str, &str); 19] = [
    ("POST /v2/payment", "initialise a payment", "initialiser un paiement"),
    ("POST /v2/payment/check", "ask where a payment stands", "demander où en est un paiement"),
    ("GET /payment/{token}", "the counter, for the customer", "le guichet, pour le client"),
    ("POST /v1/auth/login", "a token for five minutes", "un token pour cinq minutes"),
    (
        "GET /v1/transfer/check/balance",
        "the balance; /v1/airtime/… likewise",
        "le solde ; de même /v1/airtime/…",
    ),
    ("POST /v1/transfer/contact", "add contacts", "ajouter des contacts"),
    (
        "POST /v1/transfer/money/send/contact",
        "send money; airtime tops up",
        "envoyer de l'argent ; airtime recharge",
    ),
    (
        "GET /v1/transfer/check/money",
        "find payouts; for airtime check/send",
        "retrouver des transferts ; check/send pour airtime",
    ),
    ("POST /easytransfert/airtime", "cash-in or cash-out", "cash-in ou cash-out"),
    ("POST /easytransfert/status", "ask where one stands", "demander où en est l'un d'eux"),
    (
        "POST /_sandbox/payments/{transaction_id}",
        "{\"action\":\"accept\"}, refuse, cancel or expire",
        "{\"action\":\"accept\"}, refuse, cancel ou expire",
    ),
    (
        "POST /_sandbox/payouts/{id}",
        "{\"action\":\"confirm\"}, validate, reject or hold",
        "{\"action\":\"confirm\"}, validate, reject ou hold",
    ),
    ("POST /_sandbox/deliveries/{id}", "{\"action\":\"replay\"}", "{\"action\":\"replay\"}"),
    ("POST /_sandbox/tokens", "{\"action\":\"expire\"}", "{\"action\":\"expire\"}"),
    ("POST /_sandbox/settings", "{\"confirm_by_mail\":true}", "{\"confirm_by_mail\":true}"),
    ("POST /_sandbox/clock", "{\"advance_ms\":60000}", "{\"advance_ms\":60000}"),
    (
        "POST /_sandbox/faults",
        "{\"kind\":\"drop_after\"}, or {\"rate\":0.3,\"seed\":1}",
        "{\"kind\":\"drop_after\"}, ou {\"rate\":0.3,\"seed\":1}",
    ),
    ("POST /_sandbox/reset", "forget everything", "tout oublier"),
    ("GET /_sandbox/state", "this page as JSON", "cette page en JSON"),
];

/// The paths that faults can be ordered for.
const FAULTY: [&str; 12] = [
    "/v1/auth/login",
    "/v1/transfer/check/balance",
    "/v1/transfer/contact",
    "/v1/transfer/money/send/contact",
    "/v1/transfer/check/money",
    "/v1/airtime/contact",
    "/v1/airtime/money/send/contact",
    "/v1/airtime/check/send",
    "/easytransfert/airtime",
    "/easytransfert/status",
    "/v2/payment",
    "/v2/payment/check",
];

pub(super) fn page(sandbox: &Sandbox, lang: Lang, problem: Option<&str>, now: u64) -> String {
    let words = words::of(lang);
    let mut main = format!("<h1>{}</h1><p class=\"soft\">{}</p>", words.title, words.intro);
    if let Some(problem) = problem {
        let _ = write!(
            main,
            "<p class=\"problem\" role=\"alert\">{} {}</p>",
            words.not_understood,
            escape(problem)
        );
    }
    main.push_str(&clock(words, now));
    main.push_str(&accounts(sandbox, words));
    main.push_str(&payouts(sandbox, words));
    main.push_str(&payments(sandbox, words));
    main.push_str(&transferts(sandbox, words));
    main.push_str(&deliveries(sandbox, words));
    main.push_str(&requests(sandbox, words));
    main.push_str(&faults(sandbox, words));
    main.push_str(&settings(sandbox, words));
    main.push_str(&endpoints(words, lang));
    whole(words, lang, &main)
}

fn whole(words: &Words, lang: Lang, main: &str) -> String {
    let mut switch = String::new();
    for (other, name) in [(Lang::Fr, "Français"), (Lang::En, "English")] {
        let tag = other.tag();
        let current = if other == lang { " aria-current=\"true\"" } else { "" };
        let _ = write!(
            switch,
            "<a href=\"?lang={tag}\" lang=\"{tag}\" hreflang=\"{tag}\"{current}>{name}</a>"
        );
    }
    let mut sections = String::new();
    for (id, name) in [
        ("payouts", words.payouts),
        ("payments", words.payments),
        ("transferts", words.transferts),
        ("deliveries", words.deliveries),
        ("requests", words.requests),
        ("faults", words.faults),
    ] {
        let _ = write!(sections, "<a href=\"#{id}\">{name}</a>");
    }
    format!(
        "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"/_sandbox/inspector.css\">\n</head>\n<body>\n\
         <header><nav class=\"sections\" aria-label=\"{title}\">{sections}</nav>\
         <nav aria-label=\"{language}\">{switch}</nav></header>\n<main>\n{main}\n</main>\n</body>\n</html>\n",
        tag = lang.tag(),
        title = words.title,
        language = words.language,
    )
}

/// A button that presses one thing: hidden fields and a label.
fn button(section: &str, fields: &[(&str, &str)], label: &str, about: &str) -> String {
    let mut form = format!(
        "<form method=\"post\"><input type=\"hidden\" name=\"section\" value=\"{section}\">"
    );
    for (name, value) in fields {
        let _ = write!(form, "<input type=\"hidden\" name=\"{name}\" value=\"{}\">", escape(value));
    }
    let about = match about {
        "" => String::new(),
        about => format!(" <span class=\"unseen\">{}</span>", escape(about)),
    };
    let _ = write!(form, "<button>{label}{about}</button></form>");
    form
}

fn clock(words: &Words, now: u64) -> String {
    let mut buttons = String::new();
    for (label, ms) in words.steps {
        let fields = [("do", "clock"), ("advance_ms", &ms.to_string())];
        buttons.push_str(&button("clock", &fields, &format!("+ {label}"), ""));
    }
    format!(
        "<section id=\"clock\" class=\"strip\"><h2>{}</h2><p><time>{}</time> UTC</p>\
         <div class=\"buttons\" role=\"group\" aria-label=\"{}\">{buttons}</div></section>",
        words.clock,
        Date::of(now).full(),
        words.advance,
    )
}

fn accounts(sandbox: &Sandbox, words: &Words) -> String {
    let mut cards = String::new();
    let mut card = |name: &str, key: &str, available: u64, rest: &str| {
        let _ = write!(
            cards,
            "<li><strong>{name}</strong> <span class=\"soft\">{}</span><br>\
             <span class=\"figure\">{}</span> XOF {}<br><span class=\"soft\">{rest}</span></li>",
            escape(&account::masked(key)),
            grouped(available),
            words.available,
        );
    };
    for book in sandbox.payouts.books.iter() {
        let rest = format!(
            "{}\u{a0}: {} · {}\u{a0}: {}",
            words.reserved,
            grouped(book.in_using),
            words.contacts,
            book.contacts.len()
        );
        card(book.service.word(), &book.apikey, book.available(), &rest);
    }
    for (key, balance) in &sandbox.easytransfert.balances {
        card("easytransfert", key, *balance, "");
    }
    let body =
        if cards.is_empty() { none(words) } else { format!("<ul class=\"cards\">{cards}</ul>") };
    section("accounts", words.balances, &body)
}

fn payouts(sandbox: &Sandbox, words: &Words) -> String {
    let row = |payout: &Payout| {
        let id = payout.transaction_id.as_str();
        let order = |action: &str, label: &str| {
            button("payouts", &[("do", "payout"), ("id", id), ("action", action)], label, id)
        };
        let mut buttons = String::new();
        if payout.confirmed.is_none() {
            buttons.push_str(&order("confirm", words.confirm));
        }
        if !payout.status.is_final() {
            buttons.push_str(&order("validate", words.validate));
            buttons.push_str(&order("reject", words.reject));
        }
        let own = payout.client_transaction_id.as_deref().unwrap_or("");
        let state = format!("{} · {}", payout.status.word(), payout.sending_status());
        [
            format!("{}<br><span class=\"soft\">{}</span>", escape(id), escape(own)),
            format!("{}\u{a0}XOF", grouped(payout.amount)),
            format!("{} {}", escape(&phone::masked(&payout.phone)), escape(&payout.operator)),
            mark(payout.status.word(), &state),
            Date::of(payout.created).full(),
            buttons,
        ]
    };
    let rows = latest(sandbox.payouts.all.iter(), row);
    section("payouts", words.payouts, &table(words, words.payouts, &words.columns, &rows))
}

fn payments(sandbox: &Sandbox, words: &Words) -> String {
    let row = |payment: &Payment| {
        let end = payment.end.as_ref();
        let id = payment.request.transaction_id().as_str();
        let order = |action: &str, label: &str| {
            let fields =
                [("do", "payment"), ("id", id), ("site_id", &payment.site_id), ("action", action)];
            button("payments", &fields, label, id)
        };
        let buttons = if end.is_some() {
            String::new()
        } else {
            order("accept", words.accept) + &order("refuse", words.refuse)
        };
        let to = end.and_then(|end| end.phone.as_deref()).or(payment.phone_given());
        [
            format!("<a href=\"/payment/{}\">{}</a>", escape(&payment.token), escape(id)),
            money(&payment.request),
            to.map(|number| escape(&phone::masked(number))).unwrap_or_default(),
            mark(payment.status(), &format!("{} · {}", payment.state(), payment.code())),
            Date::of(payment.created).full(),
            buttons,
        ]
    };
    let rows = latest(sandbox.ledger.iter(), row);
    section("payments", words.payments, &table(words, words.payments, &words.columns, &rows))
}

fn transferts(sandbox: &Sandbox, words: &Words) -> String {
    let row = |transaction: &Transaction| {
        let id = transaction.transaction_id.as_str();
        let order = |action: &str, label: &str| {
            button("transferts", &[("do", "payout"), ("id", id), ("action", action)], label, id)
        };
        let buttons = if transaction.is_final() {
            String::new()
        } else {
            order("validate", words.validate) + &order("reject", words.reject)
        };
        let own = transaction.custom_data.as_deref().unwrap_or("");
        [
            format!("{}<br><span class=\"soft\">{}</span>", escape(id), escape(own)),
            format!("{}\u{a0}FCFA", grouped(transaction.amount)),
            escape(&phone::masked(&transaction.destination)),
            mark(transaction.state, transaction.state),
            Date::of(transaction.created).full(),
            buttons,
        ]
    };
    let rows = latest(sandbox.easytransfert.all.iter(), row);
    section("transferts", words.transferts, &table(words, words.transferts, &words.columns, &rows))
}

fn deliveries(sandbox: &Sandbox, words: &Words) -> String {
    let row = |entry: &Entry| {
        let id = entry.id.to_string();
        let fields = [("do", "delivery"), ("id", id.as_str()), ("action", "replay")];
        let stage = match entry.stage {
            Stage::Waiting { .. } => "waiting",
            Stage::UnderWay => "under_way",
            Stage::Delivered => "delivered",
            Stage::GivenUp => "given_up",
        };
        let tries: Vec<String> = entry
            .tries
            .iter()
            .map(|status| status.map_or_else(|| "—".to_owned(), |status| status.to_string()))
            .collect();
        [
            escape(&entry.transaction_id),
            format!("{} {}", entry.request.method.as_str(), escape(entry.request.address())),
            mark(stage, stage),
            tries.join(", "),
            button("deliveries", &fields, words.replay, &format!("{} {id}", entry.transaction_id)),
        ]
    };
    let rows = latest(sandbox.deliveries.iter(), row);
    let body = table(words, words.deliveries, &words.delivery_columns, &rows);
    section("deliveries", words.deliveries, &body)
}

fn requests(sandbox: &Sandbox, words: &Words) -> String {
    let mut list = String::new();
    for line in sandbox.log.iter().rev().take(SHOWN) {
        list.push_str(&request(line, words));
    }
    let body =
        if list.is_empty() { none(words) } else { format!("<div class=\"log\">{list}</div>") };
    section("requests", words.requests, &body)
}

fn request(line: &Line, words: &Words) -> String {
    let status = line.status.map_or_else(|| words.broken.to_owned(), |status| status.to_string());
    let good = line.status.is_some_and(|status| status < 300) && line.fault.is_none();
    let mut notes = String::new();
    if let Some(fault) = line.fault {
        let _ = write!(notes, " <span class=\"state bad\">{fault}</span>");
    }
    if line.late {
        let _ = write!(notes, " <span class=\"state bad\">{}</span>", words.late);
    }
    let mut bodies = String::new();
    for (name, text) in [(words.asked, &line.asked), (words.answered, &line.answered)] {
        if !text.is_empty() {
            let _ = write!(bodies, "<h3>{name}</h3><pre>{}</pre>", escape(text));
        }
    }
    let time = Date::of(line.at).full();
    format!(
        "<details><summary><time>{}</time> <code>{} {}</code> <span class=\"state {}\">{}</span>{notes}</summary>{bodies}</details>",
        time.split(' ').nth(1).unwrap_or_default(),
        escape(&line.method),
        escape(&line.target),
        if good { "good" } else { "bad" },
        escape(&status),
    )
}

fn faults(sandbox: &Sandbox, words: &Words) -> String {
    let mut kinds = String::new();
    for (kind, word) in Kind::ALL {
        if kind != Kind::Status {
            let _ = write!(kinds, "<option>{word}</option>");
        }
    }
    let mut paths = format!("<option value=\"\">{}</option>", words.every_path);
    for path in FAULTY {
        let _ = write!(paths, "<option>{path}</option>");
    }
    let weather = sandbox.faults.weather();
    let weather = if weather.is_null() {
        words.fair.to_owned()
    } else {
        format!("<code>{}</code>", escape(&weather.to_string()))
    };
    let body = format!(
        "<p class=\"soft\">{intro}</p><p>{waiting_count} {waiting} · {weather}</p><div class=\"forms\">\
         <form method=\"post\"><h3>{single}</h3><input type=\"hidden\" name=\"do\" value=\"fault\">\
         <input type=\"hidden\" name=\"section\" value=\"faults\">\
         <label>{kind}<select name=\"kind\">{kinds}</select></label>\
         <label>{path}<select name=\"path\">{paths}</select></label>\
         <label>{times}<input name=\"times\" value=\"1\" inputmode=\"numeric\" pattern=\"[0-9]{{1,4}}\" required></label>\
         <button>{order}</button></form>\
         <form method=\"post\"><h3>{weather_name}</h3><input type=\"hidden\" name=\"do\" value=\"weather\">\
         <input type=\"hidden\" name=\"section\" value=\"faults\">\
         <label>{rate}<input name=\"percent\" value=\"30\" inputmode=\"numeric\" pattern=\"[0-9]{{1,3}}\" required></label>\
         <label>{seed}<input name=\"seed\" value=\"1\" inputmode=\"numeric\" pattern=\"[0-9]{{1,15}}\" required></label>\
         <button>{order}</button></form></div>{fair}",
        intro = words.faults_intro,
        waiting_count = sandbox.faults.waiting(),
        waiting = words.waiting,
        single = words.single,
        kind = words.kind,
        path = words.path,
        times = words.times,
        order = words.order,
        weather_name = words.weather,
        rate = words.rate,
        seed = words.seed,
        fair = button("faults", &[("do", "weather"), ("percent", "0")], words.fair, ""),
    );
    section("faults", words.faults, &body)
}

fn settings(sandbox: &Sandbox, words: &Words) -> String {
    let options = &sandbox.options;
    let mut list = String::new();
    for (name, on, label) in [
        ("confirm_by_mail", options.confirm_by_mail, words.by_mail),
        ("strict_numbers", options.strict_numbers, words.strict_numbers),
    ] {
        let (state, act, next) = if on {
            (words.on, words.turn_off, "false")
        } else {
            (words.off, words.turn_on, "true")
        };
        let fields = [("do", "settings"), ("name", name), ("on", next)];
        let _ = write!(
            list,
            "<li>{label}: <strong>{state}</strong> {}</li>",
            button("settings", &fields, act, label)
        );
    }
    let rest =
        button("settings", &[("do", "tokens"), ("action", "expire")], words.expire_tokens, "")
            + &button("settings", &[("do", "reset")], words.reset, "");
    let body = format!("<ul class=\"switches\">{list}</ul><div class=\"buttons\">{rest}</div>");
    section("settings", words.settings, &body)
}

fn endpoints(words: &Words, lang: Lang) -> String {
    let mut list = String::new();
    for (path, en, fr) in PATHS {
        let what = match lang {
            Lang::En => en,
            Lang::Fr => fr,
        };
        let _ = write!(list, "<dt><code>{path}</code></dt><dd>{}</dd>", escape(what));
    }
    let body = format!(
        "<p><a href=\"/_sandbox/state\">{}</a></p><dl class=\"paths\">{list}</dl>",
        words.as_json
    );
    section("endpoints", words.endpoints, &body)
}

fn section(id: &str, title: &str, body: &str) -> String {
    format!("<section id=\"{id}\"><h2>{title}</h2>{body}</section>")
}

fn none(words: &Words) -> String {
    format!("<p class=\"soft\">{}</p>", words.none)
}

/// The latest first.
fn latest<'a, T: 'a, const N: usize>(
    all: impl Iterator<Item = &'a T>,
    row: impl Fn(&T) -> [String; N],
) -> Vec<[String; N]> {
    let all: Vec<&T> = all.collect();
    all.into_iter().rev().take(SHOWN).map(row).collect()
}

/// A table that scrolls within itself on a narrow screen, and that a keyboard reaches.
fn table<const N: usize>(
    words: &Words,
    title: &str,
    columns: &[&str; N],
    rows: &[[String; N]],
) -> String {
    if rows.is_empty() {
        return none(words);
    }
    let head: String =
        columns.iter().map(|name| format!("<th scope=\"col\">{name}</th>")).collect();
    let mut body = String::new();
    for row in rows {
        body.push_str("<tr>");
        for cell in row {
            // Buttons stand side by side and wrap.
            let class = if cell.contains("<form") { "<div class=\"buttons\">" } else { "<div>" };
            let _ = write!(body, "<td>{class}{cell}</div></td>");
        }
        body.push_str("</tr>");
    }
    format!(
        "<div class=\"scroll\" role=\"region\" aria-label=\"{title} ({})\" tabindex=\"0\"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>",
        words.latest
    )
}

/// A state with its colour; the word itself says it too.
fn mark(state: &str, shown: &str) -> String {
    let tone = match state {
        "VAL" | "ACCEPTED" | "SUCCESSFUL" | "delivered" => "good",
        "REJ" | "REFUSED" | "FAILED" | "given_up" => "bad",
        _ => "open",
    };
    format!("<span class=\"state {tone}\">{}</span>", escape(shown))
}

/// `10 000`, held together by no-break spaces.
fn grouped(amount: u64) -> String {
    let digits = amount.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at != 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    text
}

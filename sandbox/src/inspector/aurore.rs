//! The inspector's part about Aurore.

use guichet::aurore::Kind;

use super::view::{button, grouped, latest, mark, section as whole, table};
use super::words::Words;
use crate::aurore::Operation;
use crate::counter::page::escape;
use crate::date::Date;
use crate::phone;
use crate::sandbox::Sandbox;

pub(super) fn section(sandbox: &Sandbox, words: &Words) -> String {
    let rows = latest(sandbox.aurore.all.iter(), |operation| row(operation, words));
    whole("aurore", "Aurore", &table(words, "Aurore", &words.columns, &rows))
}

fn row(operation: &Operation, words: &Words) -> [String; 6] {
    let id = operation.id();
    let (order, [yes, no]) = match operation.kind() {
        Kind::Payment => ("payment", [("accept", words.accept), ("refuse", words.refuse)]),
        Kind::Transfer => ("payout", [("validate", words.validate), ("reject", words.reject)]),
    };
    let press = |(action, label): (&str, &str)| {
        button("aurore", &[("do", order), ("id", id), ("action", action)], label, id)
    };
    let buttons = if operation.is_final() { String::new() } else { press(yes) + &press(no) };
    let named = match &operation.payment_token {
        Some(token) => format!("<a href=\"/checkout/{}\">{}</a>", escape(token), escape(id)),
        None => escape(id),
    };
    let number = operation.phone.as_deref().map(phone::masked).unwrap_or_default();
    let currency = operation.request.currency().code();
    let state = format!("{} · {}", operation.status(), operation.code);
    [
        format!("{named}<br><span class=\"soft\">{}</span>", escape(&operation.transaction_id)),
        format!("{}\u{a0}{currency}", grouped(operation.amount())),
        escape(&number),
        mark(operation.status(), &state),
        Date::of(operation.created).full(),
        buttons,
    ]
}

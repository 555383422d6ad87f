//! What the counter shows of a payment: a form while it waits, its end afterwards.

use std::fmt::Write;

use guichet::rules::Lang;

use super::page::{Page, escape, money, whole};
use super::words::{self, Words};
use crate::operator::Operator;
use crate::payment::{Action, Payment};

/// What the customer typed before, shown again beside a problem.
#[derive(Default)]
pub(crate) struct Typed<'a> {
    pub(crate) payment_method: Option<&'a str>,
    pub(crate) phone: Option<&'a str>,
}

/// What is to be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    Action,
    Operator,
    Phone,
}

impl Problem {
    const fn sentence(self, words: &Words) -> &'static str {
        match self {
            Self::Action => words.press_button,
            Self::Operator => words.choose_means,
            Self::Phone => words.give_phone,
        }
    }
}

/// The page of an address that no payment has.
pub(crate) fn unknown(lang: Lang) -> String {
    let words = words::of(lang);
    let main = format!("<h1>{}</h1><p>{}</p>", words.unknown, words.unknown_advice);
    whole(&Page { lang, title: words.unknown, main: &main })
}

/// The page of a payment.
pub(crate) fn payment(
    payment: &Payment,
    lang: Lang,
    typed: &Typed<'_>,
    problem: Option<Problem>,
) -> String {
    let words = words::of(lang);
    let (title, main) = match &payment.end {
        Some(end) => ended(payment, end.action, words),
        None => waiting(payment, words, lang, typed, problem),
    };
    whole(&Page { lang, title: &title, main: &main })
}

/// The page of an ended payment, with what its script says to the page behind it.
pub(crate) fn speaking(payment: &Payment, lang: Lang, speech: &serde_json::Value) -> String {
    let words = words::of(lang);
    let action = payment.end.as_ref().map_or(Action::Cancel, |end| end.action);
    let (title, main) = ended(payment, action, words);
    let main = format!(
        "{main}\n<p id=\"speech\" data-back=\"{back}\" hidden>{speech}</p>",
        back = escape(&payment.return_address()),
        speech = escape(&speech.to_string()),
    );
    whole(&Page { lang, title: &title, main: &main })
}

/// A page that waits for ever.
pub(crate) fn hanging(lang: Lang) -> String {
    let words = words::of(lang);
    let main = format!("<h1>{}</h1>", words.hanging);
    whole(&Page { lang, title: words.hanging, main: &main })
}

fn details(payment: &Payment, words: &Words) -> String {
    let description = payment.request.text("description").unwrap_or_default();
    let id = payment.request.transaction_id().as_str();
    let rows = [
        (words.description, description),
        (words.order, id),
        (words.merchant, payment.site_id.as_str()),
    ];
    let rows = rows.map(|(name, value)| {
        format!("<div><dt>{name}</dt><dd>{}</dd></div>", escape(value.trim()))
    });
    format!("<dl class=\"details\">{}</dl>", rows.concat())
}

fn ended(payment: &Payment, action: Action, words: &Words) -> (String, String) {
    let title = match action {
        Action::Accept => words.accepted,
        Action::Refuse(_) => words.refused,
        Action::Cancel => words.cancelled,
        Action::Expire => words.expired,
    };
    let main = format!(
        "<h1 class=\"end\" data-state=\"{state}\">{title}</h1>\n<p class=\"amount\">{amount}</p>\n{details}\n\
         <p>{ended}</p>\n<p><a class=\"button\" href=\"{back}\">{back_words}</a></p>",
        state = payment.state(),
        amount = money(&payment.request),
        details = details(payment, words),
        ended = words.ended,
        back = escape(&payment.return_address()),
        back_words = words.back,
    );
    (title.to_owned(), main)
}

fn waiting(
    payment: &Payment,
    words: &Words,
    lang: Lang,
    typed: &Typed<'_>,
    problem: Option<Problem>,
) -> (String, String) {
    let title = format!("{} {}", words.pay, money(&payment.request));
    let offered = payment.offered();
    let mut form = String::new();
    if let Some(problem) = problem {
        let sentence = problem.sentence(words);
        let _ = write!(form, "<p class=\"problem\" id=\"problem\" role=\"alert\">{sentence}</p>");
    }
    if offered.is_empty() {
        let _ = write!(form, "<p class=\"problem\">{}</p>", words.no_means);
    } else {
        form.push_str(&means(&offered, words, typed));
    }
    if offered.iter().any(|operator| operator.needs_phone()) {
        form.push_str(&phone(payment, words, typed, problem));
    }
    form.push_str("<div class=\"buttons\">");
    if !offered.is_empty() {
        let _ = write!(
            form,
            "<button class=\"main\" name=\"action\" value=\"accept\" data-action=\"accept\">{title}</button>"
        );
    }
    let _ = write!(
        form,
        "<button name=\"action\" value=\"refuse\" data-action=\"refuse\" formnovalidate>{}</button>\
         <button name=\"action\" value=\"cancel\" data-action=\"cancel\" formnovalidate>{}</button></div>",
        words.refuse, words.cancel
    );
    let main = format!(
        "<h1>{title}</h1>\n{details}\n<form method=\"post\" action=\"?lang={lang}\" novalidate>{form}</form>",
        details = details(payment, words),
        lang = lang.tag(),
    );
    (title, main)
}

fn means(offered: &[&Operator], words: &Words, typed: &Typed<'_>) -> String {
    let chosen = typed
        .payment_method
        .filter(|code| offered.iter().any(|operator| operator.code == *code))
        .or_else(|| offered.first().map(|operator| operator.code));
    let mut radios = String::new();
    for operator in offered {
        let checked = if Some(operator.code) == chosen { " checked" } else { "" };
        let _ = write!(
            radios,
            "<label class=\"means\"><input type=\"radio\" name=\"payment_method\" value=\"{code}\"{checked}>\
             <span>{name}</span> <small>{code}</small></label>",
            code = operator.code,
            name = operator.name,
        );
    }
    format!("<fieldset><legend>{}</legend>{radios}</fieldset>", words.means)
}

fn phone(payment: &Payment, words: &Words, typed: &Typed<'_>, problem: Option<Problem>) -> String {
    let locked = payment.phone_locked();
    let given = payment.phone_given();
    let value = if locked { given } else { typed.phone.or(given) };
    let wrong = problem == Some(Problem::Phone);
    format!(
        "<div class=\"field\"><label for=\"phone\">{label}</label>\
         <input id=\"phone\" name=\"phone\" type=\"tel\" inputmode=\"tel\" autocomplete=\"tel\" value=\"{value}\"{locked}{invalid} \
         aria-describedby=\"{problem}phone-hint\">\
         <p class=\"hint\" id=\"phone-hint\">{hint}</p></div>",
        label = words.phone,
        value = escape(value.unwrap_or_default()),
        locked = if locked { " readonly" } else { "" },
        invalid = if wrong { " aria-invalid=\"true\" autofocus" } else { "" },
        problem = if wrong { "problem " } else { "" },
        hint = if locked { words.phone_locked } else { words.phone_hint },
    )
}

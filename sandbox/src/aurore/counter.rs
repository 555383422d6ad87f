//! Aurore's counter at `/checkout/{token}`. It refuses to be framed, as the provider's does: a page opens it by popup or redirect.

use guichet::aurore::{Kind, State};
use guichet::client::HttpReply;
use guichet::phone::Plan;
use guichet::rules::country::Country;
use guichet::rules::{Lang, phone};

use super::operation::Operation;
use super::story::{self, Fate};
use crate::answer;
use crate::counter::page::{self, Page, escape, whole};
use crate::counter::words::{self, Words};
use crate::counter::{speech, view as checkout};
use crate::form;
use crate::incoming::Incoming;
use crate::sandbox::Sandbox;

impl Sandbox {
    pub(crate) fn aurore_counter(
        &mut self,
        token: &str,
        request: &Incoming,
        now: u64,
    ) -> HttpReply {
        let at = self.aurore.by_id.get(token).copied();
        let found = at.and_then(|at| self.aurore.all.get(at));
        let found = found.filter(|found| found.payment_token.as_deref() == Some(token));
        let of_payment = found.and_then(|found| found.request.text("lang"));
        let lang = page::language(request, of_payment, self.options.lang);
        let (Some(at), Some(payment)) = (at, found) else {
            return unframed(404, unknown(lang));
        };
        if request.method != "POST" {
            return unframed(200, view(payment, lang, None));
        }
        if !payment.waits_for_customer() {
            return answer::see_other(&payment.return_address());
        }
        let fields = form::decode(&request.body);
        let manner = self.options.counter;
        match form::first(&fields, "action") {
            Some("accept" | "refuse" | "cancel") if manner.hangs() => {
                return unframed(200, checkout::hanging(lang));
            }
            Some("accept") => {
                let typed = form::first(&fields, "phone").unwrap_or_default();
                let Some(number) = number(payment, typed) else {
                    return unframed(422, view(payment, lang, Some(words::of(lang).give_phone)));
                };
                self.aurore_begin(at, &number, now);
            }
            Some("refuse" | "cancel") => {
                self.aurore_order(at, "2010", now);
            }
            _ => return unframed(422, view(payment, lang, Some(words::of(lang).press_button))),
        }
        let Some(payment) = self.aurore.all.get(at) else { return unframed(404, unknown(lang)) };
        let back = payment.return_address();
        // The page's script says whether another page listens.
        if form::first(&fields, "listener").is_none() {
            return answer::see_other(&back);
        }
        let said = speech::said(&payment.said().into(), manner.messages);
        unframed(200, ended(payment, lang, &checkout::said(&said, &back)))
    }

    /// The customer consents: as with the provider's test numbers, else paid at once.
    fn aurore_begin(&mut self, at: usize, number: &str, now: u64) {
        let script = match story::of(Kind::Payment, number) {
            Fate::Made(script) if story::is_told(number) => script,
            Fate::Made(_) => story::AT_ONCE,
            Fate::Refused(_) => story::FAILS,
        };
        if let Some(payment) = self.aurore.all.get_mut(at) {
            payment.begin(Some(number.to_owned()), script, now);
        }
        self.aurore_plan(at);
        self.progress_aurore(now);
    }
}

/// The E.164 number that the customer typed; the merchant's when nothing was typed.
fn number(payment: &Operation, typed: &str) -> Option<String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return payment.phone.clone();
    }
    let prefix = payment.phone.as_deref().unwrap_or("+225");
    let country = if prefix.starts_with("+225") { Country::find("CI") } else { None };
    let (number, _) = phone::read_customer(&typed.into(), &Plan::home(), country).ok()?;
    Some(if number.starts_with('+') { number } else { format!("+{number}") })
}

/// The page with the headers by which the provider's counter refuses frames.
fn unframed(status: u16, body: String) -> HttpReply {
    answer::unframed(answer::html(status, body))
}

fn unknown(lang: Lang) -> String {
    let words = words::of(lang);
    let main = format!("<h1>{}</h1><p>{}</p>", words.unknown, words.unknown_advice);
    whole(&Page { lang, title: words.unknown, main: &main })
}

fn view(payment: &Operation, lang: Lang, problem: Option<&str>) -> String {
    let words = words::of(lang);
    if !payment.waits_for_customer() {
        return ended(payment, lang, "");
    }
    let title = format!("{} {}", words.pay, amount(payment));
    let problem = problem.map_or_else(String::new, |sentence| {
        format!("<p class=\"problem\" id=\"problem\" role=\"alert\">{sentence}</p>")
    });
    let main = format!(
        "<h1>{title}</h1>\n{details}\n<form method=\"post\" action=\"/checkout/{token}?lang={lang}\" novalidate>{problem}\
         <div class=\"field\"><label for=\"phone\">{phone}</label>\
         <input id=\"phone\" name=\"phone\" type=\"tel\" inputmode=\"tel\" autocomplete=\"tel\" value=\"{given}\" aria-describedby=\"phone-hint\">\
         <p class=\"hint\" id=\"phone-hint\">{hint}</p></div><div class=\"buttons\">\
         <button class=\"main\" name=\"action\" value=\"accept\" data-action=\"accept\">{title}</button>\
         <button name=\"action\" value=\"refuse\" data-action=\"refuse\" formnovalidate>{refuse}</button>\
         <button name=\"action\" value=\"cancel\" data-action=\"cancel\" formnovalidate>{cancel}</button></div></form>",
        details = details(payment, words),
        token = escape(payment.payment_token.as_deref().unwrap_or_default()),
        lang = lang.tag(),
        phone = words.phone,
        given = escape(payment.phone.as_deref().unwrap_or_default()),
        hint = words.phone_hint,
        refuse = words.refuse,
        cancel = words.cancel,
    );
    whole(&Page { lang, title: &title, main: &main })
}

/// The page of a payment that no longer waits for its customer, with what its script says.
fn ended(payment: &Operation, lang: Lang, said: &str) -> String {
    let words = words::of(lang);
    let title = match payment.state() {
        State::Accepted => words.accepted,
        State::Refused => words.refused,
        State::Pending | State::Unknown if payment.has_expired() => words.expired,
        State::Pending | State::Unknown => words.hanging,
    };
    let main = format!(
        "<h1 class=\"end\" data-state=\"{state}\">{title}</h1>\n<p class=\"amount\">{amount}</p>\n{details}\n\
         <p><a class=\"button\" href=\"{back}\">{back_words}</a></p>{said}",
        state = payment.status(),
        amount = amount(payment),
        details = details(payment, words),
        back = escape(&payment.return_address()),
        back_words = words.back,
    );
    whole(&Page { lang, title, main: &main })
}

fn amount(payment: &Operation) -> String {
    format!("{}\u{a0}{}", payment.amount(), payment.request.currency().code())
}

fn details(payment: &Operation, words: &Words) -> String {
    let designation = payment.request.text("designation").unwrap_or_default();
    let rows = [(words.description, designation), (words.order, payment.id())];
    let rows = rows.map(|(name, value)| {
        format!("<div><dt>{name}</dt><dd>{}</dd></div>", escape(value.trim()))
    });
    format!("<dl class=\"details\">{}</dl>", rows.concat())
}

//! The counter: the page where the customer pays, refuses or cancels.

pub(crate) mod manner;
pub(crate) mod page;
mod speech;
mod view;
mod words;

use guichet::client::HttpReply;
use guichet::phone::Plan;
use guichet::rules::{Lang, Value, phone};

use crate::answer;
use crate::form;
use crate::incoming::Incoming;
use crate::ledger::Place;
use crate::operator::Operator;
use crate::payment::{Action, Payment};
use crate::sandbox::Sandbox;

use manner::Manner;
use view::{Problem, Typed};

impl Sandbox {
    /// The counter of a token; `aurore` at the paths of the provider's newer counter, which refuses to be framed.
    pub(crate) fn counter(
        &mut self,
        token: &str,
        aurore: bool,
        request: &Incoming,
        now: u64,
    ) -> HttpReply {
        let manner = self.options.counter.of(aurore);
        let page = self.counter_page(token, manner, request, now);
        if manner.framing { page } else { answer::unframed(page) }
    }

    fn counter_page(
        &mut self,
        token: &str,
        manner: Manner,
        request: &Incoming,
        now: u64,
    ) -> HttpReply {
        let found = self.ledger.by_token(token);
        let of_payment = found.and_then(|(_, payment)| payment.request.text("lang"));
        let lang = page::language(request, of_payment, self.options.lang);
        let Some(place) = found.map(|(place, _)| place) else {
            return answer::html(404, view::unknown(lang));
        };
        if request.method == "POST" {
            return self.press(place, manner, request, lang, now);
        }
        let Some(payment) = self.ledger.get_mut(place) else {
            return answer::html(404, view::unknown(lang));
        };
        payment.opened = true;
        answer::html(200, view::payment(payment, lang, &Typed::default(), None))
    }

    /// A button: ends the payment and sends the customer back, or shows what is to be mended.
    fn press(
        &mut self,
        place: Place,
        manner: Manner,
        request: &Incoming,
        lang: Lang,
        now: u64,
    ) -> HttpReply {
        let fields = form::decode(&request.body);
        let Some(payment) = self.ledger.get(place) else {
            return answer::html(404, view::unknown(lang));
        };
        let back = payment.return_address();
        if payment.end.is_some() {
            return answer::see_other(&back);
        }
        let typed = Typed {
            payment_method: form::first(&fields, "payment_method"),
            phone: form::first(&fields, "phone"),
        };
        let action = form::first(&fields, "action").unwrap_or_default();
        // The page's script says whether another page listens.
        let heard = form::first(&fields, "listener").is_some();
        match read(payment, action, &typed) {
            Ok(_) if manner.hangs() => answer::html(200, view::hanging(lang)),
            Ok((action, operator, phone)) => {
                let end = self.end(action, operator, phone, now);
                self.finish(place, end, now);
                match self.ledger.get(place) {
                    Some(payment) if heard => answer::html(
                        200,
                        view::speaking(payment, lang, &speech::of(payment, manner)),
                    ),
                    _ => answer::see_other(&back),
                }
            }
            Err(problem) => answer::html(422, view::payment(payment, lang, &typed, Some(problem))),
        }
    }
}

type Pressed = (Action, Option<&'static Operator>, Option<String>);

/// What the customer wants, by the button's word. Time alone lets a payment expire: no button does.
fn read(payment: &Payment, action: &str, typed: &Typed<'_>) -> Result<Pressed, Problem> {
    let action = match Action::of(action) {
        Some(action @ (Action::Accept | Action::Refuse(_) | Action::Cancel)) => action,
        Some(Action::Expire) | None => return Err(Problem::Action),
    };
    let offered = payment.offered();
    let operator = offered.into_iter().find(|operator| Some(operator.code) == typed.payment_method);
    let typed_phone = if payment.phone_locked() { payment.phone_given() } else { typed.phone };
    let typed_phone = typed_phone.map(str::trim).filter(|phone| !phone.is_empty());
    let kept = typed_phone.and_then(|typed| {
        Some(phone::read_customer(&Value::from(typed), &Plan::home(), None).ok()?.0)
    });
    if action == Action::Accept {
        let operator = operator.ok_or(Problem::Operator)?;
        if operator.needs_phone() && kept.is_none() {
            return Err(Problem::Phone);
        }
    }
    Ok((action, operator, kept))
}

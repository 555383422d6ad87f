//! `/`: everything in the sandbox to look at, and buttons for what control does. Plain forms: the page runs no script.

mod view;
mod words;

use guichet::client::HttpReply;
use guichet::rules::Lang;
use serde_json::{Value as Json, json};

use crate::answer;
use crate::counter::page;
use crate::form;
use crate::incoming::Incoming;
use crate::sandbox::Sandbox;

pub(crate) fn reply(sandbox: &mut Sandbox, request: &Incoming, now: u64) -> HttpReply {
    let lang = page::language(request, None, sandbox.options.lang);
    if request.method != "POST" {
        return answer::html(200, view::page(sandbox, lang, None, now));
    }
    let fields = form::decode(&request.body);
    match press(sandbox, request, &fields, now) {
        // Back to the page by a GET, so that loading it again presses nothing.
        Ok(()) => answer::see_other(&back(request, &fields, lang)),
        Err(sentence) => answer::html(400, view::page(sandbox, lang, Some(&sentence), now)),
    }
}

/// Where the page is, with its language and the section that the button stands in.
fn back(request: &Incoming, fields: &[(String, String)], lang: Lang) -> String {
    let path = format!("/{}", request.segments().join("/"));
    let section = form::first(fields, "section").unwrap_or_default();
    let plain = section.chars().all(|c| c.is_ascii_lowercase()) && !section.is_empty();
    let fragment = if plain { format!("#{section}") } else { String::new() };
    format!("{path}?lang={}{fragment}", lang.tag())
}

/// A button: the order that control would get by its own path.
fn press(
    sandbox: &mut Sandbox,
    request: &Incoming,
    fields: &[(String, String)],
    now: u64,
) -> Result<(), String> {
    let given =
        |name: &str| form::first(fields, name).map(str::trim).filter(|text| !text.is_empty());
    let id = given("id").unwrap_or_default();
    let whole = |name: &str| -> Result<Option<u64>, String> {
        given(name).map(|text| text.parse().map_err(|_| name.to_owned())).transpose()
    };
    let asked = |body: &Json| Incoming { body: body.to_string(), ..request.clone() };
    let action = json!({ "action": given("action") });
    let reply = match given("do").unwrap_or_default() {
        "clock" => {
            sandbox.control_clock(&asked(&json!({ "advance_ms": whole("advance_ms")? })), now)
        }
        "payment" => {
            let order = json!({ "action": given("action"), "site_id": given("site_id") });
            sandbox.control_payment(id, &asked(&order), now)
        }
        "payout" => sandbox.control_payouts(id, &asked(&action), now),
        "delivery" => sandbox.control_delivery(id, &asked(&action), now),
        "tokens" => sandbox.control_tokens(&asked(&action), now),
        "settings" => {
            let on = given("on") == Some("true");
            let name = given("name").unwrap_or_default();
            sandbox.control_settings(&asked(&json!({ name: on })), now)
        }
        "fault" => {
            let times = whole("times")?.unwrap_or(1);
            let mut order = json!({ "kind": given("kind"), "times": times });
            if let (Some(order), Some(path)) = (order.as_object_mut(), given("path")) {
                order.insert("path".into(), path.into());
            }
            if given("kind") == Some("delay")
                && let Some(order) = order.as_object_mut()
            {
                order.insert("delay_ms".into(), 5000.into());
            }
            sandbox.control_faults(&asked(&order), now)
        }
        "weather" => {
            let percent = whole("percent")?.unwrap_or(0).min(100);
            #[expect(clippy::cast_precision_loss, reason = "at most 100")]
            let rate = percent as f64 / 100.0;
            let seed = whole("seed")?.unwrap_or(0);
            sandbox.control_faults(&asked(&json!({ "rate": rate, "seed": seed })), now)
        }
        "reset" => {
            sandbox.reset();
            return Ok(());
        }
        other => return Err(guichet::rules::text::excerpt(other)),
    };
    if reply.status < 300 {
        return Ok(());
    }
    let said: Option<Json> = serde_json::from_str(&reply.body).ok();
    let sentence = said.as_ref().and_then(|body| body.get("description")).and_then(Json::as_str);
    Err(sentence.unwrap_or_default().to_owned())
}

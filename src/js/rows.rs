//! Files of payouts for JavaScript: text comes in parts, issues go out as JSON text.

use wasm_bindgen::prelude::wasm_bindgen;

use super::{json, phone, scratch, wire};
use crate::account::Service;
use crate::account::rows::{Place, Rows};
use crate::rules::text::digits;
use crate::rules::{Issue, Lang, Value};

/// A file that is being read.
#[wasm_bindgen]
pub struct PayoutRows {
    rows: Rows,
    lang: Lang,
    /// How many more issues are told; all are counted.
    room: f64,
    total: u64,
}

#[wasm_bindgen]
impl PayoutRows {
    /// Starts on a file; takes `{service, strict, lang, limit}` from the scratch buffer.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(length: usize) -> Self {
        let options = scratch::read(length, wire::decode);
        let airtime = options.get("service").and_then(Value::as_text) == Some("airtime");
        let service = if airtime { Service::Airtime } else { Service::Transfer };
        let strict = options.get("strict") == Some(&Value::Bool(true));
        let room = match options.get("limit") {
            Some(Value::Number(limit)) => *limit,
            _ => 10_000.0,
        };
        Self { rows: Rows::new(service, strict), lang: super::lang(&options), room, total: 0 }
    }

    /// Reads a part from the scratch buffer; gives `{"ok":…,"rows":…,"wrong":…,"total":…,"issues":[{"row":…,"line":…,…}]}`, issues of this part alone.
    #[must_use]
    pub fn read(&mut self, length: usize, last: bool) -> String {
        self.told(|rows, found| {
            scratch::read(length, |part| {
                let read = phone::with_plan(|plan| rows.read(plan, part, last, found));
                debug_assert!(read.is_some());
            });
        })
    }

    /// Takes note of a part that is neither text nor bytes; gives what `read` gives.
    #[must_use]
    pub fn unreadable(&mut self) -> String {
        self.told(|rows, found| rows.unreadable(found))
    }

    fn told(&mut self, read: impl FnOnce(&mut Rows, &mut dyn FnMut(Place, Issue))) -> String {
        let mut json = json::Json::default();
        let mut listed = Vec::new();
        let Self { rows, lang, room, total } = self;
        read(rows, &mut |place, issue| {
            *total += 1;
            if *room >= 1.0 {
                *room -= 1.0;
                listed.push((place, issue));
            }
        });
        json.raw(if rows.ok() { "{\"ok\":true" } else { "{\"ok\":false" });
        json.raw(",\"rows\":").raw(&digits(rows.payouts().into()));
        json.raw(",\"wrong\":").raw(&digits(rows.wrong().into()));
        json.raw(",\"total\":").raw(&digits(*total));
        json.raw(",\"issues\":[").each(&listed, |json, (place, issue)| {
            json.issue_in_row(*place, issue, *lang);
        });
        json.raw("]}");
        json.finish()
    }
}

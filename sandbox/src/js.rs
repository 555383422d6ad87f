//! The sandbox for JavaScript: text in, text out. `pkg/sandbox/sandbox.js` makes a class of it that people use.

use guichet::client::HttpReply;
use serde_json::{Value as Json, json};
use wasm_bindgen::prelude::*;

use crate::incoming::Incoming;
use crate::options::Options;
use crate::sandbox::Sandbox;

/// A sandbox.
#[wasm_bindgen]
pub struct SandboxCore(Sandbox);

#[wasm_bindgen]
impl SandboxCore {
    /// Makes a sandbox from options as JSON.
    ///
    /// # Errors
    /// A sentence that names the option that is wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str) -> Result<Self, JsError> {
        Options::parse(options)
            .map(|options| Self(Sandbox::new(options)))
            .map_err(|sentence| JsError::new(&sentence))
    }

    /// Answers a request; `headers` are pairs as JSON. Gives `{delay_ms, reply: {status, headers, body} | null}` as JSON.
    pub fn handle(
        &mut self,
        method: &str,
        url: &str,
        headers: &str,
        body: &str,
        now_ms: f64,
    ) -> String {
        let pairs: Vec<(String, String)> = serde_json::from_str(headers).unwrap_or_default();
        let request = Incoming {
            method: method.to_ascii_uppercase(),
            url: url.to_owned(),
            headers: pairs
                .into_iter()
                .map(|(name, value)| (name.to_ascii_lowercase(), value))
                .collect(),
            body: body.to_owned(),
        };
        let answer = self.0.serve(&request, ms(now_ms));
        json!({ "delay_ms": answer.delay_ms, "reply": answer.reply.map(reply) }).to_string()
    }

    /// The notifications to send now: `[{id, method, url, headers, body}]` as JSON.
    #[wasm_bindgen(js_name = takeDue)]
    pub fn take_due(&mut self, now_ms: f64) -> String {
        let due = self.0.take_due(ms(now_ms)).into_iter().map(|delivery| {
            let request = delivery.request;
            json!({
                "id": delivery.id,
                "method": request.method.as_str(),
                "url": request.url,
                "headers": request.headers,
                "body": request.body,
            })
        });
        due.collect::<Json>().to_string()
    }

    /// Milliseconds until the next notification is due.
    #[wasm_bindgen(js_name = nextDue)]
    pub fn next_due(&self, now_ms: f64) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of some minutes")]
        self.0.next_due(ms(now_ms)).map(|wait| wait as f64)
    }

    /// Tells what became of a notification; no status where no reply came.
    pub fn settle(&mut self, id: f64, status: Option<u16>, now_ms: f64) {
        self.0.settle(ms(id), status, ms(now_ms));
    }

    /// Payments, notifications and faults as JSON.
    pub fn state(&self, now_ms: f64) -> String {
        self.0.state(ms(now_ms))
    }
}

fn reply(reply: HttpReply) -> Json {
    json!({ "status": reply.status, "headers": reply.headers, "body": reply.body })
}

/// JavaScript's number as a whole one; what is none becomes 0.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast from f64 saturates"
)]
const fn ms(number: f64) -> u64 {
    number as u64
}

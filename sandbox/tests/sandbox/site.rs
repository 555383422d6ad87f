//! A sandbox, and the requests that tests send to it.

use guichet::client::HttpReply;
use guichet_sandbox::{Answer, Incoming, Options, Sandbox};
use serde_json::{Value, json};

/// 2022-09-15 22:57:15 UTC, when the documented payment was made.
pub(crate) const NOW: u64 = 1_663_282_635_000;
pub(crate) const ORIGIN: &str = "http://localhost:4010";

pub(crate) struct Site {
    pub(crate) sandbox: Sandbox,
    pub(crate) now: u64,
}

pub(crate) fn site() -> Site {
    with_options("{}")
}

pub(crate) fn with_options(options: &str) -> Site {
    Site { sandbox: Sandbox::new(Options::parse(options).ok().unwrap()), now: NOW }
}

/// The example of seed 003 that curl sends.
pub(crate) fn example() -> Value {
    json!({
        "amount": 2500, "currency": "XOF", "apikey": "XXXXXXXXXXXXXXXX", "site_id": "XXXXX",
        "transaction_id": "REFID12354", "description": "TRANSACTION DESCRIPTION",
        "return_url": "https://www.exemple.com/return", "notify_url": "https://www.exemple.com/notify",
        "metadata": "user001", "customer_id": "001", "customer_name": "John", "customer_surname": "Doe",
        "channels": "MOBILE_MONEY"
    })
}

/// The example with some parameters changed; null takes one out.
pub(crate) fn changed(changes: Value) -> Value {
    let mut request = example();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            request.as_object_mut().unwrap().shift_remove(name);
        } else {
            request[name.as_str()] = value.clone();
        }
    }
    request
}

impl Site {
    pub(crate) fn answer(
        &mut self,
        method: &str,
        path: &str,
        content_type: &str,
        body: &str,
    ) -> Answer {
        let request = Incoming {
            method: method.into(),
            url: format!("{ORIGIN}{path}"),
            headers: vec![("content-type".into(), content_type.into())],
            body: body.into(),
        };
        self.sandbox.serve(&request, self.now)
    }

    #[track_caller]
    pub(crate) fn get(&mut self, path: &str) -> HttpReply {
        self.answer("GET", path, "", "").reply.unwrap()
    }

    /// Posts JSON. Gives the HTTP status and the answer's JSON.
    #[track_caller]
    pub(crate) fn post(&mut self, path: &str, body: &Value) -> (u16, Value) {
        let reply = self.answer("POST", path, "application/json", &body.to_string()).reply.unwrap();
        (reply.status, serde_json::from_str(&reply.body).unwrap())
    }

    /// Creates a payment that must be taken. Gives its token.
    #[track_caller]
    pub(crate) fn create(&mut self, request: &Value) -> String {
        let (status, body) = self.post("/v2/payment", request);
        assert_eq!(status, 201, "{body}");
        body["data"]["payment_token"].as_str().unwrap().to_owned()
    }

    #[track_caller]
    pub(crate) fn check(&mut self, transaction_id: &str) -> Value {
        let request = json!({"apikey": "XXXXXXXXXXXXXXXX", "site_id": "XXXXX", "transaction_id": transaction_id});
        self.post("/v2/payment/check", &request).1
    }

    /// Presses a button of the counter.
    #[track_caller]
    pub(crate) fn press(&mut self, token: &str, form: &str) -> HttpReply {
        self.post_form(&format!("/payment/{token}"), form)
    }

    #[track_caller]
    pub(crate) fn post_form(&mut self, path: &str, form: &str) -> HttpReply {
        self.answer("POST", path, "application/x-www-form-urlencoded", form).reply.unwrap()
    }

    pub(crate) fn order(&mut self, transaction_id: &str, order: Value) -> (u16, Value) {
        self.post(&format!("/_sandbox/payments/{transaction_id}"), &order)
    }

    pub(crate) fn state(&mut self) -> Value {
        serde_json::from_str(&self.get("/_sandbox/state").body).unwrap()
    }
}

//! Whatever comes in, an answer goes out, and it keeps the services' shape.

use guichet_sandbox::{Incoming, Options, Sandbox};
use proptest::prelude::*;
use serde_json::Value;

use crate::site::example;

fn path() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("/v2/payment".to_owned()),
        Just("/v2/payment/check".to_owned()),
        Just("/payment/TOKEN".to_owned()),
        Just("/_sandbox/payments/REFID12354".to_owned()),
        Just("/_sandbox/state".to_owned()),
        Just("/_sandbox/clock".to_owned()),
        Just("/_sandbox/faults".to_owned()),
        "/_sandbox/[a-z%/?=]{0,20}",
        "\\PC{0,40}",
    ]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
        prop::sample::select(vec![
            "XOF",
            "ALL",
            "accept",
            "garbage",
            "truncated",
            "__proto__",
            "+2250707123456",
            "https://x.ci"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec(("\\PC{0,8}", inner), 0..5)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// The example with some parameters replaced by anything, or an order of control's with anything in it.
fn body() -> impl Strategy<Value = String> {
    let fields: Vec<String> = example()
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .chain(
            ["lang", "lock_phone_number", "customer_phone_number", "invoice_data", "token"]
                .map(String::from),
        )
        .collect();
    let orders = [
        "action",
        "payment_method",
        "phone",
        "code",
        "site_id",
        "advance_ms",
        "times",
        "kind",
        "status",
        "delay_ms",
        "path",
    ];
    prop_oneof![
        prop::collection::vec((prop::sample::select(fields), json()), 0..4).prop_map(|changes| {
            let mut request = example();
            for (name, value) in changes {
                request[name] = value;
            }
            request.to_string()
        }),
        prop::collection::vec((prop::sample::select(orders.to_vec()), json()), 0..4).prop_map(
            |pairs| {
                Value::Object(
                    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
                )
                .to_string()
            }
        ),
        json().prop_map(|json| json.to_string()),
        "action=(accept|cancel|refuse)&payment_method=(OM|X)&phone=[0-9%+]{0,12}",
        "\\PC{0,200}",
    ]
}

fn request() -> impl Strategy<Value = Incoming> {
    let method = prop::sample::select(vec!["GET", "POST", "HEAD", "OPTIONS", "PUT", ""]);
    let content_type =
        prop::sample::select(vec!["application/json", "", "application/x-www-form-urlencoded"]);
    let origin = prop::sample::select(vec!["http://localhost:4010", "https://x.ci", ""]);
    (method, origin, path(), content_type, "\\PC{0,20}", body()).prop_map(
        |(method, origin, path, content_type, language, body)| Incoming {
            method: method.to_owned(),
            url: format!("{origin}{path}"),
            headers: vec![
                ("content-type".to_owned(), content_type.to_owned()),
                ("accept-language".to_owned(), language),
            ],
            body,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_history_of_requests_is_answered(
        requests in prop::collection::vec((request(), any::<u64>()), 1..8),
        statuses in prop::collection::vec(prop::option::of(any::<u16>()), 4),
    ) {
        let mut sandbox = Sandbox::new(Options::default());
        let mut token: Option<String> = None;
        for (mut request, now) in requests {
            if let Some(token) = &token {
                request.url = request.url.replace("TOKEN", token);
            }
            let answer = sandbox.serve(&request, now);
            if let Some(reply) = answer.reply {
                prop_assert!((200..=599).contains(&reply.status));
                if reply.header("content-type") == Some("application/json") && reply.status != 200
                    && let Ok(body) = serde_json::from_str::<Value>(&reply.body)
                {
                    prop_assert!(body["code"].is_string() && body["api_response_id"].is_string());
                    token = body["data"]["payment_token"].as_str().map(str::to_owned).or(token);
                }
            }
            for (delivery, status) in sandbox.take_due(now).into_iter().zip(&statuses) {
                sandbox.settle(delivery.id, *status, now);
            }
            let _ = sandbox.next_due(now);
        }
    }

    #[test]
    fn options_are_read_or_refused(json in json()) {
        let _ = Options::parse(&json.to_string());
    }
}

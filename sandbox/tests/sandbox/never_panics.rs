//! Whatever comes in, an answer goes out, and it keeps the services' shape.

use guichet_sandbox::{Incoming, Options, Sandbox};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::site::example;

fn path() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("/v2/payment".to_owned()),
        Just("/v2/payment/check".to_owned()),
        Just("/payment/TOKEN".to_owned()),
        Just("/".to_owned()),
        Just("/v1/auth/login".to_owned()),
        Just("/easytransfert/airtime".to_owned()),
        Just("/easytransfert/status".to_owned()),
        "/v1/(transfer|airtime)/(contact|money/send/contact|check/(balance|money|send))\\?token=V1TOKEN(&(lang|lot|transaction_id|client_transaction_id)=[A-Z0-9.%]{0,6})?",
        Just("/_sandbox/payouts/A-1".to_owned()),
        Just("/_sandbox/payouts/EFB.001158".to_owned()),
        "/_sandbox/deliveries/[0-9]{1,2}",
        Just("/_sandbox/tokens".to_owned()),
        Just("/_sandbox/settings".to_owned()),
        Just("/_sandbox/payments/REFID12354".to_owned()),
        Just("/_sandbox/state".to_owned()),
        Just("/_sandbox/clock".to_owned()),
        Just("/_sandbox/faults".to_owned()),
        "/_sandbox/[a-z%/?=]{0,20}",
        "\\PC{0,40}",
    ]
}

fn anything() -> impl Strategy<Value = Value> {
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
        "arrives_after_ms",
        "seed",
        "rate",
        "kinds",
        "confirm_by_mail",
        "trusted_ips",
        "strict_numbers",
        "rate_limit_per_minute",
    ];
    prop_oneof![
        prop::collection::vec((prop::sample::select(fields), anything()), 0..4).prop_map(
            |changes| {
                let mut request = example();
                for (name, value) in changes {
                    request[name] = value;
                }
                request.to_string()
            }
        ),
        prop::collection::vec((prop::sample::select(orders.to_vec()), anything()), 0..4).prop_map(
            |pairs| {
                Value::Object(
                    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
                )
                .to_string()
            }
        ),
        anything().prop_map(|json| json.to_string()),
        items().prop_map(|items| {
            form_urlencoded::Serializer::new(String::new()).append_pair("data", &items).finish()
        }),
        transfert(),
        "apikey=[A-Za-z]{7,9}&password=[a-z]{0,5}",
        "do=(clock|payout|payment|delivery|tokens|settings|fault|weather|reset)&id=[A-Z0-9]{0,3}&action=[a-z]{0,8}&kind=(late|delay|x)&percent=[0-9]{0,4}&seed=[0-9]{0,22}",
        "action=(accept|cancel|refuse)&payment_method=(OM|X)&phone=[0-9%+]{0,12}",
        "\\PC{0,200}",
    ]
}

/// A list of contacts or payouts, with anything in some of their fields.
fn items() -> impl Strategy<Value = String> {
    let item = json!({
        "prefix": "225", "phone": "0707123456", "name": "A", "surname": "B", "email": "a@b.ci", "amount": 500,
        "client_transaction_id": "A-1", "notify_url": "https://x.ci/n"
    });
    let fields: Vec<String> = item.as_object().unwrap().keys().cloned().collect();
    let changed = prop::collection::vec((prop::sample::select(fields), anything()), 0..3).prop_map(
        move |changes| {
            let mut item = item.clone();
            for (name, value) in changes {
                item[name] = value;
            }
            item
        },
    );
    let phones = prop::sample::select(vec![
        None,
        Some("0700000901"),
        Some("0700000721"),
        Some("0700000709"),
    ]);
    prop::collection::vec((changed, phones), 0..4).prop_map(|items| {
        let items = items.into_iter().map(|(mut item, phone)| {
            if let Some(phone) = phone {
                item["phone"] = phone.into();
            }
            item
        });
        items.collect::<Value>().to_string()
    })
}

fn transfert() -> impl Strategy<Value = String> {
    let request = json!({
        "amount": 5000, "api_key": "xxxxxxxxxxxxxxx", "destination": "0503444777", "service_id": 25,
        "ipn_url": "https://x.ci/n", "custom_data": "A-1", "transaction_id": "EFB.001158"
    });
    let fields: Vec<String> = request.as_object().unwrap().keys().cloned().collect();
    prop::collection::vec((prop::sample::select(fields), anything()), 0..3).prop_map(
        move |changes| {
            let mut request = request.clone();
            for (name, value) in changes {
                request[name] = value;
            }
            request.to_string()
        },
    )
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
        let login = Incoming {
            method: "POST".into(),
            url: "http://h/v1/auth/login".into(),
            headers: vec![],
            body: "apikey=XXXXXXXX&password=p".into(),
        };
        let logged_in = sandbox.serve(&login, 0).reply.map(|reply| reply.body).unwrap_or_default();
        let logged_in: Value = serde_json::from_str(&logged_in).unwrap();
        let v1_token = logged_in["data"]["token"].as_str().unwrap().to_owned();
        for (mut request, now) in requests {
            request.url = request.url.replace("V1TOKEN", &v1_token);
            // Transfer's and Airtime's tokens live five minutes: most of a history is told within them.
            let now = if now % 4 == 0 { now } else { now % 400_000 };
            if let Some(token) = &token {
                request.url = request.url.replace("TOKEN", token);
            }
            let answer = sandbox.serve(&request, now);
            if let Some(reply) = answer.reply {
                prop_assert!((200..=599).contains(&reply.status));
                if reply.header("content-type") == Some("application/json") && reply.status != 200
                    && let Ok(body) = serde_json::from_str::<Value>(&reply.body)
                {
                    let checkout = body["code"].is_string() && body["api_response_id"].is_string();
                    let account = !body["code"].is_null() && body["data"].is_array();
                    prop_assert!(checkout || account || body["statut_code"].is_number());
                    token = body["data"]["payment_token"].as_str().map(str::to_owned).or(token);
                }
            }
            for (delivery, status) in sandbox.take_due(now).into_iter().zip(&statuses) {
                sandbox.settle(delivery.id, *status, now);
            }
            let _ = sandbox.next_due(now);
            let _ = sandbox.state(now);
        }
    }

    #[test]
    fn options_are_read_or_refused(json in anything()) {
        let _ = Options::parse(&json.to_string());
    }
}

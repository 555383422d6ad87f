//! Every example of seeds 000, 001 and 002: requests byte for byte, answers read for what they say. The samples of seed 000 that are no JSON stand
//! in seed 001 as they should be.

use guichet::account::client::FindKey;
use guichet::account::{Outcome, SendOptions, Service};
use guichet::client::journal::NoJournal;
use guichet::client::{ErrorKind, Method};
use guichet_sandbox::native::block_on;

use crate::account_support::{ByHeart, account, all, call};
use crate::support::value;

const ACCOUNT: &str =
    r#"{"apikey":"your_apikey_here","password":"your_password_here","lang":"fr"}"#;
const LOGIN: (u16, &str) =
    (200, r#"{"code":0,"message":"OPERATION_SUCCES","data":{"token":"your_token_here"}}"#);
const REFUSED_LOGIN: &str = r#"{"code":"701","message":"INVALID_CREDENTIALS","description":"Identifiant de connexion incorrect","data":[]}"#;
const INVALID_TOKEN: &str = r#"{"code":"706","message":"INVALID_TOKEN","description":"Votre token est invalide","data":[]}"#;
const CONTACTS_ADDED: &str = r#"{"code":0,"message":"OPERATION_SUCCES","data":[[{"prefix":"225","phone":"53798590","name":"Test A","surname":"Test B","email":"testa@exemple.com","code":0,"status":"success","lot":"0044557641201530021279"},{"prefix":"225","phone":"77895086","name":"Test C","surname":"Test D","email":"testb@exemple.com","code":0,"status":"success","lot":"0044557641201530021279"}]]}"#;
const SENT: &str = r#"{"code":0,"message":"OPERATION_SUCCES","data":[[{"prefix":"225","phone":"07895086","amount":500,"client_transaction_id":"MYMERCHANTID1","notify_url":"http://93fd59a2.ngrok.io","code":0,"status":"success","transaction_id":"EA180627.122753.M279245","lot":"0044557641201530102473"},{"prefix":"225","phone":"07895086","amount":350,"client_transaction_id":"MYMERCHANTID2","notify_url":"http://93fd59a2.ngrok.io","code":0,"status":"success","transaction_id":"EA180627.122754.Y707825","lot":"0044557641201530102473"}]]}"#;
const TOO_LITTLE: &str = r#"{"code":602,"message":"INSUFFICIENT_BALANCE","description":"Fonds Insuffisant :disponible 4 233,00, Total de l'operation à effectuer : 32 000,00","data":[]}"#;
const FOUND: &str = r#"{"code":0,"message":"OPERATION_SUCCES","data":[{"transaction_id":"EA180627.122753.M279245","client_transaction_id":"MYMERCHANTID1","lot":"0044557641201530102473","amount":"500","receiver":"07895086","receiver_e164":"+22507895086","operator":"OM","sending_status":"CONFIRM","transfer_valid":"Y","treatment_status":"VAL","comment":"Transfert effectué avec succès","validated_at":"2018-06-27 12:53:26"}]}"#;
const NOT_FOUND: &str =
    r#"{"code":723,"message":"NOT_FOUND","description":"Aucun element trouvé","data":[]}"#;

/// The contacts of seeds 000 and 001 ("Example of query"), and those of seed 002.
const CONTACTS: &str = r#"[{"prefix":"225","phone":"01020304","name":"Test A","surname":"Test B","email":"testa@exemple.com"},{"prefix":"225","phone":"01020304","name":"Test C","surname":"Test D","email":"testb@exemple.com"}]"#;
const CONTACTS_002: &str = r#"[{"prefix":"225","phone":"53798590","name":"Test A","surname":"Test B","email":"testa@exemple.com"},{"prefix":"225","phone":"77895086","name":"Test C","surname":"Test D","email":"testb@exemple.com"}]"#;
/// The sends of seeds 000 and 001.
const SENDS: &str = r#"[{"prefix":"225","phone":"07895086","amount":500,"client_transaction_id":"MYMERCHANTID1","notify_url":"http://yourdomain.com/transfer/notify"},{"prefix":"225","phone":"03798593","amount":2000,"client_transaction_id":"MYMERCHANTID2","notify_url":"http://yourdomain.com/transfer/notify"}]"#;
/// Those of seed 002, where amounts are texts and the address stands before the identifier.
const SENDS_002: &str = r#"[{"prefix":"225","phone":"07895086","amount":"500","notify_url":"https://mydomain.com/notify","client_transaction_id":"MYMERCHANTID1"},{"prefix":"225","phone":"07895086","amount":"800","notify_url":"https://mydomain.com/notify","client_transaction_id":"20180606111287"}]"#;
/// The same as they are sent: amounts as numbers, in the order of seed 001.
const SENDS_002_SENT: &str = r#"[{"prefix":"225","phone":"07895086","amount":500,"client_transaction_id":"MYMERCHANTID1","notify_url":"https://mydomain.com/notify"},{"prefix":"225","phone":"07895086","amount":800,"client_transaction_id":"20180606111287","notify_url":"https://mydomain.com/notify"}]"#;

/// Each service with its word in paths, and the path of the look-up.
const SERVICES: [(Service, &str, &str); 2] = [
    (Service::Transfer, "transfer", "transfer/check/money"),
    (Service::Airtime, "airtime", "airtime/check/send"),
];

/// The form field `data`, decoded.
fn data(body: &str) -> String {
    let fields: Vec<(String, String)> =
        form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    let [(name, data)] = fields.as_slice() else { panic!("one field in {body}") };
    assert_eq!(name, "data");
    data.clone()
}

#[test]
fn the_login_is_a_form_with_the_language_in_the_address() {
    let platform = ByHeart::answering(&[LOGIN, (200, r#"{"code":0,"data":{"amount":663}}"#)]);
    block_on(account(platform.clone(), ACCOUNT).balance(Service::Transfer, &call())).unwrap();
    let sent = platform.sent.borrow();
    let login = sent.first().unwrap();
    assert_eq!(login.method, Method::Post);
    assert_eq!(login.url, "https://client.cinetpay.com/v1/auth/login?lang=fr");
    assert_eq!(login.body, "apikey=your_apikey_here&password=your_password_here");
    assert_eq!(login.header("content-type"), Some("application/x-www-form-urlencoded"));
}

#[test]
fn a_refused_login_is_an_auth_error_with_any_status() {
    for status in [200, 401] {
        let platform = ByHeart::answering(&[(status, REFUSED_LOGIN)]);
        let error =
            block_on(account(platform, ACCOUNT).balance(Service::Transfer, &call())).unwrap_err();
        assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Auth, Some("701")));
        assert_eq!(error.service_message.as_deref(), Some("INVALID_CREDENTIALS"));
        assert_eq!(error.description.as_deref(), Some("Identifiant de connexion incorrect"));
        assert_eq!(error.http_status, Some(status));
    }
}

#[test]
fn the_balance_is_asked_with_the_token_in_the_address() {
    for (service, word, _) in SERVICES {
        for (data, amount) in [
            (r#"{"amount":663,"inUsing":0,"available":663}"#, "663"),
            (r#"{"amount":2000,"inUsing":0,"available":2000}"#, "2000"),
            (r#"{"amount":"2000","inUsing":"0","available":"2000"}"#, "2000"),
            (r#"[{"amount":2000,"inUsing":0,"available":2000}]"#, "2000"),
        ] {
            let body = format!(r#"{{"code":0,"message":"OPERATION_SUCCES","data":{data}}}"#);
            let platform = ByHeart::answering(&[LOGIN, (200, &body)]);
            let balance =
                block_on(account(platform.clone(), ACCOUNT).balance(service, &call())).unwrap();
            let asked = platform.asked();
            assert_eq!(asked.method, Method::Get);
            assert_eq!(
                asked.url,
                format!(
                    "https://client.cinetpay.com/v1/{word}/check/balance?token=your_token_here&lang=fr"
                )
            );
            assert_eq!(
                (asked.body.as_str(), balance.available.as_deref(), balance.amount.as_deref()),
                ("", Some(amount), Some(amount))
            );
            assert_eq!(balance.in_using.as_deref(), Some("0"));
        }
    }
}

#[test]
fn an_invalid_token_is_renewed_once() {
    let good = (200, r#"{"code":0,"data":{"amount":663}}"#);
    let other = (200, r#"{"code":0,"data":{"token":"another_token"}}"#);
    let platform = ByHeart::answering(&[LOGIN, (401, INVALID_TOKEN), other, good]);
    block_on(account(platform.clone(), ACCOUNT).balance(Service::Transfer, &call())).unwrap();
    assert!(platform.asked().url.contains("token=another_token"));
    let platform =
        ByHeart::answering(&[LOGIN, (200, INVALID_TOKEN), other, (200, INVALID_TOKEN), other]);
    let error = block_on(account(platform.clone(), ACCOUNT).balance(Service::Transfer, &call()))
        .unwrap_err();
    assert_eq!((error.kind, error.code.as_deref()), (ErrorKind::Auth, Some("706")));
    assert_eq!(platform.sent.borrow().len(), 4);
}

#[test]
fn contacts_are_sent_byte_for_byte_and_each_is_told() {
    for (service, word, _) in SERVICES {
        for contacts in [CONTACTS, CONTACTS_002] {
            let platform = ByHeart::answering(&[LOGIN, (200, CONTACTS_ADDED)]);
            let results = block_on(account(platform.clone(), ACCOUNT).add_contacts(
                service,
                &value(contacts),
                &call(),
            ))
            .unwrap();
            let asked = platform.asked();
            assert_eq!(
                asked.url,
                format!(
                    "https://client.cinetpay.com/v1/{word}/contact?token=your_token_here&lang=fr"
                )
            );
            assert_eq!(asked.header("content-type"), Some("application/x-www-form-urlencoded"));
            assert_eq!(data(&asked.body), contacts);
            assert_eq!(results.len(), 2);
            for result in results {
                assert!(result.ok && result.code.as_deref() == Some("0"));
                assert_eq!(result.lot.as_deref(), Some("0044557641201530021279"));
            }
        }
    }
}

#[test]
fn a_contact_that_is_there_already_is_as_good_as_added() {
    for (body, ok) in [
        (
            r#"{"code":0,"data":[[{"code":726,"status":"ERROR_PHONE_ALREADY_MY_CONTACT"},{"code":"802","status":"INVALID_PHONE"}]]}"#,
            [true, false],
        ),
        (r#"{"code":"726","message":"ERROR_PHONE_ALREADY_MY_CONTACT","data":[]}"#, [true, true]),
        (r#"{"code":0,"data":[]}"#, [false, false]),
    ] {
        let platform = ByHeart::answering(&[LOGIN, (200, body)]);
        let results = block_on(account(platform, ACCOUNT).add_contacts(
            Service::Transfer,
            &value(CONTACTS),
            &call(),
        ))
        .unwrap();
        assert_eq!([results[0].ok, results[1].ok], ok, "{body}");
    }
}

#[test]
fn sends_are_sent_byte_for_byte_and_each_is_told() {
    for (service, word, _) in SERVICES {
        let list = SENDS;
        let platform = ByHeart::answering(&[LOGIN, (200, SENT)]);
        let client = account(platform.clone(), ACCOUNT);
        let (results, stopped) = all(client
            .send(service, &value(list), &SendOptions::default(), NoJournal, call())
            .unwrap());
        let asked = platform.asked();
        assert_eq!(
            asked.url,
            format!(
                "https://client.cinetpay.com/v1/{word}/money/send/contact?token=your_token_here&lang=fr"
            )
        );
        assert_eq!(data(&asked.body), list);
        assert!(stopped.is_none());
        let told: Vec<_> = results
            .iter()
            .map(|result| (result.outcome, result.transaction_id.as_deref(), result.lot.as_deref()))
            .collect();
        let lot = Some("0044557641201530102473");
        assert_eq!(
            told,
            [
                (Outcome::Accepted, Some("EA180627.122753.M279245"), lot),
                (Outcome::Accepted, Some("EA180627.122754.Y707825"), lot),
            ]
        );
    }
    let platform = ByHeart::answering(&[LOGIN, (200, SENT)]);
    let client = account(platform.clone(), ACCOUNT);
    let mut run = client
        .send(Service::Transfer, &value(SENDS_002), &SendOptions::default(), NoJournal, call())
        .unwrap();
    // The answer names another second item, so that one is asked for, in vain here.
    let results = block_on(run.next()).unwrap();
    assert_eq!(data(&platform.sent.borrow()[1].body), SENDS_002_SENT);
    assert_eq!([results[0].outcome, results[1].outcome], [Outcome::Accepted, Outcome::Unknown]);
}

#[test]
fn too_little_money_rejects_every_item() {
    let platform = ByHeart::answering(&[LOGIN, (200, TOO_LITTLE)]);
    let client = account(platform.clone(), ACCOUNT);
    let (results, _) = all(client
        .send(Service::Transfer, &value(SENDS), &SendOptions::default(), NoJournal, call())
        .unwrap());
    for result in results {
        assert_eq!((result.outcome, result.code.as_deref()), (Outcome::Rejected, Some("602")));
        assert_eq!(result.message.as_deref(), Some("INSUFFICIENT_BALANCE"));
    }
    assert_eq!(platform.sent.borrow().len(), 2);
}

/// What an item comes to when the send is answered so, and then the look-up so.
fn outcome(sent: (u16, &str), found: (u16, &str)) -> (Outcome, Option<String>, Option<String>) {
    let platform = ByHeart::answering(&[LOGIN, sent, found]);
    let client = account(platform, ACCOUNT);
    let item = r#"[{"prefix":"225","phone":"07895086","amount":500,"client_transaction_id":"MYMERCHANTID1","notify_url":"http://yourdomain.com/n"}]"#;
    let mut run = client
        .send(Service::Transfer, &value(item), &SendOptions::default(), NoJournal, call())
        .unwrap();
    let result = block_on(run.next()).unwrap().remove(0);
    (result.outcome, result.code, result.transaction_id)
}

#[test]
fn what_an_answer_leaves_open_is_looked_for() {
    let another = FOUND.replace(r#""amount":"500""#, r#""amount":"505""#);
    let id = Some("EA180627.122753.M279245".to_owned());
    let known = Some("805".to_owned());
    let item = |code: &str| {
        format!(
            r#"{{"code":0,"data":[[{{"client_transaction_id":"MYMERCHANTID1","code":{code}}}]]}}"#
        )
    };
    let in_failure = TOO_LITTLE.replace(r#""data":[]"#, r#""data":[{"client_transaction_id":"MYMERCHANTID1","code":0,"transaction_id":"EA180627.122753.M279245"}]"#);
    for (sent, found, expected) in [
        // Unclear, and found as it was asked.
        ((200, ""), FOUND, (Outcome::Accepted, None, id.clone())),
        ((502, "<html>"), FOUND, (Outcome::Accepted, None, id.clone())),
        ((200, &item("\"-1\"")), FOUND, (Outcome::Accepted, None, id.clone())),
        ((200, &item("999")), FOUND, (Outcome::Accepted, None, id.clone())),
        ((200, r#"{"code":0,"data":[]}"#), FOUND, (Outcome::Accepted, None, id.clone())),
        (
            (200, r#"{"code":"4711","message":"NEW_ONE","data":[]}"#),
            FOUND,
            (Outcome::Accepted, None, id.clone()),
        ),
        ((200, &in_failure), FOUND, (Outcome::Accepted, None, id.clone())),
        // The identifier was there before: this payment, or another.
        ((200, &item("805")), FOUND, (Outcome::Accepted, None, id.clone())),
        ((200, &item("\"805\"")), &another, (Outcome::Rejected, known.clone(), None)),
        // Lost, and found otherwise than asked: nobody knows whose it is.
        ((200, ""), &another, (Outcome::Unknown, known, id)),
    ] {
        assert_eq!(outcome(sent, (200, found)), expected, "{sent:?} {found}");
    }
}

#[test]
fn an_answer_without_identifiers_is_read_in_its_order_and_one_with_gaps_is_not() {
    for (data, accepted) in [
        (r#"[[{"code":0,"transaction_id":"A"},{"code":0,"transaction_id":"B"}]]"#, 2),
        (r#"[[{"code":0,"transaction_id":"A"},{"code":0,"transaction_id":"B"},{"lot":"1"}]]"#, 2),
        (r#"[[{"code":0,"transaction_id":"B"}]]"#, 0),
    ] {
        let body = format!(r#"{{"code":0,"data":{data}}}"#);
        let platform = ByHeart::answering(&[LOGIN, (200, &body)]);
        let client = account(platform, ACCOUNT);
        let (results, _) = all(client
            .send(Service::Airtime, &value(SENDS), &SendOptions::default(), NoJournal, call())
            .unwrap());
        let taken = results.iter().filter(|result| result.outcome == Outcome::Accepted).count();
        assert_eq!(taken, accepted, "{data}");
        assert!(results.iter().all(|result| result.outcome != Outcome::Rejected));
    }
}

#[test]
fn a_send_is_found_by_each_of_its_identifiers() {
    for (service, _, path) in SERVICES {
        for (key, query) in [
            (
                r#"{"client_transaction_id":"my_transaction_id"}"#,
                "client_transaction_id=my_transaction_id",
            ),
            (
                r#"{"transaction_id":"EA180627.122753.M279245"}"#,
                "transaction_id=EA180627.122753.M279245",
            ),
            (r#"{"lot":"0044557641201530102473"}"#, "lot=0044557641201530102473"),
            (r#""my_transaction_id""#, "client_transaction_id=my_transaction_id"),
            (r#"" my_transaction_id ""#, "client_transaction_id=my_transaction_id"),
        ] {
            let platform = ByHeart::answering(&[LOGIN, (200, FOUND)]);
            let key = FindKey::read(&value(key)).unwrap();
            let found =
                block_on(account(platform.clone(), ACCOUNT).find(service, &key, &call())).unwrap();
            let asked = platform.asked();
            assert_eq!(
                asked.url,
                format!(
                    "https://client.cinetpay.com/v1/{path}?token=your_token_here&{query}&lang=fr"
                )
            );
            assert_eq!((asked.method, asked.body.as_str()), (Method::Get, ""));
            let [found] = found.as_slice() else { panic!("one") };
            assert!(found.is_final);
            for (name, text) in [
                ("amount", "500"),
                ("receiver_e164", "+22507895086"),
                ("sending_status", "CONFIRM"),
                ("comment", "Transfert effectué avec succès"),
            ] {
                assert_eq!(found.text(name).as_deref(), Some(text));
            }
            let json = serde_json::to_value(found).unwrap();
            assert_eq!((&json["treatment_status"], &json["final"]), (&"VAL".into(), &true.into()));
            assert!(!format!("{found:?}").contains("07895086"));
        }
    }
}

#[test]
fn nothing_found_is_an_answer_and_an_empty_one_is_not() {
    let key = FindKey::ClientTransactionId("A".to_owned());
    let ask = |status, body| {
        let platform = ByHeart::answering(&[LOGIN, (status, body)]);
        block_on(account(platform, ACCOUNT).find(Service::Airtime, &key, &call()))
    };
    assert_eq!(ask(200, NOT_FOUND).unwrap(), []);
    assert_eq!(ask(404, NOT_FOUND).unwrap(), []);
    assert_eq!(
        ask(200, r#"{"code":0,"message":"OPERATION_SUCCES","data":[]}"#).unwrap_err().kind,
        ErrorKind::Protocol
    );
}

#[test]
fn whatever_comes_back_is_an_error_that_says_what_happened() {
    for (status, body, kind, code) in [
        (
            422,
            r#"{"code":"704","message":"INVALID_PARAM","description":"x","data":[]}"#,
            ErrorKind::Api,
            Some("704"),
        ),
        (401, r#"{"code":"708","message":"NOT_ALLOWED","data":[]}"#, ErrorKind::Auth, Some("708")),
        (200, r#"{"code":-1,"message":"OPERATION_ERROR","data":[]}"#, ErrorKind::Api, Some("-1")),
        (200, r#"{"code":"999","message":"BRAND_NEW","data":[]}"#, ErrorKind::Api, Some("999")),
        (200, r#"{"code":0,"mess"#, ErrorKind::Protocol, None),
        (200, "", ErrorKind::Protocol, None),
        (403, "<html><h1>Error 1010</h1></html>", ErrorKind::Protocol, None),
        (200, "[]", ErrorKind::Protocol, None),
        (200, r#"{"code":0,"data":[]}"#, ErrorKind::Protocol, None),
    ] {
        let platform = ByHeart::answering(&[LOGIN, (status, body)]);
        let error =
            block_on(account(platform, ACCOUNT).balance(Service::Airtime, &call())).unwrap_err();
        assert_eq!(
            (error.kind, error.code.as_deref(), error.http_status),
            (kind, code, Some(status)),
            "{body}"
        );
        let shown = format!("{error} {error:?}");
        assert!(
            !shown.contains("your_token")
                && !shown.contains("your_password")
                && !shown.contains("your_apikey"),
            "{shown}"
        );
    }
}

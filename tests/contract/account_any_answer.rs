//! Whatever a service answers to a send: nothing is called accepted or rejected that it has not said to be.

use guichet::account::codes::{AccountCode, Meaning};
use guichet::account::{Outcome, SendOptions, Service};
use guichet::client::journal::NoJournal;
use guichet_sandbox::native::block_on;
use proptest::prelude::*;

use crate::account_support::{ACCOUNT, ByHeart, account, call};
use crate::support::value;

const LOGIN: (u16, &str) = (200, r#"{"code":0,"data":{"token":"a-token"}}"#);
const LIST: &str = r#"[{"prefix":"225","phone":"0701234567","amount":500,"client_transaction_id":"OURS","notify_url":"https://shop.example/n"}]"#;

fn code() -> impl Strategy<Value = String> {
    let documented: Vec<String> =
        AccountCode::all().iter().map(|code| code.code.to_owned()).collect();
    prop_oneof![prop::sample::select(documented), Just("999".to_owned()), Just("429".to_owned())]
}

/// As text or as a number.
fn written(code: &str, as_text: bool) -> String {
    if as_text { format!("\"{code}\"") } else { code.to_owned() }
}

#[derive(Clone, Debug)]
struct Item {
    id: Option<&'static str>,
    code: Option<String>,
    transaction_id: bool,
}

fn item() -> impl Strategy<Value = Item> {
    let id = prop::option::of(prop::sample::select(vec!["OURS", "OTHER", "ours"]));
    (id, prop::option::of(code()), any::<bool>()).prop_map(|(id, code, transaction_id)| Item {
        id,
        code,
        transaction_id,
    })
}

fn json(items: &[Item], nested: bool, as_text: bool) -> String {
    let one = |item: &Item| {
        let fields = [
            item.id.map(|id| format!(r#""client_transaction_id":"{id}""#)),
            item.code.as_ref().map(|code| format!(r#""code":{}"#, written(code, as_text))),
            item.transaction_id.then(|| r#""transaction_id":"EA1.M1""#.to_owned()),
        ];
        format!("{{{}}}", fields.into_iter().flatten().collect::<Vec<_>>().join(","))
    };
    let list = format!("[{}]", items.iter().map(one).collect::<Vec<_>>().join(","));
    if nested { format!("[{list}]") } else { list }
}

fn outcome(status: u16, body: &str) -> Outcome {
    let platform = ByHeart::answering(&[LOGIN, (status, body)]);
    let client = account(platform, ACCOUNT);
    let mut run = client
        .send(Service::Transfer, &value(LIST), &SendOptions::default(), NoJournal, call())
        .expect("a list");
    let results = block_on(run.next()).expect("a chunk");
    results.first().expect("a result").outcome
}

fn meaning(code: &str) -> Option<Meaning> {
    AccountCode::find(code).map(|known| known.meaning)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn only_the_services_own_clear_word_settles_an_item(
        status in prop::sample::select(vec![200_u16, 201, 401, 404, 408, 422, 429, 500, 502, 503]),
        envelope in code(),
        items in prop::collection::vec(item(), 0..4),
        (nested, as_text) in any::<(bool, bool)>(),
        cut in prop::option::of(0_usize..80),
    ) {
        let whole = format!(r#"{{"code":{},"message":"M","data":{}}}"#, written(&envelope, as_text), json(&items, nested, as_text));
        let body: String = whole.chars().take(cut.unwrap_or(usize::MAX)).collect();
        let is_whole = body.len() == whole.len();
        let clear = is_whole && status < 500 && !matches!(status, 408 | 429);
        let done = meaning(&envelope) == Some(Meaning::Done);
        let ours = items.iter().find(|item| item.id == Some("OURS"));
        let coded: Vec<&Item> = items.iter().filter(|item| item.code.is_some()).collect();
        let nameless = coded.iter().all(|item| item.id.is_none()) && coded.len() == 1;
        let said = ours.or_else(|| coded.first().copied().filter(|_| nameless)).and_then(|item| item.code.as_deref()).and_then(meaning);
        match outcome(status, &body) {
            Outcome::Accepted => prop_assert!(clear && done && said == Some(Meaning::Done), "{status} {body}"),
            Outcome::Rejected => {
                let whole_refused = meaning(&envelope) == Some(Meaning::Refused) && items.iter().all(|item| !item.transaction_id);
                let refused = done && matches!(said, Some(Meaning::Refused | Meaning::Account | Meaning::Token));
                prop_assert!(clear && (whole_refused || refused), "{status} {body}");
            }
            Outcome::NotSent => {
                let of_account = matches!(meaning(&envelope), Some(Meaning::Account | Meaning::Token));
                prop_assert!(is_whole && status < 500 && of_account, "{status} {body}");
            }
            Outcome::Unknown => {}
        }
    }
}

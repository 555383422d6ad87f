//! Whatever Aurore answers to a payment or transfer and to the questions after it: nothing is called made or refused that it has not said to be.

use guichet::aurore::codes::{AuroreCode, Meaning, State, state_of};
use guichet::aurore::{AuroreClient, AuroreConfig, Kind};
use guichet::client::ErrorKind;
use guichet::client::store::MemoryStore;
use guichet_sandbox::native::block_on;
use proptest::prelude::*;

use crate::account_support::{ByHeart, call};
use crate::aurore_support::{ACCOUNT, PAYMENT, TRANSFER, with};
use crate::support::value;

const LOGIN: (u16, &str) = (
    200,
    r#"{"code":200,"status":"OK","access_token":"a-token","token_type":"bearer","expires_in":86400}"#,
);

/// A payment without a counter.
const DIRECT: &str = r#"{"currency":"XOF","amount":5000,"designation":"Order 1","client_email":"awa@exemple.ci","client_first_name":"Awa",
    "client_last_name":"Kone","direct_pay":true,"payment_method":"OM_CI","client_phone_number":"+2250707000001"}"#;

#[derive(Clone, Debug)]
struct Answer {
    http: u16,
    code: String,
    word: Option<String>,
    transaction: bool,
    amount: Option<u32>,
    /// What a payment's answer says of its state.
    details: Option<(String, String)>,
    url: bool,
    email: bool,
    cut: Option<usize>,
}

impl Answer {
    fn whole(&self) -> String {
        let fields = [
            Some(format!(r#""code":{}"#, self.code)),
            self.word.as_ref().map(|word| format!(r#""status":"{word}""#)),
            self.transaction.then(|| r#""transaction_id":"T1""#.to_owned()),
            self.amount.map(|amount| {
                format!(r#""amount":{amount},"phone_number":"+2250707000001","currency":"XOF""#)
            }),
            self.details.as_ref().map(|(code, word)| {
                format!(r#""details":{{"code":{code},"status":"{word}"}}"#)
            }),
            self.url.then(|| r#""payment_url":"https://secure.cinetpay.net/checkout/0123456789","payment_token":"0123456789""#.to_owned()),
            self.email.then(|| r#""user":{"email":"awa@exemple.ci"}"#.to_owned()),
        ];
        format!("{{{}}}", fields.into_iter().flatten().collect::<Vec<_>>().join(","))
    }

    fn body(&self) -> String {
        self.whole().chars().take(self.cut.unwrap_or(usize::MAX)).collect()
    }

    /// Whether the service itself speaks.
    fn is_clear(&self) -> bool {
        self.body() == self.whole() && self.http < 500 && !matches!(self.http, 408 | 429)
    }

    /// Whether it says, of the operation itself, that it is paid.
    fn says_paid(&self) -> bool {
        let root = state_of(Some(&self.code), self.word.as_deref());
        let inner = self.details.as_ref();
        let inner = inner.map(|(code, word)| state_of(Some(code), Some(word)));
        root == State::Accepted || inner == Some(State::Accepted)
    }

    fn meaning(&self) -> Option<Meaning> {
        AuroreCode::find(&self.code).map(|known| known.meaning)
    }
}

fn answer() -> impl Strategy<Value = Answer> {
    let codes: Vec<&'static AuroreCode> = AuroreCode::all().iter().collect();
    let details = prop::option::of(prop::sample::select(codes.clone()))
        .prop_map(|known| known.map(|known| (known.code.to_owned(), known.name.to_owned())));
    let code = prop_oneof![
        6 => prop::sample::select(codes.clone()).prop_map(|known| (known.code.to_owned(), Some(known.name.to_owned()))),
        2 => (prop::sample::select(codes.clone()), prop::option::of(prop::sample::select(codes)))
            .prop_map(|(code, word)| (code.code.to_owned(), word.map(|known| known.name.to_owned()))),
        1 => Just(("9999".to_owned(), Some("NEW".to_owned()))),
    ];
    let http = prop::sample::select(vec![200_u16, 200, 200, 400, 401, 404, 408, 429, 500, 503]);
    let amount = prop::option::of(prop::sample::select(vec![5000, 5000, 500]));
    let cut = prop::option::weighted(0.1, 0_usize..60);
    (http, code, any::<bool>(), amount, details, any::<bool>(), any::<bool>(), cut).prop_map(
        |(http, (code, word), transaction, amount, details, url, email, cut)| Answer {
            http,
            code,
            word,
            transaction,
            amount,
            details,
            url,
            email,
            cut,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]
    #[test]
    fn only_the_services_own_clear_word_makes_or_refuses_anything(
        answers in prop::collection::vec(answer(), 1..6),
        (kind, asked) in prop::sample::select(vec![(Kind::Transfer, TRANSFER), (Kind::Payment, PAYMENT), (Kind::Payment, DIRECT)]),
        own_id in any::<bool>(),
    ) {
        let texts: Vec<(u16, String)> = answers.iter().map(|answer| (answer.http, answer.body())).collect();
        let script = std::iter::once(LOGIN).chain(texts.iter().map(|(http, body)| (*http, body.as_str())));
        let platform = ByHeart::answering(&script.collect::<Vec<_>>());
        let config = AuroreConfig::read(&value(ACCOUNT), false).expect("options");
        let client = AuroreClient::new(platform.clone(), config, MemoryStore::default());
        let id = if own_id { r#"{"merchant_transaction_id":"OURS"}"# } else { "{}" };
        let (prepared, _) = client.prepare(kind, &with(asked, id), None).expect("a request");
        let outcome = block_on(client.create(&prepared, &call()));
        let said = |clear: &dyn Fn(&Answer) -> bool| answers.iter().any(|answer| answer.is_clear() && clear(answer));
        match outcome {
            Ok(made) => {
                let known = |answer: &Answer| answer.transaction
                    || matches!(answer.meaning(), Some(Meaning::Done | Meaning::State(_) | Meaning::KnownId));
                prop_assert!(said(&known), "{answers:?}");
                if made.state == State::Accepted {
                    prop_assert!(said(&Answer::says_paid), "{answers:?}");
                }
                if asked == PAYMENT && !made.is_final {
                    prop_assert!(made.text("payment_url").is_some());
                }
            }
            Err(error) => match error.kind {
                ErrorKind::OutcomeUnknown => {
                    prop_assert!(error.ids.iter().any(|(name, _)| *name == "merchant_transaction_id"));
                }
                // The payment is there, and nobody can reach its counter; or somebody else's is.
                ErrorKind::Api if error.code.as_deref() == Some("1200") => {
                    // Or the second login says so, after a token that was not taken: nothing left.
                    let login = answers[0].is_clear() && answers[0].meaning() == Some(Meaning::Token);
                    let told = asked == PAYMENT && !error.ids.is_empty();
                    prop_assert!(told || login, "{error:?} {answers:?}");
                }
                ErrorKind::Api | ErrorKind::Auth => {
                    // A refusal, and nothing before it that may have been made.
                    let first = &answers[0];
                    let refused = matches!(first.code.as_str(), "2004" | "2005" | "2006" | "2007" | "2008")
                        || matches!(first.meaning(), Some(Meaning::Refused | Meaning::Account | Meaning::Token));
                    prop_assert!(first.is_clear() && refused, "{error:?} {answers:?}");
                }
                // The second login, after a token that was not taken, was not answered.
                ErrorKind::Network | ErrorKind::Protocol => {
                    prop_assert!(answers[0].is_clear() && answers[0].meaning() == Some(Meaning::Token), "{answers:?}");
                }
                other => prop_assert!(false, "{other:?} {answers:?}"),
            },
        }
    }
}

//! A hundred thousand notifications that were tampered with: none is believed. Those that were not all are.

#![allow(clippy::indexing_slicing, reason = "a test ends where something is wrong")]

use guichet::checkout::client::CheckoutClient;
use guichet::checkout::config::CheckoutConfig;
use guichet::checkout::notification::{SIGNED_FIELDS, SignedOrder, sign};
use guichet::client::json;
use guichet_sandbox::native::InProcess;
use guichet_sandbox::{Options, Sandbox};

const NOTIFICATIONS: u32 = 1_000;
const MUTATIONS: u32 = 100;
const KEY: &str = "62a7d1c9e5a41f0b";

type Fields = Vec<(String, String)>;

/// SplitMix64: the same numbers on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % bound as u64).unwrap()
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap())).collect()
    }
}

fn notification(numbers: &mut Numbers) -> Fields {
    let two = |numbers: &mut Numbers, most: usize| format!("{:02}", 1 + numbers.below(most));
    let date = format!(
        "20{}-{}-{} {}:{}:{}",
        two(numbers, 30),
        two(numbers, 12),
        two(numbers, 28),
        two(numbers, 23),
        two(numbers, 59),
        two(numbers, 59)
    );
    let value = |name: &str, numbers: &mut Numbers| match name {
        "cpm_site_id" => "445160".to_owned(),
        "cpm_trans_id" => format!("ORDER-{}", numbers.digits(6)),
        "cpm_trans_date" => date.clone(),
        "cpm_amount" => (100 + 5 * numbers.below(10_000)).to_string(),
        "cpm_currency" => numbers.pick(&["XOF", "XAF", "GNF", "CDF", "USD"]).to_owned(),
        "signature" => numbers.digits(32),
        "payment_method" => numbers.pick(&["OM", "MOMO", "FLOOZ", "WAVECI", ""]).to_owned(),
        "cel_phone_num" => numbers.digits(10),
        "cpm_phone_prefixe" => numbers.pick(&["225", "221", "237"]).to_owned(),
        "cpm_language" => numbers.pick(&["fr", "en"]).to_owned(),
        "cpm_version" => "V4".to_owned(),
        "cpm_payment_config" => "SINGLE".to_owned(),
        "cpm_page_action" => "PAYMENT".to_owned(),
        "cpm_custom" => numbers.pick(&["", "panier 12", "é\u{1f4b0}", "{\"a\":1}"]).to_owned(),
        "cpm_designation" => numbers.pick(&["Riz & huile", "Abonnement", ""]).to_owned(),
        _ => numbers.pick(&["SUCCES", "PAYMENT_FAILED"]).to_owned(),
    };
    SIGNED_FIELDS.iter().map(|name| ((*name).to_owned(), value(name, numbers))).collect()
}

/// One tampering, of the notification or of its signature. Whether it says something else is for the caller to see.
fn tamper(fields: &mut Fields, x_token: &mut String, numbers: &mut Numbers) {
    let at = numbers.below(fields.len());
    let value = fields[at].1.clone();
    let mut chars: Vec<char> = value.chars().collect();
    let other = char::from(b'!' + u8::try_from(numbers.below(90)).unwrap());
    match numbers.below(9) {
        0 if !chars.is_empty() => {
            let place = numbers.below(chars.len());
            chars[place] = other;
            fields[at].1 = chars.into_iter().collect();
        }
        1 => {
            chars.insert(numbers.below(chars.len() + 1), other);
            fields[at].1 = chars.into_iter().collect();
        }
        2 if !chars.is_empty() => {
            chars.remove(numbers.below(chars.len()));
            fields[at].1 = chars.into_iter().collect();
        }
        3 => {
            fields.remove(at);
        }
        4 => fields.push((fields[at].0.clone(), other.to_string())),
        5 => {
            let with = numbers.below(fields.len());
            let value = fields[with].1.clone();
            fields[with].1 = std::mem::replace(&mut fields[at].1, value);
        }
        // A piece of one field passes to the next, among those that decide about money: the signature alone does not see it.
        6 => {
            let from = numbers.below(4);
            let piece = numbers.below(fields[from].1.len() + 1);
            let moved = fields[from].1.split_off(piece);
            fields[from + 1].1.insert_str(0, &moved);
        }
        7 => {
            let place = numbers.below(x_token.len());
            x_token.replace_range(place..=place, numbers.pick(&["0", "7", "c", "f", "A", " "]));
        }
        _ => x_token.truncate(numbers.below(x_token.len())),
    }
}

#[test]
fn of_a_hundred_thousand_mutated_notifications_none_is_accepted_and_the_unmutated_all_are() {
    let account = format!(r#"{{"apikey":"test-apikey","site_id":"445160","secret_key":"{KEY}"}}"#);
    let config = CheckoutConfig::read(&json::parse(&account).unwrap(), false).unwrap();
    let client =
        CheckoutClient::new(InProcess::new(Sandbox::new(Options::default()), 0, 1), config);
    let verify = |fields: &Fields, token: &str| {
        client.verify(fields, token, SignedOrder::Documented).unwrap()
    };
    let mut numbers = Numbers(1);
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..NOTIFICATIONS {
        let fields = notification(&mut numbers);
        let x_token = sign(&fields, KEY);
        assert!(verify(&fields, &x_token));
        accepted += 1;
        let mut mutations = 0;
        while mutations < MUTATIONS {
            let (mut mutated, mut token) = (fields.clone(), x_token.clone());
            tamper(&mut mutated, &mut token, &mut numbers);
            if token == x_token && says_the_same(&mutated, &fields) {
                continue;
            }
            mutations += 1;
            assert!(!verify(&mutated, &token), "{mutated:?}");
            refused += 1;
        }
    }
    assert_eq!((accepted, refused), (1_000, 100_000));
}

/// What the scheme cannot tell apart: the same site, identifier, date, amount and currency, and neighbours among the remaining fields,
/// such as metadata and description, that read the same one after the other. Nothing to gain there: `payment/check` is asked anyway.
fn says_the_same(mutated: &Fields, fields: &Fields) -> bool {
    let value = |fields: &Fields, name: &str| {
        fields.iter().find(|(key, _)| key == name).map_or(String::new(), |(_, value)| value.clone())
    };
    let all = |fields: &Fields| SIGNED_FIELDS.map(|name| value(fields, name));
    let (mutated_all, all) = (all(mutated), all(fields));
    mutated.len() <= fields.len()
        && mutated_all[..5] == all[..5]
        && mutated_all.concat() == all.concat()
}

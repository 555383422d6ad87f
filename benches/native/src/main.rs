//! Rust beside Rust: reads `country<tab>text` lines, and prints for each contestant its name, nanoseconds a number, and how many it found valid.

use std::hint::black_box;
use std::io::Read;
use std::str::FromStr;
use std::time::Instant;

use guichet_phone::{DefaultCountry, PhoneNumber, Plan, Status, word};
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

const ROUNDS: usize = 15;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let cases: Vec<(&str, &str)> = input.lines().filter_map(|line| line.split_once('\t')).collect();
    let world = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../phone/tables/world.bin"))?;
    let plan = Plan::load(&world).map_err(|_| "the world's table")?;
    let ours: Vec<_> = cases.iter().map(|(country, text)| (DefaultCountry::find(&plan, country), *text)).collect();
    let theirs: Vec<_> = cases.iter().map(|(country, text)| (Region::from_str(country).ok(), *text)).collect();

    let guichet = || {
        let mut valid = 0;
        for (country, text) in &ours {
            let number = PhoneNumber::parse(&plan, text, *country);
            if number.status() == Status::Valid {
                valid += 1;
                black_box((number.e164(), number.region(), number.kind()));
            }
        }
        valid
    };
    let words = || {
        let (mut out, mut valid) = ([0; 32], 0);
        for (country, text) in &ours {
            let flags = word::word(&PhoneNumber::parse(&plan, text, *country), text.as_bytes(), &mut out);
            valid += usize::from(flags & 3 == 2);
            black_box(&out);
        }
        valid
    };
    let rlibphonenumber = || {
        let mut valid = 0;
        for (country, text) in &theirs {
            let Ok(number) = PHONE_NUMBER_UTIL.parse(text, *country) else { continue };
            if number.is_valid() {
                valid += 1;
                black_box((number.format_as(PhoneNumberFormat::E164), number.get_region_code(), number.get_type()));
            }
        }
        valid
    };
    let contestants: [(&str, &dyn Fn() -> usize); 3] = [
        ("guichet-phone, as texts", &guichet),
        ("guichet-phone, as flags", &words),
        ("rlibphonenumber 2.2.15", &rlibphonenumber),
    ];
    let mut times = vec![Vec::new(); contestants.len()];
    let mut valid = vec![0; contestants.len()];
    for round in 0..=ROUNDS {
        for (at, (_, run)) in contestants.iter().enumerate() {
            let since = Instant::now();
            valid[at] = run();
            let took = since.elapsed().as_nanos() as f64 / cases.len() as f64;
            // The first round only warms.
            if round > 0 {
                times[at].push(took);
            }
        }
    }
    for (at, (name, _)) in contestants.iter().enumerate() {
        times[at].sort_by(f64::total_cmp);
        println!("{name}\t{}\t{}", times[at][ROUNDS / 2], valid[at]);
    }
    Ok(())
}

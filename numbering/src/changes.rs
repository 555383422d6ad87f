//! What changed between two releases, region by region.

use std::collections::HashMap;

use crate::automaton::{Automaton, DEAD};
use crate::metadata::{Description, Metadata, Region};

const KINDS: [&str; crate::metadata::KINDS] = [
    "numbers",
    "fixed lines",
    "mobiles",
    "toll free",
    "premium rate",
    "shared cost",
    "voip",
    "personal",
    "pagers",
    "uan",
    "voicemail",
];

/// Lines, one a region that differs.
#[must_use]
pub fn changes(old: &Metadata, new: &Metadata) -> Vec<String> {
    let find = |metadata: &'_ Metadata, region: &Region| {
        metadata.regions.iter().position(|it| it.name == region.name && it.code == region.code)
    };
    let mut lines = Vec::new();
    for region in &new.regions {
        let name = format!("{} +{}", region.name, region.code);
        match find(old, region).map(|at| &old.regions[at]) {
            None => lines.push(format!("{name}: new")),
            Some(before) => {
                let differences = differences(before, region);
                if !differences.is_empty() {
                    lines.push(format!("{name}: {}", differences.join("; ")));
                }
            }
        }
    }
    for region in old.regions.iter().filter(|region| find(new, region).is_none()) {
        lines.push(format!("{} +{}: gone", region.name, region.code));
    }
    let gone = old.operators.iter().filter(|it| !new.operators.contains(it)).count();
    let come = new.operators.iter().filter(|it| !old.operators.contains(it)).count();
    if gone + come > 0 {
        lines.push(format!("operators' prefixes: {gone} gone, {come} new"));
    }
    lines
}

fn differences(old: &Region, new: &Region) -> Vec<String> {
    let mut differences = Vec::new();
    for (name, before, now) in [
        ("international prefix", &old.idd, &new.idd),
        ("national prefix", &old.national_prefix, &new.national_prefix),
        ("prefix rule", &old.prefix_for_parsing, &new.prefix_for_parsing),
        ("prefix transform", &old.transform, &new.transform),
        ("leading digits", &old.leading_digits, &new.leading_digits),
    ] {
        if before != now {
            differences.push(format!("{name} {} → {}", shown(before), shown(now)));
        }
    }
    for (name, (before, now)) in KINDS.iter().zip(old.descriptions.iter().zip(&new.descriptions)) {
        description(name, before.as_ref(), now.as_ref(), &mut differences);
    }
    for (name, before, now) in [
        ("formats", &old.national, &new.national),
        ("formats abroad", &old.international, &new.international),
    ] {
        if before != now {
            differences.push(format!("{name} ({} → {})", before.len(), now.len()));
        }
    }
    differences
}

fn description(
    name: &str,
    old: Option<&Description>,
    new: Option<&Description>,
    differences: &mut Vec<String>,
) {
    let none = Description { lengths: vec![-1], ..Description::default() };
    // A kind without numbers is written in more than one way.
    let known = |it: Option<&Description>| match it {
        Some(it) if it.lengths != [-1] => it.clone(),
        _ => none.clone(),
    };
    let (old, new) = (known(old), known(new));
    if old.pattern != new.pattern {
        differences.push(format!("{name}: {} → {}", amount(&old), amount(&new)));
    }
    if old.lengths != new.lengths || old.local != new.local {
        differences.push(format!("{name}: lengths {} → {}", list(&old), list(&new)));
    }
    if old.example != new.example {
        differences.push(format!(
            "{name}: example {} → {}",
            shown(&old.example),
            shown(&new.example)
        ));
    }
}

/// How many numbers a pattern has of the lengths that national numbers can have.
fn amount(description: &Description) -> String {
    let Ok(automaton) = Automaton::new(&description.pattern) else { return "unread".to_owned() };
    let mut reached = HashMap::from([(automaton.start, 1u64)]);
    let mut count = 0;
    for length in 1..=17i8 {
        let mut next: HashMap<u32, u64> = HashMap::new();
        for (state, ways) in reached {
            for to in automaton.next[state as usize] {
                *next.entry(to).or_default() += ways;
            }
        }
        next.remove(&DEAD);
        if description.lengths.is_empty() || description.lengths.contains(&length) {
            let whole = next.iter().filter(|(state, _)| automaton.whole[**state as usize]);
            count += whole.map(|(_, ways)| ways).sum::<u64>();
        }
        reached = next;
    }
    format!("{count} numbers")
}

fn list(description: &Description) -> String {
    let texts: Vec<String> = description.lengths.iter().map(i8::to_string).collect();
    match texts.as_slice() {
        [] => "as all".to_owned(),
        [none] if none == "-1" => "none".to_owned(),
        texts => texts.join(","),
    }
}

fn shown(text: &str) -> &str {
    if text.is_empty() { "none" } else { text }
}

//! Proves that a table says of every number what the metadata's patterns say, by another engine than the one that made it.
//!
//! Digits lead both through a graph and through automata; every pair of places that they can reach together is visited, so that nothing is left to luck.
//! What prefix rules put in place of a prefix depends on captured digits: it is compared for a text that leads to each pair, and for many chosen at random.

use std::collections::HashSet;
use std::error::Error;
use std::hash::Hash;

use guichet_phone::plan::{CallingCode, Plan, Question, Region as Place, Valid, Walk};
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson::pikevm::PikeVM;
use regex_automata::util::primitives::StateID;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind};

use crate::graph::MOST_DIGITS;
use crate::metadata::{KINDS, Metadata, Region, WORLD};
use crate::walks::type_of;

/// How much was compared.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// Questions that were walked through to the end.
    pub questions: usize,
    /// Pairs of places that were compared.
    pub pairs: usize,
    /// Texts whose captured digits were compared.
    pub captures: usize,
}

type Proven = Result<(), Box<dyn Error>>;
type Dfa = dense::DFA<Vec<u32>>;

fn syntax() -> syntax::Config {
    syntax::Config::new().unicode(false).utf8(false)
}

fn automaton(pattern: &str) -> Result<Dfa, Box<dyn Error>> {
    Ok(dense::Builder::new()
        .configure(
            dense::Config::new()
                .match_kind(MatchKind::LeftmostFirst)
                .start_kind(StartKind::Anchored),
        )
        .syntax(syntax())
        .build(pattern)?)
}

fn start(dfa: &Dfa) -> Result<StateID, Box<dyn Error>> {
    Ok(dfa.start_state_forward(&Input::new("").anchored(Anchored::Yes))?)
}

fn after(dfa: &Dfa, state: StateID, digit: u8) -> StateID {
    dfa.next_state(state, b'0' + digit)
}

/// Whether a match ends where the digits do.
fn at_end(dfa: &Dfa, state: StateID) -> bool {
    dfa.is_match_state(dfa.next_eoi_state(state))
}

/// A pattern's automaton; None for no pattern, which fits nothing.
fn fitting(pattern: &str) -> Result<Option<Dfa>, Box<dyn Error>> {
    (!pattern.is_empty()).then(|| automaton(pattern)).transpose()
}

/// Visits every pair once. `follow` gives None where nothing is left to compare.
fn visit<S: Clone + Eq + Hash>(
    first: S,
    mut compare: impl FnMut(&S, &[u8]) -> Proven,
    follow: impl Fn(&S, u8) -> Option<S>,
) -> Result<usize, Box<dyn Error>> {
    let mut seen = HashSet::from([first.clone()]);
    let mut open = vec![(first, Vec::new())];
    while let Some((pair, digits)) = open.pop() {
        compare(&pair, &digits)?;
        for digit in 0..10 {
            if let Some(next) = follow(&pair, digit)
                && seen.insert(next.clone())
            {
                let mut digits = digits.clone();
                digits.push(digit);
                open.push((next, digits));
            }
        }
    }
    Ok(seen.len())
}

struct Prover<'a> {
    plan: &'a Plan,
    proof: Proof,
}

/// Compares a plan with the metadata that it was made from.
///
/// # Errors
/// Where they differ: the question, and digits for which they do.
pub fn prove(plan: &Plan, metadata: &Metadata) -> Result<Proof, Box<dyn Error>> {
    let mut prover = Prover { plan, proof: Proof::default() };
    for (code, regions) in metadata.codes() {
        let places: Vec<Place> = plan.regions(code).collect();
        if places.len() != regions.len() {
            return Err(
                format!("+{code} has {} regions, not {}", places.len(), regions.len()).into()
            );
        }
        prover.types(code, &regions, &places)?;
        for (region, place) in regions.iter().zip(&places) {
            prover.region(region, *place)?;
        }
        let Some(main) = regions.first() else { continue };
        for (abroad, formats) in [(false, &main.national), (true, &main.international)] {
            for (at, format) in formats.iter().enumerate() {
                // Abroad, a format like one at home is the same questions; so it is asked all the same.
                for (rule, leading) in format.leading.iter().enumerate() {
                    prover.begins(Question::FormatBeginning(code, abroad, at, rule), leading)?;
                }
                prover.format(code, abroad, at, &format.pattern)?;
            }
        }
    }
    Ok(prover.proof)
}

impl Prover<'_> {
    fn differ(question: Question, digits: &[u8]) -> Box<dyn Error> {
        format!("{question:?} differs for {}", text(digits)).into()
    }

    /// Validity, region and type.
    fn types(&mut self, code: CallingCode, regions: &[&Region], places: &[Place]) -> Proven {
        let question = Question::Types(code);
        let root = self.plan.walk(question).ok_or("a calling code that the plan has not")?;
        let (mut automata, mut whole, mut leading) = (Vec::new(), Vec::new(), Vec::new());
        for region in regions {
            let mut own = [None; KINDS];
            for (kind, description) in region.descriptions.iter().enumerate() {
                let used =
                    description.as_ref().filter(|it| !it.pattern.is_empty() && it.lengths != [-1]);
                if let Some(description) = used {
                    own[kind] = Some(automata.len());
                    automata.push(automaton(&format!("(?:{})$", description.pattern))?);
                }
            }
            whole.push(own);
            leading.push(if region.leading_digits.is_empty() {
                None
            } else {
                automata.push(automaton(&region.leading_digits)?);
                Some(automata.len() - 1)
            });
        }
        let seen = |states: &[StateID], before: u64| {
            leading.iter().enumerate().fold(before, |seen, (region, at)| match at {
                Some(at) if at_end(&automata[*at], states[*at]) => seen | 1 << region,
                _ => seen,
            })
        };
        let states = automata.iter().map(start).collect::<Result<Vec<_>, _>>()?;
        let first_seen = seen(&states, 0);
        let expected = |states: &[StateID], seen: u64, length: usize| {
            let mut valid = Valid::default();
            let mut own = None;
            for (at, region) in regions.iter().enumerate() {
                let mut matched = 0;
                for (kind, automaton) in whole[at].iter().enumerate() {
                    let (Some(automaton), Some(description)) =
                        (automaton, &region.descriptions[kind])
                    else {
                        continue;
                    };
                    let fits = description.lengths.is_empty()
                        || description.lengths.iter().any(|it| usize::try_from(*it) == Ok(length));
                    if fits && at_end(&automata[*automaton], states[*automaton]) {
                        matched |= 1 << kind;
                    }
                }
                let kind = type_of(matched, region.same_fixed_and_mobile).and_then(|kind| {
                    guichet_phone::word::NUMBER_TYPES.get(usize::from(kind)).copied()
                });
                let is_own = regions.len() == 1
                    || match leading[at] {
                        Some(_) => seen >> at & 1 == 1,
                        None => kind.is_some(),
                    };
                if own.is_none() && is_own {
                    own = Some(places[at]);
                }
                if let Some(kind) = kind {
                    valid.all.push((places[at], kind));
                }
            }
            valid.own = valid.all.iter().copied().find(|(place, _)| Some(*place) == own);
            valid
        };
        let plan = self.plan;
        self.proof.questions += 1;
        self.proof.pairs += visit(
            (root, states, first_seen, 0usize),
            |(walk, states, seen, length), digits| {
                let said = plan.valid(code, *walk);
                if said == expected(states, *seen, *length) {
                    Ok(())
                } else {
                    Err(Self::differ(question, digits))
                }
            },
            |(walk, states, before, length), digit| {
                let dead = states
                    .iter()
                    .zip(&automata)
                    .all(|(state, automaton)| automaton.is_dead_state(*state));
                if *length >= usize::from(MOST_DIGITS) || (walk.is_over() && dead) {
                    return None;
                }
                let states: Vec<StateID> = states
                    .iter()
                    .zip(&automata)
                    .map(|(state, automaton)| after(automaton, *state, digit))
                    .collect();
                let seen = seen(&states, *before);
                Some((plan.follow(*walk, digit), states, seen, length + 1))
            },
        )?;
        Ok(())
    }

    fn region(&mut self, region: &Region, place: Place) -> Proven {
        let named = match self.plan.alpha2(place) {
            Some(letters) => region.name.as_bytes() == letters,
            None => region.name == WORLD,
        };
        if !named || self.plan.code_of(place) != region.code {
            return Err(format!("{} is another region in the plan", region.name).into());
        }
        let general = region.descriptions[0].as_ref().ok_or("a region without numbers")?;
        self.whole(Question::General(place), &general.pattern)?;
        self.begins(Question::LeadingDigits(place), &region.leading_digits)?;
        self.prefix(Question::InternationalPrefix(place), &region.idd)?;
        self.prefix(Question::NationalPrefix(place), &region.prefix_for_parsing)?;
        self.captures(region, place)
    }

    /// A pattern that must be matched to the last digit.
    fn whole(&mut self, question: Question, pattern: &str) -> Proven {
        let root = self.plan.walk(question).ok_or_else(|| Self::differ(question, &[]))?;
        let automaton = automaton(&format!("(?:{pattern})$"))?;
        self.pairs(question, root, Some(&automaton), false)
    }

    /// A pattern that the first digits must match.
    fn begins(&mut self, question: Question, pattern: &str) -> Proven {
        let root = self.plan.walk(question).ok_or_else(|| Self::differ(question, &[]))?;
        self.pairs(question, root, fitting(pattern)?.as_ref(), true)
    }

    fn pairs(
        &mut self,
        question: Question,
        root: Walk,
        automaton: Option<&Dfa>,
        settles: bool,
    ) -> Proven {
        let plan = self.plan;
        let found = |state: Option<StateID>| {
            automaton.zip(state).is_some_and(|(automaton, state)| at_end(automaton, state))
        };
        let state = automaton.map(start).transpose()?;
        self.proof.questions += 1;
        self.proof.pairs += visit(
            (root, state, settles && found(state)),
            |(walk, state, before), digits| {
                let said = if settles { walk.is_settled() } else { plan.is_found(*walk) };
                if said == (*before || found(*state)) {
                    Ok(())
                } else {
                    Err(Self::differ(question, digits))
                }
            },
            |(walk, state, before), digit| {
                let (automaton, from) = automaton.zip(*state)?;
                if *before || (walk.is_over() && automaton.is_dead_state(from)) {
                    return None;
                }
                let state = Some(after(automaton, from, digit));
                Some((plan.follow(*walk, digit), state, settles && found(state)))
            },
        )?;
        Ok(())
    }

    /// Where a prefix ends.
    fn prefix(&mut self, question: Question, pattern: &str) -> Proven {
        let root = self.plan.walk(question).ok_or_else(|| Self::differ(question, &[]))?;
        let Some(automaton) = fitting(pattern)? else {
            return if root.is_over() { Ok(()) } else { Err(Self::differ(question, &[])) };
        };
        let plan = self.plan;
        // A match that ends before a digit is told when that digit is read, whichever it is.
        let ends = |state: StateID| {
            (automaton.is_match_state(after(&automaton, state, 0)), at_end(&automaton, state))
        };
        self.proof.questions += 1;
        self.proof.pairs += visit(
            (root, start(&automaton)?),
            |(walk, state), digits| {
                if plan.prefix_ends(*walk) == ends(*state) {
                    Ok(())
                } else {
                    Err(Self::differ(question, digits))
                }
            },
            |(walk, state), digit| {
                let dead = automaton.is_dead_state(*state);
                (!(dead && walk.is_over()))
                    .then(|| (plan.follow(*walk, digit), after(&automaton, *state, digit)))
            },
        )?;
        Ok(())
    }

    /// What stands in place of a prefix, where that depends on its digits.
    fn captures(&mut self, region: &Region, place: Place) -> Proven {
        if region.prefix_for_parsing.is_empty() {
            return Ok(());
        }
        let engine = PikeVM::builder().syntax(syntax()).build(&region.prefix_for_parsing)?;
        let automaton = automaton(&region.prefix_for_parsing)?;
        let mut texts: Vec<Vec<u8>> = Vec::new();
        visit(
            start(&automaton)?,
            |_, digits| {
                texts.push(digits.to_vec());
                Ok(())
            },
            |state, digit| {
                (!automaton.is_dead_state(*state)).then(|| after(&automaton, *state, digit))
            },
        )?;
        let mut dice = Dice(u64::from(region.code) << 16 | 1);
        let leads = texts.clone();
        for _ in 0..if region.transform.is_empty() { 200 } else { 20_000 } {
            let lead = dice.below(leads.len());
            let mut digits = leads.get(lead).cloned().unwrap_or_default();
            for _ in 0..dice.below(14) {
                digits.push(u8::try_from(dice.below(10))?);
            }
            texts.push(digits);
        }
        for digits in texts.iter().filter(|digits| !digits.is_empty()) {
            let expected = stripped(&engine, &region.transform, digits);
            let mut room = None;
            let said = self.plan.strip_national_prefix(place, digits, &mut room);
            if said.map(text) != expected {
                return Err(Self::differ(Question::NationalPrefix(place), digits));
            }
            self.proof.captures += 1;
        }
        Ok(())
    }

    /// A format's pattern, and where it cuts.
    fn format(&mut self, code: CallingCode, abroad: bool, at: usize, pattern: &str) -> Proven {
        let question = Question::Format(code, abroad, at);
        let chooses = self.plan.walk(question).is_some();
        if chooses {
            self.whole(question, pattern)?;
        }
        let engine = PikeVM::builder().syntax(syntax()).build(&format!("^(?:{pattern})$"))?;
        let automaton = automaton(&format!("(?:{pattern})$"))?;
        let mut cache = engine.create_cache();
        let plan = self.plan;
        // Every number of a length that the pattern takes is cut the same way: one of each state and length is looked at.
        visit(
            (start(&automaton)?, 0usize),
            |(_, length), digits| {
                let mut slots = engine.create_captures();
                engine.captures(&mut cache, text(digits).as_bytes(), &mut slots);
                let cut = slots.is_match().then(|| {
                    slots
                        .iter()
                        .skip(1)
                        .flatten()
                        .map(|span| (span.start, span.end))
                        .collect::<Vec<_>>()
                });
                let said = plan.format_groups(code, abroad, at, *length);
                let agrees = match &cut {
                    Some(_) => said == cut,
                    // A format that takes every number of its lengths is asked nothing more.
                    None => chooses || said.is_none(),
                };
                if agrees { Ok(()) } else { Err(Self::differ(question, digits)) }
            },
            |(state, length), digit| {
                (*length < 20 && !automaton.is_dead_state(*state))
                    .then(|| (after(&automaton, *state, digit), length + 1))
            },
        )?;
        Ok(())
    }
}

/// What Google's rule leaves of the digits.
fn stripped(engine: &PikeVM, transform: &str, digits: &[u8]) -> Option<String> {
    let all = text(digits);
    let mut cache = engine.create_cache();
    let mut slots = engine.create_captures();
    let input = Input::new(&all).anchored(Anchored::Yes);
    engine.captures(&mut cache, input, &mut slots);
    let found = slots.get_match()?;
    let rest = all.get(found.end()..).unwrap_or_default();
    let group = |at: usize| slots.get_group(at).and_then(|span| all.get(span.start..span.end));
    let last = slots.group_len() - 1;
    let captured = last == 0 || group(last).is_some_and(|text| !text.is_empty());
    if transform.is_empty() || !captured {
        return Some(rest.to_owned());
    }
    let mut out = transform.to_owned();
    for at in 1..=last {
        out = out.replace(&format!("${at}"), group(at).unwrap_or_default());
    }
    Some(out + rest)
}

fn text(digits: &[u8]) -> String {
    digits.iter().map(|digit| char::from(b'0' + digit)).collect()
}

/// Numbers that look random and are the same in each run (xorshift*).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap_or(0) % end.max(1)
    }
}

//! The questions that tables answer, each as a walk through patterns.

use std::collections::HashMap;
use std::error::Error;
use std::rc::Rc;

use crate::automaton::{Automaton, DEAD};
use crate::graph::Walk;
use crate::metadata::{KINDS, Region};
use crate::nfa::{Machine, Ways};

/// Automata by pattern, made once.
#[derive(Debug, Default)]
pub struct Patterns(HashMap<String, Rc<Automaton>>);

impl Patterns {
    /// The automaton of a pattern.
    ///
    /// # Errors
    /// What the pattern holds that no pattern of digits needs.
    pub fn get(&mut self, pattern: &str) -> Result<Rc<Automaton>, Box<dyn Error>> {
        if let Some(automaton) = self.0.get(pattern) {
            return Ok(Rc::clone(automaton));
        }
        let automaton =
            Rc::new(Automaton::new(pattern).map_err(|error| format!("{pattern}: {error}"))?);
        self.0.insert(pattern.to_owned(), Rc::clone(&automaton));
        Ok(automaton)
    }
}

/// Whether a pattern is matched to the last digit.
pub struct Whole(pub Rc<Automaton>);

impl Walk for Whole {
    type State = u32;
    fn follow(&self, state: &u32, digit: u8, _place: u8) -> u32 {
        self.0.next[*state as usize][usize::from(digit)]
    }
    fn is_over(&self, state: &u32) -> bool {
        *state == DEAD
    }
    fn word(&mut self, state: &u32, _place: u8) -> u16 {
        u16::from(self.0.whole[*state as usize])
    }
}

/// Whether a pattern is matched by the first digits.
pub struct Beginning(pub Rc<Automaton>);

impl Walk for Beginning {
    type State = u32;
    fn follow(&self, state: &u32, digit: u8, _place: u8) -> u32 {
        self.0.next[*state as usize][usize::from(digit)]
    }
    fn is_over(&self, state: &u32) -> bool {
        *state == DEAD
    }
    fn word(&mut self, state: &u32, _place: u8) -> u16 {
        u16::from(self.is_settled(state))
    }
    fn is_settled(&self, state: &u32) -> bool {
        self.0.whole[*state as usize]
    }
}

/// What a number is in each region of its calling code. The places of `region` count within the calling code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Verdict {
    /// Regions for which it is valid, in Google's order, with its type there.
    pub valid: Vec<(u8, u8)>,
    /// Which of them is the number's own; None where it is valid for another region than its own.
    pub own: Option<u8>,
}

/// The types' numbers; they are the places of `NumberType` in guichet-phone.
pub const FIXED_LINE: u8 = 0;
/// As above.
pub const MOBILE: u8 = 1;
/// As above.
pub const FIXED_LINE_OR_MOBILE: u8 = 2;
/// Kinds of the metadata in the order in which Google asks for them, with their types.
pub const ORDER: [(usize, u8); 8] =
    [(4, 4), (3, 3), (5, 5), (6, 6), (7, 7), (8, 8), (9, 9), (10, 10)];

/// What a region says of a number, from which of its kinds' patterns match (a bit each, the general one first).
#[must_use]
pub fn type_of(matched: u16, same: bool) -> Option<u8> {
    let is = |kind: usize| matched >> kind & 1 == 1;
    if !is(0) {
        return None;
    }
    if let Some((_, kind)) = ORDER.iter().find(|(kind, _)| is(*kind)) {
        return Some(*kind);
    }
    if is(1) {
        return Some(if same || is(2) { FIXED_LINE_OR_MOBILE } else { FIXED_LINE });
    }
    (!same && is(2)).then_some(MOBILE)
}

/// Validity, region and type of the numbers of one calling code.
pub struct Types<'a> {
    regions: &'a [&'a Region],
    /// By region and kind: place in `patterns`.
    kinds: Vec<[Option<usize>; KINDS]>,
    leading: Vec<Option<usize>>,
    patterns: Vec<Rc<Automaton>>,
    verdicts: &'a mut Verdicts,
}

/// Every verdict that there is; 0 is none.
#[derive(Debug)]
pub struct Verdicts(pub Vec<Verdict>);

impl Default for Verdicts {
    fn default() -> Self {
        Self(vec![Verdict::default()])
    }
}

impl Verdicts {
    fn word(&mut self, verdict: Verdict) -> u16 {
        if verdict.valid.is_empty() {
            return 0;
        }
        let at = self.0.iter().position(|known| *known == verdict).unwrap_or_else(|| {
            self.0.push(verdict);
            self.0.len() - 1
        });
        u16::try_from(at).unwrap_or(0)
    }
}

impl<'a> Types<'a> {
    /// For the regions of one calling code.
    ///
    /// # Errors
    /// A pattern that is not understood.
    pub fn new(
        regions: &'a [&'a Region],
        known: &mut Patterns,
        verdicts: &'a mut Verdicts,
    ) -> Result<Self, Box<dyn Error>> {
        let mut texts: Vec<&str> = Vec::new();
        let mut patterns = Vec::new();
        let mut place = |text: &'a str| -> Result<usize, Box<dyn Error>> {
            if let Some(at) = texts.iter().position(|known| *known == text) {
                return Ok(at);
            }
            texts.push(text);
            patterns.push(known.get(text)?);
            Ok(texts.len() - 1)
        };
        let (mut kinds, mut leading) = (Vec::new(), Vec::new());
        for region in regions {
            let mut own = [None; KINDS];
            for (at, description) in region.descriptions.iter().enumerate() {
                if let Some(description) = description
                    && !description.pattern.is_empty()
                    && description.lengths != [-1]
                {
                    own[at] = Some(place(&description.pattern)?);
                }
            }
            kinds.push(own);
            leading.push(if region.leading_digits.is_empty() {
                None
            } else {
                Some(place(&region.leading_digits)?)
            });
        }
        Ok(Self { regions, kinds, leading, patterns, verdicts })
    }

    /// Before any digit: every pattern's state, and which leading digits were seen.
    #[must_use]
    pub fn start(&self) -> (Vec<u32>, u64) {
        let states: Vec<u32> = self.patterns.iter().map(|pattern| pattern.start).collect();
        let seen = self.seen(&states, 0);
        (states, seen)
    }

    fn seen(&self, states: &[u32], before: u64) -> u64 {
        let mut seen = before;
        for (region, leading) in self.leading.iter().enumerate() {
            if let Some(at) = leading
                && self.patterns[*at].whole[states[*at] as usize]
            {
                seen |= 1 << region;
            }
        }
        seen
    }
}

impl Walk for Types<'_> {
    type State = (Vec<u32>, u64);

    fn follow(&self, (states, seen): &Self::State, digit: u8, _place: u8) -> Self::State {
        let states: Vec<u32> = states
            .iter()
            .zip(&self.patterns)
            .map(|(state, pattern)| pattern.next[*state as usize][usize::from(digit)])
            .collect();
        let seen = self.seen(&states, *seen);
        (states, seen)
    }

    fn is_over(&self, (states, _): &Self::State) -> bool {
        states.iter().all(|state| *state == DEAD)
    }

    fn word(&mut self, (states, seen): &Self::State, place: u8) -> u16 {
        let mut verdict = Verdict::default();
        let mut own = None;
        for (at, region) in self.regions.iter().enumerate() {
            let mut matched = 0;
            for (kind, pattern) in self.kinds[at].iter().enumerate() {
                let Some(pattern) = pattern else { continue };
                let lengths = region.descriptions[kind]
                    .as_ref()
                    .map(|description| description.lengths.as_slice())
                    .unwrap_or_default();
                let fits = lengths.is_empty()
                    || lengths.iter().any(|length| u8::try_from(*length) == Ok(place));
                if fits && self.patterns[*pattern].whole[states[*pattern] as usize] {
                    matched |= 1 << kind;
                }
            }
            let kind = type_of(matched, region.same_fixed_and_mobile);
            let is_own = if self.regions.len() == 1 {
                true
            } else if self.leading[at].is_some() {
                seen >> at & 1 == 1
            } else {
                kind.is_some()
            };
            if own.is_none() && is_own {
                own = Some(at);
            }
            if let Some(kind) = kind {
                verdict.valid.push((u8::try_from(at).unwrap_or(u8::MAX), kind));
            }
        }
        verdict.own = own
            .and_then(|own| verdict.valid.iter().position(|(at, _)| usize::from(*at) == own))
            .and_then(|at| u8::try_from(at).ok());
        self.verdicts.word(verdict)
    }
}

/// What a prefix rule does to the digits: `before` is put in front of the digits from..to and of what follows the prefix.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Edit {
    /// Digits that the rule puts in front.
    pub before: String,
    /// The part of the prefix that stays.
    pub from: u8,
    /// Its end.
    pub to: u8,
}

/// Every outcome of a prefix rule; 0 is none: what is found if more digits follow, and what if they end.
#[derive(Debug)]
pub struct Outcomes(pub Vec<(Option<Edit>, Option<Edit>)>);

impl Default for Outcomes {
    fn default() -> Self {
        Self(vec![(None, None)])
    }
}

/// A national prefix rule with what it turns into.
pub struct Prefix<'a> {
    machine: Machine,
    transform: &'a str,
    outcomes: &'a mut Outcomes,
}

impl<'a> Prefix<'a> {
    /// The rule of a pattern and its transform.
    ///
    /// # Errors
    /// A pattern that is not understood.
    pub fn new(
        pattern: &str,
        transform: &'a str,
        outcomes: &'a mut Outcomes,
    ) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            machine: Machine::new(pattern).map_err(|error| format!("{pattern}: {error}"))?,
            transform,
            outcomes,
        })
    }

    /// Before any digit.
    #[must_use]
    pub fn start(&self) -> Ways {
        self.machine.begin(!self.transform.is_empty())
    }

    fn edit(&self, notes: &[u8]) -> Edit {
        let group = |group: usize| match (notes.get(group * 2), notes.get(group * 2 + 1)) {
            (Some(from), Some(to)) if *from != 255 && *to != 255 => (*from, *to),
            _ => (0, 0),
        };
        let mut edit = Edit { before: String::new(), from: 0, to: 0 };
        // A rule whose last group found nothing takes the prefix off, no more.
        let last = group(self.machine.groups);
        if self.transform.is_empty() || last.0 == last.1 {
            return edit;
        }
        let mut characters = self.transform.chars();
        while let Some(character) = characters.next() {
            if character == '$' {
                let number = characters.next().and_then(|digit| digit.to_digit(10)).unwrap_or(0);
                (edit.from, edit.to) = group(number as usize);
            } else {
                edit.before.push(character);
            }
        }
        edit
    }
}

impl Walk for Prefix<'_> {
    type State = Ways;

    fn follow(&self, ways: &Ways, digit: u8, place: u8) -> Ways {
        self.machine.follow(ways, digit, place)
    }

    fn is_over(&self, ways: &Ways) -> bool {
        Machine::is_over(ways)
    }

    fn word(&mut self, ways: &Ways, _place: u8) -> u16 {
        let outcome = (
            ways.found.as_deref().map(|notes| self.edit(notes)),
            ways.found_at_end.as_deref().map(|notes| self.edit(notes)),
        );
        let known = &mut self.outcomes.0;
        let at = known.iter().position(|known| *known == outcome).unwrap_or_else(|| {
            known.push(outcome);
            known.len() - 1
        });
        u16::try_from(at).unwrap_or(0)
    }
}

//! Patterns of digits as small machines: the words of libphonenumber's metadata, read by regex-syntax.

use std::error::Error;

use regex_syntax::hir::{Hir, HirKind, Look};

/// One step of a machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// One of these digits (a bit each), then the next step.
    Digit(u16, usize),
    /// Either; the first is preferred.
    Either(usize, usize),
    /// Notes the place in a slot.
    Note(usize, usize),
    /// The end of the digits.
    End(usize),
    /// Found.
    Found,
}

/// A pattern.
#[derive(Debug)]
pub struct Machine {
    /// Its steps; the last is the first to take.
    pub steps: Vec<Step>,
    /// Where it begins.
    pub start: usize,
    /// How many groups it has.
    pub groups: usize,
}

impl Machine {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What it holds that no pattern of digits needs.
    pub fn new(pattern: &str) -> Result<Self, Box<dyn Error>> {
        let hir =
            regex_syntax::ParserBuilder::new().utf8(false).unicode(false).build().parse(pattern)?;
        let mut machine = Self { steps: vec![Step::Found], start: 0, groups: 0 };
        machine.start = machine.add(&hir, 0)?;
        Ok(machine)
    }

    fn step(&mut self, step: Step) -> usize {
        self.steps.push(step);
        self.steps.len() - 1
    }

    /// The steps of an expression that go on to `next`.
    fn add(&mut self, hir: &Hir, next: usize) -> Result<usize, Box<dyn Error>> {
        Ok(match hir.kind() {
            HirKind::Empty => next,
            HirKind::Literal(literal) => {
                let mut next = next;
                for byte in literal.0.iter().rev() {
                    next = self.step(Step::Digit(digits(*byte, *byte), next));
                }
                next
            }
            HirKind::Class(class) => {
                let mut mask = 0;
                match class {
                    regex_syntax::hir::Class::Bytes(class) => {
                        for range in class.ranges() {
                            mask |= digits(range.start(), range.end());
                        }
                    }
                    regex_syntax::hir::Class::Unicode(_) => return Err("a class of letters".into()),
                }
                self.step(Step::Digit(mask, next))
            }
            HirKind::Look(Look::End) => self.step(Step::End(next)),
            HirKind::Look(_) => return Err("an assertion".into()),
            HirKind::Repetition(repetition) => {
                let most = repetition.max.ok_or("repeats without end")?;
                let mut at = next;
                for _ in repetition.min..most {
                    let once = self.add(&repetition.sub, at)?;
                    at = self.step(if repetition.greedy {
                        Step::Either(once, next)
                    } else {
                        Step::Either(next, once)
                    });
                }
                for _ in 0..repetition.min {
                    at = self.add(&repetition.sub, at)?;
                }
                at
            }
            HirKind::Capture(capture) => {
                let group = usize::try_from(capture.index)?;
                self.groups = self.groups.max(group);
                let close = self.step(Step::Note(group * 2 + 1, next));
                let inside = self.add(&capture.sub, close)?;
                self.step(Step::Note(group * 2, inside))
            }
            HirKind::Concat(parts) => {
                let mut next = next;
                for part in parts.iter().rev() {
                    next = self.add(part, next)?;
                }
                next
            }
            HirKind::Alternation(parts) => {
                let mut first = None;
                for part in parts.iter().rev() {
                    let this = self.add(part, next)?;
                    first = Some(match first {
                        None => this,
                        Some(others) => self.step(Step::Either(this, others)),
                    });
                }
                first.unwrap_or(next)
            }
        })
    }
}

/// The bits of the digits in a range. What is no digit is never dialled (the test metadata has a prefix `0~0`).
fn digits(from: u8, to: u8) -> u16 {
    (b'0'..=b'9').filter(|byte| (from..=to).contains(byte)).map(|byte| 1 << (byte - b'0')).sum()
}

/// One way that is being followed, with the places noted on it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Way {
    at: usize,
    /// Where each slot was noted; 255 for not yet.
    pub notes: Vec<u8>,
}

/// The ways that are open after some digits, the preferred first; and what is found there.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Ways {
    ways: Vec<Way>,
    /// The notes of what is found if more digits follow.
    pub found: Option<Vec<u8>>,
    /// The notes of what is found if the digits end here.
    pub found_at_end: Option<Vec<u8>>,
}

impl Machine {
    /// Before any digit. Notes are kept only where they matter, so that more ways are the same.
    #[must_use]
    pub fn begin(&self, noting: bool) -> Ways {
        let notes = if noting { vec![255; (self.groups + 1) * 2] } else { Vec::new() };
        self.open(vec![Way { at: self.start, notes }], 0)
    }

    /// After one more digit, the `place`-th.
    #[must_use]
    pub fn follow(&self, ways: &Ways, digit: u8, place: u8) -> Ways {
        let next = ways.ways.iter().filter_map(|way| match self.steps.get(way.at) {
            Some(Step::Digit(mask, next)) if mask >> digit & 1 == 1 => {
                Some(Way { at: *next, notes: way.notes.clone() })
            }
            _ => None,
        });
        self.open(next.collect(), place)
    }

    fn open(&self, from: Vec<Way>, place: u8) -> Ways {
        let mut open = Ways::default();
        for at_end in [true, false] {
            let (mut seen, mut ways, mut found) = (vec![false; self.steps.len()], Vec::new(), None);
            'all: for way in &from {
                let mut stack = vec![way.clone()];
                while let Some(mut way) = stack.pop() {
                    if std::mem::replace(&mut seen[way.at], true) {
                        continue;
                    }
                    match self.steps[way.at] {
                        Step::Digit(..) => ways.push(way),
                        Step::Either(first, second) => {
                            stack.push(Way { at: second, notes: way.notes.clone() });
                            stack.push(Way { at: first, notes: way.notes });
                        }
                        Step::Note(slot, next) => {
                            if let Some(note) = way.notes.get_mut(slot) {
                                *note = place;
                            }
                            stack.push(Way { at: next, notes: way.notes });
                        }
                        Step::End(next) => {
                            if at_end {
                                stack.push(Way { at: next, notes: way.notes });
                            }
                        }
                        Step::Found => {
                            found = Some(way.notes);
                            break 'all;
                        }
                    }
                }
            }
            if at_end {
                open.found_at_end = found;
            } else {
                (open.ways, open.found) = (ways, found);
            }
        }
        open
    }

    /// Whether nothing more can be found.
    #[must_use]
    pub fn is_over(ways: &Ways) -> bool {
        ways.ways.is_empty()
    }

    /// The open ways as a set: all of them, none cut off by a preferred one that is found. For patterns that must match to the last digit.
    #[must_use]
    pub fn begin_whole(&self) -> Vec<usize> {
        self.close(vec![self.start])
    }

    /// The set after one more digit.
    #[must_use]
    pub fn follow_whole(&self, set: &[usize], digit: u8) -> Vec<usize> {
        let next = set.iter().filter_map(|at| match self.steps[*at] {
            Step::Digit(mask, next) if mask >> digit & 1 == 1 => Some(next),
            _ => None,
        });
        self.close(next.collect())
    }

    /// Whether the pattern is matched to here.
    #[must_use]
    pub fn is_whole(&self, set: &[usize]) -> bool {
        set.iter().any(|at| self.steps[*at] == Step::Found)
    }

    fn close(&self, mut stack: Vec<usize>) -> Vec<usize> {
        let mut set = std::collections::BTreeSet::new();
        while let Some(at) = stack.pop() {
            match self.steps[at] {
                Step::Either(first, second) => stack.extend([first, second]),
                Step::Note(_, next) | Step::End(next) => stack.push(next),
                Step::Digit(..) | Step::Found => {
                    set.insert(at);
                }
            }
        }
        set.into_iter().collect()
    }
}

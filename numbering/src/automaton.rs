//! One pattern as an automaton: which states its digits lead through, and where it is matched whole.

use std::collections::HashMap;
use std::error::Error;

use crate::nfa::Machine;

/// No digit leads out of it.
pub const DEAD: u32 = 0;

/// The automaton of one pattern.
#[derive(Debug)]
pub struct Automaton {
    /// Where each digit leads, by state.
    pub next: Vec<[u32; 10]>,
    /// Whether the pattern is matched whole in a state.
    pub whole: Vec<bool>,
    /// The state before any digit.
    pub start: u32,
}

impl Automaton {
    /// Makes a pattern's automaton.
    ///
    /// # Errors
    /// What the pattern holds that no pattern of digits needs.
    pub fn new(pattern: &str) -> Result<Self, Box<dyn Error>> {
        let machine = Machine::new(pattern)?;
        let mut automaton = Self { next: vec![[DEAD; 10]], whole: vec![false], start: DEAD };
        let mut known: HashMap<Vec<usize>, u32> = HashMap::from([(Vec::new(), DEAD)]);
        let mut open = Vec::new();
        let mut state =
            |set: Vec<usize>, automaton: &mut Self, open: &mut Vec<(u32, Vec<usize>)>| -> u32 {
                if let Some(state) = known.get(&set) {
                    return *state;
                }
                let state = u32::try_from(automaton.next.len()).unwrap_or(DEAD);
                automaton.next.push([DEAD; 10]);
                automaton.whole.push(machine.is_whole(&set));
                known.insert(set.clone(), state);
                open.push((state, set));
                state
            };
        automaton.start = state(machine.begin_whole(), &mut automaton, &mut open);
        while let Some((from, set)) = open.pop() {
            for digit in 0..10 {
                let to = state(machine.follow_whole(&set, digit), &mut automaton, &mut open);
                automaton.next[from as usize][usize::from(digit)] = to;
            }
        }
        Ok(automaton)
    }
}

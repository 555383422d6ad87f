//! A matcher for the patterns of numbering metadata, over digits: classes, groups, alternatives, repetitions, `$`.
#![allow(clippy::indexing_slicing, missing_docs)]

use alloc::vec::Vec;

enum Step {
    Any(u16),
    Split(usize, usize),
    Jump(usize),
    Save(usize),
    End,
    Match,
}

pub struct Pattern {
    steps: Vec<Step>,
    groups: usize,
}

pub struct Found {
    pub end: usize,
    saves: [Option<usize>; 24],
}

impl Found {
    pub fn group(&self, group: usize) -> Option<(usize, usize)> {
        if group == 0 {
            return Some((0, self.end));
        }
        Some(((*self.saves.get(group * 2)?)?, (*self.saves.get(group * 2 + 1)?)?))
    }
}

struct Compiler<'a> {
    text: &'a [u8],
    at: usize,
    steps: Vec<Step>,
    groups: usize,
}

impl Pattern {
    pub fn new(text: &str) -> Self {
        let mut compiler = Compiler { text: text.as_bytes(), at: 0, steps: Vec::new(), groups: 0 };
        compiler.alternatives();
        compiler.steps.push(Step::Match);
        Self { steps: compiler.steps, groups: compiler.groups }
    }

    pub fn groups(&self) -> usize {
        self.groups
    }

    /// What may follow digits for the whole to match with one of these lengths: bits of next digits, and the fewest and most missing.
    pub fn ahead(&self, digits: &[u8], lengths: &[i8]) -> Option<(u16, usize, usize)> {
        let mut now = Vec::new();
        self.close(0, &mut now);
        for digit in digits {
            now = self.step(&now, *digit);
        }
        let mut found: Option<(u16, usize, usize)> = None;
        for length in lengths {
            let Some(missing) =
                usize::try_from(*length).ok().and_then(|length| length.checked_sub(digits.len()))
            else {
                continue;
            };
            let next = if missing == 0 {
                if now.iter().any(|pc| matches!(self.steps[*pc], Step::Match)) {
                    0
                } else {
                    continue;
                }
            } else {
                let next = (0..10)
                    .filter(|d| self.reaches(&self.step(&now, *d), missing - 1))
                    .fold(0, |all, d| all | 1 << d);
                if next == 0 {
                    continue;
                }
                next
            };
            let (all, min, max) = found.unwrap_or((0, missing, missing));
            found = Some((all | next, min.min(missing), max.max(missing)));
        }
        found
    }

    fn reaches(&self, now: &[usize], missing: usize) -> bool {
        if missing == 0 {
            return now.iter().any(|pc| matches!(self.steps[*pc], Step::Match));
        }
        !now.is_empty() && {
            let mut all = Vec::new();
            for pc in now {
                if let Step::Any(_) = self.steps[*pc] {
                    self.close(pc + 1, &mut all);
                }
            }
            // Digits of one step lead to places whose sets overlap: the union is exact for reachability by length.
            self.reaches(&all, missing - 1)
        }
    }

    fn step(&self, now: &[usize], digit: u8) -> Vec<usize> {
        let mut all = Vec::new();
        for pc in now {
            if let Step::Any(set) = self.steps[*pc]
                && set & (1 << digit) != 0
            {
                self.close(pc + 1, &mut all);
            }
        }
        all
    }

    fn close(&self, pc: usize, all: &mut Vec<usize>) {
        if all.contains(&pc) {
            return;
        }
        match self.steps[pc] {
            Step::Split(a, b) => {
                self.close(a, all);
                self.close(b, all);
            }
            Step::Jump(to) => self.close(to, all),
            Step::Save(_) | Step::End => self.close(pc + 1, all),
            Step::Any(_) | Step::Match => all.push(pc),
        }
    }

    pub fn whole(&self, digits: &[u8]) -> bool {
        let mut saves = [None; 24];
        self.run(0, 0, digits, true, &mut saves).is_some()
    }

    pub fn prefix(&self, digits: &[u8]) -> Option<Found> {
        let mut saves = [None; 24];
        let end = self.run(0, 0, digits, false, &mut saves)?;
        Some(Found { end, saves })
    }

    fn run(
        &self,
        mut pc: usize,
        mut at: usize,
        digits: &[u8],
        whole: bool,
        saves: &mut [Option<usize>; 24],
    ) -> Option<usize> {
        loop {
            match self.steps[pc] {
                Step::Any(set) => {
                    let digit = *digits.get(at)?;
                    if set & (1 << digit) == 0 {
                        return None;
                    }
                    at += 1;
                    pc += 1;
                }
                Step::Split(first, second) => {
                    let before = *saves;
                    if let Some(end) = self.run(first, at, digits, whole, saves) {
                        return Some(end);
                    }
                    *saves = before;
                    pc = second;
                }
                Step::Jump(to) => pc = to,
                Step::Save(slot) => {
                    if let Some(save) = saves.get_mut(slot) {
                        *save = Some(at);
                    }
                    pc += 1;
                }
                Step::End => {
                    if at != digits.len() {
                        return None;
                    }
                    pc += 1;
                }
                Step::Match => return (!whole || at == digits.len()).then_some(at),
            }
        }
    }
}

impl Compiler<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn alternatives(&mut self) {
        let start = self.steps.len();
        self.sequence();
        if self.peek() != Some(b'|') {
            return;
        }
        self.at += 1;
        let first: Vec<Step> = self.steps.split_off(start);
        let shift = 1;
        self.steps.push(Step::Split(start + 1, start + 1 + first.len() + 1));
        self.append(first, start, shift);
        let jump = self.steps.len();
        self.steps.push(Step::Jump(0));
        self.alternatives();
        let end = self.steps.len();
        self.steps[jump] = Step::Jump(end);
    }

    fn append(&mut self, steps: Vec<Step>, _from: usize, shift: usize) {
        for step in steps {
            self.steps.push(match step {
                Step::Split(a, b) => Step::Split(a + shift, b + shift),
                Step::Jump(to) => Step::Jump(to + shift),
                other => other,
            });
        }
    }

    fn sequence(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'|' || byte == b')' {
                return;
            }
            self.repeated();
        }
    }

    fn repeated(&mut self) {
        let (from, start, groups) = (self.at, self.steps.len(), self.groups);
        self.piece();
        let end = self.at;
        let (least, most) = self.counts();
        let after = self.at;
        self.steps.truncate(start);
        let again = |this: &mut Self| {
            this.at = from;
            this.groups = groups;
            this.piece();
        };
        for _ in 0..least {
            again(self);
        }
        match most {
            None => {
                let split = self.steps.len();
                self.steps.push(Step::Jump(0));
                again(self);
                self.steps.push(Step::Jump(split));
                let out = self.steps.len();
                self.steps[split] = Step::Split(split + 1, out);
            }
            Some(most) => {
                let mut splits = Vec::new();
                for _ in least..most {
                    splits.push(self.steps.len());
                    self.steps.push(Step::Jump(0));
                    again(self);
                }
                let out = self.steps.len();
                for split in splits {
                    self.steps[split] = Step::Split(split + 1, out);
                }
            }
        }
        let _ = end;
        self.at = after;
    }

    fn counts(&mut self) -> (usize, Option<usize>) {
        match self.peek() {
            Some(b'?') => {
                self.at += 1;
                (0, Some(1))
            }
            Some(b'*') => {
                self.at += 1;
                (0, None)
            }
            Some(b'+') => {
                self.at += 1;
                (1, None)
            }
            Some(b'{') => {
                self.at += 1;
                let least = self.number();
                let most = if self.peek() == Some(b',') {
                    self.at += 1;
                    if self.peek() == Some(b'}') { None } else { Some(self.number()) }
                } else {
                    Some(least)
                };
                self.at += 1;
                (least, most)
            }
            _ => (1, Some(1)),
        }
    }

    fn number(&mut self) -> usize {
        let mut value = 0;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            value = value * 10 + usize::from(digit - b'0');
            self.at += 1;
        }
        value
    }

    fn piece(&mut self) {
        let byte = self.text[self.at];
        self.at += 1;
        match byte {
            b'(' => {
                if self.text[self.at..].starts_with(b"?:") {
                    self.at += 2;
                    self.alternatives();
                } else {
                    self.groups += 1;
                    let group = self.groups;
                    self.steps.push(Step::Save(group * 2));
                    self.alternatives();
                    self.steps.push(Step::Save(group * 2 + 1));
                }
                self.at += 1;
            }
            b'[' => {
                let mut set = 0u16;
                while self.text[self.at] != b']' {
                    let low = self.text[self.at] - b'0';
                    let mut high = low;
                    if self.text[self.at + 1] == b'-' {
                        high = self.text[self.at + 2] - b'0';
                        self.at += 2;
                    }
                    for digit in low..=high {
                        set |= 1 << digit;
                    }
                    self.at += 1;
                }
                self.at += 1;
                self.steps.push(Step::Any(set));
            }
            b'\\' => {
                self.at += 1;
                self.steps.push(Step::Any(0x3FF));
            }
            b'$' => self.steps.push(Step::End),
            digit => self.steps.push(Step::Any(1 << (digit - b'0'))),
        }
    }
}

//! What a run shows: what was asked, what the client said of it, what the sandbox really did.

use std::collections::BTreeMap;

use guichet_sandbox::Sandbox;

use crate::scenario::Scenario;

/// What the client said of one wish at last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    Accepted,
    Rejected,
    /// Reported as unknown, with the identifiers to ask by.
    Unknown,
    /// Not sent, or found nowhere once nothing can arrive any more.
    NotSent,
    /// Nothing at all.
    Nothing,
}

/// The faults of one run, in items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Faults {
    pub(crate) double: u64,
    pub(crate) lost: u64,
    pub(crate) unreported: u64,
}

/// The figures of a run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) faults: Faults,
    pub(crate) accepted: u64,
    pub(crate) rejected: u64,
    /// Of Transfer and Airtime, in the weather; the calm resolves them.
    pub(crate) unknown: u64,
    /// Of EasyTransfert, whose lost answers nobody can ask for.
    pub(crate) unanswered: u64,
    pub(crate) not_sent: u64,
    pub(crate) kills: u64,
    pub(crate) requests: u64,
    /// What is wrong, in sentences.
    pub(crate) sentences: Vec<String>,
}

/// Compares. Wishes for the same person and amount are told apart by nobody, so they are counted together.
pub(crate) fn judge(scenario: &Scenario, said: &[Said], sandbox: &Sandbox) -> Verdict {
    #[derive(Default)]
    struct Group {
        wished: u64,
        made: u64,
        accepted: u64,
        unknown: u64,
    }
    let mut verdict = Verdict::default();
    let mut groups: BTreeMap<(&str, u64), Group> = BTreeMap::new();
    for (wish, said) in scenario.wishes.iter().zip(said) {
        let group = groups.entry((&wish.phone, wish.amount)).or_default();
        group.wished += 1;
        match said {
            Said::Accepted => {
                group.accepted += 1;
                verdict.accepted += 1;
            }
            Said::Rejected => verdict.rejected += 1,
            Said::Unknown => group.unknown += 1,
            Said::NotSent => verdict.not_sent += 1,
            Said::Nothing => {
                verdict.faults.lost += 1;
                verdict.sentences.push(format!("nothing was said of {}", wish.amount));
            }
        }
    }
    for made in sandbox.made() {
        groups.entry((made.receiver, made.amount)).or_default().made += 1;
    }
    for ((phone, amount), group) in &groups {
        let Group { wished, made, accepted, unknown } = group;
        if made > wished {
            verdict.faults.double += made - wished;
            verdict.sentences.push(format!("{phone} {amount}: wished {wished}, paid {made}"));
        }
        if accepted > made {
            verdict.faults.lost += accepted - made;
            verdict.sentences.push(format!("{phone} {amount}: accepted {accepted}, paid {made}"));
        }
        if *made.min(wished) > accepted + unknown {
            verdict.faults.unreported += made.min(wished) - accepted - unknown;
            verdict.sentences.push(format!(
                "{phone} {amount}: paid {made}, but accepted {accepted} and unknown {unknown}"
            ));
        }
    }
    if let Err(sentence) = sandbox.balances(scenario.balance) {
        verdict.faults.lost += 1;
        verdict.sentences.push(sentence);
    }
    verdict
}

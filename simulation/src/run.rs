//! One run: the merchant's list, sent in any weather by a process that is killed and started again, and what came of it.

use guichet_sandbox::{Options, Sandbox};

use crate::dice::Dice;
use crate::journal::Paper;
use crate::merchant::Merchant;
use crate::scenario::{Kind, Scenario};
use crate::verdict::{self, Said, Verdict};
use crate::world::{Ended, World};

/// 2026-01-05 08:00 UTC.
pub(crate) const START: u64 = 1_767_600_000_000;
/// Longer than the network holds anything back.
const CALM_MS: u64 = 15 * 60 * 1000;
const DAY_MS: u64 = 24 * 3600 * 1000;

/// Numbers that make the service answer 715, and Aurore -1 (docs/sandbox.md).
const FAILS: [&str; 2] = ["0000715", "0000001"];

/// A run with its history.
pub(crate) struct Told {
    pub(crate) verdict: Verdict,
    pub(crate) history: Vec<String>,
}

/// The verdict of a run alone.
pub(crate) fn judge(seed: u64, number: u64, look_up: bool, only: Option<Kind>) -> Verdict {
    play(seed, number, look_up, only, false).verdict
}

/// A run told step by step.
pub(crate) fn tell(seed: u64, number: u64, look_up: bool, only: Option<Kind>) -> Told {
    play(seed, number, look_up, only, true)
}

fn play(seed: u64, number: u64, look_up: bool, only: Option<Kind>, told: bool) -> Told {
    let mut dice = Dice::of(seed, number);
    let scenario = Scenario::of(&mut dice, only);
    let options = Options {
        seed: dice.next(),
        balance: Some(scenario.balance),
        rate_limit_per_minute: scenario.rate_limit.and_then(|limit| u32::try_from(limit).ok()),
        request_log: Some(0),
        ..Options::default()
    };
    let world = World::new(Sandbox::new(options), START, dice, told);
    world.tell(|| format!("{scenario:?}"));
    let paper = Paper::new(world.clone(), scenario.journal, scenario.torn);
    let merchant = Merchant::new(&world, &scenario, &paper, look_up);
    let Life { first, last, kills, mut problems } = live(&world, &scenario, &merchant);
    // What the network still holds arrives, and what can end ends.
    world.rest(DAY_MS);
    let mut verdict = world.sandbox(|sandbox| verdict::judge(&scenario, &last, sandbox));
    verdict.faults.unreported += problems.len() as u64;
    verdict.sentences.append(&mut problems);
    verdict.kills = kills;
    verdict.requests = world.requests();
    let unknown = first.iter().filter(|said| **said == Said::Unknown).count() as u64;
    if scenario.kind == Kind::EasyTransfert {
        verdict.unanswered = unknown;
    } else {
        verdict.unknown = unknown;
    }
    world.tell(|| format!("{last:?}"));
    Told { verdict, history: world.history() }
}

/// What came of all lives.
struct Life {
    /// What was said in the weather.
    first: Vec<Said>,
    /// What was said at last, after the calm.
    last: Vec<Said>,
    kills: u64,
    problems: Vec<String>,
}

/// All lives of the process, then a calm one that resolves what can be resolved.
fn live(world: &World, scenario: &Scenario, merchant: &Merchant) -> Life {
    let mut problems = Vec::new();
    match world.run(merchant.prepare(), None) {
        Ended::Finished(Ok(())) => {}
        Ended::Finished(Err(sentence)) => problems.push(sentence),
        Ended::Killed | Ended::Stuck => problems.push("preparing came to no end".into()),
    }
    if let Some(weather) = &scenario.weather {
        world.order("/_sandbox/faults", &weather.to_string());
    }
    let mut kills = 0;
    for kill_at in scenario.kills.iter().copied().map(Some).chain([None]) {
        let abort = scenario.abort.filter(|_| kill_at.is_none());
        match world.run(merchant.send(abort), kill_at) {
            Ended::Finished(Ok(())) => break,
            Ended::Finished(Err(sentence)) => {
                problems.push(sentence);
                break;
            }
            Ended::Killed => kills += 1,
            Ended::Stuck => {
                problems.push("the client neither ended nor let time pass".into());
                break;
            }
        }
    }
    let first = merchant.said();
    if first.iter().any(|said| matches!(said, Said::Unknown | Said::NotSent)) {
        world.tell(|| format!("calm; {first:?}"));
        world.order("/_sandbox/faults", r#"{"rate":0}"#);
        world.order("/_sandbox/settings", r#"{"rate_limit_per_minute":0}"#);
        world.rest(CALM_MS);
        let last = if scenario.journal {
            world.run(merchant.send(None), None)
        } else {
            world.run(merchant.ask_for_unknown(), None)
        };
        match last {
            Ended::Finished(Ok(())) => {}
            Ended::Finished(Err(sentence)) => problems.push(sentence),
            Ended::Killed | Ended::Stuck => {
                problems.push("the client came to no end in calm weather".into());
            }
        }
        let said = merchant.said();
        let open = scenario.wishes.iter().zip(&said).filter(|(wish, said)| match said {
            // The service fails over some numbers whenever it sees them, and says nothing else of them.
            Said::Unknown => {
                let fails = FAILS.iter().any(|digits| wish.phone.ends_with(digits));
                scenario.kind != Kind::EasyTransfert && !fails
            }
            Said::NotSent => scenario.journal,
            Said::Accepted | Said::Rejected | Said::Nothing => false,
        });
        let open = open.count();
        if open > 0 {
            problems.push(format!("{open} open after the calm"));
        }
    }
    if scenario.journal && merchant.said().contains(&Said::Rejected) {
        // What was refused is sent again with the same journal: in calm weather, and with what came back to the account meanwhile.
        world.tell(|| "again".to_owned());
        world.order("/_sandbox/faults", r#"{"rate":0}"#);
        world.rest(CALM_MS);
        if !matches!(world.run(merchant.send(None), None), Ended::Finished(Ok(()))) {
            problems.push("sent again, the list came to no end".into());
        }
    }
    Life { first, last: merchant.said(), kills, problems }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Faults;

    fn total(runs: u64, look_up: bool, only: Option<Kind>) -> (Verdict, Vec<String>) {
        let mut sum = Verdict::default();
        let mut wrong = Vec::new();
        for number in 0..runs {
            let verdict = judge(7, number, look_up, only);
            sum.faults.double += verdict.faults.double;
            sum.accepted += verdict.accepted;
            sum.rejected += verdict.rejected;
            sum.unknown += verdict.unknown;
            sum.kills += verdict.kills;
            wrong.extend(verdict.sentences.into_iter().map(|said| format!("run {number}: {said}")));
        }
        (sum, wrong)
    }

    #[test]
    fn nobody_is_paid_twice_and_nobody_is_lost() {
        let (sum, wrong) = total(2_000, true, None);
        assert!(wrong.is_empty(), "{wrong:#?}");
        // The runs are about something: most items are paid, some processes die, little stays unknown.
        assert!(sum.accepted > 5_000 && sum.kills > 500, "{sum:?}");
        assert!(sum.unknown * 10 < sum.accepted, "{sum:?}");
    }

    #[test]
    fn aurore_pays_nobody_twice_and_loses_nobody() {
        let (sum, wrong) = total(1_000, true, Some(Kind::Aurore));
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(sum.accepted > 2_500 && sum.kills > 250, "{sum:?}");
        assert!(sum.unknown * 5 < sum.accepted, "{sum:?}");
    }

    #[test]
    fn clients_that_do_not_look_up_pay_twice_and_are_found_out() {
        for only in [None, Some(Kind::Aurore)] {
            let (sum, wrong) = total(400, false, only);
            assert!(sum.faults.double > 0 && !wrong.is_empty(), "{only:?} {sum:?}");
        }
    }

    #[test]
    fn a_run_is_told_again_word_for_word() {
        for number in 0..20 {
            let (one, other) = (tell(7, number, true, None), tell(7, number, true, None));
            assert_eq!(one.history, other.history, "run {number}");
            assert!(one.history.len() > 3 && one.verdict.faults == Faults::default());
        }
    }
}

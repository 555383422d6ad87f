//! The command line: its options, the runs shared among threads, the report.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use crate::run;
use crate::verdict::Verdict;

const HELP: &str = "simulate --runs N --seed S    N histories, each of them from the seed and its number
         --run K               that one alone, told step by step
         --no-look-up          clients that do not ask what became of a lost request: doubles must be found
         --threads T           as many as the machine has when not said";

/// Failing runs that are named; more are counted.
const MOST_NAMED: usize = 10;

struct Options {
    runs: u64,
    seed: u64,
    run: Option<u64>,
    look_up: bool,
    threads: usize,
}

/// Sums of many runs.
#[derive(Default)]
struct Total {
    verdict: Verdict,
    failed: Vec<(u64, Verdict)>,
    failures: u64,
}

pub(crate) fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(sentence) => {
            eprintln!("{sentence}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    if let Some(number) = options.run {
        return one(&options, number);
    }
    let total = all(&options);
    let Verdict {
        faults, accepted, rejected, unknown, unanswered, not_sent, kills, requests, ..
    } = &total.verdict;
    for (number, verdict) in &total.failed {
        println!("run {number}: {}", verdict.sentences.join("; "));
        let blind = if options.look_up { "" } else { " --no-look-up" };
        println!("  again: npm run simulate -- --seed {} --run {number}{blind}", options.seed);
    }
    if total.failures > total.failed.len() as u64 {
        println!("… and {} more", total.failures - total.failed.len() as u64);
    }
    println!(
        "items accepted {accepted}, rejected {rejected}, not sent {not_sent}; unknown until the calm {unknown}, EasyTransfert's unanswered {unanswered}; requests {requests}, kills {kills}"
    );
    println!(
        "runs {}, double {}, lost {}, unreported {}",
        options.runs, faults.double, faults.lost, faults.unreported
    );
    if total.failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// One run with its history.
fn one(options: &Options, number: u64) -> ExitCode {
    let told = run::tell(options.seed, number, options.look_up);
    for line in &told.history {
        println!("{line}");
    }
    for sentence in &told.verdict.sentences {
        println!("WRONG: {sentence}");
    }
    let faults = told.verdict.faults;
    println!(
        "runs 1, double {}, lost {}, unreported {}",
        faults.double, faults.lost, faults.unreported
    );
    if told.verdict.sentences.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn all(options: &Options) -> Total {
    let next = AtomicU64::new(0);
    let mut total = Total::default();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..options.threads)
            .map(|_| {
                scope.spawn(|| {
                    let mut part = Total::default();
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= options.runs {
                            return part;
                        }
                        part.add(number, judged(options, number));
                    }
                })
            })
            .collect();
        for worker in workers {
            match worker.join() {
                Ok(part) => total.merge(part),
                Err(_) => total.failures += 1,
            }
        }
    });
    total.failed.sort_by_key(|(number, _)| *number);
    total.failed.truncate(MOST_NAMED);
    total
}

/// A panic is a finding too.
fn judged(options: &Options, number: u64) -> Verdict {
    let attempt = AssertUnwindSafe(|| run::judge(options.seed, number, options.look_up));
    catch_unwind(attempt).unwrap_or_else(|_| {
        let mut verdict = Verdict::default();
        verdict.faults.lost = 1;
        verdict.sentences.push("the client or the sandbox panicked".into());
        verdict
    })
}

impl Total {
    fn add(&mut self, number: u64, verdict: Verdict) {
        let sum = &mut self.verdict;
        sum.faults.double += verdict.faults.double;
        sum.faults.lost += verdict.faults.lost;
        sum.faults.unreported += verdict.faults.unreported;
        sum.accepted += verdict.accepted;
        sum.rejected += verdict.rejected;
        sum.unknown += verdict.unknown;
        sum.not_sent += verdict.not_sent;
        sum.unanswered += verdict.unanswered;
        sum.kills += verdict.kills;
        sum.requests += verdict.requests;
        if !verdict.sentences.is_empty() {
            self.failures += 1;
            self.failed.push((number, verdict));
            self.failed.truncate(MOST_NAMED);
        }
    }

    fn merge(&mut self, other: Self) {
        let failures = other.failures;
        self.add(0, Verdict { sentences: Vec::new(), ..other.verdict });
        self.failures += failures;
        self.failed.extend(other.failed);
    }
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut options = Options { runs: 10_000, seed: 1, run: None, look_up: true, threads };
    while let Some(name) = arguments.next() {
        if name == "--no-look-up" {
            options.look_up = false;
            continue;
        }
        let value = arguments.next().and_then(|text| text.parse::<u64>().ok());
        let value = value.ok_or_else(|| format!("{name} needs a whole number"))?;
        match name.as_str() {
            "--runs" => options.runs = value,
            "--seed" => options.seed = value,
            "--run" => options.run = Some(value),
            "--threads" => options.threads = usize::try_from(value).unwrap_or(1).clamp(1, 256),
            _ => return Err(format!("unknown option: {name}")),
        }
    }
    Ok(options)
}

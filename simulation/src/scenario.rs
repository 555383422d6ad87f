//! What one run is about: whom to pay, in which weather, and when the process is killed. Everything follows from the dice.

use serde_json::{Value as Json, json};

use crate::dice::Dice;

/// What is asked of whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Transfer,
    Airtime,
    EasyTransfert,
}

/// One payment that the merchant wants.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub(crate) phone: String,
    pub(crate) amount: u64,
    /// The merchant's own identifier, where it gives one.
    pub(crate) own_id: Option<String>,
}

/// One run's story.
#[derive(Debug)]
pub(crate) struct Scenario {
    pub(crate) kind: Kind,
    pub(crate) wishes: Vec<Wish>,
    pub(crate) balance: u64,
    /// Items a request.
    pub(crate) chunk: u64,
    pub(crate) journal: bool,
    /// Whether the list itself asks for its contacts to be added; else they are there before.
    pub(crate) add_contacts: bool,
    /// The steps at which the process is killed, one life each.
    pub(crate) kills: Vec<u64>,
    /// Whether a kill in the middle of a journal's line leaves half of it.
    pub(crate) torn: bool,
    /// The order for the weather; None when it is fair.
    pub(crate) weather: Option<Json>,
    pub(crate) rate_limit: Option<u64>,
    /// Milliseconds for each call.
    pub(crate) patience: u64,
    /// When the caller gives up on a list, in milliseconds from its start.
    pub(crate) abort: Option<u64>,
}

/// Côte d'Ivoire's operators: Orange, MTN, Moov.
const OPERATORS: [&str; 2] = ["05", "01"];
/// More than any list costs.
const PLENTY: u64 = 10_000_000;
/// A number that the operator rejects after twenty seconds (docs/sandbox.md).
const REJECTED: &str = "0000901";
/// Numbers on which the sandbox refuses (docs/sandbox.md), rejects or holds.
const SPECIAL: [&str; 6] = ["0000721", "0000804", "0000717", "0000901", "0000902", "0000715"];

impl Scenario {
    pub(crate) fn of(dice: &mut Dice) -> Self {
        let kind = match dice.below(100) {
            0..45 => Kind::Transfer,
            45..80 => Kind::Airtime,
            _ => Kind::EasyTransfert,
        };
        let balance = dice.pick(PLENTY, &[PLENTY, PLENTY, 30_000, 8_000]);
        let wishes = wishes(dice, kind, balance < PLENTY);
        let journal = kind != Kind::EasyTransfert && dice.percent(75);
        let lives = if journal { dice.below(5) } else { 0 };
        Self {
            kind,
            balance,
            chunk: 1 + dice.below(5),
            journal,
            add_contacts: dice.percent(70),
            kills: (0..lives).map(|_| dice.below(60)).collect(),
            torn: dice.percent(50),
            weather: weather(dice, kind, balance < PLENTY),
            rate_limit: dice.percent(15).then(|| 20 + dice.below(40)),
            patience: dice.pick(30_000, &[30_000, 120_000, 5_000]),
            abort: dice.percent(15).then(|| dice.below(60_000)),
            wishes,
        }
    }
}

/// With a poor account, many payments come back after a while: what was refused for want of money is then taken.
fn wishes(dice: &mut Dice, kind: Kind, poor: bool) -> Vec<Wish> {
    let count = 1 + dice.below(12);
    let mut wishes: Vec<Wish> = Vec::new();
    for at in 0..count {
        // Every tenth is the very payment of another line: two people may be owed the same, and one person twice.
        if dice.percent(10)
            && let Some(twin) = wishes.first().cloned()
        {
            let own_id = twin.own_id.map(|id| format!("{id}-again-{at}"));
            wishes.push(Wish { own_id, ..twin });
            continue;
        }
        let operator = dice.pick("07", &OPERATORS);
        let special = dice.percent(6);
        let tail = if poor && dice.percent(40) {
            REJECTED.to_owned()
        } else if special {
            dice.pick("0000901", &SPECIAL).to_owned()
        } else {
            format!("{:02}{:05}", 10 + at, dice.below(100_000))
        };
        let amount = match kind {
            Kind::EasyTransfert => 100 * (3 + dice.below(40)),
            Kind::Transfer | Kind::Airtime => 50 * (5 + dice.below(100)),
        };
        // Every thirtieth is too small for the service, which the client says before it sends.
        let amount = if dice.percent(3) { 50 } else { amount };
        let own_id = dice.percent(60).then(|| format!("PAY-{at}"));
        wishes.push(Wish { phone: format!("{operator}{}{tail}", at % 10), amount, own_id });
    }
    wishes
}

/// The network's faults (docs/sandbox.md).
const KINDS: [&str; 13] = [
    "drop_before",
    "drop_after",
    "delay",
    "late",
    "reorder",
    "rate_limited",
    "server_error",
    "html",
    "garbage",
    "empty",
    "truncated",
    "resent",
    "duplicate",
];

/// What no client can be answerable for is left out: copies that the network makes of requests that the client sent once.
/// - EasyTransfert has no identifier of the merchant's own, so the network that doubles a request pays twice.
/// - A refusal for want of money is about its moment: a copy that arrives minutes later may find some.
fn weather(dice: &mut Dice, kind: Kind, poor: bool) -> Option<Json> {
    let percent = dice.pick(0_u64, &[10, 30, 30, 60]);
    let seed = dice.next() >> 12;
    if percent == 0 {
        return None;
    }
    let left_out = |word: &str| match word {
        "resent" => kind == Kind::EasyTransfert,
        "duplicate" => kind == Kind::EasyTransfert || poor,
        _ => false,
    };
    let kinds: Vec<&str> = KINDS.into_iter().filter(|word| !left_out(word)).collect();
    #[expect(clippy::cast_precision_loss, reason = "at most 100")]
    let rate = percent as f64 / 100.0;
    Some(json!({ "seed": seed, "rate": rate, "kinds": kinds }))
}

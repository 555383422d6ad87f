//! What holds whatever happens in whatever order.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::tests::{Story, message};
use super::*;

const COUNTERS: [&str; 5] = [
    "https://checkout.cinetpay.com/payment/0123456789abcdef",
    "https://secure.cinetpay.co/checkout/0123456789abcdef",
    "0123456789abcdef",
    "https://evil.example/payment/0123456789abcdef",
    "javascript:alert(1)",
];
const SAYINGS: [&str; 6] = [
    r#"{"status":"ACCEPTED"}"#,
    r#"{"status":"REFUSED"}"#,
    r#"{"status":"PENDING"}"#,
    r#"{"details":{"status":"SUCCESS"}}"#,
    r#"{"__proto__":{"status":"ACCEPTED"}}"#,
    "garbage",
];
const ORIGINS: [&str; 3] =
    ["https://checkout.cinetpay.com", "https://secure.cinetpay.co", "https://evil.example"];

fn options() -> impl Strategy<Value = String> {
    let presentation = prop::sample::select(vec!["modal", "popup", "redirect", "auto"]);
    let counter = prop::option::of(0..COUNTERS.len());
    (counter, presentation, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(counter, presentation, check, close, confirmed)| {
            let counter = counter.and_then(|at| COUNTERS.get(at)).copied().unwrap_or_default();
            format!(
                r#"{{"paymentUrl":"{counter}","toCome":true,"presentation":"{presentation}",
                    "checkStatus":{check},"closeAfterResponse":{close},"confirmedOnly":{confirmed}}}"#
            )
        },
    )
}

fn event() -> impl Strategy<Value = Event> {
    let states = ["accepted", "refused", "pending", "unknown", "nonsense"];
    prop_oneof![
        1 => Just(Event::Start),
        2 => prop::sample::select(COUNTERS.to_vec())
            .prop_map(|counter| Event::Created { counter: counter.into(), transaction_id: None }),
        1 => Just(Event::NotCreated(Value::Null)),
        3 => Just(Event::Opened),
        3 => Just(Event::Sent),
        1 => Just(Event::Blocked),
        2 => Just(Event::Loaded),
        1 => Just(Event::Returned { href: "https://shop.ci/back?transaction_id=A1".into() }),
        2 => prop::sample::select(vec![Button::Open, Button::Show]).prop_map(Event::Pressed),
        1 => Just(Event::Left),
        4 => (prop::sample::select(ORIGINS.to_vec()), prop::sample::select(SAYINGS.to_vec()))
            .prop_map(|(origin, text)| message(origin, text)),
        4 => (0..6u32, prop::sample::select(states.to_vec()))
            .prop_map(|(number, word)| Event::Answer(number, word.into())),
        2 => (0..6u32).prop_map(Event::NoAnswer),
        6 => prop::sample::select(Timer::ALL.to_vec()).prop_map(Event::Time),
        1 => Just(Event::Close),
        1 => Just(Event::Abort),
    ]
}

/// What the page has seen of one counter.
#[derive(Default)]
struct Seen {
    outcomes: Vec<Outcome>,
    timers: BTreeSet<Timer>,
    asking: bool,
    framed: bool,
    viewed: bool,
    window: bool,
    left: bool,
    closed: u32,
    over: bool,
    server: BTreeSet<String>,
    counter: BTreeSet<String>,
}

impl Seen {
    fn event(&mut self, event: &Event) {
        match event {
            Event::Answer(_, word) => {
                self.server.extend(word.as_text().map(str::to_owned));
            }
            Event::Message { origin, data } if origin != "https://evil.example" => {
                self.counter.extend(message::read(data).map(|said| said.state.word().to_owned()));
            }
            // It may have gone by itself, and then need not be closed.
            Event::Left => self.left = true,
            Event::Time(timer) => {
                self.timers.remove(timer);
            }
            _ => {}
        }
    }

    fn effect(&mut self, effect: Effect) {
        assert!(!self.over, "{effect:?} after the end");
        let counter = |url: &str| {
            assert!(
                ORIGINS[..2].iter().any(|origin| url.starts_with(&format!("{origin}/"))),
                "{url}"
            );
        };
        match effect {
            Effect::View(_) => self.viewed = true,
            Effect::Frame { url } => {
                counter(&url);
                assert!(!url.contains("/checkout/"), "framed what refuses frames");
                self.framed = true;
            }
            Effect::Go { url } => {
                counter(&url);
                assert!(self.window);
            }
            Effect::Leave { url } => counter(&url),
            Effect::Unframe => self.framed = false,
            Effect::Hide => self.viewed = false,
            Effect::Window { .. } => self.window = true,
            Effect::CloseWindow => self.window = false,
            Effect::Wait { timer, .. } => {
                self.timers.insert(timer);
            }
            Effect::Forget { timer } => {
                assert!(self.timers.remove(&timer), "{timer:?} forgotten twice")
            }
            Effect::Ask { .. } => {
                assert!(self.outcomes.is_empty(), "asked after the outcome");
                self.asking = true;
            }
            Effect::StopAsking => self.asking = false,
            Effect::Tell { event, .. } => {
                assert_eq!(self.closed, 0, "{event} after close");
                self.closed += u32::from(event == "close");
            }
            Effect::End { outcome } => {
                assert_eq!(self.closed, 0, "an outcome after close");
                self.outcomes.extend(outcome);
            }
            Effect::Over => self.over = true,
            Effect::Create | Effect::Look | Effect::Focus => {}
        }
    }

    fn judge(&self, confirmed_only: bool) {
        assert!(self.outcomes.len() <= 1, "{:?}", self.outcomes);
        if let Some(outcome) = self.outcomes.first() {
            let decided = matches!(outcome.state, "accepted" | "refused");
            assert!(!decided || outcome.confirmed || !confirmed_only, "{outcome:?}");
            let word = outcome.state.to_owned();
            assert!(!outcome.confirmed || (decided && self.server.contains(&word)), "{outcome:?}");
            assert!(!decided || outcome.confirmed || self.counter.contains(&word), "{outcome:?}");
        }
        if self.over {
            assert!(self.timers.is_empty(), "{:?} still wait", self.timers);
            assert!(
                !(self.framed || self.viewed || self.window && !self.left),
                "something stays on the page"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn one_outcome_that_somebody_said_and_nothing_after_the_end(
        options in options(),
        resumed in prop::bool::weighted(0.1),
        events in prop::collection::vec(event(), 0..40),
    ) {
        let mut machine = Story::of(&options).machine;
        let confirmed_only = machine.options.confirmed_only;
        let mut seen = Seen::default();
        let first = if resumed {
            machine.resume("https://shop.ci/back?transaction_id=A1")
        } else {
            machine.handle(Event::Start)
        };
        first.into_iter().for_each(|effect| seen.effect(effect));
        for event in events {
            seen.event(&event);
            machine.handle(event).into_iter().for_each(|effect| seen.effect(effect));
            seen.judge(confirmed_only);
        }
        // Whatever came before, closing (and then closing again) ends it.
        for _ in 0..2 {
            machine.handle(Event::Close).into_iter().for_each(|effect| seen.effect(effect));
        }
        seen.judge(confirmed_only);
        prop_assert!(seen.over);
    }
}

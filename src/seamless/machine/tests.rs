//! Histories of one counter.

use super::*;
use crate::client::json;
use crate::rules::IssueCode;

const COUNTER: &str = "https://checkout.cinetpay.com/payment/0123456789abcdef";
const ORIGIN: &str = "https://checkout.cinetpay.com";

/// A machine with the effects of each step written as words.
pub(super) struct Story {
    pub(super) machine: Machine,
}

impl Story {
    pub(super) fn of(options: &str) -> Self {
        let mut options = Options::read(&json::parse(options).unwrap());
        options.allowed.page = "https://shop.ci".into();
        Self { machine: Machine::new(options) }
    }

    /// A modal counter that is open; `more` are further options.
    fn open(more: &str) -> Self {
        let mut story =
            Self::of(&format!(r#"{{"paymentUrl":"{COUNTER}","transactionId":"A1"{more}}}"#));
        story.step(Event::Start);
        story
    }

    /// A popup counter that is open.
    fn popup(more: &str) -> Self {
        let mut story = Self::open(&format!(r#","presentation":"popup"{more}"#));
        story.step(Event::Opened);
        story.step(Event::Sent);
        story
    }

    pub(super) fn step(&mut self, event: Event) -> String {
        words(&self.machine.handle(event))
    }

    fn says(&mut self, text: &str) -> String {
        self.step(message(ORIGIN, text))
    }
}

pub(super) fn message(origin: &str, text: &str) -> Event {
    Event::Message { origin: origin.into(), data: text.into() }
}

fn answer(number: u32, text: &str) -> Event {
    Event::Answer(number, json::parse(text).unwrap())
}

fn returned() -> Event {
    Event::Returned { href: "https://shop.ci/back?transaction_id=A1".into() }
}

fn words(effects: &[Effect]) -> String {
    let word = |effect: &Effect| match effect {
        Effect::View(view) => format!(
            "view{}",
            view.buttons.iter().map(|(b, _)| format!(":{}", b.word())).collect::<String>()
        ),
        Effect::Frame { .. } => "frame".into(),
        Effect::Window { disowned, .. } => {
            if *disowned { "window:disowned" } else { "window" }.into()
        }
        Effect::Go { .. } => "go".into(),
        Effect::Leave { .. } => "leave".into(),
        Effect::Ask { number, .. } => format!("ask{number}"),
        Effect::Wait { timer, .. } => format!("+{}", timer.word()),
        Effect::Forget { timer } => format!("-{}", timer.word()),
        Effect::Tell { event, .. } => format!("tell:{event}"),
        Effect::End { outcome: None } => "end:nothing".into(),
        Effect::End { outcome: Some(outcome) } => {
            format!("end:{}{}", outcome.state, if outcome.confirmed { "!" } else { "" })
        }
        other => serde_json::to_value(other).unwrap()["do"].as_str().unwrap().to_owned(),
    };
    effects.iter().map(word).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_modal_counter_frames_and_ends_by_its_own_word_when_nobody_else_can_be_asked() {
    for (said, end) in
        [(r#"{"status":"ACCEPTED"}"#, "end:accepted"), (r#"{"status":"REFUSED"}"#, "end:refused")]
    {
        let mut story = Story::of(&format!(r#"{{"paymentUrl":"{COUNTER}"}}"#));
        assert_eq!(story.step(Event::Start), "view frame +slow tell:open view");
        assert_eq!(story.step(Event::Loaded), "-slow view:open");
        assert_eq!(story.says(r#"{"status":"PENDING"}"#), "");
        assert_eq!(story.says(said), format!("unframe hide {end} tell:close over"));
        assert_eq!(story.says(r#"{"status":"ACCEPTED"}"#), "");
    }
}

#[test]
fn only_the_servers_word_confirms() {
    let mut story = Story::open(r#","checkStatus":true"#);
    assert_eq!(story.step(Event::Time(Timer::Poll)), "ask1 +answer");
    assert_eq!(story.step(answer(1, r#"{"state":"pending"}"#)), "-answer +poll");
    assert_eq!(story.says(r#"{"status":"ACCEPTED"}"#), "+patience -poll ask2 +answer");
    let end = story.step(answer(2, r#"{"state":"accepted"}"#));
    assert!(end.contains("end:accepted!") && end.ends_with("tell:close over"), "{end}");
}

#[test]
fn a_server_that_says_otherwise_is_right() {
    let mut story = Story::open(r#","checkStatus":true"#);
    story.says(r#"{"status":"ACCEPTED"}"#);
    assert!(story.step(answer(1, r#"{"state":"refused"}"#)).contains("end:refused!"));

    let mut story = Story::open(r#","checkStatus":true"#);
    story.says(r#"{"status":"ACCEPTED"}"#);
    assert_eq!(story.step(answer(1, r#"{"state":"pending"}"#)), "-answer +poll");
    assert!(story.step(Event::Time(Timer::Patience)).contains("end:pending "));
}

#[test]
fn the_counters_word_is_all_there_is_when_the_server_is_not_reached() {
    let mut story = Story::open(r#","checkStatus":true"#);
    story.says(r#"{"status":"REFUSED"}"#);
    assert_eq!(story.step(Event::NoAnswer(1)), "-answer +poll");
    assert!(story.step(Event::Time(Timer::Patience)).contains("end:refused "));
}

#[test]
fn where_only_what_is_confirmed_counts_the_counters_word_alone_decides_nothing() {
    for said in [r#"{"status":"ACCEPTED"}"#, r#"{"status":"REFUSED"}"#] {
        let mut story = Story::open(r#","checkStatus":true,"confirmedOnly":true"#);
        story.says(said);
        assert_eq!(story.step(Event::NoAnswer(1)), "-answer +poll");
        assert!(story.step(Event::Time(Timer::Patience)).contains("end:pending "), "{said}");

        let mut story = Story::open(r#","checkStatus":true,"confirmedOnly":true"#);
        story.says(said);
        assert!(story.step(answer(1, r#"{"state":"refused"}"#)).contains("end:refused!"));
    }
}

#[test]
fn closing_asks_once_and_ends() {
    for (said, end) in
        [("pending", "end:closed "), ("accepted", "end:accepted!"), ("unknown", "end:closed ")]
    {
        let mut story = Story::open(r#","checkStatus":true"#);
        let closing = story.step(Event::Close);
        assert_eq!(closing, "unframe -slow view +patience -poll ask1 +answer", "{said}");
        let answered = story.step(answer(1, &format!(r#"{{"state":"{said}"}}"#)));
        assert!(answered.contains("hide") && answered.contains(end), "{said}: {answered}");
    }
    let mut story = Story::open("");
    assert_eq!(story.step(Event::Close), "unframe -slow hide end:closed tell:close over");
}

#[test]
fn who_closes_sees_that_the_server_is_asked_and_may_close_that_too() {
    let mut story = Story::open(r#","checkStatus":true,"lang":"en""#);
    let effects = story.machine.handle(Event::Close);
    let views = effects.iter().filter_map(|effect| match effect {
        Effect::View(view) => Some((view.note.as_deref(), view.busy)),
        _ => None,
    });
    assert_eq!(views.collect::<Vec<_>>(), [(Some("Checking your payment…"), true)]);
    assert!(!words(&effects).contains("hide"));
    let again = story.step(Event::Close);
    assert!(again.ends_with("hide end:closed tell:close over"), "{again}");
}

#[test]
fn a_question_under_way_is_too_old_when_the_customer_is_done() {
    let mut story = Story::open(r#","checkStatus":true"#);
    story.step(Event::Time(Timer::Poll));
    let closing = story.step(Event::Close);
    assert!(closing.ends_with("-answer stop_asking ask2 +answer"), "{closing}");
    assert_eq!(story.step(answer(1, r#"{"state":"pending"}"#)), "");
    assert!(story.step(answer(1, r#"{"state":"accepted"}"#)).contains("end:accepted!"));
}

#[test]
fn a_window_is_asked_for_in_the_click_and_sent_on_later() {
    let mut story = Story::of(r#"{"toCome":true,"presentation":"popup"}"#);
    assert_eq!(story.step(Event::Start), "window view create");
    assert_eq!(story.step(Event::Opened), "+look view");
    let created = Event::Created { counter: COUNTER.into(), transaction_id: None };
    assert_eq!(story.step(created), "go view:show");
    assert_eq!(story.step(Event::Sent), "+look tell:open");
    assert_eq!(story.step(Event::Pressed(Button::Show)), "focus");
}

#[test]
fn a_window_that_is_blocked_becomes_a_button() {
    let mut story = Story::open(r#","presentation":"popup""#);
    assert_eq!(story.step(Event::Blocked), "tell:blocked view:open");
    assert_eq!(story.step(Event::Pressed(Button::Open)), "window");
    assert_eq!(story.step(Event::Opened), "+look go view:show");
    assert_eq!(story.step(Event::Sent), "+look tell:open");
}

#[test]
fn a_window_that_is_closed_is_found_out() {
    let mut story = Story::popup(r#","checkStatus":true"#);
    for _ in 0..LOOKS_TOO_FEW {
        assert_eq!(story.step(Event::Time(Timer::Look)), "+look look");
    }
    let left = story.step(Event::Left);
    assert!(left.starts_with("-look view") && left.ends_with("ask1 +answer"), "{left}");
    assert!(story.step(answer(1, r#"{"state":"pending"}"#)).contains("end:closed "));
}

#[test]
fn a_window_that_seems_gone_at_once_is_out_of_reach_and_not_closed() {
    let mut story = Story::popup(r#","checkStatus":true"#);
    story.step(Event::Time(Timer::Look));
    assert_eq!(story.step(Event::Left), "-look view:open");
    assert_eq!(story.step(Event::Time(Timer::Poll)), "ask1 +answer");
    assert!(story.step(answer(1, r#"{"state":"accepted"}"#)).contains("end:accepted!"));
}

#[test]
fn a_window_out_of_reach_may_be_opened_again() {
    let mut story = Story::popup("");
    story.step(Event::Time(Timer::Look));
    story.step(Event::Left);
    assert_eq!(story.step(Event::Pressed(Button::Show)), "");
    assert_eq!(story.step(Event::Pressed(Button::Open)), "window");
    assert_eq!(story.step(Event::Opened), "+look go view:show");
    assert_eq!(story.step(Event::Sent), "+look");
    let end = story.says(r#"{"status":"REFUSED"}"#);
    assert!(end.contains("close_window") && end.contains("end:refused "), "{end}");
}

#[test]
fn a_window_that_is_closed_before_the_counter_is_in_it_was_closed_by_the_customer() {
    // While the payment is made, as soon as it is looked for.
    let mut story = Story::of(r#"{"toCome":true,"presentation":"popup","checkStatus":true}"#);
    story.step(Event::Start);
    story.step(Event::Opened);
    assert_eq!(story.step(Event::Time(Timer::Look)), "+look look");
    assert_eq!(story.step(Event::Left), "-look hide end:closed tell:close over");

    // And at the last moment: nobody hears that it is open.
    let mut story = Story::of(r#"{"toCome":true,"presentation":"popup"}"#);
    story.step(Event::Start);
    story.step(Event::Opened);
    let created = Event::Created { counter: COUNTER.into(), transaction_id: None };
    assert_eq!(story.step(created.clone()), "go view:show");
    assert_eq!(story.step(Event::Left), "-look hide end:closed tell:close over");

    // A server that is there is asked: the order may have been paid before.
    let mut story = Story::of(r#"{"toCome":true,"presentation":"popup","checkStatus":true}"#);
    story.step(Event::Start);
    story.step(Event::Opened);
    story.step(created);
    assert_eq!(story.step(Event::Left), "-look view +patience ask1 +answer");
    assert!(story.step(answer(1, r#"{"state":"accepted"}"#)).contains("end:accepted!"));
}

#[test]
fn a_window_has_no_hold_of_the_page_where_the_server_is_asked() {
    for (more, asked) in [("", "window"), (r#","checkStatus":true"#, "window:disowned")] {
        let mut story = Story::open(&format!(r#","presentation":"popup"{more}"#));
        assert!(story.step(Event::Start).is_empty());
        let mut story =
            Story::of(&format!(r#"{{"paymentUrl":"{COUNTER}","presentation":"popup"{more}}}"#));
        assert!(story.step(Event::Start).starts_with(&format!("{asked} ")));
    }
}

#[test]
fn a_counter_that_refuses_frames_gets_a_window() {
    let mut story = Story::of(r#"{"paymentUrl":"https://secure.cinetpay.co/checkout/0123456789"}"#);
    assert_eq!(story.step(Event::Start), "window view");
    assert_eq!(story.step(Event::Opened), "+look go view:show");
    assert_eq!(story.step(Event::Sent), "+look tell:open");
}

#[test]
fn a_frame_that_shows_nothing_can_be_left_for_a_window() {
    let mut story = Story::open("");
    assert_eq!(story.step(Event::Time(Timer::Slow)), "view:open");
    assert_eq!(story.step(Event::Pressed(Button::Open)), "unframe window");
    assert_eq!(story.step(Event::Opened), "+look go view:show");
    assert_eq!(story.step(Event::Sent), "+look");
    let end = story.says(r#"{"status":"ACCEPTED"}"#);
    assert!(end.contains("close_window") && end.contains("end:accepted "), "{end}");
}

#[test]
fn a_counter_that_sends_the_customer_back_says_nothing_by_that() {
    let mut story = Story::open("");
    assert_eq!(story.step(returned()), "unframe -slow hide end:pending tell:close over");
    let mut story = Story::open(r#","checkStatus":true"#);
    let back = story.step(returned());
    assert!(back.contains("view") && back.ends_with("ask1 +answer"), "{back}");
    assert_eq!(story.step(answer(1, r#"{"state":"pending"}"#)), "-answer +poll");
    assert_eq!(story.step(Event::Time(Timer::Poll)), "ask2 +answer");
    assert!(story.step(answer(2, r#"{"state":"refused"}"#)).contains("end:refused!"));
}

#[test]
fn a_counter_may_stay_to_be_read() {
    let mut story = Story::open(r#","closeAfterResponse":false"#);
    assert_eq!(story.says(r#"{"status":"ACCEPTED"}"#), "-slow end:accepted");
    assert_eq!(story.says(r#"{"status":"REFUSED"}"#), "");
    assert_eq!(story.step(returned()), "unframe hide tell:close over");
    assert_eq!(story.step(Event::Close), "");
}

#[test]
fn a_redirect_leaves_the_page_and_is_gone_on_with_on_the_next() {
    let mut story = Story::open(r#","presentation":"redirect""#);
    assert_eq!(story.step(Event::Close), "");
    let mut story =
        Story::of(&format!(r#"{{"paymentUrl":"{COUNTER}","presentation":"redirect"}}"#));
    assert_eq!(story.step(Event::Start), "leave over");

    let mut story = Story::of(r#"{"toCome":true,"checkStatus":true}"#);
    let back = "https://shop.ci/back?transaction_id=A1&token=t";
    assert_eq!(words(&story.machine.resume(back)), "+patience ask1 +answer");
    let Some(Effect::End { outcome: Some(outcome) }) = story
        .machine
        .handle(answer(1, r#"{"state":"accepted","data":{"status":"ACCEPTED","amount":"100"}}"#))
        .into_iter()
        .find(|effect| matches!(effect, Effect::End { .. }))
    else {
        panic!("no outcome");
    };
    assert_eq!((outcome.state, outcome.transaction_id.as_deref()), ("accepted", Some("A1")));
    for (options, href, end) in [
        (r#"{"toCome":true}"#, back, "end:pending over"),
        (r#"{"toCome":true,"checkStatus":true}"#, "https://shop.ci/back", "end:nothing over"),
    ] {
        assert_eq!(words(&Story::of(options).machine.resume(href)), end);
    }
}

#[test]
fn addresses_that_are_no_counters_are_refused_whoever_gives_them() {
    for url in [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://evil.example/payment/x",
        "http://checkout.cinetpay.com/",
    ] {
        for presentation in ["modal", "popup", "redirect", "auto"] {
            let given = format!(r#"{{"paymentUrl":"{url}","presentation":"{presentation}"}}"#);
            let end = Story::of(&given).step(Event::Start);
            assert!(
                end.contains("end:failed") && !end.contains("go") && !end.contains("leave"),
                "{end}"
            );
            let mut story =
                Story::of(&format!(r#"{{"toCome":true,"presentation":"{presentation}"}}"#));
            story.step(Event::Start);
            let created = Event::Created { counter: url.into(), transaction_id: None };
            assert!(story.step(created).contains("end:failed"));
        }
    }
    let mut machine = Story::of(r#"{"paymentUrl":"javascript:alert(1)"}"#).machine;
    let effects = machine.handle(Event::Start);
    let text = serde_json::to_string(&effects).unwrap();
    assert!(
        text.contains(IssueCode::CounterUrlRefused.name()) && !text.contains("alert"),
        "{text}"
    );
}

#[test]
fn words_of_other_origins_and_payments_do_not_count() {
    let mut story = Story::open("");
    let accepted = r#"{"status":"ACCEPTED"}"#;
    for origin in
        ["https://evil.example", "https://shop.ci", "http://checkout.cinetpay.com", "null"]
    {
        assert_eq!(story.step(message(origin, accepted)), "", "{origin}");
    }
    assert_eq!(story.says(r#"{"status":"SUCCESS","merchant_transaction_id":"B2"}"#), "");
    assert!(
        story.says(r#"{"status":"FAILED","merchant_transaction_id":"A1"}"#).contains("end:refused")
    );
}

#[test]
fn what_cannot_be_made_fails_with_the_reason() {
    let mut story = Story::of(r#"{"toCome":true}"#);
    assert_eq!(story.step(Event::Start), "view create");
    let error = json::parse(r#"{"kind":"auth","code":"609","message":"no"}"#).unwrap();
    let effects = story.machine.handle(Event::NotCreated(error));
    assert_eq!(words(&effects), "hide end:failed over");
    assert!(
        serde_json::to_string(&effects).unwrap().contains(r#""service_message":"AUTH_NOT_FOUND""#)
    );
}

#[test]
fn whatever_comes_in_the_place_of_a_counter_fails_with_a_sentence() {
    let told = |event: &str| {
        let mut story = Story::of(r#"{"toCome":true,"lang":"en"}"#);
        story.step(Event::Start);
        let event = Event::read(&json::parse(event).unwrap()).unwrap();
        let effects = story.machine.handle(event);
        let outcome = effects.into_iter().find_map(|effect| match effect {
            Effect::End { outcome } => outcome,
            _ => None,
        });
        let error = Value::Record(outcome.unwrap().error.unwrap().0);
        [json::text(&error, "kind").unwrap(), json::text(&error, "message").unwrap()]
    };
    let ours = "The shop's server gave no payment counter to open; try again later.";
    for event in [
        r#"["created"]"#,
        r#"["created",{"error":"nope"},"A1"]"#,
        r#"["not_created"]"#,
        r#"["not_created",{"kind":null,"message":null}]"#,
        r#"["not_created",{"name":"SyntaxError","message":"Unexpected token 'o'"}]"#,
    ] {
        assert_eq!(told(event), ["protocol", ours], "{event}");
    }
    let refused = told(r#"["not_created",{"httpStatus":500}]"#);
    assert_eq!(refused, ["protocol".to_owned(), format!("HTTP 500: {ours}")]);
    let own = told(r#"["not_created",{"name":"Error","message":"The basket is empty"}]"#);
    assert_eq!(own, ["network", "The basket is empty"]);
    let kind = told(r#"["not_created",{"name":"GuichetError","kind":"auth","message":"No"}]"#);
    assert_eq!(kind, ["auth", "No"]);
}

#[test]
fn who_closes_a_dialog_that_was_shown_hears_so_whether_the_counter_was_there_or_not() {
    let closed = "hide end:closed tell:close over";
    let mut story = Story::of(r#"{"toCome":true,"checkStatus":true}"#);
    assert_eq!(story.step(Event::Start), "view create");
    assert_eq!(story.step(Event::Close), closed);

    let mut story = Story::open(r#","presentation":"popup""#);
    assert_eq!(story.step(Event::Blocked), "tell:blocked view:open");
    let effects = story.machine.handle(Event::Close);
    assert_eq!(words(&effects), format!("close_window {closed}"));

    for (presentation, told) in [("auto", "modal"), ("redirect", "modal"), ("popup", "popup")] {
        let mut story = Story::of(&format!(r#"{{"toCome":true,"presentation":"{presentation}"}}"#));
        story.step(Event::Start);
        let tells =
            story.machine.handle(Event::Close).into_iter().filter_map(|effect| match effect {
                Effect::Tell { presentation, .. } => Some(presentation),
                _ => None,
            });
        assert_eq!(tells.collect::<Vec<_>>(), [told], "{presentation}");
    }
}

#[test]
fn giving_up_is_a_failure_that_says_to_ask() {
    let mut story = Story::open(r#","checkStatus":true"#);
    assert_eq!(story.step(Event::Abort), "-poll -slow unframe hide end:failed tell:close over");
    assert_eq!(Story::of(r#"{"toCome":true}"#).step(Event::Abort), "end:failed over");
}

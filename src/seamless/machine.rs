//! What happens next to a counter: the only place that decides.

mod ending;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod properties;
#[cfg(test)]
mod tests;
mod view;

use std::collections::BTreeSet;

use super::address::{self, Address};
use super::answer;
use super::effect::Effect;
use super::event::{Button, Event, Timer};
use super::message::{self, Said};
use super::options::{self, Check, Options, Presentation};
use super::outcome::{Failure, Outcome};
use super::words::Word;
use crate::rules::Value;

/// The first pause between two questions to the merchant's server, what each next one is times, and the longest, in milliseconds.
const FIRST_PAUSE: u32 = 2_000;
const LONGEST_PAUSE: u32 = 15_000;
/// The pauses when the customer is done and only the answer is missing.
const SHORT_PAUSE: u32 = 500;
const LONGEST_SHORT_PAUSE: u32 = 4_000;
/// How long one answer may take.
const ANSWER_WITHIN: u32 = 10_000;
/// How long a customer who is done waits for the merchant's server.
const PATIENCE: u32 = 15_000;
/// How long a return page does: nothing else happens there.
const PATIENCE_OF_RETURN: u32 = 30_000;
/// How often the window is looked for.
const LOOK_EVERY: u32 = 400;
/// A window that seems gone so soon was cut off by its own page's headers (`Cross-Origin-Opener-Policy`), not closed by a person.
const LOOKS_TOO_FEW: u32 = 4;
/// When a frame that shows nothing gets a way around it.
const SLOW: u32 = 8_000;

/// Where a counter is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Not begun.
    New,
    /// Its address is still being made.
    Creating,
    /// The customer may be paying.
    Open,
    /// The customer is done; the merchant's server is asked.
    Settling(Why),
    /// The outcome is told; the counter is still there to be read.
    Told,
    /// Nothing more will come.
    Over,
}

/// Why the counter is no longer there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// It was closed.
    Closed,
    /// It has sent the customer back.
    Returned,
}

/// The window beside the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Window {
    /// There is none.
    None,
    /// Asked for; the browser has not said.
    Asked,
    /// The browser did not let it open.
    Blocked,
    /// Open, and empty.
    Open,
    /// On its way to the counter, or there.
    Sent,
    /// Perhaps open, out of reach.
    Lost,
}

/// One counter, from its opening to its one outcome.
#[derive(Debug)]
pub struct Machine {
    options: Options,
    phase: Phase,
    shown: Presentation,
    counter: Option<Address>,
    token: Option<String>,
    window: Window,
    looks: u32,
    slow: bool,
    told_open: bool,
    /// Whether the page hears that it is closed: when it was open, or a person closed what was shown of it.
    tells_close: bool,
    viewed: bool,
    framed: bool,
    /// The counter's first final word.
    hint: Option<Said>,
    /// Whether the merchant's server has answered since then.
    answered: bool,
    asked: u32,
    pause: u32,
    waiting: BTreeSet<Timer>,
    effects: Vec<Effect>,
}

impl Machine {
    /// A counter that has not begun.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self {
            phase: Phase::New,
            shown: options.presentation,
            options,
            counter: None,
            token: None,
            window: Window::None,
            looks: 0,
            slow: false,
            told_open: false,
            tells_close: false,
            viewed: false,
            framed: false,
            hint: None,
            answered: false,
            asked: 0,
            pause: FIRST_PAUSE,
            waiting: BTreeSet::new(),
            effects: Vec::new(),
        }
    }

    /// Tells the machine what happened, and gives what is to be done, in this order.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        match self.phase {
            Phase::Over => {}
            Phase::New => match event {
                Event::Start => self.start(),
                Event::Abort => self.fail(Failure::aborted(self.options.words.lang())),
                _ => {}
            },
            _ => self.live(event),
        }
        std::mem::take(&mut self.effects)
    }

    /// Goes on with a payment on the page that the counter has sent the customer to, by its address.
    pub fn resume(&mut self, href: &str) -> Vec<Effect> {
        if self.phase == Phase::New {
            self.options.transaction_id =
                options::returned_id(href).or_else(|| self.options.transaction_id.take());
            self.phase = Phase::Settling(Why::Returned);
            if !self.options.issues.is_empty() {
                self.fail_by_options();
            } else if self.options.transaction_id.is_none() {
                self.end(None);
            } else {
                self.settle(Why::Returned, PATIENCE_OF_RETURN);
            }
        }
        std::mem::take(&mut self.effects)
    }

    fn start(&mut self) {
        self.phase = Phase::Creating;
        if !self.options.issues.is_empty() {
            return self.fail_by_options();
        }
        if self.options.presentation == Presentation::Popup {
            // In the click, before anything is known: later the browser would block it.
            self.ask_for_window();
        }
        match self.options.counter.take() {
            Some(counter) => self.created(counter),
            None => {
                self.view();
                self.effects.push(Effect::Create);
            }
        }
    }

    fn live(&mut self, event: Event) {
        match event {
            Event::Start => {}
            Event::Created { counter, transaction_id } => {
                if self.phase == Phase::Creating {
                    self.options.transaction_id =
                        transaction_id.or_else(|| self.options.transaction_id.take());
                    self.created(counter);
                }
            }
            Event::NotCreated(error) => {
                if self.phase == Phase::Creating {
                    self.fail(Failure::told(error, self.options.words.lang()));
                }
            }
            Event::Opened => self.opened(),
            Event::Blocked => self.blocked(),
            Event::Sent => self.sent(),
            Event::Loaded => self.loaded(),
            Event::Returned { href } => self.returned(&href),
            Event::Pressed(button) => self.pressed(button),
            Event::Left => self.left(),
            Event::Message { origin, data } => self.hear(&origin, &data),
            Event::Answer(number, given) => self.learn(number, &given),
            Event::NoAnswer(number) => {
                if number == self.asked && self.forget(Timer::Answer) {
                    self.wait_to_ask();
                }
            }
            Event::Time(timer) => {
                if self.waiting.remove(&timer) {
                    self.time(timer);
                }
            }
            Event::Close => self.close(),
            Event::Abort => match self.phase {
                Phase::Told => self.over(),
                _ => self.fail(Failure::aborted(self.options.words.lang())),
            },
        }
    }

    /// The counter is known: shows it, if it may be shown.
    fn created(&mut self, given: String) {
        let url = if given.contains("://") { Some(given) } else { address::of_token(&given) };
        let taken = self.options.allowed.take(&url.unwrap_or_default());
        let counter = match taken {
            Ok(counter) => counter,
            Err(issue) => {
                return self.fail(Failure::validation(vec![issue], self.options.words.lang()));
            }
        };
        self.phase = Phase::Open;
        self.token = address::token(&counter.url).map(str::to_owned);
        let url = counter.url.clone();
        let framable = counter.framable;
        self.counter = Some(counter);
        match self.options.presentation {
            Presentation::Redirect => {
                // The page goes away with all that waits in it; `resume` takes over. It may come back by the browser's own button.
                self.take_away();
                self.phase = Phase::Over;
                self.effects.push(Effect::Leave { url });
                self.effects.push(Effect::Over);
                return;
            }
            Presentation::Modal | Presentation::Auto if framable => {
                self.shown = Presentation::Modal;
                self.framed = true;
                self.view();
                self.effects.push(Effect::Frame { url });
                self.wait(Timer::Slow, SLOW);
                self.tell_open();
            }
            Presentation::Modal | Presentation::Auto => {
                self.shown = Presentation::Popup;
                self.ask_for_window();
            }
            Presentation::Popup => match self.window {
                Window::Open => self.go(),
                Window::None | Window::Asked | Window::Blocked | Window::Sent | Window::Lost => {}
            },
        }
        self.view();
        self.wait_to_ask();
    }

    fn ask_for_window(&mut self) {
        self.window = Window::Asked;
        // Where the server is asked anyway, the counter's word is not needed, and its page gets no hold of this one.
        let disowned = self.options.check != Check::None;
        let text = self.options.words.text(Word::Opening);
        self.effects.push(Effect::Window { disowned, text });
    }

    fn opened(&mut self) {
        if self.window != Window::Asked {
            return;
        }
        self.window = Window::Open;
        self.wait(Timer::Look, LOOK_EVERY);
        if self.counter.is_some() && self.phase == Phase::Open {
            self.go();
        }
        self.view();
    }

    /// Only a window that is still there is sent on: the page says which.
    fn go(&mut self) {
        let Some(counter) = &self.counter else { return };
        self.effects.push(Effect::Go { url: counter.url.clone() });
    }

    fn sent(&mut self) {
        if self.window == Window::Open && self.phase == Phase::Open {
            self.window = Window::Sent;
            self.looks = 0;
            self.wait(Timer::Look, LOOK_EVERY);
            self.tell_open();
        }
    }

    fn blocked(&mut self) {
        if self.window == Window::Asked {
            self.window = Window::Blocked;
            self.tell("blocked");
            self.view();
        }
    }

    fn loaded(&mut self) {
        if self.framed && !self.slow {
            self.slow = true;
            self.forget(Timer::Slow);
            self.view();
        }
    }

    /// A page of the merchant's own where the counter was: the counter is over, and has said nothing by that.
    fn returned(&mut self, href: &str) {
        let path = |url: &str| url.split(['?', '#']).next().unwrap_or_default().to_owned();
        // A counter on the page's own origin can be read too; it is still the counter.
        if self.counter.as_ref().is_none_or(|counter| path(&counter.url) == path(href)) {
            return;
        }
        match self.phase {
            Phase::Open => {
                self.drop_counter();
                self.settle(Why::Returned, PATIENCE);
            }
            Phase::Told => self.over(),
            Phase::New | Phase::Creating | Phase::Settling(_) | Phase::Over => {}
        }
    }

    fn pressed(&mut self, button: Button) {
        if !matches!(self.phase, Phase::Creating | Phase::Open) {
            return;
        }
        match button {
            Button::Show if self.window == Window::Sent => self.effects.push(Effect::Focus),
            Button::Open
                if self.framed || matches!(self.window, Window::Blocked | Window::Lost) =>
            {
                if self.framed {
                    self.framed = false;
                    self.forget(Timer::Slow);
                    self.effects.push(Effect::Unframe);
                }
                self.shown = Presentation::Popup;
                self.ask_for_window();
            }
            Button::Show | Button::Open => {}
        }
    }

    /// The window is gone: closed, or out of reach.
    fn left(&mut self) {
        let was_there = self.window == Window::Sent;
        if !was_there && self.window != Window::Open {
            return;
        }
        self.forget(Timer::Look);
        match self.phase {
            // While it is empty, no page's headers can have cut it off.
            Phase::Open if was_there && self.looks < LOOKS_TOO_FEW => {
                self.window = Window::Lost;
                self.view();
            }
            Phase::Open => {
                self.window = Window::None;
                self.settle(Why::Closed, PATIENCE);
            }
            Phase::Creating => {
                self.window = Window::None;
                self.close();
            }
            Phase::Told => self.over(),
            Phase::New | Phase::Settling(_) | Phase::Over => {}
        }
    }

    fn hear(&mut self, origin: &str, data: &Value) {
        let expected = self.counter.as_ref().is_some_and(|counter| counter.origin == origin);
        let listening = matches!(self.phase, Phase::Open) && self.hint.is_none();
        if !(expected && listening) {
            return;
        }
        let Some(said) = message::read(data) else { return };
        let mine = match (&said.transaction_id, &self.options.transaction_id) {
            (Some(said), Some(own)) => said == own,
            _ => true,
        };
        if !mine {
            return;
        }
        if said.state.is_final() {
            self.hint = Some(said);
            self.answered = false;
            if self.options.check == Check::None {
                return self.conclude();
            }
            self.wait(Timer::Patience, PATIENCE);
        }
        self.hurry();
    }

    fn learn(&mut self, number: u32, given: &Value) {
        let said = answer::read(given);
        let asking = matches!(self.phase, Phase::Open | Phase::Settling(_));
        if !asking || number == 0 || number > self.asked {
            return;
        }
        if said.state.is_final() {
            // What is final stays so, however old the question.
            self.forget(Timer::Answer);
            return self.succeed(said.state, true, said.response);
        }
        // An older question's answer was forgotten when the next was asked.
        if number != self.asked || !self.forget(Timer::Answer) {
            return;
        }
        self.answered = true;
        if self.phase == Phase::Settling(Why::Closed) {
            return self.conclude();
        }
        self.wait_to_ask();
    }

    fn time(&mut self, timer: Timer) {
        match timer {
            Timer::Poll => self.ask(),
            Timer::Answer => {
                self.effects.push(Effect::StopAsking);
                self.wait_to_ask();
            }
            Timer::Look => {
                self.looks = self.looks.saturating_add(1);
                self.wait(Timer::Look, LOOK_EVERY);
                self.effects.push(Effect::Look);
            }
            Timer::Slow => {
                self.slow = true;
                self.view();
            }
            Timer::Patience => self.conclude(),
        }
    }

    fn close(&mut self) {
        match self.phase {
            Phase::Creating => self.conclude(),
            Phase::Open => {
                self.drop_counter();
                self.settle(Why::Closed, ANSWER_WITHIN);
            }
            Phase::Settling(_) => self.conclude(),
            Phase::Told => self.over(),
            Phase::New | Phase::Over => {}
        }
    }

    /// The customer is done: the merchant's server says how it ended, soon or not at all.
    fn settle(&mut self, why: Why, patience: u32) {
        self.phase = Phase::Settling(why);
        self.forget(Timer::Slow);
        if self.options.check == Check::None {
            return self.conclude();
        }
        self.answered = false;
        if self.viewed {
            self.view();
        }
        self.wait(Timer::Patience, patience);
        self.hurry();
    }

    /// Asks now, and then often.
    fn hurry(&mut self) {
        if self.options.check != Check::None {
            self.pause = SHORT_PAUSE;
            self.forget(Timer::Poll);
            if self.forget(Timer::Answer) {
                self.effects.push(Effect::StopAsking);
            }
            self.ask();
        }
    }

    fn wait_to_ask(&mut self) {
        let asking = match self.phase {
            Phase::Open => self.told_open,
            Phase::Settling(_) => true,
            Phase::New | Phase::Creating | Phase::Told | Phase::Over => false,
        };
        let under_way =
            self.waiting.contains(&Timer::Answer) || self.waiting.contains(&Timer::Poll);
        if self.options.check == Check::None || !asking || under_way {
            return;
        }
        self.wait(Timer::Poll, self.pause);
        let done = self.hint.is_some() || matches!(self.phase, Phase::Settling(_));
        let longest = if done { LONGEST_SHORT_PAUSE } else { LONGEST_PAUSE };
        self.pause = (self.pause + self.pause / 2).min(longest);
    }

    fn ask(&mut self) {
        self.asked += 1;
        let transaction_id = self.options.transaction_id.clone();
        let payment_token = self.token.clone();
        let url = match &self.options.check {
            Check::Url(url) => {
                let token = transaction_id.is_none().then_some(payment_token.as_deref()).flatten();
                let known =
                    [("transaction_id", transaction_id.as_deref()), ("payment_token", token)];
                Some(options::status_address(url, &known))
            }
            Check::Function | Check::None => None,
        };
        self.effects.push(Effect::Ask { number: self.asked, url, transaction_id, payment_token });
        self.wait(Timer::Answer, ANSWER_WITHIN);
    }

    fn wait(&mut self, timer: Timer, ms: u32) {
        self.waiting.insert(timer);
        self.effects.push(Effect::Wait { timer, ms });
    }

    /// Whether it was waited for.
    fn forget(&mut self, timer: Timer) -> bool {
        let waited = self.waiting.remove(&timer);
        if waited {
            self.effects.push(Effect::Forget { timer });
        }
        waited
    }

    fn tell_open(&mut self) {
        if !self.told_open {
            self.told_open = true;
            self.tells_close = true;
            self.tell("open");
        }
        self.wait_to_ask();
    }

    fn tell(&mut self, event: &'static str) {
        // What is shown of a counter that is still to come is the dialog.
        let shown = match self.shown {
            Presentation::Popup => Presentation::Popup,
            Presentation::Modal | Presentation::Redirect | Presentation::Auto => {
                Presentation::Modal
            }
        };
        self.effects.push(Effect::Tell { event, presentation: shown.word() });
    }
}

//! What happens to a counter, from the page's side.

use super::address::Origin;
use crate::rules::Value;

/// What the machine is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Begins; in the click, so that a window may open.
    Start,
    /// The payment's counter is known.
    Created {
        /// The counter's address or, where the merchant gives that, its token.
        counter: String,
        /// The merchant's identifier, where it is known.
        transaction_id: Option<String>,
    },
    /// There is no counter: the error as JavaScript sees it.
    NotCreated(Value),
    /// The window did open.
    Opened,
    /// The browser did not let it open.
    Blocked,
    /// The window is on its way to the counter.
    Sent,
    /// The frame has loaded something of another origin.
    Loaded,
    /// The frame, or the window, shows a page of this origin.
    Returned {
        /// The page's address.
        href: String,
    },
    /// The customer pressed a button of the dialog.
    Pressed(Button),
    /// The counter's window is no longer there.
    Left,
    /// A message from the counter's own window.
    Message {
        /// Where it says that it comes from; browsers vouch for it.
        origin: String,
        /// What it says.
        data: Value,
    },
    /// The merchant's server answered the question of that number.
    Answer(u32, Value),
    /// It did not.
    NoAnswer(u32),
    /// The time is over.
    Time(Timer),
    /// The customer or the page closes the counter.
    Close,
    /// The page's AbortSignal says to stop.
    Abort,
}

/// The buttons of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// Opens the counter in a window.
    Open,
    /// Brings its window to the front.
    Show,
}

impl Button {
    /// The word that JavaScript uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Show => "show",
        }
    }
}

/// What is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timer {
    /// The next question to the merchant's server.
    Poll,
    /// An answer to the last one.
    Answer,
    /// The next look whether the counter's window is still there.
    Look,
    /// A sign of life in the frame.
    Slow,
    /// The end of a payment whose customer is done.
    Patience,
}

impl Timer {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Poll, Self::Answer, Self::Look, Self::Slow, Self::Patience];

    /// The word that JavaScript uses.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Poll => "poll",
            Self::Answer => "answer",
            Self::Look => "look",
            Self::Slow => "slow",
            Self::Patience => "patience",
        }
    }
}

impl Event {
    /// Reads an event as JavaScript tells it: its word, then what belongs to it. None for what is none.
    #[must_use]
    pub fn read(told: &Value) -> Option<Self> {
        let text = |at| told.item(at).as_text();
        let owned = |at| text(at).map(str::to_owned);
        let number = || match told.item(1) {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a float to integer cast saturates"
            )]
            Value::Number(number) => Some(*number as u32),
            _ => None,
        };
        Some(match text(0)? {
            "start" => Self::Start,
            "created" => match owned(1) {
                Some(counter) => Self::Created { counter, transaction_id: owned(2) },
                None => Self::NotCreated(Value::Null),
            },
            "not_created" => Self::NotCreated(told.item(1).clone()),
            "opened" => Self::Opened,
            "blocked" => Self::Blocked,
            "sent" => Self::Sent,
            "loaded" => Self::Loaded,
            "returned" => Self::Returned { href: owned(1)? },
            "pressed" => {
                let buttons = [Button::Open, Button::Show];
                Self::Pressed(buttons.into_iter().find(|button| Some(button.word()) == text(1))?)
            }
            "left" => Self::Left,
            "message" => {
                Self::Message { origin: Origin::of(text(1)?)?.text, data: told.item(2).clone() }
            }
            "answer" => Self::Answer(number()?, told.item(2).clone()),
            "no_answer" => Self::NoAnswer(number()?),
            "time" => {
                Self::Time(Timer::ALL.into_iter().find(|timer| Some(timer.word()) == text(1))?)
            }
            "close" => Self::Close,
            "abort" => Self::Abort,
            _ => return None,
        })
    }
}

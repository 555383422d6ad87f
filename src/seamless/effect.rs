//! What is to be done to the page; `pkg/api/seamless/` carries it out.

use serde::{Serialize, Serializer};

use super::event::{Button, Timer};
use super::outcome::Outcome;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Effect {
    /// Show the dialog so; it is opened when it is not.
    View(View),
    /// Put the counter into the dialog's frame.
    Frame {
        /// The counter's address.
        url: String,
    },
    /// Take the frame out of the dialog.
    Unframe,
    /// Take the dialog away, and give back focus and scrolling.
    Hide,
    /// Open an empty window, and tell whether that worked.
    Window {
        /// Whether it loses its way back to this page before it goes anywhere.
        disowned: bool,
        /// What it says meanwhile.
        text: String,
    },
    /// Send the window to the counter, and tell whether it was still there.
    Go {
        /// The counter's address.
        url: String,
    },
    /// Bring the window to the front.
    Focus,
    /// Close the window.
    CloseWindow,
    /// See whether the window is still there, and what it shows.
    Look,
    /// Send this very page to the counter.
    Leave {
        /// The counter's address.
        url: String,
    },
    /// Have the payment made.
    Create,
    /// Ask the merchant's server.
    Ask {
        /// The question's number; its answer comes with it.
        number: u32,
        /// The address to ask, where it is one; else the page's own function.
        url: Option<String>,
        /// What the payment is known by.
        transaction_id: Option<String>,
        /// The counter's token.
        payment_token: Option<String>,
    },
    /// No longer wait for an answer.
    StopAsking,
    /// Tell, after so many milliseconds, that they are over; a timer of that name before is forgotten.
    Wait {
        /// Which timer.
        timer: Timer,
        /// Milliseconds.
        ms: u32,
    },
    /// Forget the timer.
    Forget {
        /// Which timer.
        timer: Timer,
    },
    /// Tell listeners.
    Tell {
        /// `open`, `blocked` or `close`.
        event: &'static str,
        /// How the counter is shown.
        presentation: &'static str,
    },
    /// The outcome, for whoever opened the counter.
    End {
        /// The outcome; none where a page was asked to go on with a payment that it does not name.
        outcome: Option<Outcome>,
    },
    /// Nothing more will come.
    Over,
}

/// The dialog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct View {
    /// The language of its texts.
    pub lang: &'static str,
    /// Its name.
    pub title: String,
    /// The frame's name.
    pub frame: String,
    /// The close button's name.
    pub close: String,
    /// What it says, if anything.
    pub note: Option<String>,
    /// Whether something is under way.
    pub busy: bool,
    /// Whether it takes the whole screen.
    pub whole: bool,
    /// Its buttons: name and text.
    pub buttons: Vec<(Button, String)>,
}

impl Serialize for Button {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.word())
    }
}

impl Serialize for Timer {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.word())
    }
}

//! What the dialog shows at each moment.

use super::{Button, Machine, Phase, Window};
use crate::seamless::effect::{Effect, View};
use crate::seamless::words::Word;

impl Machine {
    /// Shows the dialog as it is to be now.
    pub(super) fn view(&mut self) {
        let words = &self.options.words;
        let button = |button, word| (button, words.text(word));
        let (note, buttons) = match (self.phase, self.window) {
            (Phase::Settling(_), _) => (Some(Word::Checking), vec![]),
            (_, Window::Blocked) => (Some(Word::Blocked), vec![button(Button::Open, Word::Open)]),
            (Phase::Open | Phase::Told, Window::Open | Window::Sent) => {
                (Some(Word::InWindow), vec![button(Button::Show, Word::Show)])
            }
            (_, Window::Lost) => (Some(Word::InWindow), vec![button(Button::Open, Word::Open)]),
            (Phase::Open, Window::None) if self.slow && self.framed => {
                (None, vec![button(Button::Open, Word::OpenInWindow)])
            }
            (Phase::Told, _) => (None, vec![]),
            _ => (Some(Word::Opening), vec![]),
        };
        let view = View {
            lang: words.lang().tag(),
            title: words.text(Word::Title),
            frame: words.text(Word::Frame),
            close: words.text(Word::Close),
            busy: matches!(note, Some(Word::Opening | Word::Checking)),
            note: note.map(|word| words.text(word)),
            whole: self.options.whole,
            buttons,
        };
        self.viewed = true;
        self.effects.push(Effect::View(view));
    }
}

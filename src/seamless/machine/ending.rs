//! How a counter ends: one outcome, then nothing.

use super::{Check, Failure, Machine, Outcome, Phase, Timer, Why, Window};
use crate::checkout::codes::PaymentState;
use crate::seamless::effect::Effect;
use crate::seamless::message::Response;

impl Machine {
    /// Ends by what is known now.
    pub(super) fn conclude(&mut self) {
        let unsaid = self.options.check == Check::None || !self.answered;
        let counts = unsaid && !self.options.confirmed_only;
        match self.hint.take() {
            // The server was not reached: the counter's word is all there is.
            Some(said) if counts => self.succeed(said.state, false, said.response),
            // The server was reached and does not know yet: it is right. Or it was not, and only its word is wanted.
            Some(_) => self.stop("pending"),
            None if self.phase == Phase::Settling(Why::Returned) => self.stop("pending"),
            None => self.stop("closed"),
        }
    }

    /// The payment is accepted or refused.
    pub(super) fn succeed(&mut self, state: PaymentState, confirmed: bool, response: Response) {
        let outcome = Outcome {
            state: state.word(),
            confirmed,
            response: Some(response),
            ..self.blank(state.word())
        };
        let stays = self.phase == Phase::Open && !self.options.close_after_response;
        self.forget_all();
        if stays && self.framed {
            self.phase = Phase::Told;
            self.effects.push(Effect::End { outcome: Some(outcome) });
        } else if stays && self.window == Window::Sent {
            self.phase = Phase::Told;
            self.effects.push(Effect::End { outcome: Some(outcome) });
            self.view();
            self.wait(Timer::Look, super::LOOK_EVERY);
        } else {
            self.end(Some(outcome));
        }
    }

    /// Ends without knowing more.
    fn stop(&mut self, state: &'static str) {
        let outcome = self.blank(state);
        self.tells_close |= self.viewed;
        self.end(Some(outcome));
    }

    pub(super) fn fail(&mut self, error: Failure) {
        let outcome = Outcome { error: Some(error), ..self.blank("failed") };
        self.end(Some(outcome));
    }

    pub(super) fn fail_by_options(&mut self) {
        let issues = std::mem::take(&mut self.options.issues);
        self.fail(Failure::validation(issues, self.options.words.lang()));
    }

    fn blank(&self, state: &'static str) -> Outcome {
        Outcome {
            state,
            confirmed: false,
            transaction_id: self.options.transaction_id.clone(),
            payment_token: self.token.clone(),
            response: None,
            error: None,
        }
    }

    /// Takes everything away, and tells the outcome: a page may answer it with a dialog of its own.
    pub(super) fn end(&mut self, outcome: Option<Outcome>) {
        self.forget_all();
        self.take_away();
        self.effects.push(Effect::End { outcome });
        self.over();
    }

    /// Whoever heard that the counter is open, or closed it before it was, hears that it is closed, and nothing after that.
    pub(super) fn over(&mut self) {
        self.forget_all();
        self.take_away();
        self.phase = Phase::Over;
        if self.tells_close {
            self.tell("close");
        }
        self.effects.push(Effect::Over);
    }

    /// Takes counter and dialog off the page.
    pub(super) fn take_away(&mut self) {
        self.drop_counter();
        if self.viewed {
            self.viewed = false;
            self.effects.push(Effect::Hide);
        }
    }

    pub(super) fn drop_counter(&mut self) {
        if self.framed {
            self.framed = false;
            self.effects.push(Effect::Unframe);
        }
        if self.window != Window::None {
            self.window = Window::None;
            self.effects.push(Effect::CloseWindow);
        }
        self.forget(Timer::Look);
        self.forget(Timer::Slow);
    }

    fn forget_all(&mut self) {
        if self.waiting.contains(&Timer::Answer) {
            self.effects.push(Effect::StopAsking);
        }
        for timer in Timer::ALL {
            self.forget(timer);
        }
    }
}

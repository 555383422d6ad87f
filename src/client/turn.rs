//! One at a time: what must not happen twice at once, such as a login, waits for its turn.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// A turn that one task has at a time. For tasks of one thread.
#[derive(Default)]
pub struct Turn(RefCell<State>);

#[derive(Default)]
struct State {
    taken: bool,
    waiting: VecDeque<Waker>,
}

/// The turn, until it is dropped.
pub struct Mine<'a>(&'a Turn);

impl Turn {
    /// Waits for the turn.
    pub async fn take(&self) -> Mine<'_> {
        poll_fn(|context| {
            let mut state = self.0.borrow_mut();
            if state.taken {
                if !state.waiting.iter().any(|waker| waker.will_wake(context.waker())) {
                    state.waiting.push_back(context.waker().clone());
                }
                return Poll::Pending;
            }
            state.taken = true;
            Poll::Ready(())
        })
        .await;
        Mine(self)
    }
}

impl Drop for Mine<'_> {
    fn drop(&mut self) {
        let waiting = {
            let mut state = self.0.0.borrow_mut();
            state.taken = false;
            std::mem::take(&mut state.waiting)
        };
        // All are woken: one that has been given up would swallow the only call.
        waiting.into_iter().for_each(Waker::wake);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::Future;
    use std::pin::pin;
    use std::task::Context;

    #[test]
    fn the_second_waits_until_the_first_is_done_even_if_another_gave_up() {
        let turn = Turn::default();
        let mut context = Context::from_waker(Waker::noop());
        let first = pin!(turn.take()).poll(&mut context);
        {
            let mut gives_up = pin!(turn.take());
            assert!(gives_up.as_mut().poll(&mut context).is_pending());
        }
        let mut second = pin!(turn.take());
        assert!(second.as_mut().poll(&mut context).is_pending());
        drop(first);
        assert!(second.as_mut().poll(&mut context).is_ready());
    }
}

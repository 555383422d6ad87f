//! Runs the core's asynchronous work where JavaScript is: it starts a task, carries out the orders that come back, and hands in their outcomes.
//!
//! A call of one request crosses twice: the call comes in and the request goes out, the reply comes in and the answer goes out. A promise
//! and two closures for every step, as `wasm-bindgen-futures` makes them, cost more than all the rest of a call.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

use super::numbered::Numbered;
use super::scratch;

/// What a task ends with: JSON text of the answer, or of the error.
pub(super) type Ending = Result<String, String>;
type Work = Pin<Box<dyn Future<Output = Ending>>>;

/// What became of an order: a number whose meaning its kind gives, and a text.
pub(super) struct Outcome {
    pub(super) number: u32,
    pub(super) text: String,
}

#[derive(Default)]
struct Slot {
    outcome: Option<Outcome>,
    waker: Option<Waker>,
}

#[derive(Default)]
struct Desk {
    tasks: Numbered<Work>,
    slots: Numbered<Slot>,
    /// The last order's number. They may come round again after four billion; none waits that long.
    last: u32,
    /// The task that is being polled.
    current: u32,
    orders: Orders,
}

thread_local! {
    static DESK: RefCell<Desk> = RefCell::default();
    /// Apart from the desk, since tasks are woken while it is in use.
    static READY: RefCell<VecDeque<u32>> = RefCell::default();
}

/// The orders for JavaScript: a JSON list of `[kind, task, order, details, length]`, a line feed, and their texts one after another,
/// cut by their lengths in UTF-16 units. Texts stay outside of the list so that none is escaped twice.
#[derive(Default)]
struct Orders {
    heads: String,
    texts: String,
}

impl Orders {
    fn push(&mut self, kind: &str, task: u32, order: u32, details: &impl Serialize, text: &str) {
        let length: usize =
            if text.is_ascii() { text.len() } else { text.chars().map(char::len_utf16).sum() };
        let head = serde_json::to_string(&(kind, task, order, details, length));
        self.heads.push(if self.heads.is_empty() { '[' } else { ',' });
        self.heads.push_str(&head.unwrap_or_default());
        self.texts.push_str(text);
    }

    /// Everything so far; empty when there is nothing to do.
    fn take(&mut self) -> String {
        let Self { mut heads, texts } = std::mem::take(self);
        if !heads.is_empty() {
            heads.push_str("]\n");
            heads.push_str(&texts);
        }
        heads
    }
}

struct TaskWaker(u32);

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        READY.with_borrow_mut(|ready| ready.push_back(self.0));
    }
}

/// Starts a task under the number that JavaScript gave it, and says what to do.
pub(super) fn start(task: u32, work: impl Future<Output = Ending> + 'static) -> String {
    DESK.with_borrow_mut(|desk| desk.tasks.insert(task, Box::pin(work)));
    READY.with_borrow_mut(|ready| ready.push_back(task));
    turn()
}

/// Hands in what became of an order, its text being in the scratch buffer, and says what to do next.
#[wasm_bindgen]
#[must_use]
pub fn hand_in(order: u32, number: u32, length: usize) -> String {
    let text = scratch::read(length, |bytes| String::from_utf8_lossy(bytes).into_owned());
    let waker = DESK.with_borrow_mut(|desk| {
        let slot = desk.slots.get_mut(order)?;
        slot.outcome = Some(Outcome { number, text });
        slot.waker.take()
    });
    if let Some(waker) = waker {
        waker.wake();
    }
    turn()
}

/// Polls what is ready until nothing is. No task is on the desk while it is polled: it may use the desk.
fn turn() -> String {
    while let Some(task) = READY.with_borrow_mut(VecDeque::pop_front) {
        let Some(mut work) = DESK.with_borrow_mut(|desk| {
            desk.current = task;
            desk.tasks.remove(task)
        }) else {
            continue;
        };
        let waker = Waker::from(Arc::new(TaskWaker(task)));
        let polled = work.as_mut().poll(&mut Context::from_waker(&waker));
        DESK.with_borrow_mut(|desk| match polled {
            Poll::Ready(Ok(answer)) => desk.orders.push("answer", task, 0, &(), &answer),
            Poll::Ready(Err(error)) => desk.orders.push("error", task, 0, &(), &error),
            Poll::Pending => {
                desk.tasks.insert(task, work);
            }
        });
    }
    DESK.with_borrow_mut(|desk| desk.orders.take())
}

/// Tells JavaScript something that nobody waits for.
pub(super) fn tell(kind: &str, details: &impl Serialize) {
    DESK.with_borrow_mut(|desk| desk.orders.push(kind, desk.current, 0, details, ""));
}

/// Has JavaScript do something, and waits for what becomes of it.
pub(super) fn order(kind: &str, details: &impl Serialize, text: &str) -> Ordered {
    DESK.with_borrow_mut(|desk| {
        desk.last = desk.last.wrapping_add(1);
        let number = desk.last;
        desk.slots.insert(number, Slot::default());
        desk.orders.push(kind, desk.current, number, details, text);
        Ordered { number, settled: false }
    })
}

/// An order under way. One that is dropped is forgotten: its outcome is not heard, and JavaScript need not keep its time.
pub(super) struct Ordered {
    number: u32,
    settled: bool,
}

impl Ordered {
    pub(super) const fn number(&self) -> u32 {
        self.number
    }
}

impl Future for Ordered {
    type Output = Outcome;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Outcome> {
        DESK.with_borrow_mut(|desk| {
            let Some(slot) = desk.slots.get_mut(self.number) else {
                return Poll::Pending;
            };
            if let Some(outcome) = slot.outcome.take() {
                self.settled = true;
                return Poll::Ready(outcome);
            }
            slot.waker = Some(context.waker().clone());
            Poll::Pending
        })
    }
}

impl Drop for Ordered {
    fn drop(&mut self) {
        DESK.with_borrow_mut(|desk| {
            desk.slots.remove(self.number);
            if !self.settled {
                desk.orders.push("forget", desk.current, self.number, &(), "");
            }
        });
    }
}

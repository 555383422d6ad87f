//! The world of one run: a clock that moves when everybody waits, a network that is a sandbox, and a process that can be killed.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use guichet::client::{HttpReply, HttpRequest, Platform, SendFailure};
use guichet_sandbox::{Delivery, Sandbox};

use crate::dice::Dice;

/// Polls without time passing that are a livelock, not patience.
const MOST_IDLE_POLLS: u64 = 100_000;
/// No call of a client may take longer than this on the simulated clock.
const LONGEST_MS: u64 = 7 * 24 * 3600 * 1000;

struct Inner {
    sandbox: RefCell<Sandbox>,
    dice: RefCell<Dice>,
    now: Cell<u64>,
    /// The earliest moment that somebody sleeps for.
    wake: Cell<Option<u64>>,
    /// Whether somebody has got on since the last poll.
    moved: Cell<bool>,
    requests: Cell<u64>,
    history: Option<RefCell<Vec<String>>>,
}

/// One run's world. Clones are the same world.
#[derive(Clone)]
pub(crate) struct World(Rc<Inner>);

/// How a process came to its end.
pub(crate) enum Ended<T> {
    /// It finished.
    Finished(T),
    /// It was killed.
    Killed,
    /// It neither finished nor let time pass.
    Stuck,
}

impl World {
    pub(crate) fn new(sandbox: Sandbox, now: u64, dice: Dice, told: bool) -> Self {
        Self(Rc::new(Inner {
            sandbox: RefCell::new(sandbox),
            dice: RefCell::new(dice),
            now: Cell::new(now),
            wake: Cell::new(None),
            moved: Cell::new(false),
            requests: Cell::new(0),
            history: told.then(RefCell::default),
        }))
    }

    pub(crate) fn now(&self) -> u64 {
        self.0.now.get()
    }

    pub(crate) fn requests(&self) -> u64 {
        self.0.requests.get()
    }

    pub(crate) fn advance(&self, ms: u64) {
        self.0.now.set(self.now().saturating_add(ms));
    }

    /// Looks at the sandbox, or orders something of it. Nobody else may look at the same time.
    pub(crate) fn sandbox<T>(&self, act: impl FnOnce(&mut Sandbox) -> T) -> T {
        act(&mut self.0.sandbox.borrow_mut())
    }

    /// A request past any client: control's.
    pub(crate) fn order(&self, path: &str, body: &str) {
        let url = format!("http://sandbox{path}");
        let request = HttpRequest::post(url, "application/json", body.to_owned());
        let now = self.now();
        let reply = self.sandbox(|sandbox| sandbox.handle(&request, now)).reply;
        self.tell(|| format!("order {path} {body} -> {:?}", reply.map(|reply| reply.status)));
    }

    /// Lets time pass in steps, so that everything due happens in its order. Gives the notifications that came.
    pub(crate) fn rest(&self, ms: u64) -> Vec<Delivery> {
        self.advance(ms);
        let now = self.now();
        self.sandbox(|sandbox| sandbox.take_due(now))
    }

    pub(crate) fn tell(&self, line: impl FnOnce() -> String) {
        if let Some(history) = &self.0.history {
            history.borrow_mut().push(format!("{:>10} {}", self.now() - crate::run::START, line()));
        }
    }

    pub(crate) fn history(&self) -> Vec<String> {
        self.0.history.as_ref().map(|history| history.borrow().clone()).unwrap_or_default()
    }

    /// Runs a process until it finishes, or is killed at a step: steps are the points where it waits for anything outside.
    pub(crate) fn run<T>(
        &self,
        process: impl Future<Output = T>,
        kill_at: Option<u64>,
    ) -> Ended<T> {
        let mut process = pin!(process);
        let mut context = Context::from_waker(Waker::noop());
        let end = self.now().saturating_add(LONGEST_MS);
        let mut idle = 0;
        for step in 0_u64.. {
            if kill_at.is_some_and(|at| step >= at) {
                self.tell(|| format!("KILLED at step {step}"));
                return Ended::Killed;
            }
            self.0.wake.set(None);
            self.0.moved.set(false);
            if let Poll::Ready(output) = process.as_mut().poll(&mut context) {
                return Ended::Finished(output);
            }
            idle += 1;
            if !self.0.moved.get()
                && let Some(wake) = self.0.wake.get()
            {
                self.0.now.set(self.now().max(wake));
                idle = 0;
            }
            if idle > MOST_IDLE_POLLS || self.now() > end {
                break;
            }
        }
        Ended::Stuck
    }

    /// A point where the process can be killed, and others get on.
    pub(crate) async fn step(&self) {
        Step { world: self, taken: false }.await;
    }

    async fn until(&self, moment: u64) {
        Until { world: self, moment }.await;
    }
}

struct Step<'a> {
    world: &'a World,
    taken: bool,
}

impl Future for Step<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.taken {
            return Poll::Ready(());
        }
        self.taken = true;
        self.world.0.moved.set(true);
        Poll::Pending
    }
}

struct Until<'a> {
    world: &'a World,
    moment: u64,
}

impl Future for Until<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let inner = &self.world.0;
        if inner.now.get() >= self.moment {
            inner.moved.set(true);
            return Poll::Ready(());
        }
        let wake = inner.wake.get().map_or(self.moment, |wake| wake.min(self.moment));
        inner.wake.set(Some(wake));
        Poll::Pending
    }
}

/// The caller's means to give up: at a moment of the clock.
pub(crate) struct Patience(pub(crate) u64);

impl Platform for World {
    type Signal = Patience;

    async fn send(
        &self,
        request: &HttpRequest,
        timeout_ms: u64,
        patience: Option<&Patience>,
    ) -> Result<HttpReply, SendFailure> {
        self.step().await;
        let since = self.now();
        let end = patience.map_or(u64::MAX, |Patience(end)| *end);
        if since >= end {
            return Err(SendFailure::Aborted);
        }
        self.0.requests.set(self.0.requests.get() + 1);
        let number = self.0.requests.get();
        self.tell(|| {
            format!("#{number} {} {} {}", request.method.as_str(), request.url, request.body)
        });
        let answer = self.sandbox(|sandbox| sandbox.handle(request, since));
        let latency = 20 + self.0.dice.borrow_mut().below(400);
        // The effect has taken place; the process may be killed before it hears of it.
        self.step().await;
        let arrives = since.saturating_add(answer.delay_ms).saturating_add(latency);
        let timeout = since.saturating_add(timeout_ms);
        let outcome = if end <= arrives.min(timeout) {
            self.until(end).await;
            Err(SendFailure::Aborted)
        } else if arrives >= timeout {
            self.until(timeout).await;
            Err(SendFailure::TimedOut)
        } else {
            self.until(arrives).await;
            answer.reply.ok_or(SendFailure::Network { reason: None })
        };
        self.tell(|| match &outcome {
            Ok(reply) => format!("#{number} -> {} {}", reply.status, reply.body),
            Err(failure) => format!("#{number} -> {failure:?}"),
        });
        outcome
    }

    fn now_ms(&self) -> u64 {
        self.now()
    }

    async fn sleep(&self, ms: u64, patience: Option<&Patience>) -> Result<(), SendFailure> {
        self.step().await;
        let moment = self.now().saturating_add(ms);
        let end = patience.map_or(u64::MAX, |Patience(end)| *end);
        self.until(moment.min(end)).await;
        if moment < end { Ok(()) } else { Err(SendFailure::Aborted) }
    }

    fn random(&self) -> u64 {
        self.0.dice.borrow_mut().next()
    }

    fn user_agent(&self) -> Option<&str> {
        None
    }
}

//! The sandbox as a client's platform, for native tests: a simulated clock, seeded random numbers, no sockets.

use std::cell::{Cell, RefCell, RefMut};
use std::future::Future;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use guichet::client::{HttpReply, HttpRequest, Platform, SendFailure};

use crate::random::Random;
use crate::sandbox::Sandbox;

/// A platform whose network is a sandbox in the same process. Clones share the sandbox, the clock and the random numbers.
#[derive(Clone)]
pub struct InProcess {
    sandbox: Rc<RefCell<Sandbox>>,
    clock: Rc<Cell<u64>>,
    random: Rc<RefCell<Random>>,
    sent: Rc<Cell<u64>>,
}

/// The caller's means to give up: at once, or when the simulated clock reaches a moment.
#[derive(Clone, Default)]
pub struct Cancel {
    at: Rc<Cell<Option<u64>>>,
}

impl Cancel {
    /// Gives up now.
    pub fn cancel(&self) {
        self.cancel_at(0);
    }

    /// Gives up as soon as the simulated clock reaches that moment.
    pub fn cancel_at(&self, ms: u64) {
        self.at.set(Some(ms));
    }
}

impl InProcess {
    /// A platform on a sandbox; its clock starts at `now_ms`.
    #[must_use]
    pub fn new(sandbox: Sandbox, now_ms: u64, seed: u64) -> Self {
        Self {
            sandbox: Rc::new(RefCell::new(sandbox)),
            clock: Rc::new(Cell::new(now_ms)),
            random: Rc::new(RefCell::new(Random::new(seed))),
            sent: Rc::default(),
        }
    }

    /// The sandbox, for orders and looks from outside. Let go of it before the next call.
    #[must_use]
    pub fn sandbox(&self) -> RefMut<'_, Sandbox> {
        self.sandbox.borrow_mut()
    }

    /// How many requests have been sent.
    #[must_use]
    pub fn sent(&self) -> u64 {
        self.sent.get()
    }

    /// Moves the simulated clock on.
    pub fn advance(&self, ms: u64) {
        self.clock.set(self.clock.get().saturating_add(ms));
    }

    /// Sets the simulated clock back, as a machine's own may be.
    pub fn set_back(&self, ms: u64) {
        self.clock.set(self.clock.get().saturating_sub(ms));
    }

    /// A request of a test's own, past any client.
    pub fn request(&self, request: &HttpRequest) -> Option<HttpReply> {
        self.sandbox.borrow_mut().handle(request, self.clock.get()).reply
    }

    /// Sends the notifications that are due now to the merchant, who answers with a status or not at all. How many there were.
    pub fn deliver_due(&self, mut merchant: impl FnMut(&HttpRequest) -> Option<u16>) -> usize {
        let now = self.clock.get();
        let due = self.sandbox.borrow_mut().take_due(now);
        for delivery in &due {
            let status = merchant(&delivery.request);
            self.sandbox.borrow_mut().settle(delivery.id, status, now);
        }
        due.len()
    }

    /// Lets time pass, up to the moment at which the caller gives up.
    fn pass(&self, ms: u64, signal: Option<&Cancel>) -> Result<(), SendFailure> {
        let until = self.clock.get().saturating_add(ms);
        match signal.and_then(|signal| signal.at.get()).filter(|at| *at <= until) {
            Some(at) => {
                self.clock.set(self.clock.get().max(at));
                Err(SendFailure::Aborted)
            }
            None => {
                self.clock.set(until);
                Ok(())
            }
        }
    }
}

impl Platform for InProcess {
    type Signal = Cancel;

    async fn send(
        &self,
        request: &HttpRequest,
        timeout_ms: u64,
        signal: Option<&Cancel>,
    ) -> Result<HttpReply, SendFailure> {
        self.pass(0, signal)?;
        self.sent.set(self.sent.get() + 1);
        let answer = self.sandbox.borrow_mut().handle(request, self.clock.get());
        // Others get a turn between a request and its reply, as on a network.
        Turn(false).await;
        if answer.delay_ms >= timeout_ms {
            self.pass(timeout_ms, signal)?;
            return Err(SendFailure::TimedOut);
        }
        self.pass(answer.delay_ms, signal)?;
        answer.reply.ok_or(SendFailure::Network { reason: None })
    }

    fn now_ms(&self) -> u64 {
        self.clock.get()
    }

    async fn sleep(&self, ms: u64, signal: Option<&Cancel>) -> Result<(), SendFailure> {
        self.pass(ms, signal)
    }

    fn random(&self) -> u64 {
        self.random.borrow_mut().next()
    }

    fn user_agent(&self) -> Option<&str> {
        Some("guichet-test")
    }
}

/// Waits once.
struct Turn(bool);

impl Future for Turn {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            return Poll::Ready(());
        }
        self.0 = true;
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Runs a future to its end. Only for futures that never wait for anything outside: it asks again and again.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

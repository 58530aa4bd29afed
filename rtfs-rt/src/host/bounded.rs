//! How long a call may take, and whether it is still wanted.
//!
//! A [`Context`] travels with every call. The hint `:runtime.timeout` of a call sets a deadline in it; a [`Bounded`]
//! host sets one for a whole run, and lets whoever started the run cancel it. Bounds nest: what holds for a call is the
//! earliest deadline and any cancellation on the way to it. No handler is interrupted that does not ask for it: [`Bounded`]
//! refuses further calls, a handler that takes long asks its call whether to go on, and one that waits for the world says
//! by [`Context::on_cancel`] how it is woken.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::{Call, HintValue, Host, Reply, Secrecy};
use crate::error::{Error, ErrorKind, Result};

/// The hint of a call that closes a resource: it is made even when the run is over.
const CLOSES: &str = "runtime.closes";
/// The hint that bounds one call, in milliseconds.
const TIMEOUT: &str = "runtime.timeout";

/// What bounds a call in time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    deadline: Option<Instant>,
    cancellation: Option<&'a Cancellation>,
    /// What the call was bounded by before.
    outer: Option<&'a Context<'a>>,
}

impl Context<'_> {
    /// The context of a call with these hints.
    pub(super) fn of_hints(hints: &[super::Hint]) -> Context<'static> {
        let timeout = hints.iter().find(|(key, _)| *key == TIMEOUT);
        let deadline = match timeout {
            Some((_, HintValue::Int(ms))) => {
                Instant::now().checked_add(Duration::from_millis((*ms).try_into().unwrap_or(0)))
            }
            _ => None,
        };
        Context {
            deadline,
            ..Context::default()
        }
    }

    /// When the call has to be over, if there is such a moment.
    pub fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// How much time is left; nothing if there is no deadline.
    pub fn remaining(&self) -> Option<Duration> {
        let deadline = self.deadline?;
        Some(deadline.saturating_duration_since(Instant::now()))
    }

    /// Whether the run has been cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.cancellations().any(Cancellation::is_cancelled)
    }

    /// Whether anybody can cancel the run.
    pub fn is_cancellable(&self) -> bool {
        self.cancellations().next().is_some()
    }

    /// Has `wake` called when the run is cancelled, by whoever cancels it; at once if it has been. A handler that
    /// waits for the world says so how it is woken, and asks [`Context::check`] when it is. It is called once for each
    /// switch that ends the run, and no more when the [`Wake`] is gone.
    pub fn on_cancel(&self, wake: impl Fn() + Send + Sync + 'static) -> Wake {
        let wake: Arc<Waker> = Arc::new(wake);
        let numbers = self.cancellations().map(|cancellation| {
            let number = cancellation.add(&wake);
            (cancellation.clone(), number)
        });
        Wake(numbers.collect())
    }

    /// The switches that end the run.
    fn cancellations(&self) -> impl Iterator<Item = &Cancellation> {
        let contexts = core::iter::successors(Some(self), |context| context.outer);
        contexts.filter_map(|context| context.cancellation)
    }

    /// An error if the call is not to go on. What takes long asks again and again.
    ///
    /// # Errors
    /// `:cancelled`, when the run has been cancelled or the deadline has passed.
    pub fn check(&self) -> Result<()> {
        if self.is_cancelled() {
            return Err(cancelled("the run was cancelled"));
        }
        match self.remaining() {
            Some(Duration::ZERO) => Err(cancelled("its deadline has passed")),
            _ => Ok(()),
        }
    }
}

#[cold]
fn cancelled(why: &'static str) -> Error {
    Error::constant(ErrorKind::Cancelled, why)
}

/// A switch that ends a run: all its clones are one.
#[derive(Clone, Default)]
pub struct Cancellation(Arc<Switch>);

type Waker = dyn Fn() + Send + Sync;

#[derive(Default)]
struct Switch {
    off: AtomicBool,
    wakers: Mutex<Wakers>,
}

/// Whom to wake, by number.
#[derive(Default)]
struct Wakers {
    next: u64,
    waiting: BTreeMap<u64, Arc<Waker>>,
}

impl Cancellation {
    /// A switch that has not been used.
    pub fn new() -> Cancellation {
        Cancellation::default()
    }

    /// Ends the runs that it was given to, for good.
    pub fn cancel(&self) {
        self.0.off.store(true, Ordering::Release);
        let waiting = core::mem::take(&mut self.wakers().waiting);
        for wake in waiting.into_values() {
            wake();
        }
    }

    /// Whether that has happened.
    pub fn is_cancelled(&self) -> bool {
        self.0.off.load(Ordering::Acquire)
    }

    /// Adds whom to wake, or does it; gives its number.
    fn add(&self, wake: &Arc<Waker>) -> u64 {
        let mut wakers = self.wakers();
        // Asked under the lock: who cancels now waits for it, and finds the waker.
        if self.is_cancelled() {
            drop(wakers);
            wake();
            return 0;
        }
        wakers.next += 1;
        let number = wakers.next;
        wakers.waiting.insert(number, Arc::clone(wake));
        number
    }

    fn wakers(&self) -> MutexGuard<'_, Wakers> {
        self.0.wakers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Cancellation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Cancellation")
            .field(&self.is_cancelled())
            .finish()
    }
}

/// A handler's wish to be woken, as long as it lives: see [`Context::on_cancel`].
#[must_use = "nobody is woken when this is gone"]
pub struct Wake(Vec<(Cancellation, u64)>);

impl Drop for Wake {
    fn drop(&mut self) {
        for (cancellation, number) in &self.0 {
            cancellation.wakers().waiting.remove(number);
        }
    }
}

/// Another host, for one run that has an end: a deadline, or somebody who cancels it. From then on each call is
/// `:cancelled` before it begins, but for those by which `with-resource` closes what is open.
pub struct Bounded<H> {
    host: H,
    deadline: Option<Instant>,
    cancellation: Cancellation,
}

impl<H: Host> Bounded<H> {
    /// A run that can be cancelled, without a deadline.
    pub fn new(host: H) -> Bounded<H> {
        Bounded {
            host,
            deadline: None,
            cancellation: Cancellation::new(),
        }
    }

    /// A run that ends after so much time from now.
    #[must_use]
    pub fn within(self, time: Duration) -> Bounded<H> {
        Bounded {
            deadline: Instant::now().checked_add(time),
            ..self
        }
    }

    /// A run that a switch ends, which may end others as well.
    #[must_use]
    pub fn cancelled_by(self, cancellation: &Cancellation) -> Bounded<H> {
        Bounded {
            cancellation: cancellation.clone(),
            ..self
        }
    }

    /// The switch that ends the run.
    pub fn cancellation(&self) -> Cancellation {
        self.cancellation.clone()
    }
}

impl<H: Host> Host for Bounded<H> {
    fn call(&self, mut call: Call<'_, '_>) -> Result<Reply> {
        let outer = call.context;
        let context = Context {
            deadline: match (outer.deadline, self.deadline) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
            cancellation: Some(&self.cancellation),
            outer: Some(&outer),
        };
        if call.hint(CLOSES).is_none() {
            context.check().map_err(|error| {
                let message = format!("`{}` was not called: {}", call.id, error.message());
                Error::new(error.kind(), message)
            })?;
        }
        let bounded = Call {
            context,
            ..call.reborrow()
        };
        self.host.call(bounded)
    }

    fn offers(&self, id: &str) -> bool {
        self.host.offers(id)
    }

    fn secrecy(&self, id: &str) -> Secrecy {
        self.host.secrecy(id)
    }
}

//! How long a call may take, and whether it is still wanted.
//!
//! A [`Context`] travels with every call. The hint `:runtime.timeout` of a call sets a deadline in it; a [`Bounded`]
//! host sets one for a whole run, and lets whoever started the run cancel it. Bounds nest: what holds for a call is the
//! earliest deadline and any cancellation on the way to it. Nothing is interrupted from outside: [`Bounded`] refuses
//! further calls, and a handler that takes long asks its call whether to go on.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
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
        self.cancellation.is_some_and(Cancellation::is_cancelled)
            || self.outer.is_some_and(Context::is_cancelled)
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
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<AtomicBool>);

impl Cancellation {
    /// A switch that is off.
    pub fn new() -> Cancellation {
        Cancellation::default()
    }

    /// Ends the runs that it was given to, for good.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether that has happened.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Acquire)
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

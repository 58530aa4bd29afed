//! The pieces of work of one form: how each begins, and when it need not.

use core::sync::atomic::{AtomicUsize, Ordering};

use super::pool::{self, Spare};
use crate::constant::Chain;
use crate::error::{Error, ErrorKind, Result};
use crate::stack;

/// What the pieces of one form share. A piece has a number; a sequential run would meet them in
/// the order of their numbers.
pub(super) struct Crew {
    /// The constants that the form is a part of.
    chain: Chain,
    /// The least number of a piece that failed.
    failed: AtomicUsize,
    /// Whether there is only one thread.
    is_alone: bool,
    /// The threads of a form whose pieces wait; without it they run in the pool.
    spare: Option<Spare>,
}

impl Crew {
    /// The crew of a form, whose pieces compute, or may wait as well.
    pub(super) fn new(waits: bool) -> Crew {
        Crew {
            chain: Chain::current(),
            failed: AtomicUsize::new(usize::MAX),
            is_alone: pool::threads_for(waits) == 1,
            spare: waits.then(Spare::new),
        }
    }

    /// Runs a piece with its stack and its constants; skips it if one with a lesser number failed.
    /// The error of a skipped piece is never the one that is reported.
    #[inline]
    pub(super) fn run<R>(&self, number: usize, piece: impl FnOnce() -> Result<R>) -> Result<R> {
        // The results themselves are handed over by `join`.
        if self.failed.load(Ordering::Relaxed) < number {
            return Err(skipped());
        }
        let result = self.chain.clone().during(|| {
            if stack::low() {
                return stack::grow(piece);
            }
            piece()
        });
        if result.is_err() {
            self.failed.fetch_min(number, Ordering::Relaxed);
        }
        result
    }

    /// Runs both, perhaps at once.
    #[inline]
    pub(super) fn join<A: Send, B: Send>(
        &self,
        a: impl FnOnce() -> A + Send,
        b: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        match &self.spare {
            _ if self.is_alone => (a(), b()),
            Some(spare) => spare.join(a, b),
            None => pool::join(a, b),
        }
    }

    /// Sets each part to what `make` gives for its number, counted from `first`; perhaps several at once.
    pub(super) fn fill<T: Send>(
        &self,
        parts: &mut [Result<T>],
        first: usize,
        make: &(impl Fn(usize) -> Result<T> + Sync),
    ) {
        if self.spare.is_some() && !self.is_alone {
            // Whoever is ready takes the next one, since one may take much longer than another.
            return pool::share(parts.iter_mut().enumerate(), |(index, part)| {
                let number = first + index;
                *part = self.run(number, || make(number));
            });
        }
        match parts {
            [] => {}
            [part] => *part = self.run(first, || make(first)),
            _ => {
                let half = parts.len() / 2;
                let (left, right) = parts.split_at_mut(half);
                self.join(
                    || self.fill(left, first, make),
                    || self.fill(right, first + half, make),
                );
            }
        }
    }

    /// Combines two results that stand side by side, as the piece with this number; the first
    /// error in order wins.
    pub(super) fn combine<A>(
        &self,
        number: usize,
        left: Result<Option<A>>,
        right: Result<Option<A>>,
        combine: &impl Fn(A, A) -> Result<A>,
    ) -> Result<Option<A>> {
        match (left?, right?) {
            (Some(left), Some(right)) => self.run(number, || combine(left, right)).map(Some),
            (left, right) => Ok(left.or(right)),
        }
    }
}

#[cold]
fn skipped() -> Error {
    Error::constant(
        ErrorKind::Cancelled,
        "cancelled, because a part before it failed",
    )
}

//! Constants of a program: `(def x e)`, computed at first use.
//!
//! What holds:
//! - A constant has one value (or one error), whoever asks and however often.
//! - A constant that needs itself is an error, also where the circle runs through other constants
//!   or through the branches of a parallel form.
//! - No use of a constant can deadlock. A thread waits for another one's computation only where
//!   that cannot depend on it: not on a thread of a pool, which may have to do a part of that very
//!   computation, and not while computing a constant. Such a thread computes the value itself, and
//!   the first one to be done counts; the expression is pure, so that nobody can tell.

use core::cell::Cell;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::error::{Error, ErrorKind, Result};

/// A constant of generated code.
#[derive(Debug)]
pub struct Constant<T: 'static> {
    compute: fn() -> Result<T>,
    computed: OnceLock<Result<T>>,
    /// Held while computing by a thread that others may wait for.
    gate: Mutex<()>,
}

/// The constants that are being computed for what a thread does now, the innermost first. A
/// parallel form hands it on to its branches.
#[derive(Clone, Default)]
pub(crate) struct Chain(Option<Arc<Link>>);

struct Link {
    /// The address of the constant.
    constant: usize,
    outer: Chain,
}

thread_local! {
    static CHAIN: Cell<Chain> = const { Cell::new(Chain(None)) };
}

impl<T: Send + Sync> Constant<T> {
    /// The constant that `compute` gives.
    pub const fn new(compute: fn() -> Result<T>) -> Constant<T> {
        Constant {
            compute,
            computed: OnceLock::new(),
            gate: Mutex::new(()),
        }
    }

    /// The value; computed at the first call.
    ///
    /// # Errors
    /// Those of the computation, the same ones at each call; `:undefined` where the value is
    /// needed to compute it.
    #[inline]
    pub fn get(&'static self) -> Result<&'static T> {
        match self.computed.get() {
            Some(Ok(value)) => Ok(value),
            _ => self.get_slow(),
        }
    }

    #[cold]
    #[inline(never)]
    fn get_slow(&'static self) -> Result<&'static T> {
        if self.computed.get().is_none() {
            let chain = Chain::current();
            let constant = core::ptr::from_ref(self).addr();
            if chain.has(constant) {
                return Err(Error::constant(
                    ErrorKind::Undefined,
                    "the value of a constant is needed to compute it",
                ));
            }
            // A panic while computing leaves nothing half done.
            let _gate = (chain.0.is_none() && !crate::parallel::on_a_pool())
                .then(|| self.gate.lock().unwrap_or_else(PoisonError::into_inner));
            if self.computed.get().is_none() {
                let inner = Chain(Some(Arc::new(Link {
                    constant,
                    outer: chain,
                })));
                let value = inner.during(self.compute);
                // Another thread that was done before has computed the same.
                let _ = self.computed.set(value);
            }
        }
        match self.computed.get() {
            Some(Ok(value)) => Ok(value),
            Some(Err(error)) => Err(error.clone()),
            // It was set above.
            None => Err(Error::constant(
                ErrorKind::Undefined,
                "a constant without a value",
            )),
        }
    }
}

impl Chain {
    /// That of this thread.
    pub(crate) fn current() -> Chain {
        let chain = CHAIN.take();
        CHAIN.set(chain.clone());
        chain
    }

    /// Runs `f` as a part of what this chain computes.
    pub(crate) fn during<R>(self, f: impl FnOnce() -> R) -> R {
        let _restore = Restore(CHAIN.replace(self));
        f()
    }

    fn has(&self, constant: usize) -> bool {
        let mut chain = self;
        while let Some(link) = &chain.0 {
            if link.constant == constant {
                return true;
            }
            chain = &link.outer;
        }
        false
    }
}

/// Gives the thread its former chain back, also when `f` unwinds.
struct Restore(Chain);

impl Drop for Restore {
    fn drop(&mut self) {
        CHAIN.set(core::mem::take(&mut self.0));
    }
}

#[cfg(test)]
mod tests {
    use core::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn it_is_computed_once_by_many_threads() {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        static TEN: Constant<i64> = Constant::new(|| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            COUNT.fetch_add(1, Ordering::Relaxed);
            Ok(10)
        });
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| assert_eq!(*TEN.get().unwrap(), 10));
            }
        });
        assert_eq!(COUNT.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn an_error_is_remembered() {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        static BAD: Constant<i64> = Constant::new(|| {
            COUNT.fetch_add(1, Ordering::Relaxed);
            Err(Error::new(ErrorKind::Overflow, "no"))
        });
        assert_eq!(BAD.get().unwrap_err().message(), "no");
        assert_eq!(BAD.get().unwrap_err().message(), "no");
        assert_eq!(COUNT.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn constants_may_need_each_other_but_not_in_a_circle() {
        static ONE: Constant<i64> = Constant::new(|| Ok(1));
        static TWO: Constant<i64> = Constant::new(|| Ok(ONE.get()? + 1));
        static ITSELF: Constant<i64> = Constant::new(|| Ok(ITSELF.get()? + 1));
        static LEFT: Constant<i64> = Constant::new(|| Ok(RIGHT.get()? + 1));
        static RIGHT: Constant<i64> = Constant::new(|| Ok(LEFT.get()? + 1));
        assert_eq!(*TWO.get().unwrap(), 2);
        for circle in [&ITSELF, &LEFT, &RIGHT] {
            assert_eq!(circle.get().unwrap_err().kind(), ErrorKind::Undefined);
        }
    }

    #[test]
    fn a_circle_over_two_threads_ends() {
        static LEFT: Constant<i64> = Constant::new(|| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            Ok(RIGHT.get()? + 1)
        });
        static RIGHT: Constant<i64> = Constant::new(|| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            Ok(LEFT.get()? + 1)
        });
        std::thread::scope(|scope| {
            for circle in [&LEFT, &RIGHT] {
                scope.spawn(|| assert_eq!(circle.get().unwrap_err().kind(), ErrorKind::Undefined));
            }
        });
    }

    #[test]
    fn a_panic_leaves_no_trace() {
        static FIRST: AtomicUsize = AtomicUsize::new(0);
        static SHY: Constant<i64> = Constant::new(|| {
            assert!(FIRST.fetch_add(1, Ordering::Relaxed) > 0, "the first time");
            Ok(7)
        });
        assert!(std::panic::catch_unwind(|| SHY.get()).is_err());
        assert_eq!(*SHY.get().unwrap(), 7);
    }
}

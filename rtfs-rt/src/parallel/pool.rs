//! What the parallel forms need of threads: a pool of them, rayon's, for what computes, and threads of their own for what
//! waits. What waits in the pool would keep others from computing.

#[cfg(feature = "parallel")]
use core::sync::atomic::{AtomicUsize, Ordering};
#[cfg(feature = "parallel")]
use std::panic::resume_unwind;
#[cfg(feature = "parallel")]
use std::sync::{Mutex, PoisonError};
#[cfg(feature = "parallel")]
use std::thread;

/// How many pieces of one form that wait are on the way at once.
#[cfg(feature = "parallel")]
const WAITERS: usize = 32;

/// How many threads there are to share work among.
#[cfg(feature = "parallel")]
fn threads() -> usize {
    match crate::meter::is_on() {
        true => 1,
        false => rayon::current_num_threads(),
    }
}

/// Whether this thread is one of a pool, so that it must not wait for another thread.
#[cfg(feature = "parallel")]
#[inline]
pub(crate) fn is_inside() -> bool {
    rayon::current_thread_index().is_some()
}

/// Runs both, perhaps at once; in order in a bounded run, which has its fuel on its thread.
#[cfg(feature = "parallel")]
#[inline]
pub(super) fn join<A: Send, B: Send>(
    a: impl FnOnce() -> A + Send,
    b: impl FnOnce() -> B + Send,
) -> (A, B) {
    match crate::meter::is_on() {
        true => (a(), b()),
        false => rayon::join(a, b),
    }
}

/// How many threads a form may have whose pieces compute, or may wait as well.
pub(super) fn threads_for(waits: bool) -> usize {
    match waits {
        true => waiters(),
        false => threads(),
    }
}

/// How many threads there may be to wait on.
#[cfg(feature = "parallel")]
fn waiters() -> usize {
    match crate::meter::is_on() {
        true => 1,
        false => WAITERS,
    }
}

/// Does all of some things that may wait, several at once: each thread takes the next one when it has done one. If there are
/// no threads, this one does them.
#[cfg(feature = "parallel")]
pub(super) fn share<T: Send>(
    things: impl ExactSizeIterator<Item = T> + Send,
    act: impl Fn(T) + Sync,
) {
    let threads = waiters().min(things.len());
    let things = Mutex::new(things);
    let next = || things.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        while let Some(thing) = next() {
            act(thing);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            if thread::Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        work();
    });
}

/// Does all of some things, in order.
#[cfg(not(feature = "parallel"))]
pub(super) fn share<T>(things: impl Iterator<Item = T>, act: impl Fn(T)) {
    things.for_each(act);
}

/// Threads that one form may still begin.
#[cfg(feature = "parallel")]
pub(super) struct Spare(AtomicUsize);

#[cfg(feature = "parallel")]
impl Spare {
    pub(super) fn new() -> Spare {
        Spare(AtomicUsize::new(waiters() - 1))
    }

    /// Runs both, at once if a thread can be had: the second one on it.
    pub(super) fn join<A: Send, B: Send>(
        &self,
        a: impl FnOnce() -> A + Send,
        b: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        let take = |spare: usize| spare.checked_sub(1);
        let taken = (self.0).fetch_update(Ordering::Relaxed, Ordering::Relaxed, take);
        if taken.is_err() {
            return (a(), b());
        }
        // Here it is again if there is no thread for it.
        let b = Mutex::new(Some(b));
        let run = || {
            let b = b.lock().unwrap_or_else(PoisonError::into_inner).take();
            b.map(|b| b())
        };
        let both = thread::scope(|scope| {
            let apart = thread::Builder::new().spawn_scoped(scope, run);
            let a = a();
            let b = match apart.map(thread::ScopedJoinHandle::join) {
                Ok(Ok(b)) => b,
                Ok(Err(panic)) => resume_unwind(panic),
                Err(_) => run(),
            };
            (a, b)
        });
        self.0.fetch_add(1, Ordering::Relaxed);
        match both {
            (a, Some(b)) => (a, b),
            (_, None) => unreachable!("the closure is run once"),
        }
    }
}

/// How many threads there may be to wait on: this one.
#[cfg(not(feature = "parallel"))]
fn waiters() -> usize {
    1
}

/// Threads that one form may still begin: none.
#[cfg(not(feature = "parallel"))]
pub(super) struct Spare;

#[cfg(not(feature = "parallel"))]
impl Spare {
    pub(super) fn new() -> Spare {
        Spare
    }

    /// Runs both in order.
    pub(super) fn join<A: Send, B: Send>(
        &self,
        a: impl FnOnce() -> A + Send,
        b: impl FnOnce() -> B + Send,
    ) -> (A, B) {
        (a(), b())
    }
}

/// How many threads there are to share work among: this one.
#[cfg(not(feature = "parallel"))]
fn threads() -> usize {
    1
}

/// Whether this thread is one of a pool: there is none.
#[cfg(not(feature = "parallel"))]
#[inline]
pub(crate) fn is_inside() -> bool {
    false
}

/// Runs both in order.
#[cfg(not(feature = "parallel"))]
#[inline]
pub(super) fn join<A: Send, B: Send>(
    a: impl FnOnce() -> A + Send,
    b: impl FnOnce() -> B + Send,
) -> (A, B) {
    (a(), b())
}

//! What the parallel forms need of a pool of threads: rayon's, or none.

/// How many threads there are to share work among.
#[cfg(feature = "parallel")]
pub(super) fn threads() -> usize {
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

/// How many threads there are to share work among: this one.
#[cfg(not(feature = "parallel"))]
pub(super) fn threads() -> usize {
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

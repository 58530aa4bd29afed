//! The parallel forms.

/// Whether this thread belongs to a pool, so that it must not wait for another thread.
pub(crate) fn on_a_pool() -> bool {
    #[cfg(feature = "parallel")]
    {
        rayon::current_thread_index().is_some()
    }
    #[cfg(not(feature = "parallel"))]
    {
        false
    }
}

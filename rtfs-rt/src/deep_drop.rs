//! Dropping a value nested a million deep without a million stack frames.
//!
//! Rust drops a structure by recursion: a vector of a vector of a vector… would need a frame per
//! level. So every handle to a shared node gives its last reference to [`release`] instead of
//! dropping it itself. Nested releases are counted per thread; up to [`MAX_NESTED`] of them recurse
//! as usual, which costs a counter and nothing else; deeper ones wait in a list that the outermost
//! release empties before it returns. When a release returns to code outside of any other,
//! everything that it had to free has been freed.
//!
//! A node whose contents need no drop (`needs_drop` is false) never comes here.

use std::any::Any;
use std::cell::{Cell, RefCell};

use triomphe::Arc;

/// How deep releases may nest before they are put off; it bounds the stack that a drop takes.
const MAX_NESTED: u32 = 32;

thread_local! {
    /// How many releases are under way on this thread.
    static NESTED: Cell<u32> = const { Cell::new(0) };
    /// Owners that wait for the outermost release, and whether there are any is their length.
    static WAITING: RefCell<Vec<Box<dyn Any + Send>>> = const { RefCell::new(Vec::new()) };
    /// Whether `WAITING` holds anything: a plain cell, cheaper to ask.
    static ANY_WAITING: Cell<bool> = const { Cell::new(false) };
}

/// Drops a reference to a node; if it is the last one, the node dies without deep recursion.
pub(crate) fn release_node<N: Send + Sync + 'static>(node: Arc<N>) {
    // A count above one that another thread lowers right now only means that this level recurses
    // uncounted.
    if Arc::strong_count(&node) == 1 {
        release(node);
    }
}

/// Drops an owner of further values (a boxed error's data, a closure's captures…) without deep
/// recursion.
pub(crate) fn release<N: Send + 'static>(owner: N) {
    let depth = NESTED.get();
    if depth >= MAX_NESTED {
        put_off(owner);
        return;
    }
    NESTED.set(depth + 1);
    let level = Level { depth };
    drop(owner);
    drop(level);
    if depth == 0 && ANY_WAITING.get() {
        drop_waiting();
    }
}

/// A node begins to drop: whether it is so deep that what it leads to is to be put off. Each is followed by a
/// [`leave`] when its contents have been dropped.
#[inline]
pub(crate) fn enter() -> bool {
    let depth = NESTED.get();
    NESTED.set(depth.saturating_add(1));
    depth >= MAX_NESTED
}

/// A node has dropped.
#[inline]
pub(crate) fn leave() {
    let depth = NESTED.get().saturating_sub(1);
    NESTED.set(depth);
    if depth == 0 && ANY_WAITING.get() {
        drop_waiting();
    }
}

/// Restores the nesting count, also when an element's drop panics.
struct Level {
    depth: u32,
}

impl Drop for Level {
    fn drop(&mut self) {
        NESTED.set(self.depth);
    }
}

/// Keeps an owner until the outermost release under way ends.
#[cold]
pub(crate) fn put_off<N: Send + 'static>(owner: N) {
    let owner: Box<dyn Any + Send> = Box::new(owner);
    // The list is gone only while the thread itself ends; then the owner drops by recursion.
    let _ = WAITING.try_with(move |waiting| {
        if let Ok(mut waiting) = waiting.try_borrow_mut() {
            waiting.push(owner);
            ANY_WAITING.set(true);
        }
    });
}

#[cold]
fn drop_waiting() {
    loop {
        let next =
            WAITING.try_with(|waiting| waiting.try_borrow_mut().ok().and_then(|mut w| w.pop()));
        let Ok(Some(owner)) = next else { break };
        // Its contents are one level down, so that they wait here instead of starting this loop
        // again.
        NESTED.set(1);
        let level = Level { depth: 0 };
        drop(owner);
        drop(level);
    }
    ANY_WAITING.set(false);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// A chain that releases its tail, and counts its own drop.
    struct Link {
        next: Option<Arc<Link>>,
        dropped: &'static AtomicUsize,
    }

    impl Drop for Link {
        fn drop(&mut self) {
            self.dropped.fetch_add(1, Ordering::Relaxed);
            if let Some(next) = self.next.take() {
                release_node(next);
            }
        }
    }

    #[test]
    fn a_long_chain_is_freed_before_the_outermost_release_returns() {
        static DROPPED: AtomicUsize = AtomicUsize::new(0);
        let mut chain = Arc::new(Link {
            next: None,
            dropped: &DROPPED,
        });
        for _ in 1..1_000_000 {
            chain = Arc::new(Link {
                next: Some(chain),
                dropped: &DROPPED,
            });
        }
        release_node(chain);
        assert_eq!(DROPPED.load(Ordering::Relaxed), 1_000_000);
        assert_eq!(NESTED.get(), 0);
    }

    #[test]
    fn a_shared_node_lives_on() {
        static DROPPED: AtomicUsize = AtomicUsize::new(0);
        let node = Arc::new(Link {
            next: None,
            dropped: &DROPPED,
        });
        release_node(node.clone());
        assert_eq!(DROPPED.load(Ordering::Relaxed), 0);
        release_node(node);
        assert_eq!(DROPPED.load(Ordering::Relaxed), 1);
    }
}

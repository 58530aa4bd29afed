//! The stack guard: recursion as deep as memory allows, never a crash.
//!
//! A recursive function asks [`low`] on entry, which compares the address of a local with a
//! thread-local limit, and goes on inside [`grow`] when the answer is yes: on a new segment of
//! stack, until the segments of the thread reach a limit (1 GiB unless [`set_limit`] says
//! otherwise). The first question on a thread always says yes, which initialises the limit
//! there, on the cold side. What walks a value (equality, order, hashing, printing, dropping) uses
//! [`always`], which grows beyond the limit as well: such a recursion is as deep as a value
//! that exists already.

use core::cell::Cell;
use core::sync::atomic::{AtomicUsize, Ordering};

use crate::error::{Error, ErrorKind, Result};

/// What a function may use between two questions, in bytes.
const RED_ZONE: usize = 128 * 1024;
/// The size of the first segment; later ones grow with what is in use.
const FIRST_SEGMENT: usize = 4 << 20;
/// The size that segments grow to.
const LARGEST_SEGMENT: usize = 64 << 20;
/// What is assumed to be left of a stack whose bounds the platform does not tell.
const UNKNOWN_REST: usize = 256 * 1024;

/// The bytes of segments that a thread may have.
static ALLOWED: AtomicUsize = AtomicUsize::new(1 << 30);

thread_local! {
    /// Below this address the stack is low; the largest address until the thread's first question.
    static LIMIT: Cell<usize> = const { Cell::new(usize::MAX) };
    /// The bytes of segments that this thread has.
    static USED: Cell<usize> = const { Cell::new(0) };
}

/// Sets how many bytes of stack segments each thread may have, besides its own stack.
/// What would need more is a `:stack-overflow` error.
pub fn set_limit(bytes: usize) {
    ALLOWED.store(bytes, Ordering::Relaxed);
}

/// Whether to go on inside [`grow`] or [`always`].
#[inline(always)]
pub fn low() -> bool {
    let local = 0u8;
    address(&local) < LIMIT.get()
}

/// Runs `f` with enough stack.
///
/// # Errors
/// `:stack-overflow` when the thread's segments have reached the limit; else what `f` gives.
#[cold]
#[inline(never)]
pub fn grow<R>(f: impl FnOnce() -> Result<R>) -> Result<R> {
    if initialised() && USED.get().saturating_add(FIRST_SEGMENT) > ALLOWED.load(Ordering::Relaxed) {
        return Err(Error::constant(
            ErrorKind::StackOverflow,
            "the recursion is deeper than the memory allowed for it",
        ));
    }
    always(f)
}

macro_rules! deeper {
    ($($name:ident($($arg:ident $ty:ident),+))+) => {$(
        /// Runs `f` of its arguments with enough stack: [`grow`] for functions whose types are all that tells
        /// them apart, so that one copy serves all of one type.
        ///
        /// # Errors
        /// As [`grow`].
        #[cold]
        #[inline(never)]
        pub fn $name<$($ty,)+ R>($($arg: $ty,)+ f: fn($($ty),+) -> Result<R>) -> Result<R> {
            let mut args = Some(($($arg,)+));
            let mut result = None;
            grow_by(&mut || result = args.take().map(|($($arg,)+)| f($($arg),+)))?;
            match result {
                Some(result) => result,
                None => Err(Error::constant(ErrorKind::Undefined, "nothing was run")),
            }
        }
    )+};
}

deeper! {
    deeper_1(a A)
    deeper_2(a A, b B)
    deeper_3(a A, b B, c C)
    deeper_4(a A, b B, c C, d D)
    deeper_5(a A, b B, c C, d D, e E)
    deeper_6(a A, b B, c C, d D, e E, g F)
}

fn grow_by(f: &mut dyn FnMut()) -> Result<()> {
    grow(|| {
        f();
        Ok(())
    })
}

/// Runs `f` with enough stack, whatever the limit. For what is bounded by a value that exists.
#[cold]
#[inline(never)]
pub fn always<R>(f: impl FnOnce() -> R) -> R {
    if !initialised() {
        let local = 0u8;
        let rest = stacker::remaining_stack().unwrap_or(UNKNOWN_REST);
        LIMIT.set(
            address(&local)
                .saturating_sub(rest)
                .saturating_add(RED_ZONE),
        );
        if !low() {
            return f();
        }
    }
    let size = USED.get().clamp(FIRST_SEGMENT, LARGEST_SEGMENT);
    let _restore = Restore {
        limit: LIMIT.get(),
        used: USED.get(),
    };
    USED.set(USED.get().saturating_add(size));
    stacker::grow(size, || {
        let local = 0u8;
        // The closure's own frame is at the top of the segment, so this is its lower end.
        LIMIT.set(
            address(&local)
                .saturating_sub(size)
                .saturating_add(2 * RED_ZONE),
        );
        f()
    })
}

/// Runs `f` on a segment of its own of so many bytes, which does not count against the limit. For
/// what needs much stack at once, and whose callers may not have it: the limit is that of the segment
/// inside, and afterwards again what it was.
pub fn on_segment<R>(bytes: usize, f: impl FnOnce() -> R) -> R {
    let _restore = Restore {
        limit: LIMIT.get(),
        used: USED.get(),
    };
    stacker::grow(bytes, || {
        let local = 0u8;
        LIMIT.set(
            address(&local)
                .saturating_sub(bytes)
                .saturating_add(2 * RED_ZONE),
        );
        f()
    })
}

fn initialised() -> bool {
    LIMIT.get() != usize::MAX
}

#[inline(always)]
fn address(local: &u8) -> usize {
    core::ptr::from_ref(local).addr()
}

/// Gives the thread its former limit back, also when `f` unwinds.
struct Restore {
    limit: usize,
    used: usize,
}

impl Drop for Restore {
    fn drop(&mut self) {
        LIMIT.set(self.limit);
        USED.set(self.used);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(n: u64) -> Result<u64> {
        if low() {
            return grow(|| depth(n));
        }
        if n == 0 { Ok(0) } else { Ok(1 + depth(n - 1)?) }
    }

    fn on_a_small_thread<R: Send + 'static>(f: impl FnOnce() -> R + Send + 'static) -> R {
        std::thread::Builder::new()
            .stack_size(64 * 1024)
            .spawn(f)
            .unwrap()
            .join()
            .unwrap()
    }

    #[test]
    fn a_million_levels_run_on_a_small_thread() {
        assert_eq!(on_a_small_thread(|| depth(1_000_000).unwrap()), 1_000_000);
    }

    #[test]
    fn what_never_ends_is_an_error_and_the_thread_goes_on() {
        let (kind, after) =
            on_a_small_thread(|| (depth(u64::MAX).unwrap_err().kind(), depth(100_000).unwrap()));
        assert_eq!(kind, ErrorKind::StackOverflow);
        assert_eq!(after, 100_000);
    }

    #[test]
    fn a_segment_has_its_own_limit_and_gives_the_former_back() {
        on_a_small_thread(|| {
            let inside = on_segment(1 << 20, || (low(), depth(100_000).unwrap()));
            assert_eq!(inside, (false, 100_000));
            assert_eq!(LIMIT.get(), usize::MAX);
            assert_eq!(depth(100_000).unwrap(), 100_000);
        });
    }

    #[test]
    fn a_panic_inside_a_segment_restores_the_limit() {
        on_a_small_thread(|| {
            fn fall(n: u32) -> Result<u32> {
                if low() {
                    return grow(|| fall(n));
                }
                assert!(n > 0, "the end");
                Ok(1 + fall(n - 1)?)
            }
            assert!(std::panic::catch_unwind(|| fall(100_000)).is_err());
            assert_eq!(USED.get(), 0);
            assert_eq!(depth(100_000).unwrap(), 100_000);
        });
    }
}

//! How much a run may compute: the fuel of programs that were compiled with a bound.
//!
//! A run has its fuel in a variable of its thread. Generated code that is bounded spends a unit at every entry of a
//! function, round of a loop and element of a walk; what the library builds to a size that a number gives spends a unit for each
//! element. Code without a bound has no calls of [`spend`] in it. While a run is bounded, parallel forms work in order on its
//! thread, so that the count is the same on every run and machine.

use core::cell::Cell;

use crate::error::{Error, ErrorKind, Result};

/// No bound.
const OFF: u64 = u64::MAX;

thread_local! {
    /// What is left of the run's fuel.
    static LEFT: Cell<u64> = const { Cell::new(OFF) };
}

/// Puts back what was left outside, also when a panic goes by.
struct Outside(u64);

impl Drop for Outside {
    fn drop(&mut self) {
        LEFT.set(self.0);
    }
}

/// Runs with so much fuel of its own: what goes on outside neither gives it any nor pays for it.
///
/// # Errors
/// `:limit-exceeded` when the fuel is used up; else what the body gives.
pub fn run<T>(fuel: u64, body: impl FnOnce() -> Result<T>) -> Result<T> {
    let _outside = Outside(LEFT.replace(fuel.min(OFF - 1)));
    body()
}

/// Whether this thread is in a bounded run.
#[inline]
pub fn is_on() -> bool {
    LEFT.get() != OFF
}

/// Spends one unit.
///
/// # Errors
/// `:limit-exceeded` when none is left.
#[inline]
pub fn spend() -> Result<()> {
    spend_many(1)
}

/// Spends so many units.
///
/// # Errors
/// `:limit-exceeded` when there are fewer; then none is left, so that no handler goes on for long.
#[inline]
pub fn spend_many(count: u64) -> Result<()> {
    let left = LEFT.get();
    if left == OFF {
        return Ok(());
    }
    match left.checked_sub(count) {
        Some(rest) => {
            LEFT.set(rest);
            Ok(())
        }
        None => {
            LEFT.set(0);
            Err(exhausted())
        }
    }
}

/// What is left, to come back to where a computation is done again.
pub fn mark() -> u64 {
    LEFT.get()
}

/// Comes back to a mark.
pub fn back_to(mark: u64) {
    LEFT.set(mark);
}

#[cold]
fn exhausted() -> Error {
    Error::constant(
        ErrorKind::LimitExceeded,
        "the run has used up the fuel that it was given",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_its_own_fuel() {
        assert!(!is_on());
        assert!(spend_many(OFF - 1).is_ok());
        let spent = |count| run(5, || (0..count).try_for_each(|_| spend()));
        assert!(spent(5).is_ok());
        assert_eq!(
            spent(6).map_err(|e| e.kind()),
            Err(ErrorKind::LimitExceeded)
        );
        assert!(!is_on());
        // A run inside of another takes nothing from it, and a failed one leaves it as it was.
        let nested = run(2, || {
            spend()?;
            assert!(run(1, || spend_many(2)).is_err());
            spend()?;
            assert!(spend().is_err());
            spend()
        });
        assert!(nested.is_err());
    }

    #[test]
    fn what_is_done_again_is_paid_once() {
        let left = run(5, || {
            let before = mark();
            spend_many(4)?;
            back_to(before);
            spend_many(3)?;
            Ok(mark())
        });
        assert_eq!(left.map_err(|e| e.kind()), Ok(2));
    }
}

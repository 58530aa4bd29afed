//! How much a run may compute: the bounds of programs that were compiled with some.
//!
//! A run has what is left of each bound in a variable of its thread. Generated code that is bounded spends a unit of
//! fuel at every entry of a function, round of a loop and element of a walk, enters a level at every call of a function,
//! and says what it has built; what the library builds to a size that a number gives spends a unit for each element. Code
//! without bounds has no such calls in it. While a run is bounded, parallel forms work in order on its thread, so that the
//! counts are the same on every run and machine.

mod extent;

use core::cell::Cell;

use crate::error::{Error, ErrorKind, Result};
pub use extent::Extent;

/// No bound.
const OFF: u64 = u64::MAX;

/// The bounds of a run, and what is left of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    fuel: u64,
    depth: u64,
    bytes: u64,
}

impl Bounds {
    /// No bounds.
    pub const NONE: Bounds = Bounds {
        fuel: OFF,
        depth: OFF,
        bytes: OFF,
    };

    /// With so many units of fuel.
    pub const fn fuel(self, units: u64) -> Bounds {
        Bounds {
            fuel: bound(units),
            ..self
        }
    }

    /// With so many calls inside of each other.
    pub const fn max_depth(self, calls: u64) -> Bounds {
        Bounds {
            depth: bound(calls),
            ..self
        }
    }

    /// With so many bytes to build.
    pub const fn max_alloc(self, bytes: u64) -> Bounds {
        Bounds {
            bytes: bound(bytes),
            ..self
        }
    }
}

/// The largest number says that there is no bound.
const fn bound(units: u64) -> u64 {
    if units == OFF { OFF - 1 } else { units }
}

thread_local! {
    /// What is left to the run.
    static LEFT: Cell<Bounds> = const { Cell::new(Bounds::NONE) };
}

/// Puts back what was left outside, also when a panic goes by.
struct Outside(Bounds);

impl Drop for Outside {
    fn drop(&mut self) {
        LEFT.set(self.0);
    }
}

/// Runs with bounds of its own: what goes on outside neither gives it anything nor pays for it.
///
/// # Errors
/// `:limit-exceeded` when one of them is reached; else what the body gives.
pub fn run<T>(bounds: Bounds, body: impl FnOnce() -> Result<T>) -> Result<T> {
    let _outside = Outside(LEFT.replace(bounds));
    body()
}

/// Whether this thread is in a bounded run.
#[inline]
pub fn is_on() -> bool {
    LEFT.get() != Bounds::NONE
}

/// Spends one unit of fuel.
///
/// # Errors
/// `:limit-exceeded` when none is left.
#[inline]
pub fn spend() -> Result<()> {
    spend_many(1)
}

/// Spends so many units of fuel.
///
/// # Errors
/// `:limit-exceeded` when there are fewer; then none is left, so that no handler goes on for long.
#[inline]
pub fn spend_many(count: u64) -> Result<()> {
    let left = LEFT.get();
    match less(left.fuel, count) {
        Some(fuel) => {
            LEFT.set(Bounds { fuel, ..left });
            Ok(())
        }
        None => {
            LEFT.set(Bounds { fuel: 0, ..left });
            Err(exceeded("the run has used up the fuel that it was given"))
        }
    }
}

/// A call that is open; dropped, it is over.
#[must_use]
pub struct Level(());

impl Drop for Level {
    #[inline]
    fn drop(&mut self) {
        let left = LEFT.get();
        if left.depth != OFF {
            let depth = left.depth.saturating_add(1);
            LEFT.set(Bounds { depth, ..left });
        }
    }
}

/// Opens a call inside of those that are open.
///
/// # Errors
/// `:limit-exceeded` when there are as many as there may be.
#[inline]
pub fn enter() -> Result<Level> {
    let left = LEFT.get();
    match less(left.depth, 1) {
        Some(depth) => {
            LEFT.set(Bounds { depth, ..left });
            Ok(Level(()))
        }
        None => Err(exceeded(
            "the run has more calls open inside of each other than it may",
        )),
    }
}

/// Says that so many bytes are built.
///
/// # Errors
/// `:limit-exceeded` when that is more than are left; then none are.
#[inline]
pub fn build(bytes: u64) -> Result<()> {
    let left = LEFT.get();
    match less(left.bytes, bytes) {
        Some(bytes) => {
            LEFT.set(Bounds { bytes, ..left });
            Ok(())
        }
        None => {
            LEFT.set(Bounds { bytes: 0, ..left });
            Err(too_much())
        }
    }
}

/// [`build`] as generated code calls it.
///
/// # Errors
/// As [`build`].
#[inline]
pub fn build_part(bytes: i64) -> Result<()> {
    build(bytes.unsigned_abs())
}

/// Says that a value is built: its own elements or bytes, and nothing of what is in the elements.
///
/// # Errors
/// As [`build`].
#[inline]
pub fn built<T: Extent>(value: T) -> Result<T> {
    match is_building() {
        true => build(value.bytes()).map(|()| value),
        false => Ok(value),
    }
}

/// Whether what is built is counted.
#[inline]
pub fn is_building() -> bool {
    LEFT.get().bytes != OFF
}

/// Whether so many bytes may still be built.
///
/// # Errors
/// `:limit-exceeded` when they may not.
pub fn room(bytes: u64) -> Result<()> {
    match less(LEFT.get().bytes, bytes) {
        Some(_) => Ok(()),
        None => Err(too_much()),
    }
}

/// What is left, to come back to where a computation is done again.
pub fn mark() -> Bounds {
    LEFT.get()
}

/// Comes back to a mark.
pub fn back_to(mark: Bounds) {
    LEFT.set(mark);
}

/// What is left after so much; `None` if there is less.
#[inline]
fn less(left: u64, count: u64) -> Option<u64> {
    match left {
        OFF => Some(OFF),
        _ => left.checked_sub(count),
    }
}

#[cold]
fn too_much() -> Error {
    exceeded("the run has built more than it may")
}

#[cold]
fn exceeded(message: &'static str) -> Error {
    Error::constant(ErrorKind::LimitExceeded, message)
}

#[cfg(test)]
mod tests;

//! Bounds on what one call may build, so that a program cannot exhaust the machine by one number.
//!
//! `(repeat 1000000000000 0)` or `(repeat-str "x" 1e15)` ask for more memory than there is; asking
//! the allocator would abort the process. Everything whose size comes from a number, rather than
//! from the sizes of its arguments, asks here first.

use super::LibFn;
use crate::{Error, ErrorKind, Result, Value, meter};

/// The most elements of a sequence, or bytes of a string, that one call builds from a number: 2 GiB of
/// dynamic values.
pub const MAX_ELEMENTS: i64 = 1 << 27;

/// An empty vector with room for `count` elements; `:limit-exceeded` if that is too many.
pub(super) fn room<T>(name: &str, count: i64) -> Result<Vec<T>> {
    let mut items = Vec::new();
    let count = check(name, count)?;
    match items.try_reserve_exact(count) {
        Ok(()) => Ok(items),
        Err(_) => Err(exceeded(name, &count.to_string())),
    }
}

/// `count` as a size, at least 0; `:limit-exceeded` if it is beyond [`MAX_ELEMENTS`].
pub(super) fn check(name: &str, count: i64) -> Result<usize> {
    match usize::try_from(count.max(0)) {
        Ok(size) if count <= MAX_ELEMENTS => {
            meter::room(size as u64)?;
            meter::spend_many(size as u64)?;
            Ok(size)
        }
        _ => Err(exceeded(name, &count.to_string())),
    }
}

/// The `:limit-exceeded` error of an infinite producer that nothing bounds.
#[cold]
pub(super) fn unbounded(call: &str) -> Error {
    let message = format!(
        "`{call}` never ends: it needs a bounded consumer in the same chain, as in `(take 10 {call})`"
    );
    Error::new(ErrorKind::LimitExceeded, message)
}

#[cold]
fn exceeded(name: &str, asked: &str) -> Error {
    let message = format!("`{name}`: {asked} elements are more than the limit of {MAX_ELEMENTS}");
    Error::new(ErrorKind::LimitExceeded, message)
}

/// Functions that touch as much of a great argument as of a small one.
const TOUCH_LITTLE: &[&str] = &[
    "assoc",
    "conj",
    "cons",
    "contains?",
    "count",
    "dissoc",
    "empty?",
    "first",
    "get",
    "get-in",
    "identity",
    "last",
    "list",
    "next",
    "not",
    "nth",
    "peek",
    "pop",
    "rest",
    "second",
    "seq",
    "update",
    "vector",
];

/// What one of those builds at most, in bytes.
pub const LITTLE: u64 = 64;

impl LibFn {
    /// Whether it touches as much of a great argument as of a small one, and builds as much.
    pub fn touches_little(&self) -> bool {
        TOUCH_LITTLE.contains(&self.name())
    }

    /// Calls the dynamic form, and counts what it builds.
    pub(super) fn counted(&self, args: &[Value]) -> Result<Value> {
        let value = (self.eval)(args)?;
        if !meter::is_building() {
            return Ok(value);
        }
        match self.touches_little() {
            true => meter::build(LITTLE).map(|()| value),
            false => meter::built(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_bounded_on_both_sides() {
        assert_eq!(check("repeat", -3).unwrap(), 0);
        assert_eq!(
            check("repeat", MAX_ELEMENTS).unwrap(),
            MAX_ELEMENTS as usize
        );
        let error = check("repeat", i64::MAX).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
    }
}

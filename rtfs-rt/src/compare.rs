//! `compare`: one order for all values that have one.
//!
//! nil comes before everything; then within a kind: false before true, numbers by value (an int
//! and a float exactly; NaN after all others), strings by code point, keywords and symbols by
//! name, vectors and lists by length and then element by element, maps and sets by length and
//! then by their keys in order, maps then by their values. Values of other different kinds have
//! no order.

use core::cmp::Ordering;

use crate::error::{Error, ErrorKind, describe};
use crate::number::Number;
use crate::value::Value;

/// Floats by value; both zeros are equal, NaN comes last and equals itself.
#[inline]
pub(crate) fn floats(a: f64, b: f64) -> Ordering {
    a.partial_cmp(&b)
        .unwrap_or_else(|| a.is_nan().cmp(&b.is_nan()))
}

/// Numbers by value, an int and a float exactly.
pub(crate) fn numbers(a: &Number, b: &Number) -> Ordering {
    // Only NaN has no order, and it comes last.
    match (a, b) {
        (Number::Int(a), Number::Int(b)) => a.cmp(b),
        (Number::Float(a), Number::Float(b)) => floats(*a, *b),
        (Number::Int(a), Number::Float(b)) => a.compare_f64(*b).unwrap_or(Ordering::Less),
        (Number::Float(a), Number::Int(b)) => b
            .compare_f64(*a)
            .map_or(Ordering::Greater, Ordering::reverse),
    }
}

/// The error of comparing what has no order.
#[cold]
#[inline(never)]
pub(crate) fn no_order(a: &Value, b: &Value) -> Error {
    Error::new(
        ErrorKind::TypeError,
        format!("cannot compare {} and {}", describe(a), describe(b)),
    )
}

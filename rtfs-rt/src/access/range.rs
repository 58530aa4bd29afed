//! `range` of numbers that are not all known to be ints; a range of ints is a loop.

use super::wrong;
use crate::error::Result;
use crate::library::produce;
use crate::{Int, Number, Value, Vector};

/// `(range end)`, `(range start end)`, `(range start end step)`: ints, or floats if start or
/// step is a float.
///
/// # Errors
/// `:type-error` for a bound that is no number, `:validation-error` for a step of 0,
/// `:limit-exceeded` for a range that is too long, or has no end.
pub fn range_any(bounds: &[Value]) -> Result<Vector<Number>> {
    let (zero, one) = (Number::Int(Int::ZERO), Number::Int(Int::ONE));
    let (start, end, step) = match bounds {
        [] => return Err(produce::endless_range()),
        [end] => (zero, number(end)?, one),
        [start, end] => (number(start)?, number(end)?, one),
        [start, end, step, ..] => (number(start)?, number(end)?, number(step)?),
    };
    let items = produce::range(start, end, step)?;
    let mut numbers = Vec::with_capacity(items.len());
    numbers.extend(items.iter().filter_map(Value::as_number));
    Ok(Vector::from_vec(numbers))
}

/// The end of a range of ints that is counted up: the int that bounds the same ints.
///
/// # Errors
/// `:type-error` for what is no number, `:limit-exceeded` for an infinity.
pub fn range_end(end: &Value) -> Result<Int> {
    let end = produce::int_end(number(end)?, true)?;
    Ok(end.unwrap_or_else(|| Int::from(i64::MIN)))
}

/// The same of a range that is counted down.
///
/// # Errors
/// As [`range_end`].
pub fn range_end_down(end: &Value) -> Result<Int> {
    let end = produce::int_end(number(end)?, false)?;
    Ok(end.unwrap_or_else(|| Int::from(i64::MAX)))
}

fn number(bound: &Value) -> Result<Number> {
    bound
        .as_number()
        .ok_or_else(|| wrong("range", "numbers", bound))
}

//! Operations on numbers that have no method.

use crate::{Error, ErrorKind, Int, Number, Result};

/// `inc`
#[inline]
pub fn inc(number: Number) -> Number {
    number.add(Number::Int(Int::ONE))
}

/// `dec`
#[inline]
pub fn dec(number: Number) -> Number {
    number.sub(Number::Int(Int::ONE))
}

/// `zero?`
#[inline]
pub fn is_zero(number: &Number) -> bool {
    match number {
        Number::Int(int) => int.is_zero(),
        Number::Float(float) => *float == 0.0,
    }
}

/// `pos?`
#[inline]
pub fn is_positive(number: &Number) -> bool {
    match number {
        Number::Int(int) => int.is_positive(),
        Number::Float(float) => *float > 0.0,
    }
}

/// `neg?`
#[inline]
pub fn is_negative(number: &Number) -> bool {
    match number {
        Number::Int(int) => int.is_negative(),
        Number::Float(float) => *float < 0.0,
    }
}

/// `infinite?`
#[inline]
pub fn is_infinite(number: &Number) -> bool {
    matches!(number, Number::Float(float) if float.is_infinite())
}

/// `int` of a float: towards zero.
///
/// # Errors
/// `:overflow` for infinity and NaN, which are no int.
pub fn int_of_f64(float: f64) -> Result<Int> {
    Int::from_f64(float).ok_or_else(|| {
        Error::new(
            ErrorKind::Overflow,
            format!("{} is no int", crate::ops::readable(&float)),
        )
    })
}

/// `int` of a number.
///
/// # Errors
/// As of a float.
pub fn int_of(number: Number) -> Result<Int> {
    match number {
        Number::Int(int) => Ok(int),
        Number::Float(float) => int_of_f64(float),
    }
}

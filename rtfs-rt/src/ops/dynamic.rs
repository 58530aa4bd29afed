//! Arithmetic and comparison on values whose type is known only when they come.

use core::cmp::Ordering;

use crate::error::{Error, ErrorKind, Result, describe};
use crate::int::Int;
use crate::number::Number;
use crate::value::Value;

/// The error of an operand that is no number: ``` `+` takes numbers, got :string "a" ```.
#[cold]
#[inline(never)]
fn no_number(op: &str, got: &Value) -> Error {
    Error::new(
        ErrorKind::TypeError,
        format!("`{op}` takes numbers, got {}", describe(got)),
    )
}

fn operand(op: &str, value: &Value) -> Result<Number> {
    value.as_number().ok_or_else(|| no_number(op, value))
}

/// Both operands; the first that is no number is the error.
#[inline(never)]
fn operands(op: &str, a: &Value, b: &Value) -> Result<(Number, Number)> {
    Ok((operand(op, a)?, operand(op, b)?))
}

macro_rules! arithmetic {
    ($($name:ident $op:literal $checked:ident $float:tt $method:ident;)*) => {$(
        #[doc = concat!("`(", $op, " a b)`: ints give an int, a float makes the result a float.")]
        ///
        /// # Errors
        /// `:type-error` for an operand that is no number.
        #[inline]
        pub fn $name(a: &Value, b: &Value) -> Result<Number> {
            match (a, b) {
                (Value::Int(x), Value::Int(y)) => {
                    if let Some(result) = x.$checked(*y) {
                        return Ok(Number::Int(Int::Small(result)));
                    }
                }
                (Value::Float(x), Value::Float(y)) => return Ok(Number::Float(x $float y)),
                _ => {}
            }
            let (a, b) = operands($op, a, b)?;
            Ok(a.$method(b))
        }
    )*};
}

arithmetic! {
    dyn_add "+" checked_add + add;
    dyn_sub "-" checked_sub - sub;
    dyn_mul "*" checked_mul * mul;
}

/// `(/ a b)`: of ints an int when exact, else a float.
///
/// # Errors
/// `:type-error` for an operand that is no number; `:division-by-zero` for an int divided by the
/// int zero.
#[inline]
pub fn dyn_div(a: &Value, b: &Value) -> Result<Number> {
    if let (Value::Float(x), Value::Float(y)) = (a, b) {
        return Ok(Number::Float(x / y));
    }
    let (a, b) = operands("/", a, b)?;
    a.div(b)
}

macro_rules! integer_division {
    ($($name:ident $op:literal $fast:ident $method:ident;)*) => {$(
        #[doc = concat!("`(", $op, " a b)`.")]
        ///
        /// # Errors
        /// `:type-error` for an operand that is no number; `:division-by-zero` for an int divided
        /// by the int zero.
        #[inline]
        pub fn $name(a: &Value, b: &Value) -> Result<Number> {
            if let (Value::Int(x), Value::Int(y)) = (a, b) {
                if let Ok(result) = super::$fast(*x, *y) {
                    return Ok(Number::Int(Int::Small(result)));
                }
            }
            let (a, b) = operands($op, a, b)?;
            a.$method(b)
        }
    )*};
}

integer_division! {
    dyn_quot "quot" quot_i64 quot;
    dyn_rem "rem" rem_i64 rem;
    dyn_mod "mod" mod_i64 modulo;
}

/// `(pow a b)`: an int for an int and an exponent from 0 up, else a float.
///
/// # Errors
/// `:type-error` for an operand that is no number; `:overflow` for a result of more than 2³³ bits.
pub fn dyn_pow(a: &Value, b: &Value) -> Result<Number> {
    let (a, b) = operands("pow", a, b)?;
    a.pow(b)
}

/// `(max a b)`: the greater one as it is.
///
/// # Errors
/// `:type-error` for an operand that is no number.
pub fn dyn_max(a: &Value, b: &Value) -> Result<Number> {
    let (a, b) = operands("max", a, b)?;
    Ok(a.max(b))
}

/// `(min a b)`: the lesser one as it is.
///
/// # Errors
/// `:type-error` for an operand that is no number.
pub fn dyn_min(a: &Value, b: &Value) -> Result<Number> {
    let (a, b) = operands("min", a, b)?;
    Ok(a.min(b))
}

/// `(inc a)`.
///
/// # Errors
/// `:type-error` for an operand that is no number.
#[inline]
pub fn dyn_inc(a: &Value) -> Result<Number> {
    match a {
        Value::Int(x) if *x != i64::MAX => Ok(Number::Int(Int::Small(x + 1))),
        _ => Ok(operand("inc", a)?.add(Number::Int(Int::ONE))),
    }
}

/// `(dec a)`.
///
/// # Errors
/// `:type-error` for an operand that is no number.
#[inline]
pub fn dyn_dec(a: &Value) -> Result<Number> {
    match a {
        Value::Int(x) if *x != i64::MIN => Ok(Number::Int(Int::Small(x - 1))),
        _ => Ok(operand("dec", a)?.sub(Number::Int(Int::ONE))),
    }
}

/// `(- a)`.
///
/// # Errors
/// `:type-error` for an operand that is no number.
#[inline]
pub fn dyn_neg(a: &Value) -> Result<Number> {
    Ok(operand("-", a)?.neg())
}

/// `(abs a)`.
///
/// # Errors
/// `:type-error` for an operand that is no number.
pub fn dyn_abs(a: &Value) -> Result<Number> {
    Ok(operand("abs", a)?.abs())
}

macro_rules! comparison {
    ($($name:ident $op:literal $rust:tt $holds:expr;)*) => {$(
        #[doc = concat!("`(", $op, " a b)` by value, an int and a float exactly; false for NaN.")]
        ///
        /// # Errors
        /// `:type-error` for an operand that is no number.
        #[inline]
        pub fn $name(a: &Value, b: &Value) -> Result<bool> {
            match (a, b) {
                (Value::Int(x), Value::Int(y)) => Ok(x $rust y),
                (Value::Float(x), Value::Float(y)) => Ok(x $rust y),
                _ => {
                    let (a, b) = operands($op, a, b)?;
                    Ok(a.partial_cmp(&b).is_some_and($holds))
                }
            }
        }
    )*};
}

comparison! {
    dyn_lt "<" < Ordering::is_lt;
    dyn_gt ">" > Ordering::is_gt;
    dyn_le "<=" <= Ordering::is_le;
    dyn_ge ">=" >= Ordering::is_ge;
    dyn_num_eq "==" == Ordering::is_eq;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(i: i64) -> Value {
        Value::Int(i)
    }

    fn float(f: f64) -> Value {
        Value::Float(f)
    }

    #[test]
    fn ints_grow_and_floats_win() {
        assert_eq!(
            dyn_add(&int(i64::MAX), &int(1)).unwrap().to_string(),
            "9223372036854775808"
        );
        assert_eq!(
            dyn_sub(&int(i64::MIN), &int(1)).unwrap().to_string(),
            "-9223372036854775809"
        );
        assert_eq!(
            dyn_mul(&int(i64::MAX), &int(2)).unwrap().to_string(),
            "18446744073709551614"
        );
        assert_eq!(dyn_add(&int(1), &float(0.5)).unwrap(), Number::Float(1.5));
        assert_eq!(
            dyn_inc(&int(i64::MAX)).unwrap().to_string(),
            "9223372036854775808"
        );
        assert_eq!(
            dyn_dec(&int(i64::MIN)).unwrap().to_string(),
            "-9223372036854775809"
        );
        assert_eq!(
            dyn_neg(&int(i64::MIN)).unwrap().to_string(),
            "9223372036854775808"
        );
        assert_eq!(
            dyn_quot(&int(i64::MIN), &int(-1)).unwrap().to_string(),
            "9223372036854775808"
        );
        assert_eq!(
            dyn_div(&int(i64::MIN), &int(-1)).unwrap().to_string(),
            "9223372036854775808"
        );
        assert_eq!(dyn_rem(&int(i64::MIN), &int(-1)).unwrap(), Number::from(0));
        assert_eq!(dyn_mod(&int(-7), &int(2)).unwrap(), Number::from(1));
        assert_eq!(dyn_pow(&int(2), &int(10)).unwrap(), Number::from(1024));
        assert_eq!(dyn_max(&int(2), &float(1.5)).unwrap(), Number::from(2));
        assert_eq!(dyn_min(&int(2), &float(1.5)).unwrap(), Number::Float(1.5));
        assert_eq!(dyn_abs(&int(-2)).unwrap(), Number::from(2));
    }

    #[test]
    fn comparisons_are_exact() {
        let above = int((1 << 53) + 1);
        let at = float(9_007_199_254_740_992.0);
        assert!(dyn_gt(&above, &at).unwrap() && dyn_ge(&above, &at).unwrap());
        assert!(!dyn_lt(&above, &at).unwrap() && !dyn_le(&above, &at).unwrap());
        assert!(!dyn_num_eq(&above, &at).unwrap());
        assert!(dyn_num_eq(&int(1), &float(1.0)).unwrap());
        assert!(!dyn_le(&float(f64::NAN), &int(1)).unwrap());
    }

    #[test]
    fn what_is_no_number_is_named() {
        let text = Value::from("a");
        for (result, message) in [
            (
                dyn_add(&int(1), &text).err(),
                "`+` takes numbers, got :string \"a\"",
            ),
            (
                dyn_mul(&Value::Nil, &text).err(),
                "`*` takes numbers, got nil",
            ),
            (
                dyn_inc(&Value::Bool(true)).err(),
                "`inc` takes numbers, got :bool true",
            ),
            (
                dyn_lt(&int(1), &Value::Nil).err(),
                "`<` takes numbers, got nil",
            ),
            (
                dyn_quot(&text, &int(1)).err(),
                "`quot` takes numbers, got :string \"a\"",
            ),
        ] {
            let error = result.unwrap();
            assert_eq!(
                (error.kind(), error.message()),
                (ErrorKind::TypeError, message)
            );
        }
        assert_eq!(
            dyn_div(&int(1), &int(0)).unwrap_err().kind(),
            ErrorKind::DivisionByZero
        );
    }
}

//! [`Number`]: an int or a float, where the compiler knows no more than `:number`.
//!
//! Mixed operations give floats; comparison of an int and a float is exact.

use core::cmp::Ordering;
use core::fmt;

use crate::error::Result;
use crate::int::Int;

/// An int or a float.
#[derive(Clone)]
pub enum Number {
    /// An integer of any size.
    Int(Int),
    /// A float.
    Float(f64),
}

impl Number {
    /// The nearest float.
    #[inline]
    pub fn to_f64(&self) -> f64 {
        match self {
            Number::Int(int) => int.to_f64(),
            Number::Float(float) => *float,
        }
    }

    /// `self + other`.
    #[inline]
    #[allow(clippy::should_implement_trait, reason = "the trait calls this")]
    pub fn add(self, other: Number) -> Number {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => Number::Int(a.add(b)),
            (a, b) => Number::Float(a.to_f64() + b.to_f64()),
        }
    }

    /// `self - other`.
    #[inline]
    #[allow(clippy::should_implement_trait, reason = "the trait calls this")]
    pub fn sub(self, other: Number) -> Number {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => Number::Int(a.sub(b)),
            (a, b) => Number::Float(a.to_f64() - b.to_f64()),
        }
    }

    /// `self * other`.
    #[inline]
    #[allow(clippy::should_implement_trait, reason = "the trait calls this")]
    pub fn mul(self, other: Number) -> Number {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => Number::Int(a.mul(b)),
            (a, b) => Number::Float(a.to_f64() * b.to_f64()),
        }
    }

    /// `-self`.
    #[inline]
    #[allow(clippy::should_implement_trait, reason = "the trait calls this")]
    pub fn neg(self) -> Number {
        match self {
            Number::Int(int) => Number::Int(int.neg()),
            Number::Float(float) => Number::Float(-float),
        }
    }

    /// The absolute value.
    pub fn abs(self) -> Number {
        match self {
            Number::Int(int) => Number::Int(int.abs()),
            Number::Float(float) => Number::Float(float.abs()),
        }
    }

    /// `self / other`: of ints an int when exact, else the nearest float; a float divides by
    /// IEEE 754.
    ///
    /// # Errors
    /// `:division-by-zero` for an int divided by the int zero.
    #[inline]
    #[allow(
        clippy::should_implement_trait,
        reason = "it can fail, the trait cannot"
    )]
    pub fn div(self, other: Number) -> Result<Number> {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => a.div(b),
            (a, b) => Ok(Number::Float(a.to_f64() / b.to_f64())),
        }
    }

    /// The quotient rounded towards zero; a float when either is one.
    ///
    /// # Errors
    /// `:division-by-zero` for an int divided by the int zero.
    pub fn quot(self, other: Number) -> Result<Number> {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => a.quot(b).map(Number::Int),
            (a, b) => Ok(Number::Float((a.to_f64() / b.to_f64()).trunc())),
        }
    }

    /// The remainder of [`Number::quot`]: it has the sign of `self`.
    ///
    /// # Errors
    /// `:division-by-zero` for an int divided by the int zero.
    #[allow(
        clippy::should_implement_trait,
        reason = "it can fail, the trait cannot"
    )]
    pub fn rem(self, other: Number) -> Result<Number> {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => a.rem(b).map(Number::Int),
            (a, b) => Ok(Number::Float(a.to_f64() % b.to_f64())),
        }
    }

    /// The modulus: it has the sign of `other`.
    ///
    /// # Errors
    /// `:division-by-zero` for an int divided by the int zero.
    pub fn modulo(self, other: Number) -> Result<Number> {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => a.modulo(b).map(Number::Int),
            (a, b) => Ok(Number::Float(float_modulo(a.to_f64(), b.to_f64()))),
        }
    }

    /// `self` to the power of `exponent`: an int for an int and an exponent from 0 up, else a
    /// float.
    ///
    /// # Errors
    /// `:overflow` for a result of more than 2³³ bits.
    pub fn pow(self, exponent: Number) -> Result<Number> {
        match (self, exponent) {
            (Number::Int(base), Number::Int(exponent)) if !exponent.is_negative() => {
                base.pow(&exponent).map(Number::Int)
            }
            (a, b) => Ok(Number::Float(a.to_f64().powf(b.to_f64()))),
        }
    }

    /// The greater one, as it is; `self` when they are equal, NaN when either is NaN.
    pub fn max(self, other: Number) -> Number {
        match self.partial_cmp(&other) {
            Some(Ordering::Less) => other,
            None if other.is_nan() => other,
            _ => self,
        }
    }

    /// The lesser one, as it is; `self` when they are equal, NaN when either is NaN.
    pub fn min(self, other: Number) -> Number {
        match self.partial_cmp(&other) {
            Some(Ordering::Greater) => other,
            None if other.is_nan() => other,
            _ => self,
        }
    }

    /// Whether it is the float NaN.
    pub fn is_nan(&self) -> bool {
        matches!(self, Number::Float(float) if float.is_nan())
    }

    /// `==`: by value, whatever the types.
    pub fn equals(&self, other: &Number) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

/// The remainder of floats with the sign of `b`.
pub(crate) fn float_modulo(a: f64, b: f64) -> f64 {
    let rest = a % b;
    if rest != 0.0 && (rest < 0.0) != (b < 0.0) {
        rest + b
    } else {
        rest
    }
}

/// `=`: an int differs from every float.
impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        crate::data::Data::same(self, other)
    }
}

/// By value, an int and a float exactly; `None` for NaN.
impl PartialOrd for Number {
    #[inline]
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => Some(a.cmp(b)),
            (Number::Float(a), Number::Float(b)) => a.partial_cmp(b),
            (Number::Int(a), Number::Float(b)) => a.compare_f64(*b),
            (Number::Float(a), Number::Int(b)) => b.compare_f64(*a).map(Ordering::reverse),
        }
    }
}

impl core::hash::Hash for Number {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        crate::data::Data::digest(self, state);
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&crate::print::readable(self))
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Int> for Number {
    fn from(int: Int) -> Number {
        Number::Int(int)
    }
}

impl From<f64> for Number {
    fn from(float: f64) -> Number {
        Number::Float(float)
    }
}

impl From<f32> for Number {
    fn from(float: f32) -> Number {
        Number::Float(f64::from(float))
    }
}

macro_rules! from_integers {
    ($($rust:ty)*) => {$(
        impl From<$rust> for Number {
            #[inline]
            fn from(int: $rust) -> Number {
                Number::Int(Int::from(int))
            }
        }
    )*};
}

macro_rules! into_integers {
    ($($rust:ty)*) => {$(
        impl TryFrom<Number> for $rust {
            type Error = crate::error::Error;

            /// `:type-error` for a float, `:overflow` for an int that does not fit.
            fn try_from(number: Number) -> Result<$rust> {
                <$rust>::try_from(Int::try_from(number)?)
            }
        }
    )*};
}

into_integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

from_integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

/// An int from a number.
impl TryFrom<Number> for Int {
    type Error = crate::error::Error;

    /// `:type-error` for a float.
    fn try_from(number: Number) -> Result<Int> {
        match number {
            Number::Int(int) => Ok(int),
            float @ Number::Float(_) => Err(crate::error::Error::expected(
                ":int",
                &crate::data::Data::into_value(float),
            )),
        }
    }
}

impl From<Number> for f64 {
    /// The nearest float.
    fn from(number: Number) -> f64 {
        number.to_f64()
    }
}

const _: () = assert!(size_of::<Number>() == 16);

#[cfg(test)]
mod tests {
    use super::*;

    fn int(i: i64) -> Number {
        Number::from(i)
    }

    #[test]
    fn mixed_arithmetic_gives_floats() {
        assert_eq!(int(1).add(Number::Float(0.5)), Number::Float(1.5));
        assert_eq!(Number::Float(3.0).mul(int(2)), Number::Float(6.0));
        assert_eq!(int(i64::MAX).add(int(1)).to_string(), "9223372036854775808");
        assert_eq!(int(1).sub(int(3)), int(-2));
    }

    #[test]
    fn division_is_exact_or_a_float() {
        assert_eq!(int(6).div(int(2)).unwrap(), int(3));
        assert_eq!(int(7).div(int(2)).unwrap(), Number::Float(3.5));
        assert_eq!(
            int(7).div(Number::Float(0.0)).unwrap(),
            Number::Float(f64::INFINITY)
        );
        assert!(int(0).div(Number::Float(0.0)).unwrap().is_nan());
        assert_eq!(
            int(7).div(int(0)).unwrap_err().to_string(),
            ":division-by-zero an integer was divided by zero"
        );
    }

    #[test]
    fn integer_division_of_floats() {
        assert_eq!(
            Number::Float(-7.5).quot(int(2)).unwrap(),
            Number::Float(-3.0)
        );
        assert_eq!(
            Number::Float(-7.5).rem(int(2)).unwrap(),
            Number::Float(-1.5)
        );
        assert_eq!(
            Number::Float(-7.5).modulo(int(2)).unwrap(),
            Number::Float(0.5)
        );
        assert_eq!(
            Number::Float(7.5).modulo(int(-2)).unwrap(),
            Number::Float(-0.5)
        );
    }

    #[test]
    fn max_and_min_keep_the_winner() {
        assert_eq!(int(3).max(Number::Float(2.5)), int(3));
        assert_eq!(int(2).max(Number::Float(2.5)), Number::Float(2.5));
        assert_eq!(int(2).min(Number::Float(2.0)), int(2));
        assert!(int(2).max(Number::Float(f64::NAN)).is_nan());
        assert!(Number::Float(f64::NAN).min(int(2)).is_nan());
    }

    #[test]
    fn comparison_with_floats_is_exact() {
        let two_to_53 = 1_i64 << 53;
        assert!(int(two_to_53 + 1) > Number::Float(two_to_53 as f64));
        assert!(int(i64::MAX) < Number::Float(9_223_372_036_854_775_808.0));
        assert!(Number::Float(0.5) > int(0));
        assert!(Number::Float(-0.5) < int(0));
        assert!(int(1).equals(&Number::Float(1.0)));
        assert_ne!(int(1), Number::Float(1.0));
        assert_eq!(int(1).partial_cmp(&Number::Float(f64::NAN)), None);
    }

    #[test]
    fn powers() {
        assert_eq!(
            int(2).pow(int(100)).unwrap().to_string(),
            "1267650600228229401496703205376"
        );
        assert_eq!(int(2).pow(int(-1)).unwrap(), Number::Float(0.5));
        assert_eq!(
            int(2).pow(Number::Float(0.5)).unwrap(),
            Number::Float(2.0_f64.sqrt())
        );
    }
}

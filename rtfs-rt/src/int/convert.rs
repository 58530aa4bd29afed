//! Conversions between [`Int`] and Rust's numbers, and comparison with floats.

use core::cmp::Ordering;

use dashu_int::IBig;

use super::Int;
use crate::error::{Error, ErrorKind};

impl Int {
    /// The nearest float; ties go to the even one, and what is beyond the floats is infinite.
    #[inline]
    pub fn to_f64(&self) -> f64 {
        match self {
            #[allow(clippy::cast_precision_loss, reason = "`as` rounds to nearest even")]
            Int::Small(small) => *small as f64,
            Int::Big(_) => scaled_f64(self, 0),
        }
    }

    /// The integer part of a float, rounded towards zero; `None` for infinities and NaN.
    pub fn from_f64(value: f64) -> Option<Int> {
        if !value.is_finite() {
            return None;
        }
        let value = value.trunc();
        // Both bounds are exact floats; the upper one is beyond `i64`.
        if (-TWO_TO_63..TWO_TO_63).contains(&value) {
            #[allow(clippy::cast_possible_truncation, reason = "it is whole and in range")]
            return Some(Int::Small(value as i64));
        }
        let bits = value.abs().to_bits();
        let mantissa = (bits & ((1 << 52) - 1)) | (1 << 52);
        // At 2⁶³ and up the exponent is at least 63, so the mantissa is shifted left by 11 or more.
        let shift = usize::try_from((bits >> 52).saturating_sub(1075)).ok()?;
        let magnitude = IBig::from(mantissa) << shift;
        Some(Int::from_ibig(if value < 0.0 {
            -magnitude
        } else {
            magnitude
        }))
    }

    /// Compares with a float exactly; `None` for NaN.
    #[inline]
    pub fn compare_f64(&self, other: f64) -> Option<Ordering> {
        match self {
            // Integers up to 2⁵³ are exact floats.
            #[allow(clippy::cast_precision_loss, reason = "it is exact")]
            Int::Small(small) if small.unsigned_abs() <= 1 << 53 => {
                (*small as f64).partial_cmp(&other)
            }
            _ => self.compare_f64_slow(other),
        }
    }

    #[cold]
    fn compare_f64_slow(&self, other: f64) -> Option<Ordering> {
        if other.is_nan() {
            return None;
        }
        match Int::from_f64(other) {
            None if other > 0.0 => Some(Ordering::Less),
            None => Some(Ordering::Greater),
            Some(whole) => Some(self.cmp(&whole).then_with(|| {
                // Equal integer parts: what the float has after the point decides.
                0.0.partial_cmp(&other.fract()).unwrap_or(Ordering::Equal)
            })),
        }
    }
}

const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;

/// The float nearest to `value · 2^exponent`, for subnormals too.
pub(super) fn scaled_f64(value: &Int, exponent: i64) -> f64 {
    if value.is_zero() {
        return 0.0;
    }
    let negative = value.is_negative();
    let length = i64::try_from(value.bit_length()).unwrap_or(i64::MAX);
    // The value is below 2^top and not below 2^(top - 1).
    let top = length.saturating_add(exponent);
    if top > 1024 {
        return if negative {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        };
    }
    if top < -1074 {
        return if negative { -0.0 } else { 0.0 };
    }
    // How many bits the result keeps: 53, and fewer below the normal floats.
    let kept = (top + 1074).min(53);
    let dropped = length - kept;
    let magnitude = value.clone().abs();
    let mut mantissa;
    if dropped <= 0 {
        let shift = Int::Small(-dropped);
        mantissa = magnitude.shift_left(&shift).unwrap_or(Int::ZERO);
    } else {
        let half = Int::Small(dropped - 1);
        let doubled = magnitude.clone().shift_right(&half).unwrap_or(Int::ZERO);
        let sticky = doubled.clone().shift_left(&half).unwrap_or(Int::ZERO) != magnitude;
        let round = !doubled.is_even();
        mantissa = doubled.shift_right(&Int::ONE).unwrap_or(Int::ZERO);
        if round && (sticky || !mantissa.is_even()) {
            mantissa = mantissa.inc();
        }
    }
    // The mantissa has at most 54 bits (53 and a carry, which leaves a power of two): exact.
    let mut result = mantissa.as_i64().map_or(f64::INFINITY, |m| {
        #[allow(clippy::cast_precision_loss, reason = "it is exact")]
        let exact = m as f64;
        exact
    });
    let mut scale = top - kept;
    // Powers of two beyond the floats' exponents in two exact steps.
    while scale != 0 {
        let step = scale.clamp(-1000, 1000);
        result *= power_of_two(step);
        scale -= step;
    }
    if negative { -result } else { result }
}

/// `2^exponent` for an exponent from -1000 to 1000.
fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits((exponent + 1023).unsigned_abs() << 52)
}

macro_rules! always_small {
    ($($rust:ty)*) => {$(
        impl From<$rust> for Int {
            #[inline(always)]
            fn from(value: $rust) -> Int {
                Int::Small(i64::from(value))
            }
        }
    )*};
}

always_small!(i8 i16 i32 i64 u8 u16 u32);

macro_rules! maybe_small {
    ($($rust:ty)*) => {$(
        impl From<$rust> for Int {
            #[inline]
            fn from(value: $rust) -> Int {
                match i64::try_from(value) {
                    Ok(small) => Int::Small(small),
                    Err(_) => Int::from_ibig(IBig::from(value)),
                }
            }
        }
    )*};
}

maybe_small!(u64 usize isize i128 u128);

macro_rules! try_into {
    ($($rust:ty, $name:literal;)*) => {$(
        impl TryFrom<&Int> for $rust {
            type Error = Error;

            /// `:overflow` when it does not fit.
            #[inline]
            fn try_from(int: &Int) -> Result<$rust, Error> {
                let fits = match int {
                    Int::Small(small) => <$rust>::try_from(*small).ok(),
                    Int::Big(big) => <$rust>::try_from(&*big.0).ok(),
                };
                fits.ok_or_else(|| out_of_range(int, $name))
            }
        }

        impl TryFrom<Int> for $rust {
            type Error = Error;

            /// `:overflow` when it does not fit.
            #[inline]
            fn try_from(int: Int) -> Result<$rust, Error> {
                <$rust>::try_from(&int)
            }
        }
    )*};
}

try_into! {
    i8, ":i8";
    i16, ":i16";
    i32, ":i32";
    i64, ":i64";
    i128, ":i128";
    isize, ":isize";
    u8, ":u8";
    u16, ":u16";
    u32, ":u32";
    u64, ":u64";
    u128, ":u128";
    usize, ":usize";
}

/// The error of an integer that a machine integer cannot hold.
#[cold]
#[inline(never)]
fn out_of_range(int: &Int, name: &str) -> Error {
    let shown = crate::error::shorten(&crate::value::Value::from(int.clone()));
    Error::new(
        ErrorKind::Overflow,
        format!("expected {name}, got {shown}, which is out of its range"),
    )
}

impl From<&Int> for Int {
    fn from(int: &Int) -> Int {
        int.clone()
    }
}

impl From<bool> for Int {
    fn from(value: bool) -> Int {
        Int::Small(i64::from(value))
    }
}

macro_rules! compare_with {
    ($($rust:ty)*) => {$(
        impl PartialEq<$rust> for Int {
            #[inline]
            fn eq(&self, other: &$rust) -> bool {
                self.cmp(&Int::from(*other)).is_eq()
            }
        }

        impl PartialEq<Int> for $rust {
            #[inline]
            fn eq(&self, other: &Int) -> bool {
                Int::from(*self).cmp(other).is_eq()
            }
        }

        impl PartialOrd<$rust> for Int {
            #[inline]
            fn partial_cmp(&self, other: &$rust) -> Option<Ordering> {
                Some(self.cmp(&Int::from(*other)))
            }
        }

        impl PartialOrd<Int> for $rust {
            #[inline]
            fn partial_cmp(&self, other: &Int) -> Option<Ordering> {
                Some(Int::from(*self).cmp(other))
            }
        }
    )*};
}

compare_with!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

impl PartialEq<f64> for Int {
    fn eq(&self, other: &f64) -> bool {
        self.compare_f64(*other) == Some(Ordering::Equal)
    }
}

impl PartialOrd<f64> for Int {
    fn partial_cmp(&self, other: &f64) -> Option<Ordering> {
        self.compare_f64(*other)
    }
}

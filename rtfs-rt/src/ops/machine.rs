//! Arithmetic of the fast twin: checked `i64`, and the float forms that Rust lacks.

use crate::error::{Error, Result};
use crate::int::{Int, division_by_zero};
use crate::number::{Number, float_modulo};

macro_rules! checked {
    ($($(#[$doc:meta])* $name:ident $method:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// # Errors
        /// The exit signal when the result does not fit.
        #[inline(always)]
        pub fn $name(a: i64, b: i64) -> Result<i64> {
            match a.$method(b) {
                Some(result) => Ok(result),
                None => Err(Error::exit()),
            }
        }
    )*};
}

checked! {
    /// `a + b`.
    add_i64 checked_add;
    /// `a - b`.
    sub_i64 checked_sub;
    /// `a * b`.
    mul_i64 checked_mul;
}

/// `a + 1`.
///
/// # Errors
/// The exit signal when the result does not fit.
#[inline(always)]
pub fn inc_i64(a: i64) -> Result<i64> {
    add_i64(a, 1)
}

/// `a - 1`.
///
/// # Errors
/// The exit signal when the result does not fit.
#[inline(always)]
pub fn dec_i64(a: i64) -> Result<i64> {
    sub_i64(a, 1)
}

/// `-a`.
///
/// # Errors
/// The exit signal when the result does not fit.
#[inline(always)]
pub fn neg_i64(a: i64) -> Result<i64> {
    sub_i64(0, a)
}

/// The absolute value.
///
/// # Errors
/// The exit signal when the result does not fit.
#[inline(always)]
pub fn abs_i64(a: i64) -> Result<i64> {
    if a < 0 { neg_i64(a) } else { Ok(a) }
}

/// The quotient, rounded towards zero.
///
/// # Errors
/// `:division-by-zero`; the exit signal when the result does not fit.
#[inline(always)]
pub fn quot_i64(a: i64, b: i64) -> Result<i64> {
    match a.checked_div(b) {
        Some(quotient) => Ok(quotient),
        None if b == 0 => Err(division_by_zero()),
        None => Err(Error::exit()),
    }
}

/// The remainder of [`quot_i64`], with the sign of `a`.
///
/// # Errors
/// `:division-by-zero`.
#[inline(always)]
pub fn rem_i64(a: i64, b: i64) -> Result<i64> {
    if b == 0 {
        Err(division_by_zero())
    } else {
        Ok(a.wrapping_rem(b))
    }
}

/// The modulus, with the sign of `b`.
///
/// # Errors
/// `:division-by-zero`.
#[inline(always)]
pub fn mod_i64(a: i64, b: i64) -> Result<i64> {
    if b == 0 {
        return Err(division_by_zero());
    }
    let rest = a.wrapping_rem(b);
    // The signs differ, so the sum is between them.
    Ok(if rest != 0 && (rest ^ b) < 0 {
        rest + b
    } else {
        rest
    })
}

/// `bit-shift-left`.
///
/// # Errors
/// The exit signal where a bit would be lost, and for a count that is no shift of a machine int.
#[inline(always)]
pub fn shl_i64(a: i64, count: i64) -> Result<i64> {
    if (0..64).contains(&count) {
        let shifted = a << count;
        if shifted >> count == a {
            return Ok(shifted);
        }
    }
    Err(Error::exit())
}

/// `bit-shift-right`: fills with the sign.
///
/// # Errors
/// The exit signal for a negative count.
#[inline(always)]
pub fn shr_i64(a: i64, count: i64) -> Result<i64> {
    if count < 0 {
        return Err(Error::exit());
    }
    Ok(a >> count.min(63))
}

/// `(mod (* a b) m)`, exact whatever the product.
///
/// # Errors
/// `:division-by-zero`.
#[inline(always)]
pub fn mul_mod_i64(a: i64, b: i64, m: i64) -> Result<i64> {
    match a.checked_mul(b) {
        Some(product) => mod_i64(product, m),
        None => wide_mul_mod(a, b, m),
    }
}

/// `(mod (* a b) m)` for a positive `m`.
#[inline(always)]
pub fn mul_mod_by(a: i64, b: i64, m: i64) -> i64 {
    match a.checked_mul(b) {
        Some(product) => product.rem_euclid(m),
        None => wide_mul_mod_by(a, b, m),
    }
}

#[cold]
#[inline(never)]
fn wide_mul_mod_by(a: i64, b: i64, m: i64) -> i64 {
    let rest = (i128::from(a) * i128::from(b)).checked_rem_euclid(i128::from(m));
    // It is below `m`, which is positive.
    rest.and_then(|rest| i64::try_from(rest).ok()).unwrap_or(0)
}

#[cold]
#[inline(never)]
fn wide_mul_mod(a: i64, b: i64, m: i64) -> Result<i64> {
    if m == 0 {
        return Err(division_by_zero());
    }
    let m = i128::from(m);
    let rest = i128::from(a) * i128::from(b) % m;
    let modulus = if rest != 0 && (rest ^ m) < 0 {
        rest + m
    } else {
        rest
    };
    // Nearer to zero than `m`, which fits.
    i64::try_from(modulus).map_err(|_| Error::exit())
}

/// `/`: an int when exact, else the nearest float.
///
/// # Errors
/// `:division-by-zero`.
#[inline]
pub fn div_i64(a: i64, b: i64) -> Result<Number> {
    Int::Small(a).div(Int::Small(b))
}

/// `a` to the power of `b`, which must not be negative.
///
/// # Errors
/// The exit signal when the result does not fit, or `b` is negative.
#[inline]
pub fn pow_i64(a: i64, b: i64) -> Result<i64> {
    match u32::try_from(b).ok().and_then(|b| a.checked_pow(b)) {
        Some(power) => Ok(power),
        None => Err(Error::exit()),
    }
}

/// The greatest common divisor, never negative.
///
/// # Errors
/// The exit signal when the result does not fit.
#[inline]
pub fn gcd_i64(a: i64, b: i64) -> Result<i64> {
    match Int::Small(a).gcd(Int::Small(b)).as_i64() {
        Some(divisor) => Ok(divisor),
        None => Err(Error::exit()),
    }
}

/// `quot` of floats: the quotient rounded towards zero.
#[inline(always)]
pub fn quot_f64(a: f64, b: f64) -> f64 {
    (a / b).trunc()
}

/// `mod` of floats: the remainder with the sign of `b`.
#[inline(always)]
pub fn mod_f64(a: f64, b: f64) -> f64 {
    float_modulo(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Integers where something happens.
    fn edges() -> impl Strategy<Value = i64> {
        prop_oneof![
            any::<i64>(),
            -3..4_i64,
            prop::sample::select(vec![
                i64::MIN,
                i64::MIN + 1,
                i64::MAX,
                i64::MAX - 1,
                1 << 31,
                1 << 32,
                -(1 << 32)
            ]),
        ]
    }

    fn fits(exact: i128, got: Result<i64>) -> bool {
        match got {
            Ok(result) => i128::from(result) == exact,
            Err(error) => error.is_exit() && i64::try_from(exact).is_err(),
        }
    }

    proptest! {
        #[test]
        fn exits_exactly_when_it_does_not_fit(a in edges(), b in edges()) {
            let (x, y) = (i128::from(a), i128::from(b));
            prop_assert!(fits(x + y, add_i64(a, b)));
            prop_assert!(fits(x - y, sub_i64(a, b)));
            prop_assert!(fits(x * y, mul_i64(a, b)));
            prop_assert!(fits(-x, neg_i64(a)));
            prop_assert!(fits(x.abs(), abs_i64(a)));
            prop_assert!(fits(x + 1, inc_i64(a)));
            prop_assert!(fits(x - 1, dec_i64(a)));
            if b != 0 {
                prop_assert!(fits(x / y, quot_i64(a, b)));
                prop_assert!(fits(x % y, rem_i64(a, b)));
                prop_assert!(fits(((x % y) + y) % y, mod_i64(a, b)));
            }
        }

        #[test]
        fn modular_products_are_exact(a in edges(), b in edges(), m in edges()) {
            prop_assume!(m != 0);
            let (x, m_wide) = (i128::from(a) * i128::from(b), i128::from(m));
            prop_assert!(fits(((x % m_wide) + m_wide) % m_wide, mul_mod_i64(a, b, m)));
        }
    }

    #[test]
    fn zero_divides_nothing() {
        for result in [
            quot_i64(1, 0),
            rem_i64(1, 0),
            mod_i64(1, 0),
            mul_mod_i64(i64::MAX, 9, 0),
        ] {
            assert_eq!(result.unwrap_err().kind(), crate::ErrorKind::DivisionByZero);
        }
        assert!(div_i64(1, 0).is_err());
    }

    #[test]
    fn powers_and_divisors() {
        assert_eq!(pow_i64(2, 62).unwrap(), 1 << 62);
        assert!(pow_i64(2, 63).unwrap_err().is_exit());
        assert!(pow_i64(2, -1).unwrap_err().is_exit());
        assert_eq!(gcd_i64(-12, 18).unwrap(), 6);
        assert!(gcd_i64(i64::MIN, 0).unwrap_err().is_exit());
    }
}

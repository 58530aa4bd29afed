//! Arithmetic: the small case inline, the big one on the cold side.

use core::ops::{AddAssign, MulAssign, SubAssign};
use std::sync::Arc;

use dashu_int::IBig;
use dashu_int::ops::{Abs, DivRem, Gcd, SquareRoot, UnsignedAbs};

use super::{BigInt, Int};
use crate::error::{Error, ErrorKind, Result};
use crate::number::Number;

/// The number of bits beyond which a power or a shift is refused: a result of 1 GiB.
const MOST_BITS: u64 = 1 << 33;

impl Int {
    /// `self + other`.
    #[inline(always)]
    #[allow(clippy::should_implement_trait, reason = "the trait calls this")]
    pub fn add(self, other: Int) -> Int {
        if let (Int::Small(a), Int::Small(b)) = (&self, &other)
            && let Some(sum) = a.checked_add(*b)
        {
            return Int::Small(sum);
        }
        add_big(self, other)
    }

    /// `self - other`.
    #[inline(always)]
    #[allow(clippy::should_implement_trait, reason = "the trait calls this")]
    pub fn sub(self, other: Int) -> Int {
        if let (Int::Small(a), Int::Small(b)) = (&self, &other)
            && let Some(difference) = a.checked_sub(*b)
        {
            return Int::Small(difference);
        }
        sub_big(self, other)
    }

    /// `self * other`.
    #[inline(always)]
    #[allow(clippy::should_implement_trait, reason = "the trait calls this")]
    pub fn mul(self, other: Int) -> Int {
        if let (Int::Small(a), Int::Small(b)) = (&self, &other)
            && let Some(product) = a.checked_mul(*b)
        {
            return Int::Small(product);
        }
        mul_big(self, other)
    }

    /// `-self`.
    #[inline(always)]
    #[allow(clippy::should_implement_trait, reason = "the trait calls this")]
    pub fn neg(self) -> Int {
        match &self {
            Int::Small(a) if *a != i64::MIN => Int::Small(-a),
            _ => Int::from_ibig(-self.into_ibig()),
        }
    }

    /// The absolute value.
    #[inline]
    pub fn abs(self) -> Int {
        if self.is_negative() { self.neg() } else { self }
    }

    /// `self + 1`.
    #[inline(always)]
    pub fn inc(self) -> Int {
        self.add(Int::ONE)
    }

    /// `self - 1`.
    #[inline(always)]
    pub fn dec(self) -> Int {
        self.sub(Int::ONE)
    }

    /// The quotient, rounded towards zero.
    ///
    /// # Errors
    /// `:division-by-zero`.
    #[inline(always)]
    pub fn quot(self, other: Int) -> Result<Int> {
        if let (Int::Small(a), Int::Small(b)) = (&self, &other)
            && let Some(quotient) = a.checked_div(*b)
        {
            return Ok(Int::Small(quotient));
        }
        quot_big(self, other)
    }

    /// The remainder of [`Int::quot`]: it has the sign of `self`.
    ///
    /// # Errors
    /// `:division-by-zero`.
    #[inline(always)]
    #[allow(
        clippy::should_implement_trait,
        reason = "it can fail, the trait cannot"
    )]
    pub fn rem(self, other: Int) -> Result<Int> {
        if let (Int::Small(a), Int::Small(b)) = (&self, &other)
            && *b != 0
        {
            return Ok(Int::Small(a.wrapping_rem(*b)));
        }
        rem_big(self, other)
    }

    /// The modulus: it has the sign of `other`.
    ///
    /// # Errors
    /// `:division-by-zero`.
    #[inline(always)]
    pub fn modulo(self, other: Int) -> Result<Int> {
        if let (Int::Small(a), Int::Small(b)) = (&self, &other)
            && *b != 0
        {
            let rest = a.wrapping_rem(*b);
            let across = rest != 0 && (rest < 0) != (*b < 0);
            return Ok(Int::Small(if across { rest + b } else { rest }));
        }
        modulo_big(self, other)
    }

    /// `/`: an integer when the division is exact, else the nearest float.
    ///
    /// # Errors
    /// `:division-by-zero`.
    #[inline]
    #[allow(
        clippy::should_implement_trait,
        reason = "it can fail, the trait cannot"
    )]
    pub fn div(self, other: Int) -> Result<Number> {
        if let (Int::Small(a), Int::Small(b)) = (&self, &other)
            && *b != 0
            && a.wrapping_rem(*b) == 0
            && let Some(quotient) = a.checked_div(*b)
        {
            return Ok(Number::Int(Int::Small(quotient)));
        }
        div_slow(self, other)
    }

    /// `self` to the power of `exponent`, which must not be negative; `0` to the `0` is `1`.
    ///
    /// # Errors
    /// `:overflow` for a negative exponent, and for a result of more than 2³³ bits.
    pub fn pow(self, exponent: &Int) -> Result<Int> {
        if exponent.is_negative() {
            return Err(Error::constant(
                ErrorKind::Overflow,
                "a negative power of an integer is no integer",
            ));
        }
        match self {
            Int::Small(0 | 1) if exponent.is_zero() => return Ok(Int::ONE),
            Int::Small(base @ (0 | 1)) => return Ok(Int::Small(base)),
            Int::Small(-1) => return Ok(Int::Small(if exponent.is_even() { 1 } else { -1 })),
            _ => {}
        }
        let small = exponent.as_i64().and_then(|e| u64::try_from(e).ok());
        let Some(e) = small.filter(|e| e.saturating_mul(self.bit_length() - 1) <= MOST_BITS) else {
            return Err(too_big());
        };
        if let (Int::Small(base), Ok(e)) = (&self, u32::try_from(e))
            && let Some(power) = base.checked_pow(e)
        {
            return Ok(Int::Small(power));
        }
        let e = usize::try_from(e).map_err(|_| too_big())?;
        Ok(Int::from_ibig(self.into_ibig().pow(e)))
    }

    /// The greatest common divisor, never negative; that of zeros is zero.
    pub fn gcd(self, other: Int) -> Int {
        match (&self, &other) {
            (Int::Small(a), Int::Small(b)) => {
                let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
                while b != 0 {
                    (a, b) = (b, a % b);
                }
                Int::from(a)
            }
            (_, Int::Small(0)) => self.abs(),
            (Int::Small(0), _) => other.abs(),
            _ => Int::from_ibig(IBig::from(self.into_ibig().gcd(other.into_ibig()))),
        }
    }

    /// The least common multiple, never negative; that of anything and zero is zero.
    pub fn lcm(self, other: Int) -> Int {
        if self.is_zero() || other.is_zero() {
            return Int::ZERO;
        }
        let divisor = self.clone().gcd(other.clone());
        // The divisor of non-zero integers is not zero, so there is a quotient.
        self.quot(divisor)
            .map_or(Int::ZERO, |part| part.mul(other).abs())
    }

    /// `1 · 2 · … · self`.
    ///
    /// # Errors
    /// `:validation-error` for a negative integer, `:overflow` for more than 2³³ bits of result.
    pub fn factorial(&self) -> Result<Int> {
        let Some(n) = self.as_i64().and_then(|n| u64::try_from(n).ok()) else {
            return Err(if self.is_negative() {
                Error::constant(
                    ErrorKind::ValidationError,
                    "a negative integer has no factorial",
                )
            } else {
                too_big()
            });
        };
        if n.saturating_mul(u64::from(n.checked_ilog2().unwrap_or(0))) > MOST_BITS {
            return Err(too_big());
        }
        Ok(product(1, n))
    }

    /// The largest integer whose square is not above `self`.
    ///
    /// # Errors
    /// `:overflow` for a negative integer.
    pub fn isqrt(self) -> Result<Int> {
        match self {
            negative if negative.is_negative() => Err(Error::constant(
                ErrorKind::Overflow,
                "a negative integer has no square root",
            )),
            Int::Small(small) => Ok(Int::Small(small.isqrt())),
            big @ Int::Big(_) => Ok(Int::from_ibig(IBig::from(
                big.into_ibig().unsigned_abs().sqrt(),
            ))),
        }
    }
}

/// The product of `first ..= last` by halves, so that factors of like size meet.
fn product(first: u64, last: u64) -> Int {
    if last.saturating_sub(first) < 16 {
        return (first..=last).fold(Int::ONE, |product, factor| product.mul(Int::from(factor)));
    }
    let middle = first.midpoint(last);
    product(first, middle).mul(product(middle + 1, last))
}

#[cold]
pub(super) fn too_big() -> Error {
    Error::constant(
        ErrorKind::Overflow,
        "the integer would take more than a gibibyte",
    )
}

/// The error of an integer divided by zero.
#[cold]
#[inline(never)]
pub(crate) fn division_by_zero() -> Error {
    Error::constant(ErrorKind::DivisionByZero, "an integer was divided by zero")
}

/// Changes an unshared big integer in place, and copies a shared one.
fn update(
    mut big: BigInt,
    change: impl FnOnce(&mut IBig),
    copy: impl FnOnce(&IBig) -> IBig,
) -> Int {
    match Arc::get_mut(&mut big.0) {
        Some(own) => {
            change(own);
            match i64::try_from(&*own) {
                Ok(small) => Int::Small(small),
                Err(_) => Int::Big(big),
            }
        }
        None => Int::from_ibig(copy(&big.0)),
    }
}

#[cold]
#[inline(never)]
fn add_big(a: Int, b: Int) -> Int {
    match (a, b) {
        (Int::Small(a), Int::Small(b)) => Int::from(i128::from(a) + i128::from(b)),
        (Int::Big(a), Int::Small(b)) | (Int::Small(b), Int::Big(a)) => {
            update(a, |a| a.add_assign(b), |a| a + b)
        }
        (Int::Big(a), Int::Big(b)) => {
            let (a, b) = unshared_first(a, b);
            update(a, |a| a.add_assign(&*b.0), |a| a + &*b.0)
        }
    }
}

#[cold]
#[inline(never)]
fn sub_big(a: Int, b: Int) -> Int {
    match (a, b) {
        (Int::Small(a), Int::Small(b)) => Int::from(i128::from(a) - i128::from(b)),
        (Int::Big(a), Int::Small(b)) => update(a, |a| a.sub_assign(b), |a| a - b),
        (Int::Small(a), Int::Big(b)) => Int::from_ibig(a - &*b.0),
        (Int::Big(a), Int::Big(b)) => update(a, |a| a.sub_assign(&*b.0), |a| a - &*b.0),
    }
}

#[cold]
#[inline(never)]
fn mul_big(a: Int, b: Int) -> Int {
    match (a, b) {
        (Int::Small(a), Int::Small(b)) => Int::from(i128::from(a) * i128::from(b)),
        (Int::Big(a), Int::Small(b)) | (Int::Small(b), Int::Big(a)) => {
            update(a, |a| a.mul_assign(b), |a| a * b)
        }
        (Int::Big(a), Int::Big(b)) => Int::from_ibig(&*a.0 * &*b.0),
    }
}

#[cold]
#[inline(never)]
fn quot_big(a: Int, b: Int) -> Result<Int> {
    if b.is_zero() {
        return Err(division_by_zero());
    }
    Ok(Int::from_ibig(a.into_ibig() / b.into_ibig()))
}

#[cold]
#[inline(never)]
fn rem_big(a: Int, b: Int) -> Result<Int> {
    if b.is_zero() {
        return Err(division_by_zero());
    }
    Ok(Int::from_ibig(a.into_ibig() % b.into_ibig()))
}

#[cold]
#[inline(never)]
fn modulo_big(a: Int, b: Int) -> Result<Int> {
    let rest = rem_big(a, b.clone())?;
    let across = !rest.is_zero() && rest.is_negative() != b.is_negative();
    Ok(if across { rest.add(b) } else { rest })
}

#[cold]
#[inline(never)]
fn div_slow(a: Int, b: Int) -> Result<Number> {
    if b.is_zero() {
        return Err(division_by_zero());
    }
    let (a, b) = (a.into_ibig(), b.into_ibig());
    let (quotient, rest) = (&a).div_rem(&b);
    if rest.is_zero() {
        return Ok(Number::Int(Int::from_ibig(quotient)));
    }
    Ok(Number::Float(ratio(a, b)))
}

/// The float nearest to `a / b`, for `b` not zero and `a` not a multiple of it.
fn ratio(a: IBig, b: IBig) -> f64 {
    let negative = (a < IBig::ZERO) != (b < IBig::ZERO);
    let (a, b) = (a.abs(), b.abs());
    // Scale so that the integer quotient has at least 66 bits: more than a float holds, so that
    // its last bit, set when something remains, decides ties rightly. `scale` bounds what is
    // shifted in; a quotient beyond the floats on either side needs no digits.
    let excess = i64_bits(&a) - i64_bits(&b);
    if excess < -1100 {
        return if negative { -0.0 } else { 0.0 };
    }
    let scale = 66 - excess;
    let (mut quotient, rest) = if scale >= 0 {
        (a << scale.unsigned_abs() as usize).div_rem(&b)
    } else {
        a.div_rem(b << scale.unsigned_abs() as usize)
    };
    if !rest.is_zero() {
        quotient |= IBig::ONE;
    }
    let magnitude = super::convert::scaled_f64(&Int::from_ibig(quotient), -scale);
    if negative { -magnitude } else { magnitude }
}

fn i64_bits(value: &IBig) -> i64 {
    use dashu_int::ops::BitTest;
    // A bit length is far below 2⁶³.
    i64::try_from(value.bit_len()).unwrap_or(i64::MAX)
}

/// The operand that can be changed in place first, for an operation that commutes.
fn unshared_first(a: BigInt, b: BigInt) -> (BigInt, BigInt) {
    if Arc::strong_count(&a.0) > 1 && Arc::strong_count(&b.0) == 1 {
        (b, a)
    } else {
        (a, b)
    }
}

macro_rules! operators {
    ($($trait:ident $method:ident;)*) => {$(
        impl core::ops::$trait for Int {
            type Output = Int;
            #[inline]
            fn $method(self, other: Int) -> Int {
                Int::$method(self, other)
            }
        }

        impl core::ops::$trait<&Int> for &Int {
            type Output = Int;
            #[inline]
            fn $method(self, other: &Int) -> Int {
                Int::$method(self.clone(), other.clone())
            }
        }

        impl core::ops::$trait<i64> for Int {
            type Output = Int;
            #[inline]
            fn $method(self, other: i64) -> Int {
                Int::$method(self, Int::Small(other))
            }
        }
    )*};
}

operators! {
    Add add;
    Sub sub;
    Mul mul;
}

impl core::ops::Neg for Int {
    type Output = Int;
    #[inline]
    fn neg(self) -> Int {
        Int::neg(self)
    }
}

impl core::iter::Sum for Int {
    fn sum<I: Iterator<Item = Int>>(iter: I) -> Int {
        iter.fold(Int::ZERO, Int::add)
    }
}

impl core::iter::Product for Int {
    fn product<I: Iterator<Item = Int>>(iter: I) -> Int {
        iter.fold(Int::ONE, Int::mul)
    }
}

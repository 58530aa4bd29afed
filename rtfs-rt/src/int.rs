//! Integers without limit, at the cost of `i64` while they fit.
//!
//! An [`Int`] is canonical: it is `Small` exactly when it fits `i64`. A [`BigInt`] is shared;
//! an operation that takes the last reference to one works in its memory.

mod arith;
mod bits;
mod convert;
/// A literal beyond 64 bits of generated code: parsed at its first use.
#[derive(Debug)]
pub struct LazyInt {
    digits: &'static str,
    int: std::sync::OnceLock<Int>,
}

impl LazyInt {
    /// The int of these decimal digits, perhaps with a sign.
    pub const fn new(digits: &'static str) -> LazyInt {
        LazyInt {
            digits,
            int: std::sync::OnceLock::new(),
        }
    }

    /// The int. Digits that are none stand for 0, but the compiler writes no others.
    pub fn get(&self) -> Int {
        self.int
            .get_or_init(|| Int::parse(self.digits, 10).unwrap_or(Int::ZERO))
            .clone()
    }
}

#[cfg(test)]
mod tests;
mod text;

use core::cmp::Ordering;
use std::sync::Arc;

use dashu_int::IBig;

pub(crate) use arith::division_by_zero;

/// An integer of any size.
#[derive(Clone)]
pub enum Int {
    /// One that fits 64 bits.
    Small(i64),
    /// One that does not.
    Big(BigInt),
}

/// An integer outside the range of `i64`, shared.
#[derive(Clone, PartialEq, Eq)]
pub struct BigInt(Arc<IBig>);

impl Int {
    /// Zero.
    pub const ZERO: Int = Int::Small(0);
    /// One.
    pub const ONE: Int = Int::Small(1);

    /// The value, if it fits.
    #[inline(always)]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Int::Small(small) => Some(*small),
            Int::Big(_) => None,
        }
    }

    /// -1, 0 or 1.
    pub fn signum(&self) -> i64 {
        match self {
            Int::Small(small) => small.signum(),
            Int::Big(big) if big.is_negative() => -1,
            Int::Big(_) => 1,
        }
    }

    /// Whether it is below zero.
    #[inline]
    pub fn is_negative(&self) -> bool {
        match self {
            Int::Small(small) => *small < 0,
            Int::Big(big) => big.is_negative(),
        }
    }

    /// Whether it is above zero.
    pub fn is_positive(&self) -> bool {
        self.signum() > 0
    }

    /// Whether it is zero.
    #[inline]
    pub fn is_zero(&self) -> bool {
        matches!(self, Int::Small(0))
    }

    /// Whether 2 divides it.
    #[inline]
    pub fn is_even(&self) -> bool {
        match self {
            Int::Small(small) => small & 1 == 0,
            Int::Big(big) => big.is_even(),
        }
    }

    /// The canonical form of a result.
    fn from_ibig(value: IBig) -> Int {
        match i64::try_from(&value) {
            Ok(small) => Int::Small(small),
            Err(_) => Int::Big(BigInt(Arc::new(value))),
        }
    }

    /// As a big integer, whatever its size.
    fn to_ibig(&self) -> IBig {
        match self {
            Int::Small(small) => IBig::from(*small),
            Int::Big(big) => (*big.0).clone(),
        }
    }

    /// As a big integer; moved out of an unshared one.
    fn into_ibig(self) -> IBig {
        match self {
            Int::Small(small) => IBig::from(small),
            Int::Big(big) => Arc::try_unwrap(big.0).unwrap_or_else(|shared| (*shared).clone()),
        }
    }
}

impl BigInt {
    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.sign() == dashu_int::Sign::Negative
    }

    /// Whether 2 divides it.
    pub fn is_even(&self) -> bool {
        self.0.trailing_zeros().is_some_and(|zeros| zeros > 0)
    }

    /// Feeds it to a hasher as [`crate::Data::digest`] does.
    pub(crate) fn digest<H: core::hash::Hasher>(&self, h: &mut H) {
        let (sign, words) = self.0.as_sign_words();
        let mut bytes = Vec::with_capacity(size_of_val(words));
        for word in words {
            bytes.extend_from_slice(&word.to_le_bytes());
        }
        // The same bytes whatever the size of a word.
        while bytes.last() == Some(&0) {
            bytes.pop();
        }
        crate::hash::big_int(sign == dashu_int::Sign::Negative, &bytes, h);
    }
}

impl Default for Int {
    fn default() -> Int {
        Int::ZERO
    }
}

impl PartialEq for Int {
    #[inline(always)]
    fn eq(&self, other: &Int) -> bool {
        match (self, other) {
            (Int::Small(a), Int::Small(b)) => a == b,
            (Int::Big(a), Int::Big(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Int {}

impl PartialOrd for Int {
    #[inline(always)]
    fn partial_cmp(&self, other: &Int) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Int {
    #[inline(always)]
    fn cmp(&self, other: &Int) -> Ordering {
        match (self, other) {
            (Int::Small(a), Int::Small(b)) => a.cmp(b),
            (Int::Big(a), Int::Big(b)) => a.0.cmp(&b.0),
            // A big integer is beyond every small one on its side of zero.
            (Int::Small(_), Int::Big(b)) if b.is_negative() => Ordering::Greater,
            (Int::Small(_), Int::Big(_)) => Ordering::Less,
            (Int::Big(a), Int::Small(_)) if a.is_negative() => Ordering::Less,
            (Int::Big(_), Int::Small(_)) => Ordering::Greater,
        }
    }
}

impl core::hash::Hash for Int {
    #[inline]
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        match self {
            Int::Small(small) => crate::hash::small_int(*small, state),
            Int::Big(big) => big.digest(state),
        }
    }
}

const _: () = assert!(size_of::<Int>() == 16);

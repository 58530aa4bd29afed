//! Bit operations, on integers as infinite two's complement.

use dashu_int::ops::BitTest;

use super::Int;
use super::arith::too_big;
use crate::error::Result;

/// The number of bits beyond which a left shift is refused: a result of 1 GiB.
const MOST_BITS: u64 = 1 << 33;

impl Int {
    /// `self & other`.
    #[inline]
    pub fn bit_and(self, other: Int) -> Int {
        match (&self, &other) {
            (Int::Small(a), Int::Small(b)) => Int::Small(a & b),
            _ => Int::from_ibig(self.into_ibig() & other.into_ibig()),
        }
    }

    /// `self | other`.
    #[inline]
    pub fn bit_or(self, other: Int) -> Int {
        match (&self, &other) {
            (Int::Small(a), Int::Small(b)) => Int::Small(a | b),
            _ => Int::from_ibig(self.into_ibig() | other.into_ibig()),
        }
    }

    /// `self ^ other`.
    #[inline]
    pub fn bit_xor(self, other: Int) -> Int {
        match (&self, &other) {
            (Int::Small(a), Int::Small(b)) => Int::Small(a ^ b),
            _ => Int::from_ibig(self.into_ibig() ^ other.into_ibig()),
        }
    }

    /// All bits flipped: `-1 - self`.
    #[inline]
    pub fn bit_not(self) -> Int {
        match self {
            Int::Small(a) => Int::Small(!a),
            big @ Int::Big(_) => Int::from_ibig(!big.into_ibig()),
        }
    }

    /// How many bits differ from the sign: the ones of an integer from 0 up, the zeros of a
    /// negative one (as Java's `BigInteger.bitCount`).
    pub fn bit_count(&self) -> i64 {
        match self {
            Int::Small(a) => i64::from(if *a < 0 {
                (!a).count_ones()
            } else {
                a.count_ones()
            }),
            Int::Big(big) => {
                use dashu_int::ops::UnsignedAbs;
                let value = if big.is_negative() {
                    !&*big.0
                } else {
                    (*big.0).clone()
                };
                i64::try_from(value.unsigned_abs().count_ones()).unwrap_or(i64::MAX)
            }
        }
    }

    /// How many bits its magnitude has; 0 for 0.
    pub fn bit_length(&self) -> u64 {
        match self {
            Int::Small(a) => u64::from(u64::BITS - a.unsigned_abs().leading_zeros()),
            Int::Big(big) => {
                use dashu_int::ops::UnsignedAbs;
                (&*big.0).unsigned_abs().bit_len() as u64
            }
        }
    }

    /// `self · 2^count`; a negative count shifts right.
    ///
    /// # Errors
    /// `:overflow` when the result would have more than 2³³ bits.
    pub fn shift_left(self, count: &Int) -> Result<Int> {
        if self.is_zero() {
            return Ok(self);
        }
        if count.is_negative() {
            return self.shift_right(&count.clone().neg());
        }
        let Some(count) = count.as_i64().and_then(|count| u64::try_from(count).ok()) else {
            return Err(too_big());
        };
        if self.bit_length().saturating_add(count) > MOST_BITS {
            return Err(too_big());
        }
        if let Int::Small(a) = self
            && count < 63
            && (a << count) >> count == a
        {
            return Ok(Int::Small(a << count));
        }
        let count = usize::try_from(count).map_err(|_| too_big())?;
        Ok(Int::from_ibig(self.into_ibig() << count))
    }

    /// `self / 2^count`, rounded down; a negative count shifts left.
    ///
    /// # Errors
    /// `:overflow` when the result would have more than 2³³ bits.
    pub fn shift_right(self, count: &Int) -> Result<Int> {
        if count.is_negative() {
            return self.shift_left(&count.clone().neg());
        }
        let beyond = if self.is_negative() { -1 } else { 0 };
        match (
            self,
            count.as_i64().and_then(|count| usize::try_from(count).ok()),
        ) {
            (_, None) => Ok(Int::Small(beyond)),
            (Int::Small(a), Some(count)) => Ok(Int::Small(a >> count.min(63))),
            (big @ Int::Big(_), Some(count)) => Ok(Int::from_ibig(big.into_ibig() >> count)),
        }
    }

    /// Whether bit `index` is set.
    pub fn bit_test(&self, index: u64) -> bool {
        match self {
            Int::Small(a) => (a >> index.min(63)) & 1 == 1,
            Int::Big(big) => match usize::try_from(index) {
                Ok(index) => big.0.bit(index),
                Err(_) => big.is_negative(),
            },
        }
    }
}

//! Hashing: the same on every run and machine, and hard to attack with text.
//!
//! [`RtHasher`] mixes integers and keywords by a folded multiplication, and takes text through
//! SipHash-1-3 with a fixed key, so that colliding strings are as hard to find as a fixed key
//! allows. [`StrongHasher`] is SipHash for everything: for tables whose probes grow long.
//!
//! The functions `nil` to `map` are how values of a kind enter a hasher. Types of the same RTFS
//! kind use the same function, so that a hash agrees with `=` whatever Rust type holds the value.

mod sip;

use core::hash::{BuildHasher, Hasher};

use crate::data::Data;
pub use sip::StrongHasher;

// Odd constants without structure (digits of e), one for each kind.
const NIL: u64 = 0xB7E1_5162_8AED_2A6B;
const BOOL: u64 = 0xBF71_5880_9CF4_F3C7;
const BIG: u64 = 0x62E7_160F_38B4_DA57;
const FLOAT: u64 = 0xA784_D904_5190_CFEF;
const SYMBOL: u64 = 0x324E_7738_926C_FBE5;
const SEQUENCE: u64 = 0xF4BF_8D8D_8C31_D763;
const MAP: u64 = 0xDA06_C80A_BB11_85EB;
const SET: u64 = 0x4F7C_7B57_57F5_9585;
const FUNCTION: u64 = 0x84B9_D5D5_C2D4_F1A7;
const INST: u64 = 0x8F6C_B3D0_5E92_A74B;
const UUID: u64 = 0xC35A_92E7_4D18_F06D;
const REGEX: u64 = 0xE94D_7A26_B0F3_58C1;
const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;

/// Hashes `value` by [`Data::digest`]: what `(hash value)` gives, as 64 bits.
pub fn of<T: Data>(value: &T) -> u64 {
    let mut hasher = RtHasher::default();
    value.digest(&mut hasher);
    hasher.finish()
}

/// The hash that a keyword or a symbol keeps beside its name.
pub(crate) fn of_name(name: &str) -> u64 {
    sip::hash(BIG, name.as_bytes())
}

/// Feeds nil.
#[inline]
pub fn nil<H: Hasher>(h: &mut H) {
    h.write_u64(NIL);
}

/// Feeds a boolean.
#[inline]
pub fn boolean<H: Hasher>(value: bool, h: &mut H) {
    h.write_u64(BOOL ^ u64::from(value));
}

/// Feeds an integer that fits 64 bits.
#[inline]
pub fn small_int<H: Hasher>(value: i64, h: &mut H) {
    h.write_i64(value);
}

/// Feeds an integer that does not fit `i64`: its sign and magnitude, little-endian.
pub fn big_int<H: Hasher>(negative: bool, magnitude: &[u8], h: &mut H) {
    h.write_u64(BIG ^ u64::from(negative));
    h.write(magnitude);
}

/// Feeds a float: both zeros alike.
#[inline]
pub fn float<H: Hasher>(value: f64, h: &mut H) {
    let bits = if value == 0.0 { 0 } else { value.to_bits() };
    h.write_u64(FLOAT ^ bits);
}

/// Feeds a string.
#[inline]
pub fn string<H: Hasher>(text: &str, h: &mut H) {
    h.write(text.as_bytes());
}

/// Feeds a keyword by the hash of its name.
#[inline]
pub fn keyword<H: Hasher>(name_hash: u64, h: &mut H) {
    h.write_u64(name_hash);
}

/// Feeds a symbol by the hash of its name.
#[inline]
pub fn symbol<H: Hasher>(name_hash: u64, h: &mut H) {
    h.write_u64(SYMBOL ^ name_hash);
}

/// Feeds a function by its number.
#[inline]
pub fn function<H: Hasher>(number: u64, h: &mut H) {
    h.write_u64(FUNCTION ^ number);
}

/// Feeds an instant.
#[inline]
pub fn inst<H: Hasher>(seconds: i64, nanoseconds: u32, h: &mut H) {
    h.write_u64(INST ^ u64::from(nanoseconds));
    h.write_i64(seconds);
}

/// Feeds a UUID. Whoever makes them can choose their bits, so they go as text does.
#[inline]
pub fn uuid<H: Hasher>(bits: u128, h: &mut H) {
    h.write_u64(UUID);
    h.write(&bits.to_be_bytes());
}

/// Feeds a regular expression.
#[inline]
pub fn regex<H: Hasher>(source: &str, h: &mut H) {
    h.write_u64(REGEX);
    h.write(source.as_bytes());
}

/// Begins a sequence (vector, list or tuple) of `len` elements; feed each of them after it.
#[inline]
pub fn sequence<H: Hasher>(len: usize, h: &mut H) {
    h.write_u64(SEQUENCE ^ len as u64);
}

/// Feeds a map by its [`entry`] hashes, in whatever order they come.
#[inline]
pub fn map<H: Hasher>(entries: &mut [u64], h: &mut H) {
    unordered(MAP, entries, h);
}

/// Feeds a set by its [`element`] hashes, in whatever order they come.
#[inline]
pub fn set<H: Hasher>(elements: &mut [u64], h: &mut H) {
    unordered(SET, elements, h);
}

/// The hash of one entry of a map, for [`map`].
pub fn entry<K: Data, V: Data>(key: &K, value: &V) -> u64 {
    let mut hasher = StrongHasher::default();
    key.digest(&mut hasher);
    value.digest(&mut hasher);
    hasher.finish()
}

/// The hash of one element of a set, for [`set`].
pub fn element<T: Data>(item: &T) -> u64 {
    let mut hasher = StrongHasher::default();
    item.digest(&mut hasher);
    hasher.finish()
}

/// Feeds hashes in ascending order. A sum would be faster, but anybody can find numbers of a given
/// sum, and a table whose keys are sets would then be easy to attack, whatever it hashes them with.
fn unordered<H: Hasher>(kind: u64, hashes: &mut [u64], h: &mut H) {
    h.write_u64(kind ^ hashes.len() as u64);
    hashes.sort_unstable();
    for hash in hashes {
        h.write_u64(*hash);
    }
}

/// The hasher of the runtime's tables.
#[derive(Clone, Copy, Debug)]
pub struct RtHasher(u64);

impl Default for RtHasher {
    #[inline]
    fn default() -> RtHasher {
        RtHasher(MULTIPLIER)
    }
}

impl Hasher for RtHasher {
    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        self.0 = sip::hash(self.0, bytes);
    }

    #[inline]
    fn write_u8(&mut self, value: u8) {
        self.write_u64(u64::from(value));
    }

    #[inline]
    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    #[inline]
    fn write_u64(&mut self, value: u64) {
        // A bijection of `value` for each state: single integers never collide in 64 bits.
        let mut x = (self.0 ^ value).wrapping_mul(MULTIPLIER);
        x ^= x >> 32;
        x = x.wrapping_mul(FLOAT);
        self.0 = x ^ (x >> 29);
    }

    #[inline]
    fn write_i64(&mut self, value: i64) {
        self.write_u64(value.cast_unsigned());
    }

    #[inline]
    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }
}

/// Builds [`RtHasher`]s, all alike: no seed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FixedState;

impl BuildHasher for FixedState {
    type Hasher = RtHasher;

    #[inline]
    fn build_hasher(&self) -> RtHasher {
        RtHasher::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn hashes_are_constants() {
        // Stored data and the order of programs may depend on these: they must never change.
        let hashes = [
            of(&()),
            of(&0_i64),
            of(&crate::Str::from("abc")),
            of(&crate::Keyword::new("a/b")),
        ];
        let expected = [
            12_030_036_777_017_032_899,
            14_675_098_063_288_758_009,
            2_373_772_779_639_463_067,
            10_996_910_965_283_076_872,
        ];
        assert_eq!(hashes, expected);
    }

    #[test]
    fn consecutive_integers_spread_over_low_and_high_bits() {
        let hashes: Vec<u64> = (0..4096_i64).map(|i| of(&i)).collect();
        let low: HashSet<u64> = hashes.iter().map(|h| h & 0xFFF).collect();
        let high: HashSet<u64> = hashes.iter().map(|h| h >> 52).collect();
        // A random function hits 1 - 1/e = 63 % of its range.
        assert!(low.len() > 2400, "{}", low.len());
        assert!(high.len() > 2400, "{}", high.len());
    }

    #[test]
    fn multiples_of_powers_of_two_spread() {
        for shift in [8, 16, 32, 48] {
            let low: HashSet<u64> = (0..4096_i64).map(|i| of(&(i << shift)) & 0xFFF).collect();
            assert!(low.len() > 2200, "{shift}: {}", low.len());
        }
    }

    #[test]
    fn zeros_hash_alike() {
        assert_eq!(of(&0.0_f64), of(&-0.0_f64));
        assert_ne!(of(&0.0_f64), of(&0_i64));
    }
}

//! The hash of a table that nobody attacks: as fast as it can be.
//!
//! Words are multiplied to 128 bits and folded. Who knows the constants can make keys collide; a
//! [table](super::table) notices and goes over to SipHash. Nothing outside a table's index ever
//! sees these hashes.

use core::hash::Hasher;

// Odd numbers without structure (digits of pi, and of the golden ratio, which spreads successive
// numbers best).
const SEED: u64 = 0x243F_6A88_85A3_08D3;
const LEFT: u64 = 0x9E37_79B9_7F4A_7C15;
const RIGHT: u64 = 0xA409_3822_299F_31D1;

/// Hashes keys for an index; the high half is the better one.
pub(super) struct TableHasher(u64);

impl Default for TableHasher {
    #[inline]
    fn default() -> Self {
        TableHasher(SEED)
    }
}

impl Hasher for TableHasher {
    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }

    #[inline]
    fn write_u64(&mut self, value: u64) {
        self.0 = fold(self.0 ^ value, LEFT);
    }

    #[inline]
    fn write_i64(&mut self, value: i64) {
        self.write_u64(value.cast_unsigned());
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        let mut state = self.0 ^ (bytes.len() as u64).wrapping_mul(RIGHT);
        let mut rest = bytes;
        while rest.len() > 16 {
            let Some((words, after)) = rest.split_first_chunk::<16>() else {
                break;
            };
            state = fold(state ^ low(words), RIGHT ^ high(words));
            rest = after;
        }
        // The last 16 bytes at most, as two words that may overlap.
        let (a, b) = match (rest.first_chunk::<8>(), rest.last_chunk::<8>()) {
            (Some(a), Some(b)) => (u64::from_le_bytes(*a), u64::from_le_bytes(*b)),
            _ => match (rest.first_chunk::<4>(), rest.last_chunk::<4>()) {
                (Some(a), Some(b)) => {
                    (u32::from_le_bytes(*a).into(), u32::from_le_bytes(*b).into())
                }
                _ => (
                    rest.iter()
                        .fold(0, |word, &byte| (word << 8) | u64::from(byte)),
                    0,
                ),
            },
        };
        self.0 = fold(state ^ a, LEFT ^ b);
    }
}

/// Both halves of the product in one.
#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ ((product >> 64) as u64)
}

#[inline]
fn low(words: &[u8; 16]) -> u64 {
    (u128::from_le_bytes(*words)) as u64
}

#[inline]
fn high(words: &[u8; 16]) -> u64 {
    (u128::from_le_bytes(*words) >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn high_bits(feed: impl Fn(&mut TableHasher)) -> u64 {
        let mut hasher = TableHasher::default();
        feed(&mut hasher);
        hasher.finish() >> 52
    }

    #[test]
    fn numbers_spread_over_the_high_bits() {
        for shift in [0, 8, 16, 32, 48] {
            let seen: HashSet<u64> = (0..4096_u64)
                .map(|i| high_bits(|h| h.write_u64(i << shift)))
                .collect();
            // A random function hits 63 % of its range.
            assert!(seen.len() > 2200, "{shift}: {}", seen.len());
        }
    }

    #[test]
    fn texts_spread_over_the_high_bits() {
        for pad in [
            "",
            "abc",
            "abcdefgh",
            "a text of more than sixteen bytes, then ",
        ] {
            let seen: HashSet<u64> = (0..4096)
                .map(|i| high_bits(|h| h.write(format!("{pad}{i}").as_bytes())))
                .collect();
            assert!(seen.len() > 2200, "{pad}: {}", seen.len());
        }
    }

    #[test]
    fn every_byte_and_the_length_count() {
        let bytes: Vec<u8> = (1..60).collect();
        for len in 0..bytes.len() {
            let whole = high_bits(|h| h.write(&bytes[..len]));
            assert_ne!(whole, high_bits(|h| h.write(&bytes[..len + 1])), "{len}");
            for at in 0..len {
                let mut other = bytes[..len].to_vec();
                other[at] ^= 0x40;
                let mut ours = TableHasher::default();
                ours.write(&bytes[..len]);
                let mut theirs = TableHasher::default();
                theirs.write(&other);
                assert_ne!(ours.finish(), theirs.finish(), "{len} {at}");
            }
        }
    }
}

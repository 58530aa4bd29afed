//! SipHash-1-3: one round for each word of the message, three at the end.
//!
//! Aumasson and Bernstein's function with a fixed key. [`hash`] takes a whole message,
//! [`StrongHasher`] a stream.

use core::hash::Hasher;

const KEY: (u64, u64) = (0x7069_6C65_6420_5254, 0x4653_2069_7320_636F);

/// The hash of `bytes` under the fixed key, tweaked by `state`.
pub(super) fn hash(state: u64, bytes: &[u8]) -> u64 {
    let mut sip = State::new(KEY.0 ^ state, KEY.1);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        sip.absorb(u64::from_le_bytes(*word));
    }
    sip.finish(tail(rest), bytes.len() as u64)
}

/// SipHash-1-3 with a fixed key over everything that is written.
#[derive(Clone, Debug)]
pub struct StrongHasher {
    sip: State,
    /// The bytes that do not fill a word yet, little-endian.
    pending: u64,
    /// How many bytes were written.
    length: u64,
}

impl Default for StrongHasher {
    fn default() -> StrongHasher {
        StrongHasher {
            sip: State::new(KEY.0, KEY.1),
            pending: 0,
            length: 0,
        }
    }
}

impl Hasher for StrongHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.pending |= u64::from(byte) << (8 * (self.length % 8));
            self.length += 1;
            if self.length.is_multiple_of(8) {
                self.sip.absorb(self.pending);
                self.pending = 0;
            }
        }
    }

    fn write_u64(&mut self, value: u64) {
        if self.length.is_multiple_of(8) {
            self.sip.absorb(value);
            self.length += 8;
        } else {
            self.write(&value.to_le_bytes());
        }
    }

    fn write_i64(&mut self, value: i64) {
        self.write_u64(value.cast_unsigned());
    }

    fn finish(&self) -> u64 {
        self.sip.finish(self.pending, self.length)
    }
}

#[derive(Clone, Copy, Debug)]
struct State {
    a: u64,
    b: u64,
    c: u64,
    d: u64,
}

impl State {
    fn new(key0: u64, key1: u64) -> State {
        State {
            a: key0 ^ 0x736F_6D65_7073_6575,
            b: key1 ^ 0x646F_7261_6E64_6F6D,
            c: key0 ^ 0x6C79_6765_6E65_7261,
            d: key1 ^ 0x7465_6462_7974_6573,
        }
    }

    #[inline]
    fn absorb(&mut self, word: u64) {
        self.d ^= word;
        self.round();
        self.a ^= word;
    }

    fn finish(mut self, tail: u64, length: u64) -> u64 {
        self.absorb(tail | (length << 56));
        self.c ^= 0xFF;
        self.round();
        self.round();
        self.round();
        self.a ^ self.b ^ self.c ^ self.d
    }

    #[inline]
    fn round(&mut self) {
        self.a = self.a.wrapping_add(self.b);
        self.c = self.c.wrapping_add(self.d);
        self.b = self.b.rotate_left(13) ^ self.a;
        self.d = self.d.rotate_left(16) ^ self.c;
        self.a = self.a.rotate_left(32);
        self.c = self.c.wrapping_add(self.b);
        self.a = self.a.wrapping_add(self.d);
        self.b = self.b.rotate_left(17) ^ self.c;
        self.d = self.d.rotate_left(21) ^ self.a;
        self.c = self.c.rotate_left(32);
    }
}

/// Up to seven bytes as the low bytes of a word.
fn tail(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .rev()
        .fold(0, |word, &byte| (word << 8) | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_and_the_whole_message_agree() {
        for length in 0..40_u8 {
            let bytes: Vec<u8> = (0..length).collect();
            let mut stream = StrongHasher::default();
            let (start, end) = bytes.split_at(usize::from(length) / 3);
            stream.write(start);
            stream.write(end);
            assert_eq!(stream.finish(), hash(0, &bytes));
        }
    }

    #[test]
    fn it_is_the_function_that_the_standard_library_uses() {
        // `DefaultHasher::new()` is SipHash-1-3 with a zero key.
        for length in 0..40_u8 {
            let bytes: Vec<u8> = (0..length).collect();
            let mut oracle = std::hash::DefaultHasher::new();
            oracle.write(&bytes);
            let mut ours = State::new(0, 0);
            let (words, rest) = bytes.as_chunks::<8>();
            for word in words {
                ours.absorb(u64::from_le_bytes(*word));
            }
            assert_eq!(ours.finish(tail(rest), bytes.len() as u64), oracle.finish());
        }
    }
}

//! The operations on words.

use core::cmp::Ordering;

use super::{Word, get, int, word};
use crate::{Number, Result};

macro_rules! operations {
    ($($name:ident($($arg:ident),*) -> $result:ty = $code:expr;)*) => {$(
        #[doc = concat!("`Int::", stringify!($name), "` of words, which are used up.")]
        ///
        /// # Errors
        /// Those of the method.
        #[cold]
        #[inline(never)]
        pub fn $name($($arg: Word),*) -> $result {
            operations!(@use $($arg)*);
            $code
        }
    )*};
    (@use $a:ident) => {
        let $a = int($a);
    };
    // The last that came into the region goes first, and leaves no hole.
    (@use $a:ident $b:ident) => {
        let $b = int($b);
        let $a = int($a);
    };
}

operations! {
    mul(a, b) -> Word = word(a.mul(b));
    neg(a) -> Word = word(a.neg());
    abs(a) -> Word = word(a.abs());
    quot(a, b) -> Result<Word> = a.quot(b).map(word);
    rem(a, b) -> Result<Word> = a.rem(b).map(word);
    modulo(a, b) -> Result<Word> = a.modulo(b).map(word);
    div(a, b) -> Result<Number> = a.div(b);
    max(a, b) -> Word = word(crate::codegen::max_int(a, b));
    min(a, b) -> Word = word(crate::codegen::min_int(a, b));
    bit_and(a, b) -> Word = word(a.bit_and(b));
    bit_or(a, b) -> Word = word(a.bit_or(b));
    bit_xor(a, b) -> Word = word(a.bit_xor(b));
    bit_not(a) -> Word = word(a.bit_not());
    shift_left(a, b) -> Result<Word> = a.shift_left(&b).map(word);
    shift_right(a, b) -> Result<Word> = a.shift_right(&b).map(word);
}

/// `Int::add` of words, which are used up.
#[cold]
#[inline(never)]
pub fn add(a: Word, b: Word) -> Word {
    match (a.held(), b.held()) {
        // Neither needs more than 63 bits, and so the sum fits.
        (Some(a), Some(b)) => super::of(a + b),
        _ => {
            let b = int(b);
            word(int(a).add(b))
        }
    }
}

/// `Int::sub` of words, which are used up.
#[cold]
#[inline(never)]
pub fn sub(a: Word, b: Word) -> Word {
    match (a.held(), b.held()) {
        (Some(a), Some(b)) => super::of(a - b),
        _ => {
            let b = int(b);
            word(int(a).sub(b))
        }
    }
}

/// `Int::inc` of a word, which is used up.
#[cold]
#[inline(never)]
pub fn inc(a: Word) -> Word {
    add(a, Word(2))
}

/// `Int::dec` of a word, which is used up.
#[cold]
#[inline(never)]
pub fn dec(a: Word) -> Word {
    sub(a, Word(2))
}

macro_rules! divisions {
    ($($name:ident $of:ident;)*) => {$(
        #[doc = concat!("`", stringify!($of), "` by a divisor that is not zero.")]
        #[cold]
        #[inline(never)]
        pub fn $name(a: Word, b: Word) -> Word {
            // There is no other error.
            $of(a, b).unwrap_or(Word(0))
        }
    )*};
}

divisions! {
    quot_by quot;
    rem_by rem;
    modulo_by modulo;
}

fn compare(a: Word, b: Word) -> Ordering {
    match (a.held(), b.held()) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => get(a).cmp(&get(b)),
    }
}

macro_rules! questions {
    ($($name:ident($($arg:ident),*) -> $result:ty = $code:expr;)*) => {$(
        #[doc = concat!("`", stringify!($name), "` of words that go on being ones.")]
        #[cold]
        #[inline(never)]
        pub fn $name($($arg: Word),*) -> $result {
            $code
        }
    )*};
}

questions! {
    eq(a, b) -> bool = compare(a, b).is_eq();
    lt(a, b) -> bool = compare(a, b).is_lt();
    le(a, b) -> bool = compare(a, b).is_le();
    gt(a, b) -> bool = compare(a, b).is_gt();
    ge(a, b) -> bool = compare(a, b).is_ge();
    is_even(a) -> bool = get(a).is_even();
    is_odd(a) -> bool = !get(a).is_even();
    is_zero(a) -> bool = get(a).is_zero();
    is_positive(a) -> bool = get(a).is_positive();
    is_negative(a) -> bool = get(a).is_negative();
    to_f64(a) -> f64 = get(a).to_f64();
    index(a) -> i64 = crate::codegen::index(&get(a));
}

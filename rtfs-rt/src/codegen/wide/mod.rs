//! Ints without limit where they are the exception: what the wide forms of functions and loops compute on.
//!
//! Code that hardly ever runs should cost little to compile. There an int is a [`Word`], which is `Copy`: nothing has to
//! be dropped on any way, and every operation is a call and nothing else. A word holds an int of up to 63 bits itself. What
//! is greater lies in a region of the thread, and the word says where.
//!
//! An operation that takes a word uses it up, and what it lay in is free again; [`clone`] makes another word of the
//! same int. A word that nothing uses up is no leak: who calls wide code [`mark`]s the region before and frees behind
//! the mark what is left ([`finish`], [`calls`]), and rounds of loops keep what goes on to the next and free the rest
//! ([`keep`]). Words never leave their thread, nor the code that made them: what is kept in collections,
//! closures and signatures is an [`Int`].

pub mod calls;
mod ops;
mod walks;

use std::cell::RefCell;

use super::forms::{self, Ended, fits, wide_or_failed};
use crate::{Int, Result};

pub use calls::*;
pub use ops::*;
pub use walks::*;

thread_local! {
    /// The ints that no word holds itself.
    static REGION: RefCell<Vec<Int>> = const { RefCell::new(Vec::new()) };
}

/// As many ints may lie in the region uselessly before a round looks for them.
const SLACK: usize = 64;

/// An int: twice its value, or an odd number, half of which says where it lies in the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(#[doc(hidden)] pub i64);

impl Word {
    /// The word of an int that it holds itself.
    pub const fn small(int: i64) -> Option<Word> {
        match int.checked_mul(2) {
            Some(twice) => Some(Word(twice)),
            None => None,
        }
    }

    /// The int, if the word holds it itself.
    #[inline]
    fn held(self) -> Option<i64> {
        (self.0 & 1 == 0).then_some(self.0 >> 1)
    }

    /// Where in the region the int lies, if it does.
    #[inline]
    fn place(self) -> Option<usize> {
        match self.0 & 1 {
            0 => None,
            _ => usize::try_from(self.0 >> 1).ok(),
        }
    }

    /// The int as a machine int, if it fits.
    #[cold]
    #[inline(never)]
    pub fn as_i64(self) -> Option<i64> {
        match self.held() {
            Some(int) => Some(int),
            None => get(self).as_i64(),
        }
    }
}

/// The word of an int.
#[cold]
#[inline(never)]
pub fn word(int: Int) -> Word {
    if let Int::Small(small) = int
        && let Some(word) = Word::small(small)
    {
        return word;
    }
    REGION.with_borrow_mut(|region| {
        region.push(int);
        // As many ints as half of the memory has words do not get here.
        Word(((region.len() - 1) as i64) << 1 | 1)
    })
}

/// The word of a machine int.
#[cold]
#[inline(never)]
pub fn of(int: i64) -> Word {
    match Word::small(int) {
        Some(word) => word,
        None => word(Int::Small(int)),
    }
}

/// The word of an int that is kept elsewhere.
#[cold]
#[inline(never)]
pub fn read(int: &Int) -> Word {
    word(int.clone())
}

/// The int of a word that goes on being one.
#[cold]
#[inline(never)]
pub fn get(word: Word) -> Int {
    match word.place() {
        None => Int::Small(word.0 >> 1),
        Some(place) => REGION.with_borrow(|region| region.get(place).cloned().unwrap_or_default()),
    }
}

/// The int of a word, which is used up.
#[cold]
#[inline(never)]
pub fn int(word: Word) -> Int {
    let Some(place) = word.place() else {
        return Int::Small(word.0 >> 1);
    };
    REGION.with_borrow_mut(|region| {
        let int = region.get_mut(place).map(core::mem::take);
        // A zero is a hole: no zero needs the region.
        while region.last().is_some_and(Int::is_zero) {
            region.pop();
        }
        int.unwrap_or_default()
    })
}

/// Another word of the same int.
#[cold]
#[inline(never)]
pub fn clone(of: Word) -> Word {
    match of.place() {
        None => of,
        Some(_) => word(get(of)),
    }
}

/// Where the region ends now.
#[cold]
#[inline(never)]
pub fn mark() -> usize {
    REGION.with_borrow(Vec::len)
}

/// Frees what lies behind the mark.
#[cold]
#[inline(never)]
pub fn back_to(mark: usize) {
    REGION.with_borrow_mut(|region| region.truncate(mark));
}

/// Frees what lies behind the mark, but for these: the words of them from here on.
#[cold]
#[inline(never)]
pub fn keep<const N: usize>(mark: usize, mut words: [Word; N]) -> [Word; N] {
    if REGION.with_borrow(Vec::len) > mark.saturating_add(SLACK) {
        keep_only(mark, &mut words);
    }
    words
}

/// As [`keep`] of one word.
#[cold]
#[inline(never)]
pub fn keep_1(mark: usize, word: Word) -> Word {
    let [word] = keep(mark, [word]);
    word
}

/// As [`keep`] of two words, which go in registers.
#[cold]
#[inline(never)]
pub fn keep_2(mark: usize, first: Word, second: Word) -> (Word, Word) {
    let [first, second] = keep(mark, [first, second]);
    (first, second)
}

/// As [`keep`], at once.
fn keep_only(mark: usize, words: &mut [Word]) {
    let behind = |word: &Word| word.place().is_some_and(|place| place >= mark);
    let kept: Vec<Option<Int>> = words.iter().map(|w| behind(w).then(|| get(*w))).collect();
    back_to(mark);
    for (place, kept) in words.iter_mut().zip(kept) {
        if let Some(kept) = kept {
            *place = word(kept);
        }
    }
}

/// The result of wide code as its caller takes it that knows no words. What is left behind the mark is freed.
///
/// # Errors
/// That of the result.
#[cold]
#[inline(never)]
pub fn finish_int(mark: usize, result: Result<Word>) -> Result<Int> {
    let result = result.map(int);
    back_to(mark);
    result
}

/// The same of code that gives something else.
///
/// # Errors
/// That of the result.
#[cold]
#[inline(never)]
pub fn finish<T>(mark: usize, result: Result<T>) -> Result<T> {
    back_to(mark);
    result
}

/// The result of wide code as other wide code takes it: what else is left behind the mark is freed.
///
/// # Errors
/// That of the result.
#[cold]
#[inline(never)]
pub fn pass(mark: usize, result: Result<Word>) -> Result<Word> {
    match result {
        Ok(word) => {
            let mut words = [word];
            keep_only(mark, &mut words);
            let [word] = words;
            Ok(word)
        }
        Err(error) => {
            back_to(mark);
            Err(error)
        }
    }
}

/// What the fast form came to, or `None` where the wide one has to run.
#[cold]
#[inline(never)]
pub fn settled(result: Result<i64>) -> Option<Result<Word>> {
    match result {
        Ok(value) => Some(Ok(of(value))),
        Err(error) => wide_or_failed(error).map(|result| result.map(word)),
    }
}

/// What the wide form of a loop gave, as the int that the fast code around it goes on with.
///
/// # Errors
/// That of the result; the exit signal.
#[cold]
#[inline(never)]
pub fn taken(mark: usize, result: Result<Word>) -> Result<i64> {
    fits(finish_int(mark, result)?.as_i64())
}

/// The same at the end of a fast form, which gives a result that does not fit as it is.
#[cold]
#[inline(never)]
pub fn handed_up(mark: usize, result: Result<Word>) -> Ended {
    forms::handed_up(finish_int(mark, result))
}

#[cfg(test)]
mod tests;

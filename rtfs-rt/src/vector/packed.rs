//! Ints side by side: how a vector keeps elements that each fit a machine word.
//!
//! An [`Int`] takes two words, a tag and a number or a pointer. A vector of ints that were small when
//! they came keeps the numbers alone: half the memory, and no tag to look at. Which types do so is said
//! once, by [`Data::Packed`](crate::Data::Packed); for every other type the packed form has no value,
//! and rustc removes what handles it.
//!
//! What holds: the elements of a packed node are those of its words. Where Rust code wants references
//! to elements, they are made once and kept beside the words; such a node is unpacked by its next
//! change, so that changes and references in turn cost O(1) each.

use std::sync::OnceLock;

use crate::Int;

/// The packed form of the elements of type `T`.
pub trait Packing<T>: Clone + Send + Sync + Sized + 'static {
    /// Whether there is such a form.
    const EXISTS: bool;

    /// An unpacked element.
    type Unpacked: Send + Sync + 'static;

    /// Packs words.
    fn new(words: Vec<i64>) -> Option<Self>;

    /// The word of an element that has one.
    fn pack(item: &T) -> Option<i64>;

    /// The element of a word.
    fn unpack(word: i64) -> Option<Self::Unpacked>;

    /// An unpacked element, to be looked at.
    fn as_item(unpacked: &Self::Unpacked) -> &T;

    /// An unpacked element.
    fn into_item(unpacked: Self::Unpacked) -> T;

    /// All words.
    fn words(&self) -> &[i64];

    /// All words, to be changed; `None` once there are references to elements.
    fn words_mut(&mut self) -> Option<&mut Vec<i64>>;

    /// Whether there are references to elements.
    fn is_seen(&self) -> bool;

    /// All elements, to be referred to: made at the first call.
    fn items(&self) -> &[T];

    /// All elements, taken out.
    fn into_items(self) -> Vec<T>;
}

/// The packed form of elements that have none.
#[derive(Clone, Copy, Debug)]
pub enum NotPacked {}

impl<T> Packing<T> for NotPacked {
    const EXISTS: bool = false;

    type Unpacked = NotPacked;

    #[inline(always)]
    fn new(_: Vec<i64>) -> Option<NotPacked> {
        None
    }

    #[inline(always)]
    fn pack(_: &T) -> Option<i64> {
        None
    }

    #[inline(always)]
    fn unpack(_: i64) -> Option<NotPacked> {
        None
    }

    fn as_item(unpacked: &NotPacked) -> &T {
        match *unpacked {}
    }

    fn into_item(unpacked: NotPacked) -> T {
        match unpacked {}
    }

    fn words(&self) -> &[i64] {
        match *self {}
    }

    fn words_mut(&mut self) -> Option<&mut Vec<i64>> {
        match *self {}
    }

    fn is_seen(&self) -> bool {
        match *self {}
    }

    fn items(&self) -> &[T] {
        match *self {}
    }

    fn into_items(self) -> Vec<T> {
        match self {}
    }
}

/// Ints that each fit a machine word.
pub struct PackedInts {
    words: Vec<i64>,
    /// The same as ints, once somebody wanted to refer to them; in a box, since few do.
    seen: OnceLock<Box<Seen>>,
}

/// Ints that may be referred to.
struct Seen(Vec<Int>);

impl Packing<Int> for PackedInts {
    const EXISTS: bool = true;

    type Unpacked = Int;

    #[inline]
    fn new(words: Vec<i64>) -> Option<PackedInts> {
        Some(PackedInts {
            words,
            seen: OnceLock::new(),
        })
    }

    #[inline(always)]
    fn pack(item: &Int) -> Option<i64> {
        item.as_i64()
    }

    #[inline(always)]
    fn unpack(word: i64) -> Option<Int> {
        Some(Int::Small(word))
    }

    #[inline(always)]
    fn as_item(unpacked: &Int) -> &Int {
        unpacked
    }

    #[inline(always)]
    fn into_item(unpacked: Int) -> Int {
        unpacked
    }

    #[inline(always)]
    fn words(&self) -> &[i64] {
        &self.words
    }

    #[inline(always)]
    fn words_mut(&mut self) -> Option<&mut Vec<i64>> {
        if self.is_seen() {
            None
        } else {
            Some(&mut self.words)
        }
    }

    #[inline(always)]
    fn is_seen(&self) -> bool {
        self.seen.get().is_some()
    }

    fn items(&self) -> &[Int] {
        let seen = self.seen.get_or_init(|| Box::new(Seen(ints(&self.words))));
        &seen.0
    }

    fn into_items(mut self) -> Vec<Int> {
        match self.seen.take() {
            Some(seen) => seen.0,
            None => ints(&self.words),
        }
    }
}

fn ints(words: &[i64]) -> Vec<Int> {
    words.iter().copied().map(Int::Small).collect()
}

/// A copy is for changes, and those are made to words.
impl Clone for PackedInts {
    fn clone(&self) -> PackedInts {
        PackedInts {
            words: self.words.clone(),
            seen: OnceLock::new(),
        }
    }
}

//! Iteration that does not ask for references: an element comes where it lies, or unpacked.
//!
//! What holds: `front` and `back` are runs already begun from either end; the node's positions from
//! `lo` to `hi` have not been touched.

use core::iter::FusedIterator;
use core::ops::{Deref, Range};
use core::slice;

use super::node::{Node, Run};
use super::packed::Packing;
use crate::{Data, Int};

/// An element of a vector: a reference, or its value where the vector is packed.
pub enum Item<'a, T: Data> {
    /// Where it lies.
    Stored(&'a T),
    /// Unpacked.
    Unpacked(<T::Packed as Packing<T>>::Unpacked),
}

impl<T: Data> Item<'_, T> {
    /// The element itself: cloned where it lies in the vector.
    #[inline]
    pub fn into_owned(self) -> T {
        match self {
            Item::Stored(item) => item.clone(),
            Item::Unpacked(item) => T::Packed::into_item(item),
        }
    }

    #[inline(always)]
    fn unpacked(word: i64) -> Option<Self> {
        T::Packed::unpack(word).map(Item::Unpacked)
    }
}

impl<T: Data> Deref for Item<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        match self {
            Item::Stored(item) => item,
            Item::Unpacked(item) => T::Packed::as_item(item),
        }
    }
}

/// An iterator over the elements of a vector.
pub struct Items<'a, T: Data> {
    front: Begun<'a, T>,
    node: Option<&'a Node<T>>,
    lo: usize,
    hi: usize,
    back: Begun<'a, T>,
}

/// A run of which some elements are taken; at most one of the two is not empty.
struct Begun<'a, T> {
    words: slice::Iter<'a, i64>,
    items: slice::Iter<'a, T>,
}

impl<'a, T: Data> Begun<'a, T> {
    #[inline]
    fn new(run: Run<'a, T>) -> Self {
        match run {
            Run::Items(items) => Begun {
                words: [].iter(),
                items: items.iter(),
            },
            Run::Words(words) => Begun {
                words: words.iter(),
                items: [].iter(),
            },
        }
    }

    #[inline]
    fn len(&self) -> usize {
        self.words.len() + self.items.len()
    }

    #[inline(always)]
    fn next(&mut self) -> Option<Item<'a, T>> {
        if T::Packed::EXISTS
            && let Some(word) = self.words.next()
        {
            return Item::unpacked(*word);
        }
        self.items.next().map(Item::Stored)
    }

    #[inline(always)]
    fn next_back(&mut self) -> Option<Item<'a, T>> {
        if T::Packed::EXISTS
            && let Some(word) = self.words.next_back()
        {
            return Item::unpacked(*word);
        }
        self.items.next_back().map(Item::Stored)
    }

    #[inline]
    fn fold<B>(self, init: B, f: &mut impl FnMut(B, Item<'a, T>) -> B) -> B {
        let mut acc = init;
        if T::Packed::EXISTS {
            for word in self.words {
                if let Some(item) = Item::unpacked(*word) {
                    acc = f(acc, item);
                }
            }
        }
        for item in self.items {
            acc = f(acc, Item::Stored(item));
        }
        acc
    }
}

impl<'a, T: Data> Items<'a, T> {
    #[inline]
    pub(super) fn new(node: Option<&'a Node<T>>) -> Self {
        let (lo, hi) = node.map_or((0, 0), Node::span);
        Self::between(node, lo, hi)
    }

    /// The elements of a range of indices, as far as they exist.
    #[inline]
    pub(super) fn part(node: Option<&'a Node<T>>, range: Range<usize>) -> Self {
        let (lo, hi) = node.map_or((0, 0), Node::span);
        let end = range.end.min(hi - lo);
        Self::between(node, lo + range.start.min(end), lo + end)
    }

    /// An iterator over nothing.
    pub(crate) fn empty() -> Self {
        Self::new(None)
    }

    #[inline]
    fn between(node: Option<&'a Node<T>>, lo: usize, hi: usize) -> Self {
        let front = match node {
            Some(node) if lo < hi => node.run(lo, hi),
            _ => Run::Items(&[]),
        };
        Items {
            node,
            lo: lo + front.len(),
            hi,
            front: Begun::new(front),
            back: Begun::new(Run::Items(&[])),
        }
    }

    #[cold]
    #[inline(never)]
    fn next_run(&mut self) -> Option<Item<'a, T>> {
        match self.node {
            Some(node) if self.lo < self.hi => {
                let run = node.run(self.lo, self.hi);
                self.lo += run.len();
                self.front = Begun::new(run);
            }
            _ => core::mem::swap(&mut self.front, &mut self.back),
        }
        self.front.next()
    }

    #[cold]
    #[inline(never)]
    fn next_run_back(&mut self) -> Option<Item<'a, T>> {
        match self.node {
            Some(node) if self.lo < self.hi => {
                let run = node.run_back(self.lo, self.hi);
                self.hi -= run.len();
                self.back = Begun::new(run);
            }
            _ => core::mem::swap(&mut self.front, &mut self.back),
        }
        self.back.next_back()
    }
}

impl<'a, T: Data> Iterator for Items<'a, T> {
    type Item = Item<'a, T>;

    #[inline]
    fn next(&mut self) -> Option<Item<'a, T>> {
        match self.front.next() {
            Some(item) => Some(item),
            None => self.next_run(),
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.front.len() + (self.hi - self.lo) + self.back.len();
        (len, Some(len))
    }

    #[inline]
    fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, mut f: F) -> B {
        let mut acc = self.front.fold(init, &mut f);
        let mut lo = self.lo;
        while let Some(node) = self.node
            && lo < self.hi
        {
            let run = node.run(lo, self.hi);
            // A visible position always has a run; stopping short is better than staying here.
            if run.len() == 0 {
                break;
            }
            lo += run.len();
            acc = Begun::new(run).fold(acc, &mut f);
        }
        self.back.fold(acc, &mut f)
    }
}

impl<T: Data> DoubleEndedIterator for Items<'_, T> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        match self.back.next_back() {
            Some(item) => Some(item),
            None => self.next_run_back(),
        }
    }
}

impl<T: Data> ExactSizeIterator for Items<'_, T> {}
impl<T: Data> FusedIterator for Items<'_, T> {}

/// Ints as machine words, run by run: `while let Some(run) = runs.next()`.
pub struct WordRuns<'a> {
    node: Option<&'a Node<Int>>,
    lo: usize,
    hi: usize,
    /// The words of a run that does not lie in memory as words.
    buffer: Vec<i64>,
}

impl<'a> WordRuns<'a> {
    #[inline]
    pub(super) fn new(node: Option<&'a Node<Int>>, range: Option<Range<usize>>) -> Self {
        let (lo, hi) = node.map_or((0, 0), Node::span);
        let (lo, hi) = match range {
            None => (lo, hi),
            Some(range) => {
                let end = range.end.min(hi - lo);
                (lo + range.start.min(end), lo + end)
            }
        };
        WordRuns {
            node,
            lo,
            hi,
            buffer: Vec::new(),
        }
    }

    /// The next words: a slice that is not empty, or `None` where an int is too big to be one.
    #[inline]
    #[expect(
        clippy::should_implement_trait,
        reason = "it lends, which an iterator cannot"
    )]
    pub fn next(&mut self) -> Option<Option<&[i64]>> {
        if self.lo >= self.hi {
            return None;
        }
        if let Some(Node::Packed(packed)) = self.node {
            let words = packed.words().get(self.lo..self.hi);
            self.lo = self.hi;
            return words.map(Some);
        }
        self.next_run()
    }

    #[cold]
    #[inline(never)]
    fn next_run(&mut self) -> Option<Option<&[i64]>> {
        /// More ints are not converted at once: the walk may end before.
        const MOST: usize = 64;
        match self.node?.run(self.lo, self.hi) {
            Run::Words(words) => {
                self.lo += words.len();
                Some(Some(words))
            }
            Run::Items(items) => {
                let items = items.get(..MOST).unwrap_or(items);
                self.lo += items.len();
                self.buffer.clear();
                self.buffer.extend(items.iter().map_while(Int::as_i64));
                if items.is_empty() {
                    return None;
                }
                Some((self.buffer.len() == items.len()).then_some(&*self.buffer))
            }
        }
    }
}

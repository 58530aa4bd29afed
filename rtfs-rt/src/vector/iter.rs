//! Iteration over a vector by reference: slice by slice, so that a flat vector iterates like a slice.
//!
//! What holds: `front` and `back` are slices already begun from either end; the node's positions from
//! `lo` to `hi` have not been touched. A flat vector is all `front`.

use core::iter::FusedIterator;
use core::ops::Range;
use core::slice;

use super::node::Node;
use super::packed::Packing;
use super::{Parts, Vector};
use crate::Data;

/// An iterator over references to a vector's elements.
pub struct Iter<'a, T: Data> {
    front: slice::Iter<'a, T>,
    rest: Chunks<'a, T>,
    back: slice::Iter<'a, T>,
}

/// An iterator over a vector's elements as contiguous slices, in order; no slice is empty.
pub struct Chunks<'a, T: Data> {
    node: Option<&'a Node<T>>,
    lo: usize,
    hi: usize,
}

/// An iterator that owns a vector's elements.
pub struct IntoIter<T> {
    /// One of the two is empty.
    items: std::vec::IntoIter<T>,
    words: std::vec::IntoIter<i64>,
}

impl<'a, T: Data> Iter<'a, T> {
    #[inline]
    pub(super) fn new(node: Option<&'a Node<T>>) -> Self {
        Self::of(Chunks::new(node))
    }

    /// The elements of a range of indices, as far as they exist.
    pub(super) fn part(node: Option<&'a Node<T>>, range: Range<usize>) -> Self {
        Self::of(Chunks::part(node, range))
    }

    #[inline]
    fn of(mut rest: Chunks<'a, T>) -> Self {
        Iter {
            front: rest.next().unwrap_or(&[]).iter(),
            rest,
            back: [].iter(),
        }
    }

    /// An iterator over nothing.
    pub(crate) fn empty() -> Self {
        Self::new(None)
    }

    #[cold]
    #[inline(never)]
    fn next_slice(&mut self) -> Option<&'a T> {
        match self.rest.next() {
            Some(run) => self.front = run.iter(),
            None => core::mem::swap(&mut self.front, &mut self.back),
        }
        self.front.next()
    }

    #[cold]
    #[inline(never)]
    fn next_slice_back(&mut self) -> Option<&'a T> {
        match self.rest.next_back() {
            Some(run) => self.back = run.iter(),
            None => core::mem::swap(&mut self.front, &mut self.back),
        }
        self.back.next_back()
    }
}

impl<'a, T: Data> Iterator for Iter<'a, T> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        match self.front.next() {
            Some(item) => Some(item),
            None => self.next_slice(),
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.front.len() + (self.rest.hi - self.rest.lo) + self.back.len();
        (len, Some(len))
    }

    #[inline]
    fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, mut f: F) -> B {
        let mut acc = self.front.fold(init, &mut f);
        for run in self.rest {
            acc = run.iter().fold(acc, &mut f);
        }
        self.back.fold(acc, f)
    }

    fn nth(&mut self, mut n: usize) -> Option<&'a T> {
        if n < self.front.len() {
            return self.front.nth(n);
        }
        n -= self.front.len();
        self.front = [].iter();
        let untouched = self.rest.hi - self.rest.lo;
        let skipped = n.min(untouched);
        self.rest.lo += skipped;
        n -= skipped;
        if n < untouched - skipped {
            self.next()
        } else {
            self.back.nth(n)
        }
    }
}

impl<T: Data> DoubleEndedIterator for Iter<'_, T> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        match self.back.next_back() {
            Some(item) => Some(item),
            None => self.next_slice_back(),
        }
    }
}

impl<T: Data> ExactSizeIterator for Iter<'_, T> {}
impl<T: Data> FusedIterator for Iter<'_, T> {}

impl<T: Data> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter {
            front: self.front.clone(),
            rest: self.rest.clone(),
            back: self.back.clone(),
        }
    }
}

impl<'a, T: Data> Chunks<'a, T> {
    #[inline]
    pub(super) fn new(node: Option<&'a Node<T>>) -> Self {
        let (lo, hi) = node.map_or((0, 0), Node::span);
        Chunks { node, lo, hi }
    }

    /// Those of a range of indices, as far as they exist.
    #[inline]
    pub(super) fn part(node: Option<&'a Node<T>>, range: Range<usize>) -> Self {
        let (lo, hi) = node.map_or((0, 0), Node::span);
        let end = range.end.min(hi - lo);
        Chunks {
            node,
            lo: lo + range.start.min(end),
            hi: lo + end,
        }
    }

    #[cold]
    #[inline(never)]
    fn next_run(&mut self) -> Option<&'a [T]> {
        let node = self.node?;
        let items = node.refer(self.lo, node.run(self.lo, self.hi));
        self.lo += items.len();
        (!items.is_empty()).then_some(items)
    }
}

impl<'a, T: Data> Iterator for Chunks<'a, T> {
    type Item = &'a [T];

    #[inline]
    fn next(&mut self) -> Option<&'a [T]> {
        if self.lo >= self.hi {
            return None;
        }
        if let Some(Node::Flat(items)) = self.node {
            let items = items.get(self.lo..self.hi);
            self.lo = self.hi;
            return items;
        }
        self.next_run()
    }
}

impl<'a, T: Data> DoubleEndedIterator for Chunks<'a, T> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        let node = self.node?;
        if self.lo == self.hi {
            return None;
        }
        let run = node.run_back(self.lo, self.hi);
        let items = node.refer(self.hi - run.len(), run);
        self.hi -= items.len();
        (!items.is_empty()).then_some(items)
    }
}

impl<T: Data> Clone for Chunks<'_, T> {
    fn clone(&self) -> Self {
        Chunks {
            node: self.node,
            lo: self.lo,
            hi: self.hi,
        }
    }
}

impl<T: Data> IntoIter<T> {
    fn new(vector: Vector<T>) -> Self {
        match vector.into_parts() {
            Parts::Items(items) => IntoIter {
                items: items.into_iter(),
                words: Vec::new().into_iter(),
            },
            Parts::Words(words) => IntoIter {
                items: Vec::new().into_iter(),
                words: words.into_iter(),
            },
        }
    }
}

impl<T: Data> Iterator for IntoIter<T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        if T::Packed::EXISTS
            && let Some(word) = self.words.next()
        {
            return T::Packed::unpack(word).map(T::Packed::into_item);
        }
        self.items.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let len = self.items.len() + self.words.len();
        (len, Some(len))
    }
}

impl<T: Data> DoubleEndedIterator for IntoIter<T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        if T::Packed::EXISTS
            && let Some(word) = self.words.next_back()
        {
            return T::Packed::unpack(word).map(T::Packed::into_item);
        }
        self.items.next_back()
    }
}

impl<T: Data> ExactSizeIterator for IntoIter<T> {}
impl<T: Data> FusedIterator for IntoIter<T> {}

impl<T: Data> IntoIterator for Vector<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    #[inline]
    fn into_iter(self) -> IntoIter<T> {
        IntoIter::new(self)
    }
}

impl<'a, T: Data> IntoIterator for &'a Vector<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

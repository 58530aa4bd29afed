//! Iteration over a vector: slice by slice, so that a flat vector iterates like a slice.
//!
//! What holds: `front` and `back` are slices already begun from either end; the overlay's positions
//! from `lo` to `hi` have not been touched. A flat vector is all `front`.

use core::iter::FusedIterator;
use core::ops::Range;
use core::slice;

use super::{Node, Overlay, Vector};
use crate::Data;

/// An iterator over references to a vector's elements.
pub struct Iter<'a, T: Data> {
    front: slice::Iter<'a, T>,
    rest: Chunks<'a, T>,
    back: slice::Iter<'a, T>,
}

/// An iterator over a vector's elements as contiguous slices, in order; no slice is empty.
pub struct Chunks<'a, T: Data> {
    flat: &'a [T],
    overlay: Option<&'a Overlay<T>>,
    lo: usize,
    hi: usize,
}

/// An iterator that owns a vector's elements.
pub struct IntoIter<T>(std::vec::IntoIter<T>);

impl<'a, T: Data> Iter<'a, T> {
    #[inline]
    pub(super) fn new(node: Option<&'a Node<T>>) -> Self {
        let mut rest = Chunks::new(node);
        Iter {
            front: core::mem::take(&mut rest.flat).iter(),
            rest,
            back: [].iter(),
        }
    }

    /// The elements of a range of indices, as far as they exist.
    pub(super) fn part(node: Option<&'a Node<T>>, range: Range<usize>) -> Self {
        let mut rest = Chunks::new(node);
        let (len, before) = (rest.flat.len() + (rest.hi - rest.lo), rest.lo);
        let end = range.end.min(len);
        let start = range.start.min(end);
        let front = core::mem::take(&mut rest.flat)
            .get(start..end)
            .unwrap_or_default();
        if rest.overlay.is_some() {
            rest.lo = before + start;
            rest.hi = before + end;
        }
        Iter {
            front: front.iter(),
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
        match node {
            None => Chunks {
                flat: &[],
                overlay: None,
                lo: 0,
                hi: 0,
            },
            Some(Node::Flat(items)) => Chunks {
                flat: items,
                overlay: None,
                lo: 0,
                hi: 0,
            },
            Some(Node::Overlay(overlay)) => Chunks {
                flat: &[],
                overlay: Some(overlay),
                lo: overlay.start(),
                hi: overlay.end(),
            },
        }
    }
}

impl<'a, T: Data> Iterator for Chunks<'a, T> {
    type Item = &'a [T];

    #[inline]
    fn next(&mut self) -> Option<&'a [T]> {
        if !self.flat.is_empty() {
            return Some(core::mem::take(&mut self.flat));
        }
        let overlay = self.overlay?;
        if self.lo == self.hi {
            return None;
        }
        let run = overlay.run(self.lo, self.hi);
        self.lo += run.len();
        (!run.is_empty()).then_some(run)
    }
}

impl<'a, T: Data> DoubleEndedIterator for Chunks<'a, T> {
    fn next_back(&mut self) -> Option<&'a [T]> {
        if !self.flat.is_empty() {
            return Some(core::mem::take(&mut self.flat));
        }
        let overlay = self.overlay?;
        if self.lo == self.hi {
            return None;
        }
        let run = overlay.run_back(self.lo, self.hi);
        self.hi -= run.len();
        (!run.is_empty()).then_some(run)
    }
}

impl<T: Data> Clone for Chunks<'_, T> {
    fn clone(&self) -> Self {
        Chunks {
            flat: self.flat,
            overlay: self.overlay,
            lo: self.lo,
            hi: self.hi,
        }
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.0.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T> DoubleEndedIterator for IntoIter<T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.0.next_back()
    }
}

impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}

impl<T: Data> IntoIterator for Vector<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    #[inline]
    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self.into_vec().into_iter())
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

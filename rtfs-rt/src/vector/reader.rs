//! Reading at indices, again and again.

use super::packed::Packing;
use super::{Node, Vector, unpack};
use crate::access::{Indexed, Lending};
use crate::{Data, List};

/// A vector that a loop reads at indices: where its elements lie is asked once, before the loop.
///
/// ```
/// # use rtfs_rt::Vector;
/// # use rtfs_rt::access::nth;
/// let squares = Vector::from(vec![0_i64, 1, 4, 9]);
/// let reader = squares.reader();
/// assert_eq!((0..reader.count()).map(|i| nth(&reader, i).unwrap()).sum::<i64>(), 14);
/// assert!(nth(&reader, 4).is_err());
/// ```
#[derive(Clone, Copy)]
pub struct Reader<'v, T: Data> {
    of: &'v Vector<T>,
    /// All elements as words, if they are packed.
    words: &'v [i64],
    /// All elements, if they lie side by side.
    items: &'v [T],
    len: usize,
}

impl<T: Data> Vector<T> {
    /// The vector, to be read at many indices.
    #[inline]
    pub fn reader(&self) -> Reader<'_, T> {
        let (words, items): (&[i64], &[T]) = match self.node() {
            Some(Node::Packed(packed)) => (packed.words(), &[]),
            Some(Node::Flat(items)) => (&[], items),
            _ => (&[], &[]),
        };
        Reader {
            of: self,
            words,
            items,
            len: self.len(),
        }
    }
}

impl<T: Data> Reader<'_, T> {
    /// `(count coll)`.
    #[inline(always)]
    pub fn count(&self) -> i64 {
        // Nothing in memory has more than `i64::MAX` elements.
        self.len as i64
    }

    #[cold]
    #[inline(never)]
    fn elsewhere(&self, index: usize) -> Option<T> {
        self.of.value(index)
    }

    #[cold]
    #[inline(never)]
    fn lent_elsewhere(&self, index: usize) -> Option<&T> {
        self.of.get(index)
    }
}

impl<T: Data> Lending for Reader<'_, T> {
    #[inline(always)]
    fn lend(&self, index: usize) -> Option<&T> {
        match self.items.get(index) {
            Some(item) => Some(item),
            None => self.lent_elsewhere(index),
        }
    }
}

impl<T: Data> Indexed for Reader<'_, T> {
    type Item = T;
    type After = List<T>;

    #[inline(always)]
    fn at(&self, index: usize) -> Option<T> {
        if T::Packed::EXISTS
            && let Some(word) = self.words.get(index)
        {
            return unpack(*word);
        }
        match self.items.get(index) {
            Some(item) => Some(item.clone()),
            None => self.elsewhere(index),
        }
    }

    fn after(&self, index: usize) -> List<T> {
        self.of.after(index)
    }

    #[inline]
    fn size(&self) -> usize {
        self.len
    }

    fn kind(&self) -> &'static str {
        "vector"
    }
}

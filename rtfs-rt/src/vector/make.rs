//! Vectors from what Rust has, and back.

use triomphe::Arc;

use super::node::Node;
use super::packed::Packing;
use super::{Vector, WordRuns};
use crate::{Data, Int};

/// The elements of a vector, taken out.
pub(crate) enum Parts<T> {
    /// As they are.
    Items(Vec<T>),
    /// As words.
    Words(Vec<i64>),
}

impl<T: Data> Vector<T> {
    /// An empty vector with room for `capacity` elements.
    pub fn with_capacity(capacity: usize) -> Self {
        if capacity == 0 {
            Self::new()
        } else if T::Packed::EXISTS {
            Self::of(Node::packed(Vec::with_capacity(capacity)))
        } else {
            Self::of(Node::Flat(Vec::with_capacity(capacity)))
        }
    }

    /// A vector of the elements of a `Vec`, without copying them; ints are packed.
    #[inline]
    pub fn from_vec(items: Vec<T>) -> Self {
        if items.is_empty() {
            Self::new()
        } else {
            Self::of(Node::of(items))
        }
    }

    /// A vector of copies of the elements of a slice.
    pub fn from_slice(items: &[T]) -> Self {
        items.iter().cloned().collect()
    }

    pub(super) fn of(node: Node<T>) -> Self {
        Vector(Some(Arc::new(node)))
    }

    /// The elements, taken out of an unshared vector as they lie there.
    pub(super) fn into_parts(mut self) -> Parts<T> {
        if T::Packed::EXISTS
            && let Some(node) = &mut self.0
        {
            if let Some(Node::Packed(own)) = Arc::get_mut(node)
                && let Some(words) = own.words_mut()
            {
                return Parts::Words(core::mem::take(words));
            }
            if let Node::Packed(packed) = &**node {
                return Parts::Words(packed.words().to_vec());
            }
        }
        Parts::Items(self.into_vec())
    }
}

impl Vector<Int> {
    /// A vector of ints that all fit a machine word, without copying them.
    #[inline]
    pub fn from_words(words: Vec<i64>) -> Self {
        if words.is_empty() {
            Self::new()
        } else {
            Self::of(Node::packed(words))
        }
    }

    /// All ints in order as machine words.
    #[inline]
    pub fn word_runs(&self) -> WordRuns<'_> {
        WordRuns::new(self.node(), None)
    }

    /// The ints of a range of indices in order as machine words.
    #[inline]
    pub fn part_word_runs(&self, range: core::ops::Range<usize>) -> WordRuns<'_> {
        WordRuns::new(self.node(), Some(range))
    }
}

impl<T: Data> From<Vec<T>> for Vector<T> {
    fn from(items: Vec<T>) -> Self {
        Self::from_vec(items)
    }
}

impl<T: Data> From<&[T]> for Vector<T> {
    fn from(items: &[T]) -> Self {
        Self::from_slice(items)
    }
}

impl<T: Data, const N: usize> From<[T; N]> for Vector<T> {
    fn from(items: [T; N]) -> Self {
        if T::Packed::EXISTS {
            return items.into_iter().collect();
        }
        Self::from_vec(items.into())
    }
}

impl<T: Data> From<Vector<T>> for Vec<T> {
    fn from(vector: Vector<T>) -> Self {
        vector.into_vec()
    }
}

impl<T: Data> FromIterator<T> for Vector<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let items = items.into_iter();
        match Node::collect(items) {
            node if node.len() == 0 => Self::new(),
            node => Self::of(node),
        }
    }
}

impl<T: Data> Extend<T> for Vector<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        let items = items.into_iter();
        if let Some(node) = &mut self.0
            && let Some(Node::Flat(own)) = Arc::get_mut(node)
        {
            own.extend(items);
            return;
        }
        self.reserve(items.size_hint().0);
        items.for_each(|item| self.push_mut(item));
    }
}

//! The persistent vector: a `Vec` while nobody else holds it, a persistent overlay over that `Vec`
//! once somebody does.
//!
//! What holds:
//! - A handle is one pointer; the empty vector may be no pointer at all. Cloning is O(1).
//! - A vector that was built is *flat*: its elements lie in one `Vec`. Operations that take `self`
//!   by value or `&mut self` work in place on a vector that no other handle shares, and clone no
//!   element.
//! - A shared flat vector of up to `COPY_MAX` elements is copied for a change. A larger one is
//!   never copied: the changed copy is an `Overlay` of changed chunks over the old elements,
//!   begun in O(1).
//! - An overlay that is no longer shared becomes flat again when its writes have paid for that.
//! - A window (`slice`, `pop`, a list's `rest`) on a shared vector is O(1); it keeps the whole base
//!   alive.

mod change;
mod data;
mod grower;
mod items;
mod iter;
mod make;
mod node;
mod overlay;
mod packed;
mod reader;
#[cfg(test)]
mod tests;

use core::mem::{needs_drop, take};
use core::ops::Range;

use triomphe::Arc;

pub(crate) use self::data::{elements, sequence_order};
pub use self::grower::Grower;
pub use self::items::{Item, Items, WordRuns};
pub use self::iter::{Chunks, IntoIter, Iter};
pub(crate) use self::make::Parts;
use self::node::Node;
use self::overlay::Overlay;
pub use self::packed::{NotPacked, PackedInts, Packing};
pub use self::reader::Reader;
use crate::Data;
use crate::deep_drop;

/// A shared flat vector of at most so many elements is copied for a change; a larger one gets an
/// overlay.
const COPY_MAX: usize = 64;

/// A persistent vector of RTFS (`[1 2 3]`).
///
/// ```
/// # use rtfs_rt::Vector;
/// let one = Vector::from(vec![1_i64, 2, 3]);
/// let two = one.clone().push(4);
/// assert_eq!(one.len(), 3);
/// assert_eq!(two.get(3), Some(&4));
/// ```
pub struct Vector<T: Data>(Option<Arc<Node<T>>>);

impl<T: Data> Vector<T> {
    /// The empty vector; allocates nothing.
    #[inline]
    pub const fn new() -> Self {
        Vector(None)
    }

    /// How many elements there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        match self.node() {
            Some(Node::Flat(items)) => items.len(),
            Some(Node::Packed(packed)) => packed.words().len(),
            Some(overlay) => overlay.len(),
            None => 0,
        }
    }

    /// Whether there is no element.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at an index from 0.
    #[inline]
    pub fn get(&self, index: usize) -> Option<&T> {
        self.node()?.get(index)
    }

    /// A copy of the element at an index from 0: never slower than [`get`](Self::get), which makes
    /// room for references to all elements of a vector of ints that has none yet.
    #[inline(always)]
    pub fn value(&self, index: usize) -> Option<T> {
        match self.node()? {
            Node::Packed(packed) => unpack(*packed.words().get(index)?),
            Node::Flat(items) if !T::Packed::EXISTS => items.get(index).cloned(),
            other => other.value(index),
        }
    }

    /// The first element.
    #[inline]
    pub fn first(&self) -> Option<&T> {
        self.get(0)
    }

    /// The last element.
    #[inline]
    pub fn last(&self) -> Option<&T> {
        self.get(self.len().checked_sub(1)?)
    }

    /// The vector with one more element at its end: amortised O(1).
    #[inline(always)]
    #[must_use]
    pub fn push(mut self, item: T) -> Self {
        self.push_mut(item);
        self
    }

    /// [`push`](Self::push) in place.
    #[inline(always)]
    pub fn push_mut(&mut self, item: T) {
        if let Some(word) = T::Packed::pack(&item) {
            return self.push_word(word);
        }
        if !T::Packed::EXISTS
            && let Some(node) = &mut self.0
            && let Some(Node::Flat(items)) = Arc::get_mut(node)
        {
            items.push(item);
            return;
        }
        self.push_slow(item);
    }

    #[inline(always)]
    fn push_word(&mut self, word: i64) {
        if let Some(node) = &mut self.0
            && let Some(Node::Packed(packed)) = Arc::get_mut(node)
            && let Some(words) = packed.words_mut()
            && words.len() < words.capacity()
        {
            words.push(word);
        } else {
            self.push_word_slow(word);
        }
    }

    /// The vector without its last element, and that element (`None` of the empty vector).
    #[inline]
    #[must_use]
    pub fn pop(mut self) -> (Self, Option<T>) {
        let last = self.pop_mut();
        (self, last)
    }

    /// [`pop`](Self::pop) in place.
    #[inline]
    pub fn pop_mut(&mut self) -> Option<T> {
        if let Some(node) = &mut self.0
            && let Some(node) = Arc::get_mut(node)
        {
            match node {
                Node::Flat(items) => return items.pop(),
                Node::Packed(packed) => {
                    if let Some(words) = packed.words_mut() {
                        return unpack(words.pop()?);
                    }
                }
                Node::Overlay(_) => {}
            }
        }
        self.pop_slow()
    }

    /// The vector with another element at `index`; `None` if there is no such index (it may not be
    /// the length).
    #[inline]
    #[must_use]
    pub fn set(mut self, index: usize, item: T) -> Option<Self> {
        if self.set_mut(index, item) {
            Some(self)
        } else {
            None
        }
    }

    /// [`set`](Self::set) in place; false, and nothing changed, if there is no such index.
    #[inline]
    pub fn set_mut(&mut self, index: usize, item: T) -> bool {
        if T::Packed::EXISTS
            && let Some(node) = &mut self.0
            && let Some(Node::Packed(packed)) = Arc::get_mut(node)
            && let Some(word) = T::Packed::pack(&item)
            && let Some(words) = packed.words_mut()
        {
            return words.get_mut(index).map(|place| *place = word).is_some();
        }
        self.put(index, item)
    }

    /// The way of [`set_mut`](Self::set_mut) that may have to copy or unpack.
    #[inline]
    fn put(&mut self, index: usize, item: T) -> bool {
        if T::Packed::EXISTS {
            return self.put_slow(index, item);
        }
        self.get_mut(index).map(|place| *place = item).is_some()
    }

    /// The element at `index`, to be changed: in place if unshared, else after copying what must
    /// be.
    #[inline]
    pub fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        // The outcome of the test is not kept: the borrow checker cannot see that the other way
        // does not use it.
        if let Some(node) = &mut self.0
            && Arc::is_unique(node)
            && matches!(**node, Node::Flat(_))
        {
            return match Arc::get_mut(self.0.as_mut()?)? {
                Node::Flat(items) => items.get_mut(index),
                _ => None,
            };
        }
        self.get_mut_slow(index)
    }

    /// All elements in order, without references to them: for a vector of ints the fastest way.
    #[inline]
    pub fn items(&self) -> Items<'_, T> {
        Items::new(self.node())
    }

    /// Copies of all elements in order.
    #[inline]
    pub fn values(&self) -> impl DoubleEndedIterator<Item = T> + ExactSizeIterator + '_ {
        self.items().map(Item::into_owned)
    }

    /// Copies of the elements of a range of indices in order.
    #[inline]
    pub fn part_values(&self, range: Range<usize>) -> impl Iterator<Item = T> + '_ {
        self.part_items(range).map(Item::into_owned)
    }

    /// The elements of a range of indices in order, as [`items`](Self::items) gives them.
    #[inline]
    pub fn part_items(&self, range: Range<usize>) -> Items<'_, T> {
        Items::part(self.node(), range)
    }

    /// All elements in order.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter::new(self.node())
    }

    /// The elements of a range of indices in order; those beyond the end are left out.
    #[inline]
    pub fn part(&self, range: Range<usize>) -> Iter<'_, T> {
        Iter::part(self.node(), range)
    }

    /// The slices of [`chunks`](Self::chunks) of a range of indices.
    #[inline]
    pub fn part_chunks(&self, range: Range<usize>) -> Chunks<'_, T> {
        Chunks::part(self.node(), range)
    }

    /// The elements in order as contiguous slices (one slice when the vector is flat).
    #[inline]
    pub fn chunks(&self) -> Chunks<'_, T> {
        Chunks::new(self.node())
    }

    /// All elements as one slice, if they lie together: always so in a vector that was built and
    /// not shared since.
    #[inline]
    pub fn as_slice(&self) -> Option<&[T]> {
        match self.0.as_deref() {
            None => Some(&[]),
            Some(Node::Overlay(overlay)) => overlay.as_slice(),
            Some(base) => Some(base.flat()),
        }
    }

    /// The elements as a `Vec`: without a copy if unshared and flat.
    pub fn into_vec(mut self) -> Vec<T> {
        let Some(node) = self.0.take() else {
            return Vec::new();
        };
        match Arc::try_unwrap(node) {
            Ok(node) => node.into_items(),
            Err(node) => node.to_items(),
        }
    }

    /// The elements as one slice that may be changed; copies them together if they are shared or
    /// apart.
    pub fn make_slice(&mut self) -> &mut [T] {
        if self.is_empty() {
            return &mut [];
        }
        let items = take(self).into_vec();
        let node = self.0.insert(Arc::new(Node::Flat(items)));
        match Arc::get_mut(node) {
            Some(Node::Flat(items)) => items,
            // The node was made one line above.
            _ => &mut [],
        }
    }

    /// The elements from `start` up to but without `end`, both cut to the length: O(1) for a long
    /// window.
    #[must_use]
    pub fn slice(mut self, start: usize, end: usize) -> Self {
        let len = self.len();
        let end = end.min(len);
        if start >= end {
            return Self::new();
        }
        if start == 0 && end == len {
            return self;
        }
        if let Some(node) = &mut self.0
            && let Some(node) = Arc::get_mut(node)
            && (start == 0 || end - start <= COPY_MAX)
        {
            match node {
                Node::Flat(items) => {
                    cut(items, start, end);
                    return self;
                }
                Node::Packed(packed) => {
                    if let Some(words) = packed.words_mut() {
                        cut(words, start, end);
                        return self;
                    }
                }
                Node::Overlay(_) => {}
            }
        }
        if end - start <= COPY_MAX && !matches!(self.node(), Some(Node::Overlay(_))) {
            return self.part_values(start..end).collect();
        }
        if let Some(overlay) = self.overlay() {
            overlay.narrow(start, end);
        }
        self
    }

    /// Takes the first element away: O(1), but for a short flat vector.
    #[inline]
    pub(crate) fn drop_first(&mut self) {
        if let Some(node) = &mut self.0
            && let Some(Node::Overlay(overlay)) = Arc::get_mut(node)
            && overlay.len() > 1
        {
            overlay.drop_first();
            return;
        }
        let len = self.len();
        *self = take(self).slice(1, len);
    }

    /// The elements of both vectors.
    #[must_use]
    pub fn concat(mut self, other: &Self) -> Self {
        if self.is_empty() {
            return other.clone();
        }
        self.reserve(other.len());
        let (mut at, end) = other.node().map_or((0, 0), Node::span);
        while let Some(node) = other.node()
            && at < end
        {
            let run = node.run(at, end);
            // A visible position always has a run; stopping short is better than staying here.
            if run.len() == 0 {
                break;
            }
            at += run.len();
            self.append(run);
        }
        self
    }

    /// The elements in the opposite order: O(n).
    #[must_use]
    pub fn reverse(mut self) -> Self {
        if let Some(node) = &mut self.0
            && let Some(node) = Arc::get_mut(node)
        {
            match node {
                Node::Flat(items) => {
                    items.reverse();
                    return self;
                }
                Node::Packed(packed) => {
                    if let Some(words) = packed.words_mut() {
                        words.reverse();
                        return self;
                    }
                }
                Node::Overlay(_) => {}
            }
        }
        self.values().rev().collect()
    }

    /// Where the elements are in memory, as long as a handle holds them; `None` of an empty one.
    pub fn address(&self) -> Option<usize> {
        self.0.as_ref().map(|node| Arc::as_ptr(node).addr())
    }

    /// Whether two handles hold the very same elements in memory; then they are equal, but for NaN.
    #[inline]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        }
    }

    #[inline]
    fn node(&self) -> Option<&Node<T>> {
        self.0.as_deref()
    }
}

impl<T: Data> Clone for Vector<T> {
    #[inline]
    fn clone(&self) -> Self {
        Vector(self.0.clone())
    }
}

impl<T: Data> Default for Vector<T> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Data> Drop for Vector<T> {
    #[inline]
    fn drop(&mut self) {
        if needs_drop::<T>()
            && let Some(node) = self.0.take()
        {
            deep_drop::release_node(node);
        }
    }
}

/// The element of a word.
#[inline]
fn unpack<T: Data>(word: i64) -> Option<T> {
    T::Packed::unpack(word).map(T::Packed::into_item)
}

/// Keeps the elements from `start` up to `end`.
fn cut<E>(items: &mut Vec<E>, start: usize, end: usize) {
    items.truncate(end);
    items.drain(..start);
    // A short rest should not hold the memory of a long vector.
    if items.capacity() / 4 > items.len() + COPY_MAX {
        items.shrink_to_fit();
    }
}

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

mod data;
mod iter;
mod overlay;
#[cfg(test)]
mod tests;

use core::mem::{needs_drop, take};

use triomphe::Arc;

pub(crate) use self::data::{elements, sequence_order};
pub use self::iter::{Chunks, IntoIter, Iter};
use self::overlay::Overlay;
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

/// The elements, in one of two shapes. The shape is never visible from outside but in speed.
#[derive(Clone)]
pub(crate) enum Node<T: Data> {
    /// All of them in order.
    Flat(Vec<T>),
    /// Changes over a flat node. Boxed, so that the node of a flat vector stays small.
    Overlay(Box<Overlay<T>>),
}

impl<T: Data> Vector<T> {
    /// The empty vector; allocates nothing.
    #[inline]
    pub const fn new() -> Self {
        Vector(None)
    }

    /// An empty vector with room for `capacity` elements.
    pub fn with_capacity(capacity: usize) -> Self {
        if capacity == 0 {
            Self::new()
        } else {
            Self::flat(Vec::with_capacity(capacity))
        }
    }

    /// A vector of the elements of a `Vec`, without copying them.
    #[inline]
    pub fn from_vec(items: Vec<T>) -> Self {
        if items.is_empty() {
            Self::new()
        } else {
            Self::flat(items)
        }
    }

    /// A vector of copies of the elements of a slice.
    pub fn from_slice(items: &[T]) -> Self {
        Self::from_vec(items.to_vec())
    }

    /// How many elements there are.
    #[inline]
    pub fn len(&self) -> usize {
        match self.0.as_deref() {
            None => 0,
            Some(Node::Flat(items)) => items.len(),
            Some(Node::Overlay(overlay)) => overlay.len(),
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
        match self.0.as_deref() {
            Some(Node::Flat(items)) => items.get(index),
            Some(Node::Overlay(overlay)) => overlay.get(index),
            None => None,
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
    #[inline]
    #[must_use]
    pub fn push(mut self, item: T) -> Self {
        self.push_mut(item);
        self
    }

    /// [`push`](Self::push) in place.
    #[inline]
    pub fn push_mut(&mut self, item: T) {
        if let Some(node) = &mut self.0
            && let Some(Node::Flat(items)) = Arc::get_mut(node)
        {
            items.push(item);
            return;
        }
        self.push_slow(item);
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
            && let Some(Node::Flat(items)) = Arc::get_mut(node)
        {
            return items.pop();
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
        match self.get_mut(index) {
            Some(place) => {
                *place = item;
                true
            }
            None => false,
        }
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
                Node::Overlay(_) => None,
            };
        }
        self.get_mut_slow(index)
    }

    /// All elements in order.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter::new(self.node())
    }

    /// The elements of a range of indices in order; those beyond the end are left out.
    #[inline]
    pub fn part(&self, range: core::ops::Range<usize>) -> Iter<'_, T> {
        Iter::part(self.node(), range)
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
            Some(Node::Flat(items)) => Some(items),
            Some(Node::Overlay(overlay)) => overlay.as_slice(),
        }
    }

    /// The elements as a `Vec`: without a copy if unshared and flat.
    pub fn into_vec(mut self) -> Vec<T> {
        let Some(node) = self.0.take() else {
            return Vec::new();
        };
        match Arc::try_unwrap(node) {
            Ok(Node::Flat(items)) => items,
            Ok(Node::Overlay(mut overlay)) => overlay.take_vec(),
            Err(node) => match &*node {
                Node::Flat(items) => items.clone(),
                Node::Overlay(overlay) => overlay.to_vec(),
            },
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
            && let Some(Node::Flat(items)) = Arc::get_mut(node)
            && (start == 0 || end - start <= COPY_MAX)
        {
            items.truncate(end);
            items.drain(..start);
            // A short rest should not hold the memory of a long vector.
            if items.capacity() / 4 > items.len() + COPY_MAX {
                items.shrink_to_fit();
            }
            return self;
        }
        if end - start <= COPY_MAX && !matches!(self.node(), Some(Node::Overlay(_))) {
            return self.iter().skip(start).take(end - start).cloned().collect();
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
        if let Some(node) = &mut self.0
            && let Some(Node::Flat(items)) = Arc::get_mut(node)
        {
            items.reserve(other.len());
            other
                .chunks()
                .for_each(|chunk| items.extend_from_slice(chunk));
            return self;
        }
        self.extend(other.iter().cloned());
        self
    }

    /// The elements in the opposite order: O(n).
    #[must_use]
    pub fn reverse(mut self) -> Self {
        if let Some(node) = &mut self.0
            && let Some(Node::Flat(items)) = Arc::get_mut(node)
        {
            items.reverse();
            return self;
        }
        self.iter().rev().cloned().collect()
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

    fn flat(items: Vec<T>) -> Self {
        Vector(Some(Arc::new(Node::Flat(items))))
    }

    #[inline]
    fn node(&self) -> Option<&Node<T>> {
        self.0.as_deref()
    }

    #[cold]
    #[inline(never)]
    fn push_slow(&mut self, item: T) {
        match self.writable() {
            Node::Flat(items) => items.push(item),
            Node::Overlay(overlay) => overlay.push(item),
        }
    }

    #[cold]
    #[inline(never)]
    fn pop_slow(&mut self) -> Option<T> {
        if self.is_empty() {
            return None;
        }
        match self.writable() {
            Node::Flat(items) => items.pop(),
            Node::Overlay(overlay) => overlay.pop(),
        }
    }

    #[cold]
    #[inline(never)]
    fn get_mut_slow(&mut self, index: usize) -> Option<&mut T> {
        if index >= self.len() {
            return None;
        }
        match self.writable() {
            Node::Flat(items) => items.get_mut(index),
            Node::Overlay(overlay) => overlay.get_mut(index),
        }
    }

    /// A node that only this handle holds, with the same elements.
    fn writable(&mut self) -> &mut Node<T> {
        let node = self
            .0
            .get_or_insert_with(|| Arc::new(Node::Flat(Vec::new())));
        let fresh = match Arc::get_mut(node) {
            Some(Node::Flat(_)) => None,
            Some(Node::Overlay(overlay)) => overlay.flatten_when_paid().map(Node::Flat),
            None => Some(Self::diverge(node)),
        };
        if let Some(fresh) = fresh {
            *node = Arc::new(fresh);
        }
        // Unshared now, so that this copies nothing.
        Arc::make_mut(node)
    }

    /// A node of its own for a handle that shares `node`.
    fn diverge(node: &Arc<Node<T>>) -> Node<T> {
        match &**node {
            Node::Flat(items) if items.len() <= COPY_MAX => {
                let mut copy = Vec::with_capacity(items.len() + items.len() / 2 + 1);
                copy.extend_from_slice(items);
                Node::Flat(copy)
            }
            Node::Flat(items) => Node::Overlay(Box::new(Overlay::over(node.clone(), items.len()))),
            Node::Overlay(overlay) => Node::Overlay(overlay.clone()),
        }
    }

    /// An unshared overlay of this vector, also when it is flat or small.
    fn overlay(&mut self) -> Option<&mut Overlay<T>> {
        let node = self.0.as_mut()?;
        let len = match &**node {
            Node::Flat(items) => Some(items.len()),
            Node::Overlay(_) => None,
        };
        if let Some(len) = len {
            *node = Arc::new(Node::Overlay(Box::new(Overlay::over(node.clone(), len))));
        }
        match Arc::make_mut(node) {
            Node::Overlay(overlay) => Some(overlay),
            Node::Flat(_) => None,
        }
    }
}

impl<T: Data> Node<T> {
    /// The elements of a flat node. An overlay is never the base of another, so that its part is
    /// never asked.
    #[inline]
    fn flat(&self) -> &[T] {
        match self {
            Node::Flat(items) => items,
            Node::Overlay(_) => &[],
        }
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
        Self::from_vec(items.into_iter().collect())
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
        items.for_each(|item| self.push_mut(item));
    }
}

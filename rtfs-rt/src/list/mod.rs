//! The persistent list: cons cells over a run of elements that lie together.
//!
//! What holds:
//! - A handle is one pointer, and no pointer is the empty list; cloning is O(1).
//! - `cons`, `first`, `rest` and `len` are O(1) (a `cons` or `rest` on a run is amortised, like a
//!   vector's `push`).
//! - A list made of a `Vec` or a vector is one run, without a copy. Elements that are put in front
//!   of a list that nobody shares gather in its run, in place; in front of a shared list each gets
//!   a cell of its own.
//! - `conj` appends. It costs the number of cons cells in front of the run, which become part of
//!   the run: a list that is built by `conj`, or by `conj` and `cons` in turn, costs amortised O(1)
//!   per element.
//! - Dropping a long list does not recurse along it.

mod data;
mod iter;
#[cfg(test)]
mod tests;
mod view;

use core::mem::{needs_drop, take};
use core::num::NonZeroUsize;

use triomphe::Arc;

pub use self::iter::{Items, Iter};
pub use self::view::ListView;
use crate::deep_drop;
use crate::vector::{Item, Packing};
use crate::{Data, Vector};

/// An unshared list of so many cells becomes a run when the next element comes in front.
const GATHER: usize = 4;

/// A persistent list of RTFS (`'(1 2 3)`).
///
/// ```
/// # use rtfs_rt::List;
/// let one = List::from(vec![2_i64, 3]);
/// let two = one.clone().cons(1);
/// assert_eq!(two.first(), Some(&1));
/// assert_eq!(two.rest(), one);
/// ```
pub struct List<T: Data>(Option<Arc<Node<T>>>);

/// A list that is not empty.
pub(crate) enum Node<T: Data> {
    /// One element in front of a list; `len` counts them all.
    Cons {
        first: T,
        len: NonZeroUsize,
        rest: List<T>,
    },
    /// `front` backwards, then `back`; not both empty.
    Run { front: Vector<T>, back: Vector<T> },
}

impl<T: Data> List<T> {
    /// The empty list; allocates nothing.
    #[inline]
    pub const fn new() -> Self {
        List(None)
    }

    /// A list of the elements of a `Vec`, without copying them.
    pub fn from_vec(items: Vec<T>) -> Self {
        Self::run(Vector::new(), Vector::from_vec(items))
    }

    /// A list of copies of the elements of a slice.
    pub fn from_slice(items: &[T]) -> Self {
        Self::from_vec(items.to_vec())
    }

    /// How many elements there are: O(1).
    #[inline]
    pub fn len(&self) -> usize {
        match self.0.as_deref() {
            None => 0,
            Some(Node::Cons { len, .. }) => len.get(),
            Some(Node::Run { front, back }) => front.len() + back.len(),
        }
    }

    /// Whether there is no element.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The first element.
    #[inline]
    pub fn first(&self) -> Option<&T> {
        match self.0.as_deref()? {
            Node::Cons { first, .. } => Some(first),
            Node::Run { front, back } => front.last().or_else(|| back.first()),
        }
    }

    /// A copy of the element at an index from 0, as [`Vector::value`] is one.
    #[inline]
    pub fn value(&self, index: usize) -> Option<T> {
        self.view().value(index)
    }

    fn value_below(&self, mut index: usize) -> Option<T> {
        let mut list = self;
        while let Node::Cons { first, rest, .. } = list.0.as_deref()? {
            if index == 0 {
                return Some(first.clone());
            }
            index -= 1;
            list = rest;
        }
        list.value(index)
    }

    /// The last element: O(number of cons cells).
    pub fn last(&self) -> Option<&T> {
        self.get(self.len().checked_sub(1)?)
    }

    /// The element at an index from 0: O(number of cons cells before it).
    pub fn get(&self, mut index: usize) -> Option<&T> {
        let mut list = self;
        loop {
            match list.0.as_deref()? {
                Node::Cons { first, rest, .. } => {
                    if index == 0 {
                        return Some(first);
                    }
                    index -= 1;
                    list = rest;
                }
                Node::Run { front, back } => {
                    return match front.len().checked_sub(index + 1) {
                        Some(mirrored) => front.get(mirrored),
                        None => back.get(index - front.len()),
                    };
                }
            }
        }
    }

    /// The list with one more element in front.
    #[inline]
    #[must_use]
    pub fn cons(self, item: T) -> Self {
        match self.0.as_deref() {
            None => self.cell(item, 0),
            // An unshared list may become longer than this only as a run.
            Some(Node::Cons { len, .. }) if len.get() != GATHER => {
                let len = len.get();
                self.cell(item, len)
            }
            Some(_) => self.cons_further(item),
        }
    }

    /// A cell in front of this list of so many elements.
    #[inline]
    fn cell(self, item: T, len: usize) -> Self {
        List(Some(Arc::new(Node::Cons {
            first: item,
            len: NonZeroUsize::MIN.saturating_add(len),
            rest: self,
        })))
    }

    /// In front of a run, or of as many cells as may become one.
    #[inline(never)]
    fn cons_further(mut self, item: T) -> Self {
        if let Some(node) = &mut self.0
            && let Some(node) = Arc::get_mut(node)
        {
            match node {
                Node::Run { front, .. } => {
                    front.push_mut(item);
                    return self;
                }
                Node::Cons { .. } => return self.gather(item),
            }
        }
        let len = self.len();
        self.cell(item, len)
    }

    /// The list without its first element (the empty list of the empty list).
    #[inline]
    #[must_use]
    pub fn rest(mut self) -> Self {
        if let Some(node) = &mut self.0
            && let Some(Node::Run { front, back }) = Arc::get_mut(node)
        {
            Self::drop_first(front, back);
            if front.is_empty() && back.is_empty() {
                return List(None);
            }
            return self;
        }
        let Some(node) = self.0.take() else {
            return self;
        };
        match Arc::try_unwrap(node) {
            Ok(Node::Cons { rest, .. }) => rest,
            Ok(Node::Run { front, back }) => Self::rest_of_run(front, back),
            Err(node) => match &*node {
                Node::Cons { rest, .. } => rest.clone(),
                Node::Run { front, back } => Self::rest_of_run(front.clone(), back.clone()),
            },
        }
    }

    /// The first element and the list without it.
    #[inline]
    pub fn uncons(self) -> Option<(T, Self)> {
        let first = self.value(0)?;
        Some((first, self.rest()))
    }

    /// The list with one more element at its end.
    #[must_use]
    pub fn conj(mut self, item: T) -> Self {
        if let Some(node) = &mut self.0
            && let Some(Node::Run { back, .. }) = Arc::get_mut(node)
        {
            back.push_mut(item);
            return self;
        }
        let (front, back) = self.into_run();
        Self::run(front, back.push(item))
    }

    /// The list without its first `count` elements.
    #[must_use]
    pub fn skip(mut self, mut count: usize) -> Self {
        while count > 0 {
            match self.0.as_deref() {
                None => break,
                Some(Node::Cons { .. }) => {
                    self = self.rest();
                    count -= 1;
                }
                Some(Node::Run { .. }) => {
                    let (front, back) = self.into_run();
                    let (from_front, len) = (count.min(front.len()), back.len());
                    let kept = front.len() - from_front;
                    return Self::run(front.slice(0, kept), back.slice(count - from_front, len));
                }
            }
        }
        self
    }

    /// The elements in the opposite order: O(number of cons cells).
    #[must_use]
    pub fn reverse(self) -> Self {
        let (front, back) = self.into_run();
        Self::run(back, front)
    }

    /// The elements of both lists: O(number of cons cells), and of elements of `other`.
    #[must_use]
    pub fn concat(self, other: &Self) -> Self {
        if self.is_empty() {
            return other.clone();
        }
        let (front, mut back) = self.into_run();
        back.extend(other.values());
        Self::run(front, back)
    }

    /// All elements in order, as [`Vector::items`] gives them.
    #[inline]
    pub fn items(&self) -> Items<'_, T> {
        Items::new(self)
    }

    /// Copies of all elements in order.
    #[inline]
    pub fn values(&self) -> impl ExactSizeIterator<Item = T> + '_ {
        self.items().map(Item::into_owned)
    }

    /// All elements in order.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter::new(self)
    }

    /// The elements as a vector: without a copy if the list is a run that nothing was put in front
    /// of.
    pub fn into_vector(self) -> Vector<T> {
        let (front, back) = self.into_run();
        if front.is_empty() {
            back
        } else {
            front.reverse().concat(&back)
        }
    }

    /// The elements as a `Vec`.
    pub fn into_vec(self) -> Vec<T> {
        self.into_vector().into_vec()
    }

    /// Where the elements are in memory, as long as a handle holds them; `None` of an empty one.
    pub fn address(&self) -> Option<usize> {
        self.0.as_ref().map(|node| Arc::as_ptr(node).addr())
    }

    /// Whether two handles hold the very same elements in memory; then they are equal, but for NaN.
    pub fn ptr_eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        }
    }

    /// The list with elements in front of it, in their order.
    pub(crate) fn with_before(self, items: Vector<T>) -> Self {
        match self.0 {
            None => Self::run(Vector::new(), items),
            Some(_) => items
                .into_iter()
                .rev()
                .fold(self, |list, item| list.cons(item)),
        }
    }

    fn run(front: Vector<T>, back: Vector<T>) -> Self {
        if front.is_empty() && back.is_empty() {
            List(None)
        } else {
            List(Some(Arc::new(Node::Run { front, back })))
        }
    }

    fn rest_of_run(mut front: Vector<T>, mut back: Vector<T>) -> Self {
        Self::drop_first(&mut front, &mut back);
        Self::run(front, back)
    }

    #[inline]
    fn drop_first(front: &mut Vector<T>, back: &mut Vector<T>) {
        if front.pop_mut().is_none() {
            back.drop_first();
        }
    }

    /// The elements as the two halves of a run.
    fn into_run(self) -> (Vector<T>, Vector<T>) {
        let mut cells = Vec::new();
        let mut list = self;
        let (mut front, back) = loop {
            let Some(node) = list.0.take() else {
                break (Vector::new(), Vector::new());
            };
            match Arc::try_unwrap(node) {
                Ok(Node::Cons { first, rest, .. }) => {
                    cells.push(first);
                    list = rest;
                }
                Ok(Node::Run { front, back }) => break (front, back),
                Err(node) => match &*node {
                    Node::Cons { first, rest, .. } => {
                        cells.push(first.clone());
                        list = rest.clone();
                    }
                    Node::Run { front, back } => break (front.clone(), back.clone()),
                },
            }
        };
        if front.is_empty() && back.is_empty() {
            return (front, Vector::from_vec(cells));
        }
        front.extend(cells.into_iter().rev());
        (front, back)
    }

    /// A run of this short list of cells with `item` in front.
    #[cold]
    fn gather(self, item: T) -> Self {
        let mut front = Vec::with_capacity(4 * GATHER);
        let (before, back) = self.into_run();
        front.extend(back.into_iter().rev());
        front.extend(before);
        front.push(item);
        Self::run(Vector::from_vec(front), Vector::new())
    }
}

impl<T: Data> Clone for List<T> {
    #[inline]
    fn clone(&self) -> Self {
        List(self.0.clone())
    }
}

impl<T: Data> Default for List<T> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Data> Drop for List<T> {
    #[inline]
    fn drop(&mut self) {
        if let Some(node) = &self.0
            && Arc::is_unique(node)
        {
            self.free();
        }
    }
}

impl<T: Data> List<T> {
    /// Drops the node that nobody else holds.
    #[inline(never)]
    fn free(&mut self) {
        let cells = Cells(self.0.take());
        // An int leads to no further values.
        if needs_drop::<T>() && !T::Packed::EXISTS {
            deep_drop::release(cells);
        }
    }
}

/// Cells whose last reference is gone: drops them one after the other.
struct Cells<T: Data>(Option<Arc<Node<T>>>);

impl<T: Data> Drop for Cells<T> {
    fn drop(&mut self) {
        while let Some(mut node) = self.0.take() {
            if let Some(Node::Cons { rest, .. }) = Arc::get_mut(&mut node) {
                self.0 = rest.0.take();
            }
        }
    }
}

impl<T: Data> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self::from_vec(items)
    }
}

impl<T: Data> From<Vector<T>> for List<T> {
    fn from(items: Vector<T>) -> Self {
        Self::run(Vector::new(), items)
    }
}

impl<T: Data> From<List<T>> for Vector<T> {
    fn from(list: List<T>) -> Self {
        list.into_vector()
    }
}

impl<T: Data> From<&[T]> for List<T> {
    fn from(items: &[T]) -> Self {
        Self::from_slice(items)
    }
}

impl<T: Data, const N: usize> From<[T; N]> for List<T> {
    fn from(items: [T; N]) -> Self {
        Self::from_vec(items.into())
    }
}

impl<T: Data> From<List<T>> for Vec<T> {
    fn from(list: List<T>) -> Self {
        list.into_vec()
    }
}

impl<T: Data> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::from_vec(items.into_iter().collect())
    }
}

impl<T: Data> Extend<T> for List<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        let (front, mut back) = take(self).into_run();
        back.extend(items);
        *self = Self::run(front, back);
    }
}

//! The persistent set: the keys of a persistent map.
//!
//! What holds is what holds of [`Map`]: elements iterate in insertion order, an unshared set
//! changes in place, a shared one by an overlay.

mod data;
#[cfg(test)]
mod tests;

use core::iter::FusedIterator;

use crate::map::{self, GivenKey, Lookup};
use crate::{Data, Map};

/// A persistent set of RTFS (`#{1 2}`), in insertion order.
///
/// ```
/// # use rtfs_rt::Set;
/// let one = Set::from([1_i64, 2]);
/// let two = one.clone().conj(3).disj(&1);
/// assert!(one.contains(&1) && !two.contains(&1));
/// assert_eq!(two.iter().collect::<Vec<_>>(), [&2, &3]);
/// ```
pub struct Set<T: Data>(Map<T, ()>);

/// An iterator over references to a set's elements.
pub struct Iter<'a, T: Data>(map::Keys<'a, T, ()>);

/// An iterator that owns a set's elements.
pub struct IntoIter<T>(map::IntoIter<T, ()>);

impl<T: Data> Set<T> {
    /// The empty set; allocates nothing.
    #[inline]
    pub const fn new() -> Self {
        Set(Map::new())
    }

    /// An empty set with room for `capacity` elements.
    pub fn with_capacity(capacity: usize) -> Self {
        Set(Map::with_capacity(capacity))
    }

    /// How many elements there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no element.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an element is there.
    #[inline]
    pub fn contains<Q: Lookup<T> + ?Sized>(&self, item: &Q) -> bool {
        self.0.contains(item)
    }

    /// An element as the set holds it.
    #[inline]
    pub fn get<Q: Lookup<T> + ?Sized>(&self, item: &Q) -> Option<&T> {
        self.0.get_entry(item).map(|(own, ())| own)
    }

    /// The set with an element; one that is there stays as it is.
    #[inline]
    #[must_use]
    pub fn conj(mut self, item: T) -> Self {
        self.insert(item);
        self
    }

    /// [`conj`](Self::conj) in place; whether the element is new.
    #[inline]
    pub fn insert(&mut self, item: T) -> bool {
        self.insert_given(item)
    }

    /// [`insert`](Self::insert) of an element that may be lent: one that is there already is not cloned.
    #[inline]
    pub fn insert_given(&mut self, item: impl GivenKey<T>) -> bool {
        if self.0.is_shared() && self.0.contains(item.form()) {
            return false;
        }
        self.0.insert_given(item, ()).is_none()
    }

    /// The set without an element.
    #[inline]
    #[must_use]
    pub fn disj<Q: Lookup<T> + ?Sized>(mut self, item: &Q) -> Self {
        self.remove(item);
        self
    }

    /// [`disj`](Self::disj) in place; whether the element was there.
    #[inline]
    pub fn remove<Q: Lookup<T> + ?Sized>(&mut self, item: &Q) -> bool {
        self.0.remove(item).is_some()
    }

    /// The elements of both sets: those of `self`, then the others of `other`.
    #[must_use]
    pub fn union(mut self, other: &Self) -> Self {
        if self.is_empty() {
            return other.clone();
        }
        self.extend(other.iter().cloned());
        self
    }

    /// The elements that `other` has too, in the order of `self`.
    #[must_use]
    pub fn intersection(self, other: &Self) -> Self {
        if self.iter().all(|item| other.contains(item)) {
            return self;
        }
        self.into_iter()
            .filter(|item| other.contains(item))
            .collect()
    }

    /// The elements that `other` does not have, in the order of `self`.
    #[must_use]
    pub fn difference(mut self, other: &Self) -> Self {
        if other.len() < self.len() {
            for item in other {
                self.remove(item);
            }
            return self;
        }
        self.into_iter()
            .filter(|item| !other.contains(item))
            .collect()
    }

    /// Whether `other` has every element.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.len() <= other.len() && self.iter().all(|item| other.contains(item))
    }

    /// Whether every element of `other` is there.
    pub fn is_superset(&self, other: &Self) -> bool {
        other.is_subset(self)
    }

    /// All elements in order.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self.0.keys())
    }

    /// Where the elements are in memory, as long as a handle holds them; `None` of an empty one.
    pub fn address(&self) -> Option<usize> {
        self.0.address()
    }

    /// Whether two handles hold the very same elements in memory; then they are equal, but for NaN.
    #[inline]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.0.ptr_eq(&other.0)
    }
}

impl<T: Data> Clone for Set<T> {
    #[inline]
    fn clone(&self) -> Self {
        Set(self.0.clone())
    }
}

impl<T: Data> Default for Set<T> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Data> From<Vec<T>> for Set<T> {
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Data, const N: usize> From<[T; N]> for Set<T> {
    fn from(items: [T; N]) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Data> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Set(items.into_iter().map(|item| (item, ())).collect())
    }
}

impl<T: Data> Extend<T> for Set<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        items.into_iter().for_each(|item| {
            self.insert(item);
        });
    }
}

impl<'a, T: Data> Iterator for Iter<'a, T> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        self.0.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }

    #[inline]
    fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, f: F) -> B {
        self.0.fold(init, f)
    }
}

impl<T: Data> ExactSizeIterator for Iter<'_, T> {}
impl<T: Data> FusedIterator for Iter<'_, T> {}

impl<T: Data> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter(self.0.clone())
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.0.next().map(|(item, ())| item)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}

impl<T: Data> IntoIterator for Set<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self.0.into_iter())
    }
}

impl<'a, T: Data> IntoIterator for &'a Set<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

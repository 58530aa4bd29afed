//! Iteration over a list: its cells, then its run backwards and forwards.

use core::iter::{FusedIterator, Rev};

use super::{List, Node};
use crate::vector::Item;
use crate::{Data, Vector, vector};

/// An iterator over references to a list's elements.
pub struct Iter<'a, T: Data> {
    cells: Option<&'a Node<T>>,
    front: Rev<vector::Iter<'a, T>>,
    back: vector::Iter<'a, T>,
    len: usize,
}

impl<'a, T: Data> Iter<'a, T> {
    pub(super) fn new(list: &'a List<T>) -> Self {
        let mut iter = Iter {
            cells: None,
            front: vector::Iter::empty().rev(),
            back: vector::Iter::empty(),
            len: list.len(),
        };
        iter.enter(list);
        iter
    }

    /// Goes on with `list`.
    fn enter(&mut self, list: &'a List<T>) {
        self.cells = None;
        match list.0.as_deref() {
            None => {}
            Some(Node::Run { front, back }) => {
                self.front = front.iter().rev();
                self.back = back.iter();
            }
            cell => self.cells = cell,
        }
    }
}

impl<'a, T: Data> Iterator for Iter<'a, T> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        if let Some(Node::Cons { first, rest, .. }) = self.cells {
            self.enter(rest);
            self.len -= 1;
            return Some(first);
        }
        let item = self.front.next().or_else(|| self.back.next())?;
        self.len -= 1;
        Some(item)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len, Some(self.len))
    }

    fn fold<B, F: FnMut(B, Self::Item) -> B>(mut self, init: B, mut f: F) -> B {
        let mut acc = init;
        while let Some(Node::Cons { first, rest, .. }) = self.cells {
            self.enter(rest);
            acc = f(acc, first);
        }
        let acc = self.front.fold(acc, &mut f);
        self.back.fold(acc, f)
    }
}

impl<T: Data> ExactSizeIterator for Iter<'_, T> {}
impl<T: Data> FusedIterator for Iter<'_, T> {}

impl<T: Data> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter {
            cells: self.cells,
            front: self.front.clone(),
            back: self.back.clone(),
            len: self.len,
        }
    }
}

/// An iterator over a list's elements that does not ask for references.
pub struct Items<'a, T: Data> {
    cells: Option<&'a Node<T>>,
    front: Rev<vector::Items<'a, T>>,
    back: vector::Items<'a, T>,
    len: usize,
}

impl<'a, T: Data> Items<'a, T> {
    pub(super) fn new(list: &'a List<T>) -> Self {
        let mut items = Items {
            cells: None,
            front: vector::Items::empty().rev(),
            back: vector::Items::empty(),
            len: list.len(),
        };
        items.enter(list);
        items
    }

    /// Goes on with `list`.
    fn enter(&mut self, list: &'a List<T>) {
        self.cells = None;
        match list.0.as_deref() {
            None => {}
            Some(Node::Run { front, back }) => {
                self.front = front.items().rev();
                self.back = back.items();
            }
            cell => self.cells = cell,
        }
    }
}

impl<'a, T: Data> Iterator for Items<'a, T> {
    type Item = Item<'a, T>;

    #[inline]
    fn next(&mut self) -> Option<Item<'a, T>> {
        if let Some(Node::Cons { first, rest, .. }) = self.cells {
            self.enter(rest);
            self.len -= 1;
            return Some(Item::Stored(first));
        }
        let item = self.front.next().or_else(|| self.back.next())?;
        self.len -= 1;
        Some(item)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len, Some(self.len))
    }
}

impl<T: Data> ExactSizeIterator for Items<'_, T> {}
impl<T: Data> FusedIterator for Items<'_, T> {}

impl<T: Data> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = vector::IntoIter<T>;

    fn into_iter(self) -> vector::IntoIter<T> {
        Vector::into_iter(self.into_vector())
    }
}

impl<'a, T: Data> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

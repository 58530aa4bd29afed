//! Iteration over a map, in insertion order.
//!
//! What holds: a table's slots are read in order, without its gaps. An overlay's changes are sorted
//! by position once, when the iteration begins, and then merged with the base's slots.

use core::iter::FusedIterator;
use core::slice;

use super::{Map, Node};
use crate::Data;

/// An iterator over references to a map's entries.
pub struct Iter<'a, K: Data, V: Data> {
    slots: slice::Iter<'a, Option<(K, V)>>,
    /// `None` over a table.
    merge: Option<Box<Merge<'a, K, V>>>,
    len: usize,
}

/// What changes the slots on the way.
#[derive(Clone)]
struct Merge<'a, K, V> {
    /// The position of the next slot.
    position: u64,
    /// Changes by position, the next one last.
    patches: Vec<(u64, &'a Option<(K, V)>)>,
}

/// An iterator over references to a map's keys.
pub struct Keys<'a, K: Data, V: Data>(pub(super) Iter<'a, K, V>);

/// An iterator over references to a map's values.
pub struct Values<'a, K: Data, V: Data>(pub(super) Iter<'a, K, V>);

/// An iterator that owns a map's entries.
pub struct IntoIter<K, V> {
    slots: std::vec::IntoIter<Option<(K, V)>>,
    len: usize,
}

impl<'a, K: Data, V: Data> Iter<'a, K, V> {
    #[inline]
    pub(super) fn new(node: Option<&'a Node<K, V>>) -> Self {
        match node {
            None => Iter {
                slots: [].iter(),
                merge: None,
                len: 0,
            },
            Some(Node::Flat(table)) => Iter {
                slots: table.slots().iter(),
                merge: None,
                len: table.len(),
            },
            Some(Node::Overlay(overlay)) => {
                let mut patches = overlay.patches().sorted();
                patches.reverse();
                Iter {
                    slots: overlay.base_slots().iter(),
                    merge: Some(Box::new(Merge {
                        position: 0,
                        patches,
                    })),
                    len: overlay.len(),
                }
            }
        }
    }

    fn next_merged(&mut self) -> Option<(&'a K, &'a V)> {
        let merge = self.merge.as_mut()?;
        loop {
            let (slot, from_base) = match self.slots.next() {
                Some(slot) => (slot, true),
                None => (merge.patches.pop()?.1, false),
            };
            let slot = if from_base {
                let at = merge.position;
                merge.position += 1;
                match merge.patches.pop_if(|(position, _)| *position == at) {
                    Some((_, patch)) => patch,
                    None => slot,
                }
            } else {
                slot
            };
            if let Some((key, value)) = slot {
                self.len -= 1;
                return Some((key, value));
            }
        }
    }
}

impl<'a, K: Data, V: Data> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.merge.is_some() {
            return self.next_merged();
        }
        loop {
            if let Some((key, value)) = self.slots.next()? {
                self.len -= 1;
                return Some((key, value));
            }
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len, Some(self.len))
    }

    #[inline]
    fn fold<B, F: FnMut(B, Self::Item) -> B>(mut self, init: B, mut f: F) -> B {
        if self.merge.is_none() {
            return self
                .slots
                .flatten()
                .fold(init, |acc, (key, value)| f(acc, (key, value)));
        }
        let mut acc = init;
        while let Some(entry) = self.next_merged() {
            acc = f(acc, entry);
        }
        acc
    }
}

impl<K: Data, V: Data> ExactSizeIterator for Iter<'_, K, V> {}
impl<K: Data, V: Data> FusedIterator for Iter<'_, K, V> {}

impl<K: Data, V: Data> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Iter {
            slots: self.slots.clone(),
            merge: self.merge.clone(),
            len: self.len,
        }
    }
}

macro_rules! part_of_entry {
    ($name:ident, $item:ident, $part:tt) => {
        impl<'a, K: Data, V: Data> Iterator for $name<'a, K, V> {
            type Item = &'a $item;

            #[inline]
            fn next(&mut self) -> Option<&'a $item> {
                self.0.next().map(|entry| entry.$part)
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.size_hint()
            }

            #[inline]
            fn fold<B, F: FnMut(B, Self::Item) -> B>(self, init: B, mut f: F) -> B {
                self.0.fold(init, |acc, entry| f(acc, entry.$part))
            }
        }

        impl<K: Data, V: Data> ExactSizeIterator for $name<'_, K, V> {}
        impl<K: Data, V: Data> FusedIterator for $name<'_, K, V> {}

        impl<K: Data, V: Data> Clone for $name<'_, K, V> {
            fn clone(&self) -> Self {
                $name(self.0.clone())
            }
        }
    };
}

part_of_entry!(Keys, K, 0);
part_of_entry!(Values, V, 1);

impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);

    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        loop {
            if let Some(entry) = self.slots.next()? {
                self.len -= 1;
                return Some(entry);
            }
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len, Some(self.len))
    }
}

impl<K, V> ExactSizeIterator for IntoIter<K, V> {}
impl<K, V> FusedIterator for IntoIter<K, V> {}

impl<K: Data, V: Data> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> IntoIter<K, V> {
        let len = self.len();
        let slots = match self.take_slots() {
            Ok(slots) => slots,
            Err(map) => map
                .iter()
                .map(|(key, value)| Some((key.clone(), value.clone())))
                .collect(),
        };
        IntoIter {
            slots: slots.into_iter(),
            len,
        }
    }
}

impl<'a, K: Data, V: Data> IntoIterator for &'a Map<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

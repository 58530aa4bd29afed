//! What a vector's handle points to: the elements in one of three shapes.
//!
//! A *base* is a node that is flat or packed. Only a base lies under an overlay.

use super::Overlay;
use super::packed::Packing;
use crate::Data;

/// The elements. The shape is never visible from outside but in speed. The tag stands by itself, which
/// takes no memory from the allocator's view and is tested in one instruction.
#[derive(Clone)]
#[repr(u8)]
pub(crate) enum Node<T: Data> {
    /// All of them in order.
    Flat(Vec<T>),
    /// All of them in order, as words.
    Packed(T::Packed),
    /// Changes over a base. Boxed, so that the node of a flat vector stays small.
    Overlay(Box<Overlay<T>>),
}

/// Elements that lie together.
pub(crate) enum Run<'a, T> {
    /// As they are.
    Items(&'a [T]),
    /// As words.
    Words(&'a [i64]),
}

impl<T> Run<'_, T> {
    #[inline]
    pub(super) fn len(&self) -> usize {
        match self {
            Run::Items(items) => items.len(),
            Run::Words(words) => words.len(),
        }
    }
}

impl<T: Data> Node<T> {
    /// A node of these elements, packed if that can be.
    pub(super) fn of(items: Vec<T>) -> Node<T> {
        if !T::Packed::EXISTS {
            return Node::Flat(items);
        }
        let mut words = Vec::with_capacity(items.len());
        for item in &items {
            match T::Packed::pack(item) {
                Some(word) => words.push(word),
                None => return Node::Flat(items),
            }
        }
        Node::packed(words)
    }

    /// A node of what an iterator gives, packed if that can be.
    #[inline]
    pub(super) fn collect(items: impl Iterator<Item = T>) -> Node<T> {
        if !T::Packed::EXISTS {
            return Node::Flat(items.collect());
        }
        let mut items = items;
        let mut words = Vec::with_capacity(items.size_hint().0);
        while let Some(item) = items.next() {
            match T::Packed::pack(&item) {
                Some(word) => words.push(word),
                None => {
                    let mut all = unpacked::<T>(&words);
                    all.push(item);
                    all.extend(items);
                    return Node::Flat(all);
                }
            }
        }
        Node::packed(words)
    }

    /// A node of words; flat where there is no packed form.
    pub(super) fn packed(words: Vec<i64>) -> Node<T> {
        if !T::Packed::EXISTS {
            return Node::Flat(Vec::new());
        }
        match T::Packed::new(words) {
            Some(packed) => Node::Packed(packed),
            None => Node::Flat(Vec::new()),
        }
    }

    /// How many elements there are.
    pub(super) fn len(&self) -> usize {
        match self {
            Node::Flat(items) => items.len(),
            Node::Packed(packed) => packed.words().len(),
            Node::Overlay(overlay) => overlay.len(),
        }
    }

    /// A copy of the element at an index.
    pub(super) fn value(&self, index: usize) -> Option<T> {
        match self {
            Node::Flat(items) => items.get(index).cloned(),
            Node::Packed(packed) => {
                let word = packed.words().get(index)?;
                T::Packed::unpack(*word).map(T::Packed::into_item)
            }
            Node::Overlay(overlay) => overlay.value(index),
        }
    }

    /// The element at an index, to be referred to.
    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<&T> {
        match self {
            Node::Overlay(overlay) => overlay.get(index),
            base => base.flat().get(index),
        }
    }

    /// Where the elements begin and end, in the positions of [`run`](Self::run).
    #[inline]
    pub(super) fn span(&self) -> (usize, usize) {
        match self {
            Node::Overlay(overlay) => (overlay.start(), overlay.end()),
            base => (0, base.len()),
        }
    }

    /// The longest run at hand that begins at the position `at` and ends at or before `end`.
    #[inline]
    pub(super) fn run(&self, at: usize, end: usize) -> Run<'_, T> {
        match self {
            Node::Flat(items) => Run::Items(items.get(at..end).unwrap_or(&[])),
            Node::Packed(packed) => Run::Words(packed.words().get(at..end).unwrap_or(&[])),
            Node::Overlay(overlay) => overlay.run(at, end),
        }
    }

    /// [`run`](Self::run) from the other side.
    pub(super) fn run_back(&self, at: usize, end: usize) -> Run<'_, T> {
        match self {
            Node::Overlay(overlay) => overlay.run_back(at, end),
            base => base.run(at, end),
        }
    }

    /// A run that begins at the position `at`, to be referred to.
    #[inline]
    pub(super) fn refer<'a>(&'a self, at: usize, run: Run<'a, T>) -> &'a [T] {
        match run {
            Run::Items(items) => items,
            Run::Words(words) => {
                let base = match self {
                    Node::Overlay(overlay) => overlay.base(),
                    base => base,
                };
                base.flat().get(at..at + words.len()).unwrap_or(&[])
            }
        }
    }

    /// The elements of a base, to be referred to.
    #[inline]
    pub(super) fn flat(&self) -> &[T] {
        match self {
            Node::Flat(items) => items,
            Node::Packed(packed) => packed.items(),
            // Never under an overlay.
            Node::Overlay(_) => &[],
        }
    }

    /// A copy of a part of a base.
    pub(super) fn copy(&self, from: usize, to: usize) -> Option<Vec<T>> {
        match self {
            Node::Flat(items) => Some(items.get(from..to)?.to_vec()),
            Node::Packed(packed) => Some(unpacked::<T>(packed.words().get(from..to)?)),
            Node::Overlay(_) => None,
        }
    }

    /// Makes what is packed flat: all of it, once an element has no word or is referred to.
    pub(super) fn unpack(&mut self) -> Option<&mut Vec<T>> {
        if let Node::Packed(packed) = self {
            let words = match packed.words_mut() {
                Some(words) => core::mem::take(words),
                None => packed.words().to_vec(),
            };
            *self = Node::Flat(unpacked::<T>(&words));
        }
        match self {
            Node::Flat(items) => Some(items),
            _ => None,
        }
    }

    /// The elements, taken out.
    pub(super) fn into_items(self) -> Vec<T> {
        match self {
            Node::Flat(items) => items,
            Node::Packed(packed) => packed.into_items(),
            Node::Overlay(mut overlay) => overlay.flatten().into_items(),
        }
    }

    /// A copy of the elements.
    pub(super) fn to_items(&self) -> Vec<T> {
        match self {
            Node::Flat(items) => items.clone(),
            Node::Packed(packed) => unpacked::<T>(packed.words()),
            Node::Overlay(overlay) => overlay.to_node().into_items(),
        }
    }
}

/// The elements of words.
pub(super) fn unpacked<T: Data>(words: &[i64]) -> Vec<T> {
    let mut items = Vec::with_capacity(words.len());
    items.extend(
        words
            .iter()
            .filter_map(|word| T::Packed::unpack(*word))
            .map(T::Packed::into_item),
    );
    items
}

//! Changes of a vector that may have to copy, unpack, or begin an overlay first.

use triomphe::Arc;

use super::node::{Node, Run};
use super::packed::Packing;
use super::{COPY_MAX, Overlay, Vector, unpack};
use crate::Data;

impl<T: Data> Vector<T> {
    /// Pushes the element of a word where there is no room for it at hand.
    #[cold]
    #[inline(never)]
    pub(super) fn push_word_slow(&mut self, word: i64) {
        if let Some(node) = &mut self.0
            && let Some(Node::Packed(packed)) = Arc::get_mut(node)
            && let Some(words) = packed.words_mut()
        {
            words.push(word);
        } else if let Some(item) = unpack(word) {
            self.push_slow(item);
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn push_slow(&mut self, item: T) {
        let node = self.writable();
        match node {
            Node::Flat(items) => return items.push(item),
            Node::Overlay(overlay) => return overlay.push(item),
            Node::Packed(packed) => {
                if let Some(word) = T::Packed::pack(&item)
                    && let Some(words) = packed.words_mut()
                {
                    return words.push(word);
                }
            }
        }
        if let Some(items) = node.unpack() {
            items.push(item);
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn pop_slow(&mut self) -> Option<T> {
        if self.is_empty() {
            return None;
        }
        match self.writable() {
            Node::Flat(items) => items.pop(),
            Node::Packed(packed) => unpack(packed.words_mut()?.pop()?),
            Node::Overlay(overlay) => overlay.pop(),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn get_mut_slow(&mut self, index: usize) -> Option<&mut T> {
        if index >= self.len() {
            return None;
        }
        match self.writable() {
            Node::Overlay(overlay) => overlay.get_mut(index),
            base => base.unpack()?.get_mut(index),
        }
    }

    #[inline(never)]
    pub(super) fn put_slow(&mut self, index: usize, item: T) -> bool {
        if index >= self.len() {
            return false;
        }
        let node = self.writable();
        if let Node::Packed(packed) = node
            && let Some(word) = T::Packed::pack(&item)
            && let Some(words) = packed.words_mut()
        {
            return words.get_mut(index).map(|place| *place = word).is_some();
        }
        let place = match node {
            Node::Overlay(overlay) => overlay.get_mut(index),
            base => base.unpack().and_then(|items| items.get_mut(index)),
        };
        place.map(|place| *place = item).is_some()
    }

    /// Room for more elements in a vector that can be changed in place.
    pub(super) fn reserve(&mut self, more: usize) {
        if let Some(node) = &mut self.0
            && let Some(node) = Arc::get_mut(node)
        {
            match node {
                Node::Flat(items) => items.reserve(more),
                Node::Packed(packed) => {
                    if let Some(words) = packed.words_mut() {
                        words.reserve(more);
                    }
                }
                Node::Overlay(_) => {}
            }
        }
    }

    /// Appends a run of another vector.
    pub(super) fn append(&mut self, run: Run<'_, T>) {
        let own = self.0.as_mut().and_then(Arc::get_mut);
        match (run, own) {
            (Run::Items(more), Some(Node::Flat(items))) => items.extend_from_slice(more),
            (Run::Words(more), Some(Node::Packed(packed))) if !packed.is_seen() => {
                if let Some(words) = packed.words_mut() {
                    words.extend_from_slice(more);
                }
            }
            (Run::Items(more), _) => more.iter().for_each(|item| self.push_mut(item.clone())),
            (Run::Words(more), _) => more
                .iter()
                .filter_map(|word| unpack(*word))
                .for_each(|item| self.push_mut(item)),
        }
    }

    /// A node that only this handle holds, with the same elements. One that is packed then has words
    /// to change.
    fn writable(&mut self) -> &mut Node<T> {
        let node = self
            .0
            .get_or_insert_with(|| Arc::new(Node::collect(core::iter::empty())));
        let fresh = match Arc::get_mut(node) {
            Some(Node::Flat(_)) => None,
            Some(base @ Node::Packed(_)) => {
                if let Node::Packed(packed) = base
                    && packed.words_mut().is_none()
                {
                    base.unpack();
                }
                None
            }
            Some(Node::Overlay(overlay)) => overlay.flatten_when_paid(),
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
            Node::Flat(items) if items.len() <= COPY_MAX => Node::Flat(roomy(items)),
            Node::Packed(packed) if packed.words().len() <= COPY_MAX => {
                Node::packed(roomy(packed.words()))
            }
            Node::Overlay(overlay) => Node::Overlay(overlay.clone()),
            base => Node::Overlay(Box::new(Overlay::over(node.clone(), base.len()))),
        }
    }

    /// An unshared overlay of this vector, also when it is flat or small.
    pub(super) fn overlay(&mut self) -> Option<&mut Overlay<T>> {
        let node = self.0.as_mut()?;
        if !matches!(**node, Node::Overlay(_)) {
            let overlay = Overlay::over(node.clone(), node.len());
            *node = Arc::new(Node::Overlay(Box::new(overlay)));
        }
        match Arc::make_mut(node) {
            Node::Overlay(overlay) => Some(overlay),
            _ => None,
        }
    }
}

/// A copy with room for some more.
fn roomy<E: Clone>(items: &[E]) -> Vec<E> {
    let mut copy = Vec::with_capacity(items.len() + items.len() / 2 + 1);
    copy.extend_from_slice(items);
    copy
}

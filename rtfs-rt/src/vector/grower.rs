//! Growing at the end, again and again.

use core::mem::take;

use triomphe::Arc;

use super::packed::Packing;
use super::{Node, Vector};
use crate::Data;

/// A vector that a loop only puts elements behind: they are taken out of it before the first round, as the `Vec`
/// in which they lie, and put back after the last. In between the vector that they came from is empty.
///
/// ```
/// # use rtfs_rt::{Grower, Vector};
/// let mut squares = Vector::from(vec![0_i64]);
/// let mut grower = Grower::of(&mut squares);
/// (1..4).for_each(|i| grower.push(i * i));
/// assert_eq!(grower.count(), 4);
/// grower.put_back(&mut squares);
/// assert_eq!(squares, Vector::from(vec![0, 1, 4, 9]));
/// ```
pub struct Grower<T: Data> {
    /// The elements as words; without room for one unless that is how they lie.
    words: Vec<i64>,
    /// The elements; without room for one unless that is how they lie.
    items: Vec<T>,
    /// What they were taken out of, or the vector itself.
    of: Vector<T>,
    lie: Lie,
}

/// How the elements lie while they become more.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lie {
    /// As words.
    Words,
    /// As they are.
    Items,
    /// In the vector: others hold it, or it is an overlay.
    Within,
    /// They are put back.
    Gone,
}

impl<T: Data> Grower<T> {
    /// Takes the elements of a vector out of it.
    #[inline]
    pub fn of(vector: &mut Vector<T>) -> Self {
        let mut grower = Grower {
            words: Vec::new(),
            items: Vec::new(),
            of: Vector::new(),
            lie: Lie::Gone,
        };
        grower.take_out(take(vector));
        grower
    }

    /// One more element at the end: amortised O(1).
    #[inline(always)]
    pub fn push(&mut self, item: T) {
        if let Some(word) = T::Packed::pack(&item)
            && self.words.len() < self.words.capacity()
        {
            return self.words.push(word);
        }
        if !T::Packed::EXISTS && self.items.len() < self.items.capacity() {
            return self.items.push(item);
        }
        self.push_slow(item);
    }

    /// `(count coll)`.
    #[inline]
    pub fn count(&self) -> i64 {
        let len = match self.lie {
            Lie::Words => self.words.len(),
            Lie::Items => self.items.len(),
            Lie::Within | Lie::Gone => self.of.len(),
        };
        // Nothing in memory has more than `i64::MAX` elements.
        len as i64
    }

    /// `(empty? coll)`.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// Puts the elements back where they were taken from; a second time changes nothing.
    #[inline]
    pub fn put_back(&mut self, vector: &mut Vector<T>) {
        if self.lie != Lie::Gone {
            *vector = self.whole();
        }
    }

    #[cold]
    #[inline(never)]
    fn push_slow(&mut self, item: T) {
        match self.lie {
            Lie::Words => {
                if let Some(word) = T::Packed::pack(&item) {
                    return self.words.push(word);
                }
            }
            Lie::Items => return self.items.push(item),
            Lie::Within | Lie::Gone => {}
        }
        let whole = self.whole().push(item);
        self.take_out(whole);
    }

    fn take_out(&mut self, vector: Vector<T>) {
        self.of = vector;
        self.lie = match self.of.0.as_mut().map(Arc::get_mut) {
            None if T::Packed::EXISTS => Lie::Words,
            None => Lie::Items,
            Some(Some(Node::Flat(items))) => {
                self.items = take(items);
                Lie::Items
            }
            Some(Some(Node::Packed(packed))) => match packed.words_mut() {
                Some(words) => {
                    self.words = take(words);
                    Lie::Words
                }
                None => Lie::Within,
            },
            Some(Some(Node::Overlay(_)) | None) => Lie::Within,
        };
    }

    /// The vector with all elements in it.
    fn whole(&mut self) -> Vector<T> {
        let (words, items) = (take(&mut self.words), take(&mut self.items));
        let node = self.of.0.as_mut().and_then(Arc::get_mut);
        match (self.lie, node) {
            (Lie::Words, Some(Node::Packed(packed))) => {
                if let Some(own) = packed.words_mut() {
                    *own = words;
                }
            }
            (Lie::Words, _) if !words.is_empty() => self.of = Vector::of(Node::packed(words)),
            (Lie::Items, Some(Node::Flat(own))) => *own = items,
            (Lie::Items, _) if !items.is_empty() => self.of = Vector::of(Node::Flat(items)),
            _ => {}
        }
        self.lie = Lie::Gone;
        take(&mut self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Int;

    /// What a grower and a vector make of the same pushes.
    fn agree<T: Data + PartialEq + core::fmt::Debug>(begin: &Vector<T>, more: &[T]) {
        for is_shared in [false, true] {
            let mut plain = begin.clone();
            let mut grown: Vector<T> = match is_shared {
                false => begin.values().collect(),
                true => begin.clone(),
            };
            let mut grower = Grower::of(&mut grown);
            for item in more {
                plain.push_mut(item.clone());
                grower.push(item.clone());
                assert_eq!(grower.count(), plain.len() as i64);
                assert!(!grower.is_empty());
            }
            grower.put_back(&mut grown);
            grower.put_back(&mut grown);
            assert!(grown.same(&plain), "{grown:?} {plain:?}");
        }
    }

    fn big() -> Int {
        Int::from(i64::MAX) + Int::from(1)
    }

    #[test]
    fn ints_grow_as_words_until_one_does_not_fit() {
        let small: Vec<Int> = (0..200).map(Int::from).collect();
        for begin in [0, 1, 65, 200] {
            let vector = Vector::from(&small[..begin]);
            agree(&vector, &[]);
            agree(&vector, &small);
            let mut mixed = small.clone();
            mixed.insert(7, big());
            agree(&vector, &mixed);
            let seen = vector.clone();
            assert_eq!(seen.iter().count(), begin);
            agree(&seen, &small);
        }
    }

    #[test]
    fn what_has_no_words_grows_as_it_is() {
        let texts: Vec<crate::Str> = (0..200).map(|i: i32| i.to_string().into()).collect();
        for begin in [0, 1, 65, 200] {
            agree(&Vector::from(&texts[..begin]), &texts);
        }
    }

    #[test]
    fn others_keep_what_they_hold() {
        let long: Vector<i64> = (0..100).collect();
        let mut more = long.clone();
        let mut grower = Grower::of(&mut more);
        (100..300).for_each(|i| grower.push(i));
        grower.put_back(&mut more);
        assert_eq!((long.len(), more.len()), (100, 300));
        assert!(more.values().eq(0..300) && long.values().eq(0..100));
    }
}

//! Changes over a flat vector that somebody else holds too.
//!
//! What holds: positions are absolute, counted from the base's first element; the vector's own
//! elements are the positions from `start` to `tail_start + tail.len()`.
//! - From `tail_start` on, elements lie in the tail. If there is a tail it is not empty, holds at
//!   most [`CHUNK`] elements, and begins at a multiple of `CHUNK`.
//! - Before `tail_start`, a chunk (`CHUNK` positions) that was written lies in `chunks`, any other
//!   in the base.
//! - Chunks may hold more than is visible (after `pop`): positions beyond `tail_start` are never
//!   read.

use core::mem::take;

use triomphe::Arc;

use super::node::{Node, Run, unpacked};
use super::packed::Packing;
use crate::Data;
use crate::sparse::{Sparse, Writes};

/// Elements per chunk: a change of a shared vector copies so many.
const CHUNK: usize = 32;

/// A vector as changes over a base.
#[derive(Clone)]
pub(crate) struct Overlay<T: Data> {
    /// A flat or packed node.
    base: Arc<Node<T>>,
    start: usize,
    tail_start: usize,
    chunks: Sparse<Arc<Vec<T>>>,
    tail: Option<Arc<Vec<T>>>,
    /// Writes since this overlay stopped being shared: what they cost pays for becoming flat.
    writes: Writes,
}

impl<T: Data> Overlay<T> {
    /// All `len` elements of a base, unchanged.
    pub(super) fn over(base: Arc<Node<T>>, len: usize) -> Self {
        Overlay {
            base,
            start: 0,
            tail_start: len,
            chunks: Sparse::new(),
            tail: None,
            writes: Writes::default(),
        }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.end() - self.start
    }

    /// What lies under the changes.
    pub(super) fn base(&self) -> &Node<T> {
        &self.base
    }

    /// The first position that is visible.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// The position behind the last element.
    #[inline]
    pub(super) fn end(&self) -> usize {
        self.tail_start + self.tail.as_ref().map_or(0, |tail| tail.len())
    }

    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<&T> {
        let at = self.start.checked_add(index)?;
        if at >= self.tail_start {
            return self.tail.as_ref()?.get(at - self.tail_start);
        }
        match self.chunks.get(number(at)) {
            Some(chunk) => chunk.get(at % CHUNK),
            None => self.base.flat().get(at),
        }
    }

    /// A copy of the element at an index.
    #[inline]
    pub(super) fn value(&self, index: usize) -> Option<T> {
        let at = self.start.checked_add(index)?;
        if at >= self.tail_start {
            return self.tail.as_ref()?.get(at - self.tail_start).cloned();
        }
        match self.chunks.get(number(at)) {
            Some(chunk) => chunk.get(at % CHUNK).cloned(),
            None => self.base.value(at),
        }
    }

    /// All elements, if they are an unchanged part of the base or all in the tail.
    pub(super) fn as_slice(&self) -> Option<&[T]> {
        if self.start >= self.tail_start {
            return self.tail.as_ref()?.get(self.start - self.tail_start..);
        }
        if self.tail.is_none() && self.chunks.is_empty() {
            return self.base.flat().get(self.start..self.tail_start);
        }
        None
    }

    /// The longest slice at hand that begins at `at`, of positions before `end`; `at < end`, both
    /// visible.
    pub(super) fn run(&self, at: usize, end: usize) -> Run<'_, T> {
        if at >= self.tail_start {
            let tail = self.tail.as_deref().map_or(&[][..], Vec::as_slice);
            let tail = tail.get(at - self.tail_start..end - self.tail_start);
            return Run::Items(tail.unwrap_or(&[]));
        }
        let end = end.min(self.tail_start);
        if self.chunks.is_empty() {
            return self.base.run(at, end);
        }
        let first = at - at % CHUNK;
        let end = end.min(first + CHUNK);
        match self.chunks.get(number(at)) {
            Some(chunk) => Run::Items(chunk.get(at - first..end - first).unwrap_or(&[])),
            None => self.base.run(at, end),
        }
    }

    /// The longest slice at hand that ends before `end`, of positions from `at` on; `at < end`,
    /// both visible.
    pub(super) fn run_back(&self, at: usize, end: usize) -> Run<'_, T> {
        let last = end - 1;
        let from = if last >= self.tail_start {
            self.tail_start
        } else if self.chunks.is_empty() {
            0
        } else {
            last - last % CHUNK
        };
        self.run(from.max(at), end)
    }

    pub(super) fn push(&mut self, item: T) {
        self.writes.count();
        let mut tail = match self.tail.take() {
            Some(tail) => tail,
            None => Arc::new(self.reopen_tail()),
        };
        if tail.len() == CHUNK {
            self.chunks.insert(number(self.tail_start), tail);
            self.tail_start += CHUNK;
            tail = Arc::new(Vec::with_capacity(CHUNK / 4));
        }
        Arc::make_mut(&mut tail).push(item);
        self.tail = Some(tail);
    }

    pub(super) fn pop(&mut self) -> Option<T> {
        self.writes.count();
        if self.len() == 0 {
            return None;
        }
        if let Some(mut tail) = self.tail.take() {
            let last = Arc::make_mut(&mut tail).pop();
            if !tail.is_empty() {
                self.tail = Some(tail);
            }
            return last;
        }
        let last = self.get(self.len() - 1).cloned();
        self.tail_start -= 1;
        last
    }

    /// The element at an index that is there, to be changed.
    pub(super) fn get_mut(&mut self, index: usize) -> Option<&mut T> {
        self.writes.count();
        let at = self.start.checked_add(index)?;
        if at >= self.tail_start {
            let tail = self.tail.as_mut()?;
            return Arc::make_mut(tail).get_mut(at - self.tail_start);
        }
        let chunk = number(at);
        if self.chunks.get(chunk).is_none() {
            let first = at - at % CHUNK;
            let copy = self
                .base
                .copy(first, (first + CHUNK).min(self.base.len()))?;
            self.chunks.insert(chunk, Arc::new(copy));
        }
        Arc::make_mut(self.chunks.get_mut(chunk)?).get_mut(at % CHUNK)
    }

    /// Takes away the first of several elements.
    #[inline]
    pub(super) fn drop_first(&mut self) {
        self.start += 1;
    }

    /// Keeps the elements from index `start` up to `end`, both within the length.
    pub(super) fn narrow(&mut self, start: usize, end: usize) {
        let end = self.start + end;
        self.start += start;
        if end <= self.tail_start {
            self.tail = None;
            self.tail_start = end;
        } else if end < self.end()
            && let Some(tail) = &mut self.tail
        {
            Arc::make_mut(tail).truncate(end - self.tail_start);
        }
    }

    /// A copy of the elements, packed if base and changes are.
    pub(super) fn to_node(&self) -> Node<T> {
        if matches!(*self.base, Node::Packed(_)) && self.changes_pack() {
            let mut words = Vec::with_capacity(self.len());
            self.gather::<AsWords>(self.start, &mut words);
            return Node::packed(words);
        }
        let mut items = Vec::with_capacity(self.len());
        self.gather::<AsItems>(self.start, &mut items);
        Node::Flat(items)
    }

    /// The elements; those of a base that nobody else holds are moved, and nothing is left.
    pub(super) fn flatten(&mut self) -> Node<T> {
        let packs = self.changes_pack();
        let Some(base) = Arc::get_mut(&mut self.base) else {
            return self.to_node();
        };
        if let Node::Packed(packed) = base
            && packs
            && let Some(words) = packed.words_mut()
        {
            let words = take(words);
            return Node::packed(self.patched::<AsWords>(words));
        }
        match base.unpack().map(take) {
            Some(items) => Node::Flat(self.patched::<AsItems>(items)),
            None => self.to_node(),
        }
    }

    /// Whether everything that was written has a word.
    fn changes_pack(&self) -> bool {
        let packs = |items: &Vec<T>| items.iter().all(|item| T::Packed::pack(item).is_some());
        T::Packed::EXISTS
            && self.chunks.iter().all(|(_, chunk)| packs(chunk))
            && self.tail.as_deref().is_none_or(packs)
    }

    /// The elements of the base, which was taken out of this overlay, with all changes.
    fn patched<F: Form<T>>(&self, mut base: Vec<F::Element>) -> Vec<F::Element> {
        base.truncate(self.tail_start);
        let kept = base.len();
        for (chunk, changed) in self.chunks.iter() {
            // A position fits `usize`: it was made from one.
            let first = chunk as usize * CHUNK;
            if let Some(places) = base.get_mut(first..(first + changed.len()).min(kept)) {
                let pairs = places.iter_mut().zip(&**changed);
                pairs.for_each(|(place, item)| F::set(place, item));
            }
        }
        self.gather::<F>(kept, &mut base);
        base.drain(..self.start.min(base.len()));
        base
    }

    /// Appends the elements from the position `at` to the end.
    fn gather<F: Form<T>>(&self, mut at: usize, out: &mut Vec<F::Element>) {
        let end = self.end();
        while at < end {
            let run = self.run(at, end);
            // A visible position always has a run; if not, stopping short is better than staying
            // here.
            if run.len() == 0 {
                break;
            }
            at += run.len();
            F::append(run, out);
        }
    }

    /// The elements as a node, if it is time: the caller holds the only handle.
    ///
    /// If nobody else holds the base any more, that takes the time of the writes since (a window is
    /// cut when it left half of the base). Else all elements are copied, once the writes in place
    /// are as many as a quarter of them.
    pub(super) fn flatten_when_paid(&mut self) -> Option<Node<T>> {
        let visible_half = self.start == 0 || self.start >= self.base.len() / 2;
        if (visible_half && Arc::is_unique(&self.base)) || self.writes.exceed(self.len() / 4) {
            return Some(self.flatten());
        }
        None
    }

    /// Moves the begun chunk before `tail_start` into a new tail.
    fn reopen_tail(&mut self) -> Vec<T> {
        let begun = self.tail_start % CHUNK;
        let first = self.tail_start - begun;
        let mut tail = Vec::with_capacity(CHUNK);
        if begun > 0 {
            AsItems::append(self.run(first, self.tail_start), &mut tail);
        }
        self.tail_start = first;
        tail
    }
}

/// A form in which elements are gathered.
trait Form<T> {
    type Element;

    fn append(run: Run<'_, T>, out: &mut Vec<Self::Element>);

    fn set(place: &mut Self::Element, item: &T);
}

/// As they are.
struct AsItems;

/// As words: of an overlay whose changes all have words.
struct AsWords;

impl<T: Data> Form<T> for AsItems {
    type Element = T;

    fn append(run: Run<'_, T>, out: &mut Vec<T>) {
        match run {
            Run::Items(items) => out.extend_from_slice(items),
            Run::Words(words) => out.append(&mut unpacked(words)),
        }
    }

    fn set(place: &mut T, item: &T) {
        place.clone_from(item);
    }
}

impl<T: Data> Form<T> for AsWords {
    type Element = i64;

    fn append(run: Run<'_, T>, out: &mut Vec<i64>) {
        match run {
            Run::Items(items) => out.extend(items.iter().filter_map(T::Packed::pack)),
            Run::Words(words) => out.extend_from_slice(words),
        }
    }

    fn set(place: &mut i64, item: &T) {
        if let Some(word) = T::Packed::pack(item) {
            *place = word;
        }
    }
}

/// The number of the chunk that holds a position.
#[inline]
fn number(at: usize) -> u64 {
    (at / CHUNK) as u64
}

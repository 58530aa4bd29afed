//! Changes over a map that somebody else holds too.
//!
//! What holds: entries have positions. Those of the base's table keep theirs; added ones follow
//! from the table's end, in order.
//! - `patches` says what a position holds now: an entry, or (in the base) that it is gone. A
//!   position that it does not mention holds what the base holds.
//! - An added key is found by its 64-bit SipHash in `added`. Two keys with one hash (nobody has
//!   found such) take the next free number after it, as in open addressing; a number stays in use
//!   while the next one is.

use triomphe::Arc;

use super::table::strong_hash;
use super::{Lookup, Node, Table};
use crate::Data;
use crate::sparse::{Sparse, Writes};

/// What positions hold now: an entry, or nothing.
pub(super) type Patches<K, V> = Sparse<Option<(K, V)>>;

/// A map as changes over a base.
#[derive(Clone)]
pub(crate) struct Overlay<K: Data, V: Data> {
    /// A flat node.
    base: Arc<Node<K, V>>,
    patches: Patches<K, V>,
    added: Sparse<usize>,
    /// The position that the next added entry gets.
    end: usize,
    live: usize,
    /// Writes since this overlay stopped being shared: what they cost pays for becoming flat.
    writes: Writes,
}

impl<K: Data, V: Data> Overlay<K, V> {
    /// All entries of a flat node, unchanged.
    pub(super) fn over(base: Arc<Node<K, V>>) -> Self {
        let (end, live) = base
            .table()
            .map_or((0, 0), |table| (table.slots().len(), table.len()));
        Overlay {
            base,
            patches: Sparse::new(),
            added: Sparse::new(),
            end,
            live,
            writes: Writes::default(),
        }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.live
    }

    /// The base's entries and gaps.
    pub(super) fn base_slots(&self) -> &[Option<(K, V)>] {
        self.base.table().map_or(&[], Table::slots)
    }

    /// The changes.
    pub(super) fn patches(&self) -> &Patches<K, V> {
        &self.patches
    }

    /// The position of the entry with a key.
    pub(super) fn find<Q: Lookup<K> + ?Sized>(&self, key: &Q) -> Option<usize> {
        if let Some(table) = self.base.table()
            && let Some(position) = table.find(key, table.hash(key))
            && !matches!(self.patches.get(position as u64), Some(None))
        {
            return Some(position);
        }
        if self.added.is_empty() {
            return None;
        }
        let mut number = strong_hash(key);
        loop {
            let position = *self.added.get(number)?;
            if let Some(Some((own, _))) = self.patches.get(position as u64)
                && key.is_key(own)
            {
                return Some(position);
            }
            number = number.wrapping_add(1);
        }
    }

    #[inline]
    pub(super) fn entry(&self, position: usize) -> Option<&(K, V)> {
        match self.patches.get(position as u64) {
            Some(patch) => patch.as_ref(),
            None => self.base.table()?.entry(position),
        }
    }

    /// The place of the entry at a position that holds one.
    pub(super) fn slot_mut(&mut self, position: usize) -> Option<&mut Option<(K, V)>> {
        self.writes.count();
        if self.patches.get(position as u64).is_none() {
            let entry = self.base.table()?.entry(position)?.clone();
            self.patches.insert(position as u64, Some(entry));
        }
        self.patches.get_mut(position as u64)
    }

    /// Adds an entry whose key is not there, at the end.
    pub(super) fn push(&mut self, key: K, value: V) {
        self.writes.count();
        let position = self.end;
        // A key that does not equal itself cannot be found.
        if key.same(&key) {
            let mut number = strong_hash(&key);
            while let Some(&other) = self.added.get(number)
                && self.patches.get(other as u64).is_some()
            {
                number = number.wrapping_add(1);
            }
            self.added.insert(number, position);
        }
        self.patches.insert(position as u64, Some((key, value)));
        self.end += 1;
        self.live += 1;
    }

    /// Removes the entry at a position that holds one.
    pub(super) fn remove(&mut self, position: usize) -> Option<(K, V)> {
        self.writes.count();
        let entry = self.entry(position)?.clone();
        self.live -= 1;
        if self
            .base
            .table()
            .is_some_and(|table| position < table.slots().len())
        {
            self.patches.insert(position as u64, None);
        } else {
            self.patches.remove(position as u64);
            self.remove_number(strong_hash(&entry.0), position);
        }
        Some(entry)
    }

    /// Accounts for an entry that was taken out of its slot for good.
    pub(super) fn forget(&mut self) {
        self.live -= 1;
    }

    /// The entries as a table, if it is time: the caller holds the only handle.
    ///
    /// If nobody else holds the base any more, that takes the time of the changes. Else all entries
    /// are copied, once the writes in place are as many as a quarter of them.
    pub(super) fn flatten_when_paid(&mut self) -> Option<Table<K, V>> {
        let base_is_ours = Arc::is_unique(&self.base);
        if !base_is_ours && !self.writes.exceed(self.live / 4) {
            return None;
        }
        let mut table = match Arc::get_mut(&mut self.base) {
            Some(Node::Flat(table)) => core::mem::replace(table, Table::with_capacity(0)),
            _ => self.base.table()?.clone(),
        };
        let patches = self.patches.sorted();
        let old_end = table.slots().len();
        let mut gone = Vec::new();
        for (position, patch) in patches {
            let position = position as usize;
            match patch {
                Some((key, value)) if position >= old_end => {
                    table.push(table.hash(key), key.clone(), value.clone());
                }
                Some(entry) => {
                    if let Some(slot) = table.slot_mut(position) {
                        *slot = Some(entry.clone());
                    }
                }
                None => gone.push(position),
            }
        }
        // From the end, because a removal may move what comes after it.
        for position in gone.into_iter().rev() {
            table.remove(position);
        }
        Some(table)
    }

    /// Frees the number of a position, unless a later one was passed on from it.
    fn remove_number(&mut self, hash: u64, position: usize) {
        let mut number = hash;
        while let Some(&other) = self.added.get(number) {
            if other == position {
                if self.added.get(number.wrapping_add(1)).is_none() {
                    self.added.remove(number);
                }
                return;
            }
            number = number.wrapping_add(1);
        }
    }
}

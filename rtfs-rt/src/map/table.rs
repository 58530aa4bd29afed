//! A hash table that keeps its entries in the order of insertion, for one owner.
//!
//! What holds:
//! - Entries lie in one `Vec` in insertion order; a removed one leaves a gap, and gaps go when they
//!   outnumber the entries.
//! - Up to [`SMALL`] entries are searched one by one, without an index and without gaps.
//! - Beyond, an open-addressing index (linear probing, at most half full) holds for each entry 32
//!   bits of its key's hash and its position. So growing hashes no key again, and a probe mostly
//!   compares numbers.
//! - A key that does not equal itself (NaN) has an entry, but no place in the index: nothing can
//!   find it.
//! - No chosen keys make a table slow. Level 0 hashes by [`TableHasher`]. When an insertion has to
//!   probe [`MAX_PROBES`] slots, which random hashes do about once in 10¹⁰ insertions, the table
//!   hashes everything anew by SipHash keyed with the next level, up to [`MAX_LEVEL`]. To slow down
//!   a table of 2ⁿ slots, every key would have to collide in n bits at every level at once: 2^(n ×
//!   levels) trials a key. And a lookup never probes further than the furthest insertion did.

use core::hash::Hasher;
use core::mem::take;

use super::Lookup;
use super::hasher::TableHasher;
use crate::Data;
use crate::hash::StrongHasher;

/// Up to so many entries there is no index.
const SMALL: usize = 8;
/// The smallest index has 2 to this many slots.
const MIN_BITS: u32 = 5;
/// No index has more than 2 to this many slots.
const MAX_BITS: u32 = if usize::BITS > 32 {
    32
} else {
    usize::BITS - 2
};
/// As many entries as the largest index takes; a map beyond goes on as an overlay.
const MAX_ENTRIES: usize = 1 << (MAX_BITS - 1);
/// So many probes make a table change its hash.
const MAX_PROBES: usize = 128;
/// How often it does so.
const MAX_LEVEL: u64 = 4;
/// An empty slot of the index.
const EMPTY: u64 = 0;

/// Entries in insertion order, found by key.
#[derive(Clone)]
pub(crate) struct Table<K, V> {
    /// An entry, or a gap.
    entries: Vec<Option<(K, V)>>,
    /// How many of `entries` are no gap.
    live: usize,
    /// Slots: the hash in the high half, the position plus 1 in the low half; or `EMPTY`. Its
    /// length is 0 or a power of two.
    index: Vec<u64>,
    /// How far right a hash goes to be its home in the index.
    shift: u32,
    /// Which hash is in use.
    level: u64,
    /// The furthest that an entry ever was from its home.
    reach: usize,
}

impl<K: Data, V: Data> Table<K, V> {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        let mut table = Table {
            entries: Vec::with_capacity(capacity),
            live: 0,
            index: Vec::new(),
            shift: 0,
            level: 0,
            reach: 0,
        };
        if capacity > SMALL {
            table.clear_index(bits_for(capacity));
        }
        table
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.live
    }

    /// The furthest that an entry is from where its hash puts it.
    #[cfg(test)]
    pub(super) fn reach(&self) -> usize {
        self.reach
    }

    /// Entries and gaps.
    #[inline]
    pub(super) fn slots(&self) -> &[Option<(K, V)>] {
        &self.entries
    }

    pub(super) fn into_slots(self) -> Vec<Option<(K, V)>> {
        self.entries
    }

    /// Whether another entry would not find a place.
    pub(super) fn is_full(&self) -> bool {
        self.entries.len() >= MAX_ENTRIES
    }

    #[inline]
    pub(super) fn entry(&self, position: usize) -> Option<&(K, V)> {
        self.entries.get(position)?.as_ref()
    }

    #[inline]
    pub(super) fn slot_mut(&mut self, position: usize) -> Option<&mut Option<(K, V)>> {
        self.entries.get_mut(position)
    }

    /// The hash of a key in this table; meaningless (and not computed) without an index.
    #[inline]
    pub(super) fn hash<Q: Lookup<K> + ?Sized>(&self, key: &Q) -> u32 {
        if self.index.is_empty() {
            0
        } else {
            hash_at(self.level, key)
        }
    }

    /// The position of the entry with a key, whose hash is given.
    #[inline]
    pub(super) fn find<Q: Lookup<K> + ?Sized>(&self, key: &Q, hash: u32) -> Option<usize> {
        if self.index.is_empty() {
            return self
                .entries
                .iter()
                .position(|slot| slot.as_ref().is_some_and(|(own, _)| key.is_key(own)));
        }
        let mask = self.index.len() - 1;
        let home = self.home(hash);
        for distance in 0..=self.reach {
            let slot = *self.index.get((home + distance) & mask)?;
            if slot == EMPTY {
                return None;
            }
            if hash_of(slot) == hash {
                let position = position_of(slot);
                if let Some(Some((own, _))) = self.entries.get(position)
                    && key.is_key(own)
                {
                    return Some(position);
                }
            }
        }
        None
    }

    /// Adds an entry whose key is not there, at the end. `hash` is the key's; the table is not
    /// full.
    #[inline]
    pub(super) fn push(&mut self, hash: u32, key: K, value: V) {
        // Asked only when it counts: comparing a deep key with itself takes time.
        let findable = !self.index.is_empty() && key.same(&key);
        let position = self.entries.len();
        self.entries.push(Some((key, value)));
        self.live += 1;
        if self.index.is_empty() {
            if self.live > SMALL {
                self.rehash(0);
            }
            return;
        }
        let mut far = self.entries.len() * 2 > self.index.len() && self.grow_index();
        if findable {
            far |= self.place(hash, position) > MAX_PROBES;
        }
        if far && self.level < MAX_LEVEL {
            self.rehash(self.level + 1);
        }
    }

    /// Removes the entry at a position that holds one.
    pub(super) fn remove(&mut self, position: usize) -> Option<(K, V)> {
        if self.index.is_empty() {
            if position >= self.entries.len() {
                return None;
            }
            self.live -= 1;
            return self.entries.remove(position);
        }
        let entry = self.entries.get_mut(position)?.take()?;
        self.live -= 1;
        self.unplace(hash_at(self.level, &entry.0), position);
        while let Some(None) = self.entries.last() {
            self.entries.pop();
        }
        if self.entries.len() > 2 * self.live + SMALL {
            self.close_gaps();
        }
        Some(entry)
    }

    /// Accounts for an entry that was taken out of its slot for good; `hash` is its key's.
    pub(super) fn forget(&mut self, hash: u32, position: usize) {
        self.live -= 1;
        if self.index.is_empty() {
            self.entries.remove(position);
        } else {
            self.unplace(hash, position);
        }
    }

    #[inline]
    fn home(&self, hash: u32) -> usize {
        (hash >> self.shift) as usize
    }

    /// Enters a position in the index; how far from its home is the answer.
    #[inline]
    fn place(&mut self, hash: u32, position: usize) -> usize {
        let mask = self.index.len() - 1;
        let home = self.home(hash);
        let mut distance = 0;
        // At most half of the slots are in use.
        while let Some(slot) = self.index.get_mut((home + distance) & mask) {
            if *slot == EMPTY {
                *slot = (u64::from(hash) << 32) | (position as u64 + 1);
                break;
            }
            distance += 1;
        }
        self.reach = self.reach.max(distance);
        distance
    }

    /// Takes a position out of the index, and closes the hole by what follows.
    fn unplace(&mut self, hash: u32, position: usize) {
        let mask = self.index.len() - 1;
        let home = self.home(hash);
        let Some(mut hole) = (0..=self.reach)
            .map(|distance| (home + distance) & mask)
            .find(|&at| {
                self.index
                    .get(at)
                    .is_some_and(|&slot| slot != EMPTY && position_of(slot) == position)
            })
        else {
            return;
        };
        let mut next = hole;
        loop {
            next = (next + 1) & mask;
            let Some(&slot) = self.index.get(next) else {
                break;
            };
            if slot == EMPTY {
                break;
            }
            let from_home = next.wrapping_sub(self.home(hash_of(slot))) & mask;
            if from_home >= (next.wrapping_sub(hole) & mask) {
                if let Some(place) = self.index.get_mut(hole) {
                    *place = slot;
                }
                hole = next;
            }
        }
        if let Some(place) = self.index.get_mut(hole) {
            *place = EMPTY;
        }
    }

    /// Doubles the index; the slots hold all that this needs. Whether an entry ended up too far is
    /// the answer.
    #[cold]
    #[inline(never)]
    fn grow_index(&mut self) -> bool {
        let old = take(&mut self.index);
        self.clear_index(bits_for(self.entries.len()));
        let mut far = false;
        for slot in old {
            if slot != EMPTY {
                far |= self.place(hash_of(slot), position_of(slot)) > MAX_PROBES;
            }
        }
        far
    }

    /// Makes the index anew, by the hash of a level, or of one above if that one is as bad.
    #[cold]
    #[inline(never)]
    fn rehash(&mut self, level: u64) {
        let bits = bits_for(self.entries.len());
        for level in level..=MAX_LEVEL {
            self.level = level;
            self.clear_index(bits);
            let mut far = false;
            for position in 0..self.entries.len() {
                let Some(Some((key, _))) = self.entries.get(position) else {
                    continue;
                };
                if key.same(key) {
                    let hash = hash_at(level, key);
                    far |= self.place(hash, position) > MAX_PROBES;
                }
            }
            if !far {
                return;
            }
        }
    }

    /// Moves the entries together.
    #[cold]
    fn close_gaps(&mut self) {
        let mut moved = Vec::with_capacity(self.entries.len());
        let mut next = 0_usize;
        for slot in &self.entries {
            moved.push(next);
            next += usize::from(slot.is_some());
        }
        self.entries.retain(Option::is_some);
        let old = take(&mut self.index);
        self.clear_index(bits_for(self.entries.len()));
        for slot in old {
            if slot != EMPTY
                && let Some(&position) = moved.get(position_of(slot))
            {
                self.place(hash_of(slot), position);
            }
        }
    }

    fn clear_index(&mut self, bits: u32) {
        self.index.clear();
        self.index.resize(1 << bits, EMPTY);
        self.shift = u32::BITS - bits;
        self.reach = 0;
    }
}

/// A key's 64-bit hash under SipHash, for the persistent index of an overlay.
pub(super) fn strong_hash<K, Q: Lookup<K> + ?Sized>(key: &Q) -> u64 {
    sip(0, key)
}

#[inline]
fn hash_at<K, Q: Lookup<K> + ?Sized>(level: u64, key: &Q) -> u32 {
    let hash = if level == 0 {
        let mut hasher = TableHasher::default();
        key.digest_key(&mut hasher);
        hasher.finish()
    } else {
        sip(level, key)
    };
    (hash >> 32) as u32
}

#[cold]
#[inline(never)]
fn sip<K, Q: Lookup<K> + ?Sized>(level: u64, key: &Q) -> u64 {
    let mut hasher = StrongHasher::default();
    hasher.write_u64(level);
    key.digest_key(&mut hasher);
    hasher.finish()
}

#[inline]
fn hash_of(slot: u64) -> u32 {
    (slot >> 32) as u32
}

#[inline]
fn position_of(slot: u64) -> usize {
    // A used slot holds the position plus 1.
    (slot as u32).wrapping_sub(1) as usize
}

/// The size of an index that `entries` entries fill to half at most.
fn bits_for(entries: usize) -> u32 {
    (entries.saturating_mul(2).saturating_sub(1))
        .checked_ilog2()
        .map_or(MIN_BITS, |log| (log + 1).clamp(MIN_BITS, MAX_BITS))
}

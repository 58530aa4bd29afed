//! A persistent map from whole numbers, the base of the overlays of vectors and maps.
//!
//! What holds: cloning is O(1); a write on a clone copies one path of the trie; nothing is
//! allocated until the first write. The trie is `rpds`'s; the numbers are their own hash, since
//! they are positions (dense) or strong hashes already.

use core::hash::{BuildHasherDefault, Hasher};

use archery::ArcTK;
use rpds::HashTrieMap;

/// Children per trie node: small nodes make a changed copy cheap.
const DEGREE: u8 = 16;

type Trie<V> = HashTrieMap<u64, V, ArcTK, BuildHasherDefault<Identity>>;

/// A persistent map from `u64` to `V`.
#[derive(Clone)]
pub(crate) struct Sparse<V>(Option<Trie<V>>);

impl<V: Clone> Sparse<V> {
    /// No entries; allocates nothing.
    pub(crate) const fn new() -> Self {
        Sparse(None)
    }

    /// Whether nothing was ever set.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The value at `at`.
    #[inline]
    pub(crate) fn get(&self, at: u64) -> Option<&V> {
        self.0.as_ref()?.get(&at)
    }

    /// The value at `at`, for a change; a shared path is copied.
    pub(crate) fn get_mut(&mut self, at: u64) -> Option<&mut V> {
        self.0.as_mut()?.get_mut(&at)
    }

    /// Sets the value at `at`.
    pub(crate) fn insert(&mut self, at: u64, value: V) {
        self.0
            .get_or_insert_with(|| {
                HashTrieMap::new_with_hasher_and_degree_and_ptr_kind(
                    BuildHasherDefault::default(),
                    DEGREE,
                )
            })
            .insert_mut(at, value);
    }

    /// Removes the value at `at`.
    pub(crate) fn remove(&mut self, at: u64) {
        if let Some(trie) = &mut self.0 {
            trie.remove_mut(&at);
        }
    }

    /// Numbers and values, in no particular (but a repeatable) order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u64, &V)> {
        self.0
            .iter()
            .flat_map(|trie| trie.iter().map(|(at, value)| (*at, value)))
    }

    /// Numbers and values, in the order of the numbers.
    pub(crate) fn sorted(&self) -> Vec<(u64, &V)> {
        let found: Vec<(u64, &V)> = self.iter().collect();
        let mut order: Vec<(u64, usize)> = Vec::with_capacity(found.len());
        for (index, (at, _)) in found.iter().enumerate() {
            order.push((*at, index));
        }
        sort(&mut order);
        let mut sorted = Vec::with_capacity(found.len());
        for (_, index) in order {
            sorted.extend(found.get(index));
        }
        sorted
    }
}

/// A sort is much code: there is one for the values of all types.
fn sort(numbers: &mut [(u64, usize)]) {
    numbers.sort_unstable();
}

/// How many writes an overlay took in place. A copy begins anew: it has not paid for anything.
#[derive(Default)]
pub(crate) struct Writes(usize);

impl Writes {
    /// One more.
    pub(crate) fn count(&mut self) {
        self.0 += 1;
    }

    /// Whether there were more than `bound`.
    pub(crate) fn exceed(&self, bound: usize) -> bool {
        self.0 > bound
    }
}

impl Clone for Writes {
    fn clone(&self) -> Self {
        Writes(0)
    }
}

/// A number is its own hash.
#[derive(Clone, Copy, Default)]
pub(crate) struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 << 8) | u64::from(byte);
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

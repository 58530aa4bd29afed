//! Keys of groups, numbered in the order in which they first came.

use ahash::RandomState;
use hashbrown::HashTable;

/// What a key is made of: the same bytes as a text and as cells are two keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// One text, as it is.
    Text,
    /// Some cells, written one after the other.
    Cells,
}

/// The keys so far. Whoever writes a file does not know how they are hashed.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    hasher: RandomState,
    /// The numbers of the keys, found by their hashes.
    numbers: HashTable<u32>,
    /// The bytes of all keys, one behind the other.
    bytes: Vec<u8>,
    /// Of each key what it is made of, and where its bytes end.
    keys: Vec<(Of, usize)>,
}

impl Keys {
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }

    /// The number of a key, if it is there.
    #[inline]
    pub(super) fn find(&self, of: Of, key: &[u8]) -> Option<usize> {
        let is = |number: &u32| self.get(*number as usize) == (of, key);
        let found = self.numbers.find(self.hasher.hash_one(key), is);
        found.map(|number| *number as usize)
    }

    /// Adds a key that is not there, and gives its number; nothing if numbers have run out.
    pub(super) fn add(&mut self, of: Of, key: &[u8]) -> Option<usize> {
        let number = u32::try_from(self.keys.len()).ok()?;
        self.bytes.extend(key);
        self.keys.push((of, self.bytes.len()));
        let Keys {
            hasher,
            numbers,
            bytes,
            keys,
        } = self;
        let hash = |number: &u32| hasher.hash_one(part(bytes, keys, *number as usize));
        numbers.insert_unique(hasher.hash_one(key), number, hash);
        Some(number as usize)
    }

    /// The key of a number.
    #[inline]
    pub(super) fn get(&self, number: usize) -> (Of, &[u8]) {
        let (of, _) = self.keys[number];
        (of, part(&self.bytes, &self.keys, number))
    }
}

/// The bytes of a key.
#[inline]
fn part<'b>(bytes: &'b [u8], keys: &[(Of, usize)], number: usize) -> &'b [u8] {
    let start = match number.checked_sub(1) {
        Some(before) => keys[before].1,
        None => 0,
    };
    &bytes[start..keys[number].1]
}

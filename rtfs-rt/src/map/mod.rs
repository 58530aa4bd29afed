//! The persistent map: a hash table in insertion order while nobody else holds it, a persistent
//! overlay once somebody does.
//!
//! What holds:
//! - A handle is one pointer, and the empty map may be no pointer at all. Cloning is O(1).
//! - Entries iterate in the order in which their keys came in, whatever was shared or copied
//!   meanwhile: a key that is there keeps its place (and itself) when its value changes; one that
//!   was removed and comes again goes to the end.
//! - Operations that take `self` by value or `&mut self` work in place on a map that no other
//!   handle shares, and clone neither keys nor values.
//! - A shared map of up to `COPY_MAX` entries is copied for a change; a larger one gets an
//!   `Overlay`, begun in O(1).
//! - An overlay that is no longer shared becomes a table again when its writes have paid for that.
//! - No choice of keys makes an operation slow (see `table`).

mod data;
mod hasher;
mod iter;
mod lookup;
mod overlay;
mod table;
#[cfg(test)]
mod tests;

use core::mem::{needs_drop, take};

use triomphe::Arc;

pub(crate) use self::data::sorted;
pub use self::iter::{IntoIter, Iter, Keys, Values};
pub use self::lookup::{GivenKey, Lookup};
use self::overlay::Overlay;
use self::table::Table;
use crate::deep_drop;
use crate::{Data, Result};

/// A shared map of at most so many entries is copied for a change; a larger one gets an overlay.
const COPY_MAX: usize = 16;

/// At most so many entries are made room for before they come.
const MAX_RESERVED: usize = 1 << 12;

/// A persistent map of RTFS (`{:a 1}`), in insertion order.
///
/// ```
/// # use rtfs_rt::Map;
/// let one = Map::from([(1_i64, 10_i64), (2, 20)]);
/// let two = one.clone().assoc(3, 30).dissoc(&1);
/// assert_eq!(one.get(&1), Some(&10));
/// assert_eq!(two.keys().collect::<Vec<_>>(), [&2, &3]);
/// ```
pub struct Map<K: Data, V: Data>(Option<Arc<Node<K, V>>>);

/// The entries, in one of two shapes. The shape is never visible from outside but in speed.
#[derive(Clone)]
pub(crate) enum Node<K: Data, V: Data> {
    /// All of them.
    Flat(Table<K, V>),
    /// Changes over a flat node. Boxed, so that the node of a flat map stays small.
    Overlay(Box<Overlay<K, V>>),
}

impl<K: Data, V: Data> Map<K, V> {
    /// The empty map; allocates nothing.
    #[inline]
    pub const fn new() -> Self {
        Map(None)
    }

    /// An empty map with room for `capacity` entries.
    pub fn with_capacity(capacity: usize) -> Self {
        if capacity == 0 {
            Self::new()
        } else {
            Self::flat(Table::with_capacity(capacity))
        }
    }

    /// How many entries there are.
    #[inline]
    pub fn len(&self) -> usize {
        match self.0.as_deref() {
            None => 0,
            Some(Node::Flat(table)) => table.len(),
            Some(Node::Overlay(overlay)) => overlay.len(),
        }
    }

    /// Whether there is no entry.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a key.
    #[inline]
    pub fn get<Q: Lookup<K> + ?Sized>(&self, key: &Q) -> Option<&V> {
        self.get_entry(key).map(|(_, value)| value)
    }

    /// A key as the map holds it, and its value.
    #[inline]
    pub fn get_entry<Q: Lookup<K> + ?Sized>(&self, key: &Q) -> Option<(&K, &V)> {
        let (key, value) = match self.0.as_deref()? {
            Node::Flat(table) => table.entry(table.find(key, table.hash(key))?)?,
            Node::Overlay(overlay) => overlay.entry(overlay.find(key)?)?,
        };
        Some((key, value))
    }

    /// Whether a key is there.
    #[inline]
    pub fn contains<Q: Lookup<K> + ?Sized>(&self, key: &Q) -> bool {
        self.get_entry(key).is_some()
    }

    /// The map with `value` under `key`.
    #[inline]
    #[must_use]
    pub fn assoc(mut self, key: K, value: V) -> Self {
        self.insert(key, value);
        self
    }

    /// [`assoc`](Self::assoc) in place; the old value if there was one.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.insert_given(key, value)
    }

    /// [`insert`](Self::insert) of a key that may be lent: one that is there already is not cloned.
    pub fn insert_given(&mut self, given: impl GivenKey<K>, value: V) -> Option<V> {
        match self.writable() {
            Node::Flat(table) => {
                let key = given.form();
                let hash = table.hash(key);
                match table.find(key, hash) {
                    Some(position) => {
                        let (_, old) = table.slot_mut(position)?.as_mut()?;
                        Some(core::mem::replace(old, value))
                    }
                    None => {
                        table.push(hash, given.into_key(), value);
                        None
                    }
                }
            }
            Node::Overlay(overlay) => match overlay.find(given.form()) {
                Some(position) => {
                    let (_, old) = overlay.slot_mut(position)?.as_mut()?;
                    Some(core::mem::replace(old, value))
                }
                None => {
                    overlay.push(given.into_key(), value);
                    None
                }
            },
        }
    }

    /// The map without a key.
    #[must_use]
    pub fn dissoc<Q: Lookup<K> + ?Sized>(mut self, key: &Q) -> Self {
        self.remove(key);
        self
    }

    /// [`dissoc`](Self::dissoc) in place; the entry that was removed.
    pub fn remove<Q: Lookup<K> + ?Sized>(&mut self, key: &Q) -> Option<(K, V)> {
        if self.is_empty() || (self.is_shared() && !self.contains(key)) {
            return None;
        }
        match self.writable() {
            Node::Flat(table) => {
                let position = table.find(key, table.hash(key))?;
                table.remove(position)
            }
            Node::Overlay(overlay) => {
                let position = overlay.find(key)?;
                overlay.remove(position)
            }
        }
    }

    /// The value of a key, to be changed: in place if unshared, else after copying what must be.
    pub fn get_mut<Q: Lookup<K> + ?Sized>(&mut self, key: &Q) -> Option<&mut V> {
        if self.is_empty() || (self.is_shared() && !self.contains(key)) {
            return None;
        }
        let slot = match self.writable() {
            Node::Flat(table) => {
                let position = table.find(key, table.hash(key))?;
                table.slot_mut(position)?
            }
            Node::Overlay(overlay) => {
                let position = overlay.find(key)?;
                overlay.slot_mut(position)?
            }
        };
        slot.as_mut().map(|(_, value)| value)
    }

    /// The map with what `update` makes of a key's value, or of its absence. The old value is moved
    /// out of an unshared map, so that `update` may work on it in place.
    ///
    /// # Errors
    ///
    /// The error of `update`.
    #[inline]
    pub fn entry_update(
        mut self,
        key: impl GivenKey<K>,
        update: impl FnOnce(Option<V>) -> Result<V>,
    ) -> Result<Self> {
        self.update(key, update)?;
        Ok(self)
    }

    /// [`entry_update`](Self::entry_update) in place; after an error, the entry is gone.
    ///
    /// # Errors
    ///
    /// The error of `update`.
    pub fn update(
        &mut self,
        given: impl GivenKey<K>,
        update: impl FnOnce(Option<V>) -> Result<V>,
    ) -> Result<()> {
        match self.writable() {
            Node::Flat(table) => {
                let hash = table.hash(given.form());
                let Some(position) = table.find(given.form(), hash) else {
                    table.push(hash, given.into_key(), update(None)?);
                    return Ok(());
                };
                // The position was found, so that there are a slot and an entry in it.
                let Some(slot) = table.slot_mut(position) else {
                    return Ok(());
                };
                let Some((own, old)) = slot.take() else {
                    return Ok(());
                };
                match update(Some(old)) {
                    Ok(new) => *slot = Some((own, new)),
                    Err(error) => {
                        table.forget(hash, position);
                        return Err(error);
                    }
                }
            }
            Node::Overlay(overlay) => {
                let Some(position) = overlay.find(given.form()) else {
                    overlay.push(given.into_key(), update(None)?);
                    return Ok(());
                };
                let Some(slot) = overlay.slot_mut(position) else {
                    return Ok(());
                };
                let Some((own, old)) = slot.take() else {
                    return Ok(());
                };
                match update(Some(old)) {
                    Ok(new) => *slot = Some((own, new)),
                    Err(error) => {
                        overlay.forget();
                        return Err(error);
                    }
                }
            }
        }
        Ok(())
    }

    /// The entries of both maps; where both have a key, the value is that of `other`.
    #[must_use]
    pub fn merge(mut self, other: &Self) -> Self {
        if self.is_empty() {
            return other.clone();
        }
        self.extend(
            other
                .iter()
                .map(|(key, value)| (key.clone(), value.clone())),
        );
        self
    }

    /// All entries in order.
    #[inline]
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter::new(self.0.as_deref())
    }

    /// All keys in order.
    #[inline]
    pub fn keys(&self) -> Keys<'_, K, V> {
        Keys(self.iter())
    }

    /// All values, in the order of their keys.
    #[inline]
    pub fn vals(&self) -> Values<'_, K, V> {
        Values(self.iter())
    }

    /// Where the elements are in memory, as long as a handle holds them; `None` of an empty one.
    pub fn address(&self) -> Option<usize> {
        self.0.as_ref().map(|node| Arc::as_ptr(node).addr())
    }

    /// Whether two handles hold the very same entries in memory; then they are equal, but for NaN.
    #[inline]
    pub fn ptr_eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        }
    }

    fn flat(table: Table<K, V>) -> Self {
        Map(Some(Arc::new(Node::Flat(table))))
    }

    /// Whether another handle holds the same entries, so that a write would have to copy something.
    #[inline]
    pub(crate) fn is_shared(&self) -> bool {
        self.0.as_ref().is_some_and(|node| !Arc::is_unique(node))
    }

    /// A node that only this handle holds, with the same entries.
    #[inline]
    fn writable(&mut self) -> &mut Node<K, V> {
        let ready = match &mut self.0 {
            Some(node) => match Arc::get_mut(node) {
                Some(Node::Flat(table)) => !table.is_full(),
                _ => false,
            },
            None => false,
        };
        if !ready {
            self.unshare();
        }
        let node = self
            .0
            .get_or_insert_with(|| Arc::new(Node::Flat(Table::with_capacity(0))));
        // Unshared now, so that this copies nothing.
        Arc::make_mut(node)
    }

    /// Makes the node unshared, or an overlay flat when its time has come, or a full table an
    /// overlay.
    #[cold]
    #[inline(never)]
    fn unshare(&mut self) {
        let Some(node) = &mut self.0 else { return };
        let fresh = match Arc::get_mut(node) {
            Some(Node::Flat(_)) => Some(Node::Overlay(Box::new(Overlay::over(node.clone())))),
            Some(Node::Overlay(overlay)) => overlay.flatten_when_paid().map(Node::Flat),
            None => Some(match &**node {
                Node::Flat(table) if table.len() <= COPY_MAX => Node::Flat(table.clone()),
                Node::Flat(_) => Node::Overlay(Box::new(Overlay::over(node.clone()))),
                Node::Overlay(overlay) => Node::Overlay(overlay.clone()),
            }),
        };
        if let Some(fresh) = fresh {
            *node = Arc::new(fresh);
        }
    }

    /// The entries, if nobody else holds them.
    fn take_slots(mut self) -> core::result::Result<Vec<Option<(K, V)>>, Self> {
        let Some(node) = self.0.take() else {
            return Ok(Vec::new());
        };
        match Arc::try_unwrap(node) {
            Ok(Node::Flat(table)) => Ok(table.into_slots()),
            Ok(overlay) => Err(Map(Some(Arc::new(overlay)))),
            Err(shared) => Err(Map(Some(shared))),
        }
    }
}

impl<K: Data, V: Data> Node<K, V> {
    /// The table of a flat node; an overlay is never the base of another.
    #[inline]
    fn table(&self) -> Option<&Table<K, V>> {
        match self {
            Node::Flat(table) => Some(table),
            Node::Overlay(_) => None,
        }
    }
}

impl<K: Data, V: Data> Clone for Map<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        Map(self.0.clone())
    }
}

impl<K: Data, V: Data> Default for Map<K, V> {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Data, V: Data> Drop for Map<K, V> {
    #[inline]
    fn drop(&mut self) {
        if needs_drop::<(K, V)>()
            && let Some(node) = take(&mut self.0)
        {
            deep_drop::release_node(node);
        }
    }
}

impl<K: Data, V: Data, const N: usize> From<[(K, V); N]> for Map<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Data, V: Data> From<Vec<(K, V)>> for Map<K, V> {
    fn from(entries: Vec<(K, V)>) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Data, V: Data> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let entries = entries.into_iter();
        // What an iterator says of its length is a hint: a wrong one may not cost all memory.
        let mut map = Self::with_capacity(entries.size_hint().0.min(MAX_RESERVED));
        map.extend(entries);
        map
    }
}

impl<K: Data, V: Data> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        entries.into_iter().for_each(|(key, value)| {
            self.insert(key, value);
        });
    }
}

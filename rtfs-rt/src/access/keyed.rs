//! Entries by key: `get`, `contains?`, `keys` and `vals` of maps and sets.

use core::hash::Hasher;

use super::index::{at_any, nth_any};
use super::wrong;
use crate::error::{Error, Result};
use crate::{Data, Keyword, Lookup, Map, Set, Value, Vector};

/// A collection that is looked into by keys.
pub trait Keyed {
    /// The keys of a map, the elements of a set.
    type Key: Data;
    /// What stands at a key: the value of a map, the element of a set.
    type Found: Data;

    /// What stands at a key.
    fn find<Q: Lookup<Self::Key> + ?Sized>(&self, key: &Q) -> Option<Self::Found>;

    /// Whether the key is there.
    fn has<Q: Lookup<Self::Key> + ?Sized>(&self, key: &Q) -> bool;
}

/// A collection of entries.
pub trait Entries {
    /// The keys.
    type Key: Data;
    /// The values.
    type Value: Data;

    /// All keys in order.
    fn all_keys(&self) -> Vector<Self::Key>;

    /// All values, in the order of their keys.
    fn all_vals(&self) -> Vector<Self::Value>;
}

/// A key of any kind: it finds the key that equals it, whatever the type of that.
pub(crate) struct Loose<'a>(pub(crate) &'a Value);

/// `(get coll key)`.
#[inline]
pub fn get<C: Keyed, Q: Lookup<C::Key>>(coll: &C, key: &Q) -> Option<C::Found> {
    coll.find(key)
}

/// [`get`] by a key of any kind: one that can be no key of the collection is not there.
#[inline]
pub fn get_loose<C: Keyed>(coll: &C, key: &Value) -> Option<C::Found> {
    coll.find(&Loose(key))
}

/// `(get coll key default)`.
#[inline]
pub fn get_or<C: Keyed, Q: Lookup<C::Key>>(coll: &C, key: &Q, default: C::Found) -> C::Found {
    coll.find(key).unwrap_or(default)
}

/// [`get_or`] by a key of any kind.
#[inline]
pub fn get_loose_or<C: Keyed>(coll: &C, key: &Value, default: C::Found) -> C::Found {
    get_loose(coll, key).unwrap_or(default)
}

/// `(get coll key)` of a value: nil where nothing stands, and for what is no collection.
#[inline]
pub fn get_any(coll: &Value, key: &Value) -> Value {
    find_any(coll, key).unwrap_or_default()
}

/// What stands nowhere.
static NIL: Value = Value::Nil;

/// `(:key coll)` of a value, where it stands: nil where nothing does, and for what is no collection.
#[inline]
pub fn at_key(coll: &Value, key: Keyword) -> &Value {
    match coll {
        Value::Map(map) => map.get(&key).unwrap_or(&NIL),
        Value::Set(items) => items.get(&key).unwrap_or(&NIL),
        _ => &NIL,
    }
}

/// The value at a key by a pattern, where it stands, as [`part_any`].
///
/// # Errors
/// `:type-error` for what is neither a map nor nil.
#[inline]
pub fn part_at_key(coll: &Value, key: Keyword) -> Result<&Value> {
    match coll {
        Value::Map(map) => Ok(map.get(&key).unwrap_or(&NIL)),
        Value::Nil => Ok(&NIL),
        other => Err(Error::expected("a map, to take it apart", other)),
    }
}

/// `(get coll key default)` of a value.
#[inline]
pub fn get_any_or(coll: &Value, key: &Value, default: Value) -> Value {
    find_any(coll, key).unwrap_or(default)
}

/// What `update` changes: what stands at the key, nil where nothing does. An index is in its vector.
///
/// # Errors
/// `:index-out-of-bounds`.
pub fn old_any(coll: &Value, key: &Value) -> Result<Value> {
    let index = match (coll, key) {
        (Value::Vector(_), Value::Int(index)) => *index,
        (Value::Vector(_), Value::Big(big)) if big.is_negative() => i64::MIN,
        (Value::Vector(_), Value::Big(_)) => i64::MAX,
        _ => return Ok(get_any(coll, key)),
    };
    nth_any(coll, index)
}

/// The value at a key by a pattern: nil where nothing stands.
///
/// # Errors
/// `:type-error` for what is neither a map nor nil.
#[inline]
pub fn part_any(coll: &Value, key: &Value) -> Result<Value> {
    match coll {
        Value::Map(map) => Ok(map.get(key).cloned().unwrap_or_default()),
        Value::Nil => Ok(Value::Nil),
        other => Err(Error::expected("a map, to take it apart", other)),
    }
}

/// [`part_any`] with a default for what is missing.
///
/// # Errors
/// `:type-error` for what is neither a map nor nil.
#[inline]
pub fn part_any_or(coll: &Value, key: &Value, default: Value) -> Result<Value> {
    match coll {
        Value::Map(map) => Ok(map.get(key).cloned().unwrap_or(default)),
        Value::Nil => Ok(default),
        other => Err(Error::expected("a map, to take it apart", other)),
    }
}

/// What stands at a key or an index of a value, if anything does.
#[inline]
pub(super) fn find_any(coll: &Value, key: &Value) -> Option<Value> {
    match (coll, key) {
        (Value::Map(map), _) => map.get(key).cloned(),
        (Value::Set(items), _) => items.get(key).cloned(),
        // A list is no collection of places: `nth` looks into it.
        (Value::Vector(_) | Value::Str(_), Value::Int(index)) => at_any(coll, *index)?,
        _ => None,
    }
}

/// `(contains? coll key)`.
#[inline]
pub fn contains<C: Keyed, Q: Lookup<C::Key>>(coll: &C, key: &Q) -> bool {
    coll.has(key)
}

/// [`contains`] by a key of any kind.
#[inline]
pub fn contains_loose<C: Keyed>(coll: &C, key: &Value) -> bool {
    coll.has(&Loose(key))
}

/// `(contains? coll key)` of a value: a key, an element or an index; false of nil.
///
/// # Errors
/// `:type-error` for what is no collection, and for a list, which has neither keys nor places.
pub fn contains_any(coll: &Value, key: &Value) -> Result<bool> {
    match coll {
        Value::Map(map) => Ok(map.contains(key)),
        Value::Set(items) => Ok(items.contains(key)),
        Value::Vector(_) | Value::Str(_) | Value::Nil => Ok(find_any(coll, key).is_some()),
        _ => Err(wrong(
            "contains?",
            "a map, a set, a vector or a string",
            coll,
        )),
    }
}

/// [`contains_any`] of a keyword.
///
/// # Errors
/// As [`contains_any`].
#[inline]
pub fn contains_key(coll: &Value, key: Keyword) -> Result<bool> {
    match coll {
        Value::Map(map) => Ok(map.contains(&key)),
        _ => contains_any(coll, &Value::Keyword(key)),
    }
}

/// What stands at a keyword, where it stands, if anything does: [`contains_key`] and [`at_key`] by one look.
///
/// # Errors
/// As [`contains_any`].
#[inline]
pub fn found_at_key(coll: &Value, key: Keyword) -> Result<Option<&Value>> {
    match coll {
        Value::Map(map) => Ok(map.get(&key)),
        Value::Set(items) => Ok(items.get(&key)),
        // What has no keywords for keys has none, or is an error.
        _ => contains_any(coll, &Value::Keyword(key)).map(|_| None),
    }
}

/// `(keys map)`.
#[inline]
pub fn keys<M: Entries>(map: &M) -> Vector<M::Key> {
    map.all_keys()
}

/// `(vals map)`.
#[inline]
pub fn vals<M: Entries>(map: &M) -> Vector<M::Value> {
    map.all_vals()
}

/// `(keys map)` of a value; none of nil.
///
/// # Errors
/// `:type-error` for what is neither a map nor nil.
pub fn keys_any(map: &Value) -> Result<Vector<Value>> {
    match map {
        Value::Map(map) => Ok(map.all_keys()),
        Value::Nil => Ok(Vector::new()),
        other => Err(wrong("keys", "a map", other)),
    }
}

/// `(vals map)` of a value; none of nil.
///
/// # Errors
/// `:type-error` for what is neither a map nor nil.
pub fn vals_any(map: &Value) -> Result<Vector<Value>> {
    match map {
        Value::Map(map) => Ok(map.all_vals()),
        Value::Nil => Ok(Vector::new()),
        other => Err(wrong("vals", "a map", other)),
    }
}

impl<K: Data> Lookup<K> for Loose<'_> {
    #[inline]
    fn digest_key<H: Hasher>(&self, h: &mut H) {
        // Equal values hash alike, whatever their types.
        self.0.digest(h);
    }

    #[inline]
    fn is_key(&self, key: &K) -> bool {
        key.clone().into_value().same(self.0)
    }
}

impl<K: Data, V: Data> Keyed for Map<K, V> {
    type Key = K;
    type Found = V;

    #[inline]
    fn find<Q: Lookup<K> + ?Sized>(&self, key: &Q) -> Option<V> {
        self.get(key).cloned()
    }

    #[inline]
    fn has<Q: Lookup<K> + ?Sized>(&self, key: &Q) -> bool {
        self.contains(key)
    }
}

impl<T: Data> Keyed for Set<T> {
    type Key = T;
    type Found = T;

    #[inline]
    fn find<Q: Lookup<T> + ?Sized>(&self, key: &Q) -> Option<T> {
        self.get(key).cloned()
    }

    #[inline]
    fn has<Q: Lookup<T> + ?Sized>(&self, key: &Q) -> bool {
        self.contains(key)
    }
}

impl<C: Keyed> Keyed for Option<C> {
    type Key = C::Key;
    type Found = C::Found;

    #[inline]
    fn find<Q: Lookup<C::Key> + ?Sized>(&self, key: &Q) -> Option<C::Found> {
        self.as_ref()?.find(key)
    }

    #[inline]
    fn has<Q: Lookup<C::Key> + ?Sized>(&self, key: &Q) -> bool {
        self.as_ref().is_some_and(|coll| coll.has(key))
    }
}

impl<K: Data, V: Data> Entries for Map<K, V> {
    type Key = K;
    type Value = V;

    fn all_keys(&self) -> Vector<K> {
        self.keys().cloned().collect()
    }

    fn all_vals(&self) -> Vector<V> {
        self.vals().cloned().collect()
    }
}

impl<M: Entries> Entries for Option<M> {
    type Key = M::Key;
    type Value = M::Value;

    fn all_keys(&self) -> Vector<M::Key> {
        self.as_ref().map_or_else(Vector::new, M::all_keys)
    }

    fn all_vals(&self) -> Vector<M::Value> {
        self.as_ref().map_or_else(Vector::new, M::all_vals)
    }
}

//! Changed collections: in place where nobody else holds them.

use super::keyed::Loose;
use super::{out_of_bounds, wrong};
use crate::error::Result;
use crate::{Data, GivenKey, List, Map, Set, Value, Vector};

/// `(conj vector item)`: at the end.
#[inline(always)]
pub fn conj_vector<T: Data>(coll: Vector<T>, item: T) -> Vector<T> {
    coll.push(item)
}

/// `(conj list item)`: at the end.
#[inline]
pub fn conj_list<T: Data>(coll: List<T>, item: T) -> List<T> {
    coll.conj(item)
}

/// `(conj set item)`.
#[inline]
pub fn conj_set<T: Data>(mut coll: Set<T>, item: impl GivenKey<T>) -> Set<T> {
    coll.insert_given(item);
    coll
}

/// `(conj coll item)` of a value: nil becomes a list; a map takes a `[key value]` vector, the
/// entries of a map, or nil.
///
/// # Errors
/// `:type-error` for what is no collection, and for an item that is no entry of a map.
#[inline]
pub fn conj_any(coll: Value, item: Value) -> Result<Value> {
    match coll {
        Value::Vector(items) => Ok(Value::Vector(items.push(item))),
        Value::List(items) => Ok(Value::List(items.conj(item))),
        Value::Set(items) => Ok(Value::Set(items.conj(item))),
        Value::Map(map) => conj_map(map, &item).map(Value::Map),
        Value::Nil => Ok(Value::List(List::from([item]))),
        other => Err(wrong("conj", "a collection", &other)),
    }
}

fn conj_map(map: Map<Value, Value>, item: &Value) -> Result<Map<Value, Value>> {
    match item {
        Value::Map(entries) => return Ok(map.merge(entries)),
        Value::Nil => return Ok(map),
        Value::Vector(pair) if pair.len() == 2 => {
            if let (Some(key), Some(value)) = (pair.get(0), pair.get(1)) {
                return Ok(map.assoc(key.clone(), value.clone()));
            }
        }
        _ => {}
    }
    Err(wrong("conj", "entries `[key value]` for a map", item))
}

/// `(cons item list)`: in front.
#[inline]
pub fn cons_list<T: Data>(item: T, coll: List<T>) -> List<T> {
    coll.cons(item)
}

/// `(cons item vector)`: in front; O(n).
pub fn cons_vector<T: Data>(item: T, coll: Vector<T>) -> Vector<T> {
    let mut items = Vec::with_capacity(coll.len() + 1);
    items.push(item);
    items.extend(coll);
    Vector::from_vec(items)
}

/// `(cons item list)` where nil is an empty list.
#[inline]
pub fn cons_maybe<T: Data>(item: T, coll: Option<List<T>>) -> List<T> {
    coll.unwrap_or_default().cons(item)
}

/// The elements in front of a list: what `cons` gives of the last, then of the one before it, and so on.
pub fn before_list<T: Data>(items: Vector<T>, coll: List<T>) -> List<T> {
    coll.with_before(items)
}

/// The same, where nil is an empty list, and nothing in front of nil is nil.
pub fn before_maybe<T: Data>(items: Vector<T>, coll: Option<List<T>>) -> Option<List<T>> {
    match items.is_empty() {
        true => coll,
        false => Some(coll.unwrap_or_default().with_before(items)),
    }
}

/// The same of a vector.
pub fn before_vector<T: Data>(mut items: Vector<T>, coll: Vector<T>) -> Vector<T> {
    items.extend(coll);
    items
}

/// `(cons item coll)` of a value: in front of a list (or nil) as a list, of any other sequence as
/// a vector.
///
/// # Errors
/// `:type-error` for what is no sequence.
#[inline]
pub fn cons_any(item: Value, coll: Value) -> Result<Value> {
    match coll {
        Value::List(items) => Ok(Value::List(items.cons(item))),
        Value::Nil => Ok(Value::List(List::from([item]))),
        Value::Vector(items) => Ok(Value::Vector(cons_vector(item, items))),
        other => {
            let items = super::to_vector_any(&other, "cons")?;
            Ok(Value::Vector(cons_vector(item, items)))
        }
    }
}

/// `(set coll)`.
pub fn set_of<T: Data>(items: Vector<T>) -> Set<T> {
    let mut set = Set::with_capacity(items.len());
    set.extend(items);
    set
}

/// `(assoc map key value)`.
#[inline]
pub fn assoc_map<K: Data, V: Data>(
    mut coll: Map<K, V>,
    key: impl GivenKey<K>,
    value: V,
) -> Map<K, V> {
    coll.insert_given(key, value);
    coll
}

/// `(assoc vector index value)`; an index that is the length appends.
///
/// # Errors
/// `:index-out-of-bounds`.
#[inline]
pub fn assoc_vector<T: Data>(mut coll: Vector<T>, index: i64, value: T) -> Result<Vector<T>> {
    let size = coll.len();
    if let Ok(at) = usize::try_from(index) {
        if at < size {
            coll.set_mut(at, value);
            return Ok(coll);
        }
        if at == size {
            return Ok(coll.push(value));
        }
    }
    Err(out_of_bounds("assoc", index, "vector", size))
}

/// `(assoc coll key value)` of a value: nil is an empty map.
///
/// # Errors
/// `:type-error` for what is neither a map, a vector nor nil, and for an index of a vector that is
/// no int; `:index-out-of-bounds`.
#[inline]
pub fn assoc_any(coll: Value, key: Value, value: Value) -> Result<Value> {
    match coll {
        Value::Map(map) => Ok(Value::Map(map.assoc(key, value))),
        Value::Vector(items) => match &key {
            Value::Int(index) => assoc_vector(items, *index, value).map(Value::Vector),
            // As far outside as any index.
            Value::Big(beyond) => {
                let index = if beyond.is_negative() {
                    i64::MIN
                } else {
                    i64::MAX
                };
                Err(out_of_bounds("assoc", index, "vector", items.len()))
            }
            _ => Err(wrong("assoc", "an int as index of a vector", &key)),
        },
        Value::Nil => Ok(Value::Map(Map::new().assoc(key, value))),
        other => Err(wrong("assoc", "a map or a vector", &other)),
    }
}

/// `(update map key f)`: `f` gets the old value, moved out so that it is unshared, or `None`.
///
/// # Errors
/// The error of `f`.
#[inline]
pub fn update_map<K: Data, V: Data>(
    coll: Map<K, V>,
    key: impl GivenKey<K>,
    f: impl FnMut(Option<V>) -> Result<V>,
) -> Result<Map<K, V>> {
    coll.entry_update(key, f)
}

/// [`update_map`] of dynamic values: a missing one is nil.
///
/// # Errors
/// The error of `f`.
#[inline]
pub fn update_map_dynamic<K: Data>(
    coll: Map<K, Value>,
    key: impl GivenKey<K>,
    mut f: impl FnMut(Value) -> Result<Value>,
) -> Result<Map<K, Value>> {
    coll.entry_update(key, |old| f(old.unwrap_or_default()))
}

/// [`update_map`] of values that may be nil: a missing one is nil.
///
/// # Errors
/// The error of `f`.
#[inline]
pub fn update_map_flat<K: Data, V: Data>(
    coll: Map<K, Option<V>>,
    key: impl GivenKey<K>,
    mut f: impl FnMut(Option<V>) -> Result<Option<V>>,
) -> Result<Map<K, Option<V>>> {
    coll.entry_update(key, |old| f(old.unwrap_or_default()))
}

/// [`update_map`] of values that are all nil.
///
/// # Errors
/// The error of `f`.
#[inline]
pub fn update_map_nil<K: Data>(
    coll: Map<K, ()>,
    key: impl GivenKey<K>,
    mut f: impl FnMut(()) -> Result<()>,
) -> Result<Map<K, ()>> {
    coll.entry_update(key, |_| f(()))
}

/// `(dissoc map key)`.
#[inline]
pub fn dissoc_map<K: Data, V: Data>(coll: Map<K, V>, key: &K) -> Map<K, V> {
    coll.dissoc(key)
}

/// [`dissoc_map`] of a key of any kind.
#[inline]
pub fn dissoc_loose<K: Data, V: Data>(coll: Map<K, V>, key: &Value) -> Map<K, V> {
    coll.dissoc(&Loose(key))
}

/// `(dissoc map key)` of a value; nil of nil.
///
/// # Errors
/// `:type-error` for what is neither a map nor nil.
#[inline]
pub fn dissoc_any(coll: Value, key: &Value) -> Result<Value> {
    match coll {
        Value::Map(map) => Ok(Value::Map(map.dissoc(key))),
        Value::Nil => Ok(Value::Nil),
        other => Err(wrong("dissoc", "a map", &other)),
    }
}

//! Maps: merging, choosing, renaming, transforming.

use crate::{Arity, Data, Int, Map, Result, Value, Vector};

use super::LibFn;
use super::args::Args;
use super::callable::or_nil;
use super::kind::pair;

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["sorted-keys"],
        sigs: &["map<k, v> -> vec<k>"],
        rust: "maps::sorted_keys",
        fallible: true,
        doc: "The keys of a map as a vector, in the order of `compare`. `:type-error` if two cannot be \
              compared.",
        examples: &[("(sorted-keys {:b 1 :a 2})", "[:a :b]")],
        eval: |a| {
            Ok(Value::Vector(sorted_keys(
                &Args::new("sorted-keys", a).map(0)?,
            )?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["merge"],
        sigs: &["own map<k, v>, map<k, v>... -> map<k, v>"],
        arity: Arity::ANY,
        rust: "maps::merge",
        associative: true,
        doc: "One map of the entries of all; where several have a key, the last value counts. nil is an \
              empty map; of nothing but nil, nil.",
        examples: &[
            ("(merge {:a 1 :b 2} {:b 3} nil {:c 4})", "{:a 1 :b 3 :c 4}"),
            ("(merge nil {:a 1})", "{:a 1}"),
            ("(merge)", "nil"),
        ],
        eval: |a| {
            let a = Args::new("merge", a);
            if a.from(0).iter().all(Value::is_nil) {
                return Ok(Value::Nil);
            }
            let others = maps(&a, 1)?;
            Ok(Value::Map(merge(a.map(0)?, &others)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["merge-with"],
        sigs: &["fn(v, &v) -> v, own map<k, v>, map<k, v>... -> map<k, v>"],
        arity: Arity::at_least(1),
        rust: "maps::merge_with",
        doc: "`(merge-with f m…)`: like `merge`; where several maps have a key, the function of the value \
              so far and the next one gives the value.",
        examples: &[
            (
                "(merge-with + {:a 1 :b 2} {:a 10} {:a 100})",
                "{:a 111 :b 2}",
            ),
            ("(merge-with + nil)", "nil"),
        ],
        eval: |a| {
            let a = Args::new("merge-with", a);
            if a.from(1).iter().all(Value::is_nil) {
                return Ok(Value::Nil);
            }
            let others = maps(&a, 2)?;
            Ok(Value::Map(merge_with(
                a.function(0)?.step(),
                a.map(1)?,
                &others,
            )?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["key"],
        sigs: &["tup<a, b> -> a"],
        rust: "maps::key",
        doc: "The key of a map entry: the first of a vector of two.",
        examples: &[("(key (first {:a 1}))", ":a")],
        eval: |a| entry("key", a, 0),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["val"],
        sigs: &["tup<a, b> -> b"],
        rust: "maps::val",
        doc: "The value of a map entry: the second of a vector of two.",
        examples: &[("(val (first {:a 1}))", "1")],
        eval: |a| entry("val", a, 1),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["find"],
        sigs: &[
            "map<k, v>, k -> opt<tup<k, v>>",
            "vec<a>, int -> opt<tup<int, a>> as find_at",
        ],
        arity: Arity::exactly(2),
        rust: "maps::find",
        doc: "The entry `[key value]` of a key of a map, or nil; also of an index of a vector.",
        examples: &[
            ("(find {:a nil} :a)", "[:a nil]"),
            ("(find {} :a)", "nil"),
            ("(find [5] 0)", "[0 5]"),
        ],
        eval: |a| {
            let a = Args::new("find", a);
            let wanted = a.value(1)?;
            match (a.value(0)?, wanted) {
                (Value::Vector(items), Value::Int(at)) => {
                    let found = find_at(items, Int::from(*at));
                    Ok(found.map_or(Value::Nil, |(_, item)| pair(wanted.clone(), item)))
                }
                (Value::Vector(_), Value::Big(_)) => Ok(Value::Nil),
                _ => Ok(or_nil(find(&a.map(0)?, wanted))),
            }
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["select-keys"],
        sigs: &["map<k, v>, seq<k> -> map<k, v>"],
        arity: Arity::exactly(2),
        rust: "maps::select_keys",
        doc: "A map of those entries whose keys are in the sequence, in its order.",
        examples: &[("(select-keys {:a 1 :b 2} [:b :x])", "{:b 2}")],
        eval: |a| {
            let a = Args::new("select-keys", a);
            Ok(Value::Map(select_keys(&a.map(0)?, &a.seq(1)?.items)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["rename-keys"],
        sigs: &["own map<k, v>, map<k, k> -> map<k, v>"],
        arity: Arity::exactly(2),
        rust: "maps::rename_keys",
        doc: "`(rename-keys m names)`: the map with each key that `names` has renamed to what `names` has for \
              it. All are taken out before any goes in, so that keys can be exchanged.",
        examples: &[
            ("(rename-keys {:a 1 :b 2} {:a :c :x :y})", "{:b 2 :c 1}"),
            ("(rename-keys {:a 1 :b 2} {:a :b :b :a})", "{:b 1 :a 2}"),
        ],
        eval: |a| {
            let a = Args::new("rename-keys", a);
            Ok(Value::Map(rename_keys(a.map(0)?, &a.map(1)?)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["map-keys", "update-keys"],
        sigs: &[
            "fn(&k) -> b, map<k, v> -> map<b, v>",
            "map<k, v>, fn(&k) -> b -> map<b, v> as update_keys",
        ],
        arity: Arity::exactly(2),
        rust: "maps::map_keys",
        doc: "`(map-keys f m)`, also `(map-keys m f)`: the map with the function applied to every key; of \
              entries that meet, the last counts.",
        examples: &[
            ("(map-keys name {:a 1})", "{\"a\" 1}"),
            ("(update-keys {:a 1} name)", "{\"a\" 1}"),
        ],
        eval: |a| {
            let a = Args::new("map-keys", a);
            let (f, map) = function_and_map(&a)?;
            Ok(map_keys(a.function(f)?.one(), &a.map(map)?)?.into_value())
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["map-vals", "update-vals"],
        sigs: &[
            "fn(&v) -> b, map<k, v> -> map<k, b>",
            "map<k, v>, fn(&v) -> b -> map<k, b> as update_vals",
        ],
        arity: Arity::exactly(2),
        rust: "maps::map_vals",
        doc: "`(map-vals f m)`, also `(map-vals m f)`: the map with the function applied to every value.",
        examples: &[
            ("(map-vals inc {:a 1 :b 2})", "{:a 2 :b 3}"),
            ("(update-vals {:a 1} inc)", "{:a 2}"),
        ],
        eval: |a| {
            let a = Args::new("map-vals", a);
            let (f, map) = function_and_map(&a)?;
            Ok(map_vals(a.function(f)?.one(), &a.map(map)?)?.into_value())
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["filter-keys"],
        sigs: &["fn(&k) -> bool, map<k, v> -> map<k, v>"],
        arity: Arity::exactly(2),
        rust: "maps::filter_keys",
        doc: "`(filter-keys pred m)`: the entries whose key fits the predicate.",
        examples: &[("(filter-keys keyword? {:a 1 \"b\" 2})", "{:a 1}")],
        eval: |a| {
            let a = Args::new("filter-keys", a);
            Ok(Value::Map(filter_keys(
                a.function(0)?.predicate(),
                &a.map(1)?,
            )?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["filter-vals"],
        sigs: &["fn(&v) -> bool, map<k, v> -> map<k, v>"],
        arity: Arity::exactly(2),
        rust: "maps::filter_vals",
        doc: "`(filter-vals pred m)`: the entries whose value fits the predicate.",
        examples: &[("(filter-vals even? {:a 1 :b 2})", "{:b 2}")],
        eval: |a| {
            let a = Args::new("filter-vals", a);
            Ok(Value::Map(filter_vals(
                a.function(0)?.predicate(),
                &a.map(1)?,
            )?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["invert"],
        sigs: &["map<k, v> -> map<v, k>"],
        rust: "maps::invert",
        doc: "A map from the values to their keys; of keys with one value, the last counts.",
        examples: &[("(invert {:a 1 :b 2})", "{1 :a 2 :b}")],
        eval: |a| Ok(Value::Map(invert(&Args::new("invert", a).map(0)?))),
        ..LibFn::TYPED
    },
];

/// `sorted-keys`.
pub fn sorted_keys<K: Data, V: Data>(map: &Map<K, V>) -> Result<Vector<K>> {
    super::sequences::sort(map.iter().map(|(key, _)| key.clone()).collect())
}

/// `merge`.
pub fn merge<K: Data, V: Data>(first: Map<K, V>, others: &[Map<K, V>]) -> Map<K, V> {
    others.iter().fold(first, |map, other| map.merge(other))
}

/// `merge-with`.
pub fn merge_with<K: Data, V: Data>(
    mut f: impl FnMut(V, &V) -> Result<V>,
    first: Map<K, V>,
    others: &[Map<K, V>],
) -> Result<Map<K, V>> {
    let mut merged = first;
    for (key, value) in others.iter().flat_map(|map| map.iter()) {
        merged = merged.entry_update(key, |so_far| match so_far {
            Some(so_far) => f(so_far, value),
            None => Ok(value.clone()),
        })?;
    }
    Ok(merged)
}

/// `key`.
pub fn key<A: Data, B: Data>(entry: &(A, B)) -> A {
    entry.0.clone()
}

/// `val`.
pub fn val<A: Data, B: Data>(entry: &(A, B)) -> B {
    entry.1.clone()
}

/// `find`.
pub fn find<K: Data, V: Data>(map: &Map<K, V>, key: &K) -> Option<(K, V)> {
    map.get(key).map(|value| (key.clone(), value.clone()))
}

/// `find` of an index of a vector.
pub fn find_at<T: Data>(items: &Vector<T>, at: Int) -> Option<(Int, T)> {
    let item = at
        .as_i64()
        .and_then(|at| items.get(usize::try_from(at).ok()?))?;
    Some((at, item.clone()))
}

/// `select-keys`.
pub fn select_keys<K: Data, V: Data>(map: &Map<K, V>, keys: &Vector<K>) -> Map<K, V> {
    keys.iter()
        .fold(Map::new(), |selected, key| match map.get(key) {
            Some(value) => selected.assoc(key.clone(), value.clone()),
            None => selected,
        })
}

/// `rename-keys`.
pub fn rename_keys<K: Data, V: Data>(map: Map<K, V>, names: &Map<K, K>) -> Map<K, V> {
    let renamed: Vec<(K, V)> = names
        .iter()
        .filter_map(|(from, to)| map.get(from).map(|value| (to.clone(), value.clone())))
        .collect();
    let kept = names.iter().fold(map, |map, (from, _)| map.dissoc(from));
    renamed
        .into_iter()
        .fold(kept, |map, (key, value)| map.assoc(key, value))
}

/// `map-keys`.
pub fn map_keys<K: Data, V: Data, B: Data>(
    mut f: impl FnMut(&K) -> Result<B>,
    map: &Map<K, V>,
) -> Result<Map<B, V>> {
    map.iter().try_fold(Map::new(), |mapped, (key, value)| {
        Ok(mapped.assoc(f(key)?, value.clone()))
    })
}

/// `map-vals`.
pub fn map_vals<K: Data, V: Data, B: Data>(
    mut f: impl FnMut(&V) -> Result<B>,
    map: &Map<K, V>,
) -> Result<Map<K, B>> {
    map.iter().try_fold(Map::new(), |mapped, (key, value)| {
        Ok(mapped.assoc(key.clone(), f(value)?))
    })
}

/// `update-keys`.
pub fn update_keys<K: Data, V: Data, B: Data>(
    map: &Map<K, V>,
    f: impl FnMut(&K) -> Result<B>,
) -> Result<Map<B, V>> {
    map_keys(f, map)
}

/// `update-vals`.
pub fn update_vals<K: Data, V: Data, B: Data>(
    map: &Map<K, V>,
    f: impl FnMut(&V) -> Result<B>,
) -> Result<Map<K, B>> {
    map_vals(f, map)
}

/// `filter-keys`.
pub fn filter_keys<K: Data, V: Data>(
    mut keep: impl FnMut(&K) -> Result<bool>,
    map: &Map<K, V>,
) -> Result<Map<K, V>> {
    filter_entries(|key, _| keep(key), map)
}

/// `filter-vals`.
pub fn filter_vals<K: Data, V: Data>(
    mut keep: impl FnMut(&V) -> Result<bool>,
    map: &Map<K, V>,
) -> Result<Map<K, V>> {
    filter_entries(|_, value| keep(value), map)
}

/// `invert`.
pub fn invert<K: Data, V: Data>(map: &Map<K, V>) -> Map<V, K> {
    let entries = map.iter();
    entries.fold(Map::new(), |inverted, (key, value)| {
        inverted.assoc(value.clone(), key.clone())
    })
}

fn filter_entries<K: Data, V: Data>(
    mut keep: impl FnMut(&K, &V) -> Result<bool>,
    map: &Map<K, V>,
) -> Result<Map<K, V>> {
    let mut kept = Map::new();
    for (key, value) in map.iter() {
        if keep(key, value)? {
            kept = kept.assoc(key.clone(), value.clone());
        }
    }
    Ok(kept)
}

/// The arguments from `index` on as maps.
fn maps(args: &Args<'_>, index: usize) -> Result<Vec<Map<Value, Value>>> {
    args.from(index)
        .iter()
        .map(|value| args.as_map(value))
        .collect()
}

fn entry(name: &'static str, values: &[Value], index: usize) -> Result<Value> {
    let args = Args::new(name, values);
    match args.value(0)? {
        Value::Vector(entry) if entry.len() == 2 => {
            Ok(entry.get(index).cloned().unwrap_or_default())
        }
        other => Err(args.wrong("a map entry `[key value]`", other)),
    }
}

/// Where the function and the map stand: Clojure's `update-vals` has the map first.
fn function_and_map(args: &Args<'_>) -> Result<(usize, usize)> {
    let is_map = |value: &Value| matches!(value, Value::Map(_) | Value::Nil);
    // A map is a function, too: of two the second is the map.
    Ok(if is_map(args.value(0)?) && !is_map(args.value(1)?) {
        (1, 0)
    } else {
        (0, 1)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(entries: &[(i64, i64)]) -> Map<i64, i64> {
        entries
            .iter()
            .fold(Map::new(), |map, (key, value)| map.assoc(*key, *value))
    }

    #[test]
    fn later_maps_win() {
        let merged = merge(map(&[(1, 1), (2, 2)]), &[map(&[(2, 3)]), map(&[(3, 4)])]);
        assert_eq!(merged, map(&[(1, 1), (2, 3), (3, 4)]));
    }

    #[test]
    fn merge_with_folds_in_order() {
        let minus = |x: i64, y: &i64| Ok(x - y);
        let merged = merge_with(
            minus,
            map(&[(1, 10)]),
            &[map(&[(1, 3)]), map(&[(1, 2), (2, 5)])],
        );
        assert_eq!(merged.unwrap(), map(&[(1, 5), (2, 5)]));
    }

    #[test]
    fn keys_can_be_exchanged() {
        assert_eq!(
            rename_keys(map(&[(1, 10), (2, 20)]), &map(&[(1, 2), (2, 1)])),
            map(&[(2, 10), (1, 20)])
        );
    }
}

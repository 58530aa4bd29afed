//! Making and changing collections. The compiler emits typed forms of these, which change a
//! collection in place where nobody else holds it.

use crate::{Arity, Error, ErrorKind, List, Map, Result, Set, Value, Vector};

use super::access::{self, position};
use super::args::{self, Args};
use super::{LibFn, invoke};
use crate::access::{old_any, out_of_bounds};

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["cons"],
        arity: Arity::exactly(2),
        doc: "`(cons x coll)`: the sequence with x before it: a list onto a list or nil, else a vector.",
        examples: &[
            ("(cons 1 [2 3])", "[1 2 3]"),
            ("(cons 1 nil)", "(list 1)"),
            ("(list? (cons 1 (list)))", "true"),
        ],
        eval: |a| {
            let a = Args::new("cons", a);
            let item = a.value(0)?.clone();
            match a.value(1)? {
                Value::Nil => Ok(Value::List(List::from_vec(vec![item]))),
                Value::List(items) => Ok(Value::List(items.clone().cons(item))),
                other => {
                    let first = Vector::from_vec(vec![item]);
                    Ok(Value::Vector(first.concat(&a.as_seq(other)?.items)))
                }
            }
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["conj"],
        arity: Arity::at_least(1),
        doc: "The collection with the arguments added: at the end of a vector or a list, into a set, as \
              `[key value]` vectors or maps into a map. nil becomes a list.",
        examples: &[
            ("(conj [1] 2 3)", "[1 2 3]"),
            ("(conj (list 1) 2)", "(list 1 2)"),
            ("(conj #{1} 1)", "#{1}"),
            ("(conj {:a 1} [:b 2])", "{:a 1 :b 2}"),
            ("(conj nil 1)", "(list 1)"),
        ],
        eval: |a| {
            let a = Args::new("conj", a);
            let mut items = a.from(1).iter().cloned();
            Ok(match a.value(0)?.clone() {
                Value::Vector(to) => Value::Vector(items.fold(to, Vector::push)),
                Value::Set(to) => Value::Set(items.fold(to, Set::conj)),
                Value::List(to) => Value::List(items.fold(to, List::conj)),
                Value::Map(to) => {
                    Value::Map(items.try_fold(to, |to, item| conj_to_map("conj", to, &item))?)
                }
                Value::Nil if a.len() == 1 => Value::Nil,
                Value::Nil => Value::List(items.collect()),
                other => return Err(a.wrong("a collection", &other)),
            })
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["assoc"],
        arity: Arity::at_least(3),
        doc: "`(assoc coll key value…)`: the map with these entries, or the vector with these elements \
              (the index may be its length: that appends). nil is an empty map. `:index-out-of-bounds` \
              for a vector, `:arity-error` for a key without a value.",
        examples: &[
            ("(assoc {:a 1} :a 2 :b 3)", "{:a 2 :b 3}"),
            ("(assoc [1 2] 0 9 2 3)", "[9 2 3]"),
            ("(assoc nil :a 1)", "{:a 1}"),
        ],
        eval: |a| {
            let a = Args::new("assoc", a);
            let mut coll = a.value(0)?.clone();
            for pair in a.from(1).chunks(2) {
                match pair {
                    [key, value] => coll = assoc("assoc", coll, key, value.clone())?,
                    _ => return Err(unpaired("assoc")),
                }
            }
            Ok(coll)
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["assoc-in"],
        arity: Arity::exactly(3),
        doc: "`(assoc-in coll keys value)`: `assoc` along a sequence of keys; what is missing on the way \
              becomes a map.",
        examples: &[
            ("(assoc-in {:a {:b 1}} [:a :c] 2)", "{:a {:b 1 :c 2}}"),
            ("(assoc-in {} [:a :b] 1)", "{:a {:b 1}}"),
            ("(assoc-in [[1]] [0 0] 2)", "[[2]]"),
        ],
        eval: |a| {
            let a = Args::new("assoc-in", a);
            along("assoc-in", a.value(0)?, &a.seq(1)?.items, |_, _| {
                Ok(a.value(2)?.clone())
            })
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["update"],
        arity: Arity::at_least(3),
        doc: "`(update coll key f arg…)`: the collection with `(f old arg…)` in the place of the old value \
              of a key (nil if there is none). Of a vector, the index must be in it: `:index-out-of-bounds`.",
        examples: &[
            ("(update {:a 1} :a + 10)", "{:a 11}"),
            ("(update [1 2] 1 inc)", "[1 3]"),
            ("(update {} :a (fnil inc 0))", "{:a 1}"),
        ],
        eval: |a| {
            let a = Args::new("update", a);
            let key = a.value(1)?;
            let old = old_any(a.value(0)?, key)?;
            let new = changed(&a, 2, old)?;
            assoc("update", a.value(0)?.clone(), key, new)
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["update-in"],
        arity: Arity::at_least(3),
        doc: "`(update-in coll keys f arg…)`: `update` along a sequence of keys; what is missing on the way \
              becomes a map.",
        examples: &[
            ("(update-in {:a {:b 1}} [:a :b] inc)", "{:a {:b 2}}"),
            ("(update-in {:n [1]} [:n 0] + 2 3)", "{:n [6]}"),
        ],
        eval: |a| {
            let a = Args::new("update-in", a);
            along("update-in", a.value(0)?, &a.seq(1)?.items, |end, found| {
                let found = match end {
                    Some((coll, key)) => old_any(coll, key)?,
                    None => found,
                };
                changed(&a, 2, found)
            })
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["dissoc"],
        arity: Arity::at_least(1),
        doc: "The map without the keys; nil of nil.",
        examples: &[
            ("(dissoc {:a 1 :b 2} :a :x)", "{:b 2}"),
            ("(dissoc nil :a)", "nil"),
        ],
        eval: |a| {
            let a = Args::new("dissoc", a);
            match a.value(0)? {
                Value::Nil => Ok(Value::Nil),
                other => {
                    let map = a.as_map(other)?;
                    Ok(Value::Map(
                        a.from(1).iter().fold(map, |map, key| map.dissoc(key)),
                    ))
                }
            }
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["vector"],
        arity: Arity::ANY,
        doc: "A vector of the arguments.",
        examples: &[("(vector 1 2)", "[1 2]"), ("(vector)", "[]")],
        eval: |a| Ok(Value::Vector(Vector::from_vec(a.to_vec()))),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["vec"],
        doc: "The elements of a sequence as a vector.",
        examples: &[
            ("(vec (list 1 2))", "[1 2]"),
            ("(vec \"ab\")", "[\"a\" \"b\"]"),
            ("(vec nil)", "[]"),
        ],
        eval: |a| Ok(Value::Vector(Args::new("vec", a).seq(0)?.items)),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["list"],
        arity: Arity::ANY,
        doc: "A list of the arguments.",
        examples: &[("(list? (list 1 2))", "true"), ("(list 1 2)", "(list 1 2)")],
        eval: |a| Ok(Value::List(List::from_vec(a.to_vec()))),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["hash-map"],
        arity: Arity::ANY,
        doc: "A map of the arguments, taken as keys and values in turn. `:arity-error` for a key without \
              a value.",
        examples: &[
            ("(hash-map :a 1 :b 2)", "{:a 1 :b 2}"),
            ("(hash-map)", "{}"),
        ],
        eval: |a| {
            let mut map = Map::new();
            for pair in a.chunks(2) {
                match pair {
                    [key, value] => map = map.assoc(key.clone(), value.clone()),
                    _ => return Err(unpaired("hash-map")),
                }
            }
            Ok(Value::Map(map))
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["hash-set"],
        arity: Arity::ANY,
        doc: "A set of the arguments.",
        examples: &[("(hash-set 1 2 1)", "#{1 2}")],
        eval: |a| Ok(Value::Set(a.iter().cloned().collect())),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["set"],
        doc: "The elements of a sequence as a set.",
        examples: &[("(set [1 2 1])", "#{1 2}"), ("(set nil)", "#{}")],
        eval: |a| {
            Ok(Value::Set(
                Args::new("set", a).seq(0)?.items.iter().cloned().collect(),
            ))
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["keys"],
        doc: "The keys of a map, as a vector in the order of its iteration.",
        examples: &[("(keys {:a 1 :b 2})", "[:a :b]"), ("(keys nil)", "[]")],
        eval: |a| {
            Ok(Value::Vector(
                Args::new("keys", a)
                    .map(0)?
                    .iter()
                    .map(|(key, _)| key.clone())
                    .collect(),
            ))
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["vals"],
        doc: "The values of a map, as a vector in the order of its iteration.",
        examples: &[("(vals {:a 1 :b 2})", "[1 2]"), ("(vals nil)", "[]")],
        eval: |a| {
            Ok(Value::Vector(
                Args::new("vals", a)
                    .map(0)?
                    .iter()
                    .map(|(_, value)| value.clone())
                    .collect(),
            ))
        },
        ..LibFn::SPECIAL
    },
];

/// A map with an item that stands for entries: a `[key value]` vector or list, a map, or nil.
pub(super) fn conj_to_map(
    name: &str,
    map: Map<Value, Value>,
    item: &Value,
) -> Result<Map<Value, Value>> {
    match item {
        Value::Map(entries) => {
            let entries = entries.iter();
            Ok(entries.fold(map, |map, (key, value)| {
                map.assoc(key.clone(), value.clone())
            }))
        }
        Value::Nil => Ok(map),
        Value::Vector(pair) => match (pair.len(), pair.get(0), pair.get(1)) {
            (2, Some(key), Some(value)) => Ok(map.assoc(key.clone(), value.clone())),
            _ => Err(args::wrong(name, "entries `[key value]` for a map", item)),
        },
        _ => Err(args::wrong(name, "entries `[key value]` for a map", item)),
    }
}

/// `assoc` of one key, for the function `name`.
fn assoc(name: &str, coll: Value, key: &Value, value: Value) -> Result<Value> {
    match coll {
        Value::Map(map) => Ok(Value::Map(map.assoc(key.clone(), value))),
        Value::Nil => Ok(Value::Map(Map::new().assoc(key.clone(), value))),
        Value::Vector(items) => {
            let Some(index) = args::as_idx(key) else {
                return Err(args::wrong(name, "an int as index of a vector", key));
            };
            let count = items.len();
            match position(index) {
                Some(at) if at == count => Ok(Value::Vector(items.push(value))),
                at => match at.and_then(|at| items.set(at, value)) {
                    Some(items) => Ok(Value::Vector(items)),
                    None => Err(out_of_bounds(name, index, "vector", count)),
                },
            }
        }
        other => Err(args::wrong(name, "a map or a vector", &other)),
    }
}

/// Changes what stands at the end of a path, which is given with its collection and its key. Down by `get`, up by `assoc`: no recursion, since a
/// path may be as long as memory allows.
fn along(
    name: &str,
    coll: &Value,
    path: &Vector<Value>,
    change: impl FnOnce(Option<(&Value, &Value)>, Value) -> Result<Value>,
) -> Result<Value> {
    let mut levels = Vec::with_capacity(path.len());
    let mut inner = coll.clone();
    for key in path.iter() {
        let next = access::get(&inner, key, &Value::Nil)?;
        levels.push((std::mem::replace(&mut inner, next), key));
    }
    let end = levels.last().map(|(level, key)| (level, *key));
    let mut result = change(end, inner)?;
    while let Some((level, key)) = levels.pop() {
        result = assoc(name, level, key, result)?;
    }
    Ok(result)
}

/// `(f old arg…)`, where the function stands at `index` of the arguments.
fn changed(args: &Args<'_>, index: usize, old: Value) -> Result<Value> {
    let mut values = vec![old];
    values.extend_from_slice(args.from(index + 1));
    invoke(args.value(index)?, &values)
}

#[cold]
fn unpaired(name: &str) -> Error {
    Error::new(
        ErrorKind::ArityError,
        format!("`{name}`: the last key has no value"),
    )
}

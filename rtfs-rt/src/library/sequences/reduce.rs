//! One value out of a sequence.

use std::any::Any;
use std::cmp::Ordering;

use crate::{Arity, Data, Error, ErrorKind, Map, Number, Result, Value, Vector};

use crate::vector::Item;

use super::super::LibFn;
use super::super::args::{self, Args};
use super::super::callable::or_nil;

/// The functions of this module.
pub(in super::super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["reduce"],
        sigs: &[
            "fn(b, &a) -> b, own b, seq<a> -> b",
            "fn(a, &a) -> a, seq<a> -> a as reduce_first",
        ],
        arity: Arity::between(2, 3),
        rust: "sequences::reduce",
        doc: "`(reduce f init coll)`: `(f (f (f init x1) x2) x3)` and so on. Without `init`, the first \
              element is it, and of an empty collection the result is `(f)`.",
        examples: &[
            ("(reduce + 10 [1 2 3])", "16"),
            ("(reduce + [1 2 3])", "6"),
            ("(reduce + [])", "0"),
            ("(reduce conj [] {:a 1})", "[[:a 1]]"),
        ],
        eval: |a| {
            let a = Args::new("reduce", a);
            let f = a.function(0)?;
            match a.len() {
                3 => reduce(f.step(), a.value(1)?.clone(), &a.seq(2)?.items),
                _ => match a.seq(1)?.items {
                    items if items.is_empty() => f.call(&[]),
                    items => reduce_first(f.step(), &items),
                },
            }
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["reduce-kv"],
        sigs: &[
            "fn(b, &k, &v) -> b, own b, map<k, v> -> b",
            "fn(b, idx, &a) -> b, own b, vec<a> -> b as reduce_kv_vector",
        ],
        arity: Arity::exactly(3),
        rust: "sequences::reduce_kv",
        doc: "`(reduce-kv f init m)`: like `reduce`, with a function of accumulator, key and value; over \
              a vector, of accumulator, index and element.",
        examples: &[
            ("(reduce-kv (fn [sum k v] (+ sum v)) 0 {:a 1 :b 2})", "3"),
            ("(reduce-kv + 0 [5 6])", "12"),
        ],
        eval: |a| {
            let a = Args::new("reduce-kv", a);
            let f = a.function(0)?;
            let start = a.value(1)?.clone();
            match a.value(2)? {
                Value::Vector(items) => reduce_kv_vector(
                    |acc, index, item: &Value| f.call(&[acc, Value::Int(index), item.clone()]),
                    start,
                    items,
                ),
                other => reduce_kv(
                    |acc, key: &Value, value: &Value| f.call(&[acc, key.clone(), value.clone()]),
                    start,
                    &a.as_map(other)?,
                ),
            }
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["reductions"],
        sigs: &[
            "fn(b, &a) -> b, own b, seq<a> -> same<b>",
            "fn(a, &a) -> a, seq<a> -> same<a> as reductions_first",
        ],
        arity: Arity::between(2, 3),
        rust: "sequences::reductions",
        doc: "The values that `reduce` goes through, the first and the last included. Without `init`, \
              the first element is the first; empty for an empty collection.",
        examples: &[
            ("(reductions + 0 [1 2 3])", "[0 1 3 6]"),
            ("(reductions + [1 2 3])", "[1 3 6]"),
            ("(reductions + [])", "[]"),
        ],
        eval: |a| {
            let a = Args::new("reductions", a);
            let f = a.function(0)?.step();
            let seq = a.seq(a.len() - 1)?;
            Ok(seq.kind.same(match a.len() {
                3 => reductions(f, a.value(1)?.clone(), &seq.items)?,
                _ => reductions_first(f, &seq.items)?,
            }))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["every?"],
        sigs: &["fn(&a) -> bool, seq<a> -> bool"],
        arity: Arity::exactly(2),
        rust: "sequences::every",
        doc: "Whether the predicate is true for every element. It stops at the first for which it is \
              not.",
        examples: &[
            ("(every? pos? [1 2])", "true"),
            ("(every? pos? [1 -2])", "false"),
            ("(every? pos? [])", "true"),
        ],
        eval: |a| {
            let a = Args::new("every?", a);
            Ok(Value::Bool(every(
                a.function(0)?.predicate(),
                &a.seq(1)?.items,
            )?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["some"],
        sigs: &["fn(&a) -> opt<b>, seq<a> -> opt<b>"],
        arity: Arity::exactly(2),
        rust: "sequences::some",
        doc: "The first result of the function that is neither nil nor false, or nil.",
        examples: &[
            ("(some even? [1 2 3])", "true"),
            ("(some even? [1 3])", "nil"),
            ("(some :a [{} {:a 7}])", "7"),
            ("(some #{2 3} [1 2])", "2"),
        ],
        eval: |a| {
            let a = Args::new("some", a);
            Ok(or_nil(some(a.function(0)?.optional(), &a.seq(1)?.items)?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["not-any?"],
        sigs: &["fn(&a) -> bool, seq<a> -> bool"],
        arity: Arity::exactly(2),
        rust: "sequences::not_any",
        doc: "Whether the predicate is true for no element.",
        examples: &[
            ("(not-any? even? [1 3])", "true"),
            ("(not-any? even? [1 2])", "false"),
        ],
        eval: |a| {
            let a = Args::new("not-any?", a);
            Ok(Value::Bool(not_any(
                a.function(0)?.predicate(),
                &a.seq(1)?.items,
            )?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["not-every?"],
        sigs: &["fn(&a) -> bool, seq<a> -> bool"],
        arity: Arity::exactly(2),
        rust: "sequences::not_every",
        doc: "Whether the predicate is false for some element.",
        examples: &[
            ("(not-every? even? [1 2])", "true"),
            ("(not-every? even? [])", "false"),
        ],
        eval: |a| {
            let a = Args::new("not-every?", a);
            Ok(Value::Bool(not_every(
                a.function(0)?.predicate(),
                &a.seq(1)?.items,
            )?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["max-key"],
        sigs: &["fn(&a) -> number, own a, a... -> a"],
        arity: Arity::at_least(2),
        rust: "sequences::max_key",
        doc: "`(max-key f x y…)`: the argument for which the function gives the largest number; the last \
              of several.",
        examples: &[
            ("(max-key count [1] [1 2] [3 4])", "[3 4]"),
            ("(max-key - 1 2)", "1"),
        ],
        eval: |a| {
            let a = Args::new("max-key", a);
            max_key(
                key_of("max-key", a.function(0)?),
                a.value(1)?.clone(),
                a.from(2),
            )
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["min-key"],
        sigs: &["fn(&a) -> number, own a, a... -> a"],
        arity: Arity::at_least(2),
        rust: "sequences::min_key",
        doc: "`(min-key f x y…)`: the argument for which the function gives the smallest number; the \
              last of several.",
        examples: &[("(min-key count [1 2] [3] [4])", "[4]")],
        eval: |a| {
            let a = Args::new("min-key", a);
            min_key(
                key_of("min-key", a.function(0)?),
                a.value(1)?.clone(),
                a.from(2),
            )
        },
        ..LibFn::TYPED
    },
];

/// `reduce` with an initial value.
pub fn reduce<A: Data, B: Data>(
    mut f: impl FnMut(B, &A) -> Result<B>,
    start: B,
    items: &Vector<A>,
) -> Result<B> {
    let mut acc = start;
    for item in items.items() {
        acc = f(acc, &item)?;
    }
    Ok(acc)
}

/// `reduce` that begins with the first element; `:arity-error` if there is none, since a function
/// that is known to take two arguments cannot be called with none.
pub fn reduce_first<A: Data>(
    mut f: impl FnMut(A, &A) -> Result<A>,
    items: &Vector<A>,
) -> Result<A> {
    let mut rest = items.items();
    let mut acc = rest.next().map(Item::into_owned).ok_or_else(no_start)?;
    for item in rest {
        acc = f(acc, &item)?;
    }
    Ok(acc)
}

/// `reduce-kv` over a map.
pub fn reduce_kv<K: Data, V: Data, B: Data>(
    mut f: impl FnMut(B, &K, &V) -> Result<B>,
    start: B,
    map: &Map<K, V>,
) -> Result<B> {
    let mut acc = start;
    for (key, value) in map.iter() {
        acc = f(acc, key, value)?;
    }
    Ok(acc)
}

/// `reduce-kv` over a vector.
pub fn reduce_kv_vector<A: Data, B: Data>(
    mut f: impl FnMut(B, i64, &A) -> Result<B>,
    start: B,
    items: &Vector<A>,
) -> Result<B> {
    let mut acc = start;
    for (index, item) in (0..).zip(items.items()) {
        acc = f(acc, index, &item)?;
    }
    Ok(acc)
}

/// `reductions` with an initial value.
pub fn reductions<A: Data, B: Data>(
    mut f: impl FnMut(B, &A) -> Result<B>,
    start: B,
    items: &Vector<A>,
) -> Result<Vector<B>> {
    let mut all = Vec::with_capacity(items.len() + 1);
    let mut acc = start;
    for item in items.items() {
        all.push(acc.clone());
        acc = f(acc, &item)?;
    }
    all.push(acc);
    Ok(Vector::from_vec(all))
}

/// `reductions` that begins with the first element.
pub fn reductions_first<A: Data>(
    f: impl FnMut(A, &A) -> Result<A>,
    items: &Vector<A>,
) -> Result<Vector<A>> {
    match items.value(0) {
        Some(first) => reductions(f, first, &super::drop(1, items)),
        None => Ok(Vector::new()),
    }
}

/// `every?`.
pub fn every<A: Data>(mut f: impl FnMut(&A) -> Result<bool>, items: &Vector<A>) -> Result<bool> {
    for item in items.items() {
        if !f(&item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `some`.
pub fn some<A: Data, B: Data>(
    mut f: impl FnMut(&A) -> Result<Option<B>>,
    items: &Vector<A>,
) -> Result<Option<B>> {
    for item in items.items() {
        if let Some(found) = f(&item)?.filter(counts) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// `not-any?`.
pub fn not_any<A: Data>(mut f: impl FnMut(&A) -> Result<bool>, items: &Vector<A>) -> Result<bool> {
    every(|item| f(item).map(|holds| !holds), items)
}

/// `not-every?`.
pub fn not_every<A: Data>(f: impl FnMut(&A) -> Result<bool>, items: &Vector<A>) -> Result<bool> {
    every(f, items).map(|all| !all)
}

/// `max-key`.
pub fn max_key<A: Data>(f: impl FnMut(&A) -> Result<Number>, first: A, others: &[A]) -> Result<A> {
    extreme(f, first, others, Ordering::Less)
}

/// `min-key`.
pub fn min_key<A: Data>(f: impl FnMut(&A) -> Result<Number>, first: A, others: &[A]) -> Result<A> {
    extreme(f, first, others, Ordering::Greater)
}

/// Of several with the best key the last, as in Clojure; `worse` is how a worse key compares.
fn extreme<A: Data>(
    mut f: impl FnMut(&A) -> Result<Number>,
    first: A,
    others: &[A],
    worse: Ordering,
) -> Result<A> {
    let mut best = &first;
    if others.is_empty() {
        return Ok(first);
    }
    let mut best_key = f(best)?;
    for other in others {
        let key = f(other)?;
        let order = best_key.partial_cmp(&key);
        if order == Some(worse) || order == Some(Ordering::Equal) {
            best = other;
            best_key = key;
        }
    }
    Ok(best.clone())
}

/// Whether a result that is not nil counts as true. The types are known when this is compiled for
/// `B`, so that no test is left but the one of a bool or a dynamic value.
fn counts<B: Data>(found: &B) -> bool {
    let found: &dyn Any = found;
    match (found.downcast_ref::<bool>(), found.downcast_ref::<Value>()) {
        (Some(found), _) => *found,
        (_, Some(found)) => found.is_truthy(),
        _ => true,
    }
}

fn key_of<'a>(
    name: &'static str,
    f: super::super::callable::Callable<'a>,
) -> impl FnMut(&Value) -> Result<Number> + 'a {
    move |x| args::as_number(name, &f.call(std::slice::from_ref(x))?)
}

#[cold]
fn no_start() -> Error {
    let message = "`reduce` of an empty collection needs an initial value";
    Error::new(ErrorKind::ArityError, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_go_from_the_left_and_stop_at_an_error() {
        let items = Vector::from_vec(vec![1i64, 2, 3]);
        let digits = reduce(|acc: i64, x| Ok(acc * 10 + x), 0, &items).unwrap();
        assert_eq!(digits, 123);
        let mut seen = 0;
        let failed = reduce(
            |acc: i64, x| {
                seen += 1;
                if *x == 2 { Err(no_start()) } else { Ok(acc) }
            },
            0,
            &items,
        );
        assert_eq!((failed.is_err(), seen), (true, 2));
    }

    #[test]
    fn nothing_to_begin_with() {
        let error = reduce_first(|acc: i64, _| Ok(acc), &Vector::new()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ArityError);
    }

    #[test]
    fn a_false_result_is_no_finding() {
        let items = Vector::from_vec(vec![1i64, 2]);
        assert_eq!(some(|x| Ok(Some(*x == 2)), &items).unwrap(), Some(true));
        assert_eq!(some(|x| Ok(Some(*x == 3)), &items).unwrap(), None);
        assert_eq!(
            some(|_| Ok(Some(Value::Bool(false))), &items).unwrap(),
            None
        );
        assert_eq!(some(|x| Ok(Some(x - 1)), &items).unwrap(), Some(0));
    }
}

//! Sorting: stable, and safe with any comparator.
//!
//! A comparator written in RTFS may fail, and may contradict itself, which the sorts of the Rust
//! library answer with a panic. So the general case is a merge sort of our own, which asks for each
//! pair once, stops at the first error, and gives some order if there is no right one. Ints,
//! floats and strings of one static type need no comparator and go to the library's sorts.

use std::any::Any;
use std::cmp::Ordering;

use crate::{Arity, Data, Int, Result, Str, Value, Vector};

use super::super::LibFn;
use super::super::args::Args;

/// The functions of this module.
pub(in super::super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["sort"],
        sigs: &[
            "own seq<a> -> same<a>",
            "fn(&a, &a) -> b, own seq<a> -> same<a> as sort_with",
        ],
        arity: Arity::between(1, 2),
        rust: "sequences::sort",
        fallible: true,
        doc: "The elements in the order of `compare`, or of a comparator: a function of two that says \
              whether the first comes before the second, or gives a number below 0 if it does. Elements \
              that compare equal keep their order. `:type-error` if two cannot be compared.",
        examples: &[
            ("(sort [3 1 2])", "[1 2 3]"),
            ("(sort > [3 1 2])", "[3 2 1]"),
            ("(sort compare [\"b\" \"a\"])", "[\"a\" \"b\"]"),
            ("(sort [1 0.5 nil])", "[nil 0.5 1]"),
            ("(sort (list 2 1))", "(list 1 2)"),
        ],
        eval: |a| {
            let a = Args::new("sort", a);
            let seq = a.seq(a.len() - 1)?;
            Ok(seq.kind.same(match a.len() {
                1 => sort(seq.items)?,
                _ => sort_with(a.function(0)?.two(), seq.items)?,
            }))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["sort-by"],
        sigs: &[
            "fn(&a) -> b, own seq<a> -> same<a>",
            "fn(&a) -> b, fn(&b, &b) -> c, own seq<a> -> same<a> as sort_by_with",
        ],
        arity: Arity::between(2, 3),
        rust: "sequences::sort_by",
        fallible: true,
        doc: "`(sort-by f coll)`, `(sort-by f comparator coll)`: the elements in the order of what the \
              function gives for them, which is asked once for each. Otherwise like `sort`.",
        examples: &[
            ("(sort-by count [[1 2] [] [3]])", "[[] [3] [1 2]]"),
            ("(sort-by - > [2 1 3])", "[1 2 3]"),
        ],
        eval: |a| {
            let a = Args::new("sort-by", a);
            let seq = a.seq(a.len() - 1)?;
            let key = a.function(0)?.one();
            Ok(seq.kind.same(match a.len() {
                2 => sort_by(key, seq.items)?,
                _ => sort_by_with(key, a.function(1)?.two(), seq.items)?,
            }))
        },
        ..LibFn::TYPED
    },
];

/// `sort` in the order of `compare`.
pub fn sort<A: Data>(items: Vector<A>) -> Result<Vector<A>> {
    let mut items = items.into_vec();
    if !sort_plain(&mut items) {
        items = merge_sort(items, |x, y| Ok(x.order(y)? != Ordering::Greater))?;
    }
    Ok(Vector::from_vec(items))
}

/// `sort` with a comparator.
pub fn sort_with<A: Data, B: Data>(
    mut f: impl FnMut(&A, &A) -> Result<B>,
    items: Vector<A>,
) -> Result<Vector<A>> {
    let sorted = merge_sort(items.into_vec(), |x, y| Ok(!before(f(y, x)?)?))?;
    Ok(Vector::from_vec(sorted))
}

/// `sort-by` in the order of `compare`.
pub fn sort_by<A: Data, B: Data>(
    key: impl FnMut(&A) -> Result<B>,
    items: Vector<A>,
) -> Result<Vector<A>> {
    by_key(key, items, |x, y| Ok(x.order(y)? != Ordering::Greater))
}

/// `sort-by` with a comparator.
pub fn sort_by_with<A: Data, B: Data, C: Data>(
    key: impl FnMut(&A) -> Result<B>,
    mut f: impl FnMut(&B, &B) -> Result<C>,
    items: Vector<A>,
) -> Result<Vector<A>> {
    by_key(key, items, |x, y| Ok(!before(f(y, x)?)?))
}

/// A stable merge sort. `in_order(x, y)` says that x, which stands before y, may stay there.
fn merge_sort<T>(
    items: Vec<T>,
    mut in_order: impl FnMut(&T, &T) -> Result<bool>,
) -> Result<Vec<T>> {
    let mut runs = natural_runs(items, &mut in_order)?;
    while runs.len() > 1 {
        let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
        let mut pending = runs.into_iter();
        while let Some(first) = pending.next() {
            merged.push(match pending.next() {
                Some(second) => merge(first, second, &mut in_order)?,
                None => first,
            });
        }
        runs = merged;
    }
    Ok(runs.pop().unwrap_or_default())
}

/// The items in runs that are in order already, short ones filled up by insertion.
fn natural_runs<T>(
    items: Vec<T>,
    in_order: &mut impl FnMut(&T, &T) -> Result<bool>,
) -> Result<Vec<Vec<T>>> {
    /// Below this, insertion is cheaper than another merge.
    const SHORT: usize = 12;
    let mut runs: Vec<Vec<T>> = Vec::new();
    let mut run: Vec<T> = Vec::new();
    for item in items {
        let mut at = run.len();
        while at > 0 && (at == run.len() || run.len() < SHORT) {
            match run.get(at - 1) {
                Some(last) if !in_order(last, &item)? => at -= 1,
                _ => break,
            }
        }
        if at < run.len() && run.len() >= SHORT {
            runs.push(std::mem::take(&mut run));
            at = 0;
        }
        run.insert(at, item);
    }
    if !run.is_empty() {
        runs.push(run);
    }
    Ok(runs)
}

fn merge<T>(
    first: Vec<T>,
    second: Vec<T>,
    in_order: &mut impl FnMut(&T, &T) -> Result<bool>,
) -> Result<Vec<T>> {
    let mut result = Vec::with_capacity(first.len() + second.len());
    let mut first = first.into_iter();
    let mut second = second.into_iter();
    while let (Some(x), Some(y)) = (first.as_slice().first(), second.as_slice().first()) {
        let next = if in_order(x, y)? {
            first.next()
        } else {
            second.next()
        };
        result.extend(next);
    }
    result.extend(first);
    result.extend(second);
    Ok(result)
}

fn by_key<A: Data, B: Data>(
    mut key: impl FnMut(&A) -> Result<B>,
    items: Vector<A>,
    mut in_order: impl FnMut(&B, &B) -> Result<bool>,
) -> Result<Vector<A>> {
    let mut keyed = Vec::with_capacity(items.len());
    for item in items.into_vec() {
        keyed.push((key(&item)?, item));
    }
    let sorted = merge_sort(keyed, |(x, _), (y, _)| in_order(x, y))?;
    Ok(Vector::from_vec(
        sorted.into_iter().map(|(_, item)| item).collect(),
    ))
}

/// Sorts what has a total order that cannot fail; says whether it did.
fn sort_plain(items: &mut dyn Any) -> bool {
    if let Some(ints) = items.downcast_mut::<Vec<Int>>() {
        ints.sort();
    } else if let Some(ints) = items.downcast_mut::<Vec<i64>>() {
        ints.sort_unstable();
    } else if let Some(texts) = items.downcast_mut::<Vec<Str>>() {
        texts.sort_by(|x, y| x.as_str().cmp(y.as_str()));
    } else if let Some(floats) = items.downcast_mut::<Vec<f64>>() {
        if floats.iter().any(|x| x.is_nan()) {
            return false;
        }
        floats.sort_by(|x, y| x.partial_cmp(y).unwrap_or(Ordering::Equal));
    } else if let Some(values) = items.downcast_mut::<Vec<Value>>() {
        return sort_values(values);
    } else {
        return false;
    }
    true
}

/// Sorts dynamic values that are all small ints or all strings; says whether they were.
fn sort_values(values: &mut [Value]) -> bool {
    if values.iter().all(|value| matches!(value, Value::Int(_))) {
        values.sort_by_key(|value| if let Value::Int(n) = value { *n } else { 0 });
    } else if values.iter().all(|value| matches!(value, Value::Str(_))) {
        values.sort_by(|x, y| match (x, y) {
            (Value::Str(x), Value::Str(y)) => x.as_str().cmp(y.as_str()),
            _ => Ordering::Equal,
        });
    } else {
        return false;
    }
    true
}

/// Whether a comparator's result says that its first argument comes before its second.
fn before<B: Data>(result: B) -> Result<bool> {
    match result.into_value() {
        Value::Bool(before) => Ok(before),
        Value::Int(order) => Ok(order < 0),
        Value::Float(order) => Ok(order < 0.0),
        Value::Nil => Ok(false),
        other => {
            let expected = "a comparator that gives a bool or a number";
            match super::super::args::as_number("sort", &other) {
                Ok(order) => Ok(order.to_f64() < 0.0),
                Err(_) => Err(super::super::args::wrong("sort", expected, &other)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Error, ErrorKind};

    proptest! {
        #[test]
        fn merge_sort_is_a_stable_sort(items in prop::collection::vec((0u8..20, any::<u8>()), 0..200)) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            let sorted = merge_sort(items, |(x, _), (y, _)| Ok(x <= y)).unwrap();
            prop_assert_eq!(sorted, expected);
        }

        #[test]
        fn every_representation_sorts_alike(mut items: Vec<i64>) {
            let ints = Vector::from_vec(items.iter().copied().map(Int::from).collect());
            let values = Vector::from_vec(items.iter().copied().map(Value::Int).collect());
            let sorted_ints = sort(ints).unwrap().into_vec();
            let sorted_values = sort(values.clone()).unwrap().into_vec();
            let compared = sort_with(|x: &Value, y: &Value| Ok(x.order(y)? == Ordering::Less), values);
            items.sort_unstable();
            prop_assert_eq!(&sorted_ints, &items.iter().copied().map(Int::from).collect::<Vec<_>>());
            prop_assert_eq!(&sorted_values, &items.iter().copied().map(Value::Int).collect::<Vec<_>>());
            prop_assert_eq!(compared.unwrap().into_vec(), sorted_values);
        }

        #[test]
        fn a_contradictory_comparator_gives_some_order(items in prop::collection::vec(0i64..9, 0..300), seed: u64) {
            let mut state = seed;
            let answer = move |_: &i64, _: &i64| {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                Ok(state >> 63 == 1)
            };
            let mut sorted = sort_with(answer, Vector::from_vec(items.clone())).unwrap().into_vec();
            let mut expected = items;
            sorted.sort_unstable();
            expected.sort_unstable();
            prop_assert_eq!(sorted, expected);
        }
    }

    #[test]
    fn an_error_of_the_comparator_comes_out() {
        let fail = |_: &i64, _: &i64| -> Result<bool> { Err(Error::new(ErrorKind::Thrown, "no")) };
        let error = sort_with(fail, Vector::from_vec(vec![1, 2])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Thrown);
        let text = |_: &i64, _: &i64| Ok(Str::from("x"));
        let error = sort_with(text, Vector::from_vec(vec![1, 2])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TypeError);
    }
}

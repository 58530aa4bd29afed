//! One sequence into another, element by element.

use crate::{Arity, Data, Result, Value, Vector};

use super::super::LibFn;
use super::super::args::Args;

/// The functions of this module.
pub(in super::super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["map"],
        sigs: &[
            "fn(&a) -> b, seq<a> -> same<b>",
            "fn(&a, &b) -> c, seq<a>, seq<b> -> same<c> as map_2",
            "fn(&a, &b, &c) -> k, seq<a>, seq<b>, seq<c> -> same<k> as map_3",
        ],
        arity: Arity::at_least(2),
        rust: "sequences::map",
        doc: "The results of the function for each element; of several sequences for the first \
              elements, the second elements and so on, until one ends.",
        examples: &[
            ("(map inc [1 2])", "[2 3]"),
            ("(map + [1 2 3] [10 20])", "[11 22]"),
            ("(map vector [1] [2] [3])", "[[1 2 3]]"),
            ("(map + [1] [2] [3] [4])", "[10]"),
            ("(list? (map inc (list 1)))", "true"),
            ("(map key {:a 1})", "[:a]"),
        ],
        eval: |a| mapped("map", a, |kind, items| kind.same(items)),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["mapv"],
        sigs: &[
            "fn(&a) -> b, seq<a> -> vec<b>",
            "fn(&a, &b) -> c, seq<a>, seq<b> -> vec<c> as map_2",
            "fn(&a, &b, &c) -> k, seq<a>, seq<b>, seq<c> -> vec<k> as map_3",
        ],
        arity: Arity::at_least(2),
        rust: "sequences::map",
        doc: "Like `map`, and always a vector.",
        examples: &[("(vector? (mapv inc (list 1)))", "true")],
        eval: |a| mapped("mapv", a, |_, items| Value::Vector(items)),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["map-indexed"],
        sigs: &["fn(idx, &a) -> b, seq<a> -> same<b>"],
        arity: Arity::exactly(2),
        rust: "sequences::map_indexed",
        doc: "The results of the function for each index and element.",
        examples: &[("(map-indexed vector [:a :b])", "[[0 :a] [1 :b]]")],
        eval: |a| {
            let a = Args::new("map-indexed", a);
            let seq = a.seq(1)?;
            Ok(seq
                .kind
                .same(map_indexed(a.function(0)?.indexed(), &seq.items)?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["mapcat"],
        sigs: &[
            "fn(&a) -> seq<b>, seq<a> -> same<b>",
            "fn(&a, &b) -> seq<c>, seq<a>, seq<b> -> same<c> as mapcat_2",
        ],
        arity: Arity::at_least(2),
        rust: "sequences::mapcat",
        doc: "The results of the function, each a sequence, put together.",
        examples: &[
            ("(mapcat reverse [[1 2] [3]])", "[2 1 3]"),
            ("(mapcat list [1 2] [3 4])", "[1 3 2 4]"),
        ],
        eval: |a| {
            let parts = mapped("mapcat", a, |_, items| Value::Vector(items))?;
            let a = Args::new("mapcat", a);
            let kind = a.seq(1)?.kind;
            let mut result = Vec::new();
            for part in a.as_seq(&parts)?.items.iter() {
                result.extend(a.as_seq(part)?.items.iter().cloned());
            }
            Ok(kind.same(Vector::from_vec(result)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["filter"],
        sigs: &["fn(&a) -> bool, seq<a> -> same<a>"],
        arity: Arity::exactly(2),
        rust: "sequences::filter",
        doc: "The elements for which the predicate is true.",
        examples: &[
            ("(filter odd? [1 2 3])", "[1 3]"),
            ("(filter odd? nil)", "[]"),
        ],
        eval: |a| {
            let a = Args::new("filter", a);
            let seq = a.seq(1)?;
            Ok(seq
                .kind
                .same(filter(a.function(0)?.predicate(), &seq.items)?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["filterv"],
        sigs: &["fn(&a) -> bool, seq<a> -> vec<a>"],
        arity: Arity::exactly(2),
        rust: "sequences::filter",
        doc: "Like `filter`, and always a vector.",
        examples: &[("(filterv odd? (list 1 2 3))", "[1 3]")],
        eval: |a| {
            let a = Args::new("filterv", a);
            Ok(Value::Vector(filter(
                a.function(0)?.predicate(),
                &a.seq(1)?.items,
            )?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["remove"],
        sigs: &["fn(&a) -> bool, seq<a> -> same<a>"],
        arity: Arity::exactly(2),
        rust: "sequences::remove",
        doc: "The elements for which the predicate is false.",
        examples: &[("(remove odd? [1 2 3])", "[2]")],
        eval: |a| {
            let a = Args::new("remove", a);
            let seq = a.seq(1)?;
            Ok(seq
                .kind
                .same(remove(a.function(0)?.predicate(), &seq.items)?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["keep"],
        sigs: &["fn(&a) -> opt<b>, seq<a> -> same<b>"],
        arity: Arity::exactly(2),
        rust: "sequences::keep",
        doc: "The results of the function that are not nil (false is kept).",
        examples: &[("(keep :a [{:a 1} {} {:a false}])", "[1 false]")],
        eval: |a| {
            let a = Args::new("keep", a);
            let seq = a.seq(1)?;
            Ok(seq.kind.same(keep(a.function(0)?.optional(), &seq.items)?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["keep-indexed"],
        sigs: &["fn(idx, &a) -> opt<b>, seq<a> -> same<b>"],
        arity: Arity::exactly(2),
        rust: "sequences::keep_indexed",
        doc: "The results of the function for each index and element that are not nil.",
        examples: &[(
            "(keep-indexed (fn [i x] (get [:a nil :c] i)) [7 8 9])",
            "[:a :c]",
        )],
        eval: |a| {
            let a = Args::new("keep-indexed", a);
            let seq = a.seq(1)?;
            let mut f = a.function(0)?.indexed();
            let f = |index, x: &Value| f(index, x).map(super::super::callable::some);
            Ok(seq.kind.same(keep_indexed(f, &seq.items)?))
        },
        ..LibFn::TYPED
    },
];

/// `map` over one sequence.
pub fn map<A: Data, B: Data>(
    mut f: impl FnMut(&A) -> Result<B>,
    items: &Vector<A>,
) -> Result<Vector<B>> {
    let mut result = Vec::with_capacity(items.len());
    for item in items.items() {
        result.push(f(&item)?);
    }
    Ok(Vector::from_vec(result))
}

/// `map` over two sequences.
pub fn map_2<A: Data, B: Data, C: Data>(
    mut f: impl FnMut(&A, &B) -> Result<C>,
    first: &Vector<A>,
    second: &Vector<B>,
) -> Result<Vector<C>> {
    let mut result = Vec::with_capacity(first.len().min(second.len()));
    for (x, y) in first.items().zip(second.items()) {
        result.push(f(&x, &y)?);
    }
    Ok(Vector::from_vec(result))
}

/// `map` over three sequences.
pub fn map_3<A: Data, B: Data, C: Data, K: Data>(
    mut f: impl FnMut(&A, &B, &C) -> Result<K>,
    first: &Vector<A>,
    second: &Vector<B>,
    third: &Vector<C>,
) -> Result<Vector<K>> {
    let mut result = Vec::with_capacity(first.len().min(second.len()).min(third.len()));
    for ((x, y), z) in first.items().zip(second.items()).zip(third.items()) {
        result.push(f(&x, &y, &z)?);
    }
    Ok(Vector::from_vec(result))
}

/// `map-indexed`.
pub fn map_indexed<A: Data, B: Data>(
    mut f: impl FnMut(i64, &A) -> Result<B>,
    items: &Vector<A>,
) -> Result<Vector<B>> {
    let mut result = Vec::with_capacity(items.len());
    for (index, item) in (0..).zip(items.items()) {
        result.push(f(index, &item)?);
    }
    Ok(Vector::from_vec(result))
}

/// `mapcat` over one sequence.
pub fn mapcat<A: Data, B: Data>(
    mut f: impl FnMut(&A) -> Result<Vector<B>>,
    items: &Vector<A>,
) -> Result<Vector<B>> {
    let mut result = Vec::with_capacity(items.len());
    for item in items.items() {
        result.extend(f(&item)?);
    }
    Ok(Vector::from_vec(result))
}

/// `mapcat` over two sequences.
pub fn mapcat_2<A: Data, B: Data, C: Data>(
    mut f: impl FnMut(&A, &B) -> Result<Vector<C>>,
    first: &Vector<A>,
    second: &Vector<B>,
) -> Result<Vector<C>> {
    let mut result = Vec::with_capacity(first.len().min(second.len()));
    for (x, y) in first.items().zip(second.items()) {
        result.extend(f(&x, &y)?);
    }
    Ok(Vector::from_vec(result))
}

/// `filter`.
pub fn filter<A: Data>(
    mut keep: impl FnMut(&A) -> Result<bool>,
    items: &Vector<A>,
) -> Result<Vector<A>> {
    let mut result = Vec::new();
    for item in items.items() {
        if keep(&item)? {
            result.push(item.clone());
        }
    }
    Ok(Vector::from_vec(result))
}

/// `remove`.
pub fn remove<A: Data>(
    mut drop: impl FnMut(&A) -> Result<bool>,
    items: &Vector<A>,
) -> Result<Vector<A>> {
    filter(|item| drop(item).map(|drop| !drop), items)
}

/// `keep`.
pub fn keep<A: Data, B: Data>(
    mut f: impl FnMut(&A) -> Result<Option<B>>,
    items: &Vector<A>,
) -> Result<Vector<B>> {
    keep_indexed(|_, item| f(item), items)
}

/// `keep-indexed`.
pub fn keep_indexed<A: Data, B: Data>(
    mut f: impl FnMut(i64, &A) -> Result<Option<B>>,
    items: &Vector<A>,
) -> Result<Vector<B>> {
    let mut result = Vec::new();
    for (index, item) in (0..).zip(items.items()) {
        result.extend(f(index, &item)?);
    }
    Ok(Vector::from_vec(result))
}

/// `map` over any number of sequences; `rebuild` gives the result its kind.
fn mapped(
    name: &'static str,
    args: &[Value],
    rebuild: fn(super::super::kind::Kind, Vector<Value>) -> Value,
) -> Result<Value> {
    let args = Args::new(name, args);
    let f = args.function(0)?;
    let seqs = args.seqs(1)?;
    let (kind, items) = match seqs.as_slice() {
        [one] => (one.kind, map(f.one(), &one.items)?),
        [one, two] => (one.kind, map_2(f.two(), &one.items, &two.items)?),
        [one, two, three] => (
            one.kind,
            map_3(f.three(), &one.items, &two.items, &three.items)?,
        ),
        _ => {
            let count = seqs.iter().map(|seq| seq.items.len()).min().unwrap_or(0);
            let mut columns: Vec<_> = seqs.iter().map(|seq| seq.items.iter()).collect();
            let mut result = Vec::with_capacity(count);
            for _ in 0..count {
                let row: Vec<Value> = columns
                    .iter_mut()
                    .filter_map(|c| c.next().cloned())
                    .collect();
                result.push(f.call(&row)?);
            }
            (args.seq(1)?.kind, Vector::from_vec(result))
        }
    };
    Ok(rebuild(kind, items))
}

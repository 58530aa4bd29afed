//! Sequences sorted into groups, cut into pieces, woven together, or rid of repetitions.

use crate::{Arity, Data, Error, ErrorKind, Int, Map, Result, Set, Value, Vector};

use super::super::LibFn;
use super::super::args::Args;

/// The functions of this module.
pub(in super::super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["distinct"],
        sigs: &["seq<a> -> same<a>"],
        rust: "sequences::distinct",
        doc: "The elements without repetitions, each where it first stood.",
        examples: &[
            ("(distinct [1 2 1 3 2])", "[1 2 3]"),
            ("(distinct \"abca\")", "[\"a\" \"b\" \"c\"]"),
        ],
        eval: |a| {
            let seq = Args::new("distinct", a).seq(0)?;
            Ok(seq.kind.same(distinct(&seq.items)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["dedupe"],
        sigs: &["seq<a> -> same<a>"],
        rust: "sequences::dedupe",
        doc: "The elements without those that equal the one before them.",
        examples: &[("(dedupe [1 1 2 2 1])", "[1 2 1]")],
        eval: |a| {
            let seq = Args::new("dedupe", a).seq(0)?;
            Ok(seq.kind.same(dedupe(&seq.items)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["group-by"],
        sigs: &["fn(&a) -> k, seq<a> -> map<k, vec<a>>"],
        arity: Arity::exactly(2),
        rust: "sequences::group_by",
        doc: "A map from each result of the function to the vector of the elements that gave it, in \
              order.",
        examples: &[
            ("(group-by odd? [1 2 3])", "{true [1 3] false [2]}"),
            ("(group-by count nil)", "{}"),
        ],
        eval: |a| {
            let a = Args::new("group-by", a);
            let put = |group: Option<Value>, item: &Value| match group {
                Some(Value::Vector(group)) => Value::Vector(group.push(item.clone())),
                _ => Value::Vector(Vector::from([item.clone()])),
            };
            let groups = grouped(a.function(0)?.one(), &a.seq(1)?.items, put)?;
            Ok(Value::Map(groups))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["frequencies"],
        sigs: &["seq<a> -> map<a, int>"],
        rust: "sequences::frequencies",
        doc: "A map from each element to how often it occurs.",
        examples: &[("(frequencies \"abca\")", "{\"a\" 2 \"b\" 1 \"c\" 1}")],
        eval: |a| {
            let more = |count: Option<Value>| match count {
                Some(Value::Int(count)) => Value::Int(count + 1),
                _ => Value::Int(1),
            };
            let seq = Args::new("frequencies", a).seq(0)?;
            Ok(Value::Map(counted(&seq.items, more)?))
        },
        fallible: true,
        ..LibFn::TYPED
    },
    LibFn {
        names: &["partition"],
        sigs: &[
            "idx, seq<a> -> same<vec<a>>",
            "idx, idx, seq<a> -> same<vec<a>> as partition_step",
            "idx, idx, seq<a>, seq<a> -> same<vec<a>> as partition_pad",
        ],
        arity: Arity::between(2, 4),
        rust: "sequences::partition",
        fallible: true,
        doc: "`(partition n step pad coll)`: vectors of n elements each, beginning every `step` elements \
              (by default n). What is left at the end is dropped; with `pad` it is filled up from that \
              sequence as far as it goes. `:validation-error` unless n and step are above 0.",
        examples: &[
            ("(partition 2 [1 2 3 4 5])", "[[1 2] [3 4]]"),
            ("(partition 2 1 [1 2 3])", "[[1 2] [2 3]]"),
            ("(partition 3 3 [0] [1 2 3 4])", "[[1 2 3] [4 0]]"),
        ],
        eval: |a| {
            let a = Args::new("partition", a);
            let seq = a.seq(a.len() - 1)?;
            let items = &seq.items;
            let parts = match a.len() {
                2 => partition(a.idx(0)?, items)?,
                3 => partition_step(a.idx(0)?, a.idx(1)?, items)?,
                _ => partition_pad(a.idx(0)?, a.idx(1)?, &a.seq(2)?.items, items)?,
            };
            Ok(seq.kind.same(nested(parts)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["partition-all"],
        sigs: &[
            "idx, seq<a> -> same<vec<a>>",
            "idx, idx, seq<a> -> same<vec<a>> as partition_all_step",
        ],
        arity: Arity::between(2, 3),
        rust: "sequences::partition_all",
        fallible: true,
        doc: "`(partition-all n step coll)`: like `partition`, and shorter vectors at the end are kept.",
        examples: &[
            ("(partition-all 2 [1 2 3])", "[[1 2] [3]]"),
            ("(partition-all 2 1 [1 2 3])", "[[1 2] [2 3] [3]]"),
        ],
        eval: |a| {
            let a = Args::new("partition-all", a);
            let seq = a.seq(a.len() - 1)?;
            let parts = match a.len() {
                2 => partition_all(a.idx(0)?, &seq.items)?,
                _ => partition_all_step(a.idx(0)?, a.idx(1)?, &seq.items)?,
            };
            Ok(seq.kind.same(nested(parts)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["partition-by"],
        sigs: &["fn(&a) -> b, seq<a> -> same<vec<a>>"],
        arity: Arity::exactly(2),
        rust: "sequences::partition_by",
        doc: "Vectors of consecutive elements for which the function gives the same.",
        examples: &[
            ("(partition-by odd? [1 3 2 5])", "[[1 3] [2] [5]]"),
            ("(partition-by odd? [])", "[]"),
        ],
        eval: |a| {
            let a = Args::new("partition-by", a);
            let seq = a.seq(1)?;
            Ok(seq
                .kind
                .same(nested(partition_by(a.function(0)?.one(), &seq.items)?)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["interleave"],
        sigs: &["seq<a>... -> same<a>"],
        arity: Arity::ANY,
        rust: "sequences::interleave",
        doc: "The first elements of all the sequences, then the second ones and so on, until one ends.",
        examples: &[
            ("(interleave [1 2 3] [:a :b])", "[1 :a 2 :b]"),
            ("(interleave)", "[]"),
        ],
        eval: |a| {
            let a = Args::new("interleave", a);
            let seqs = a.seqs(0)?;
            let parts: Vec<Vector<Value>> = seqs.iter().map(|seq| seq.items.clone()).collect();
            let woven = interleave(&parts);
            Ok(match seqs.first() {
                Some(first) => first.kind.same(woven),
                None => Value::Vector(woven),
            })
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["interpose"],
        sigs: &["a, seq<a> -> same<a>"],
        arity: Arity::exactly(2),
        rust: "sequences::interpose",
        doc: "The elements with a separator between them.",
        examples: &[
            ("(interpose 0 [1 2 3])", "[1 0 2 0 3]"),
            ("(interpose 0 [])", "[]"),
        ],
        eval: |a| {
            let a = Args::new("interpose", a);
            let seq = a.seq(1)?;
            Ok(seq.kind.same(interpose(a.value(0)?, &seq.items)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["zip"],
        sigs: &[
            "seq<a>, seq<b> -> same<tup<a, b>>",
            "seq<a>, seq<b>, seq<c> -> same<tup<a, b, c>> as zip_3",
        ],
        arity: Arity::at_least(1),
        rust: "sequences::zip",
        doc: "Vectors of the first elements of all the sequences, of the second ones and so on, until \
              one ends.",
        examples: &[
            ("(zip [1 2] [:a :b :c])", "[[1 :a] [2 :b]]"),
            ("(zip [1])", "[[1]]"),
        ],
        eval: |a| {
            let a = Args::new("zip", a);
            let seqs = a.seqs(0)?;
            let count = seqs.iter().map(|seq| seq.items.len()).min().unwrap_or(0);
            let mut columns: Vec<_> = seqs.iter().map(|seq| seq.items.iter()).collect();
            let mut rows = Vec::with_capacity(count);
            for _ in 0..count {
                let row: Vector<Value> = columns
                    .iter_mut()
                    .filter_map(|c| c.next().cloned())
                    .collect();
                rows.push(Value::Vector(row));
            }
            Ok(a.seq(0)?.kind.same(Vector::from_vec(rows)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["zipmap"],
        sigs: &["seq<k>, seq<v> -> map<k, v>"],
        arity: Arity::exactly(2),
        rust: "sequences::zipmap",
        doc: "A map from the elements of the first sequence to those of the second, until one ends.",
        examples: &[("(zipmap [:a :b] [1 2 3])", "{:a 1 :b 2}")],
        eval: |a| {
            let a = Args::new("zipmap", a);
            Ok(Value::Map(zipmap(&a.seq(0)?.items, &a.seq(1)?.items)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["flatten"],
        sigs: &["seq<any> -> same<any>"],
        rust: "sequences::flatten",
        doc: "The elements of vectors and lists nested at any depth, in order. Maps, sets and strings \
              in it are elements.",
        examples: &[
            (
                "(flatten [1 [2 (list 3 [4])] {:a [5]}])",
                "[1 2 3 4 {:a [5]}]",
            ),
            ("(flatten nil)", "[]"),
        ],
        eval: |a| {
            let seq = Args::new("flatten", a).seq(0)?;
            Ok(seq.kind.same(flatten(&seq.items)))
        },
        ..LibFn::TYPED
    },
];

/// `distinct`.
pub fn distinct<A: Data>(items: &Vector<A>) -> Vector<A> {
    let mut seen = Set::new();
    let mut result = Vec::new();
    for item in items.items() {
        if seen.insert(item.clone()) {
            result.push(item.clone());
        }
    }
    Vector::from_vec(result)
}

/// `dedupe`.
pub fn dedupe<A: Data>(items: &Vector<A>) -> Vector<A> {
    let mut result: Vec<A> = Vec::new();
    for item in items.items() {
        if !result.last().is_some_and(|last| last.same(&item)) {
            result.push(item.clone());
        }
    }
    Vector::from_vec(result)
}

/// `group-by`.
pub fn group_by<A: Data, K: Data>(
    f: impl FnMut(&A) -> Result<K>,
    items: &Vector<A>,
) -> Result<Map<K, Vector<A>>> {
    grouped(f, items, |group: Option<Vector<A>>, item: &A| {
        group.unwrap_or_default().push(item.clone())
    })
}

/// `frequencies`.
pub fn frequencies<A: Data>(items: &Vector<A>) -> Result<Map<A, Int>> {
    counted(items, |count: Option<Int>| count.unwrap_or_default().inc())
}

/// The elements in groups, under what the function gives for them. How a group is held is `put`'s, which adds one.
fn grouped<A: Data, K: Data, G: Data>(
    mut f: impl FnMut(&A) -> Result<K>,
    items: &Vector<A>,
    put: impl Fn(Option<G>, &A) -> G,
) -> Result<Map<K, G>> {
    let mut groups: Map<K, G> = Map::new();
    for item in items.items() {
        let key = f(&item)?;
        groups.update(key, |group| Ok(put(group, &item)))?;
    }
    Ok(groups)
}

/// How often each element occurs. How a count is held is `more`'s, which adds one.
fn counted<A: Data, N: Data>(
    items: &Vector<A>,
    more: impl Fn(Option<N>) -> N,
) -> Result<Map<A, N>> {
    let mut counts: Map<A, N> = Map::new();
    for item in items.items() {
        counts = counts.entry_update(&*item, |count| Ok(more(count)))?;
    }
    Ok(counts)
}

/// `partition` into vectors of `size`.
pub fn partition<A: Data>(size: i64, items: &Vector<A>) -> Result<Vector<Vector<A>>> {
    partition_step(size, size, items)
}

/// `partition` with a step.
pub fn partition_step<A: Data>(
    size: i64,
    step: i64,
    items: &Vector<A>,
) -> Result<Vector<Vector<A>>> {
    let (size, step) = (positive("partition", size)?, positive("partition", step)?);
    Ok(pieces(size, step, items)
        .filter(|piece| piece.len() == size)
        .collect())
}

/// `partition` that fills up the last vector.
pub fn partition_pad<A: Data>(
    size: i64,
    step: i64,
    pad: &Vector<A>,
    items: &Vector<A>,
) -> Result<Vector<Vector<A>>> {
    let (size, step) = (positive("partition", size)?, positive("partition", step)?);
    let mut result = Vec::new();
    for piece in pieces(size, step, items) {
        let missing = size - piece.len();
        if missing == 0 {
            result.push(piece);
        } else {
            result.push(piece.concat(&pad.clone().slice(0, missing.min(pad.len()))));
            break;
        }
    }
    Ok(Vector::from_vec(result))
}

/// `partition-all` into vectors of `size`.
pub fn partition_all<A: Data>(size: i64, items: &Vector<A>) -> Result<Vector<Vector<A>>> {
    partition_all_step(size, size, items)
}

/// `partition-all` with a step.
pub fn partition_all_step<A: Data>(
    size: i64,
    step: i64,
    items: &Vector<A>,
) -> Result<Vector<Vector<A>>> {
    let (size, step) = (
        positive("partition-all", size)?,
        positive("partition-all", step)?,
    );
    Ok(pieces(size, step, items).collect())
}

/// `partition-by`.
pub fn partition_by<A: Data, B: Data>(
    mut f: impl FnMut(&A) -> Result<B>,
    items: &Vector<A>,
) -> Result<Vector<Vector<A>>> {
    let mut result = Vec::new();
    let mut group: Vec<A> = Vec::new();
    let mut group_key: Option<B> = None;
    for item in items.items() {
        let key = f(&item)?;
        if group_key
            .as_ref()
            .is_some_and(|group_key| !group_key.same(&key))
        {
            result.push(Vector::from_vec(std::mem::take(&mut group)));
        }
        group_key = Some(key);
        group.push(item.clone());
    }
    if !group.is_empty() {
        result.push(Vector::from_vec(group));
    }
    Ok(Vector::from_vec(result))
}

/// `interleave`.
pub fn interleave<A: Data>(parts: &[Vector<A>]) -> Vector<A> {
    let count = parts.iter().map(Vector::len).min().unwrap_or(0);
    let mut columns: Vec<_> = parts.iter().map(Vector::values).collect();
    let mut result = Vec::with_capacity(count.saturating_mul(parts.len()));
    for _ in 0..count {
        result.extend(columns.iter_mut().filter_map(|column| column.next()));
    }
    Vector::from_vec(result)
}

/// `interpose`.
pub fn interpose<A: Data>(separator: &A, items: &Vector<A>) -> Vector<A> {
    let mut result = Vec::with_capacity(items.len().saturating_mul(2));
    for (index, item) in items.items().enumerate() {
        if index > 0 {
            result.push(separator.clone());
        }
        result.push(item.clone());
    }
    Vector::from_vec(result)
}

/// `zip` of two sequences.
pub fn zip<A: Data, B: Data>(first: &Vector<A>, second: &Vector<B>) -> Vector<(A, B)> {
    first.values().zip(second.values()).collect()
}

/// `zip` of three sequences.
pub fn zip_3<A: Data, B: Data, C: Data>(
    first: &Vector<A>,
    second: &Vector<B>,
    third: &Vector<C>,
) -> Vector<(A, B, C)> {
    let pairs = first.values().zip(second.values());
    pairs
        .zip(third.values())
        .map(|((x, y), z)| (x, y, z))
        .collect()
}

/// `zipmap`.
pub fn zipmap<K: Data, V: Data>(keys: &Vector<K>, values: &Vector<V>) -> Map<K, V> {
    let entries = keys.values().zip(values.values());
    entries.fold(Map::new(), |map, (key, value)| map.assoc(key, value))
}

/// `flatten`.
pub fn flatten(items: &Vector<Value>) -> Vector<Value> {
    let mut result = Vec::new();
    // What is still to be visited, last first: nesting takes no stack, however deep.
    let mut pending: Vec<Value> = items.iter().rev().cloned().collect();
    while let Some(item) = pending.pop() {
        match item {
            Value::Vector(inner) => pending.extend(inner.iter().rev().cloned()),
            Value::List(inner) => {
                let start = pending.len();
                pending.extend(inner.iter().cloned());
                if let Some(added) = pending.get_mut(start..) {
                    added.reverse();
                }
            }
            other => result.push(other),
        }
    }
    Vector::from_vec(result)
}

/// A size or a step, which must be above 0.
pub(super) fn positive(name: &str, count: i64) -> Result<usize> {
    match usize::try_from(count) {
        Ok(count) if count > 0 => Ok(count),
        _ => Err(Error::new(
            ErrorKind::ValidationError,
            format!("`{name}` takes a count above 0, got {count}"),
        )),
    }
}

/// The pieces of `size` that begin every `step` elements; the last ones may be shorter.
fn pieces<A: Data>(size: usize, step: usize, items: &Vector<A>) -> impl Iterator<Item = Vector<A>> {
    let starts = (0..items.len()).step_by(step);
    starts.map(move |start| {
        items
            .clone()
            .slice(start, start.saturating_add(size).min(items.len()))
    })
}

fn nested(parts: Vector<Vector<Value>>) -> Vector<Value> {
    parts.iter().cloned().map(Value::Vector).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pieces_are_chunks_and_windows(items: Vec<i64>, size in 1usize..6) {
            let vector = Vector::from_vec(items.clone());
            let lists = |parts: Vector<Vector<i64>>| -> Vec<Vec<i64>> {
                parts.into_vec().into_iter().map(Vector::into_vec).collect()
            };
            let chunks: Vec<Vec<i64>> = items.chunks(size).map(<[i64]>::to_vec).collect();
            prop_assert_eq!(lists(partition_all(size as i64, &vector).unwrap()), chunks);
            let exact: Vec<Vec<i64>> = items.chunks_exact(size).map(<[i64]>::to_vec).collect();
            prop_assert_eq!(lists(partition(size as i64, &vector).unwrap()), exact);
            let windows: Vec<Vec<i64>> = items.windows(size).map(<[i64]>::to_vec).collect();
            prop_assert_eq!(lists(partition_step(size as i64, 1, &vector).unwrap()), windows);
        }

        #[test]
        fn dedupe_and_distinct_agree_with_std(items in prop::collection::vec(0i64..5, 0..20)) {
            let vector = Vector::from_vec(items.clone());
            let mut expected = items.clone();
            expected.dedup();
            prop_assert_eq!(dedupe(&vector).into_vec(), expected);
            let mut seen = std::collections::HashSet::new();
            let expected: Vec<i64> = items.iter().copied().filter(|x| seen.insert(*x)).collect();
            prop_assert_eq!(distinct(&vector).into_vec(), expected);
            let counts = frequencies(&vector).unwrap();
            for x in 0..5 {
                let count = items.iter().filter(|y| **y == x).count();
                prop_assert_eq!(counts.get(&x).cloned().unwrap_or_default(), Int::from(count));
            }
        }
    }

    #[test]
    fn sizes_must_be_positive() {
        let items = Vector::from_vec(vec![1i64]);
        for error in [
            partition(0, &items),
            partition_step(1, -1, &items),
            partition_all(0, &items),
        ] {
            assert_eq!(error.unwrap_err().kind(), ErrorKind::ValidationError);
        }
        assert_eq!(partition(i64::MAX, &items).unwrap().len(), 0);
    }

    #[test]
    fn flatten_takes_no_stack() {
        let mut deep = Value::Int(7);
        for _ in 0..1_000_000 {
            deep = Value::Vector(Vector::from_vec(vec![deep]));
        }
        assert_eq!(
            flatten(&Vector::from_vec(vec![deep])).into_vec(),
            [Value::Int(7)]
        );
    }
}

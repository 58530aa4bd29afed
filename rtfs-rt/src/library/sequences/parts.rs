//! Parts of sequences, and sequences put together.
//!
//! What cuts one contiguous part out of a string, and `reverse`, gives a string.

use crate::{Arity, Data, List, Map, Result, Set, Str, Value, Vector};

use super::super::args::Args;
use super::super::kind::Seq;
use super::super::{LibFn, build};

/// The functions of this module.
pub(in super::super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["butlast"],
        sigs: &["seq<a> -> same_or_string<a>"],
        rust: "sequences::butlast",
        doc: "All elements but the last; empty if there are none.",
        examples: &[
            ("(butlast [1 2 3])", "[1 2]"),
            ("(butlast \"abc\")", "\"ab\""),
            ("(butlast [])", "[]"),
        ],
        eval: |a| part(Args::new("butlast", a).seq(0)?, |items| Ok(butlast(items))),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["take"],
        sigs: &[
            "idx, string -> string as take_text",
            "idx, seq<a> -> same<a>",
        ],
        arity: Arity::exactly(2),
        rust: "sequences::take",
        doc: "The first n elements, or all if there are fewer.",
        examples: &[
            ("(take 2 [1 2 3])", "[1 2]"),
            ("(take 2 \"héllo\")", "\"hé\""),
            ("(take -1 [1])", "[]"),
            ("(take 9 nil)", "[]"),
        ],
        eval: |a| {
            let a = Args::new("take", a);
            let count = a.idx(0)?;
            match a.value(1)? {
                Value::Str(text) => Ok(Value::Str(take_text(count, text))),
                other => part(a.as_seq(other)?, |items| Ok(take(count, items))),
            }
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["drop"],
        sigs: &[
            "idx, string -> string as drop_text",
            "idx, seq<a> -> same<a>",
        ],
        arity: Arity::exactly(2),
        rust: "sequences::drop",
        doc: "All elements but the first n.",
        examples: &[
            ("(drop 2 [1 2 3])", "[3]"),
            ("(drop 2 \"héllo\")", "\"llo\""),
            ("(drop 9 [1])", "[]"),
        ],
        eval: |a| {
            let a = Args::new("drop", a);
            let count = a.idx(0)?;
            match a.value(1)? {
                Value::Str(text) => Ok(Value::Str(drop_text(count, text))),
                other => part(a.as_seq(other)?, |items| Ok(drop(count, items))),
            }
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["take-last"],
        sigs: &["idx, seq<a> -> same_or_string<a>"],
        arity: Arity::exactly(2),
        rust: "sequences::take_last",
        doc: "The last n elements, or all if there are fewer.",
        examples: &[
            ("(take-last 2 [1 2 3])", "[2 3]"),
            ("(take-last 2 \"abc\")", "\"bc\""),
        ],
        eval: |a| {
            let a = Args::new("take-last", a);
            let count = a.idx(0)?;
            part(a.seq(1)?, |items| Ok(take_last(count, items)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["drop-last"],
        sigs: &[
            "seq<a> -> same_or_string<a>",
            "idx, seq<a> -> same_or_string<a> as drop_last_n",
        ],
        arity: Arity::between(1, 2),
        rust: "sequences::drop_last",
        doc: "All elements but the last n (by default one).",
        examples: &[
            ("(drop-last [1 2 3])", "[1 2]"),
            ("(drop-last 2 [1 2 3])", "[1]"),
        ],
        eval: |a| {
            let a = Args::new("drop-last", a);
            match a.len() {
                1 => part(a.seq(0)?, |items| Ok(drop_last(items))),
                _ => {
                    let count = a.idx(0)?;
                    part(a.seq(1)?, |items| Ok(drop_last_n(count, items)))
                }
            }
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["take-while"],
        sigs: &["fn(&a) -> bool, seq<a> -> same_or_string<a>"],
        arity: Arity::exactly(2),
        rust: "sequences::take_while",
        doc: "The elements before the first one for which the predicate is false.",
        examples: &[
            ("(take-while pos? [2 1 0 3])", "[2 1]"),
            ("(take-while blank? \"  a \")", "\"  \""),
        ],
        eval: |a| {
            let a = Args::new("take-while", a);
            let f = a.function(0)?;
            part(a.seq(1)?, |items| take_while(f.predicate(), items))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["drop-while"],
        sigs: &["fn(&a) -> bool, seq<a> -> same_or_string<a>"],
        arity: Arity::exactly(2),
        rust: "sequences::drop_while",
        doc: "The elements from the first one on for which the predicate is false.",
        examples: &[("(drop-while pos? [2 1 0 3])", "[0 3]")],
        eval: |a| {
            let a = Args::new("drop-while", a);
            let f = a.function(0)?;
            part(a.seq(1)?, |items| drop_while(f.predicate(), items))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["take-nth"],
        sigs: &["idx, seq<a> -> same<a>"],
        arity: Arity::exactly(2),
        rust: "sequences::take_nth",
        fallible: true,
        doc: "Every nth element, beginning with the first. `:validation-error` unless n is above 0.",
        examples: &[("(take-nth 2 [1 2 3 4 5])", "[1 3 5]")],
        eval: |a| {
            let a = Args::new("take-nth", a);
            let seq = a.seq(1)?;
            Ok(seq.kind.same(take_nth(a.idx(0)?, &seq.items)?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["split-at"],
        sigs: &["idx, seq<a> -> tup<same_or_string<a>, same_or_string<a>>"],
        arity: Arity::exactly(2),
        rust: "sequences::split_at",
        doc: "`[(take n coll) (drop n coll)]`.",
        examples: &[
            ("(split-at 1 [1 2 3])", "[[1] [2 3]]"),
            ("(split-at 2 \"hello\")", "[\"he\" \"llo\"]"),
        ],
        eval: |a| {
            let a = Args::new("split-at", a);
            let count = a.idx(0)?;
            two_parts(a.seq(1)?, |items| Ok(split_at(count, items)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["split-with"],
        sigs: &["fn(&a) -> bool, seq<a> -> tup<same_or_string<a>, same_or_string<a>>"],
        arity: Arity::exactly(2),
        rust: "sequences::split_with",
        doc: "`[(take-while pred coll) (drop-while pred coll)]`.",
        examples: &[("(split-with odd? [1 3 4 5])", "[[1 3] [4 5]]")],
        eval: |a| {
            let a = Args::new("split-with", a);
            let f = a.function(0)?;
            two_parts(a.seq(1)?, |items| split_with(f.predicate(), items))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["reverse"],
        sigs: &["string -> string as reverse_text", "own seq<a> -> same<a>"],
        rust: "sequences::reverse",
        doc: "The elements in the opposite order.",
        examples: &[
            ("(reverse [1 2 3])", "[3 2 1]"),
            ("(reverse \"abc\")", "\"cba\""),
            ("(reverse nil)", "[]"),
        ],
        eval: |a| {
            let a = Args::new("reverse", a);
            match a.value(0)? {
                Value::Str(text) => Ok(Value::Str(reverse_text(text))),
                other => {
                    let seq = a.as_seq(other)?;
                    Ok(seq.kind.same(reverse(seq.items)))
                }
            }
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["concat"],
        sigs: &["seq<a>... -> same<a>"],
        arity: Arity::ANY,
        rust: "sequences::concat",
        associative: true,
        doc: "The elements of all the sequences, in order: a list if the first is a list, else a vector.",
        examples: &[
            ("(concat [1] [2 3])", "[1 2 3]"),
            ("(concat)", "[]"),
            ("(concat nil \"ab\" {:k 1})", "[\"a\" \"b\" [:k 1]]"),
            ("(list? (concat (list 1) [2]))", "true"),
        ],
        eval: |a| {
            let a = Args::new("concat", a);
            let seqs = a.seqs(0)?;
            let parts: Vec<Vector<Value>> = seqs.iter().map(|seq| seq.items.clone()).collect();
            let joined = concat(&parts);
            Ok(match seqs.first() {
                Some(first) => first.kind.same(joined),
                None => Value::Vector(joined),
            })
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["into"],
        sigs: &[
            "own vec<a>, seq<a> -> vec<a> as into_vector",
            "own list<a>, seq<a> -> list<a> as into_list",
            "own set<a>, seq<a> -> set<a> as into_set",
            "own map<k, v>, seq<tup<k, v>> -> map<k, v> as into_map",
        ],
        arity: Arity::exactly(2),
        rust: "sequences::into",
        associative: true,
        doc: "The first collection with every element of the second `conj`ed to it. Into a map go \
              `[key value]` vectors and maps; nil counts as an empty list. Without elements it is the first as it is.",
        examples: &[
            ("(into [1] (list 2 3))", "[1 2 3]"),
            ("(into #{1} [1 2])", "#{1 2}"),
            ("(into {} [[:a 1] [:b 2]])", "{:a 1 :b 2}"),
            ("(into {:a 1} {:a 2})", "{:a 2}"),
            ("(into (list 1) [2])", "(list 1 2)"),
            ("(into nil [2])", "(list 2)"),
        ],
        eval: |a| {
            let a = Args::new("into", a);
            let items = a.seq(1)?.items;
            Ok(match a.value(0)? {
                Value::Vector(to) => Value::Vector(into_vector(to.clone(), &items)),
                Value::Nil if items.is_empty() => Value::Nil,
                Value::Nil => Value::List(into_list(List::new(), &items)),
                Value::List(to) => Value::List(into_list(to.clone(), &items)),
                Value::Set(to) => Value::Set(into_set(to.clone(), &items)),
                Value::Map(to) => {
                    let mut map = to.clone();
                    for item in items.items() {
                        map = build::conj_to_map("into", map, &item)?;
                    }
                    Value::Map(map)
                }
                other if items.is_empty() => other.clone(),
                other => return Err(a.wrong("a collection", other)),
            })
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["not-empty"],
        sigs: &[
            "own vec<a> -> opt<vec<a>> as not_empty_vector",
            "own list<a> -> opt<list<a>> as not_empty_list",
            "own set<a> -> opt<set<a>> as not_empty_set",
            "own map<k, v> -> opt<map<k, v>> as not_empty_map",
            "string -> opt<string> as not_empty_text",
        ],
        rust: "sequences::not_empty",
        doc: "The collection or string itself, or nil if it is empty.",
        examples: &[
            ("(not-empty [1])", "[1]"),
            ("(not-empty \"\")", "nil"),
            ("(not-empty nil)", "nil"),
        ],
        eval: |a| {
            let a = Args::new("not-empty", a);
            let empty = a.seq(0)?.items.is_empty();
            Ok(if empty {
                Value::Nil
            } else {
                a.value(0)?.clone()
            })
        },
        ..LibFn::TYPED
    },
];

/// `butlast`.
pub fn butlast<A: Data>(items: &Vector<A>) -> Vector<A> {
    drop_last_n(1, items)
}

/// `take`.
pub fn take<A: Data>(count: i64, items: &Vector<A>) -> Vector<A> {
    items.clone().slice(0, within(count, items))
}

/// `take` of a string.
pub fn take_text(count: i64, text: &str) -> Str {
    Str::from(cut(count, text).0)
}

/// `drop`.
pub fn drop<A: Data>(count: i64, items: &Vector<A>) -> Vector<A> {
    items.clone().slice(within(count, items), items.len())
}

/// `drop` of a string.
pub fn drop_text(count: i64, text: &str) -> Str {
    Str::from(cut(count, text).1)
}

/// `take-last`.
pub fn take_last<A: Data>(count: i64, items: &Vector<A>) -> Vector<A> {
    items
        .clone()
        .slice(items.len() - within(count, items), items.len())
}

/// `drop-last` of one element.
pub fn drop_last<A: Data>(items: &Vector<A>) -> Vector<A> {
    drop_last_n(1, items)
}

/// `drop-last`.
pub fn drop_last_n<A: Data>(count: i64, items: &Vector<A>) -> Vector<A> {
    items.clone().slice(0, items.len() - within(count, items))
}

/// `take-while`.
pub fn take_while<A: Data>(
    keep: impl FnMut(&A) -> Result<bool>,
    items: &Vector<A>,
) -> Result<Vector<A>> {
    Ok(items.clone().slice(0, prefix(keep, items)?))
}

/// `drop-while`.
pub fn drop_while<A: Data>(
    drop: impl FnMut(&A) -> Result<bool>,
    items: &Vector<A>,
) -> Result<Vector<A>> {
    Ok(items.clone().slice(prefix(drop, items)?, items.len()))
}

/// `take-nth`.
pub fn take_nth<A: Data>(step: i64, items: &Vector<A>) -> Result<Vector<A>> {
    let step = super::group::positive("take-nth", step)?;
    Ok(items.values().step_by(step).collect())
}

/// `split-at`.
pub fn split_at<A: Data>(count: i64, items: &Vector<A>) -> (Vector<A>, Vector<A>) {
    (take(count, items), drop(count, items))
}

/// `split-with`.
pub fn split_with<A: Data>(
    keep: impl FnMut(&A) -> Result<bool>,
    items: &Vector<A>,
) -> Result<(Vector<A>, Vector<A>)> {
    let middle = prefix(keep, items)?;
    Ok((
        items.clone().slice(0, middle),
        items.clone().slice(middle, items.len()),
    ))
}

/// `reverse`.
pub fn reverse<A: Data>(items: Vector<A>) -> Vector<A> {
    items.reverse()
}

/// `reverse` of a string.
pub fn reverse_text(text: &str) -> Str {
    Str::from(text.chars().rev().collect::<String>())
}

/// `concat`.
pub fn concat<A: Data>(parts: &[Vector<A>]) -> Vector<A> {
    let mut parts = parts.iter();
    let first = parts.next().cloned().unwrap_or_else(Vector::new);
    parts.fold(first, |joined, part| joined.concat(part))
}

/// `into` a vector.
pub fn into_vector<A: Data>(to: Vector<A>, items: &Vector<A>) -> Vector<A> {
    to.concat(items)
}

/// `into` a list.
pub fn into_list<A: Data>(to: List<A>, items: &Vector<A>) -> List<A> {
    let mut all: Vec<A> = Vec::with_capacity(to.len() + items.len());
    all.extend(to.values());
    all.extend(items.values());
    List::from_vec(all)
}

/// `into` a set.
pub fn into_set<A: Data>(to: Set<A>, items: &Vector<A>) -> Set<A> {
    items.values().fold(to, |set, item| set.conj(item))
}

/// `into` a map.
pub fn into_map<K: Data, V: Data>(to: Map<K, V>, items: &Vector<(K, V)>) -> Map<K, V> {
    items.iter().fold(to, |map, (key, value)| {
        map.assoc(key.clone(), value.clone())
    })
}

/// `not-empty` of a vector.
pub fn not_empty_vector<A: Data>(items: Vector<A>) -> Option<Vector<A>> {
    Some(items).filter(|items| !items.is_empty())
}

/// `not-empty` of a list.
pub fn not_empty_list<A: Data>(items: List<A>) -> Option<List<A>> {
    Some(items).filter(|items| !items.is_empty())
}

/// `not-empty` of a set.
pub fn not_empty_set<A: Data>(items: Set<A>) -> Option<Set<A>> {
    Some(items).filter(|items| !items.is_empty())
}

/// `not-empty` of a map.
pub fn not_empty_map<K: Data, V: Data>(map: Map<K, V>) -> Option<Map<K, V>> {
    Some(map).filter(|map| !map.is_empty())
}

/// `not-empty` of a string.
pub fn not_empty_text(text: &str) -> Option<Str> {
    Some(text).filter(|text| !text.is_empty()).map(Str::from)
}

/// `count` as a number of these elements.
fn within<A: Data>(count: i64, items: &Vector<A>) -> usize {
    usize::try_from(count.max(0))
        .unwrap_or(usize::MAX)
        .min(items.len())
}

/// How many elements stand before the first one for which `holds` is false.
fn prefix<A: Data>(mut holds: impl FnMut(&A) -> Result<bool>, items: &Vector<A>) -> Result<usize> {
    for (index, item) in items.items().enumerate() {
        if !holds(&item)? {
            return Ok(index);
        }
    }
    Ok(items.len())
}

/// The first `count` characters and the others.
fn cut(count: i64, text: &str) -> (&str, &str) {
    let count = usize::try_from(count.max(0)).unwrap_or(usize::MAX);
    let at = text
        .char_indices()
        .nth(count)
        .map_or(text.len(), |(at, _)| at);
    text.split_at(at)
}

fn part(seq: Seq, cut: impl FnOnce(&Vector<Value>) -> Result<Vector<Value>>) -> Result<Value> {
    Ok(seq.kind.same_or_string(cut(&seq.items)?))
}

fn two_parts(
    seq: Seq,
    cut: impl FnOnce(&Vector<Value>) -> Result<(Vector<Value>, Vector<Value>)>,
) -> Result<Value> {
    let (first, second) = cut(&seq.items)?;
    let parts = vec![
        seq.kind.same_or_string(first),
        seq.kind.same_or_string(second),
    ];
    Ok(Value::Vector(Vector::from_vec(parts)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn take_and_drop_cut_at_the_same_place(items: Vec<i64>, count in -3i64..40) {
            let vector = Vector::from_vec(items.clone());
            let middle = (count.max(0) as usize).min(items.len());
            prop_assert_eq!(take(count, &vector).into_vec(), &items[..middle]);
            prop_assert_eq!(drop(count, &vector).into_vec(), &items[middle..]);
            let end = items.len() - middle;
            prop_assert_eq!(take_last(count, &vector).into_vec(), &items[end..]);
            prop_assert_eq!(drop_last_n(count, &vector).into_vec(), &items[..end]);
        }

        #[test]
        fn a_string_is_cut_by_character(text in "\\PC{0,12}", count in -3i64..16) {
            let chars: Vec<char> = text.chars().collect();
            let middle = (count.max(0) as usize).min(chars.len());
            prop_assert_eq!(take_text(count, &text).to_string(), chars[..middle].iter().collect::<String>());
            prop_assert_eq!(drop_text(count, &text).to_string(), chars[middle..].iter().collect::<String>());
        }

        #[test]
        fn concat_is_concatenation(parts: Vec<Vec<i64>>) {
            let vectors: Vec<Vector<i64>> = parts.iter().cloned().map(Vector::from_vec).collect();
            prop_assert_eq!(concat(&vectors).into_vec(), parts.concat());
        }
    }

    #[test]
    fn the_end_of_the_numbers_is_no_trouble() {
        let items = Vector::from_vec(vec![1i64, 2]);
        assert_eq!(take(i64::MAX, &items).len(), 2);
        assert_eq!(drop(i64::MIN, &items).len(), 2);
        assert!(take_nth(0, &items).is_err());
    }
}

use proptest::prelude::*;

use super::*;
use crate::collection::testing::{Counted, clones};
use crate::{Error, Int, Value};

fn ints(range: core::ops::Range<i64>) -> Vector<i64> {
    range.collect()
}

#[test]
fn a_handle_is_one_pointer() {
    assert_eq!(size_of::<Vector<i64>>(), 8);
    assert_eq!(size_of::<Vector<Value>>(), 8);
}

#[test]
fn unshared_operations_clone_nothing() {
    let count = clones(|| {
        let mut vector: Vector<Counted> = (0..1000).map(Counted).collect();
        for i in 0..1000 {
            vector = vector.push(Counted(i));
        }
        for i in 0..2000 {
            vector = vector.set(i, Counted(0)).unwrap_or_default();
        }
        vector = vector.pop().0.reverse().slice(0, 1500);
        vector = vector.concat(&Vector::new());
        assert_eq!(vector.len(), 1500);
        assert_eq!(vector.into_vec().len(), 1500);
    });
    assert_eq!(count, 0);
}

#[test]
fn a_shared_change_clones_a_chunk() {
    let base: Vector<Counted> = (0..100_000).map(Counted).collect();
    let mut versions = Vec::new();
    let count = clones(|| {
        for i in 0..1000 {
            versions.push(base.clone().set(i * 100, Counted(-1)).unwrap_or_default());
        }
    });
    assert!(count <= 32 * 1000, "{count}");
    for (i, version) in versions.iter().enumerate() {
        assert_eq!(version.get(i * 100), Some(&Counted(-1)));
        assert_eq!(version.get(i * 100 + 1), Some(&Counted(i as i64 * 100 + 1)));
    }
}

#[test]
fn a_chain_of_versions_shares() {
    let mut versions = vec![(0..100_000).map(Counted).collect::<Vector<_>>()];
    let count = clones(|| {
        for i in 0..1000 {
            let next = versions[i]
                .clone()
                .set(i * 97 % 100_000, Counted(-1))
                .unwrap_or_default()
                .push(Counted(7));
            versions.push(next);
        }
    });
    // A chunk and the tail for each.
    assert!(count <= 64 * 1000, "{count}");
    assert_eq!(versions[0].len(), 100_000);
    assert_eq!(versions[1000].len(), 101_000);
    assert_eq!(versions[500].iter().filter(|x| x.0 == -1).count(), 500);
}

#[test]
fn an_unshared_overlay_becomes_flat() {
    let base = ints(0..10_000);
    let mut copy = base.clone().push(1);
    assert_eq!(copy.as_slice(), None);
    // The base goes: the next write takes its memory.
    drop(base);
    copy.push_mut(2);
    assert_eq!(copy.as_slice().map(<[i64]>::len), Some(10_002));

    // The base stays: enough writes pay for a copy.
    let base = ints(0..10_000);
    let mut copy = base.clone();
    for i in 0..5000 {
        copy.push_mut(i);
    }
    assert_eq!(copy.as_slice().map(<[i64]>::len), Some(15_000));
    assert_eq!(base.len(), 10_000);
}

#[test]
fn a_loop_over_rest_is_linear() {
    let vector: Vector<Counted> = (0..100_000).map(Counted).collect();
    let mut sum = 0;
    let count = clones(|| {
        let mut rest = vector.clone();
        while let Some(first) = rest.first() {
            sum += first.0;
            let len = rest.len();
            rest = rest.slice(1, len);
        }
    });
    assert_eq!(sum, 99_999 * 50_000);
    assert_eq!(count, 0);
    // The same with a change at each step, and nobody else holding the vector.
    let mut rest = vector;
    let count = clones(|| {
        while rest.len() > 1 {
            let len = rest.len();
            rest = rest.slice(1, len);
            rest.set_mut(0, Counted(1));
        }
    });
    assert!(count <= 100_000 * 4, "{count}");
}

#[test]
fn out_of_range_is_none() {
    let mut vector = ints(0..3);
    assert_eq!(vector.get(3), None);
    assert_eq!(vector.get_mut(3), None);
    assert!(!vector.set_mut(3, 0));
    assert_eq!(vector.clone().set(3, 0), None);
    assert_eq!(vector.clone().slice(2, 1), Vector::new());
    assert_eq!(vector.clone().slice(1, 100), Vector::from([1, 2]));
    assert_eq!(Vector::<i64>::new().pop(), (Vector::new(), None));
    assert_eq!(Vector::<i64>::new().last(), None);
}

#[test]
fn it_is_a_value() {
    let vector = ints(1..4);
    assert_eq!(vector.to_string(), "[1 2 3]");
    assert_eq!(Vector::<crate::Int>::type_name(), "[:vector :int]");
    let value = vector.clone().into_value();
    assert_eq!(
        Vector::<i64>::from_value(value.clone()).ok(),
        Some(vector.clone())
    );
    assert_eq!(crate::hash::of(&vector), crate::hash::of(&value));
    assert!(ints(5..7) < ints(1..4));
    assert!(ints(1..4) < ints(2..5));
    let mixed = Vector::from(vec![Value::Int(1), Value::Nil]);
    let error: Error = Vector::<i64>::from_value(Value::Vector(mixed)).unwrap_err();
    assert_eq!(error.message(), "expected :i64, got nil at [1]");
}

#[test]
fn values_convert_without_a_copy() {
    let vector: Vector<Value> = (0..100).map(Value::Int).collect();
    let Value::Vector(same) = vector.clone().into_value() else {
        panic!("not a vector")
    };
    assert!(same.ptr_eq(&vector));
    let back = Vector::<Value>::from_value(Value::Vector(same)).unwrap();
    assert!(back.ptr_eq(&vector));
}

#[test]
fn a_million_levels_drop() {
    let mut value = Value::Nil;
    for _ in 0..1_000_000 {
        value = Value::Vector(Vector::from(vec![value]));
    }
    drop(value);
}

#[derive(Clone, Debug)]
enum Op {
    Push(i64),
    Pop,
    Set(usize, i64),
    /// By a reference.
    Change(usize, i64),
    /// A look by reference.
    Peek,
    Slice(usize, usize),
    Concat(usize),
    Extend(usize),
    Reverse,
    /// Goes on from an old version.
    Back(usize),
    /// Forgets an old version.
    Forget(usize),
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        6 => any::<i64>().prop_map(Op::Push),
        3 => Just(Op::Pop),
        6 => (any::<usize>(), any::<i64>()).prop_map(|(i, x)| Op::Set(i, x)),
        1 => (0..200_usize, any::<i64>()).prop_map(|(i, x)| Op::Change(i, x)),
        2 => Just(Op::Peek),
        2 => (0..40_usize, 0..40_usize).prop_map(|(a, b)| Op::Slice(a, b)),
        1 => any::<usize>().prop_map(Op::Concat),
        1 => (0..80_usize).prop_map(Op::Extend),
        1 => Just(Op::Reverse),
        3 => any::<usize>().prop_map(Op::Back),
        2 => any::<usize>().prop_map(Op::Forget),
    ]
}

fn int(text: &str) -> Int {
    text.parse().unwrap()
}

/// Checks what is read without references first: it must not need them.
fn check_items<T: Data + PartialEq + core::fmt::Debug>(vector: &Vector<T>, model: &[T]) {
    assert!(vector.values().eq(model.iter().cloned()));
    assert!(vector.values().rev().eq(model.iter().rev().cloned()));
    assert_eq!(vector.items().len(), model.len());
    let folded = vector.items().fold(Vec::new(), |mut all, item| {
        all.push(item.into_owned());
        all
    });
    assert_eq!(folded, model);
    for (i, x) in model.iter().enumerate() {
        assert_eq!(vector.value(i).as_ref(), Some(x));
    }
    for i in (0..model.len()).step_by(37) {
        let part: Vec<T> = vector.part_items(i..i + 40).map(Item::into_owned).collect();
        assert_eq!(part, model[i..(i + 40).min(model.len())]);
    }
    let mut both = (vector.values(), model.iter());
    while let Some(x) = both.1.next() {
        assert_eq!(both.0.next().as_ref(), Some(x));
        assert_eq!(both.0.next_back().as_ref(), both.1.next_back());
    }
    assert_eq!(both.0.next(), None);
    assert_eq!(vector.value(model.len()), None);
}

fn check<T: Data + PartialEq + core::fmt::Debug>(vector: &Vector<T>, model: &[T]) {
    check_items(vector, model);
    assert_eq!(vector.len(), model.len());
    assert!(vector.iter().eq(model));
    assert!(vector.iter().rev().eq(model.iter().rev()));
    assert_eq!(vector.iter().len(), model.len());
    let folded = vector.iter().fold(Vec::new(), |mut all, item| {
        all.push(item.clone());
        all
    });
    assert_eq!(folded, model);
    assert_eq!(vector.chunks().collect::<Vec<_>>().concat(), model);
    let mut backwards: Vec<_> = vector.chunks().rev().collect();
    backwards.reverse();
    assert_eq!(backwards.concat(), model);
    for (i, x) in model.iter().enumerate() {
        assert_eq!(vector.get(i), Some(x));
    }
    for i in (0..model.len()).step_by(37) {
        assert_eq!(vector.iter().nth(i), model.get(i));
        assert!(vector.iter().skip(i).eq(&model[i..]));
    }
    assert_eq!(vector.get(model.len()), None);
    assert_eq!(vector.first(), model.first());
    assert_eq!(vector.last(), model.last());
    if let Some(slice) = vector.as_slice() {
        assert_eq!(slice, model);
    }
    let mut both = (vector.iter(), model.iter());
    while let Some(x) = both.1.next() {
        assert_eq!(both.0.next(), Some(x));
        assert_eq!(both.0.next_back(), both.1.next_back());
    }
    assert_eq!(both.0.next(), None);
    assert_eq!(both.0.next_back(), None);
    assert_eq!(vector.clone().into_vec(), model);
    assert!(vector.clone().into_iter().eq(model.iter().cloned()));
}

/// An int for a number: some are too big for a word.
fn sized(x: i64) -> Int {
    let int = Int::from(x);
    if x % 5 == 0 {
        int.mul(Int::from(i64::MAX))
    } else {
        int
    }
}

/// Runs operations on a vector and on a `Vec`, and compares all versions.
fn behaves_like_vec<T: Data + Ord + core::fmt::Debug>(
    make: fn(i64) -> T,
    start: i64,
    ops: Vec<Op>,
    peeks: bool,
) {
    let mut vector: Vector<T> = (0..start).map(make).collect();
    let mut model: Vec<T> = (0..start).map(make).collect();
    let mut versions = vec![(vector.clone(), model.clone())];
    for op in ops {
        match op {
            Op::Push(x) => {
                vector = vector.push(make(x));
                model.push(make(x));
            }
            Op::Pop => {
                let (rest, last) = vector.pop();
                vector = rest;
                assert_eq!(last, model.pop());
            }
            Op::Set(i, x) => {
                if !model.is_empty() {
                    let i = i % model.len();
                    assert!(vector.set_mut(i, make(x)));
                    model[i] = make(x);
                }
            }
            Op::Change(i, x) => {
                let place = vector.get_mut(i);
                assert_eq!(place.is_some(), i < model.len());
                if let Some(place) = place {
                    *place = make(x);
                    model[i] = make(x);
                }
            }
            Op::Slice(a, b) => {
                let end = model.len().saturating_sub(b);
                vector = vector.slice(a, end);
                model = model.get(a..end).unwrap_or_default().to_vec();
            }
            Op::Concat(i) => {
                let (other, theirs) = &versions[i % versions.len()];
                if model.len() + theirs.len() < 2000 {
                    vector = vector.concat(other);
                    model.extend(theirs.iter().cloned());
                }
            }
            Op::Extend(n) => {
                vector.extend((0..n as i64).map(make));
                model.extend((0..n as i64).map(make));
            }
            Op::Reverse => {
                vector = vector.reverse();
                model.reverse();
            }
            Op::Peek => {
                if peeks {
                    assert_eq!(vector.first(), model.first());
                }
            }
            Op::Back(i) => {
                versions.push((vector, model));
                (vector, model) = versions[i % versions.len()].clone();
            }
            Op::Forget(i) => {
                if versions.len() > 1 {
                    versions.swap_remove(i % versions.len());
                }
            }
        }
        assert_eq!(vector.len(), model.len());
    }
    versions.push((vector, model));
    for (vector, model) in &versions {
        check_items(vector, model);
    }
    for (vector, model) in &versions {
        check(vector, model);
    }
    for (mut vector, mut model) in versions {
        vector.make_slice().sort_unstable();
        model.sort_unstable();
        assert_eq!(vector.into_vec(), model);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn it_behaves_like_vec(start in 0..400_i64, ops in prop::collection::vec(op(), 1..60)) {
        behaves_like_vec(|x| x, start, ops, true);
    }

    #[test]
    fn packed_ints_behave_like_vec(
        start in 0..400_i64, ops in prop::collection::vec(op(), 1..60), peeks: bool,
    ) {
        behaves_like_vec(Int::from, start, ops, peeks);
    }

    #[test]
    fn ints_of_any_size_behave_like_vec(
        start in 0..5_i64, ops in prop::collection::vec(op(), 1..60), peeks: bool,
    ) {
        behaves_like_vec(sized, start, ops, peeks);
    }

    #[test]
    fn words_are_the_ints(items: Vec<i64>, big: bool, shared: bool) {
        let mut vector: Vector<Int> = items.iter().copied().map(Int::from).collect();
        let before = vector.clone();
        if !shared {
            drop(before);
        }
        let mut expected: Vec<Option<i64>> = items.iter().copied().map(Some).collect();
        if big {
            vector.push_mut(int("100000000000000000000"));
            expected.push(None);
        }
        vector.push_mut(Int::from(7));
        expected.push(Some(7));
        let middle = expected.len() / 2;
        let part = vector.part_word_runs(middle..expected.len() + 3);
        for (runs, expected) in [(vector.word_runs(), &expected[..]), (part, &expected[middle..])] {
            let (words, is_all) = words(runs);
            let small: Vec<i64> = expected.iter().copied().map_while(|word| word).collect();
            prop_assert_eq!(is_all, small.len() == expected.len());
            // Up to the run that a big int is in.
            prop_assert!(small.starts_with(&words) && (!is_all || words.len() == small.len()));
        }
    }
}

/// All words, and whether there is nothing but words.
fn words(mut runs: WordRuns<'_>) -> (Vec<i64>, bool) {
    let mut all = Vec::new();
    while let Some(run) = runs.next() {
        match run {
            Some(run) => all.extend_from_slice(run),
            None => return (all, false),
        }
    }
    (all, true)
}

#[test]
fn ints_are_packed_while_they_fit() {
    let is_packed = |vector: &Vector<Int>| matches!(vector.node(), Some(Node::Packed(_)));
    let mut vector: Vector<Int> = (0..10).map(Int::from).collect();
    assert!(is_packed(&vector));
    assert!(is_packed(&Vector::from_vec(vec![Int::ONE])));
    assert!(is_packed(&Vector::new().push(Int::ONE)));
    assert!(is_packed(&Vector::from([Int::ONE])));
    assert!(is_packed(
        &vector.clone().concat(&vector).reverse().slice(3, 9)
    ));
    // An overlay that becomes flat again.
    let mut many: Vector<Int> = (0..1000).map(Int::from).collect();
    let before = many.clone();
    assert!(many.set_mut(1, Int::ZERO));
    assert!(!is_packed(&many));
    drop(before);
    assert!(many.set_mut(2, Int::ZERO));
    assert!(is_packed(&many));
    // References are made once, and the next change unpacks.
    assert_eq!(vector.get(3), Some(&Int::from(3)));
    assert!(is_packed(&vector));
    vector.push_mut(Int::ONE);
    assert!(!is_packed(&vector));
    // So does an int that does not fit.
    let mut vector: Vector<Int> = (0..10).map(Int::from).collect();
    vector.push_mut(int("100000000000000000000"));
    assert!(!is_packed(&vector));
    assert_eq!(vector.value(9), Some(Int::from(9)));
    assert_eq!(Vector::from_words(vec![1, 2]).to_string(), "[1 2]");
}

#[test]
fn a_node_of_other_elements_pays_nothing_for_packing() {
    assert_eq!(size_of::<Node<Value>>(), size_of::<Vec<Value>>() + 8);
    assert_eq!(size_of::<Item<'_, Value>>(), size_of::<&Value>());
}

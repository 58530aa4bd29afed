use proptest::prelude::*;

use super::*;
use crate::collection::testing::{Counted, clones};
use crate::{Error, Value};

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
        2 => (0..40_usize, 0..40_usize).prop_map(|(a, b)| Op::Slice(a, b)),
        1 => any::<usize>().prop_map(Op::Concat),
        1 => (0..80_usize).prop_map(Op::Extend),
        1 => Just(Op::Reverse),
        3 => any::<usize>().prop_map(Op::Back),
        2 => any::<usize>().prop_map(Op::Forget),
    ]
}

fn check(vector: &Vector<i64>, model: &[i64]) {
    assert_eq!(vector.len(), model.len());
    assert!(vector.iter().eq(model));
    assert!(vector.iter().rev().eq(model.iter().rev()));
    assert_eq!(vector.iter().len(), model.len());
    assert_eq!(
        vector.iter().fold(0, |n, x| n ^ x),
        model.iter().fold(0, |n, x| n ^ x)
    );
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
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn it_behaves_like_vec(start in 0..400_i64, ops in prop::collection::vec(op(), 1..60)) {
        let mut vector = ints(0..start);
        let mut model: Vec<i64> = (0..start).collect();
        let mut versions = vec![(vector.clone(), model.clone())];
        for op in ops {
            match op {
                Op::Push(x) => {
                    vector = vector.push(x);
                    model.push(x);
                }
                Op::Pop => {
                    let (rest, last) = vector.pop();
                    vector = rest;
                    prop_assert_eq!(last, model.pop());
                }
                Op::Set(i, x) => {
                    if !model.is_empty() {
                        let i = i % model.len();
                        prop_assert!(vector.set_mut(i, x));
                        model[i] = x;
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
                        model.extend(theirs);
                    }
                }
                Op::Extend(n) => {
                    vector.extend(0..n as i64);
                    model.extend(0..n as i64);
                }
                Op::Reverse => {
                    vector = vector.reverse();
                    model.reverse();
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
            prop_assert_eq!(vector.len(), model.len());
        }
        versions.push((vector, model));
        for (vector, model) in &versions {
            check(vector, model);
        }
        for (mut vector, mut model) in versions {
            vector.make_slice().sort_unstable();
            model.sort_unstable();
            prop_assert_eq!(vector.into_vec(), model);
        }
    }
}

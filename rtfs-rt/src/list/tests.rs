use proptest::prelude::*;

use super::*;
use crate::Value;
use crate::collection::testing::{Counted, clones};

#[test]
fn a_handle_is_one_pointer() {
    assert_eq!(size_of::<List<Value>>(), 8);
}

#[test]
fn a_loop_over_rest_clones_nothing_of_an_unshared_list() {
    let mut list: List<Counted> = (0..10_000).map(Counted).collect();
    let mut sum = 0;
    let count = clones(|| {
        while let Some(first) = list.first() {
            sum += first.0;
            list = list.rest();
        }
    });
    assert_eq!(sum, 9999 * 5000);
    assert_eq!(count, 0);
}

#[test]
fn building_by_cons_and_by_conj_is_in_place() {
    let count = clones(|| {
        let mut list = List::new();
        for i in 0..1000 {
            list = list.cons(Counted(i)).conj(Counted(i));
        }
        assert_eq!(list.len(), 2000);
        assert_eq!(list.first(), Some(&Counted(999)));
        assert_eq!(list.last(), Some(&Counted(999)));
        assert_eq!(list.get(999), Some(&Counted(0)));
    });
    assert_eq!(count, 0);
}

#[test]
fn shared_tails_are_shared() {
    let tail: List<Counted> = (0..1000).map(Counted).collect();
    let count = clones(|| {
        let lists: Vec<_> = (0..1000)
            .map(|i| tail.clone().cons(Counted(i)).cons(Counted(i)))
            .collect();
        assert!(lists.iter().all(|list| list.len() == 1002));
        assert!(
            lists
                .iter()
                .all(|list| list.clone().rest().rest().ptr_eq(&tail))
        );
    });
    assert_eq!(count, 0);
}

#[test]
fn a_list_of_cells_drops_without_recursion() {
    let mut list = List::new();
    let mut keep = Vec::new();
    for i in 0..1_000_000_i64 {
        // A second handle at each step prevents that the elements gather in a run.
        keep = vec![list.clone()];
        list = list.cons(i);
    }
    drop(keep);
    assert_eq!(list.len(), 1_000_000);
    drop(list);
}

#[test]
fn a_million_levels_drop() {
    let mut value = Value::Nil;
    for _ in 0..1_000_000 {
        value = Value::List(List::new().cons(value));
    }
    drop(value);
}

#[test]
fn it_is_a_value() {
    let list = List::from(vec![1_i64, 2]);
    assert_eq!(list.to_string(), "(1 2)");
    assert_eq!(List::<crate::Int>::type_name(), "[:list :int]");
    let value = list.clone().into_value();
    assert_eq!(List::<i64>::from_value(value).ok(), Some(list.clone()));
    assert_eq!(
        crate::hash::of(&list),
        crate::hash::of(&Vector::from(vec![1_i64, 2]))
    );
    assert!(List::<i64>::from_value(Value::Nil).is_err());
}

#[derive(Clone, Debug)]
enum Op {
    Cons(i64),
    Conj(i64),
    Rest,
    Skip(usize),
    Reverse,
    Concat(usize),
    Extend(usize),
    Back(usize),
    Forget(usize),
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        6 => any::<i64>().prop_map(Op::Cons),
        4 => any::<i64>().prop_map(Op::Conj),
        5 => Just(Op::Rest),
        1 => (0..20_usize).prop_map(Op::Skip),
        1 => Just(Op::Reverse),
        1 => any::<usize>().prop_map(Op::Concat),
        1 => (0..10_usize).prop_map(Op::Extend),
        3 => any::<usize>().prop_map(Op::Back),
        2 => any::<usize>().prop_map(Op::Forget),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn it_behaves_like_vec(start in 0..150_i64, ops in prop::collection::vec(op(), 1..60)) {
        let mut list: List<i64> = (0..start).collect();
        let mut model: Vec<i64> = (0..start).collect();
        let mut versions = vec![(list.clone(), model.clone())];
        for op in ops {
            match op {
                Op::Cons(x) => {
                    list = list.cons(x);
                    model.insert(0, x);
                }
                Op::Conj(x) => {
                    list = list.conj(x);
                    model.push(x);
                }
                Op::Rest => {
                    list = list.rest();
                    model = model.get(1..).unwrap_or_default().to_vec();
                }
                Op::Skip(n) => {
                    list = list.skip(n);
                    model = model.get(n..).unwrap_or_default().to_vec();
                }
                Op::Reverse => {
                    list = list.reverse();
                    model.reverse();
                }
                Op::Concat(i) => {
                    let (other, theirs) = &versions[i % versions.len()];
                    if model.len() + theirs.len() < 1000 {
                        list = list.concat(other);
                        model.extend(theirs);
                    }
                }
                Op::Extend(n) => {
                    list.extend(0..n as i64);
                    model.extend(0..n as i64);
                }
                Op::Back(i) => {
                    versions.push((list, model));
                    (list, model) = versions[i % versions.len()].clone();
                }
                Op::Forget(i) => {
                    if versions.len() > 1 {
                        versions.swap_remove(i % versions.len());
                    }
                }
            }
            prop_assert_eq!(list.len(), model.len());
            prop_assert_eq!(list.first(), model.first());
        }
        versions.push((list, model));
        for (list, model) in &versions {
            prop_assert!(list.iter().eq(model));
            prop_assert_eq!(list.iter().len(), model.len());
            prop_assert_eq!(list.iter().fold(0, |n, x| n ^ x), model.iter().fold(0, |n, x| n ^ x));
            for (i, x) in model.iter().enumerate() {
                prop_assert_eq!(list.get(i), Some(x));
            }
            prop_assert_eq!(list.get(model.len()), None);
            prop_assert_eq!(list.is_empty(), model.is_empty());
        }
        for (list, model) in versions {
            prop_assert_eq!(list.into_vec(), model);
        }
    }
}

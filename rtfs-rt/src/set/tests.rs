use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::Value;
use crate::collection::testing::{Counted, clones};

#[test]
fn an_address_is_that_of_the_elements() {
    let set: Set<Value> = [1, 2].map(Value::Int).into_iter().collect();
    assert_eq!(set.address(), set.clone().address());
    assert_ne!(set.address(), set.clone().conj(Value::Int(3)).address());
    assert_eq!(Set::<Value>::new().address(), None);
}

#[test]
fn a_handle_is_one_pointer() {
    assert_eq!(size_of::<Set<Value>>(), 8);
}

#[test]
fn unshared_operations_clone_nothing() {
    let count = clones(|| {
        let mut set: Set<Counted> = (0..1000).map(Counted).collect();
        for i in 0..500 {
            set = set.conj(Counted(i)).disj(&Counted(i * 2));
        }
        let small = Set::from([Counted(1), Counted(3)]);
        assert_eq!(set.difference(&small).len(), 747);
    });
    assert_eq!(count, 0);
}

#[test]
fn what_is_there_costs_nothing() {
    let set: Set<i64> = (0..1000).collect();
    assert!(set.clone().conj(5).ptr_eq(&set));
    assert!(set.clone().disj(&-1).ptr_eq(&set));
    assert!(set.clone().intersection(&set).ptr_eq(&set));
}

#[test]
fn it_is_a_value() {
    let set = Set::from([2_i64, 1]);
    assert_eq!(set.to_string(), "#{2 1}");
    assert_eq!(Set::<crate::Int>::type_name(), "[:set :int]");
    let value = set.clone().into_value();
    assert_eq!(crate::hash::of(&set), crate::hash::of(&value));
    assert_eq!(Set::<i64>::from_value(value).ok(), Some(set.clone()));
    assert_eq!(set, Set::from([1, 2]));
    assert_eq!(
        crate::hash::of(&set),
        crate::hash::of(&Set::from([1_i64, 2]))
    );
    assert!(Set::from([9_i64]) < set);
    assert!(Set::from([1_i64, 3]) > set);
    assert!(Set::<i64>::from_value(Value::Nil).is_err());
}

#[test]
fn a_million_levels_drop() {
    let mut value = Value::Nil;
    for _ in 0..100_000 {
        value = Value::Set(Set::from(vec![value]));
    }
    drop(value);
}

proptest! {
    #[test]
    fn it_behaves_like_btree_set(a in prop::collection::vec(0..40_i64, 0..60), b in prop::collection::vec(0..40_i64, 0..60)) {
        let (x, y): (Set<i64>, Set<i64>) = (a.iter().copied().collect(), b.iter().copied().collect());
        let (p, q): (BTreeSet<i64>, BTreeSet<i64>) = (a.iter().copied().collect(), b.iter().copied().collect());
        let sorted = |set: Set<i64>| set.into_iter().collect::<BTreeSet<_>>();
        prop_assert_eq!(x.len(), p.len());
        prop_assert_eq!(sorted(x.clone().union(&y)), &p | &q);
        prop_assert_eq!(sorted(x.clone().intersection(&y)), &p & &q);
        prop_assert_eq!(sorted(x.clone().difference(&y)), &p - &q);
        prop_assert_eq!(x.is_subset(&y), p.is_subset(&q));
        prop_assert_eq!(x.is_superset(&y), p.is_superset(&q));
        prop_assert_eq!(x == y, p == q);
        prop_assert!((0..40).all(|i| x.contains(&i) == p.contains(&i)));
        let mut seen = BTreeSet::new();
        let first_seen: Vec<i64> = a.iter().copied().filter(|i| seen.insert(*i)).collect();
        prop_assert_eq!(x.iter().copied().collect::<Vec<_>>(), first_seen);
    }
}

//! Sets as in mathematics.

use crate::{Arity, Data, Result, Set, Value};

use super::LibFn;
use super::args::Args;

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["union"],
        sigs: &["own set<a>, set<a>... -> set<a>"],
        arity: Arity::ANY,
        rust: "sets::union",
        associative: true,
        doc: "The elements of all the sets; nil is an empty set.",
        examples: &[
            ("(union #{1 2} #{2 3})", "#{1 2 3}"),
            ("(union)", "#{}"),
            ("(union nil #{1})", "#{1}"),
        ],
        eval: |a| {
            let a = Args::new("union", a);
            match a.len() {
                0 => Ok(Value::Set(Set::new())),
                _ => Ok(Value::Set(union(a.set(0)?, &sets(&a, 1)?))),
            }
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["intersection"],
        sigs: &["own set<a>, set<a>... -> set<a>"],
        arity: Arity::at_least(1),
        rust: "sets::intersection",
        doc: "The elements that are in all the sets.",
        examples: &[
            ("(intersection #{1 2 3} #{2 3 4} #{3})", "#{3}"),
            ("(intersection #{1} nil)", "#{}"),
        ],
        eval: |a| {
            let a = Args::new("intersection", a);
            Ok(Value::Set(intersection(a.set(0)?, &sets(&a, 1)?)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["difference"],
        sigs: &["own set<a>, set<a>... -> set<a>"],
        arity: Arity::at_least(1),
        rust: "sets::difference",
        doc: "The elements of the first set that are in none of the others.",
        examples: &[("(difference #{1 2 3} #{2} #{3 4})", "#{1}")],
        eval: |a| {
            let a = Args::new("difference", a);
            Ok(Value::Set(difference(a.set(0)?, &sets(&a, 1)?)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["subset?"],
        sigs: &["set<a>, set<a> -> bool"],
        arity: Arity::exactly(2),
        rust: "sets::subset",
        doc: "Whether every element of the first set is in the second.",
        examples: &[
            ("(subset? #{1} #{1 2})", "true"),
            ("(subset? #{1 3} #{1 2})", "false"),
            ("(subset? nil #{})", "true"),
        ],
        eval: |a| {
            let a = Args::new("subset?", a);
            Ok(Value::Bool(subset(&a.set(0)?, &a.set(1)?)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["superset?"],
        sigs: &["set<a>, set<a> -> bool"],
        arity: Arity::exactly(2),
        rust: "sets::superset",
        doc: "Whether every element of the second set is in the first.",
        examples: &[
            ("(superset? #{1 2} #{1})", "true"),
            ("(superset? #{1} #{2})", "false"),
        ],
        eval: |a| {
            let a = Args::new("superset?", a);
            Ok(Value::Bool(superset(&a.set(0)?, &a.set(1)?)))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["disj"],
        sigs: &["own set<a>, a... -> set<a>"],
        arity: Arity::at_least(1),
        rust: "sets::disj",
        doc: "The set without the elements; nil of nil.",
        examples: &[("(disj #{1 2 3} 2 9)", "#{1 3}"), ("(disj nil 1)", "nil")],
        eval: |a| {
            let a = Args::new("disj", a);
            match a.value(0)? {
                Value::Nil => Ok(Value::Nil),
                other => Ok(Value::Set(disj(a.as_set(other)?, a.from(1)))),
            }
        },
        ..LibFn::TYPED
    },
];

/// `union`.
pub fn union<A: Data>(first: Set<A>, others: &[Set<A>]) -> Set<A> {
    others.iter().fold(first, |set, other| set.union(other))
}

/// `intersection`.
pub fn intersection<A: Data>(first: Set<A>, others: &[Set<A>]) -> Set<A> {
    others
        .iter()
        .fold(first, |set, other| set.intersection(other))
}

/// `difference`.
pub fn difference<A: Data>(first: Set<A>, others: &[Set<A>]) -> Set<A> {
    others
        .iter()
        .fold(first, |set, other| set.difference(other))
}

/// `subset?`.
pub fn subset<A: Data>(first: &Set<A>, second: &Set<A>) -> bool {
    first.is_subset(second)
}

/// `superset?`.
pub fn superset<A: Data>(first: &Set<A>, second: &Set<A>) -> bool {
    first.is_superset(second)
}

/// `disj`.
pub fn disj<A: Data>(set: Set<A>, items: &[A]) -> Set<A> {
    items.iter().fold(set, |set, item| set.disj(item))
}

/// The arguments from `index` on as sets.
fn sets(args: &Args<'_>, index: usize) -> Result<Vec<Set<Value>>> {
    args.from(index)
        .iter()
        .map(|value| args.as_set(value))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn set(items: &BTreeSet<i64>) -> Set<i64> {
        items.iter().copied().collect()
    }

    fn plain(items: Set<i64>) -> BTreeSet<i64> {
        items.iter().copied().collect()
    }

    proptest! {
        #[test]
        fn sets_agree_with_std(
            first in prop::collection::btree_set(0i64..12, 0..12),
            second in prop::collection::btree_set(0i64..12, 0..12),
        ) {
            let (a, b) = (set(&first), set(&second));
            let others = std::slice::from_ref(&b);
            prop_assert_eq!(plain(union(a.clone(), others)), &first | &second);
            prop_assert_eq!(plain(intersection(a.clone(), others)), &first & &second);
            prop_assert_eq!(plain(difference(a.clone(), others)), &first - &second);
            prop_assert_eq!(subset(&a, &b), first.is_subset(&second));
            prop_assert_eq!(superset(&a, &b), first.is_superset(&second));
        }
    }
}

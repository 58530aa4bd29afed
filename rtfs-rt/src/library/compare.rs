//! Equality, order and truth.

use std::cmp::Ordering;

use crate::{Arity, Data, Number, Result, Value, ops};

use super::LibFn;
use super::args::{self, Args};

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["="],
        arity: Arity::at_least(1),
        doc: "Whether all arguments are equal by value. A vector equals a list of the same elements; an \
              int never equals a float, and NaN nothing.",
        examples: &[
            ("(= [1 2] (list 1 2))", "true"),
            ("(= 1 1.0)", "false"),
            ("(= 1 1 2)", "false"),
            ("(= {:a 1 :b 2} {:b 2 :a 1})", "true"),
        ],
        eval: |a| Ok(Value::Bool(all_equal(a))),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["not=", "!="],
        arity: Arity::at_least(1),
        doc: "Whether `=` is false.",
        examples: &[("(not= 1 2)", "true"), ("(!= [1] [1])", "false")],
        eval: |a| Ok(Value::Bool(!all_equal(a))),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["=="],
        arity: Arity::at_least(1),
        doc: "Whether all numbers have the same value, int or float.",
        examples: &[("(== 1 1.0)", "true"), ("(== 1 2)", "false")],
        eval: |a| {
            chain("==", ops::dyn_num_eq, a, |order| {
                order == Some(Ordering::Equal)
            })
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["<"],
        arity: Arity::at_least(1),
        doc: "Whether each number is less than the next. An int and a float compare exactly.",
        examples: &[
            ("(< 1 2 3)", "true"),
            ("(< 1 1)", "false"),
            ("(< 1 1.5)", "true"),
        ],
        eval: |a| chain("<", ops::dyn_lt, a, |order| order == Some(Ordering::Less)),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &[">"],
        arity: Arity::at_least(1),
        doc: "Whether each number is greater than the next.",
        examples: &[("(> 3 2 1)", "true"), ("(> 1 2)", "false")],
        eval: |a| {
            chain(">", ops::dyn_gt, a, |order| {
                order == Some(Ordering::Greater)
            })
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["<="],
        arity: Arity::at_least(1),
        doc: "Whether each number is at most the next.",
        examples: &[("(<= 1 1 2)", "true"), ("(<= 2 1)", "false")],
        eval: |a| {
            chain("<=", ops::dyn_le, a, |order| {
                matches!(order, Some(Ordering::Less | Ordering::Equal))
            })
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &[">="],
        arity: Arity::at_least(1),
        doc: "Whether each number is at least the next.",
        examples: &[("(>= 2 2 1)", "true"), ("(>= 1 2)", "false")],
        eval: |a| {
            chain(">=", ops::dyn_ge, a, |order| {
                matches!(order, Some(Ordering::Greater | Ordering::Equal))
            })
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["compare"],
        sigs: &["a, a -> idx"],
        arity: Arity::exactly(2),
        rust: "data::compare",
        fallible: true,
        compares: true,
        doc: "-1, 0 or 1 as the first is less than, equal to or greater than the second. nil comes before \
              everything, numbers by value, strings by code point, keywords and symbols by name, vectors \
              by length and then by element, false before true. `:type-error` for values of other \
              different kinds.",
        examples: &[
            ("(compare 1 2)", "-1"),
            ("(compare \"b\" \"a\")", "1"),
            ("(compare nil 0)", "-1"),
            ("(compare [9] [1 2])", "-1"),
        ],
        eval: |a| {
            let a = Args::new("compare", a);
            Ok(Value::Int(super::data::compare(a.value(0)?, a.value(1)?)?))
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["identical?"],
        arity: Arity::exactly(2),
        doc: "Values have no identity besides their content in RTFS: the same as `=`.",
        examples: &[("(identical? :a :a)", "true")],
        eval: |a| Ok(Value::Bool(all_equal(a))),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["not"],
        doc: "true of nil and false, false of everything else.",
        examples: &[("(not nil)", "true"), ("(not 0)", "false")],
        eval: |a| Ok(Value::Bool(!Args::new("not", a).value(0)?.is_truthy())),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["boolean"],
        doc: "false of nil and false, true of everything else.",
        examples: &[("(boolean nil)", "false"), ("(boolean 0)", "true")],
        eval: |a| Ok(Value::Bool(Args::new("boolean", a).value(0)?.is_truthy())),
        ..LibFn::SPECIAL
    },
];

fn all_equal(values: &[Value]) -> bool {
    values
        .windows(2)
        .all(|pair| matches!(pair, [x, y] if x.same(y)))
}

/// Whether every number stands to the next as `holds` says; all arguments must be numbers.
fn chain(
    name: &str,
    two: fn(&Value, &Value) -> Result<bool>,
    values: &[Value],
    holds: fn(Option<Ordering>) -> bool,
) -> Result<Value> {
    if let [x, y] = values {
        return two(x, y).map(Value::Bool);
    }
    let numbers: Vec<Number> = values
        .iter()
        .map(|value| args::as_number(name, value))
        .collect::<Result<_>>()?;
    let mut pairs = numbers.windows(2);
    let all = pairs.all(|pair| matches!(pair, [x, y] if holds(x.partial_cmp(y))));
    Ok(Value::Bool(all))
}

//! Functions of functions.

use crate::{Arity, Result, Value};

use super::args::Args;
use super::callable::func;
use super::{LibFn, invoke};

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["apply"],
        arity: Arity::at_least(2),
        doc: "`(apply f x… coll)`: calls the function with the arguments x and then the elements of the \
              sequence.",
        examples: &[
            ("(apply + [1 2 3])", "6"),
            ("(apply + 1 2 [3])", "6"),
            ("(apply str nil)", "\"\""),
        ],
        eval: |a| {
            let a = Args::new("apply", a);
            let last = a.len() - 1;
            let mut values = a.from(1).to_vec();
            values.pop();
            values.extend(a.seq(last)?.items.iter().cloned());
            invoke(a.value(0)?, &values)
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["comp"],
        arity: Arity::ANY,
        doc: "The function that applies the last function to its arguments and each other one to the \
              result, from the right; `(comp)` is `identity`.",
        examples: &[
            ("((comp inc abs) -3)", "4"),
            ("((comp) 1)", "1"),
            ("((comp str +) 1 2)", "\"3\""),
        ],
        eval: |a| {
            let functions = a.to_vec();
            check("comp", a)?;
            Ok(func("comp", Arity::ANY, move |args| {
                let mut rest = functions.iter().rev();
                let Some(first) = rest.next() else {
                    return Ok(Args::new("comp", args).value(0)?.clone());
                };
                rest.try_fold(invoke(first, args)?, |result, f| invoke(f, &[result]))
            }))
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["partial"],
        arity: Arity::at_least(1),
        doc: "`(partial f x…)`: the function that calls f with x… and then its own arguments.",
        examples: &[("((partial + 1 2) 3)", "6"), ("((partial inc) 1)", "2")],
        eval: |a| {
            let function = Args::new("partial", a).value(0)?.clone();
            check("partial", a.get(..1).unwrap_or_default())?;
            let first = a.get(1..).unwrap_or_default().to_vec();
            Ok(func("partial", Arity::ANY, move |args| {
                let mut all = first.clone();
                all.extend_from_slice(args);
                invoke(&function, &all)
            }))
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["identity"],
        doc: "Its argument.",
        examples: &[("(identity 7)", "7")],
        eval: |a| Ok(Args::new("identity", a).value(0)?.clone()),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["constantly"],
        doc: "The function that gives this value, whatever its arguments.",
        examples: &[("((constantly 7) 1 2)", "7")],
        eval: |a| {
            let value = Args::new("constantly", a).value(0)?.clone();
            Ok(func("constantly", Arity::ANY, move |_| Ok(value.clone())))
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["complement"],
        doc: "The predicate that is true where this one is false.",
        examples: &[
            ("((complement even?) 3)", "true"),
            ("(filter (complement nil?) [1 nil])", "[1]"),
        ],
        eval: |a| {
            check("complement", a)?;
            let function = Args::new("complement", a).value(0)?.clone();
            Ok(func("complement", Arity::ANY, move |args| {
                Ok(Value::Bool(!invoke(&function, args)?.is_truthy()))
            }))
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["juxt"],
        arity: Arity::at_least(1),
        doc: "The function that gives the vector of what each function gives for its arguments.",
        examples: &[
            ("((juxt inc dec) 5)", "[6 4]"),
            ("(map (juxt :a :b) [{:a 1 :b 2}])", "[[1 2]]"),
        ],
        eval: |a| {
            check("juxt", a)?;
            let functions = a.to_vec();
            Ok(func("juxt", Arity::ANY, move |args| {
                let results = functions
                    .iter()
                    .map(|f| invoke(f, args))
                    .collect::<Result<Vec<_>>>()?;
                Ok(Value::Vector(crate::Vector::from_vec(results)))
            }))
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["fnil"],
        arity: Arity::between(2, 4),
        doc: "`(fnil f x…)`: the function that calls f with x… in the place of its first arguments where \
              they are nil.",
        examples: &[
            ("((fnil inc 0) nil)", "1"),
            ("((fnil + 1 2) nil nil 3)", "6"),
            ("((fnil inc 0) 5)", "6"),
        ],
        eval: |a| {
            let function = Args::new("fnil", a).value(0)?.clone();
            check("fnil", a.get(..1).unwrap_or_default())?;
            let defaults = a.get(1..).unwrap_or_default().to_vec();
            Ok(func("fnil", Arity::at_least(1), move |args| {
                let mut all = args.to_vec();
                for (arg, default) in all.iter_mut().zip(&defaults) {
                    if arg.is_nil() {
                        *arg = default.clone();
                    }
                }
                invoke(&function, &all)
            }))
        },
        ..LibFn::SPECIAL
    },
];

/// Whether the arguments can all be called; else the error of the first that cannot.
fn check(name: &'static str, values: &[Value]) -> Result<()> {
    let args = Args::new(name, values);
    (0..values.len()).try_for_each(|index| args.function(index).map(|_| ()))
}

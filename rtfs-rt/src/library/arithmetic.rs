//! Arithmetic that the compiler emits itself: sums, products, quotients, conversions.

use crate::{Arity, Data, Error, ErrorKind, Int, Number, Result, Value, ops};

use super::LibFn;
use super::args::{self, Args};

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["+"],
        arity: Arity::ANY,
        associative: true,
        doc: "The sum of numbers: an int of any size if all are ints, else a float. `(+)` is 0.",
        examples: &[
            ("(+ 1 2 3)", "6"),
            ("(+)", "0"),
            ("(+ 1 0.5)", "1.5"),
            ("(+ 9223372036854775807 1)", "9223372036854775808"),
        ],
        eval: |a| match a {
            [x, y] => ops::dyn_add(x, y).map(Data::into_value),
            _ => fold("+", a, 0, Number::add),
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["-"],
        arity: Arity::at_least(1),
        doc: "The first number less all the others; of one number, its negation.",
        examples: &[("(- 10 1 2)", "7"), ("(- 5)", "-5"), ("(- 1 0.5)", "0.5")],
        eval: |a| {
            if let [x, y] = a {
                return ops::dyn_sub(x, y).map(Data::into_value);
            }
            let a = Args::new("-", a);
            let first = a.number(0)?;
            let result = match a.len() {
                1 => first.neg(),
                _ => others(&a, first, |x, y| Ok(x.sub(y)))?,
            };
            Ok(result.into_value())
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["*"],
        arity: Arity::ANY,
        associative: true,
        doc: "The product of numbers: an int of any size if all are ints, else a float. `(*)` is 1.",
        examples: &[("(* 2 3 4)", "24"), ("(*)", "1"), ("(* 2 0.5)", "1.0")],
        eval: |a| match a {
            [x, y] => ops::dyn_mul(x, y).map(Data::into_value),
            _ => fold("*", a, 1, Number::mul),
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["/"],
        arity: Arity::at_least(1),
        doc: "The first number divided by all the others; of one number, 1 divided by it. Of ints an \
              int when exact, else a float. `:division-by-zero` for an int divided by the int 0; with \
              a float, IEEE 754.",
        examples: &[
            ("(/ 6 2)", "3"),
            ("(/ 7 2)", "3.5"),
            ("(/ 2)", "0.5"),
            ("(/ 1.0 0)", "##Inf"),
        ],
        eval: |a| {
            let a = Args::new("/", a);
            let first = a.number(0)?;
            let result = match a.len() {
                1 => Number::Int(Int::from(1)).div(first)?,
                _ => others(&a, first, Number::div)?,
            };
            Ok(result.into_value())
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["quot"],
        arity: Arity::exactly(2),
        doc: "The quotient rounded towards zero. `:division-by-zero` for ints.",
        examples: &[("(quot 7 2)", "3"), ("(quot -7 2)", "-3")],
        eval: |a| two("quot", a, Number::quot),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["rem"],
        arity: Arity::exactly(2),
        doc: "The remainder of `quot`; it has the sign of the first. `:division-by-zero` for ints.",
        examples: &[("(rem 7 2)", "1"), ("(rem -7 2)", "-1")],
        eval: |a| two("rem", a, Number::rem),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["mod"],
        arity: Arity::exactly(2),
        doc: "The modulus; it has the sign of the second. `:division-by-zero` for ints.",
        examples: &[
            ("(mod 7 2)", "1"),
            ("(mod -7 2)", "1"),
            ("(mod 7 -2)", "-1"),
        ],
        eval: |a| two("mod", a, Number::modulo),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["inc"],
        doc: "The number plus 1.",
        examples: &[("(inc 1)", "2"), ("(inc 1.5)", "2.5")],
        eval: |a| {
            Ok(Args::new("inc", a)
                .number(0)?
                .add(Number::Int(Int::from(1)))
                .into_value())
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["dec"],
        doc: "The number minus 1.",
        examples: &[("(dec 1)", "0"), ("(dec 1.5)", "0.5")],
        eval: |a| {
            Ok(Args::new("dec", a)
                .number(0)?
                .sub(Number::Int(Int::from(1)))
                .into_value())
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["abs"],
        doc: "The number without its sign.",
        examples: &[("(abs -3)", "3"), ("(abs -1.5)", "1.5")],
        eval: |a| Ok(Args::new("abs", a).number(0)?.abs().into_value()),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["max"],
        arity: Arity::at_least(1),
        associative: true,
        doc: "The greatest of numbers, as it is (int or float); the first of equal ones; NaN if any is \
              NaN.",
        examples: &[
            ("(max 1 3 2)", "3"),
            ("(max 1 2.5)", "2.5"),
            ("(max 1 1.0)", "1"),
        ],
        eval: |a| {
            let a = Args::new("max", a);
            Ok(others(&a, a.number(0)?, |x, y| Ok(x.max(y)))?.into_value())
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["min"],
        arity: Arity::at_least(1),
        associative: true,
        doc: "The least of numbers, as it is (int or float); the first of equal ones; NaN if any is NaN.",
        examples: &[("(min 3 1 2)", "1"), ("(min 1 0.5)", "0.5")],
        eval: |a| {
            let a = Args::new("min", a);
            Ok(others(&a, a.number(0)?, |x, y| Ok(x.min(y)))?.into_value())
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["int"],
        doc: "A number as an int: a float without its fraction. `:overflow` for an infinity or NaN.",
        examples: &[("(int 2.9)", "2"), ("(int -2.9)", "-2"), ("(int 3)", "3")],
        eval: |a| match Args::new("int", a).number(0)? {
            Number::Int(n) => Ok(n.into_value()),
            Number::Float(x) => match Int::from_f64(x.trunc()) {
                Some(n) => Ok(n.into_value()),
                None => Err(not_an_int(x)),
            },
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["float"],
        doc: "A number as a float: of an int the nearest.",
        examples: &[("(float 2)", "2.0"), ("(float 1.5)", "1.5")],
        eval: |a| Ok(Value::Float(Args::new("float", a).float(0)?)),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["number"],
        doc: "A number itself; `:type-error` for everything else.",
        examples: &[("(number 2)", "2"), ("(number 1.5)", "1.5")],
        eval: |a| Ok(Args::new("number", a).number(0)?.into_value()),
        ..LibFn::SPECIAL
    },
];

fn fold(
    name: &str,
    values: &[Value],
    start: i64,
    step: fn(Number, Number) -> Number,
) -> Result<Value> {
    let mut total = Number::Int(Int::from(start));
    for (index, value) in values.iter().enumerate() {
        let number = args::as_number(name, value)?;
        total = if index == 0 {
            number
        } else {
            step(total, number)
        };
    }
    Ok(total.into_value())
}

/// `first`, then every later argument, through `step`.
fn others(
    args: &Args<'_>,
    first: Number,
    step: fn(Number, Number) -> Result<Number>,
) -> Result<Number> {
    let rest = args.from(1).iter();
    rest.map(|value| args::as_number(args.name, value))
        .try_fold(first, |acc, n| step(acc, n?))
}

fn two(
    name: &'static str,
    values: &[Value],
    step: fn(Number, Number) -> Result<Number>,
) -> Result<Value> {
    let args = Args::new(name, values);
    Ok(step(args.number(0)?, args.number(1)?)?.into_value())
}

#[cold]
fn not_an_int(x: f64) -> Error {
    let shown = crate::print::readable(&x);
    Error::new(
        ErrorKind::Overflow,
        format!("`int`: no int is near {shown}"),
    )
}

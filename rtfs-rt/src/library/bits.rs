//! Operations on the bits of ints of any size, in two's complement without end.

use crate::{Arity, Data, Int, Result, Value};

use super::LibFn;
use super::args::Args;

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["bit-and"],
        arity: Arity::at_least(2),
        associative: true,
        doc: "The bits that are set in all the ints.",
        examples: &[("(bit-and 12 10)", "8"), ("(bit-and -1 5 4)", "4")],
        eval: |a| fold("bit-and", a, Int::bit_and),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["bit-or"],
        arity: Arity::at_least(2),
        associative: true,
        doc: "The bits that are set in some of the ints.",
        examples: &[("(bit-or 12 10)", "14")],
        eval: |a| fold("bit-or", a, Int::bit_or),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["bit-xor"],
        arity: Arity::at_least(2),
        associative: true,
        doc: "The bits that are set in an odd number of the ints.",
        examples: &[("(bit-xor 12 10)", "6")],
        eval: |a| fold("bit-xor", a, Int::bit_xor),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["bit-not"],
        doc: "All bits inverted: `(- -1 n)`.",
        examples: &[("(bit-not 5)", "-6")],
        eval: |a| Ok(Args::new("bit-not", a).int(0)?.bit_not().into_value()),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["bit-shift-left"],
        arity: Arity::exactly(2),
        doc: "`(bit-shift-left n by)`: n · 2^by, exact at any size; a negative `by` shifts right.",
        examples: &[
            ("(bit-shift-left 1 10)", "1024"),
            ("(bit-shift-left 1 64)", "18446744073709551616"),
        ],
        eval: |a| {
            let a = Args::new("bit-shift-left", a);
            Ok(a.int(0)?.shift_left(&a.int(1)?)?.into_value())
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["bit-shift-right"],
        arity: Arity::exactly(2),
        doc: "`(bit-shift-right n by)`: n / 2^by, rounded down; a negative `by` shifts left.",
        examples: &[
            ("(bit-shift-right 1024 10)", "1"),
            ("(bit-shift-right -5 1)", "-3"),
        ],
        eval: |a| {
            let a = Args::new("bit-shift-right", a);
            Ok(a.int(0)?.shift_right(&a.int(1)?)?.into_value())
        },
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["bit-count"],
        sigs: &["int -> idx"],
        rust: "numbers::bit_count",
        doc: "How many bits of an int are set; of a negative one, how many are not.",
        examples: &[("(bit-count 7)", "3"), ("(bit-count 0)", "0")],
        eval: |a| {
            Ok(Value::Int(super::numbers::bit_count(
                Args::new("bit-count", a).int(0)?,
            )))
        },
        ..LibFn::TYPED
    },
];

fn fold(name: &'static str, values: &[Value], step: fn(Int, Int) -> Int) -> Result<Value> {
    let args = Args::new(name, values);
    let mut result = args.int(0)?;
    for index in 1..args.len() {
        result = step(result, args.int(index)?);
    }
    Ok(result.into_value())
}

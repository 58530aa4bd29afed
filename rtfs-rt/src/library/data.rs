//! Values as text, as hashes, and in order.

use std::cmp::Ordering;

use crate::print::Printer;
use crate::{Arity, Data, Result, Str, Value};

use super::LibFn;
use super::args::Args;

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["str"],
        arity: Arity::ANY,
        associative: true,
        doc: "The arguments as text, put together: strings as they are, everything else readably, as are \
              strings inside a collection. `(str nil)` is \"nil\", `(str)` is \"\".",
        examples: &[
            ("(str \"a\" 1 :k nil)", "\"a1:knil\""),
            ("(str [\"a\" 4.0])", "\"[\\\"a\\\" 4.0]\""),
            ("(str)", "\"\""),
        ],
        eval: |a| Ok(Value::Str(printed(a, "", false))),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["pr-str"],
        sigs: &["a -> string as pr_str_one", "any... -> string"],
        arity: Arity::ANY,
        rust: "data::pr_str",
        doc: "The arguments as RTFS text that reads back as equal values, with spaces between.",
        examples: &[
            ("(pr-str \"a\\n\" [:k nil])", "\"\\\"a\\\\n\\\" [:k nil]\""),
            ("(pr-str)", "\"\""),
        ],
        eval: |a| Ok(Value::Str(pr_str(a))),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["print-str"],
        sigs: &["any... -> string"],
        arity: Arity::ANY,
        rust: "data::print_str",
        doc: "The arguments as `str` shows each, with spaces between.",
        examples: &[("(print-str \"a\" 1 nil)", "\"a 1 nil\"")],
        eval: |a| Ok(Value::Str(print_str(a))),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["hash"],
        sigs: &["a -> int"],
        rust: "data::hash",
        doc: "An int that is the same for equal values, on every run and machine.",
        examples: &[
            ("(= (hash [1 :a]) (hash (list 1 :a)))", "true"),
            ("(= (hash 1) (hash 2))", "false"),
        ],
        eval: |a| Ok(hash(Args::new("hash", a).value(0)?).into_value()),
        ..LibFn::TYPED
    },
];

/// `compare`: -1, 0 or 1.
pub fn compare<A: Data>(first: &A, second: &A) -> Result<i64> {
    Ok(match first.order(second)? {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    })
}

/// `pr-str` of one value.
pub fn pr_str_one<A: Data>(value: &A) -> Str {
    Str::from(crate::print::readable(value))
}

/// `pr-str`.
pub fn pr_str(values: &[Value]) -> Str {
    printed(values, " ", true)
}

/// `print-str`.
pub fn print_str(values: &[Value]) -> Str {
    printed(values, " ", false)
}

/// `hash`.
pub fn hash<A: Data>(value: &A) -> crate::Int {
    // The bits of the hash as an `i64`, so that the int stays small.
    crate::Int::from(crate::hash::of(value).cast_signed())
}

fn printed(values: &[Value], separator: &str, readably: bool) -> Str {
    let mut printer = Printer::new();
    for (index, value) in values.iter().enumerate() {
        if index > 0 {
            printer.push_str(separator);
        }
        value.print(&mut printer, readably);
    }
    Str::from(printer.finish())
}

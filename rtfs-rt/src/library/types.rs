//! The type of a value, as data.

use crate::{Keyword, Str, Value};

use super::LibFn;
use super::args::Args;

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["type-name"],
        sigs: &["any -> string"],
        rust: "types::type_name",
        doc: "The kind of a value as a string: `\":int\"`, `\":vector\"`…",
        examples: &[
            ("(type-name 1)", "\":int\""),
            ("(type-name [])", "\":vector\""),
            ("(type-name inc)", "\":fn\""),
        ],
        eval: |a| Ok(Value::Str(type_name(Args::new("type-name", a).value(0)?))),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["type-of"],
        sigs: &["any -> keyword"],
        rust: "types::type_of",
        doc: "The kind of a value as a keyword: `:int`, `:vector`…",
        examples: &[("(type-of nil)", ":nil"), ("(type-of \"a\")", ":string")],
        eval: |a| Ok(Value::Keyword(type_of(Args::new("type-of", a).value(0)?))),
        ..LibFn::TYPED
    },
];

/// `type-name`.
pub fn type_name(value: &Value) -> Str {
    Str::from(value.kind().as_str())
}

/// `type-of`.
pub fn type_of(value: &Value) -> Keyword {
    Keyword::new(value.kind().as_str().trim_start_matches(':'))
}

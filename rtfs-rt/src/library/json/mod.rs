//! JSON: text to values and back.
//!
//! | JSON | RTFS |
//! | --- | --- |
//! | object | map; its keys become keywords, or stay strings if that is asked for |
//! | array | vector |
//! | number without point and exponent | int, of any size |
//! | other number | float, the nearest one |
//! | string, `true`, `false`, `null` | string, `true`, `false`, nil |
//!
//! Back, lists and sets are arrays too, keywords and symbols their names, instants and UUIDs
//! their text. What has no form in JSON is an error that names the path to it.

mod number;
mod read;
mod write;

use crate::{Arity, Error, ErrorKind, Keyword, Result, Str, Value};

use super::LibFn;
use super::args::Args;

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["parse-json"],
        sigs: &["string -> any", "string, any -> any as parse_json_with"],
        arity: Arity::between(1, 2),
        rust: "json::parse_json",
        fallible: true,
        doc: "The value of a JSON text: objects are maps whose keys are keywords (`{:keys :string}` as second \
              argument keeps strings), arrays are vectors, numbers ints of any size or floats, `null` is nil. Of \
              a key that stands twice the last value counts. `:parse-error` with line and column for what is \
              no JSON, or is nested deeper than 1,000 levels.",
        examples: &[
            (
                "(parse-json \"{\\\"a\\\": [1, 2.5, null, true]}\")",
                "{:a [1 2.5 nil true]}",
            ),
            (
                "(parse-json \"{\\\"a b\\\": 1}\" {:keys :string})",
                "{\"a b\" 1}",
            ),
            (
                "(parse-json \"123456789012345678901234567890\")",
                "123456789012345678901234567890",
            ),
        ],
        eval: |a| {
            let a = Args::new("parse-json", a);
            match a.len() {
                1 => parse_json(a.text(0)?),
                _ => parse_json_with(a.text(0)?, a.value(1)?),
            }
        },
        ..LibFn::TYPED
    },
    LibFn {
        names: &["serialize-json"],
        sigs: &["any -> string"],
        rust: "json::serialize_json",
        fallible: true,
        doc: "A value as JSON text, on one line. Keys of maps are strings, keywords and symbols (their names), ints, \
              instants or UUIDs. `:type-error` with the path for what JSON has no form for: functions, regular \
              expressions, NaN and infinities, other keys, and two keys that are one in JSON.",
        examples: &[
            (
                "(serialize-json {:a [1 2.5 nil true \"x\"]})",
                "\"{\\\"a\\\":[1,2.5,null,true,\\\"x\\\"]}\"",
            ),
            ("(serialize-json (list :k 1.0))", "\"[\\\"k\\\",1.0]\""),
        ],
        eval: |a| serialize_json(Args::new("serialize-json", a).value(0)?).map(Value::Str),
        ..LibFn::TYPED
    },
    LibFn {
        names: &["serialize-json-pretty"],
        sigs: &["any -> string"],
        rust: "json::serialize_json_pretty",
        fallible: true,
        doc: "A value as JSON text with a line for each element, indented by two spaces; otherwise as \
              `serialize-json`.",
        examples: &[
            (
                "(serialize-json-pretty {:a [1]})",
                "\"{\\n  \\\"a\\\": [\\n    1\\n  ]\\n}\"",
            ),
            ("(serialize-json-pretty [])", "\"[]\""),
        ],
        eval: |a| {
            let a = Args::new("serialize-json-pretty", a);
            serialize_json_pretty(a.value(0)?).map(Value::Str)
        },
        ..LibFn::TYPED
    },
];

/// `parse-json`.
pub fn parse_json(text: &str) -> Result<Value> {
    read::read(text, read::Keys::Keywords)
}

/// `parse-json` with options.
pub fn parse_json_with(text: &str, options: &Value) -> Result<Value> {
    let keys = match options {
        Value::Nil => read::Keys::Keywords,
        Value::Map(map) => match map.get(&Value::Keyword(Keyword::new("keys"))) {
            None => read::Keys::Keywords,
            Some(Value::Keyword(wish)) if wish.as_str() == "keyword" => read::Keys::Keywords,
            Some(Value::Keyword(wish)) if wish.as_str() == "string" => read::Keys::Strings,
            Some(other) => {
                let got = crate::error::describe(other);
                return Err(Error::new(
                    ErrorKind::ValidationError,
                    format!("`parse-json`: `:keys` is `:keyword` or `:string`, got {got}"),
                ));
            }
        },
        other => return Err(super::args::wrong("parse-json", "a map of options", other)),
    };
    read::read(text, keys)
}

/// `serialize-json`.
pub fn serialize_json(value: &Value) -> Result<Str> {
    write::write("serialize-json", value, ::serde_json::ser::CompactFormatter)
}

/// `serialize-json-pretty`.
pub fn serialize_json_pretty(value: &Value) -> Result<Str> {
    let formatter = ::serde_json::ser::PrettyFormatter::new();
    write::write("serialize-json-pretty", value, formatter)
}

#[cfg(test)]
mod tests;

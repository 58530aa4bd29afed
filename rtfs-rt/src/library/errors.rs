//! Errors as values: making, throwing and taking them apart.
//!
//! An error value is a map `{:type :message :data}`; a caught one has `:at` too. Throwing a map
//! whose `:type` names a kind and whose `:message` is a string gives an error of that kind, so that
//! a caught error can be thrown again. Any other value thrown is the `:data` of a `:thrown` error.

use crate::{Arity, Data, Error, ErrorKind, Keyword, Map, Result, Str, Value};

use super::args::Args;
use super::{LibFn, access};

/// The functions of this module.
pub(super) static TABLE: &[LibFn] = &[
    LibFn {
        names: &["throw"],
        doc: "Fails with a value: an error value as that error, anything else as the `:data` of a \
              `:thrown` one.",
        examples: &[],
        eval: |a| Err(thrown(Args::new("throw", a).value(0)?.clone())),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["ex-info"],
        arity: Arity::between(1, 2),
        doc: "`(ex-info message data)`: an error value, for `throw`; the data is a map, by default nil.",
        examples: &[
            ("(ex-message (ex-info \"no\" {:a 1}))", "\"no\""),
            ("(ex-data (ex-info \"no\" {:a 1}))", "{:a 1}"),
        ],
        eval: |a| made(Args::new("ex-info", a)),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["error"],
        arity: Arity::between(1, 2),
        doc: "`(error message data)`: an error value, for `throw`; the data is any value, by default nil.",
        examples: &[
            ("(ex-message (error \"no\"))", "\"no\""),
            ("(ex-data (error \"no\" 7))", "7"),
        ],
        eval: |a| made(Args::new("error", a)),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["ex-message"],
        doc: "The message of an error value, or nil.",
        examples: &[
            ("(ex-message {:message \"m\"})", "\"m\""),
            ("(ex-message 1)", "nil"),
        ],
        eval: |a| field(a, "message"),
        ..LibFn::SPECIAL
    },
    LibFn {
        names: &["ex-data"],
        doc: "The data of an error value, or nil.",
        examples: &[
            ("(ex-data {:data {:a 1}})", "{:a 1}"),
            ("(ex-data nil)", "nil"),
        ],
        eval: |a| field(a, "data"),
        ..LibFn::SPECIAL
    },
];

/// The error that `(throw value)` fails with.
#[cold]
pub fn thrown(value: Value) -> Error {
    let of = |name| access::get(&value, &keyword(name), &Value::Nil);
    match (of("type"), of("message"), of("data")) {
        (Ok(Value::Keyword(kind)), Ok(Value::Str(message)), Ok(data)) => {
            match ErrorKind::from_name(kind.as_str()) {
                Some(kind) if data.is_nil() => Error::new(kind, message.as_str()),
                Some(kind) => Error::new(kind, message.as_str()).with_data(data),
                None => Error::thrown(value),
            }
        }
        _ => Error::thrown(value),
    }
}

/// The fields of what `catch` binds: `:type`, `:message`, `:data`, and `:at` as `"file:line:col"`.
#[cold]
pub fn caught_fields(error: &Error) -> (Keyword, Str, Value, Option<Str>) {
    (
        Keyword::new(error.kind().as_str().trim_start_matches(':')),
        Str::from(error.message()),
        error.data().cloned().unwrap_or_default(),
        error.place().map(|place| Str::from(place.to_string())),
    )
}

/// What `catch` binds: `{:type :message :data :at}`.
#[cold]
pub fn caught(error: &Error) -> Value {
    let (kind, message, data, at) = caught_fields(error);
    entries([
        ("type", Value::Keyword(kind)),
        ("message", Value::Str(message)),
        ("data", data),
        ("at", at.map_or(Value::Nil, Value::Str)),
    ])
}

fn made(args: Args<'_>) -> Result<Value> {
    let message = Value::Str(args.text(0)?.clone());
    let data = args.from(1).first().cloned().unwrap_or_default();
    let kind = Value::Keyword(Keyword::new("thrown"));
    Ok(entries([
        ("type", kind),
        ("message", message),
        ("data", data),
    ]))
}

/// A field of an error value; nil of what is no map.
fn field(args: &[Value], name: &str) -> Result<Value> {
    match args {
        [map @ Value::Map(_)] => access::get(map, &keyword(name), &Value::Nil),
        _ => Ok(Value::Nil),
    }
}

fn keyword(name: &str) -> Value {
    Value::Keyword(Keyword::new(name))
}

fn entries<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let map = fields.into_iter().fold(Map::new(), |map, (name, value)| {
        map.assoc(keyword(name), value)
    });
    map.into_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caught_error_can_be_thrown_again() {
        let first = Error::new(ErrorKind::Overflow, "too big").with_data(Value::Int(7));
        let again = thrown(caught(&first));
        assert_eq!(again.kind(), ErrorKind::Overflow);
        assert_eq!(again.message(), "too big");
        assert_eq!(again.data(), Some(&Value::Int(7)));
    }

    #[test]
    fn any_value_can_be_thrown() {
        let error = thrown(Value::Int(7));
        assert_eq!(
            (error.kind(), error.data()),
            (ErrorKind::Thrown, Some(&Value::Int(7)))
        );
        let unknown = entries([
            ("type", keyword("no-such-kind")),
            ("message", Value::Str(Str::from("m"))),
        ]);
        let error = thrown(unknown.clone());
        assert_eq!(
            (error.kind(), error.data()),
            (ErrorKind::Thrown, Some(&unknown))
        );
    }
}

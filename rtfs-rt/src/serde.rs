//! Serialisation: values in every format that has a serde crate, and Rust types as values.
//!
//! [`to_value`] and [`from_value`] turn any serde type into a value and back:
//!
//! | Rust | RTFS |
//! | --- | --- |
//! | struct | map of keywords, named as the fields are |
//! | `HashMap`, `BTreeMap` | map, its keys as they are |
//! | sequence, tuple, bytes | vector |
//! | unit, `None`, unit struct | nil |
//! | unit variant | keyword, `:Variant` |
//! | other variant | map of one entry, `{:Variant content}` |
//! | `char` | string of one character |
//!
//! Going back, a keyword, a symbol and a string are alike where a name is wanted, and a vector, a
//! list and a set where a sequence is; errors name the path.
//!
//! In a format such as JSON a keyword is its name, a symbol too, a list and a set are sequences,
//! an instant, a UUID and a regular expression are their text, and an int beyond 64 bits is its digits in a string. RTFS's own types ask for what they are,
//! so `Keyword`, `Set<Int>` and the rest come back as themselves; a [`Value`](crate::Value) comes
//! back as what the format tells, and from [`from_value`] as it was. Functions do not serialise.

mod collections;
mod de;
mod nodes;
mod record;
mod scalars;
mod ser;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "inst", feature = "uuid", feature = "regex"))]
mod texts;
mod value;

use core::fmt::Display;

use ::serde::Serialize;
use ::serde::de::DeserializeOwned;

use crate::error::{Error, ErrorKind, Result};
use crate::value::Value;

// Names of newtype structs by which our types know our serialiser and deserialiser.
const VALUE: &str = "$rtfs::Value";
const INT: &str = "$rtfs::Int";
const KEYWORD: &str = "$rtfs::Keyword";
const SYMBOL: &str = "$rtfs::Symbol";
#[cfg(feature = "inst")]
const INST: &str = "$rtfs::Inst";
#[cfg(feature = "uuid")]
const UUID: &str = "$rtfs::Uuid";
#[cfg(feature = "regex")]
const REGEX: &str = "$rtfs::Regex";
const LIST: &str = "$rtfs::List";
const SET: &str = "$rtfs::Set";

/// The value of a serde type.
///
/// # Errors
/// `:type-error` for what has no representation, or what its `Serialize` reports.
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value> {
    value.serialize(ser::ToValue)
}

/// The serde type that a value represents.
///
/// # Errors
/// `:type-error` with the path to what does not fit.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T> {
    T::deserialize(de::FromValue(value))
}

impl ::serde::ser::Error for Error {
    fn custom<T: Display>(message: T) -> Error {
        Error::new(ErrorKind::TypeError, message.to_string())
    }
}

impl ::serde::de::Error for Error {
    fn custom<T: Display>(message: T) -> Error {
        Error::new(ErrorKind::TypeError, message.to_string())
    }
}

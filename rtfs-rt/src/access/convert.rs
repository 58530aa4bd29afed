//! Between the forms of a sequence, of an absence and of text.

use super::Sequence;
use std::borrow::Cow;

use crate::error::{Error, ErrorKind, Result, describe};
use crate::print::Printer;
use crate::{Data, List, Map, Str, Value, Vector};

/// The elements of any sequence as a vector.
#[inline]
pub fn to_vector<C: Sequence>(coll: &C) -> Vector<C::Item> {
    coll.vector()
}

/// [`to_vector`] of a value, for the function `name`: of a map its `[key value]` vectors, of a
/// string its characters as strings, none of nil.
///
/// # Errors
/// `:type-error` for what is no sequence.
#[inline]
pub fn to_vector_any(coll: &Value, name: &'static str) -> Result<Vector<Value>> {
    match coll {
        Value::Vector(items) => Ok(items.clone()),
        Value::List(items) => Ok(items.vector()),
        _ => other_to_vector(coll, name),
    }
}

/// [`to_vector_any`], for who only looks at the vector: of one it is that one.
///
/// # Errors
/// As [`to_vector_any`].
#[inline]
pub fn elements_any<'v>(coll: &'v Value, name: &'static str) -> Result<Cow<'v, Vector<Value>>> {
    match coll {
        Value::Vector(items) => Ok(Cow::Borrowed(items)),
        _ => to_vector_any(coll, name).map(Cow::Owned),
    }
}

fn other_to_vector(coll: &Value, name: &str) -> Result<Vector<Value>> {
    Ok(match coll {
        Value::Nil => Vector::new(),
        Value::Set(items) => items.vector(),
        Value::Map(map) => map
            .iter()
            .map(|(key, value)| Value::Vector(Vector::from([key.clone(), value.clone()])))
            .collect(),
        Value::Str(text) => text
            .chars()
            .map(|c| Value::Str(Str::from_char(c)))
            .collect(),
        _ => {
            let message = format!("`{name}` takes a sequence, got {}", describe(coll));
            return Err(Error::new(ErrorKind::TypeError, message));
        }
    })
}

/// A vector of results as a value of the kind of the sequence that they come from: a list if that
/// was one, a string if that was one and `keeps_string` (the elements are strings then), else a
/// vector.
pub fn like_kind<T: Data>(original: &Value, items: Vector<T>, keeps_string: bool) -> Value {
    match original {
        Value::List(_) => List::from(items).into_value(),
        Value::Str(_) if keeps_string => {
            let mut printer = Printer::new();
            for item in &items {
                item.print(&mut printer, false);
            }
            Value::Str(Str::from(printer.finish()))
        }
        _ => items.into_value(),
    }
}

/// `(str …)`: the texts of all values, one after the other.
pub fn str_of(values: &[Value]) -> Str {
    if let [Value::Str(text)] = values {
        return text.clone();
    }
    let mut printer = Printer::new();
    for value in values {
        value.print(&mut printer, false);
    }
    Str::from(printer.finish())
}

/// The string of these parts.
pub fn to_string(parts: &Vector<Str>) -> Str {
    let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum());
    for part in parts {
        text.push_str(part);
    }
    Str::from(text)
}

/// What may be missing, where nil is one of the values.
#[inline(always)]
pub fn or_nil_dynamic(found: Option<Value>) -> Value {
    found.unwrap_or_default()
}

/// What may be missing, where the value itself may be nil.
#[inline(always)]
pub fn or_nil_flat<T>(found: Option<Option<T>>) -> Option<T> {
    found.flatten()
}

/// What may be missing, where every value is nil.
#[inline(always)]
pub fn or_nil_nil<T>(_: Option<T>) {}

/// A map; an empty one of nil.
#[inline]
pub fn or_empty<K: Data, V: Data>(map: Option<Map<K, V>>) -> Map<K, V> {
    map.unwrap_or_default()
}

//! Nested collections by a path that is known only when it comes, and calls with a sequence of
//! arguments.

use core::mem::take;

use super::keyed::find_any;
use super::{assoc_any, to_vector_any};
use crate::error::Result;
use crate::{Value, ops};

/// `(get-in coll path)`.
///
/// # Errors
/// `:type-error` if the path is no sequence.
pub fn get_in(coll: Value, path: Value) -> Result<Value> {
    get_in_or(coll, path, Value::Nil)
}

/// `(get-in coll path default)`: the default where a key of the path is missing.
///
/// # Errors
/// `:type-error` if the path is no sequence.
pub fn get_in_or(coll: Value, path: Value, default: Value) -> Result<Value> {
    let mut found = coll;
    for key in &to_vector_any(&path, "get-in")? {
        match find_any(&found, key) {
            Some(inner) => found = inner,
            None => return Ok(default),
        }
    }
    Ok(found)
}

/// `(assoc-in coll path value)`: what is missing on the way becomes a map; with an empty path, the
/// value itself.
///
/// # Errors
/// Those of `assoc` on each level; `:type-error` if the path is no sequence.
pub fn assoc_in(coll: Value, path: Value, value: Value) -> Result<Value> {
    let keys = to_vector_any(&path, "assoc-in")?;
    // Down by moving each level out of the one around it, so that all are unshared; up by `assoc`.
    // No recursion: a path may be as long as memory allows.
    let mut levels = Vec::with_capacity(keys.len());
    let mut inner = coll;
    for key in &keys {
        let next = take_out(&mut inner, key);
        levels.push((inner, key));
        inner = next;
    }
    let mut result = value;
    while let Some((level, key)) = levels.pop() {
        result = assoc_any(level, key.clone(), result)?;
    }
    Ok(result)
}

/// What stands at a key, which keeps nil in its place; nil if nothing does.
fn take_out(coll: &mut Value, key: &Value) -> Value {
    let place = match (coll, key) {
        (Value::Map(map), key) => map.get_mut(key),
        (Value::Vector(items), Value::Int(index)) => usize::try_from(*index)
            .ok()
            .and_then(|at| items.get_mut(at)),
        _ => None,
    };
    place.map(take).unwrap_or_default()
}

/// `(apply f first… last)`: a call with the values of `first` and then the elements of `last`.
///
/// # Errors
/// `:type-error` if `last` is no sequence or `f` cannot be called; what the call gives.
pub fn apply(f: Value, first: &[Value], last: Value) -> Result<Value> {
    let mut arguments = first.to_vec();
    arguments.extend(to_vector_any(&last, "apply")?);
    ops::call(&f, &arguments)
}

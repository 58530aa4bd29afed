//! Calling a value: functions, and what is one in a call (keywords, symbols, maps, sets, vectors).

use crate::error::{Error, ErrorKind, Result, describe};
use crate::value::Value;

/// `(callee args…)`: a function is called; a keyword or symbol looks itself up, `(k m default?)`;
/// a map looks up a key, `(m k default?)`; a set gives the element that it has, or nil; a vector
/// gives the element at an index.
///
/// # Errors
/// `:arity-error`; `:type-error` for what cannot be called and for an index that is no int;
/// `:index-out-of-bounds`; what the function gives.
#[inline]
pub fn call(callee: &Value, args: &[Value]) -> Result<Value> {
    match callee {
        Value::Func(func) => func.call(args),
        _ => call_data(callee, args),
    }
}

fn call_data(callee: &Value, args: &[Value]) -> Result<Value> {
    match (callee, args) {
        (Value::Keyword(_) | Value::Symbol(_), [of, default @ ..]) if default.len() < 2 => {
            Ok(find(of, callee).unwrap_or_else(|| default.first().cloned().unwrap_or_default()))
        }
        (Value::Map(_), [key, default @ ..]) if default.len() < 2 => {
            Ok(find(callee, key).unwrap_or_else(|| default.first().cloned().unwrap_or_default()))
        }
        (Value::Set(_), [key]) => Ok(find(callee, key).unwrap_or_default()),
        (Value::Vector(items), [Value::Int(index)]) => usize::try_from(*index)
            .ok()
            .and_then(|index| items.get(index))
            .cloned()
            .ok_or_else(|| {
                let message = format!("index {index} of a vector of {}", items.len());
                Error::new(ErrorKind::IndexOutOfBounds, message)
            }),
        (Value::Vector(_), [other]) => Err(Error::expected("an index", other)),
        (
            Value::Keyword(_) | Value::Symbol(_) | Value::Map(_) | Value::Set(_) | Value::Vector(_),
            _,
        ) => {
            let message = format!(
                "{} cannot be called with {} arguments",
                describe(callee),
                args.len()
            );
            Err(Error::new(ErrorKind::ArityError, message))
        }
        _ => Err(Error::new(
            ErrorKind::TypeError,
            format!("cannot call {}", describe(callee)),
        )),
    }
}

/// What a map has under a key, or the element that a set has.
fn find(of: &Value, key: &Value) -> Option<Value> {
    match of {
        Value::Map(map) => map.get(key).cloned(),
        Value::Set(set) if set.contains(key) => Some(key.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Keyword, Map, Set, Vector};

    fn key(name: &str) -> Value {
        Value::from(Keyword::new(name))
    }

    #[test]
    fn data_is_called_as_a_lookup() {
        let map = Value::Map(Map::from_iter([(key("a"), Value::Int(1))]));
        let set = Value::Set(Set::from_iter([key("a")]));
        let vector = Value::Vector(Vector::from_iter([Value::Int(5)]));
        let calls: [(&Value, &[Value], &str); 9] = [
            (&key("a"), std::slice::from_ref(&map), "1"),
            (&key("b"), std::slice::from_ref(&map), "nil"),
            (&key("b"), &[map.clone(), Value::Int(7)], "7"),
            (&key("b"), &[Value::Nil], "nil"),
            (&map, &[key("a")], "1"),
            (&map, &[key("b"), Value::Int(7)], "7"),
            (&set, &[key("a")], ":a"),
            (&set, &[key("b")], "nil"),
            (&vector, &[Value::Int(0)], "5"),
        ];
        for (callee, args, expected) in calls {
            assert_eq!(call(callee, args).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn what_cannot_be_called_says_so() {
        let vector = Value::Vector(Vector::from_iter([Value::Int(5)]));
        let errors: [(&Value, &[Value], &str); 5] = [
            (
                &vector,
                &[Value::Int(1)],
                ":index-out-of-bounds index 1 of a vector of 1",
            ),
            (
                &vector,
                &[Value::Int(-1)],
                ":index-out-of-bounds index -1 of a vector of 1",
            ),
            (
                &vector,
                &[Value::Nil],
                ":type-error expected an index, got nil",
            ),
            (
                &key("a"),
                &[],
                ":arity-error :keyword :a cannot be called with 0 arguments",
            ),
            (
                &Value::Int(5),
                &[Value::Int(1)],
                ":type-error cannot call :int 5",
            ),
        ];
        for (callee, args, expected) in errors {
            assert_eq!(call(callee, args).unwrap_err().to_string(), expected);
        }
    }
}

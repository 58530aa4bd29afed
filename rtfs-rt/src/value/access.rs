//! Looking into a value from Rust.

use super::Value;
use crate::keyword::Keyword;
use crate::list::List;
use crate::map::Map;
use crate::set::Set;
use crate::vector::Vector;

impl Value {
    /// The boolean that it is, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    /// The integer that it is, if it is one that fits.
    #[inline]
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Value::Int(value) => Some(*value),
            _ => None,
        }
    }

    /// The float that it is, if it is one.
    #[inline]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Value::Float(value) => Some(*value),
            _ => None,
        }
    }

    /// The text of the string that it is, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::Str(value) => Some(value),
            _ => None,
        }
    }

    /// The keyword that it is, if it is one.
    pub fn as_keyword(&self) -> Option<Keyword> {
        match self {
            Value::Keyword(value) => Some(*value),
            _ => None,
        }
    }

    /// The vector that it is, if it is one.
    pub fn as_vector(&self) -> Option<&Vector<Value>> {
        match self {
            Value::Vector(value) => Some(value),
            _ => None,
        }
    }

    /// The list that it is, if it is one.
    pub fn as_list(&self) -> Option<&List<Value>> {
        match self {
            Value::List(value) => Some(value),
            _ => None,
        }
    }

    /// The map that it is, if it is one.
    pub fn as_map(&self) -> Option<&Map<Value, Value>> {
        match self {
            Value::Map(value) => Some(value),
            _ => None,
        }
    }

    /// The set that it is, if it is one.
    pub fn as_set(&self) -> Option<&Set<Value>> {
        match self {
            Value::Set(value) => Some(value),
            _ => None,
        }
    }

    /// What a map has under `key`, or a vector or list at that index, if it is there.
    pub fn get(&self, key: impl Into<Value>) -> Option<&Value> {
        match (self, &key.into()) {
            (Value::Map(map), key) => map.get(key),
            (Value::Vector(items), Value::Int(index)) => items.get(usize::try_from(*index).ok()?),
            (Value::List(items), Value::Int(index)) => items.get(usize::try_from(*index).ok()?),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_looked_into() {
        let name = Keyword::new("name");
        let map = Value::Map(Map::from_iter([(Value::from(name), Value::from("a"))]));
        let value = Value::from([map, Value::Int(1), Value::Float(2.0), Value::Bool(true)]);
        let first = value.get(0).unwrap();
        assert_eq!(first.get(name).and_then(Value::as_str), Some("a"));
        assert_eq!(first.get("name"), None);
        assert_eq!(value.get(1).and_then(Value::as_i64), Some(1));
        assert_eq!(value.get(2).and_then(Value::as_f64), Some(2.0));
        assert_eq!(value.get(3).and_then(Value::as_bool), Some(true));
        assert_eq!(value.get(4), None);
        assert_eq!(value.get(-1), None);
        assert_eq!(Value::Nil.get(0), None);
    }
}

//! The kind of a sequence argument, and giving a result the same kind.
//!
//! Functions over a vector give a vector, over a list a list, over a map, a set or a string a
//! vector; those that cut a contiguous part out of a string (and `reverse`) give a string. The
//! compiler applies the same rule statically to `same<T>` and `same_or_string<T>`.

use crate::{List, Str, Value, Vector};

/// What kind of sequence an argument was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A list.
    List,
    /// A string.
    Str,
    /// A vector, a map, a set or nil.
    Other,
}

/// A sequence argument: its elements, and what it was.
#[derive(Debug, Clone)]
pub(super) struct Seq {
    pub(super) items: Vector<Value>,
    pub(super) kind: Kind,
}

impl Seq {
    /// The elements of `value`, if it is a sequence: of a map its `[key value]` pairs, of a string
    /// its characters as strings, none of nil.
    pub(super) fn of(value: &Value) -> Option<Seq> {
        let (items, kind) = match value {
            Value::Vector(items) => (items.clone(), Kind::Other),
            Value::List(items) => (items.iter().cloned().collect(), Kind::List),
            Value::Set(items) => (items.iter().cloned().collect(), Kind::Other),
            Value::Map(map) => {
                let pairs = map
                    .iter()
                    .map(|(key, value)| pair(key.clone(), value.clone()));
                (pairs.collect(), Kind::Other)
            }
            Value::Str(text) => (characters(text).map(Value::Str).collect(), Kind::Str),
            Value::Nil => (Vector::new(), Kind::Other),
            _ => return None,
        };
        Some(Seq { items, kind })
    }
}

impl Kind {
    /// `items` as a list if the argument was one, else as a vector.
    pub(super) fn same(self, items: Vector<Value>) -> Value {
        match self {
            Kind::List => Value::List(List::from_vec(items.into_vec())),
            Kind::Str | Kind::Other => Value::Vector(items),
        }
    }

    /// Like [`Kind::same`], but a string if the argument was a string.
    pub(super) fn same_or_string(self, items: Vector<Value>) -> Value {
        match self {
            Kind::Str => Value::Str(joined(items.iter())),
            Kind::List | Kind::Other => self.same(items),
        }
    }
}

/// Whether [`Seq::of`] finds elements in a value.
pub(super) fn seqable(value: &Value) -> bool {
    matches!(
        value,
        Value::Vector(_)
            | Value::List(_)
            | Value::Set(_)
            | Value::Map(_)
            | Value::Str(_)
            | Value::Nil
    )
}

/// The characters of a string, each as a string.
pub(super) fn characters(text: &str) -> impl Iterator<Item = Str> {
    text.chars().map(Str::from_char)
}

/// A map entry as a value.
pub(super) fn pair(key: Value, value: Value) -> Value {
    Value::Vector(Vector::from_vec(vec![key, value]))
}

/// The characters put together again; what is not a string has no text.
fn joined<'a>(items: impl Iterator<Item = &'a Value>) -> Str {
    let mut text = String::new();
    for item in items {
        if let Value::Str(part) = item {
            text.push_str(part);
        }
    }
    Str::from(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_comes_apart_and_together() {
        let seq = Seq::of(&Value::Str(Str::from("aé€😀"))).unwrap();
        assert_eq!(seq.items.len(), 4);
        assert_eq!(
            seq.kind.same_or_string(seq.items),
            Value::Str(Str::from("aé€😀"))
        );
    }

    #[test]
    fn what_is_no_sequence_has_no_elements() {
        assert!(Seq::of(&Value::Int(1)).is_none());
        assert!(Seq::of(&Value::Bool(true)).is_none());
        assert_eq!(Seq::of(&Value::Nil).unwrap().items.len(), 0);
    }
}

//! JSON text to values.
//!
//! One pass, without a tree in between: `serde_json` drives, and [`Node`] makes values of what it
//! is told. Nesting is bounded, and the levels below the bound ask the stack guard.

use core::cell::{Cell, RefCell};
use core::fmt;

use ::serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use ::serde_json::Deserializer;

use crate::{Error, ErrorKind, Int, Keyword, Map, Result, Str, Value, Vector, stack};

use super::number::Numbers;

/// How deep a text may nest.
pub(super) const MAX_DEPTH: usize = 1_000;

/// What the keys of objects become.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    Keywords,
    Strings,
}

/// Reads a whole text.
pub(super) fn read(text: &str, keys: Keys) -> Result<Value> {
    match parse(text, text, keys) {
        // No float is near an integer of so many digits.
        Err(error) if error.to_string().starts_with("number out of range") => {
            parse(&super::number::shortened(text), text, keys).map_err(failed)
        }
        result => result.map_err(failed),
    }
}

/// Reads `text`; the digits of its numbers are those of `original`.
fn parse(
    text: &str,
    original: &str,
    keys: Keys,
) -> core::result::Result<Value, ::serde_json::Error> {
    let document = Document {
        keys,
        seen: Cell::new(0),
        numbers: RefCell::new(Numbers::new(original)),
    };
    let mut deserializer = Deserializer::from_str(text);
    // Our own bound is in its place.
    deserializer.disable_recursion_limit();
    let node = Node {
        document: &document,
        depth: 0,
    };
    let value = node.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

#[cold]
fn failed(error: ::serde_json::Error) -> Error {
    let (line, column) = (error.line(), error.column());
    let text = error.to_string();
    let place = format!(" at line {line} column {column}");
    let reason = text.strip_suffix(&place).unwrap_or(&text);
    let data = [("line", line), ("column", column)].map(|(name, number)| {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        (Value::Keyword(Keyword::new(name)), Value::Int(number))
    });
    Error::new(
        ErrorKind::ParseError,
        format!("`parse-json`: line {line}, column {column}: {reason}"),
    )
    .with_data(Value::Map(Map::from_iter(data)))
}

/// What all nodes of a text share.
struct Document<'t> {
    keys: Keys,
    /// How many numbers were read.
    seen: Cell<usize>,
    numbers: RefCell<Numbers<'t>>,
}

impl Document<'_> {
    /// Counts a number.
    fn count(&self) -> usize {
        let before = self.seen.get();
        self.seen.set(before + 1);
        before
    }

    /// The number that was read as this float.
    fn number(&self, float: f64) -> Value {
        let before = self.count();
        let may_be_int = float.abs() >= 9.2e18 || (float == 0.0 && float.is_sign_negative());
        if !may_be_int {
            return Value::Float(float);
        }
        let digits = self.numbers.borrow_mut().after(before);
        // Parsed as an int, a number with a point or an exponent is none.
        match digits.and_then(|digits| Int::parse(digits, 10)) {
            Some(int) => Value::from(int),
            None => Value::Float(float),
        }
    }
}

/// A value at some depth of a text.
#[derive(Clone, Copy)]
struct Node<'d, 't> {
    document: &'d Document<'t>,
    depth: usize,
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = Value;

    fn deserialize<D: ::serde::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> core::result::Result<Value, D::Error> {
        if stack::low() {
            return stack::always(|| deserializer.deserialize_any(self));
        }
        deserializer.deserialize_any(self)
    }
}

impl Node<'_, '_> {
    /// The node of an element of this one.
    fn below<E: de::Error>(self) -> core::result::Result<Self, E> {
        if self.depth == MAX_DEPTH {
            return Err(E::custom(format_args!(
                "nested deeper than {MAX_DEPTH} levels"
            )));
        }
        Ok(Node {
            depth: self.depth + 1,
            ..self
        })
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> core::result::Result<Value, E> {
        Ok(Value::Nil)
    }

    fn visit_bool<E>(self, value: bool) -> core::result::Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> core::result::Result<Value, E> {
        self.document.count();
        Ok(Value::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> core::result::Result<Value, E> {
        self.document.count();
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> core::result::Result<Value, E> {
        Ok(self.document.number(value))
    }

    fn visit_str<E>(self, text: &str) -> core::result::Result<Value, E> {
        Ok(Value::Str(Str::from(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> core::result::Result<Value, A::Error> {
        let item = self.below()?;
        let mut items = Vec::new();
        while let Some(value) = access.next_element_seed(item)? {
            items.push(value);
        }
        Ok(Value::Vector(Vector::from_vec(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> core::result::Result<Value, A::Error> {
        let item = self.below()?;
        let mut map = Map::new();
        while let Some(key) = access.next_key_seed(Key(self.document.keys))? {
            map.insert(key, access.next_value_seed(item)?);
        }
        Ok(Value::Map(map))
    }
}

/// The key of an object.
struct Key(Keys);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Value;

    fn deserialize<D: ::serde::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> core::result::Result<Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, text: &str) -> core::result::Result<Value, E> {
        Ok(match self.0 {
            Keys::Keywords => Value::Keyword(Keyword::new(text)),
            Keys::Strings => Value::Str(Str::from(text)),
        })
    }
}

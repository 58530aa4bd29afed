//! The serialiser that makes values.

use ::serde::ser::{self, Serialize};

use super::{INT, KEYWORD, LIST, SET, SYMBOL};
use crate::error::{Error, ErrorKind, Result};
use crate::int::Int;
use crate::keyword::Keyword;
use crate::list::List;
use crate::map::Map;
use crate::symbol::Symbol;
use crate::text::Str;
use crate::value::Value;
use crate::vector::Vector;

/// Makes a value of what is serialised into it.
pub(super) struct ToValue;

/// A sequence that is being serialised, perhaps the content of a variant.
pub(super) struct Items {
    items: Vec<Value>,
    variant: Option<&'static str>,
}

/// A map or struct that is being serialised, perhaps the content of a variant.
pub(super) struct Entries {
    map: Map<Value, Value>,
    key: Option<Value>,
    variant: Option<&'static str>,
}

fn keyword(name: &str) -> Value {
    Value::Keyword(Keyword::new(name))
}

/// `{:variant content}`, or the content alone.
fn wrap(variant: Option<&'static str>, content: Value) -> Value {
    match variant {
        Some(name) => Value::Map(Map::from_iter([(keyword(name), content)])),
        None => content,
    }
}

fn items(length: Option<usize>, variant: Option<&'static str>) -> Items {
    // The length may be a wrong hint.
    Items {
        items: Vec::with_capacity(length.unwrap_or(0).min(4096)),
        variant,
    }
}

fn entries(variant: Option<&'static str>) -> Entries {
    Entries {
        map: Map::new(),
        key: None,
        variant,
    }
}

macro_rules! ints {
    ($($method:ident $rust:ty;)*) => {$(
        fn $method(self, value: $rust) -> Result<Value> {
            Ok(Value::from(Int::from(value)))
        }
    )*};
}

impl ser::Serializer for ToValue {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Items;
    type SerializeTuple = Items;
    type SerializeTupleStruct = Items;
    type SerializeTupleVariant = Items;
    type SerializeMap = Entries;
    type SerializeStruct = Entries;
    type SerializeStructVariant = Entries;

    ints! {
        serialize_i8 i8;
        serialize_i16 i16;
        serialize_i32 i32;
        serialize_i64 i64;
        serialize_i128 i128;
        serialize_u8 u8;
        serialize_u16 u16;
        serialize_u32 u32;
        serialize_u64 u64;
        serialize_u128 u128;
    }

    fn serialize_bool(self, value: bool) -> Result<Value> {
        Ok(Value::Bool(value))
    }

    fn serialize_f32(self, value: f32) -> Result<Value> {
        Ok(Value::Float(f64::from(value)))
    }

    fn serialize_f64(self, value: f64) -> Result<Value> {
        Ok(Value::Float(value))
    }

    fn serialize_char(self, value: char) -> Result<Value> {
        Ok(Value::Str(Str::from_char(value)))
    }

    fn serialize_str(self, value: &str) -> Result<Value> {
        Ok(Value::from(value))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Value> {
        Ok(Value::Vector(
            value
                .iter()
                .map(|byte| Value::Int(i64::from(*byte)))
                .collect(),
        ))
    }

    fn serialize_none(self) -> Result<Value> {
        Ok(Value::Nil)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value> {
        Ok(Value::Nil)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Value> {
        Ok(Value::Nil)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Value> {
        Ok(keyword(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Value> {
        let content = value.serialize(self)?;
        Ok(match (name, content) {
            (KEYWORD, Value::Str(text)) => keyword(&text),
            (SYMBOL, Value::Str(text)) => Value::Symbol(Symbol::new(&text)),
            #[cfg(feature = "inst")]
            (super::INST, Value::Str(text)) => Value::from(crate::Inst::parse(&text)?),
            #[cfg(feature = "uuid")]
            (super::UUID, Value::Str(text)) => Value::from(crate::Uuid::parse(&text)?),
            #[cfg(feature = "regex")]
            (super::REGEX, Value::Str(text)) => Value::from(crate::Regex::<Value>::new(&text)?),
            (INT, Value::Str(digits)) => Value::from(digits.parse::<Int>()?),
            (LIST, Value::Vector(items)) => Value::List(List::from_vec(items.into_vec())),
            (SET, Value::Vector(items)) => Value::Set(items.into_vec().into_iter().collect()),
            (_, content) => content,
        })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value> {
        Ok(wrap(Some(variant), value.serialize(self)?))
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Items> {
        Ok(items(length, None))
    }

    fn serialize_tuple(self, length: usize) -> Result<Items> {
        Ok(items(Some(length), None))
    }

    fn serialize_tuple_struct(self, _: &'static str, length: usize) -> Result<Items> {
        Ok(items(Some(length), None))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        length: usize,
    ) -> Result<Items> {
        Ok(items(Some(length), Some(variant)))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries> {
        Ok(entries(None))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries> {
        Ok(entries(None))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries> {
        Ok(entries(Some(variant)))
    }
}

impl Items {
    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<()> {
        self.items.push(item.serialize(ToValue)?);
        Ok(())
    }

    fn finish(self) -> Result<Value> {
        Ok(wrap(
            self.variant,
            Value::Vector(Vector::from_vec(self.items)),
        ))
    }
}

impl Entries {
    fn insert(&mut self, key: Value, value: Value) {
        self.map = core::mem::take(&mut self.map).assoc(key, value);
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
        let value = value.serialize(ToValue)?;
        self.insert(keyword(name), value);
        Ok(())
    }

    fn finish(self) -> Result<Value> {
        Ok(wrap(self.variant, Value::Map(self.map)))
    }
}

macro_rules! sequences {
    ($($trait:ident $method:ident;)*) => {$(
        impl ser::$trait for Items {
            type Ok = Value;
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<()> {
                self.push(item)
            }

            fn end(self) -> Result<Value> {
                self.finish()
            }
        }
    )*};
}

sequences! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

macro_rules! structs {
    ($($trait:ident)*) => {$(
        impl ser::$trait for Entries {
            type Ok = Value;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<()> {
                self.field(name, value)
            }

            fn end(self) -> Result<Value> {
                self.finish()
            }
        }
    )*};
}

structs!(SerializeStruct SerializeStructVariant);

impl ser::SerializeMap for Entries {
    type Ok = Value;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.key = Some(key.serialize(ToValue)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        let value = value.serialize(ToValue)?;
        match self.key.take() {
            Some(key) => {
                self.insert(key, value);
                Ok(())
            }
            None => Err(Error::constant(
                ErrorKind::TypeError,
                "a map's value was serialised before its key",
            )),
        }
    }

    fn end(self) -> Result<Value> {
        self.finish()
    }
}

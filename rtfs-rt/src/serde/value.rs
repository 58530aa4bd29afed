//! `Value` itself.

use core::fmt;

use ::serde::de::{
    self, Deserialize, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use ::serde::ser::{self, Serialize, Serializer};

use super::{INT, KEYWORD, LIST, SET, SYMBOL, VALUE};
use crate::func::Func;
use crate::int::Int;
use crate::keyword::Keyword;
use crate::list::List;
use crate::map::Map;
use crate::set::Set;
use crate::stack;
use crate::symbol::Symbol;
use crate::text::Str;
use crate::value::Value;
use crate::vector::Vector;

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if stack::low() {
            return stack::always(|| serialize(self, serializer));
        }
        serialize(self, serializer)
    }
}

fn serialize<S: Serializer>(value: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Value::Nil => serializer.serialize_unit(),
        Value::Bool(value) => serializer.serialize_bool(*value),
        Value::Int(value) => serializer.serialize_i64(*value),
        Value::Big(value) => Int::Big(value.clone()).serialize(serializer),
        Value::Float(value) => serializer.serialize_f64(*value),
        Value::Str(value) => serializer.serialize_str(value),
        Value::Keyword(value) => value.serialize(serializer),
        Value::Symbol(value) => value.serialize(serializer),
        Value::Vector(value) => value.serialize(serializer),
        Value::List(value) => value.serialize(serializer),
        Value::Map(value) => value.serialize(serializer),
        Value::Set(value) => value.serialize(serializer),
        Value::Func(value) => value.serialize(serializer),
        #[cfg(feature = "inst")]
        Value::Inst(value) => value.serialize(serializer),
        #[cfg(feature = "uuid")]
        Value::Uuid(value) => value.serialize(serializer),
        #[cfg(feature = "regex")]
        Value::Regex(value) => value.serialize(serializer),
    }
}

impl Serialize for Func {
    /// There is no form of it: always an error.
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(ser::Error::custom(format_args!(
            "{self} cannot be serialised"
        )))
    }
}

impl<'de> Deserialize<'de> for Func {
    /// There is no form of it: always an error.
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Func, D::Error> {
        Err(de::Error::custom("a function cannot be deserialised"))
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        // Our own deserialiser knows the name and gives the value as it was.
        deserializer.deserialize_newtype_struct(VALUE, Any)
    }
}

/// Takes whatever a format has.
struct Any;

macro_rules! scalars {
    ($($method:ident $rust:ty;)*) => {$(
        fn $method<E: de::Error>(self, value: $rust) -> Result<Value, E> {
            Ok(Value::from(value))
        }
    )*};
}

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    scalars! {
        visit_bool bool;
        visit_i64 i64;
        visit_i128 i128;
        visit_u64 u64;
        visit_u128 u128;
        visit_f64 f64;
        visit_char char;
        visit_str &str;
        visit_string String;
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Nil)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Nil)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Value, E> {
        Ok(Value::Vector(
            bytes
                .iter()
                .map(|byte| Value::Int(i64::from(*byte)))
                .collect(),
        ))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Value::Vector(Vector::from_vec(items)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some((key, value)) = access.next_entry()? {
            map = map.assoc(key, value);
        }
        Ok(Value::Map(map))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        let (name, content) = access.variant::<String>()?;
        Ok(match name.as_str() {
            KEYWORD => Value::Keyword(Keyword::new(&content.newtype_variant::<Str>()?)),
            SYMBOL => Value::Symbol(Symbol::new(&content.newtype_variant::<Str>()?)),
            #[cfg(feature = "inst")]
            super::INST => Value::from(content.newtype_variant::<crate::Inst>()?),
            #[cfg(feature = "uuid")]
            super::UUID => Value::from(content.newtype_variant::<crate::Uuid>()?),
            #[cfg(feature = "regex")]
            super::REGEX => Value::from(content.newtype_variant::<crate::Regex>()?),
            INT => Value::from(content.newtype_variant::<Int>()?),
            LIST => Value::List(content.newtype_variant::<List<Value>>()?),
            SET => Value::Set(content.newtype_variant::<Set<Value>>()?),
            other => {
                return Err(de::Error::custom(format_args!(
                    "`{other}` is no kind of value"
                )));
            }
        })
    }
}

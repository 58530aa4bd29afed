//! The deserialiser that reads values.

use ::serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
    value::StrDeserializer,
};
use ::serde::forward_to_deserialize_any;

use super::{INT, KEYWORD, LIST, SET, SYMBOL, VALUE};
use crate::error::{Error, Result, describe};
use crate::int::Int;
use crate::stack;
use crate::value::Value;

/// Reads a value.
pub(super) struct FromValue(pub(super) Value);

impl FromValue {
    /// The content for a visitor that takes anything. The kind is lost where serde has none.
    fn any<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Value::Nil => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Int(value) => visitor.visit_i64(value),
            Value::Big(value) => big(Int::Big(value), visitor),
            Value::Float(value) => visitor.visit_f64(value),
            Value::Str(value) => visitor.visit_str(&value),
            Value::Keyword(value) => visitor.visit_str(value.as_str()),
            Value::Symbol(value) => visitor.visit_str(value.as_str()),
            Value::Vector(items) => sequence(items.into_vec(), visitor),
            Value::List(items) => sequence(items.into_vec(), visitor),
            Value::Set(items) => sequence(items.iter().cloned().collect(), visitor),
            Value::Map(map) => {
                let entries: Vec<(Value, Value)> =
                    map.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
                visitor.visit_map(Entries {
                    entries: entries.into_iter(),
                    value: None,
                })
            }
            #[cfg(feature = "inst")]
            Value::Inst(value) => visitor.visit_str(&value.to_string()),
            #[cfg(feature = "uuid")]
            Value::Uuid(value) => visitor.visit_str(&value.to_string()),
            #[cfg(feature = "regex")]
            Value::Regex(value) => visitor.visit_str(value.as_str()),
            Value::Func(_) => Err(Error::expected("data", &self.0)),
        }
    }

    /// The value as it is, for the visitor of `Value`: what serde has no kind for goes as a
    /// variant that names it.
    fn exactly<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let variant = match &self.0 {
            Value::Keyword(_) => KEYWORD,
            Value::Symbol(_) => SYMBOL,
            #[cfg(feature = "inst")]
            Value::Inst(_) => super::INST,
            #[cfg(feature = "uuid")]
            Value::Uuid(_) => super::UUID,
            #[cfg(feature = "regex")]
            Value::Regex(_) => super::REGEX,
            Value::Big(_) => INT,
            Value::List(_) => LIST,
            Value::Set(_) => SET,
            _ => return self.deserialize_any(visitor),
        };
        visitor.visit_enum(Variant {
            name: StrDeserializer::<Error>::new(variant),
            content: Some(self.0),
        })
    }
}

/// An int beyond `i64`: by the smallest type that holds it, else by its digits.
fn big<'de, V: Visitor<'de>>(value: Int, visitor: V) -> Result<V::Value> {
    if let Ok(value) = u64::try_from(&value) {
        visitor.visit_u64(value)
    } else if let Ok(value) = i128::try_from(&value) {
        visitor.visit_i128(value)
    } else if let Ok(value) = u128::try_from(&value) {
        visitor.visit_u128(value)
    } else {
        visitor.visit_string(value.to_string())
    }
}

fn sequence<'de, V: Visitor<'de>>(items: Vec<Value>, visitor: V) -> Result<V::Value> {
    let length = items.len();
    let mut access = Items {
        items: items.into_iter(),
        index: 0,
    };
    let result = visitor.visit_seq(&mut access)?;
    if access.items.len() > 0 {
        return Err(de::Error::invalid_length(length, &"fewer elements"));
    }
    Ok(result)
}

impl<'de> Deserializer<'de> for FromValue {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if stack::low() {
            return stack::grow(|| self.any(visitor));
        }
        self.any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Value::Nil => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        if name == VALUE {
            self.exactly(visitor)
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        let (variant, content) = match &self.0 {
            Value::Map(map) if map.len() == 1 => match map.iter().next() {
                Some((variant, content)) => (variant.clone(), Some(content.clone())),
                None => return Err(Error::expected("a variant", &self.0)),
            },
            Value::Keyword(_) | Value::Symbol(_) | Value::Str(_) => (self.0, None),
            other => return Err(Error::expected("a variant", other)),
        };
        visitor.visit_enum(Variant {
            name: FromValue(variant),
            content,
        })
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        self.deserialize_byte_buf(visitor)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.0 {
            Value::Str(text) => visitor.visit_bytes(text.as_bytes()),
            other => visitor.visit_byte_buf(crate::convert::arg(other)?),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string unit unit_struct seq
        tuple tuple_struct map struct identifier
    }
}

/// The elements of a sequence.
struct Items {
    items: std::vec::IntoIter<Value>,
    index: i64,
}

impl<'de> SeqAccess<'de> for &mut Items {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let Some(item) = self.items.next() else {
            return Ok(None);
        };
        let index = self.index;
        self.index += 1;
        seed.deserialize(FromValue(item))
            .map(Some)
            .map_err(|error| error.within(Value::Int(index)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The entries of a map.
struct Entries {
    entries: std::vec::IntoIter<(Value, Value)>,
    /// The entry whose key was given and whose value was not.
    value: Option<(Value, Value)>,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some((key, value)) = self.entries.next() else {
            return Ok(None);
        };
        self.value = Some((key.clone(), value));
        seed.deserialize(FromValue(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        match self.value.take() {
            Some((key, value)) => seed
                .deserialize(FromValue(value))
                .map_err(|error| error.within(key)),
            None => Err(de::Error::custom(
                "a map's value was asked for before its key",
            )),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.entries.len())
    }
}

/// A variant: its name, and its content unless it is a unit.
struct Variant<N> {
    name: N,
    content: Option<Value>,
}

impl<'de, N: Deserializer<'de, Error = Error>> EnumAccess<'de> for Variant<N> {
    type Error = Error;
    type Variant = Content;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Content)> {
        Ok((seed.deserialize(self.name)?, Content(self.content)))
    }
}

/// The content of a variant.
struct Content(Option<Value>);

impl Content {
    fn some(self) -> Result<FromValue> {
        match self.0 {
            Some(content) => Ok(FromValue(content)),
            None => Err(de::Error::invalid_type(
                de::Unexpected::UnitVariant,
                &"a variant with content",
            )),
        }
    }
}

impl<'de> VariantAccess<'de> for Content {
    type Error = Error;

    fn unit_variant(self) -> Result<()> {
        match self.0 {
            None | Some(Value::Nil) => Ok(()),
            Some(content) => Err(de::Error::custom(format!(
                "expected a variant without content, got {}",
                describe(&content)
            ))),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        seed.deserialize(self.some()?)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.some()?.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.some()?.deserialize_any(visitor)
    }
}

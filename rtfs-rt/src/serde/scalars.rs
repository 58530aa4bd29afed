//! Numbers, strings and names.

use core::fmt;

use ::serde::de::{self, Deserialize, Deserializer, Visitor};
use ::serde::ser::{Serialize, Serializer};

use super::{INT, KEYWORD, SYMBOL};
use crate::int::Int;
use crate::keyword::Keyword;
use crate::number::Number;
use crate::symbol::Symbol;
use crate::text::Str;

impl Serialize for Int {
    /// A number when 64 bits hold it, else its digits; in a binary format its digits always.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            if let Some(small) = self.as_i64() {
                return serializer.serialize_i64(small);
            }
            if let Ok(small) = u64::try_from(self) {
                return serializer.serialize_u64(small);
            }
        }
        serializer.serialize_newtype_struct(INT, &self.to_string())
    }
}

impl<'de> Deserialize<'de> for Int {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Int, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(IntVisitor)
        } else {
            deserializer.deserialize_newtype_struct(INT, IntVisitor)
        }
    }
}

struct IntVisitor;

macro_rules! ints {
    ($($method:ident $rust:ty;)*) => {$(
        fn $method<E: de::Error>(self, value: $rust) -> Result<Self::Value, E> {
            Ok(Self::Value::from(value))
        }
    )*};
}

impl<'de> Visitor<'de> for IntVisitor {
    type Value = Int;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer")
    }

    ints! {
        visit_i64 i64;
        visit_i128 i128;
        visit_u64 u64;
        visit_u128 u128;
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Int, E> {
        Int::parse(text, 10).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Int, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Number::Int(int) => int.serialize(serializer),
            Number::Float(float) => serializer.serialize_f64(*float),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    /// Of a format that tells what comes.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Number, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    ints! {
        visit_i64 i64;
        visit_i128 i128;
        visit_u64 u64;
        visit_u128 u128;
        visit_f64 f64;
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
        IntVisitor.visit_str(text).map(Number::Int)
    }
}

impl Serialize for Str {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Str {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Str, D::Error> {
        deserializer.deserialize_str(TextVisitor("a string", |text| Str::from(text)))
    }
}

impl Serialize for Keyword {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(KEYWORD, self.as_str())
    }
}

impl<'de> Deserialize<'de> for Keyword {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Keyword, D::Error> {
        deserializer.deserialize_newtype_struct(KEYWORD, TextVisitor("a keyword", Keyword::new))
    }
}

impl Serialize for Symbol {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(SYMBOL, self.as_str())
    }
}

impl<'de> Deserialize<'de> for Symbol {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Symbol, D::Error> {
        deserializer.deserialize_newtype_struct(SYMBOL, TextVisitor("a symbol", Symbol::new))
    }
}

/// What is made of text: what it expects, and how it is made.
struct TextVisitor<T>(&'static str, fn(&str) -> T);

impl<'de, T> Visitor<'de> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        Ok((self.1)(text))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

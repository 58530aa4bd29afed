//! What is its text in every format: instants, UUIDs, regular expressions.

use core::fmt;
use core::fmt::Display;

use ::serde::de::{self, Deserialize, Deserializer, Visitor};
use ::serde::ser::{Serialize, Serializer};

use crate::error::Error;

/// What is made of text, or refused with the error's message.
struct TextVisitor<T>(&'static str, fn(&str) -> Result<T, Error>);

impl<'de, T> Visitor<'de> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.1)(text).map_err(|error| E::custom(error.message()))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

/// The text of a value, under the name by which our own formats know its type.
fn serialize<S: Serializer>(
    name: &'static str,
    text: impl Display,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_newtype_struct(name, &text.to_string())
}

macro_rules! by_text {
    ([$($param:tt)*] $rust:ty, $name:expr, $what:literal, $text:expr, $parse:expr) => {
        impl<$($param)*> Serialize for $rust {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize($name, ($text)(self), serializer)
            }
        }

        impl<'de, $($param)*> Deserialize<'de> for $rust {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_newtype_struct($name, TextVisitor($what, $parse))
            }
        }
    };
}

#[cfg(feature = "inst")]
by_text!([] crate::Inst, super::INST, "an instant", core::convert::identity, crate::Inst::parse);

#[cfg(feature = "uuid")]
by_text!([] crate::Uuid, super::UUID, "a UUID", core::convert::identity, crate::Uuid::parse);

#[cfg(feature = "regex")]
by_text!(
    [M: crate::pattern::Found] crate::Regex<M>,
    super::REGEX,
    "a regular expression",
    crate::Regex::as_str,
    crate::Regex::new
);

//! Nodes: a handle is its node.

use ::serde::de::{self, Deserialize, Deserializer};
use ::serde::ser::{Serialize, Serializer};

use crate::shared::{Linked, Shared};
use crate::stack;

impl<T: Linked + Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if stack::low() {
            return stack::always(|| T::serialize(self, serializer));
        }
        T::serialize(self, serializer)
    }
}

impl<'de, T: Linked + Deserialize<'de>> Deserialize<'de> for Shared<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Shared<T>, D::Error> {
        let value = match stack::low() {
            true => stack::grow(|| Ok(T::deserialize(deserializer))).map_err(de::Error::custom)?,
            false => T::deserialize(deserializer),
        };
        value.map(Shared::new)
    }
}

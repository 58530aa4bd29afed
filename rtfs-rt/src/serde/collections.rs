//! Vectors, lists, sets and maps of any element.

use core::fmt;
use core::marker::PhantomData;

use ::serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use ::serde::ser::{Serialize, Serializer};

use super::{LIST, SET};
use crate::data::Data;
use crate::list::List;
use crate::map::Map;
use crate::set::Set;
use crate::vector::Vector;

impl<T: Data + Serialize> Serialize for Vector<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.values())
    }
}

impl<'de, T: Data + Deserialize<'de>> Deserialize<'de> for Vector<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Vector<T>, D::Error> {
        deserializer.deserialize_seq(Items {
            expecting: "a vector",
            make: Vector::from_vec,
        })
    }
}

/// An iterator that can be taken for serialisation once, by reference.
struct Sequence<F>(F);

impl<F, I> Serialize for Sequence<F>
where
    F: Fn() -> I,
    I: IntoIterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

impl<T: Data + Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(LIST, &Sequence(|| self.values()))
    }
}

impl<'de, T: Data + Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<List<T>, D::Error> {
        let items = Items {
            expecting: "a list",
            make: List::from_vec,
        };
        deserializer.deserialize_newtype_struct(LIST, items)
    }
}

impl<T: Data + Serialize> Serialize for Set<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(SET, &Sequence(|| self.iter()))
    }
}

impl<'de, T: Data + Deserialize<'de>> Deserialize<'de> for Set<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Set<T>, D::Error> {
        let items = Items {
            expecting: "a set",
            make: |items: Vec<T>| items.into_iter().collect(),
        };
        deserializer.deserialize_newtype_struct(SET, items)
    }
}

impl<K: Data + Serialize, V: Data + Serialize> Serialize for Map<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, K: Data + Deserialize<'de>, V: Data + Deserialize<'de>> Deserialize<'de> for Map<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Map<K, V>, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

/// Collects a sequence, and makes something of it.
struct Items<T, C> {
    expecting: &'static str,
    make: fn(Vec<T>) -> C,
}

impl<'de, T: Deserialize<'de>, C> Visitor<'de> for Items<T, C> {
    type Value = C;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<C, D::Error> {
        deserializer.deserialize_seq(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<C, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok((self.make)(items))
    }
}

/// Collects the entries of a map.
struct Entries<K, V>(PhantomData<(K, V)>);

impl<'de, K: Data + Deserialize<'de>, V: Data + Deserialize<'de>> Visitor<'de> for Entries<K, V> {
    type Value = Map<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Map<K, V>, A::Error> {
        let mut map = Map::new();
        while let Some((key, value)) = access.next_entry()? {
            map = map.assoc(key, value);
        }
        Ok(map)
    }
}

//! `Value: From<T>`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::to_value::{sorted_map, sorted_set};
use crate::data::Data;
use crate::func::Func;
use crate::int::Int;
use crate::keyword::Keyword;
use crate::list::List;
use crate::map::Map;
use crate::number::Number;
use crate::record::{Fields, Rec, Shape};
use crate::set::Set;
use crate::symbol::Symbol;
use crate::text::Str;
use crate::value::Value;
use crate::vector::Vector;

macro_rules! by_data {
    ($([$($param:tt)*] $rust:ty;)*) => {$(
        impl<$($param)*> From<$rust> for Value {
            #[inline]
            fn from(value: $rust) -> Value {
                value.into_value()
            }
        }
    )*};
}

by_data! {
    [] ();
    [] bool;
    [] i8;
    [] i16;
    [] i32;
    [] i64;
    [] isize;
    [] u8;
    [] u16;
    [] u32;
    [] u64;
    [] usize;
    [] f32;
    [] f64;
    [] Int;
    [] Number;
    [] Str;
    [] Keyword;
    [] Symbol;
    [] Func;
    [T: Data] Vector<T>;
    [T: Data] List<T>;
    [T: Data] Set<T>;
    [K: Data, V: Data] Map<K, V>;
    [S: Shape, T: Fields] Rec<S, T>;
}

#[cfg(feature = "inst")]
by_data! {
    [] crate::Inst;
}

#[cfg(feature = "uuid")]
by_data! {
    [] crate::Uuid;
}

#[cfg(feature = "regex")]
by_data! {
    [M: crate::pattern::Found] crate::Regex<M>;
}

impl From<i128> for Value {
    fn from(value: i128) -> Value {
        Value::from(Int::from(value))
    }
}

impl From<u128> for Value {
    fn from(value: u128) -> Value {
        Value::from(Int::from(value))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Str(Str::from(text))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Str(Str::from(text))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::Str(Str::from(text))
    }
}

impl From<Cow<'_, str>> for Value {
    fn from(text: Cow<'_, str>) -> Value {
        Value::Str(Str::from(text))
    }
}

impl From<char> for Value {
    fn from(c: char) -> Value {
        Value::Str(Str::from_char(c))
    }
}

impl From<&Value> for Value {
    fn from(value: &Value) -> Value {
        value.clone()
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Nil, T::into)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Value {
        Value::Vector(Vector::from_vec(items.into_iter().map(T::into).collect()))
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(items: [T; N]) -> Value {
        Value::from(Vec::from(items))
    }
}

impl<T: Clone + Into<Value>> From<&[T]> for Value {
    fn from(items: &[T]) -> Value {
        Value::from(items.to_vec())
    }
}

impl<K: Into<Value>, V: Into<Value>, S> From<HashMap<K, V, S>> for Value {
    fn from(map: HashMap<K, V, S>) -> Value {
        Value::Map(sorted_map(
            map.into_iter().map(|(k, v)| (k.into(), v.into())),
        ))
    }
}

impl<K: Into<Value>, V: Into<Value>> From<BTreeMap<K, V>> for Value {
    fn from(map: BTreeMap<K, V>) -> Value {
        Value::Map(map.into_iter().map(|(k, v)| (k.into(), v.into())).collect())
    }
}

impl<T: Into<Value>, S> From<HashSet<T, S>> for Value {
    fn from(set: HashSet<T, S>) -> Value {
        Value::Set(sorted_set(set.into_iter().map(T::into)))
    }
}

impl<T: Into<Value>> From<BTreeSet<T>> for Value {
    fn from(set: BTreeSet<T>) -> Value {
        Value::Set(set.into_iter().map(T::into).collect())
    }
}

macro_rules! tuples {
    ($($($name:ident $index:tt),*;)*) => {$(
        impl<$($name: Into<Value>),*> From<($($name,)*)> for Value {
            fn from(tuple: ($($name,)*)) -> Value {
                Value::Vector(Vector::from_vec(vec![$(tuple.$index.into()),*]))
            }
        }
    )*};
}

tuples! {
    A 0;
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
    A 0, B 1, C 2, D 3, E 4, F 5;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}

//! [`FromRtfs`], and `TryFrom<Value>` in terms of it.
//!
//! `Option` has `FromRtfs` only: the standard library already makes every `T` an `Option<T>`.

use core::hash::{BuildHasher, Hash};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::data::Data;
use crate::error::{Error, ErrorKind, Result};
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

/// A Rust type that an RTFS value can be turned into: what [`super::ToValue`] gives for it.
pub trait FromRtfs: Sized {
    /// The Rust value.
    ///
    /// # Errors
    /// `:type-error` that says what was expected and shows what came, with the path to it;
    /// `:overflow` for an integer outside the range of the Rust type.
    fn from_rtfs(value: Value) -> Result<Self>;
}

/// `TryFrom<Value>` for a type that has `FromRtfs`.
macro_rules! try_from {
    ($([$($param:tt)*] $rust:ty;)*) => {$(
        impl<$($param)*> TryFrom<Value> for $rust {
            type Error = Error;

            #[inline]
            fn try_from(value: Value) -> Result<Self> {
                <$rust as FromRtfs>::from_rtfs(value)
            }
        }
    )*};
}

/// Both traits for a type that has `Data`.
macro_rules! by_data {
    ($([$($param:tt)*] $rust:ty;)*) => {
        $(
            impl<$($param)*> FromRtfs for $rust {
                #[inline]
                fn from_rtfs(value: Value) -> Result<Self> {
                    <$rust as Data>::from_value(value)
                }
            }
        )*
        try_from! { $([$($param)*] $rust;)* }
    };
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

try_from! {
    [] i128;
    [] u128;
    [] String;
    [] char;
    [T: FromRtfs] Vec<T>;
    [T: FromRtfs, const N: usize] [T; N];
    [K: FromRtfs + Eq + Hash, V: FromRtfs, S: BuildHasher + Default] HashMap<K, V, S>;
    [K: FromRtfs + Ord, V: FromRtfs] BTreeMap<K, V>;
    [T: FromRtfs + Eq + Hash, S: BuildHasher + Default] HashSet<T, S>;
    [T: FromRtfs + Ord] BTreeSet<T>;
}

impl FromRtfs for Value {
    #[inline]
    fn from_rtfs(value: Value) -> Result<Value> {
        Ok(value)
    }
}

impl FromRtfs for i128 {
    fn from_rtfs(value: Value) -> Result<i128> {
        i128::try_from(Int::from_value(value)?)
    }
}

impl FromRtfs for u128 {
    fn from_rtfs(value: Value) -> Result<u128> {
        u128::try_from(Int::from_value(value)?)
    }
}

impl FromRtfs for String {
    fn from_rtfs(value: Value) -> Result<String> {
        Str::from_value(value).map(String::from)
    }
}

impl FromRtfs for char {
    fn from_rtfs(value: Value) -> Result<char> {
        if let Value::Str(text) = &value {
            let mut chars = text.chars();
            if let (Some(c), None) = (chars.next(), chars.next()) {
                return Ok(c);
            }
        }
        Err(Error::expected("a string of one character", &value))
    }
}

impl<T: FromRtfs> FromRtfs for Option<T> {
    fn from_rtfs(value: Value) -> Result<Option<T>> {
        match value {
            Value::Nil => Ok(None),
            value => T::from_rtfs(value).map(Some),
        }
    }
}

impl<T: FromRtfs> FromRtfs for Box<T> {
    fn from_rtfs(value: Value) -> Result<Box<T>> {
        T::from_rtfs(value).map(Box::new)
    }
}

impl<T: FromRtfs> FromRtfs for Vec<T> {
    /// From a vector or a list.
    fn from_rtfs(value: Value) -> Result<Vec<T>> {
        elements(value)?.enumerate().map(element).collect()
    }
}

impl<T: FromRtfs, const N: usize> FromRtfs for [T; N] {
    /// From a vector or a list of that many.
    fn from_rtfs(value: Value) -> Result<[T; N]> {
        let items = Vec::<T>::from_rtfs(value)?;
        items
            .try_into()
            .map_err(|items: Vec<T>| wrong_count(N, items.len()))
    }
}

impl<K: FromRtfs + Eq + Hash, V: FromRtfs, S: BuildHasher + Default> FromRtfs for HashMap<K, V, S> {
    fn from_rtfs(value: Value) -> Result<HashMap<K, V, S>> {
        entries(&value)?.iter().map(entry).collect()
    }
}

impl<K: FromRtfs + Ord, V: FromRtfs> FromRtfs for BTreeMap<K, V> {
    fn from_rtfs(value: Value) -> Result<BTreeMap<K, V>> {
        entries(&value)?.iter().map(entry).collect()
    }
}

impl<T: FromRtfs + Eq + Hash, S: BuildHasher + Default> FromRtfs for HashSet<T, S> {
    /// From a set, a vector or a list.
    fn from_rtfs(value: Value) -> Result<HashSet<T, S>> {
        members(value)?.map(T::from_rtfs).collect()
    }
}

impl<T: FromRtfs + Ord> FromRtfs for BTreeSet<T> {
    /// From a set, a vector or a list.
    fn from_rtfs(value: Value) -> Result<BTreeSet<T>> {
        members(value)?.map(T::from_rtfs).collect()
    }
}

fn elements(value: Value) -> Result<std::vec::IntoIter<Value>> {
    match value {
        Value::Vector(items) => Ok(items.into_vec().into_iter()),
        Value::List(items) => Ok(items.into_vec().into_iter()),
        other => Err(Error::expected(":vector", &other)),
    }
}

fn members(value: Value) -> Result<std::vec::IntoIter<Value>> {
    match value {
        Value::Set(items) => Ok(items.iter().cloned().collect::<Vec<_>>().into_iter()),
        Value::Vector(_) | Value::List(_) => elements(value),
        other => Err(Error::expected(":set", &other)),
    }
}

fn element<T: FromRtfs>((index, value): (usize, Value)) -> Result<T> {
    T::from_rtfs(value).map_err(|error| error.within(index.into_value()))
}

fn entries(value: &Value) -> Result<&Map<Value, Value>> {
    match value {
        Value::Map(map) => Ok(map),
        other => Err(Error::expected(":map", other)),
    }
}

fn entry<K: FromRtfs, V: FromRtfs>((key, value): (&Value, &Value)) -> Result<(K, V)> {
    let rust_key = K::from_rtfs(key.clone()).map_err(|error| {
        let message = format!("{}, as a key", error.message());
        Error::new(error.kind(), message)
    })?;
    let value = V::from_rtfs(value.clone()).map_err(|error| error.within(key.clone()))?;
    Ok((rust_key, value))
}

#[cold]
fn wrong_count(expected: usize, got: usize) -> Error {
    Error::new(
        ErrorKind::TypeError,
        format!("expected {expected} elements, got {got}"),
    )
}

macro_rules! tuples {
    ($($len:literal: $($name:ident $index:tt),*;)*) => {$(
        impl<$($name: FromRtfs),*> FromRtfs for ($($name,)*) {
            /// From a vector or a list of that many.
            fn from_rtfs(value: Value) -> Result<Self> {
                let mut items = elements(value)?;
                if items.len() != $len {
                    return Err(wrong_count($len, items.len()));
                }
                Ok(($({
                    // The elements were counted, so there is one.
                    let item = items.next().unwrap_or_default();
                    element::<$name>(($index, item))?
                },)*))
            }
        }

        try_from! { [$($name: FromRtfs),*] ($($name,)*); }
    )*};
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}

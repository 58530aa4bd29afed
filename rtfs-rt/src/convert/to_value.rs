//! [`ToValue`]: a Rust variable, seen from RTFS.

use core::cmp::Ordering;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use crate::data::Data;
use crate::func::Func;
use crate::host::Reply;
use crate::int::Int;
use crate::keyword::Keyword;
use crate::list::List;
use crate::map::Map;
use crate::number::Number;
use crate::print::readable;
use crate::record::{Fields, Rec, Shape};
use crate::set::Set;
use crate::stack;
use crate::symbol::Symbol;
use crate::text::Str;
use crate::value::Value;
use crate::vector::Vector;

/// A Rust type whose values RTFS can read. Slices and vectors become vectors, maps maps, sets
/// sets, tuples vectors, `None` nil, a `char` a string of one character.
pub trait ToValue {
    /// The value, which shares with `self` what it can.
    fn to_value(&self) -> Value;

    /// The value as the result of a capability: a collection of RTFS's own types crosses as it is.
    fn into_reply(self) -> Reply
    where
        Self: Sized,
    {
        Reply::value(self.to_value())
    }
}

macro_rules! by_data {
    (@reply typed) => {
        fn into_reply(self) -> Reply {
            Reply::typed(self)
        }
    };
    (@reply value) => {};
    ($($reply:ident [$($param:tt)*] $rust:ty;)*) => {$(
        impl<$($param)*> ToValue for $rust {
            #[inline]
            fn to_value(&self) -> Value {
                self.clone().into_value()
            }

            by_data! { @reply $reply }
        }
    )*};
}

by_data! {
    value [] ();
    value [] bool;
    value [] i8;
    value [] i16;
    value [] i32;
    value [] i64;
    value [] isize;
    value [] u8;
    value [] u16;
    value [] u32;
    value [] u64;
    value [] usize;
    value [] f32;
    value [] f64;
    value [] Int;
    value [] Number;
    value [] Str;
    value [] Keyword;
    value [] Symbol;
    value [] Func;
    value [] Value;
    typed [T: Data] Vector<T>;
    typed [T: Data] List<T>;
    typed [T: Data] Set<T>;
    typed [K: Data, V: Data] Map<K, V>;
    value [S: Shape, T: Fields] Rec<S, T>;
}

#[cfg(feature = "inst")]
by_data! {
    value [] crate::Inst;
}

#[cfg(feature = "uuid")]
by_data! {
    value [] crate::Uuid;
}

#[cfg(feature = "regex")]
by_data! {
    value [M: crate::pattern::Found] crate::Regex<M>;
}

macro_rules! by_from {
    ($($rust:ty)*) => {$(
        impl ToValue for $rust {
            fn to_value(&self) -> Value {
                Value::from(Int::from(*self))
            }
        }
    )*};
}

by_from!(i128 u128);

impl ToValue for str {
    fn to_value(&self) -> Value {
        Value::Str(Str::from(self))
    }
}

impl ToValue for String {
    fn to_value(&self) -> Value {
        self.as_str().to_value()
    }
}

impl ToValue for char {
    fn to_value(&self) -> Value {
        Value::Str(Str::from_char(*self))
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Nil, T::to_value)
    }
}

impl<T: ToValue> ToValue for [T] {
    fn to_value(&self) -> Value {
        Value::Vector(Vector::from_vec(self.iter().map(T::to_value).collect()))
    }
}

impl<T: ToValue, const N: usize> ToValue for [T; N] {
    fn to_value(&self) -> Value {
        self.as_slice().to_value()
    }
}

impl<T: ToValue> ToValue for Vec<T> {
    fn to_value(&self) -> Value {
        self.as_slice().to_value()
    }
}

impl<T: ToValue> ToValue for VecDeque<T> {
    fn to_value(&self) -> Value {
        Value::Vector(self.iter().map(T::to_value).collect())
    }
}

impl<K: ToValue, V: ToValue, S> ToValue for HashMap<K, V, S> {
    fn to_value(&self) -> Value {
        Value::Map(sorted_map(
            self.iter().map(|(k, v)| (k.to_value(), v.to_value())),
        ))
    }
}

impl<K: ToValue, V: ToValue> ToValue for BTreeMap<K, V> {
    fn to_value(&self) -> Value {
        Value::Map(
            self.iter()
                .map(|(k, v)| (k.to_value(), v.to_value()))
                .collect(),
        )
    }
}

impl<T: ToValue, S> ToValue for HashSet<T, S> {
    fn to_value(&self) -> Value {
        Value::Set(sorted_set(self.iter().map(T::to_value)))
    }
}

impl<T: ToValue> ToValue for BTreeSet<T> {
    fn to_value(&self) -> Value {
        Value::Set(self.iter().map(T::to_value).collect())
    }
}

macro_rules! through {
    ($($pointer:ty),*) => {$(
        impl<T: ToValue + ?Sized> ToValue for $pointer {
            fn to_value(&self) -> Value {
                (**self).to_value()
            }
        }
    )*};
}

through!(&T, &mut T, Box<T>, Rc<T>, Arc<T>);

impl<T: ToValue + ToOwned + ?Sized> ToValue for Cow<'_, T> {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}

macro_rules! tuples {
    ($($($name:ident $index:tt),*;)*) => {$(
        impl<$($name: ToValue),*> ToValue for ($($name,)*) {
            fn to_value(&self) -> Value {
                Value::Vector(Vector::from_vec(vec![$(self.$index.to_value()),*]))
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

/// Entries that come in no order of their own.
pub(super) fn sorted_map(entries: impl Iterator<Item = (Value, Value)>) -> Map<Value, Value> {
    sorted(entries, |entry| &entry.0).into_iter().collect()
}

/// Elements that come in no order of their own.
pub(super) fn sorted_set(items: impl Iterator<Item = Value>) -> Set<Value> {
    sorted(items, |item| item).into_iter().collect()
}

fn sorted<T>(items: impl Iterator<Item = T>, key: impl Fn(&T) -> &Value) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_by(|a, b| total(key(a), key(b)));
    items
}

/// A total order: that of `compare` where it has one; else by kind, and maps and sets by their text.
pub(crate) fn total(a: &Value, b: &Value) -> Ordering {
    if stack::low() {
        return stack::always(|| total(a, b));
    }
    match (a, b) {
        (Value::Vector(x), Value::Vector(y)) => elements(x.len(), x.iter(), y.len(), y.iter()),
        (Value::Vector(x), Value::List(y)) => elements(x.len(), x.iter(), y.len(), y.iter()),
        (Value::List(x), Value::Vector(y)) => elements(x.len(), x.iter(), y.len(), y.iter()),
        (Value::List(x), Value::List(y)) => elements(x.len(), x.iter(), y.len(), y.iter()),
        _ => rank(a).cmp(&rank(b)).then_with(|| match a {
            Value::Map(_) | Value::Set(_) | Value::Func(_) => readable(a).cmp(&readable(b)),
            // Scalars of one rank are comparable.
            _ => a.order(b).unwrap_or(Ordering::Equal),
        }),
    }
}

/// By length, then element by element.
fn elements<'a>(
    x_len: usize,
    x: impl Iterator<Item = &'a Value>,
    y_len: usize,
    y: impl Iterator<Item = &'a Value>,
) -> Ordering {
    let by_element = || x.zip(y).map(|(x, y)| total(x, y)).find(|o| o.is_ne());
    x_len
        .cmp(&y_len)
        .then_with(|| by_element().unwrap_or(Ordering::Equal))
}

fn rank(value: &Value) -> u8 {
    match value {
        Value::Nil => 0,
        Value::Bool(_) => 1,
        Value::Int(_) | Value::Big(_) | Value::Float(_) => 2,
        Value::Str(_) => 3,
        Value::Keyword(_) => 4,
        Value::Symbol(_) => 5,
        Value::Vector(_) | Value::List(_) => 6,
        Value::Map(_) => 7,
        Value::Set(_) => 8,
        _ => 9,
    }
}

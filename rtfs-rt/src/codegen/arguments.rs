//! What an exported function takes for a collection: anything that Rust code is likely to have.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::BuildHasher;

use crate::convert::total;
use crate::{
    Data, Func, Int, Keyword, List, Map, Number, Set, Str, Symbol, ToValue, Value, Vector,
};

/// A Rust value as a parameter of type `T`.
pub trait IntoArgument<T> {
    /// The parameter.
    fn into_argument(self) -> T;
}

macro_rules! scalars {
    ($($to:ty: $($from:ty)*;)*) => {$($(
        impl IntoArgument<$to> for $from {
            #[inline]
            fn into_argument(self) -> $to {
                <$to>::from(self)
            }
        }
        impl IntoArgument<$to> for &$from {
            #[inline]
            fn into_argument(self) -> $to {
                <$to>::from(self.clone())
            }
        }
    )*)*};
}

scalars! {
    Int: Int i8 i16 i32 i64 u8 u16 u32 u64 usize;
    f64: f64 f32 i32 u32 i16 u16 i8 u8;
    bool: bool;
    Number: Number Int f64 f32 i8 i16 i32 i64 u8 u16 u32 u64 usize;
    Str: Str String;
    Keyword: Keyword;
    Symbol: Symbol;
    Func: Func;
    i64: i64;
    i32: i32;
    i16: i16;
    i8: i8;
    u64: u64;
    u32: u32;
    u16: u16;
    u8: u8;
    usize: usize;
    Value: Value Int i8 i16 i32 i64 u8 u16 u32 u64 usize f64 f32 bool Number Str String Keyword Symbol Func char;
}

impl IntoArgument<Str> for &str {
    fn into_argument(self) -> Str {
        Str::from(self)
    }
}

impl IntoArgument<Str> for char {
    fn into_argument(self) -> Str {
        Str::from_char(self)
    }
}

impl IntoArgument<Str> for &char {
    fn into_argument(self) -> Str {
        Str::from_char(*self)
    }
}

impl IntoArgument<Str> for &&str {
    fn into_argument(self) -> Str {
        Str::from(*self)
    }
}

impl IntoArgument<Value> for &str {
    fn into_argument(self) -> Value {
        Value::from(self)
    }
}

impl<T: Data, U: IntoArgument<T>> IntoArgument<Vector<T>> for Vec<U> {
    fn into_argument(self) -> Vector<T> {
        self.into_iter().map(U::into_argument).collect()
    }
}

impl<T: Data, U, const N: usize> IntoArgument<Vector<T>> for [U; N]
where
    U: IntoArgument<T>,
{
    fn into_argument(self) -> Vector<T> {
        self.into_iter().map(U::into_argument).collect()
    }
}

impl<'a, T: Data, U> IntoArgument<Vector<T>> for &'a [U]
where
    &'a U: IntoArgument<T>,
{
    fn into_argument(self) -> Vector<T> {
        self.iter().map(<&U>::into_argument).collect()
    }
}

impl<'a, T: Data, U, const N: usize> IntoArgument<Vector<T>> for &'a [U; N]
where
    &'a U: IntoArgument<T>,
{
    fn into_argument(self) -> Vector<T> {
        self.as_slice().into_argument()
    }
}

impl<'a, T: Data, U> IntoArgument<Vector<T>> for &'a Vec<U>
where
    &'a U: IntoArgument<T>,
{
    fn into_argument(self) -> Vector<T> {
        self.iter().map(<&U>::into_argument).collect()
    }
}

macro_rules! themselves {
    ($($name:ident<$($param:ident),*>)*) => {$(
        impl<$($param: Data),*> IntoArgument<$name<$($param),*>> for $name<$($param),*> {
            #[inline]
            fn into_argument(self) -> Self {
                self
            }
        }
        impl<$($param: Data),*> IntoArgument<$name<$($param),*>> for &$name<$($param),*> {
            #[inline]
            fn into_argument(self) -> $name<$($param),*> {
                self.clone()
            }
        }
    )*};
}

themselves! { Vector<T> List<T> Set<T> Map<K, V> }

impl<T: Data, U: IntoArgument<T>> IntoArgument<List<T>> for Vec<U> {
    fn into_argument(self) -> List<T> {
        self.into_iter().map(U::into_argument).collect()
    }
}

impl<T: Data, U: IntoArgument<T>, const N: usize> IntoArgument<List<T>> for [U; N] {
    fn into_argument(self) -> List<T> {
        self.into_iter().map(U::into_argument).collect()
    }
}

impl<'a, T: Data, U> IntoArgument<List<T>> for &'a [U]
where
    &'a U: IntoArgument<T>,
{
    fn into_argument(self) -> List<T> {
        self.iter().map(<&U>::into_argument).collect()
    }
}

impl<'a, T: Data, U> IntoArgument<List<T>> for &'a Vec<U>
where
    &'a U: IntoArgument<T>,
{
    fn into_argument(self) -> List<T> {
        self.as_slice().into_argument()
    }
}

impl<T: Data, U: IntoArgument<T>, S: BuildHasher> IntoArgument<Set<T>> for HashSet<U, S> {
    fn into_argument(self) -> Set<T> {
        sorted(self.into_iter().map(U::into_argument), T::clone)
    }
}

impl<'a, T: Data, U, S: BuildHasher> IntoArgument<Set<T>> for &'a HashSet<U, S>
where
    &'a U: IntoArgument<T>,
{
    fn into_argument(self) -> Set<T> {
        sorted(self.iter().map(<&U>::into_argument), T::clone)
    }
}

impl<T: Data, U: IntoArgument<T>> IntoArgument<Set<T>> for BTreeSet<U> {
    fn into_argument(self) -> Set<T> {
        self.into_iter().map(U::into_argument).collect()
    }
}

impl<'a, T: Data, U> IntoArgument<Set<T>> for &'a BTreeSet<U>
where
    &'a U: IntoArgument<T>,
{
    fn into_argument(self) -> Set<T> {
        self.iter().map(<&U>::into_argument).collect()
    }
}

impl<T: Data, U: IntoArgument<T>> IntoArgument<Set<T>> for Vec<U> {
    fn into_argument(self) -> Set<T> {
        self.into_iter().map(U::into_argument).collect()
    }
}

impl<T: Data, U: IntoArgument<T>, const N: usize> IntoArgument<Set<T>> for [U; N] {
    fn into_argument(self) -> Set<T> {
        self.into_iter().map(U::into_argument).collect()
    }
}

impl<K: Data, V: Data, A, B, S> IntoArgument<Map<K, V>> for HashMap<A, B, S>
where
    A: IntoArgument<K>,
    B: IntoArgument<V>,
    S: BuildHasher,
{
    fn into_argument(self) -> Map<K, V> {
        let pairs = self
            .into_iter()
            .map(|(k, v)| (k.into_argument(), v.into_argument()));
        sorted(pairs, |(key, _)| key.clone())
    }
}

impl<'a, K: Data, V: Data, A, B, S> IntoArgument<Map<K, V>> for &'a HashMap<A, B, S>
where
    &'a A: IntoArgument<K>,
    &'a B: IntoArgument<V>,
    S: BuildHasher,
{
    fn into_argument(self) -> Map<K, V> {
        let pairs = self
            .iter()
            .map(|(k, v)| (k.into_argument(), v.into_argument()));
        sorted(pairs, |(key, _)| key.clone())
    }
}

macro_rules! maps {
    ($($source:ty, [$($generics:tt)*];)*) => {$(
        impl<K: Data, V: Data, A: IntoArgument<K>, B: IntoArgument<V>, $($generics)*> IntoArgument<Map<K, V>> for $source {
            fn into_argument(self) -> Map<K, V> {
                self.into_iter().map(|(k, v)| (k.into_argument(), v.into_argument())).collect()
            }
        }
    )*};
}

maps! {
    BTreeMap<A, B>, [];
    [(A, B); N], [const N: usize];
    Vec<(A, B)>, [];
}

impl<'a, K: Data, V: Data, A, B> IntoArgument<Map<K, V>> for &'a BTreeMap<A, B>
where
    &'a A: IntoArgument<K>,
    &'a B: IntoArgument<V>,
{
    fn into_argument(self) -> Map<K, V> {
        self.iter()
            .map(|(k, v)| (k.into_argument(), v.into_argument()))
            .collect()
    }
}

impl<'a, K: Data, V: Data, A, B> IntoArgument<Map<K, V>> for &'a [(A, B)]
where
    &'a A: IntoArgument<K>,
    &'a B: IntoArgument<V>,
{
    fn into_argument(self) -> Map<K, V> {
        self.iter()
            .map(|(k, v)| (k.into_argument(), v.into_argument()))
            .collect()
    }
}

macro_rules! dynamic {
    ($([$($param:tt)*] $rust:ty;)*) => {$(
        impl<$($param)*> IntoArgument<Value> for $rust {
            fn into_argument(self) -> Value {
                ToValue::to_value(&self)
            }
        }
    )*};
}

dynamic! {
    [T: ToValue] Vec<T>;
    [T: ToValue] &Vec<T>;
    [T: ToValue] &[T];
    [T: ToValue, const N: usize] [T; N];
    [T: ToValue] Option<T>;
    [K: ToValue, V: ToValue, S: BuildHasher] HashMap<K, V, S>;
    [K: ToValue, V: ToValue] BTreeMap<K, V>;
    [T: Data] Vector<T>;
    [T: Data] List<T>;
    [T: Data] Set<T>;
    [K: Data, V: Data] Map<K, V>;
}

/// What comes in no order of its own, in that of its keys.
fn sorted<I, K: Data, C: FromIterator<I>>(
    items: impl Iterator<Item = I>,
    key: impl Fn(&I) -> K,
) -> C {
    let mut items: Vec<(Value, I)> = items.map(|item| (key(&item).into_value(), item)).collect();
    items.sort_by(|(a, _), (b, _)| total(a, b));
    items.into_iter().map(|(_, item)| item).collect()
}

impl<T, U: IntoArgument<T>> IntoArgument<Option<T>> for Option<U> {
    fn into_argument(self) -> Option<T> {
        self.map(U::into_argument)
    }
}

impl<'a, T, U> IntoArgument<Option<T>> for &'a Option<U>
where
    &'a U: IntoArgument<T>,
{
    fn into_argument(self) -> Option<T> {
        self.as_ref().map(<&U>::into_argument)
    }
}

macro_rules! tuples {
    ($(($($from:ident $to:ident $index:tt),*))*) => {$(
        impl<$($from: IntoArgument<$to>, $to),*> IntoArgument<($($to,)*)> for ($($from,)*) {
            fn into_argument(self) -> ($($to,)*) {
                ($(self.$index.into_argument(),)*)
            }
        }

        impl<'a, $($from, $to),*> IntoArgument<($($to,)*)> for &'a ($($from,)*)
        where
            $(&'a $from: IntoArgument<$to>),*
        {
            fn into_argument(self) -> ($($to,)*) {
                ($((&self.$index).into_argument(),)*)
            }
        }
    )*};
}

tuples! {
    (A AA 0)
    (A AA 0, B BB 1)
    (A AA 0, B BB 1, C CC 2)
    (A AA 0, B BB 1, C CC 2, D DD 3)
    (A AA 0, B BB 1, C CC 2, D DD 3, E EE 4)
    (A AA 0, B BB 1, C CC 2, D DD 3, E EE 4, F FF 5)
    (A AA 0, B BB 1, C CC 2, D DD 3, E EE 4, F FF 5, G GG 6)
    (A AA 0, B BB 1, C CC 2, D DD 3, E EE 4, F FF 5, G GG 6, H HH 7)
    (A AA 0, B BB 1, C CC 2, D DD 3, E EE 4, F FF 5, G GG 6, H HH 7, I II 8)
    (A AA 0, B BB 1, C CC 2, D DD 3, E EE 4, F FF 5, G GG 6, H HH 7, I II 8, J JJ 9)
    (A AA 0, B BB 1, C CC 2, D DD 3, E EE 4, F FF 5, G GG 6, H HH 7, I II 8, J JJ 9, K KK 10)
    (A AA 0, B BB 1, C CC 2, D DD 3, E EE 4, F FF 5, G GG 6, H HH 7, I II 8, J JJ 9, K KK 10, L LL 11)
}

/// The arguments after the fixed ones, as the function sees them: a list, or nil.
pub fn rest_argument<T: Data>(items: Vector<T>) -> Option<List<T>> {
    if items.is_empty() {
        None
    } else {
        Some(List::from(items))
    }
}

/// The same of a dynamic call.
pub fn rest_list(items: &[Value]) -> Option<List<Value>> {
    if items.is_empty() {
        None
    } else {
        Some(List::from_slice(items))
    }
}

//! What an exported function takes for a collection: anything that Rust code is likely to have.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::BuildHasher;

use crate::{Data, Int, Keyword, List, Map, Number, Set, Str, Symbol, Value, Vector};

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
    Number: Number Int f64 f32 i32 i64;
    Str: Str String;
    Keyword: Keyword;
    Symbol: Symbol;
    i64: i64;
    i32: i32;
    i16: i16;
    i8: i8;
    u64: u64;
    u32: u32;
    u16: u16;
    u8: u8;
    usize: usize;
    Value: Value Int i64 i32 f64 bool Str String Keyword;
}

impl IntoArgument<Str> for &str {
    fn into_argument(self) -> Str {
        Str::from(self)
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

impl<T: Data, U: IntoArgument<T>, S: BuildHasher> IntoArgument<Set<T>> for HashSet<U, S> {
    fn into_argument(self) -> Set<T> {
        self.into_iter().map(U::into_argument).collect()
    }
}

impl<T: Data, U: IntoArgument<T>> IntoArgument<Set<T>> for BTreeSet<U> {
    fn into_argument(self) -> Set<T> {
        self.into_iter().map(U::into_argument).collect()
    }
}

impl<T: Data, U: IntoArgument<T>, const N: usize> IntoArgument<Set<T>> for [U; N] {
    fn into_argument(self) -> Set<T> {
        self.into_iter().map(U::into_argument).collect()
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
    HashMap<A, B, S>, [S: BuildHasher];
    BTreeMap<A, B>, [];
    [(A, B); N], [const N: usize];
    Vec<(A, B)>, [];
}

impl<T, U: IntoArgument<T>> IntoArgument<Option<T>> for Option<U> {
    fn into_argument(self) -> Option<T> {
        self.map(U::into_argument)
    }
}

macro_rules! tuples {
    ($(($($from:ident $to:ident $index:tt),*))*) => {$(
        impl<$($from: IntoArgument<$to>, $to),*> IntoArgument<($($to,)*)> for ($($from,)*) {
            fn into_argument(self) -> ($($to,)*) {
                ($(self.$index.into_argument(),)*)
            }
        }
    )*};
}

tuples! {
    (A P 0)
    (A P 0, B Q 1)
    (A P 0, B Q 1, C R 2)
    (A P 0, B Q 1, C R 2, D S 3)
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

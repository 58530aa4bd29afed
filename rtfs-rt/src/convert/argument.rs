//! [`Argument`]: what an exported function takes for a parameter.
//!
//! A parameter of type `T` takes whatever Rust turns into a `T` without loss, and a dynamic [`Value`], which
//! is checked. So a program calls the functions of another one by their names, whatever it knows of the types.

use core::any::Any;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::codegen::{IntoArgument, unreachable};
use crate::data::Data;
use crate::error::Result;
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

/// A Rust value that an exported function takes for a parameter of type `T`: for an [`Int`], a number, a
/// [`Number`] or a [`Str`] all that is `Into` it; for a collection those of Rust and of RTFS; for every
/// type a [`Value`].
#[diagnostic::on_unimplemented(
    message = "a parameter that takes `{T}` cannot take `{Self}`",
    label = "this function takes `{T}` here"
)]
pub trait Argument<T> {
    /// The parameter.
    ///
    /// # Errors
    /// `:type-error` for a dynamic value of another kind.
    fn argument(self) -> Result<T>;
}

/// A value of one type as another: itself if they are the same, else by way of its dynamic form.
pub(crate) fn recast<T: Data, U: Any>(
    value: T,
    convert: impl FnOnce(Value) -> Result<U>,
) -> Result<U> {
    let mut held = Some(value);
    if let Some(same) = (&mut held as &mut dyn Any).downcast_mut::<Option<U>>() {
        return same.take().ok_or_else(unreachable);
    }
    match held {
        Some(value) => convert(value.into_value()),
        None => Err(unreachable()),
    }
}

macro_rules! scalars {
    ($($ty:ty)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: Into<$ty>> Argument<$ty> for T {
            #[inline(always)]
            fn argument(self) -> Result<$ty> {
                Ok(self.into())
            }
        }
    )*};
}

scalars! { Int f64 Number Str Value }

macro_rules! checked {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        impl<$($generics)*> Argument<$ty> for Value {
            fn argument(self) -> Result<$ty> {
                <$ty as Data>::from_value(self)
            }
        }
    )*};
}

checked! {
    [] Int;
    [] f64;
    [] Number;
    [] Str;
    [T: Data] Vector<T>;
    [T: Data] List<T>;
    [T: Data] Set<T>;
    [K: Data, V: Data] Map<K, V>;
    [T: Data] Option<T>;
    [S: Shape, T: Fields] Rec<S, T>;
    [A: Data] (A,);
    [A: Data, B: Data] (A, B);
    [A: Data, B: Data, C: Data] (A, B, C);
    [A: Data, B: Data, C: Data, D: Data] (A, B, C, D);
}

/// What is there stands for what may be nil.
macro_rules! present {
    ($([$($generics:ident)*] $ty:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics: Data),*> Argument<Option<$ty>> for $ty {
            #[inline]
            fn argument(self) -> Result<Option<$ty>> {
                Ok(Some(self))
            }
        }
    )*};
}

present! {
    [] Int;
    [] f64;
    [] bool;
    [] Number;
    [] Str;
    [] Keyword;
    [] Symbol;
    [T] Vector<T>;
    [T] List<T>;
    [T] Set<T>;
    [K V] Map<K, V>;
}

macro_rules! collections {
    ($([$($generics:tt)*] $from:ty => $to:ty;)*) => {$(
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> Argument<$to> for $from
        where
            $from: IntoArgument<$to>,
        {
            #[inline]
            fn argument(self) -> Result<$to> {
                Ok(self.into_argument())
            }
        }
    )*};
}

collections! {
    [T: Data, U] Vec<U> => Vector<T>;
    [T: Data, U, const N: usize] [U; N] => Vector<T>;
    ['a, T: Data, U] &'a [U] => Vector<T>;
    ['a, T: Data, U, const N: usize] &'a [U; N] => Vector<T>;
    ['a, T: Data, U] &'a Vec<U> => Vector<T>;
    [T: Data] Vector<T> => Vector<T>;
    ['a, T: Data] &'a Vector<T> => Vector<T>;
    [T: Data, U] Vec<U> => List<T>;
    [T: Data, U, const N: usize] [U; N] => List<T>;
    ['a, T: Data, U] &'a [U] => List<T>;
    ['a, T: Data, U] &'a Vec<U> => List<T>;
    [T: Data] List<T> => List<T>;
    ['a, T: Data] &'a List<T> => List<T>;
    [T: Data, U, S] HashSet<U, S> => Set<T>;
    ['a, T: Data, U, S] &'a HashSet<U, S> => Set<T>;
    [T: Data, U] BTreeSet<U> => Set<T>;
    ['a, T: Data, U] &'a BTreeSet<U> => Set<T>;
    [T: Data, U] Vec<U> => Set<T>;
    [T: Data, U, const N: usize] [U; N] => Set<T>;
    [T: Data] Set<T> => Set<T>;
    ['a, T: Data] &'a Set<T> => Set<T>;
    [K: Data, V: Data, A, B, S] HashMap<A, B, S> => Map<K, V>;
    ['a, K: Data, V: Data, A, B, S] &'a HashMap<A, B, S> => Map<K, V>;
    [K: Data, V: Data, A, B] BTreeMap<A, B> => Map<K, V>;
    ['a, K: Data, V: Data, A, B] &'a BTreeMap<A, B> => Map<K, V>;
    ['a, K: Data, V: Data, A, B] &'a [(A, B)] => Map<K, V>;
    [K: Data, V: Data, A, B, const N: usize] [(A, B); N] => Map<K, V>;
    [K: Data, V: Data, A, B] Vec<(A, B)> => Map<K, V>;
    [K: Data, V: Data] Map<K, V> => Map<K, V>;
    ['a, K: Data, V: Data] &'a Map<K, V> => Map<K, V>;
    [T: Data, U] Option<U> => Option<T>;
    ['a, T: Data, U] &'a Option<U> => Option<T>;
    [P, A] (A,) => (P,);
    [P, Q, A, B] (A, B) => (P, Q);
    [P, Q, R, A, B, C] (A, B, C) => (P, Q, R);
    [P, Q, R, S, A, B, C, D] (A, B, C, D) => (P, Q, R, S);
}

//! Calls of Rust functions whose types the program does not know.
//!
//! rustc knows them, or leaves them open: a function of another program takes `impl Argument<Int>`, which
//! the call has to choose. So generated code wraps the call in a closure, whose parameters are what rustc
//! knows, and *settles* one after the other: a parameter that is open becomes the type that suits the
//! argument at hand, one that is known stays. Which of the two it is decides method resolution: [`Exact`]
//! has a parameter that may be the argument's type, [`Loose`] every other.
//!
//! ```text
//! let call = |a, b| into_rtfs(f(a, b));
//! (&probe::<_, Int, _>(&call, At::<2, 0>)).settle();
//! (&probe::<_, Value, _>(&call, At::<2, 1>)).settle();
//! let (mut a, mut b) = (hold(x)?, hold(y)?);
//! call(lend(&mut a)?, lend(&mut b)?)
//! ```

use core::marker::PhantomData;

use crate::convert::{FromRtfs, recast};
use crate::{Data, Int, Keyword, List, Map, Number, Result, Set, Str, Symbol, Value, Vector};

/// The parameter `INDEX` of a function of `COUNT` parameters.
pub struct At<const COUNT: usize, const INDEX: usize>;

/// A question about a parameter of `F`: can it be an `X`?
pub struct Probe<F, X, P>(PhantomData<(F, X, P)>);

/// Asks of a function.
#[inline(always)]
pub fn probe<F, X, P>(_function: &F, _at: P) -> Probe<F, X, P> {
    Probe(PhantomData)
}

/// The parameter can be of the argument's type, and is from here on. `M` is what else the function
/// takes and gives.
pub trait Exact<M> {
    /// Nothing: to resolve it is the point.
    #[inline(always)]
    fn settle(&self) {}
}

/// The parameter has a type of its own.
pub trait Loose {
    /// Nothing.
    #[inline(always)]
    fn settle(&self) {}
}

impl<F, X, P> Loose for &Probe<F, X, P> {}

macro_rules! exact {
    ($($count:literal $index:literal: [$($before:ident)*] [$($after:ident)*];)*) => {$(
        impl<F, X, Out, $($before,)* $($after,)*> Exact<($($before,)* $($after,)* Out,)>
            for Probe<F, X, At<$count, $index>>
        where
            F: FnOnce($($before,)* X, $($after,)*) -> Out,
        {
        }
    )*};
}

exact! {
    1 0: [] [];
    2 0: [] [B];
    2 1: [A] [];
    3 0: [] [B C];
    3 1: [A] [C];
    3 2: [A B] [];
    4 0: [] [B C D];
    4 1: [A] [C D];
    4 2: [A B] [D];
    4 3: [A B C] [];
    5 0: [] [B C D E];
    5 1: [A] [C D E];
    5 2: [A B] [D E];
    5 3: [A B C] [E];
    5 4: [A B C D] [];
    6 0: [] [B C D E G];
    6 1: [A] [C D E G];
    6 2: [A B] [D E G];
    6 3: [A B C] [E G];
    6 4: [A B C D] [G];
    6 5: [A B C D E] [];
    7 0: [] [B C D E G H];
    7 1: [A] [C D E G H];
    7 2: [A B] [D E G H];
    7 3: [A B C] [E G H];
    7 4: [A B C D] [G H];
    7 5: [A B C D E] [H];
    7 6: [A B C D E G] [];
    8 0: [] [B C D E G H I];
    8 1: [A] [C D E G H I];
    8 2: [A B] [D E G H I];
    8 3: [A B C] [E G H I];
    8 4: [A B C D] [G H I];
    8 5: [A B C D E] [H I];
    8 6: [A B C D E G] [I];
    8 7: [A B C D E G H] [];
}

/// A type that a parameter of a Rust function may have: owned, or borrowed from what the call holds.
#[diagnostic::on_unimplemented(
    message = "RTFS has no value for a parameter of type `{Self}`",
    note = "a Rust function that a program calls takes numbers, strings, collections, and types that have `FromRtfs`"
)]
pub trait Parameter<'s>: Sized {
    /// What the call holds for it.
    type Held: 's;

    /// What is held for a value.
    ///
    /// # Errors
    /// `:type-error` that says what was expected and what came.
    fn hold<X: Data>(value: X) -> Result<Self::Held>;

    /// The argument. What is held is lent once.
    ///
    /// # Errors
    /// None, if it is.
    fn lend(held: &'s mut Option<Self::Held>) -> Result<Self>;
}

/// What a call holds for a parameter of type `A`.
pub struct Slot<'s, A: Parameter<'s>>(Option<A::Held>);

/// Holds a value for a parameter.
///
/// # Errors
/// As [`Parameter::hold`].
#[inline(always)]
pub fn hold<'s, X: Data, A: Parameter<'s>>(value: X) -> Result<Slot<'s, A>> {
    match A::hold(value) {
        Ok(held) => Ok(Slot(Some(held))),
        Err(error) => Err(error),
    }
}

/// The argument that is held.
///
/// # Errors
/// As [`Parameter::lend`].
#[inline(always)]
pub fn lend<'s, A: Parameter<'s>>(slot: &'s mut Slot<'s, A>) -> Result<A> {
    A::lend(&mut slot.0)
}

impl<'s, A: FromRtfs + 'static> Parameter<'s> for A {
    type Held = A;

    #[inline]
    fn hold<X: Data>(value: X) -> Result<A> {
        recast(value, A::from_rtfs)
    }

    #[inline]
    fn lend(held: &'s mut Option<A>) -> Result<A> {
        held.take().ok_or_else(super::unreachable)
    }
}

macro_rules! borrowed {
    ($([$($generics:tt)*] $target:ty: $held:ty;)*) => {$(
        impl<'s, $($generics)*> Parameter<'s> for &'s $target {
            type Held = $held;

            fn hold<X: Data>(value: X) -> Result<$held> {
                recast(value, <$held as FromRtfs>::from_rtfs)
            }

            fn lend(held: &'s mut Option<$held>) -> Result<&'s $target> {
                match held {
                    Some(held) => Ok(held),
                    None => Err(super::unreachable()),
                }
            }
        }
    )*};
}

borrowed! {
    [] str: Str;
    [] Str: Str;
    [] String: String;
    [] Int: Int;
    [] Number: Number;
    [] Keyword: Keyword;
    [] Symbol: Symbol;
    [] Value: Value;
    [] bool: bool;
    [] f64: f64;
    [] f32: f32;
    [] i8: i8;
    [] i16: i16;
    [] i32: i32;
    [] i64: i64;
    [] u8: u8;
    [] u16: u16;
    [] u32: u32;
    [] u64: u64;
    [] usize: usize;
    [T: FromRtfs + 'static] [T]: Vec<T>;
    [T: FromRtfs + 'static] Vec<T>: Vec<T>;
    [T: Data] Vector<T>: Vector<T>;
    [T: Data] List<T>: List<T>;
    [T: Data] Set<T>: Set<T>;
    [K: Data, V: Data] Map<K, V>: Map<K, V>;
}

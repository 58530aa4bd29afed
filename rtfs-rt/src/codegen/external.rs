//! Calls of Rust functions that a program declares by `extern`: its types meet Rust's.

use core::fmt::Display;

use crate::convert::host_error;
use crate::{
    Data, Error, ErrorKind, Int, Keyword, List, Map, Number, Result, Set, Str, Symbol, Value,
    Vector,
};

/// A value of the program as a parameter of a Rust function.
pub trait Give<T> {
    /// The parameter.
    ///
    /// # Errors
    /// `:overflow` for an int that the parameter's type does not hold.
    fn give(self) -> Result<T>;
}

/// A value as the parameter that the called function has.
///
/// # Errors
/// As [`Give::give`].
#[inline(always)]
pub fn give<A: Give<T>, T>(value: A) -> Result<T> {
    value.give()
}

macro_rules! ints {
    ($($rust:ty)*) => {$(
        impl Give<$rust> for &Int {
            #[inline]
            fn give(self) -> Result<$rust> {
                <$rust>::try_from(self.clone()).map_err(|_| too_big(self, stringify!($rust)))
            }
        }
        impl Take<Int, Plain> for $rust {
            #[inline]
            fn take(self) -> Result<Int> {
                Ok(Int::from(self))
            }
        }
        impl Give<$rust> for &$rust {
            #[inline]
            fn give(self) -> Result<$rust> {
                Ok(*self)
            }
        }
    )*};
}

ints! { i8 i16 i32 i64 u8 u16 u32 u64 usize }

#[cold]
fn too_big(int: &Int, name: &str) -> Error {
    Error::new(
        ErrorKind::Overflow,
        format!("{int} is outside the range of :{name}"),
    )
}

/// Converts the result of a Rust function to the type that `extern` declares. The marker keeps plain
/// results and `Result`s apart.
pub trait Take<T, Marker> {
    /// The value.
    ///
    /// # Errors
    /// The function's own error as `:host-error`.
    fn take(self) -> Result<T>;
}

/// Marks a plain result.
pub struct Plain;
/// Marks a `Result`.
pub struct Fallible;

impl<T, R: Take<T, Plain>, E: Display + 'static> Take<T, Fallible> for core::result::Result<R, E> {
    #[inline]
    fn take(self) -> Result<T> {
        match self {
            Ok(value) => value.take(),
            Err(error) => Err(host_error(error)),
        }
    }
}

/// The result of a Rust function as the declared type.
///
/// # Errors
/// As [`Take::take`].
#[inline(always)]
pub fn take_result<T, M, R: Take<T, M>>(result: R) -> Result<T> {
    result.take()
}

macro_rules! same {
    ($([$($generics:tt)*] $ty:ty;)*) => {$(
        impl<$($generics)*> Give<$ty> for &$ty {
            #[inline]
            fn give(self) -> Result<$ty> {
                Ok(self.clone())
            }
        }
        impl<'a, $($generics)*> Give<&'a $ty> for &'a $ty {
            #[inline]
            fn give(self) -> Result<&'a $ty> {
                Ok(self)
            }
        }
        impl<$($generics)*> Take<$ty, Plain> for $ty {
            #[inline]
            fn take(self) -> Result<$ty> {
                Ok(self)
            }
        }
    )*};
}

same! {
    [] Int;
    [] Number;
    [] f64;
    [] bool;
    [] Str;
    [] Keyword;
    [] Symbol;
    [] Value;
    [] ();
    [T: Data] Vector<T>;
    [T: Data] List<T>;
    [T: Data] Set<T>;
    [K: Data, V: Data] Map<K, V>;
    [T: Data] Option<T>;
}

impl<'a> Give<&'a str> for &'a Str {
    fn give(self) -> Result<&'a str> {
        Ok(self)
    }
}

impl Give<String> for &Str {
    fn give(self) -> Result<String> {
        Ok(self.to_string())
    }
}

impl Take<Str, Plain> for String {
    fn take(self) -> Result<Str> {
        Ok(Str::from(self))
    }
}

impl Take<Str, Plain> for &str {
    fn take(self) -> Result<Str> {
        Ok(Str::from(self))
    }
}

impl<T: Data, U> Give<Vec<U>> for &Vector<T>
where
    for<'a> &'a T: Give<U>,
{
    fn give(self) -> Result<Vec<U>> {
        self.iter().map(|item| item.give()).collect()
    }
}

impl<T: Data, U: Take<T, Plain>> Take<Vector<T>, Plain> for Vec<U> {
    fn take(self) -> Result<Vector<T>> {
        self.into_iter().map(U::take).collect()
    }
}

//! Checked casts: a value that is not of the type names the thing that should be.

use core::fmt::Display;

use crate::access::{Indexed, Named};
use crate::{
    Argument, Data, Error, ErrorKind, Int, Keyword, List, Map, Number, Result, Set, Str, Value,
    Vector,
};

/// A dynamic value as a type.
///
/// # Errors
/// `:type-error` "`x`: expected :int, got :string \"a\"".
#[inline]
pub fn cast<T: Data>(value: Value, what: &str) -> Result<T> {
    match T::from_value(value) {
        Ok(value) => Ok(value),
        Err(error) => Err(error.about(what)),
    }
}

/// What a [`Value`] holds without a reference to share.
pub trait Small: Data {
    /// The value, if it is one of these.
    fn small(value: &Value) -> Option<Self>;
}

macro_rules! small {
    ($($ty:ty: $($pattern:pat => $small:expr),+;)+) => {
        $(impl Small for $ty {
            #[inline]
            fn small(value: &Value) -> Option<$ty> {
                match value {
                    $($pattern => Some($small),)+
                    _ => None,
                }
            }
        })+
    };
}

small! {
    bool: Value::Bool(b) => *b;
    f64: Value::Float(x) => *x;
    Keyword: Value::Keyword(k) => *k;
    Int: Value::Int(n) => Int::Small(*n);
    Number: Value::Int(n) => Number::Int(Int::Small(*n)), Value::Float(x) => Number::Float(*x);
}

/// [`cast`] of a value that stays where it is.
///
/// # Errors
/// As [`cast`].
#[inline]
pub fn cast_at<T: Small>(value: &Value, what: &str) -> Result<T> {
    match T::small(value) {
        Some(small) => Ok(small),
        None => cast(value.clone(), what),
    }
}

/// What a [`Value`] holds as it is.
pub trait Held: Data {
    /// A reference to it, if it is of the type.
    fn held(value: &Value) -> Option<&Self>;
}

macro_rules! held {
    ($($variant:ident $ty:ty),+) => {
        $(impl Held for $ty {
            #[inline]
            fn held(value: &Value) -> Option<&$ty> {
                match value {
                    Value::$variant(held) => Some(held),
                    _ => None,
                }
            }
        })+
    };
}

held! {
    Str Str, Vector Vector<Value>, List List<Value>, Map Map<Value, Value>, Set Set<Value>
}

/// [`cast`] to what the value holds, where it stands.
///
/// # Errors
/// As [`cast`].
#[inline]
pub fn held_at<'a, T: Held>(value: &'a Value, what: &str) -> Result<&'a T> {
    match T::held(value) {
        Some(held) => Ok(held),
        None => Err(Error::expected(&T::type_name(), value).about(what)),
    }
}

/// A Rust value as the parameter of an exported function.
///
/// # Errors
/// As [`cast`], for a dynamic value.
#[inline(always)]
pub fn argument<T>(value: impl Argument<T>, what: &str) -> Result<T> {
    match value.argument() {
        Ok(value) => Ok(value),
        Err(error) => Err(error.about(what)),
    }
}

/// The check of a struct's field: what is of the wrong type makes the struct invalid.
///
/// # Errors
/// A `:type-error` as `:validation-error`.
#[inline]
pub fn validated<T>(result: Result<T>) -> Result<T> {
    match result {
        Ok(value) => Ok(value),
        Err(error) => Err(invalid(error)),
    }
}

#[cold]
#[inline(never)]
fn invalid(error: Error) -> Error {
    match error.kind() {
        ErrorKind::TypeError => Error::new(ErrorKind::ValidationError, error.message()),
        _ => error,
    }
}

/// The value of an option that must hold one.
///
/// # Errors
/// `:type-error` for nil.
#[inline]
pub fn not_nil<T: Named>(value: Option<T>, what: &str) -> Result<T> {
    match value {
        Some(value) => Ok(value),
        None => Err(nil_error(what, &T::name())),
    }
}

/// The first element of what must have one, for code on machine ints.
///
/// # Errors
/// As [`not_nil`]; none of an int that is no machine int.
#[inline]
pub fn first_small<C: Indexed<Item = Int>>(coll: &C, what: &str) -> Result<i64, Option<Error>> {
    match coll.small_at_hand(0) {
        Some(small) => Ok(small),
        None => coll.small_at(0, move |_, _| nil_error(what, &Int::type_name())),
    }
}

/// The value in an option that must hold one, where it is.
///
/// # Errors
/// As [`not_nil`].
#[inline(always)]
pub fn not_nil_ref<'a, T: Data>(value: &'a Option<T>, what: &str) -> Result<&'a T> {
    match value {
        Some(value) => Ok(value),
        None => Err(nil_error(what, &T::type_name())),
    }
}

#[cold]
#[inline(never)]
fn nil_error(what: &str, expected: &str) -> Error {
    Error::new(
        ErrorKind::TypeError,
        format!("{what}: expected {expected}, got :nil"),
    )
}

/// An int in a Rust integer type.
///
/// # Errors
/// `:overflow` where it does not fit.
#[inline]
pub fn fixed<W>(int: Int, what: &str) -> Result<W>
where
    W: TryFrom<Int>,
    W::Error: Display,
{
    let shown = int.clone();
    match W::try_from(int) {
        Ok(value) => Ok(value),
        Err(_) => Err(out_of_range(what, &shown, core::any::type_name::<W>())),
    }
}

#[cold]
#[inline(never)]
fn out_of_range(what: &str, int: &Int, width: &str) -> Error {
    Error::new(
        ErrorKind::Overflow,
        format!("{what}: {int} is outside the range of :{width}"),
    )
}

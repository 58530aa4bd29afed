//! Between RTFS values and Rust's types.
//!
//! Five ways, for five needs:
//! - `Value: From<T>` and `T: TryFrom<Value>` are for Rust programs that build and read values.
//! - [`ToValue`] takes a Rust variable in scope by reference, as an expression captures it.
//! - [`FromRtfs`] (by [`arg`]) makes the argument of a Rust function from a value.
//! - [`Argument`] is what an exported function takes for a parameter.
//! - [`RustReturn`] and [`IntoResult`] take what a Rust function returns, a `T` or a
//!   `Result<T, E>`; the error of another crate becomes a `:host-error`.
//!
//! `Result` implements neither `ToValue` nor `Data`, and only this crate could say otherwise, so
//! the implementations for every `T` and for `Result` do not overlap.
//!
//! Rust's `HashMap` and `HashSet` iterate in another order on each run; their entries enter a
//! value sorted by `compare`, and where that has no order by kind.

mod argument;
mod from_value;
mod into_value;
#[cfg(test)]
mod tests;
mod to_value;

use core::any::Any;
use core::fmt::Display;

use crate::error::{Error, ErrorKind, Result};
use crate::value::Value;

pub use argument::Argument;
pub(crate) use argument::recast;
pub use from_value::FromRtfs;
pub use to_value::ToValue;
pub(crate) use to_value::total;

/// The argument of a Rust function, from a value.
///
/// # Errors
/// `:type-error` that says what was expected and what came.
pub fn arg<T: FromRtfs>(value: Value) -> Result<T> {
    T::from_rtfs(value)
}

/// What a Rust function may return to a dynamic call: a value, or a `Result` of one.
pub trait RustReturn {
    /// The value.
    ///
    /// # Errors
    /// The function's own error, as [`host_error`] makes it.
    fn into_rtfs(self) -> Result<Value>;
}

impl<T: ToValue> RustReturn for T {
    fn into_rtfs(self) -> Result<Value> {
        Ok(self.to_value())
    }
}

impl<T: ToValue, E: Display + 'static> RustReturn for Result<T, E> {
    fn into_rtfs(self) -> Result<Value> {
        self.map(|value| value.to_value()).map_err(host_error)
    }
}

/// What a Rust function may return to a typed call that wants a `T`: one, or a `Result` of one.
pub trait IntoResult<T> {
    /// The `T`.
    ///
    /// # Errors
    /// The function's own error, as [`host_error`] makes it.
    fn into_result(self) -> Result<T>;
}

impl<T> IntoResult<T> for T {
    #[inline(always)]
    fn into_result(self) -> Result<T> {
        Ok(self)
    }
}

impl<T, E: Display + 'static> IntoResult<T> for Result<T, E> {
    #[inline]
    fn into_result(self) -> Result<T> {
        self.map_err(host_error)
    }
}

/// The error of Rust code as an RTFS error: itself if it is one, else a `:host-error` with its
/// text.
#[cold]
#[inline(never)]
pub fn host_error<E: Display + 'static>(error: E) -> Error {
    match (&error as &dyn Any).downcast_ref::<Error>() {
        Some(own) => own.clone(),
        None => Error::new(ErrorKind::HostError, error.to_string()),
    }
}

//! What every RTFS value can do, whatever its Rust type.
//!
//! The compiler gives a value the most precise Rust type that it can state; [`Data`] is what all
//! of these types have in common, so that collections and library functions are generic. The
//! dynamic [`Value`] is one of them, and every other converts to it and back.

mod impls;
mod tuples;

use core::cmp::Ordering;
use core::hash::Hasher;
use std::borrow::Cow;

use crate::error::Result;
use crate::print::Printer;
use crate::schema::View;
use crate::value::Value;
use crate::vector::Packing;

/// A Rust type of RTFS values.
///
/// `same`, `digest`, `order` and `print` agree with those of the [`Value`] that `into_value`
/// gives: a typed value and its dynamic form are the same value.
pub trait Data: Clone + Send + Sync + 'static {
    /// How a vector keeps elements that each fit a machine word.
    #[doc(hidden)]
    type Packed: Packing<Self>;

    /// The dynamic representation.
    fn into_value(self) -> Value;

    /// The value of this type that `value` represents.
    ///
    /// # Errors
    /// `:type-error` that says what was expected and shows what came, with the path to it inside
    /// collections; `:overflow` for an integer outside the range of a Rust integer type.
    fn from_value(value: Value) -> Result<Self>;

    /// `=`: by value; NaN differs from itself, and an int from every float.
    fn same(&self, other: &Self) -> bool;

    /// Feeds a hasher, so that values which are `=`, also of different types, hash alike. Built
    /// from the functions of [`crate::hash`].
    fn digest<H: Hasher>(&self, h: &mut H);

    /// `compare`: a total order, in which NaN comes after all other numbers and equals itself,
    /// and an int equals the float of the same value.
    ///
    /// # Errors
    /// `:type-error` for values that have no order: of different kinds, or functions.
    fn order(&self, other: &Self) -> Result<Ordering>;

    /// Prints as `pr-str` does (readably), or as `str`.
    fn print(&self, printer: &mut Printer, readably: bool);

    /// The value as a check of its type reads it.
    #[doc(hidden)]
    fn view(&self) -> View<'_> {
        View::Value(self.clone().into_value())
    }

    /// The type as messages show it: `:int`, `[:vector :int]`.
    fn type_name() -> Cow<'static, str>;
}

/// The type of an expression that gives no value: `(throw …)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Never {}

/// The vector without elements whose element type nobody asked for: `[]` in generated code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Empty;

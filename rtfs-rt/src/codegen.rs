//! What generated code calls, under one roof: the expansion imports this module as `__rt`.
//!
//! Nothing here is for users. Names that Rust's prelude would give are here as well, because an
//! expansion must work where there is no prelude.

mod arguments;
mod casts;
mod convert;
mod errors;
mod external;
mod forms;
pub mod kinds;
pub mod number;
mod ranges;
mod rust_call;
mod structs;
mod tables;
mod ways;
pub mod wide;

pub use core::clone::Clone;
pub use core::convert::Into;
pub use core::marker::{Send, Sync};
pub use core::ops::Range;
pub use core::option::Option::{self, None, Some};
pub use core::result::Result::{Err, Ok};

#[cfg(feature = "inst")]
pub use crate::Inst;
#[cfg(feature = "uuid")]
pub use crate::Uuid;
pub use crate::access;
pub use crate::constant::Constant;
pub use crate::host;
pub use crate::int::LazyInt;
pub use crate::keyword::LazyKeyword;
pub use crate::library;
pub use crate::meter;
pub use crate::ops;
pub use crate::parallel;
#[cfg(feature = "regex")]
pub use crate::pattern::{LazyRegex, Regex};
pub use crate::record::{LazyKeys, Shape};
pub use crate::schema;
pub use crate::serde_crate;
pub use crate::signal::Signal;
pub use crate::stack;
pub use crate::symbol::LazySymbol;
pub use crate::text::LazyStr;
pub use crate::{
    Argument, Arity, Data, Empty, Error, ErrorKind, Frame, Func, Grower, Int, Keyword, Linked,
    Links, List, Map, Never, Number, Rec, Result, RustReturn, Set, Shared, Site, Str, Symbol,
    TextGrower, ToValue, Value, Vector, arg, change_node, completing, fits, in_range, node_impls,
    ok, ok_at, ok_called, ok_small, small_at, stay, struct_impls, take_out, texts,
};

pub use crate::Int::Small;
pub use crate::access::{TextView, VectorView};
pub use crate::list::ListView;
pub use arguments::{IntoArgument, rest_argument, rest_list};
pub use casts::{
    argument, cast, cast_at, first_small, fixed, held_at, not_nil, not_nil_ref, validated,
};
pub use convert::{convert_list, convert_map, convert_set, convert_vector};
pub use errors::{attempt, called, caught, frames, through, traced, untraced};
pub use external::{Give, Take, give, take_result};
pub use forms::{
    Ended, apart, at, handed_up, narrow, not_exit, placed, settled, settled_int, sites, small,
    taken,
};
pub use ranges::{cycle, forever, int_range, int_steps, ints_from, range_len, steps};
pub use rust_call::{At, Parameter, hold, lend, probe};
pub use std::borrow::Cow;
pub use std::vec::Vec;
pub use structs::{known_fields, no_struct, struct_field, struct_map};

/// `Clone::clone` where the trait is not in scope.
#[inline(always)]
pub fn clone<T: Clone>(value: &T) -> T {
    value.clone()
}

/// What a loop walks down in place of the sequence.
#[inline(always)]
pub fn view<C: access::Viewed>(of: &C) -> C::View<'_> {
    of.view()
}

/// A float in full, as generated code writes it.
pub const fn float_of_bits(bits: u64) -> f64 {
    f64::from_bits(bits)
}

/// `Into::into` where the trait is not in scope.
#[inline(always)]
pub fn into<T>(value: impl Into<T>) -> T {
    value.into()
}

/// `=` of two values of one type.
#[inline(always)]
pub fn same<T: Data>(a: &T, b: &T) -> bool {
    a.same(b)
}

/// `=` of two texts.
#[inline(always)]
pub fn same_text(a: &str, b: &str) -> bool {
    a == b
}

/// An int as an index: one beyond `i64` as the nearest.
#[inline]
pub fn index(int: &Int) -> i64 {
    int.as_i64().unwrap_or(if int.is_negative() {
        i64::MIN
    } else {
        i64::MAX
    })
}

/// The greater of two machine ints.
#[inline(always)]
pub fn max_i64(a: i64, b: i64) -> i64 {
    a.max(b)
}

/// The lesser of two machine ints.
#[inline(always)]
pub fn min_i64(a: i64, b: i64) -> i64 {
    a.min(b)
}

/// The greater of two ints.
#[inline]
pub fn max_int(a: Int, b: Int) -> Int {
    if b > a { b } else { a }
}

/// The lesser of two ints.
#[inline]
pub fn min_int(a: Int, b: Int) -> Int {
    if b < a { b } else { a }
}

/// The greater of two floats; NaN if one is.
#[inline(always)]
pub fn max_f64(a: f64, b: f64) -> f64 {
    if a.is_nan() || a >= b { a } else { b }
}

/// The lesser of two floats; NaN if one is.
#[inline(always)]
pub fn min_f64(a: f64, b: f64) -> f64 {
    if a.is_nan() || a <= b { a } else { b }
}

/// A library function as a value.
pub fn library_function(name: &str) -> Func {
    match library::lookup(name) {
        Some(function) => function.func(),
        None => {
            let missing = name.to_string();
            Func::new(name, Arity::ANY, move |_| {
                Err(Error::new(
                    ErrorKind::Undefined,
                    format!("the library has no `{missing}`"),
                ))
            })
        }
    }
}

/// A call with a number of arguments that the function does not take.
#[cold]
pub fn wrong_arity(name: &str, given: usize) -> Error {
    Error::new(
        ErrorKind::ArityError,
        format!("`{name}` cannot be called with {given} arguments"),
    )
}

/// What becomes of a value that never arrives: one of any type.
pub fn never<T>(value: Never) -> T {
    match value {}
}

/// Code that an error before it never lets run.
#[cold]
pub fn unreachable() -> Error {
    Error::constant(ErrorKind::Undefined, "a value that is never computed")
}

/// What stands for a program that was not compiled, because it has errors.
#[cold]
pub fn not_compiled<T>() -> Result<T> {
    Err(Error::constant(
        ErrorKind::Undefined,
        "the program was not compiled: it has errors",
    ))
}

/// What stands for code that is left out of an expansion which is only checked.
#[cold]
pub fn left_out<T>() -> Result<T> {
    Err(Error::constant(
        ErrorKind::Undefined,
        "the program was only checked",
    ))
}

/// A failed test: its error, shown as the test runner shows it.
pub struct TestFailure(Error);

impl From<Error> for TestFailure {
    fn from(error: Error) -> TestFailure {
        TestFailure(error)
    }
}

impl core::fmt::Debug for TestFailure {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        core::fmt::Display::fmt(&self.0, f)
    }
}

/// The traits whose methods generated code calls, those of the prelude among them: in scope even where there
/// is no prelude.
pub mod traits {
    pub use super::rust_call::{Exact as _, Loose as _};
    pub use core::clone::Clone as _;
    pub use core::convert::{From as _, Into as _, TryFrom as _, TryInto as _};
    pub use core::iter::{ExactSizeIterator as _, IntoIterator as _, Iterator as _};
    pub use core::ops::Fn as _;
}

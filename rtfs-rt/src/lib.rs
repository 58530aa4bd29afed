//! The runtime of RTFS: what a compiled program consists of besides itself.
//!
//! Values and their conversions, numbers, persistent collections, errors and the stack guard.
//! The crate `rtfs` re-exports what users name; generated code calls the rest.

#[doc(hidden)]
pub mod access;
#[doc(hidden)]
pub mod codegen;
mod collection;
mod compare;
pub mod constant;
mod convert;
mod data;
mod deep_drop;
mod error;
mod func;
pub mod hash;
pub mod host;
#[cfg(feature = "inst")]
mod inst;
mod int;
mod keyword;
pub mod library;
pub mod list;
pub mod map;
#[doc(hidden)]
pub mod meter;
mod number;
pub mod ops;
pub mod parallel;
#[cfg(feature = "regex")]
pub mod pattern;
pub mod print;
pub mod reader;
mod record;
#[doc(hidden)]
pub mod schema;
mod serde;
pub mod set;
mod shared;
#[doc(hidden)]
pub mod signal;
mod sparse;
pub mod stack;
mod symbol;
mod text;
#[cfg(feature = "uuid")]
mod unique_id;
mod value;
pub mod vector;

pub use constant::Constant;
pub use convert::{Argument, FromRtfs, IntoResult, RustReturn, ToValue, arg, host_error};
pub use data::{Data, Empty, Never};
pub use error::{Error, ErrorKind, Frame, Place, Result, Site};
pub use func::{Arity, Func};
pub use hash::{FixedState, RtHasher};
pub use host::Host;
#[cfg(feature = "inst")]
pub use inst::Inst;
pub use int::{BigInt, Int};
pub use keyword::{Keyword, LazyKeyword};
pub use list::{List, ListView};
pub use map::{GivenKey, Lookup, Map};
pub use number::Number;
#[cfg(feature = "regex")]
pub use pattern::Regex;
pub use print::Printer;
pub use record::{Fields, LazyKeys, Rec, Shape};
pub use serde::{from_value, to_value};
pub use set::Set;
pub use shared::{Linked, Links, Shared};
pub use symbol::Symbol;
pub use text::{LazyStr, Str, TextGrower};
#[cfg(feature = "uuid")]
pub use unique_id::Uuid;
pub use value::{Kind, Value};
pub use vector::{Grower, Vector};

#[doc(hidden)]
pub use ::serde as serde_crate;

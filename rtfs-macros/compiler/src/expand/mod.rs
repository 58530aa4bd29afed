//! Expansion: forms to forms. Sugar becomes the core forms that `resolve` knows.
//!
//! `resolve` asks for the expansion of one form at a time, so that quoted data and binding positions
//! are never touched. Every form that sugar makes carries the place of what the user wrote.

mod chains;
mod choices;
mod sugar;

use rtfs_rt::Str;
use rtfs_rt::reader::{Form, FormKind, Span};

pub use sugar::{Expansion, anonymous, expand};

/// A symbol at a place.
pub fn symbol(name: &str, span: Span) -> Form {
    Form::new(FormKind::Symbol(Str::from(name)), span)
}

/// What follows the name of a library function that no definition of the program can stand before.
const LIBRARY: &str = "\u{1}library";

/// The symbol of a library function at a place, whatever the program calls by that name.
pub fn library(name: &str, span: Span) -> Form {
    symbol(&format!("{name}{LIBRARY}"), span)
}

/// The form that fails as a `:match-error` of `condp` with its one operand.
pub const NO_CLAUSE: &str = "no-clause\u{1}";

/// The library function that such a symbol means.
pub fn library_name(symbol: &str) -> Option<&str> {
    symbol.strip_suffix(LIBRARY)
}

/// A list at a place.
pub fn list(items: Vec<Form>, span: Span) -> Form {
    Form::new(FormKind::List(items), span)
}

/// A vector at a place.
pub fn vector(items: Vec<Form>, span: Span) -> Form {
    Form::new(FormKind::Vector(items), span)
}

/// `nil` at a place.
pub fn nil(span: Span) -> Form {
    Form::new(FormKind::Nil, span)
}

//! Expansion: forms to forms. Sugar becomes the core forms that `resolve` knows.
//!
//! `resolve` asks for the expansion of one form at a time, so that quoted data and binding positions
//! are never touched. Every form that sugar makes carries the place of what the user wrote.

mod sugar;

use rtfs_rt::Str;
use rtfs_rt::reader::{Form, FormKind, Span};

pub use sugar::{Expansion, anonymous, expand};

/// A symbol at a place.
pub fn symbol(name: &str, span: Span) -> Form {
    Form::new(FormKind::Symbol(Str::from(name)), span)
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

//! Any value, of whatever Rust type, as a check reads it: nothing is converted.

use crate::data::Data;
use crate::error::Result;
use crate::func::Func;
use crate::int::Int;
use crate::keyword::Keyword;
use crate::symbol::Symbol;
use crate::value::{Kind, Value};

/// What a value is.
pub enum View<'a> {
    /// `nil`.
    Nil,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Int(Int),
    /// A float.
    Float(f64),
    /// A string.
    Str(&'a str),
    /// A keyword.
    Keyword(Keyword),
    /// A symbol.
    Symbol(Symbol),
    /// A vector.
    Vector(&'a dyn Items),
    /// A list.
    List(&'a dyn Items),
    /// A set.
    Set(&'a dyn Items),
    /// A map.
    Map(&'a dyn Pairs),
    /// A function.
    Func(&'a Func),
    /// An instant, a UUID or a regular expression.
    Other(Kind),
    /// What can only be read as a dynamic value.
    Value(Value),
}

/// A value that can be read.
pub trait Viewed {
    /// What it is.
    fn view(&self) -> View<'_>;

    /// It as a dynamic value, to be shown or compared.
    fn value(&self) -> Value;
}

impl<T: Data> Viewed for T {
    fn view(&self) -> View<'_> {
        Data::view(self)
    }

    fn value(&self) -> Value {
        self.clone().into_value()
    }
}

/// The elements of a collection.
pub trait Items {
    /// How many.
    fn count(&self) -> usize;

    /// Each with its place, until one fails.
    ///
    /// # Errors
    /// As `visit`.
    fn visit(&self, visit: &mut dyn FnMut(usize, &dyn Viewed) -> Result<()>) -> Result<()>;
}

/// The entries of a map.
pub trait Pairs {
    /// How many.
    fn count(&self) -> usize;

    /// What stands at a key.
    fn find(&self, key: &Value) -> Option<&dyn Viewed>;

    /// Each key with its value, until one fails.
    ///
    /// # Errors
    /// As `visit`.
    fn visit(&self, visit: &mut dyn FnMut(&dyn Viewed, &dyn Viewed) -> Result<()>) -> Result<()>;
}

/// Visits what an iterator gives.
pub(crate) fn each<'a, T: Data>(
    items: impl Iterator<Item = &'a T>,
    visit: &mut dyn FnMut(usize, &dyn Viewed) -> Result<()>,
) -> Result<()> {
    for (index, item) in items.enumerate() {
        visit(index, item)?;
    }
    Ok(())
}

//! Declared types as data: what an annotation promises of a value, and the check that it holds.
//!
//! The compiler makes a [`Schema`] of every annotation. What a value's Rust type says already is not
//! asked again when a program runs; for the rest generated code, and whatever else runs a program,
//! asks [`Types::check`], so that one place says what a type means. A check reads a value of any Rust
//! type through [`View`], without converting it.
//!
//! Types that a program names, and its structs, are kept in a table beside: a schema mentions them by
//! number, which is how a type can contain itself.

mod check;
mod enforce;
mod lazy;
mod predicate;
mod show;
#[cfg(test)]
mod tests;
mod view;
mod width;

use std::sync::Arc;

use crate::keyword::Keyword;
use crate::value::Value;

pub use lazy::{LazySchema, LazyTypes};
pub use predicate::{Bound, Comparison, Compiled, Predicate};
pub(crate) use view::each;
pub use view::{Items, Pairs, View, Viewed};
pub use width::Width;

/// A declared type.
#[derive(Clone, Debug, PartialEq)]
pub enum Schema {
    /// Any value.
    Any,
    /// `nil`.
    Nil,
    /// `true` or `false`.
    Bool,
    /// An integer of any size.
    Int,
    /// An integer in the range of a Rust type.
    Fixed(Width),
    /// A float.
    Float,
    /// An integer or a float.
    Number,
    /// A string.
    Str,
    /// A keyword.
    Keyword,
    /// A symbol.
    Symbol,
    /// An instant.
    Inst,
    /// A UUID.
    Uuid,
    /// A regular expression.
    Regex,
    /// Any function.
    Func,
    /// A function whose arguments and result are checked at every call.
    Fn(Arc<Signature>),
    /// A vector.
    Vector(Arc<Schema>),
    /// A list.
    List(Arc<Schema>),
    /// A set.
    Set(Arc<Schema>),
    /// A map of keys of one type to values of one type.
    Map(Arc<Schema>, Arc<Schema>),
    /// A vector of known length.
    Tuple(Arc<[Schema]>),
    /// A map in which these keys have these types; it may have others.
    Record(Arc<[Member]>),
    /// A struct, by its number in [`Types::structs`].
    Struct(u32),
    /// A type with a name, by its number in [`Types::named`].
    Named(u32),
    /// The type or nil.
    Option(Arc<Schema>),
    /// One of the types.
    Union(Arc<[Schema]>),
    /// The values of the type that pass every predicate.
    Refined(Arc<Schema>, Arc<[Predicate]>),
    /// One of the values.
    Enum(Arc<[Value]>),
}

/// A key of a record, or a field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key.
    pub key: Keyword,
    /// The type of what stands there.
    pub schema: Schema,
    /// Whether the key may be missing.
    pub is_optional: bool,
}

/// What a function takes and gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// The types of the arguments.
    pub params: Vec<Schema>,
    /// The type of each further argument, if there may be any.
    pub rest: Option<Schema>,
    /// The type of the result.
    pub result: Schema,
}

/// The types that a program names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Types {
    /// What `deftype` defines.
    pub named: Vec<Named>,
    /// What `defstruct` defines.
    pub structs: Vec<Struct>,
}

/// A type with a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    /// The name.
    pub name: Arc<str>,
    /// The type.
    pub schema: Schema,
}

/// A struct: a map of exactly its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// The name.
    pub name: Arc<str>,
    /// The fields in order.
    pub fields: Arc<[Member]>,
}

impl Schema {
    /// A vector.
    pub fn vector(item: Schema) -> Schema {
        Schema::Vector(Arc::new(item))
    }

    /// A list.
    pub fn list(item: Schema) -> Schema {
        Schema::List(Arc::new(item))
    }

    /// A set.
    pub fn set(item: Schema) -> Schema {
        Schema::Set(Arc::new(item))
    }

    /// A map.
    pub fn map(key: Schema, value: Schema) -> Schema {
        Schema::Map(Arc::new(key), Arc::new(value))
    }

    /// The type or nil.
    pub fn option(schema: Schema) -> Schema {
        match schema {
            Schema::Nil | Schema::Any | Schema::Option(_) => schema,
            schema => Schema::Option(Arc::new(schema)),
        }
    }

    /// A vector of known length.
    pub fn tuple(items: impl Into<Vec<Schema>>) -> Schema {
        Schema::Tuple(items.into().into())
    }

    /// A record.
    pub fn record(members: impl Into<Vec<Member>>) -> Schema {
        Schema::Record(members.into().into())
    }

    /// One of several types.
    pub fn union(members: impl Into<Vec<Schema>>) -> Schema {
        Schema::Union(members.into().into())
    }

    /// The values of a type that pass predicates.
    pub fn refined(base: Schema, predicates: impl Into<Vec<Predicate>>) -> Schema {
        Schema::Refined(Arc::new(base), predicates.into().into())
    }

    /// One of several values.
    pub fn one_of(values: impl Into<Vec<Value>>) -> Schema {
        Schema::Enum(values.into().into())
    }

    /// A function type.
    pub fn function(
        params: impl Into<Vec<Schema>>,
        rest: Option<Schema>,
        result: Schema,
    ) -> Schema {
        Schema::Fn(Arc::new(Signature {
            params: params.into(),
            rest,
            result,
        }))
    }
}

impl Member {
    /// A member under this key.
    pub fn new(key: &str, schema: Schema, is_optional: bool) -> Member {
        Member {
            key: Keyword::new(key),
            schema,
            is_optional,
        }
    }
}

impl Types {
    /// What a schema is when names are looked through.
    pub fn resolved<'s>(&'s self, mut schema: &'s Schema) -> &'s Schema {
        // A name may stand for a name, but never for itself: so many steps are enough.
        for _ in 0..=self.named.len() {
            match schema {
                Schema::Named(id) => match self.named.get(*id as usize) {
                    Some(named) => schema = &named.schema,
                    None => return &Schema::Any,
                },
                _ => break,
            }
        }
        schema
    }

    /// What a type is when names and predicates are looked through.
    pub fn base<'s>(&'s self, schema: &'s Schema) -> &'s Schema {
        let mut schema = self.resolved(schema);
        while let Schema::Refined(base, _) = schema {
            schema = self.resolved(base);
        }
        schema
    }
}

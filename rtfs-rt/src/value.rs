//! The dynamic value: what a variable holds where inference knows no type.
//!
//! 16 bytes: a tag, and one word that is a scalar or shares its content. Values nest without
//! bound, so everything here that walks into a collection asks the [stack guard](crate::stack).

mod access;
#[cfg(test)]
mod tests;

use core::cmp::Ordering;
use core::fmt;
use core::hash::Hasher;
use std::borrow::Cow;
#[cfg(any(feature = "inst", feature = "uuid"))]
use std::sync::Arc;

use crate::compare;
use crate::data::Data;
use crate::error::{Error, Result};
use crate::func::Func;
use crate::hash;
#[cfg(feature = "inst")]
use crate::inst::Inst;
use crate::int::{BigInt, Int};
use crate::keyword::Keyword;
use crate::list::List;
use crate::map::Map;
use crate::number::Number;
#[cfg(feature = "regex")]
use crate::pattern::Regex;
use crate::print::Printer;
use crate::schema::View;
use crate::set::Set;
use crate::stack;
use crate::symbol::Symbol;
use crate::text::Str;
#[cfg(feature = "uuid")]
use crate::unique_id::Uuid;
use crate::vector::Vector;

/// Any RTFS value. `==` is RTFS's `=`; `Display` and `Debug` are `pr-str`.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum Value {
    /// `nil`.
    #[default]
    Nil,
    /// `true` and `false`.
    Bool(bool),
    /// An integer that fits 64 bits.
    Int(i64),
    /// An integer that does not.
    Big(BigInt),
    /// A float.
    Float(f64),
    /// A string.
    Str(Str),
    /// A keyword.
    Keyword(Keyword),
    /// A symbol.
    Symbol(Symbol),
    /// A vector.
    Vector(Vector<Value>),
    /// A list.
    List(List<Value>),
    /// A map.
    Map(Map<Value, Value>),
    /// A set.
    Set(Set<Value>),
    /// A function.
    Func(Func),
    /// An instant.
    #[cfg(feature = "inst")]
    Inst(Arc<Inst>),
    /// A UUID.
    #[cfg(feature = "uuid")]
    Uuid(Arc<Uuid>),
    /// A regular expression.
    #[cfg(feature = "regex")]
    Regex(Regex),
}

/// The kinds of values, as `type-name` shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// `:nil`
    Nil,
    /// `:bool`
    Bool,
    /// `:int`
    Int,
    /// `:float`
    Float,
    /// `:string`
    Str,
    /// `:keyword`
    Keyword,
    /// `:symbol`
    Symbol,
    /// `:vector`
    Vector,
    /// `:list`
    List,
    /// `:map`
    Map,
    /// `:set`
    Set,
    /// `:fn`
    Func,
    /// `:inst`
    Inst,
    /// `:uuid`
    Uuid,
    /// `:regex`
    Regex,
}

impl Kind {
    /// The keyword's text with its colon: `":int"`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Nil => ":nil",
            Kind::Bool => ":bool",
            Kind::Int => ":int",
            Kind::Float => ":float",
            Kind::Str => ":string",
            Kind::Keyword => ":keyword",
            Kind::Symbol => ":symbol",
            Kind::Vector => ":vector",
            Kind::List => ":list",
            Kind::Map => ":map",
            Kind::Set => ":set",
            Kind::Func => ":fn",
            Kind::Inst => ":inst",
            Kind::Uuid => ":uuid",
            Kind::Regex => ":regex",
        }
    }
}

impl Value {
    /// The kind.
    pub fn kind(&self) -> Kind {
        match self {
            Value::Nil => Kind::Nil,
            Value::Bool(_) => Kind::Bool,
            Value::Int(_) | Value::Big(_) => Kind::Int,
            Value::Float(_) => Kind::Float,
            Value::Str(_) => Kind::Str,
            Value::Keyword(_) => Kind::Keyword,
            Value::Symbol(_) => Kind::Symbol,
            Value::Vector(_) => Kind::Vector,
            Value::List(_) => Kind::List,
            Value::Map(_) => Kind::Map,
            Value::Set(_) => Kind::Set,
            Value::Func(_) => Kind::Func,
            #[cfg(feature = "inst")]
            Value::Inst(_) => Kind::Inst,
            #[cfg(feature = "uuid")]
            Value::Uuid(_) => Kind::Uuid,
            #[cfg(feature = "regex")]
            Value::Regex(_) => Kind::Regex,
        }
    }

    /// Whether it counts as true: all but nil and false.
    #[inline(always)]
    pub fn is_truthy(&self) -> bool {
        !matches!(self, Value::Nil | Value::Bool(false))
    }

    /// Whether it is nil.
    #[inline(always)]
    pub fn is_nil(&self) -> bool {
        matches!(self, Value::Nil)
    }

    /// The number that it is, if it is one.
    #[inline]
    pub fn as_number(&self) -> Option<Number> {
        match self {
            Value::Int(small) => Some(Number::Int(Int::Small(*small))),
            Value::Big(big) => Some(Number::Int(Int::Big(big.clone()))),
            Value::Float(float) => Some(Number::Float(*float)),
            _ => None,
        }
    }

    /// The integer that it is, if it is one.
    #[inline]
    pub fn as_int(&self) -> Option<Int> {
        match self {
            Value::Int(small) => Some(Int::Small(*small)),
            Value::Big(big) => Some(Int::Big(big.clone())),
            _ => None,
        }
    }

    /// Whether it has elements that may nest.
    #[inline]
    fn is_collection(&self) -> bool {
        matches!(
            self,
            Value::Vector(_) | Value::List(_) | Value::Map(_) | Value::Set(_)
        )
    }

    fn same_here(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Nil, Value::Nil) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Big(a), Value::Big(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a == b,
            (Value::Str(a), Value::Str(b)) => a == b,
            (Value::Keyword(a), Value::Keyword(b)) => a == b,
            (Value::Symbol(a), Value::Symbol(b)) => a == b,
            (Value::Func(a), Value::Func(b)) => a == b,
            #[cfg(feature = "inst")]
            (Value::Inst(a), Value::Inst(b)) => a == b,
            #[cfg(feature = "uuid")]
            (Value::Uuid(a), Value::Uuid(b)) => a == b,
            #[cfg(feature = "regex")]
            (Value::Regex(a), Value::Regex(b)) => a == b,
            (Value::Vector(a), Value::Vector(b)) => a.same(b),
            (Value::List(a), Value::List(b)) => a.same(b),
            (Value::Vector(a), Value::List(b)) | (Value::List(b), Value::Vector(a)) => {
                vector_equals_list(a, b)
            }
            (Value::Map(a), Value::Map(b)) => a.same(b),
            (Value::Set(a), Value::Set(b)) => a.same(b),
            _ => false,
        }
    }

    /// Orders collections; a frame of this is what a level of nesting takes.
    fn order_here(&self, other: &Value) -> Result<Ordering> {
        match (self, other) {
            (Value::Vector(a), Value::Vector(b)) => a.order(b),
            (Value::List(a), Value::List(b)) => a.order(b),
            (Value::Vector(a), Value::List(b)) => vector_and_list(a, b),
            (Value::List(a), Value::Vector(b)) => vector_and_list(b, a).map(Ordering::reverse),
            (Value::Map(a), Value::Map(b)) => a.order(b),
            (Value::Set(a), Value::Set(b)) => a.order(b),
            _ => self.order_scalars(other),
        }
    }

    #[inline(never)]
    fn order_scalars(&self, other: &Value) -> Result<Ordering> {
        match (self, other) {
            (Value::Nil, _) | (_, Value::Nil) => Ok(other.is_nil().cmp(&self.is_nil())),
            (Value::Bool(a), Value::Bool(b)) => Ok(a.cmp(b)),
            (Value::Str(a), Value::Str(b)) => Ok(a.cmp(b)),
            (Value::Keyword(a), Value::Keyword(b)) => Ok(a.cmp(b)),
            (Value::Symbol(a), Value::Symbol(b)) => Ok(a.cmp(b)),
            (Value::Func(a), Value::Func(b)) => a.order(b),
            #[cfg(feature = "inst")]
            (Value::Inst(a), Value::Inst(b)) => a.order(b),
            #[cfg(feature = "uuid")]
            (Value::Uuid(a), Value::Uuid(b)) => a.order(b),
            #[cfg(feature = "regex")]
            (Value::Regex(a), Value::Regex(b)) => a.order(b),
            _ => match (self.as_number(), other.as_number()) {
                (Some(a), Some(b)) => Ok(compare::numbers(&a, &b)),
                _ => Err(compare::no_order(self, other)),
            },
        }
    }

    fn print_here(&self, printer: &mut Printer, readably: bool) {
        match self {
            Value::Nil => ().print(printer, readably),
            Value::Bool(value) => value.print(printer, readably),
            Value::Int(value) => value.print(printer, readably),
            Value::Big(value) => printer.format(format_args!("{value}")),
            Value::Float(value) => value.print(printer, readably),
            Value::Str(value) => value.print(printer, readably),
            Value::Keyword(value) => value.print(printer, readably),
            Value::Symbol(value) => value.print(printer, readably),
            Value::Vector(value) => value.print(printer, readably),
            Value::List(value) => value.print(printer, readably),
            Value::Map(value) => value.print(printer, readably),
            Value::Set(value) => value.print(printer, readably),
            Value::Func(value) => value.print(printer, readably),
            #[cfg(feature = "inst")]
            Value::Inst(value) => value.print(printer, readably),
            #[cfg(feature = "uuid")]
            Value::Uuid(value) => value.print(printer, readably),
            #[cfg(feature = "regex")]
            Value::Regex(value) => value.print(printer, readably),
        }
    }

    fn digest_here<H: Hasher>(&self, h: &mut H) {
        match self {
            Value::Nil => hash::nil(h),
            Value::Bool(value) => hash::boolean(*value, h),
            Value::Int(value) => hash::small_int(*value, h),
            Value::Big(value) => value.digest(h),
            Value::Float(value) => hash::float(*value, h),
            Value::Str(value) => hash::string(value, h),
            Value::Keyword(value) => value.digest(h),
            Value::Symbol(value) => value.digest(h),
            Value::Vector(value) => value.digest(h),
            Value::List(value) => value.digest(h),
            Value::Map(value) => value.digest(h),
            Value::Set(value) => value.digest(h),
            Value::Func(value) => value.digest(h),
            #[cfg(feature = "inst")]
            Value::Inst(value) => value.digest(h),
            #[cfg(feature = "uuid")]
            Value::Uuid(value) => value.digest(h),
            #[cfg(feature = "regex")]
            Value::Regex(value) => value.digest(h),
        }
    }
}

#[inline(never)]
fn vector_equals_list(a: &Vector<Value>, b: &List<Value>) -> bool {
    a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.same(b))
}

/// By length, then element by element.
#[inline(never)]
fn vector_and_list(a: &Vector<Value>, b: &List<Value>) -> Result<Ordering> {
    if a.len() != b.len() {
        return Ok(a.len().cmp(&b.len()));
    }
    for (a, b) in a.iter().zip(b.iter()) {
        let ordering = a.order(b)?;
        if ordering.is_ne() {
            return Ok(ordering);
        }
    }
    Ok(Ordering::Equal)
}

impl Data for Value {
    type Packed = crate::vector::NotPacked;

    #[inline(always)]
    fn into_value(self) -> Value {
        self
    }

    #[inline(always)]
    fn from_value(value: Value) -> Result<Value> {
        Ok(value)
    }

    #[inline]
    fn same(&self, other: &Value) -> bool {
        if self.is_collection() && stack::low() {
            return stack::always(|| self.same_here(other));
        }
        self.same_here(other)
    }

    #[inline]
    fn digest<H: Hasher>(&self, h: &mut H) {
        if self.is_collection() && stack::low() {
            return stack::always(|| self.digest_here(h));
        }
        self.digest_here(h);
    }

    #[inline]
    fn order(&self, other: &Value) -> Result<Ordering> {
        match (self, other) {
            (Value::Int(a), Value::Int(b)) => Ok(a.cmp(b)),
            _ if !self.is_collection() => self.order_scalars(other),
            _ if stack::low() => stack::always(|| self.order_here(other)),
            _ => self.order_here(other),
        }
    }

    #[inline]
    fn print(&self, printer: &mut Printer, readably: bool) {
        if self.is_collection() && stack::low() {
            return stack::always(|| self.print_here(printer, readably));
        }
        self.print_here(printer, readably);
    }

    fn view(&self) -> View<'_> {
        match self {
            Value::Nil => View::Nil,
            Value::Bool(value) => View::Bool(*value),
            Value::Int(small) => View::Int(Int::Small(*small)),
            Value::Big(big) => View::Int(Int::Big(big.clone())),
            Value::Float(value) => View::Float(*value),
            Value::Str(text) => View::Str(text),
            Value::Keyword(keyword) => View::Keyword(*keyword),
            Value::Symbol(symbol) => View::Symbol(*symbol),
            Value::Vector(items) => View::Vector(items),
            Value::List(items) => View::List(items),
            Value::Set(items) => View::Set(items),
            Value::Map(map) => View::Map(map),
            Value::Func(func) => View::Func(func),
            #[cfg(feature = "inst")]
            Value::Inst(_) => View::Other(Kind::Inst),
            #[cfg(feature = "uuid")]
            Value::Uuid(_) => View::Other(Kind::Uuid),
            #[cfg(feature = "regex")]
            Value::Regex(_) => View::Other(Kind::Regex),
        }
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":any")
    }
}

impl PartialEq for Value {
    #[inline]
    fn eq(&self, other: &Value) -> bool {
        self.same(other)
    }
}

/// `compare`, where `None` stands for its errors. NaN is no exception here: it equals itself in
/// this order, though not by `==`.
impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Value) -> Option<Ordering> {
        self.order(other).ok()
    }
}

impl core::hash::Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest(state);
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&crate::print::readable(self))
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::print::readable(self))
    }
}

const _: () = assert!(size_of::<Value>() == 16);
const _: () = assert!(size_of::<Result<Value, Error>>() == 16);
const _: () = assert!(size_of::<Option<Value>>() == 16);

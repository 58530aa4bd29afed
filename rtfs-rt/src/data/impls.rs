//! [`Data`] for scalars: each is what its RTFS kind is, whatever its size in Rust.

use core::cmp::Ordering;
use core::hash::Hasher;
use std::borrow::Cow;

use super::{Data, Empty, Never};
use crate::compare;
use crate::error::{Error, Result};
use crate::func::Func;
use crate::hash;
use crate::int::Int;
use crate::keyword::Keyword;
use crate::number::Number;
use crate::print::Printer;
use crate::schema::View;
use crate::symbol::Symbol;
use crate::text::Str;
use crate::value::Value;
use crate::vector::Vector;

impl Data for () {
    type Packed = crate::vector::NotPacked;

    fn into_value(self) -> Value {
        Value::Nil
    }

    fn from_value(value: Value) -> Result<()> {
        match value {
            Value::Nil => Ok(()),
            other => Err(Error::expected(":nil", &other)),
        }
    }

    fn same(&self, _: &()) -> bool {
        true
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::nil(h);
    }

    fn order(&self, _: &()) -> Result<Ordering> {
        Ok(Ordering::Equal)
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.push_str("nil");
    }

    fn view(&self) -> View<'_> {
        View::Nil
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":nil")
    }
}

impl Data for Never {
    type Packed = crate::vector::NotPacked;

    fn into_value(self) -> Value {
        match self {}
    }

    fn from_value(value: Value) -> Result<Never> {
        Err(Error::expected("no value", &value))
    }

    fn same(&self, _: &Never) -> bool {
        match *self {}
    }

    fn digest<H: Hasher>(&self, _: &mut H) {
        match *self {}
    }

    fn order(&self, _: &Never) -> Result<Ordering> {
        match *self {}
    }

    fn print(&self, _: &mut Printer, _: bool) {
        match *self {}
    }

    fn view(&self) -> View<'_> {
        match *self {}
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":never")
    }
}

impl Data for Empty {
    type Packed = crate::vector::NotPacked;

    fn into_value(self) -> Value {
        Value::Vector(Vector::new())
    }

    fn from_value(value: Value) -> Result<Empty> {
        match value {
            Value::Vector(items) if items.is_empty() => Ok(Empty),
            other => Err(Error::expected("an empty vector", &other)),
        }
    }

    fn same(&self, _: &Empty) -> bool {
        true
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        Vector::<Value>::new().digest(h);
    }

    fn order(&self, _: &Empty) -> Result<Ordering> {
        Ok(Ordering::Equal)
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.push_str("[]");
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed("[:tuple]")
    }
}

impl Data for bool {
    type Packed = crate::vector::NotPacked;

    #[inline]
    fn into_value(self) -> Value {
        Value::Bool(self)
    }

    #[inline]
    fn from_value(value: Value) -> Result<bool> {
        match value {
            Value::Bool(value) => Ok(value),
            other => Err(Error::expected(":bool", &other)),
        }
    }

    #[inline]
    fn same(&self, other: &bool) -> bool {
        self == other
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::boolean(*self, h);
    }

    fn order(&self, other: &bool) -> Result<Ordering> {
        Ok(self.cmp(other))
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.push_str(if *self { "true" } else { "false" });
    }

    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":bool")
    }
}

macro_rules! integers {
    ($($rust:ty, $name:literal;)*) => {$(
        impl Data for $rust {
            type Packed = crate::vector::NotPacked;

            #[inline]
            fn into_value(self) -> Value {
                Value::from(Int::from(self))
            }

            #[inline]
            fn from_value(value: Value) -> Result<$rust> {
                match value {
                    Value::Int(small) => <$rust>::try_from(Int::Small(small)),
                    Value::Big(big) => <$rust>::try_from(Int::Big(big)),
                    other => Err(Error::expected($name, &other)),
                }
            }

            #[inline]
            fn same(&self, other: &$rust) -> bool {
                self == other
            }

            #[inline]
            fn digest<H: Hasher>(&self, h: &mut H) {
                match i64::try_from(*self) {
                    Ok(small) => hash::small_int(small, h),
                    Err(_) => Int::from(*self).digest(h),
                }
            }

            #[inline]
            fn order(&self, other: &$rust) -> Result<Ordering> {
                Ok(self.cmp(other))
            }

            fn print(&self, printer: &mut Printer, _: bool) {
                printer.format(format_args!("{self}"));
            }

            fn view(&self) -> View<'_> {
        View::Int(Int::from(*self))
    }

    fn type_name() -> Cow<'static, str> {
                Cow::Borrowed($name)
            }
        }
    )*};
}

integers! {
    i8, ":i8";
    i16, ":i16";
    i32, ":i32";
    i64, ":i64";
    isize, ":isize";
    u8, ":u8";
    u16, ":u16";
    u32, ":u32";
    u64, ":u64";
    usize, ":usize";
}

impl Data for Int {
    type Packed = crate::vector::PackedInts;

    #[inline]
    fn into_value(self) -> Value {
        match self {
            Int::Small(small) => Value::Int(small),
            Int::Big(big) => Value::Big(big),
        }
    }

    #[inline]
    fn from_value(value: Value) -> Result<Int> {
        match value {
            Value::Int(small) => Ok(Int::Small(small)),
            Value::Big(big) => Ok(Int::Big(big)),
            other => Err(Error::expected(":int", &other)),
        }
    }

    #[inline]
    fn same(&self, other: &Int) -> bool {
        self == other
    }

    #[inline]
    fn digest<H: Hasher>(&self, h: &mut H) {
        match self {
            Int::Small(small) => hash::small_int(*small, h),
            Int::Big(big) => big.digest(h),
        }
    }

    #[inline]
    fn order(&self, other: &Int) -> Result<Ordering> {
        Ok(self.cmp(other))
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.format(format_args!("{self}"));
    }

    fn view(&self) -> View<'_> {
        View::Int(self.clone())
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":int")
    }
}

impl Data for f64 {
    type Packed = crate::vector::NotPacked;

    #[inline]
    fn into_value(self) -> Value {
        Value::Float(self)
    }

    #[inline]
    fn from_value(value: Value) -> Result<f64> {
        match value {
            Value::Float(value) => Ok(value),
            other => Err(Error::expected(":float", &other)),
        }
    }

    #[inline]
    fn same(&self, other: &f64) -> bool {
        self == other
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::float(*self, h);
    }

    fn order(&self, other: &f64) -> Result<Ordering> {
        Ok(compare::floats(*self, *other))
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.float(*self);
    }

    fn view(&self) -> View<'_> {
        View::Float(*self)
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":float")
    }
}

impl Data for f32 {
    type Packed = crate::vector::NotPacked;

    fn into_value(self) -> Value {
        Value::Float(f64::from(self))
    }

    /// The nearest `f32`.
    fn from_value(value: Value) -> Result<f32> {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "the nearest one is asked for"
        )]
        f64::from_value(value).map(|value| value as f32)
    }

    fn same(&self, other: &f32) -> bool {
        self == other
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::float(f64::from(*self), h);
    }

    fn order(&self, other: &f32) -> Result<Ordering> {
        Ok(compare::floats(f64::from(*self), f64::from(*other)))
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.float(f64::from(*self));
    }

    fn view(&self) -> View<'_> {
        View::Float(f64::from(*self))
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":f32")
    }
}

impl Data for Number {
    type Packed = crate::vector::NotPacked;

    #[inline]
    fn into_value(self) -> Value {
        match self {
            Number::Int(int) => int.into_value(),
            Number::Float(float) => Value::Float(float),
        }
    }

    #[inline]
    fn from_value(value: Value) -> Result<Number> {
        match value {
            Value::Int(small) => Ok(Number::Int(Int::Small(small))),
            Value::Big(big) => Ok(Number::Int(Int::Big(big))),
            Value::Float(float) => Ok(Number::Float(float)),
            other => Err(Error::expected(":number", &other)),
        }
    }

    fn same(&self, other: &Number) -> bool {
        match (self, other) {
            (Number::Int(a), Number::Int(b)) => a == b,
            (Number::Float(a), Number::Float(b)) => a == b,
            _ => false,
        }
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        match self {
            Number::Int(int) => int.digest(h),
            Number::Float(float) => hash::float(*float, h),
        }
    }

    fn order(&self, other: &Number) -> Result<Ordering> {
        Ok(compare::numbers(self, other))
    }

    fn print(&self, printer: &mut Printer, readably: bool) {
        match self {
            Number::Int(int) => int.print(printer, readably),
            Number::Float(float) => printer.float(*float),
        }
    }

    fn view(&self) -> View<'_> {
        match self {
            Number::Int(int) => View::Int(int.clone()),
            Number::Float(float) => View::Float(*float),
        }
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":number")
    }
}

impl Data for Str {
    type Packed = crate::vector::NotPacked;

    #[inline]
    fn into_value(self) -> Value {
        Value::Str(self)
    }

    #[inline]
    fn from_value(value: Value) -> Result<Str> {
        match value {
            Value::Str(text) => Ok(text),
            other => Err(Error::expected(":string", &other)),
        }
    }

    #[inline]
    fn same(&self, other: &Str) -> bool {
        self == other
    }

    #[inline]
    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::string(self, h);
    }

    fn order(&self, other: &Str) -> Result<Ordering> {
        Ok(self.cmp(other))
    }

    #[inline]
    fn print(&self, printer: &mut Printer, readably: bool) {
        if readably {
            printer.quoted(self)
        } else {
            printer.push_str(self)
        }
    }

    fn view(&self) -> View<'_> {
        View::Str(self)
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":string")
    }
}

impl Data for Keyword {
    type Packed = crate::vector::NotPacked;

    #[inline]
    fn into_value(self) -> Value {
        Value::Keyword(self)
    }

    #[inline]
    fn from_value(value: Value) -> Result<Keyword> {
        match value {
            Value::Keyword(keyword) => Ok(keyword),
            other => Err(Error::expected(":keyword", &other)),
        }
    }

    #[inline]
    fn same(&self, other: &Keyword) -> bool {
        self == other
    }

    #[inline]
    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::keyword(self.name_hash(), h);
    }

    fn order(&self, other: &Keyword) -> Result<Ordering> {
        Ok(self.cmp(other))
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.push(':');
        printer.push_str(self.as_str());
    }

    fn view(&self) -> View<'_> {
        View::Keyword(*self)
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":keyword")
    }
}

impl Data for Symbol {
    type Packed = crate::vector::NotPacked;

    fn into_value(self) -> Value {
        Value::Symbol(self)
    }

    fn from_value(value: Value) -> Result<Symbol> {
        match value {
            Value::Symbol(symbol) => Ok(symbol),
            other => Err(Error::expected(":symbol", &other)),
        }
    }

    fn same(&self, other: &Symbol) -> bool {
        self == other
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::symbol(self.name_hash(), h);
    }

    fn order(&self, other: &Symbol) -> Result<Ordering> {
        Ok(self.cmp(other))
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.push_str(self.as_str());
    }

    fn view(&self) -> View<'_> {
        View::Symbol(*self)
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":symbol")
    }
}

impl Data for Func {
    type Packed = crate::vector::NotPacked;

    fn into_value(self) -> Value {
        Value::Func(self)
    }

    fn from_value(value: Value) -> Result<Func> {
        match value {
            Value::Func(func) => Ok(func),
            other => Err(Error::expected(":fn", &other)),
        }
    }

    fn same(&self, other: &Func) -> bool {
        self == other
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::function(self.number(), h);
    }

    fn order(&self, other: &Func) -> Result<Ordering> {
        if self == other {
            return Ok(Ordering::Equal);
        }
        Err(compare::no_order(
            &Value::Func(self.clone()),
            &Value::Func(other.clone()),
        ))
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.format(format_args!("{self}"));
    }

    fn view(&self) -> View<'_> {
        View::Func(self)
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed(":fn")
    }
}

/// `T?`: a value of the type, or nil.
impl<T: Data> Data for Option<T> {
    type Packed = crate::vector::NotPacked;

    fn into_value(self) -> Value {
        self.map_or(Value::Nil, T::into_value)
    }

    fn from_value(value: Value) -> Result<Option<T>> {
        match value {
            Value::Nil => Ok(None),
            value => T::from_value(value).map(Some),
        }
    }

    fn same(&self, other: &Option<T>) -> bool {
        match (self, other) {
            (Some(a), Some(b)) => a.same(b),
            (a, b) => a.is_none() && b.is_none(),
        }
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        match self {
            Some(value) => value.digest(h),
            None => hash::nil(h),
        }
    }

    /// nil comes first.
    fn order(&self, other: &Option<T>) -> Result<Ordering> {
        match (self, other) {
            (Some(a), Some(b)) => a.order(b),
            (a, b) => Ok(a.is_some().cmp(&b.is_some())),
        }
    }

    fn print(&self, printer: &mut Printer, readably: bool) {
        match self {
            Some(value) => value.print(printer, readably),
            None => printer.push_str("nil"),
        }
    }

    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view(),
            None => View::Nil,
        }
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("{}?", T::type_name()))
    }
}

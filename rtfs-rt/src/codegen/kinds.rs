//! Tests of a dynamic value's kind.

use crate::{Kind, Value};

macro_rules! tests {
    ($($(#[$doc:meta])* $name:ident $pattern:pat,)*) => {$(
        $(#[$doc])*
        #[inline]
        pub fn $name(value: &Value) -> bool {
            matches!(value, $pattern)
        }
    )*};
}

tests! {
    /// `nil?`
    is_nil Value::Nil,
    /// `int?`
    is_int Value::Int(_) | Value::Big(_),
    /// `float?`
    is_float Value::Float(_),
    /// `number?`
    is_number Value::Int(_) | Value::Big(_) | Value::Float(_),
    /// `string?`
    is_string Value::Str(_),
    /// `bool?`
    is_bool Value::Bool(_),
    /// `keyword?`
    is_keyword Value::Keyword(_),
    /// `symbol?`
    is_symbol Value::Symbol(_),
    /// `vector?`
    is_vector Value::Vector(_),
    /// `list?`
    is_list Value::List(_),
    /// `map?`
    is_map Value::Map(_),
    /// `set?`
    is_set Value::Set(_),
    /// `fn?`
    is_fn Value::Func(_),
    /// `coll?`
    is_coll Value::Vector(_) | Value::List(_) | Value::Map(_) | Value::Set(_),
    /// `sequential?`
    is_sequential Value::Vector(_) | Value::List(_),
    /// `seqable?`
    is_seqable Value::Nil | Value::Str(_) | Value::Vector(_) | Value::List(_) | Value::Map(_) | Value::Set(_),
    /// `ifn?`
    is_ifn Value::Func(_) | Value::Keyword(_) | Value::Symbol(_) | Value::Map(_) | Value::Set(_) | Value::Vector(_),
}

/// Whether a value counts as true: neither nil nor false.
#[inline]
pub fn is_true(value: &Value) -> bool {
    !matches!(value, Value::Nil | Value::Bool(false))
}

/// `inst?`
#[inline]
pub fn is_inst(value: &Value) -> bool {
    value.kind() == Kind::Inst
}

/// `uuid?`
#[inline]
pub fn is_uuid(value: &Value) -> bool {
    value.kind() == Kind::Uuid
}

/// `regex?`
#[inline]
pub fn is_regex(value: &Value) -> bool {
    value.kind() == Kind::Regex
}

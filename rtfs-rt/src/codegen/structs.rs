//! What a `defstruct` can do beyond its fields.

use crate::error::describe;
use crate::{Data, Error, ErrorKind, Keyword, Map, Result, Value};

/// The map that a struct equals.
pub fn struct_map<T: Data>(value: T) -> Map<Keyword, Value> {
    match value.into_value() {
        Value::Map(map) => map
            .into_iter()
            .filter_map(|(k, v)| {
                if let Value::Keyword(k) = k {
                    Some((k, v))
                } else {
                    None
                }
            })
            .collect(),
        _ => Map::new(),
    }
}

/// A value that should be the map of a struct's fields.
#[cold]
pub fn no_struct(name: &str, value: &Value) -> Error {
    Error::new(
        ErrorKind::ValidationError,
        format!("`{name}` is made of a map, got {}", describe(value)),
    )
}

/// Only the fields of a struct may be in the map that it is made of.
///
/// # Errors
/// `:validation-error` naming the key.
pub fn known_fields(name: &str, fields: &[&str], map: &Map<Value, Value>) -> Result<()> {
    for key in map.keys() {
        let known = matches!(key, Value::Keyword(k) if fields.contains(&k.as_str()));
        if !known {
            let key = crate::ops::readable(key);
            return Err(Error::new(
                ErrorKind::ValidationError,
                format!("`{name}` has no field `{key}`"),
            ));
        }
    }
    Ok(())
}

/// A field of the map that a struct is made of.
///
/// # Errors
/// `:validation-error` where it is missing or of another type.
pub fn struct_field<T: Data>(name: &str, key: &str, map: &Map<Value, Value>) -> Result<T> {
    let value = map.get(&Value::Keyword(Keyword::new(key))).cloned();
    let is_missing = value.is_none();
    T::from_value(value.unwrap_or_default()).map_err(|error| {
        let message = if is_missing {
            format!("`{name}` needs the field `:{key}`")
        } else {
            format!("`:{key}` of `{name}`: {}", error.message())
        };
        Error::new(ErrorKind::ValidationError, message)
    })
}

/// A part of the node of a variable, which leaves it: what is left in its place is put in anew before anybody looks at
/// it. A node that others share keeps its part.
#[doc(hidden)]
#[macro_export]
macro_rules! take_out {
    ($node:ident $($part:tt)+) => {
        match $crate::Shared::unshared(&mut $node) {
            $crate::codegen::Some(node) => ::core::mem::take(&mut node $($part)+),
            $crate::codegen::None => $crate::codegen::clone(&$node $($part)+),
        }
    };
}

/// The node of a variable with other values in some of its fields; beside it, if others share it, the one that the last
/// expression makes.
#[doc(hidden)]
#[macro_export]
macro_rules! change_node {
    ($node:ident $([$($field:tt)+] = $new:ident)+, $beside:expr) => {
        match $crate::Shared::unshared(&mut $node) {
            $crate::codegen::Some(node) => {
                $(node $($field)+ = $new;)+
                $node
            }
            $crate::codegen::None => $beside,
        }
    };
}

/// Implements what every RTFS value can do for the struct in the nodes of a type that contains itself: it is
/// its `value`.
///
/// ```text
/// node_impls! { Node__0: (Int, Option<Shared<Node__0>>), "[:tuple :int :any]" }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! node_impls {
    ($name:ident: $ty:ty, $text:literal) => {
        impl $crate::Data for $name {
            type Packed = $crate::vector::NotPacked;

            fn into_value(self) -> $crate::Value {
                $crate::Data::into_value(self.value)
            }

            fn from_value(value: $crate::Value) -> $crate::Result<Self> {
                let value = <$ty as $crate::Data>::from_value(value)?;
                $crate::codegen::Ok($name { value })
            }

            fn same(&self, other: &Self) -> bool {
                $crate::Data::same(&self.value, &other.value)
            }

            fn digest<H: ::core::hash::Hasher>(&self, h: &mut H) {
                $crate::Data::digest(&self.value, h);
            }

            fn order(&self, other: &Self) -> $crate::Result<::core::cmp::Ordering> {
                $crate::Data::order(&self.value, &other.value)
            }

            fn print(&self, printer: &mut $crate::Printer, readably: bool) {
                $crate::Data::print(&self.value, printer, readably);
            }

            fn view(&self) -> $crate::schema::View<'_> {
                $crate::Data::view(&self.value)
            }

            fn type_name() -> $crate::codegen::Cow<'static, str> {
                $crate::codegen::Cow::Borrowed($text)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.value, f)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::Data::same(self, other)
            }
        }
    };
}

/// Implements what every RTFS value can do for the struct of a `defstruct`.
///
/// ```text
/// struct_impls! { Point "Point" { "x" x: f64, "y" y: f64 => SCHEMA__0, } }
/// ```
///
/// A field with a schema is checked to be of that declared type.
#[doc(hidden)]
#[macro_export]
macro_rules! struct_impls {
    ($name:ident $text:literal { $($key:literal $field:ident: $ty:ty $(=> $schema:path)?,)* }) => {
        impl $crate::Data for $name {
            type Packed = $crate::vector::NotPacked;

            fn into_value(self) -> $crate::Value {
                let map: $crate::Map<$crate::Value, $crate::Value> = $crate::Map::new();
                $(
                    let map = map.assoc(
                        $crate::Value::Keyword({
                            static KEY: $crate::codegen::LazyKeyword = $crate::codegen::LazyKeyword::new($key);
                            KEY.get()
                        }),
                        $crate::Data::into_value(self.$field),
                    );
                )*
                $crate::Value::Map(map)
            }

            fn from_value(value: $crate::Value) -> $crate::Result<Self> {
                let $crate::Value::Map(map) = &value else {
                    return $crate::codegen::Err($crate::codegen::no_struct($text, &value));
                };
                $crate::codegen::known_fields($text, &[$($key),*], map)?;
                $crate::codegen::Ok($name {
                    $($field: {
                        let field = $crate::codegen::struct_field::<$ty>($text, $key, map)?;
                        $($crate::codegen::validated(
                            $schema.check(&field, ::core::concat!("`:", $key, "` of `", $text, "`")),
                        )?;)?
                        field
                    },)*
                })
            }

            fn same(&self, other: &Self) -> bool {
                true $(&& $crate::Data::same(&self.$field, &other.$field))*
            }

            fn digest<H: ::core::hash::Hasher>(&self, h: &mut H) {
                $crate::Data::digest(&$crate::Data::into_value($crate::codegen::clone(self)), h);
            }

            fn order(&self, other: &Self) -> $crate::Result<::core::cmp::Ordering> {
                $crate::Data::order(
                    &$crate::Data::into_value($crate::codegen::clone(self)),
                    &$crate::Data::into_value($crate::codegen::clone(other)),
                )
            }

            fn print(&self, printer: &mut $crate::Printer, readably: bool) {
                $crate::Data::print(&$crate::Data::into_value($crate::codegen::clone(self)), printer, readably);
            }

            fn type_name() -> $crate::codegen::Cow<'static, str> {
                $crate::codegen::Cow::Borrowed($text)
            }
        }

        impl ::core::convert::From<$name> for $crate::Value {
            fn from(value: $name) -> $crate::Value {
                $crate::Data::into_value(value)
            }
        }

        impl ::core::convert::TryFrom<$crate::Value> for $name {
            type Error = $crate::Error;

            fn try_from(value: $crate::Value) -> $crate::Result<$name> {
                $crate::Data::from_value(value)
            }
        }

        impl $crate::FromRtfs for $name {
            fn from_rtfs(value: $crate::Value) -> $crate::Result<$name> {
                $crate::Data::from_value(value)
            }
        }

        impl $crate::ToValue for $name {
            fn to_value(&self) -> $crate::Value {
                $crate::Data::into_value($crate::codegen::clone(self))
            }
        }

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::Data::same(self, other)
            }
        }

        impl $crate::codegen::IntoArgument<$name> for $name {
            fn into_argument(self) -> $name {
                self
            }
        }

        impl $crate::codegen::IntoArgument<$name> for &$name {
            fn into_argument(self) -> $name {
                $crate::codegen::clone(self)
            }
        }
    };
}

//! [`Data`] for tuples of 1 to 12: vectors of known length, whose elements may differ in type.

use core::cmp::Ordering;
use core::hash::Hasher;
use std::borrow::Cow;

use super::Data;
use crate::error::{Error, ErrorKind, Result};
use crate::hash;
use crate::print::Printer;
use crate::schema::{Items, View, Viewed};
use crate::value::Value;
use crate::vector::Vector;

/// The elements of a vector or list that a tuple of `len` is made from.
fn elements(
    value: Value,
    len: usize,
    name: &dyn Fn() -> Cow<'static, str>,
) -> Result<std::vec::IntoIter<Value>> {
    let elements = match value {
        Value::Vector(vector) => vector.into_vec(),
        Value::List(list) => list.iter().cloned().collect(),
        other => return Err(Error::expected(&name(), &other)),
    };
    if elements.len() != len {
        let message = format!("expected {}, got {} elements", name(), elements.len());
        return Err(Error::new(ErrorKind::TypeError, message));
    }
    Ok(elements.into_iter())
}

/// The next element as a `T`.
fn next<T: Data>(elements: &mut std::vec::IntoIter<Value>, index: i64) -> Result<T> {
    // The elements were counted, so there is one.
    T::from_value(elements.next().unwrap_or_default())
        .map_err(|error| error.within(Value::Int(index)))
}

macro_rules! tuples {
    ($($len:literal: $($name:ident $index:tt),*;)*) => {$(
        impl<$($name: Data),*> Data for ($($name,)*) {
            type Packed = crate::vector::NotPacked;

            fn into_value(self) -> Value {
                Value::Vector(Vector::from_vec(vec![$(self.$index.into_value()),*]))
            }

            fn from_value(value: Value) -> Result<Self> {
                let mut elements = elements(value, $len, &Self::type_name)?;
                Ok(($(next::<$name>(&mut elements, $index)?,)*))
            }

            fn same(&self, other: &Self) -> bool {
                $(self.$index.same(&other.$index))&&*
            }

            fn digest<H: Hasher>(&self, h: &mut H) {
                hash::sequence($len, h);
                $(self.$index.digest(h);)*
            }

            fn order(&self, other: &Self) -> Result<Ordering> {
                $(
                    let ordering = self.$index.order(&other.$index)?;
                    if ordering.is_ne() {
                        return Ok(ordering);
                    }
                )*
                Ok(Ordering::Equal)
            }

            fn print(&self, printer: &mut Printer, _: bool) {
                printer.push('[');
                $(
                    if $index > 0 {
                        printer.push(' ');
                    }
                    printer.item(&self.$index);
                )*
                printer.push(']');
            }

            fn view(&self) -> View<'_> {
                View::Vector(self)
            }

            fn type_name() -> Cow<'static, str> {
                let names = [$($name::type_name()),*];
                Cow::Owned(format!("[:tuple {}]", names.join(" ")))
            }
        }

        impl<$($name: Data),*> Items for ($($name,)*) {
            fn count(&self) -> usize {
                $len
            }

            fn visit(&self, visit: &mut dyn FnMut(usize, &dyn Viewed) -> Result<()>) -> Result<()> {
                $(visit($index, &self.$index)?;)*
                Ok(())
            }
        }
    )*};
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, I 7;
    9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, I 7, J 8;
    10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, I 7, J 8, K 9;
    11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, I 7, J 8, K 9, L 10;
    12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, I 7, J 8, K 9, L 10, M 11;
}

//! The fields of a record: tuples of up to 16 values, one field at a time.

use core::cmp::Ordering;
use std::borrow::Cow;

use crate::data::Data;
use crate::error::Result;
use crate::hash;
use crate::keyword::Keyword;
use crate::print::Printer;
use crate::schema::Viewed;
use crate::value::Value;

/// A tuple of up to 16 values. Implemented here only; what it does is [`super::Rec`]'s business.
pub trait Fields: Clone + Send + Sync + 'static {
    /// How many fields.
    #[doc(hidden)]
    const LEN: usize;

    /// The fields, dynamically.
    #[doc(hidden)]
    fn into_values(self) -> Vec<Value>;

    /// From what `field` gives for each number: its key and its value.
    #[doc(hidden)]
    fn from_values(field: &mut dyn FnMut(usize) -> (Keyword, Result<Value>)) -> Result<Self>;

    /// Whether each field is `=` to its counterpart.
    #[doc(hidden)]
    fn same(&self, other: &Self) -> bool;

    /// The hashes of the entries.
    #[doc(hidden)]
    fn digests(&self, keys: &[Keyword]) -> Vec<u64>;

    /// Compares one field with its counterpart; fields that do not exist are equal.
    #[doc(hidden)]
    fn order_field(&self, other: &Self, index: usize) -> Result<Ordering>;

    /// One field as a check reads it.
    #[doc(hidden)]
    fn field(&self, index: usize) -> Option<&dyn Viewed>;

    /// Prints one field.
    #[doc(hidden)]
    fn print_field(&self, index: usize, printer: &mut Printer);

    /// The types of the fields.
    #[doc(hidden)]
    fn type_names() -> Vec<Cow<'static, str>>;
}

/// Converts one field; an error inside it carries its key.
fn convert<T: Data>((key, value): (Keyword, Result<Value>)) -> Result<T> {
    T::from_value(value?).map_err(|error| error.within(Value::Keyword(key)))
}

macro_rules! fields {
    ($($len:literal: $($name:ident $index:tt),*;)*) => {$(
        impl<$($name: Data),*> Fields for ($($name,)*) {
            const LEN: usize = $len;

            fn into_values(self) -> Vec<Value> {
                vec![$(self.$index.into_value()),*]
            }

            #[allow(unused_variables, reason = "a record may have no fields")]
            fn from_values(field: &mut dyn FnMut(usize) -> (Keyword, Result<Value>)) -> Result<Self> {
                Ok(($(convert::<$name>(field($index))?,)*))
            }

            #[inline]
            #[allow(unused_variables, reason = "a record may have no fields")]
            fn same(&self, other: &Self) -> bool {
                true $(&& self.$index.same(&other.$index))*
            }

            #[allow(unused_variables, reason = "a record may have no fields")]
            fn digests(&self, keys: &[Keyword]) -> Vec<u64> {
                vec![$(keys.get($index).map_or(0, |key| hash::entry(key, &self.$index))),*]
            }

            #[allow(unused_variables, reason = "a record may have no fields")]
            fn order_field(&self, other: &Self, index: usize) -> Result<Ordering> {
                match index {
                    $($index => self.$index.order(&other.$index),)*
                    _ => Ok(Ordering::Equal),
                }
            }

            fn field(&self, index: usize) -> Option<&dyn Viewed> {
                match index {
                    $($index => Some(&self.$index),)*
                    _ => None,
                }
            }

            #[allow(unused_variables, reason = "a record may have no fields")]
            fn print_field(&self, index: usize, printer: &mut Printer) {
                match index {
                    $($index => printer.item(&self.$index),)*
                    _ => {}
                }
            }

            fn type_names() -> Vec<Cow<'static, str>> {
                vec![$($name::type_name()),*]
            }
        }
    )*};
}

fields! {
    0: ;
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
    13: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12;
    14: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13;
    15: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14;
    16: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11, M 12, N 13, O 14, P 15;
}

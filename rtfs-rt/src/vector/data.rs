//! A vector as an RTFS value.

use core::cmp::Ordering;
use core::hash::Hasher;
use core::ops::Deref;
use std::borrow::Cow;

use super::Vector;
use crate::collection::{standard_traits, take_as};
use crate::hash;
use crate::print::Printer;
use crate::schema::{Items, View, Viewed, each};
use crate::{Data, Error, Result, Value};

impl<T: Data> Data for Vector<T> {
    type Packed = crate::vector::NotPacked;

    fn into_value(mut self) -> Value {
        if let Some(values) = take_as::<Self, Vector<Value>>(&mut self) {
            return Value::Vector(values);
        }
        Value::Vector(self.into_iter().map(T::into_value).collect())
    }

    fn from_value(value: Value) -> Result<Self> {
        let Value::Vector(mut values) = value else {
            return Err(Error::expected(&Self::type_name(), &value));
        };
        if let Some(same) = take_as::<Vector<Value>, Self>(&mut values) {
            return Ok(same);
        }
        elements(values.into_iter()).map(Vector::from_vec)
    }

    fn same(&self, other: &Self) -> bool {
        if self.len() != other.len() {
            return false;
        }
        self.items().zip(other.items()).all(|(a, b)| a.same(&b))
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::sequence(self.len(), h);
        self.items().for_each(|item| item.digest(h));
    }

    fn order(&self, other: &Self) -> Result<Ordering> {
        sequence_order(self.items(), other.items())
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.sequence('[', ']', self.items());
    }

    fn view(&self) -> View<'_> {
        View::Vector(self)
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("[:vector {}]", T::type_name()))
    }
}

impl<T: Data> Items for Vector<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn visit(&self, visit: &mut dyn FnMut(usize, &dyn Viewed) -> Result<()>) -> Result<()> {
        each(self.iter(), visit)
    }
}

standard_traits!(Vector<T>);

/// Elements of another type; an error names the index.
pub(crate) fn elements<T: Data>(values: impl ExactSizeIterator<Item = Value>) -> Result<Vec<T>> {
    let mut items = Vec::with_capacity(values.len());
    for (index, value) in values.enumerate() {
        match T::from_value(value) {
            Ok(item) => items.push(item),
            Err(error) => return Err(error.within((index as i64).into_value())),
        }
    }
    Ok(items)
}

/// `compare` of sequences: by length, then by the first elements that differ.
pub(crate) fn sequence_order<T: Data, R: Deref<Target = T>>(
    a: impl ExactSizeIterator<Item = R>,
    b: impl ExactSizeIterator<Item = R>,
) -> Result<Ordering> {
    let by_length = a.len().cmp(&b.len());
    if by_length.is_ne() {
        return Ok(by_length);
    }
    for (a, b) in a.zip(b) {
        let order = a.order(&b)?;
        if order.is_ne() {
            return Ok(order);
        }
    }
    Ok(Ordering::Equal)
}

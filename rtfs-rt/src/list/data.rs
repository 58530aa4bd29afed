//! A list as an RTFS value.

use core::cmp::Ordering;
use core::hash::Hasher;
use std::borrow::Cow;

use super::List;
use crate::collection::{standard_traits, take_as};
use crate::hash;
use crate::print::Printer;
use crate::schema::{Items, View, Viewed, each};
use crate::vector::{elements, sequence_order};
use crate::{Data, Error, Result, Value};

impl<T: Data> Data for List<T> {
    type Packed = crate::vector::NotPacked;

    fn into_value(mut self) -> Value {
        if let Some(values) = take_as::<Self, List<Value>>(&mut self) {
            return Value::List(values);
        }
        Value::List(self.into_iter().map(T::into_value).collect())
    }

    fn from_value(value: Value) -> Result<Self> {
        let Value::List(mut values) = value else {
            return Err(Error::expected(&Self::type_name(), &value));
        };
        if let Some(same) = take_as::<List<Value>, Self>(&mut values) {
            return Ok(same);
        }
        elements(values.into_iter()).map(List::from_vec)
    }

    fn same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.items().zip(other.items()).all(|(a, b)| a.same(&b))
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::sequence(self.len(), h);
        self.items().for_each(|item| item.digest(h));
    }

    fn order(&self, other: &Self) -> Result<Ordering> {
        sequence_order(self.items(), other.items())
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.sequence('(', ')', self.items());
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("[:list {}]", T::type_name()))
    }
}

impl<T: Data> Items for List<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn visit(&self, visit: &mut dyn FnMut(usize, &dyn Viewed) -> Result<()>) -> Result<()> {
        each(self.iter(), visit)
    }
}

standard_traits!(List<T>);

//! A set as an RTFS value.

use core::cmp::Ordering;
use core::hash::Hasher;
use std::borrow::Cow;

use super::Set;
use crate::collection::{standard_traits, take_as};
use crate::hash;
use crate::map::sorted;
use crate::print::Printer;
use crate::schema::{Items, View, Viewed, each};
use crate::vector::{elements, sequence_order};
use crate::{Data, Error, Result, Value};

impl<T: Data> Data for Set<T> {
    type Packed = crate::vector::NotPacked;

    fn into_value(mut self) -> Value {
        if let Some(values) = take_as::<Self, Set<Value>>(&mut self) {
            return Value::Set(values);
        }
        Value::Set(self.into_iter().map(T::into_value).collect())
    }

    fn from_value(value: Value) -> Result<Self> {
        let Value::Set(mut values) = value else {
            return Err(Error::expected(&Self::type_name(), &value));
        };
        if let Some(same) = take_as::<Set<Value>, Self>(&mut values) {
            return Ok(same);
        }
        elements(values.into_iter()).map(Set::from)
    }

    fn same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|item| other.contains(item))
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        let mut elements: Vec<u64> = self.iter().map(hash::element).collect();
        hash::set(&mut elements, h);
    }

    fn order(&self, other: &Self) -> Result<Ordering> {
        let by_length = self.len().cmp(&other.len());
        if by_length.is_ne() {
            return Ok(by_length);
        }
        // A function, so that both are sorted by the same code.
        fn itself<'a, T>(item: &&'a T) -> &'a T {
            item
        }
        let (ours, theirs) = (sorted(self.iter(), itself)?, sorted(other.iter(), itself)?);
        sequence_order(ours.into_iter(), theirs.into_iter())
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.push('#');
        printer.sequence('{', '}', self);
    }

    fn view(&self) -> View<'_> {
        View::Set(self)
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("[:set {}]", T::type_name()))
    }
}

impl<T: Data> Items for Set<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn visit(&self, visit: &mut dyn FnMut(usize, &dyn Viewed) -> Result<()>) -> Result<()> {
        each(self.iter(), visit)
    }
}

standard_traits!(Set<T>);

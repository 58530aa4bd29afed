//! The set: a map to nothing.

use core::cmp::Ordering;
use core::hash::Hasher;
use std::borrow::Cow;

use crate::{Data, Error, Map, Printer, Result, Value, hash};

/// A set.
#[derive(Clone)]
pub struct Set<T: Data>(Map<T, ()>);

impl<T: Data> Set<T> {
    /// The empty set.
    pub fn new() -> Self {
        Set(Map::new())
    }

    /// How many elements.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it has this element.
    pub fn contains(&self, item: &T) -> bool {
        self.0.get(item).is_some()
    }

    /// The elements.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &T> {
        self.0.iter().map(|(k, ())| k)
    }
}

impl<T: Data> Default for Set<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Data> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Set(items.into_iter().map(|item| (item, ())).collect())
    }
}

impl<T: Data> Data for Set<T> {
    fn into_value(self) -> Value {
        Value::Set(self.iter().map(|item| item.clone().into_value()).collect())
    }

    fn from_value(value: Value) -> Result<Self> {
        match value {
            Value::Set(set) => set.iter().map(|item| T::from_value(item.clone())).collect(),
            other => Err(Error::expected(&Self::type_name(), &other)),
        }
    }

    fn same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|item| other.contains(item))
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        let sum = self
            .iter()
            .fold(0_u64, |sum, item| sum.wrapping_add(hash::of(item)));
        hash::set(self.len(), sum, h);
    }

    fn order(&self, other: &Self) -> Result<Ordering> {
        Ok(self.len().cmp(&other.len()))
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.push('#');
        printer.sequence('{', '}', self.iter());
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("[:set {}]", T::type_name()))
    }
}

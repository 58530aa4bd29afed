//! The vector: a shared `Vec`.

use core::cmp::Ordering;
use core::hash::Hasher;
use std::borrow::Cow;
use std::sync::Arc;

use crate::{Data, Error, Printer, Result, Value, hash};

/// A vector.
#[derive(Clone)]
pub struct Vector<T: Data>(Arc<Vec<T>>);

impl<T: Data> Vector<T> {
    /// The empty vector.
    pub fn new() -> Self {
        Self::from_vec(Vec::new())
    }

    /// From its elements.
    pub fn from_vec(items: Vec<T>) -> Self {
        Vector(Arc::new(items))
    }

    /// The elements.
    pub fn into_vec(self) -> Vec<T> {
        Arc::try_unwrap(self.0).unwrap_or_else(|shared| (*shared).clone())
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The element at an index.
    pub fn get(&self, index: usize) -> Option<&T> {
        self.0.get(index)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The elements.
    pub fn iter(&self) -> core::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<T: Data> Default for Vector<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Data> FromIterator<T> for Vector<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::from_vec(items.into_iter().collect())
    }
}

impl<T: Data> Data for Vector<T> {
    fn into_value(self) -> Value {
        Value::Vector(self.into_vec().into_iter().map(T::into_value).collect())
    }

    fn from_value(value: Value) -> Result<Self> {
        match value {
            Value::Vector(items) => items
                .into_vec()
                .into_iter()
                .map(T::from_value)
                .collect::<Result<Vec<T>>>()
                .map(Self::from_vec),
            other => Err(Error::expected(&Self::type_name(), &other)),
        }
    }

    fn same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other.iter()).all(|(a, b)| a.same(b))
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::sequence(self.len(), h);
        self.iter().for_each(|item| item.digest(h));
    }

    fn order(&self, other: &Self) -> Result<Ordering> {
        if self.len() != other.len() {
            return Ok(self.len().cmp(&other.len()));
        }
        for (a, b) in self.iter().zip(other.iter()) {
            let ordering = a.order(b)?;
            if ordering.is_ne() {
                return Ok(ordering);
            }
        }
        Ok(Ordering::Equal)
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.sequence('[', ']', self.iter());
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("[:vector {}]", T::type_name()))
    }
}

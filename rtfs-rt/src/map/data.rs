//! A map as an RTFS value.

use core::cmp::Ordering;
use core::hash::Hasher;
use std::borrow::Cow;

use super::Map;
use crate::access::Loose;
use crate::collection::{standard_traits, take_as};
use crate::hash;
use crate::print::Printer;
use crate::schema::{Pairs, View, Viewed};
use crate::vector::sequence_order;
use crate::{Data, Error, Result, Value};

impl<K: Data, V: Data> Data for Map<K, V> {
    type Packed = crate::vector::NotPacked;

    fn into_value(mut self) -> Value {
        if let Some(values) = take_as::<Self, Map<Value, Value>>(&mut self) {
            return Value::Map(values);
        }
        Value::Map(
            self.into_iter()
                .map(|(key, value)| (key.into_value(), value.into_value()))
                .collect(),
        )
    }

    fn from_value(value: Value) -> Result<Self> {
        let Value::Map(mut values) = value else {
            return Err(Error::expected(&Self::type_name(), &value));
        };
        if let Some(same) = take_as::<Map<Value, Value>, Self>(&mut values) {
            return Ok(same);
        }
        let mut map = Map::with_capacity(values.len());
        for (key, value) in values {
            let entry = K::from_value(key.clone()).and_then(|own| Ok((own, V::from_value(value)?)));
            match entry {
                Ok((own, value)) => map.insert(own, value),
                Err(error) => return Err(error.within(key)),
            };
        }
        Ok(map)
    }

    fn same(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(key, value)| other.get(key).is_some_and(|theirs| value.same(theirs)))
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        let mut entries: Vec<u64> = self
            .iter()
            .map(|(key, value)| hash::entry(key, value))
            .collect();
        hash::map(&mut entries, h);
    }

    fn order(&self, other: &Self) -> Result<Ordering> {
        let by_length = self.len().cmp(&other.len());
        if by_length.is_ne() {
            return Ok(by_length);
        }
        // A function, so that both are sorted by the same code.
        fn key<'a, K, V>(entry: &(&'a K, &'a V)) -> &'a K {
            entry.0
        }
        let (ours, theirs) = (sorted(self.iter(), key)?, sorted(other.iter(), key)?);
        let by_keys = sequence_order(ours.iter().map(|e| e.0), theirs.iter().map(|e| e.0))?;
        if by_keys.is_ne() {
            return Ok(by_keys);
        }
        sequence_order(ours.iter().map(|e| e.1), theirs.iter().map(|e| e.1))
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.entries(self);
    }

    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("[:map-of {} {}]", K::type_name(), V::type_name()))
    }
}

impl<K: Data, V: Data> Pairs for Map<K, V> {
    fn count(&self) -> usize {
        self.len()
    }

    fn find(&self, key: &Value) -> Option<&dyn Viewed> {
        self.get(&Loose(key)).map(|value| value as &dyn Viewed)
    }

    fn visit(&self, visit: &mut dyn FnMut(&dyn Viewed, &dyn Viewed) -> Result<()>) -> Result<()> {
        self.iter().try_for_each(|(key, value)| visit(key, value))
    }
}

standard_traits!(Map<K, V>);

/// Items in the order that `compare` gives their keys; the error if it gives none.
pub(crate) fn sorted<'a, I, K: Data>(
    items: impl Iterator<Item = I>,
    key: impl Fn(&I) -> &'a K,
) -> Result<Vec<I>> {
    let mut items: Vec<I> = items.collect();
    let mut failure = None;
    items.sort_by(|a, b| {
        key(a).order(key(b)).unwrap_or_else(|error| {
            failure.get_or_insert(error);
            Ordering::Equal
        })
    });
    match failure {
        None => Ok(items),
        Some(error) => Err(error),
    }
}

//! The map: entries in the order of their insertion.

use core::cmp::Ordering;
use core::hash::Hasher;
use std::borrow::Cow;
use std::sync::Arc;

use crate::{Data, Error, Printer, Result, Value, hash};

/// A map.
#[derive(Clone)]
pub struct Map<K: Data, V: Data>(Arc<Vec<(K, V)>>);

impl<K: Data, V: Data> Map<K, V> {
    /// The empty map.
    pub fn new() -> Self {
        Map(Arc::new(Vec::new()))
    }

    /// How many entries.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a key.
    pub fn get(&self, key: &K) -> Option<&V> {
        self.0.iter().find(|(k, _)| k.same(key)).map(|(_, v)| v)
    }

    /// With one more entry.
    pub fn assoc(self, key: K, value: V) -> Self {
        let mut entries = Arc::try_unwrap(self.0).unwrap_or_else(|shared| (*shared).clone());
        match entries.iter_mut().find(|(k, _)| k.same(&key)) {
            Some(entry) => entry.1 = value,
            None => entries.push((key, value)),
        }
        Map(Arc::new(entries))
    }

    /// The entries.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&K, &V)> {
        self.0.iter().map(|(k, v)| (k, v))
    }
}

impl<K: Data, V: Data> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: Data, V: Data> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        entries
            .into_iter()
            .fold(Self::new(), |map, (k, v)| map.assoc(k, v))
    }
}

impl<K: Data, V: Data> Data for Map<K, V> {
    fn into_value(self) -> Value {
        Value::Map(
            self.iter()
                .map(|(k, v)| (k.clone().into_value(), v.clone().into_value()))
                .collect(),
        )
    }

    fn from_value(value: Value) -> Result<Self> {
        match value {
            Value::Map(map) => map
                .iter()
                .map(|(k, v)| Ok((K::from_value(k.clone())?, V::from_value(v.clone())?)))
                .collect(),
            other => Err(Error::expected(&Self::type_name(), &other)),
        }
    }

    fn same(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(k, v)| other.get(k).is_some_and(|w| v.same(w)))
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        let sum = self
            .iter()
            .fold(0_u64, |sum, (k, v)| sum.wrapping_add(hash::entry(k, v)));
        hash::map(self.len(), sum, h);
    }

    fn order(&self, other: &Self) -> Result<Ordering> {
        if self.len() != other.len() {
            return Ok(self.len().cmp(&other.len()));
        }
        let sorted = |map: &Self| {
            let mut entries = (*map.0).clone();
            entries.sort_by(|a, b| a.0.order(&b.0).unwrap_or(Ordering::Equal));
            entries
        };
        let (ours, theirs) = (sorted(self), sorted(other));
        for (a, b) in ours.iter().zip(&theirs) {
            let ordering = a.0.order(&b.0)?;
            if ordering.is_ne() {
                return Ok(ordering);
            }
        }
        for (a, b) in ours.iter().zip(&theirs) {
            let ordering = a.1.order(&b.1)?;
            if ordering.is_ne() {
                return Ok(ordering);
            }
        }
        Ok(Ordering::Equal)
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.entries(self.iter());
    }

    fn type_name() -> Cow<'static, str> {
        Cow::Owned(format!("[:map-of {} {}]", K::type_name(), V::type_name()))
    }
}

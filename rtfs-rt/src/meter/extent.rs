//! How much a value holds itself, in bytes that are the same on every machine.

use crate::data::Data;
use crate::int::Int;
use crate::number::Number;
use crate::text::Str;
use crate::value::Value;
use crate::{List, Map, Set, Vector};

/// What an element of a collection counts.
const ELEMENT: u64 = 16;
/// What an entry of a map counts.
const ENTRY: u64 = 2 * ELEMENT;

/// What a value holds itself: the bytes of a string or of a big integer, 16 for each element of a collection,
/// 32 for each entry of a map. What is in the elements was counted when it was built.
pub trait Extent {
    /// The bytes.
    fn bytes(&self) -> u64;
}

fn many(count: usize, each: u64) -> u64 {
    (count as u64).saturating_mul(each)
}

impl Extent for i64 {
    fn bytes(&self) -> u64 {
        0
    }
}

impl Extent for Int {
    fn bytes(&self) -> u64 {
        match self {
            Int::Small(_) => 0,
            big => big.bit_length().div_ceil(64) * 8,
        }
    }
}

impl Extent for Number {
    fn bytes(&self) -> u64 {
        match self {
            Number::Int(int) => int.bytes(),
            Number::Float(_) => 0,
        }
    }
}

impl Extent for Str {
    fn bytes(&self) -> u64 {
        self.len() as u64
    }
}

impl<T: Data> Extent for Vector<T> {
    fn bytes(&self) -> u64 {
        many(self.len(), ELEMENT)
    }
}

impl<T: Data> Extent for List<T> {
    fn bytes(&self) -> u64 {
        many(self.len(), ELEMENT)
    }
}

impl<T: Data> Extent for Set<T> {
    fn bytes(&self) -> u64 {
        many(self.len(), ELEMENT)
    }
}

impl<K: Data, V: Data> Extent for Map<K, V> {
    fn bytes(&self) -> u64 {
        many(self.len(), ENTRY)
    }
}

impl<T: Extent> Extent for Option<T> {
    fn bytes(&self) -> u64 {
        self.as_ref().map_or(0, Extent::bytes)
    }
}

impl<A: Extent, B: Extent> Extent for (A, B) {
    fn bytes(&self) -> u64 {
        self.0.bytes().saturating_add(self.1.bytes())
    }
}

impl Extent for Value {
    fn bytes(&self) -> u64 {
        match self {
            Value::Big(big) => Int::Big(big.clone()).bytes(),
            Value::Str(text) => text.bytes(),
            Value::Vector(items) => items.bytes(),
            Value::List(items) => items.bytes(),
            Value::Map(map) => map.bytes(),
            Value::Set(set) => set.bytes(),
            _ => 0,
        }
    }
}

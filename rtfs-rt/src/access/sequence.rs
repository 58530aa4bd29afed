//! Sequences as a whole: their ends, their size, and what is left without the first.

use super::wrong;
use crate::error::Result;
use crate::{Data, List, Map, Set, Str, Value, Vector};

/// What has elements in an order.
pub trait Sequence {
    /// The elements: of a map its entries, of a string its characters as strings.
    type Item: Data;
    /// What `rest` and `next` give: the same kind; a vector of sets and maps.
    type Kept: Default;
    /// What `seq` gives: the same, and of a string a vector too.
    type Whole: Default;

    /// How many elements there are.
    fn size(&self) -> usize;

    /// Whether there are at least so many; `count` is 1 or more.
    #[inline]
    fn reaches(&self, count: usize) -> bool {
        self.size() >= count
    }

    /// The first element.
    fn head(&self) -> Option<Self::Item>;

    /// The second element.
    fn follower(&self) -> Option<Self::Item>;

    /// The last element.
    fn end(&self) -> Option<Self::Item>;

    /// All elements as a vector.
    fn vector(&self) -> Vector<Self::Item>;

    /// All elements.
    fn whole(self) -> Self::Whole;

    /// All elements but the first.
    fn tail(self) -> Self::Kept;
}

/// `(first coll)`.
#[inline]
pub fn first<C: Sequence>(coll: &C) -> Option<C::Item> {
    coll.head()
}

/// `(second coll)`.
#[inline]
pub fn second<C: Sequence>(coll: &C) -> Option<C::Item> {
    coll.follower()
}

/// `(last coll)`.
#[inline]
pub fn last<C: Sequence>(coll: &C) -> Option<C::Item> {
    coll.end()
}

/// `(rest coll)`: all elements but the first; empty if there are none.
#[inline]
pub fn rest<C: Sequence>(coll: C) -> C::Kept {
    coll.tail()
}

/// `(next coll)`: [`rest`], but `None` if nothing is left.
#[inline]
pub fn next<C: Sequence>(coll: C) -> Option<C::Kept> {
    coll.reaches(2).then(|| coll.tail())
}

/// `(seq coll)`: the elements, or `None` if there are none.
#[inline]
pub fn seq<C: Sequence>(coll: C) -> Option<C::Whole> {
    coll.reaches(1).then(|| coll.whole())
}

/// `(count coll)`.
#[inline]
pub fn count<C: Sequence>(coll: &C) -> i64 {
    // Nothing in memory has more than `i64::MAX` elements.
    coll.size() as i64
}

/// `(empty? coll)`.
#[inline]
pub fn is_empty<C: Sequence>(coll: &C) -> bool {
    !coll.reaches(1)
}

/// A question of this module, put to whatever sequence a value is.
macro_rules! ask {
    ($coll:expr, $name:literal takes $takes:literal, nil => $nil:expr, $items:ident => $answer:expr) => {
        match $coll {
            Value::Vector($items) => Ok($answer),
            Value::List($items) => Ok($answer),
            Value::Map($items) => Ok($answer),
            Value::Set($items) => Ok($answer),
            Value::Str($items) => Ok($answer),
            Value::Nil => Ok($nil),
            other => Err(wrong($name, $takes, &other)),
        }
    };
}

/// [`first`] of a value; nil if there is none.
///
/// # Errors
/// `:type-error` for what is no sequence.
#[inline]
pub fn first_any(coll: &Value) -> Result<Value> {
    ask!(coll, "first" takes "a sequence", nil => Value::Nil, items => first(items).into_value())
}

/// [`second`] of a value; nil if there is none.
///
/// # Errors
/// `:type-error` for what is no sequence.
pub fn second_any(coll: &Value) -> Result<Value> {
    ask!(coll, "second" takes "a sequence", nil => Value::Nil, items => second(items).into_value())
}

/// [`last`] of a value; nil if there is none.
///
/// # Errors
/// `:type-error` for what is no sequence.
pub fn last_any(coll: &Value) -> Result<Value> {
    ask!(coll, "last" takes "a sequence", nil => Value::Nil, items => last(items).into_value())
}

/// [`rest`] of a value; of nil the empty vector.
///
/// # Errors
/// `:type-error` for what is no sequence.
#[inline]
pub fn rest_any(coll: Value) -> Result<Value> {
    ask!(coll, "rest" takes "a sequence", nil => Value::Vector(Vector::new()), items => rest(items).into_value())
}

/// [`next`] of a value; nil if nothing is left.
///
/// # Errors
/// `:type-error` for what is no sequence.
#[inline]
pub fn next_any(coll: Value) -> Result<Value> {
    ask!(coll, "next" takes "a sequence", nil => Value::Nil, items => next(items).into_value())
}

/// [`seq`] of a value; nil if there are no elements.
///
/// # Errors
/// `:type-error` for what is no sequence.
#[inline]
pub fn seq_any(coll: Value) -> Result<Value> {
    // Of a string the elements are asked for: one-character strings, in a vector.
    if let Value::Str(text) = &coll {
        return Ok(seq(super::to_vector(text)).into_value());
    }
    ask!(coll, "seq" takes "a sequence", nil => Value::Nil, items => seq(items).into_value())
}

/// [`count`] of a value; 0 of nil.
///
/// # Errors
/// `:type-error` for what is no collection.
#[inline]
pub fn count_any(coll: &Value) -> Result<i64> {
    ask!(coll, "count" takes "a collection or a string", nil => 0, items => count(items))
}

/// [`is_empty`] of a value; true of nil.
///
/// # Errors
/// `:type-error` for what is no collection.
#[inline]
pub fn is_empty_any(coll: &Value) -> Result<bool> {
    ask!(coll, "empty?" takes "a collection or a string", nil => true, items => is_empty(items))
}

impl<T: Data> Sequence for Vector<T> {
    type Item = T;
    type Kept = Vector<T>;
    type Whole = Vector<T>;

    #[inline]
    fn size(&self) -> usize {
        self.len()
    }

    #[inline]
    fn head(&self) -> Option<T> {
        self.value(0)
    }

    #[inline]
    fn follower(&self) -> Option<T> {
        self.value(1)
    }

    #[inline]
    fn end(&self) -> Option<T> {
        self.value(self.len().checked_sub(1)?)
    }

    #[inline]
    fn vector(&self) -> Vector<T> {
        self.clone()
    }

    #[inline]
    fn whole(self) -> Vector<T> {
        self
    }

    #[inline]
    fn tail(self) -> Vector<T> {
        let len = self.len();
        self.slice(1, len)
    }
}

impl<T: Data> Sequence for List<T> {
    type Item = T;
    type Kept = List<T>;
    type Whole = List<T>;

    #[inline]
    fn size(&self) -> usize {
        self.len()
    }

    #[inline]
    fn head(&self) -> Option<T> {
        self.value(0)
    }

    #[inline]
    fn follower(&self) -> Option<T> {
        self.value(1)
    }

    #[inline]
    fn end(&self) -> Option<T> {
        self.value(self.len().checked_sub(1)?)
    }

    fn vector(&self) -> Vector<T> {
        self.clone().into_vector()
    }

    #[inline]
    fn whole(self) -> List<T> {
        self
    }

    #[inline]
    fn tail(self) -> List<T> {
        List::rest(self)
    }
}

impl<T: Data> Sequence for Set<T> {
    type Item = T;
    type Kept = Vector<T>;
    type Whole = Vector<T>;

    #[inline]
    fn size(&self) -> usize {
        self.len()
    }

    fn head(&self) -> Option<T> {
        self.iter().next().cloned()
    }

    fn follower(&self) -> Option<T> {
        self.iter().nth(1).cloned()
    }

    /// O(n).
    fn end(&self) -> Option<T> {
        self.iter().last().cloned()
    }

    fn vector(&self) -> Vector<T> {
        self.iter().cloned().collect()
    }

    fn whole(self) -> Vector<T> {
        self.into_iter().collect()
    }

    fn tail(self) -> Vector<T> {
        self.into_iter().skip(1).collect()
    }
}

impl<K: Data, V: Data> Sequence for Map<K, V> {
    type Item = (K, V);
    type Kept = Vector<(K, V)>;
    type Whole = Vector<(K, V)>;

    #[inline]
    fn size(&self) -> usize {
        self.len()
    }

    fn head(&self) -> Option<(K, V)> {
        self.iter().next().map(owned)
    }

    fn follower(&self) -> Option<(K, V)> {
        self.iter().nth(1).map(owned)
    }

    /// O(n).
    fn end(&self) -> Option<(K, V)> {
        self.iter().last().map(owned)
    }

    fn vector(&self) -> Vector<(K, V)> {
        self.iter().map(owned).collect()
    }

    fn whole(self) -> Vector<(K, V)> {
        self.into_iter().collect()
    }

    fn tail(self) -> Vector<(K, V)> {
        self.into_iter().skip(1).collect()
    }
}

/// An entry of its own.
#[inline]
fn owned<K: Clone, V: Clone>((key, value): (&K, &V)) -> (K, V) {
    (key.clone(), value.clone())
}

impl Sequence for Str {
    type Item = Str;
    type Kept = Str;
    type Whole = Vector<Str>;

    /// O(n).
    fn size(&self) -> usize {
        self.char_count()
    }

    fn reaches(&self, count: usize) -> bool {
        self.chars().nth(count.saturating_sub(1)).is_some()
    }

    fn head(&self) -> Option<Str> {
        self.chars().next().map(Str::from_char)
    }

    fn follower(&self) -> Option<Str> {
        self.chars().nth(1).map(Str::from_char)
    }

    fn end(&self) -> Option<Str> {
        self.chars().next_back().map(Str::from_char)
    }

    fn vector(&self) -> Vector<Str> {
        // The hint of `chars` is a third of what ASCII needs.
        let mut items = Vec::with_capacity(self.len());
        items.extend(self.chars().map(Str::from_char));
        Vector::from_vec(items)
    }

    fn whole(self) -> Vector<Str> {
        self.vector()
    }

    /// O(n): a string does not share a part of another.
    fn tail(self) -> Str {
        let mut chars = self.chars();
        chars.next();
        Str::from(chars.as_str())
    }
}

/// nil is an empty collection.
impl<C: Sequence> Sequence for Option<C> {
    type Item = C::Item;
    type Kept = C::Kept;
    type Whole = C::Whole;

    #[inline]
    fn size(&self) -> usize {
        self.as_ref().map_or(0, C::size)
    }

    #[inline]
    fn reaches(&self, count: usize) -> bool {
        self.as_ref().is_some_and(|coll| coll.reaches(count))
    }

    #[inline]
    fn head(&self) -> Option<C::Item> {
        self.as_ref()?.head()
    }

    #[inline]
    fn follower(&self) -> Option<C::Item> {
        self.as_ref()?.follower()
    }

    #[inline]
    fn end(&self) -> Option<C::Item> {
        self.as_ref()?.end()
    }

    #[inline]
    fn vector(&self) -> Vector<C::Item> {
        self.as_ref().map_or_else(Vector::new, C::vector)
    }

    #[inline]
    fn whole(self) -> C::Whole {
        self.map(C::whole).unwrap_or_default()
    }

    #[inline]
    fn tail(self) -> C::Kept {
        self.map(C::tail).unwrap_or_default()
    }
}

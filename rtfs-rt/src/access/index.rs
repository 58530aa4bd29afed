//! Elements by index: destructuring, `get` and `nth` of vectors, lists and strings.

use super::sequence::Sequence;
use super::{out_of_bounds, wrong};
use crate::error::{Error, ErrorKind, Result, describe};
use crate::{Data, Int, List, Str, Value, Vector};

/// What `nth` takes, as its errors say it.
const INDEXED: &str = "a vector, a list or a string";

/// A collection whose elements have indices from 0.
pub trait Indexed {
    /// The elements; of a string, its characters as strings.
    type Item: Data;

    /// The element at an index.
    fn at(&self, index: usize) -> Option<Self::Item>;

    /// The machine int at an index, where it takes no more than a look.
    #[inline]
    fn small_at_hand(&self, index: usize) -> Option<i64>
    where
        Self: Indexed<Item = Int>,
    {
        self.at(index)?.as_i64()
    }

    /// The machine int at an index.
    ///
    /// # Errors
    /// The one that it is told, where there is nothing; none of an int that is no machine int.
    #[inline(never)]
    fn small_at(
        &self,
        index: usize,
        absent: impl FnOnce(&Self, usize) -> Error,
    ) -> Result<i64, Option<Error>>
    where
        Self: Indexed<Item = Int> + Sized,
    {
        match self.at(index) {
            Some(int) => int.as_i64().ok_or(None),
            None => Err(Some(absent(self, index))),
        }
    }

    /// What follows an index: a list.
    type After: Sequence + Default;

    /// The elements from an index on.
    fn after(&self, index: usize) -> Self::After;

    /// How many elements there are.
    fn size(&self) -> usize;

    /// What errors call the collection: `vector`, `list`, `string`, `nil`.
    fn kind(&self) -> &'static str;
}

/// The element of a pattern, `None` where the sequence ends before it.
#[inline]
pub fn element<C: Indexed>(coll: &C, index: i64) -> Option<C::Item> {
    coll.at(usize::try_from(index).ok()?)
}

/// [`element`] of a value: nil where the sequence ends before it.
///
/// # Errors
/// `:type-error` for what is neither a vector, a list, a string nor nil.
#[inline]
pub fn element_any(coll: &Value, index: i64) -> Result<Value> {
    at_any(coll, index)
        .map(Option::unwrap_or_default)
        .ok_or_else(|| no_sequence(coll))
}

/// What follows in a pattern: the elements from `index` on, `None` if there are none.
#[inline]
pub fn rest_from<C: Indexed>(coll: &C, index: i64) -> Option<C::After> {
    let index = usize::try_from(index).unwrap_or(0);
    Some(coll.after(index)).filter(|rest| rest.reaches(1))
}

/// [`rest_from`] of a value.
///
/// # Errors
/// `:type-error` for what is neither a vector, a list, a string nor nil.
pub fn rest_from_any(coll: &Value, index: i64) -> Result<Option<List<Value>>> {
    Ok(match coll {
        Value::Nil => None,
        Value::Vector(items) => rest_from(items, index),
        Value::List(items) => rest_from(items, index),
        Value::Str(text) => {
            rest_from(text, index).map(|rest| rest.into_iter().map(Value::Str).collect())
        }
        _ => return Err(no_sequence(coll)),
    })
}

/// The element at an index that the collection has, as generated walks know.
///
/// # Panics
/// Where it has none, which no generated walk asks for: it counts before its first round what nothing can change.
#[inline]
pub fn at_index<C: Indexed>(coll: &C, index: i64) -> C::Item {
    match element(coll, index) {
        Some(item) => item,
        None => past_the_end(index),
    }
}

#[cold]
#[inline(never)]
fn past_the_end(index: i64) -> ! {
    panic!("a walk went on to index {index}, which its collection has not")
}

/// `(get coll index)`.
#[inline]
pub fn get_index<C: Indexed>(coll: &C, index: i64) -> Option<C::Item> {
    element(coll, index)
}

/// `(get coll index default)`, and `nth` with a default.
#[inline]
pub fn get_index_or<C: Indexed>(coll: &C, index: i64, default: C::Item) -> C::Item {
    element(coll, index).unwrap_or(default)
}

/// `(get coll key)` by a key of any kind: what is no index finds nothing.
#[inline]
pub fn get_place<C: Indexed>(coll: &C, key: &Value) -> Option<C::Item> {
    match key {
        Value::Int(index) => element(coll, *index),
        _ => None,
    }
}

/// [`get_place`] with a default.
#[inline]
pub fn get_place_or<C: Indexed>(coll: &C, key: &Value, default: C::Item) -> C::Item {
    get_place(coll, key).unwrap_or(default)
}

/// Whether a key of any kind is an index of the collection.
#[inline]
pub fn contains_place<C: Indexed>(coll: &C, key: &Value) -> bool {
    matches!(key, Value::Int(index) if contains_index(coll, *index))
}

/// Whether the collection has an element at an index.
#[inline]
pub fn contains_index<C: Indexed>(coll: &C, index: i64) -> bool {
    usize::try_from(index).is_ok_and(|index| index < coll.size())
}

/// `(nth coll index)`.
///
/// # Errors
/// `:index-out-of-bounds`.
#[inline]
pub fn nth<C: Indexed>(coll: &C, index: i64) -> Result<C::Item> {
    match element(coll, index) {
        Some(item) => Ok(item),
        None => Err(beyond(coll, index)),
    }
}

/// What lends its elements.
pub trait Lending: Indexed {
    /// The element at an index, where it lies.
    fn lend(&self, index: usize) -> Option<&Self::Item>;
}

/// [`nth`], where the element lies.
///
/// # Errors
/// `:index-out-of-bounds`.
#[inline]
pub fn element_at<C: Lending>(coll: &C, index: i64) -> Result<&C::Item> {
    let place = usize::try_from(index).ok();
    match place.and_then(|place| coll.lend(place)) {
        Some(item) => Ok(item),
        None => Err(beyond(coll, index)),
    }
}

/// [`nth`] for code on machine ints.
///
/// # Errors
/// `:index-out-of-bounds`; none of an int that is no machine int.
#[inline]
pub fn nth_small<C: Indexed<Item = Int>>(coll: &C, index: i64) -> Result<i64, Option<Error>> {
    let Ok(place) = usize::try_from(index) else {
        return Err(Some(beyond(coll, index)));
    };
    match coll.small_at_hand(place) {
        Some(small) => Ok(small),
        None => coll.small_at(place, |coll, place| {
            beyond(coll, i64::try_from(place).unwrap_or(i64::MAX))
        }),
    }
}

#[cold]
#[inline(never)]
fn beyond<C: Indexed>(coll: &C, index: i64) -> Error {
    out_of_bounds("nth", index, coll.kind(), coll.size())
}

/// [`nth`] of a value; nil of nil.
///
/// # Errors
/// `:index-out-of-bounds`; `:type-error` for what has no indices.
#[inline]
pub fn nth_any(coll: &Value, index: i64) -> Result<Value> {
    match at_any(coll, index) {
        Some(Some(item)) => Ok(item),
        _ => no_nth(coll, index),
    }
}

#[cold]
fn no_nth(coll: &Value, index: i64) -> Result<Value> {
    let (kind, size) = match coll {
        Value::Nil => return Ok(Value::Nil),
        Value::Vector(items) => (items.kind(), Indexed::size(items)),
        Value::List(items) => (items.kind(), Indexed::size(items)),
        Value::Str(text) => (text.kind(), Indexed::size(text)),
        _ => return Err(wrong("nth", INDEXED, coll)),
    };
    Err(out_of_bounds("nth", index, kind, size))
}

/// `(nth coll index default)` of a value.
///
/// # Errors
/// `:type-error` for what has no indices.
#[inline]
pub fn nth_any_or(coll: &Value, index: i64, default: Value) -> Result<Value> {
    match at_any(coll, index) {
        Some(item) => Ok(item.unwrap_or(default)),
        None => Err(wrong("nth", INDEXED, coll)),
    }
}

/// The element at an index of what may have one (nil has none); `None` for what has no indices.
#[inline]
pub(super) fn at_any(coll: &Value, index: i64) -> Option<Option<Value>> {
    match coll {
        Value::Vector(items) => Some(element(items, index)),
        Value::List(items) => Some(element(items, index)),
        Value::Str(text) => Some(element(text, index).map(Value::Str)),
        Value::Nil => Some(None),
        _ => None,
    }
}

#[cold]
#[inline(never)]
fn no_sequence(got: &Value) -> Error {
    Error::new(
        ErrorKind::TypeError,
        format!("destructuring takes a sequence, got {}", describe(got)),
    )
}

impl<T: Data> Lending for Vector<T> {
    #[inline]
    fn lend(&self, index: usize) -> Option<&T> {
        self.get(index)
    }
}

impl<T: Data> Indexed for Vector<T> {
    type Item = T;
    type After = List<T>;

    #[inline]
    fn at(&self, index: usize) -> Option<T> {
        self.value(index)
    }

    fn after(&self, index: usize) -> List<T> {
        List::from(self.clone().slice(index, self.len()))
    }

    #[inline]
    fn size(&self) -> usize {
        self.len()
    }

    fn kind(&self) -> &'static str {
        "vector"
    }
}

impl<T: Data> Indexed for List<T> {
    type Item = T;
    type After = List<T>;

    #[inline]
    fn at(&self, index: usize) -> Option<T> {
        self.value(index)
    }

    fn after(&self, index: usize) -> List<T> {
        self.clone().skip(index)
    }

    #[inline]
    fn size(&self) -> usize {
        self.len()
    }

    fn kind(&self) -> &'static str {
        "list"
    }
}

impl Indexed for Str {
    type Item = Str;
    type After = List<Str>;

    /// O(index), and that only to see that the characters before are ASCII, if they are.
    fn at(&self, index: usize) -> Option<Str> {
        let up_to = self.as_bytes().get(..=index)?;
        match up_to {
            [.., byte] if up_to.is_ascii() => Some(Str::from_char(char::from(*byte))),
            _ => self.chars().nth(index).map(Str::from_char),
        }
    }

    fn after(&self, index: usize) -> List<Str> {
        let items: Vec<Str> = self.chars().skip(index).map(Str::from_char).collect();
        List::from_vec(items)
    }

    fn size(&self) -> usize {
        self.char_count()
    }

    fn kind(&self) -> &'static str {
        "string"
    }
}

impl<C: Indexed> Indexed for Option<C> {
    type Item = C::Item;
    type After = C::After;

    #[inline]
    fn at(&self, index: usize) -> Option<C::Item> {
        self.as_ref()?.at(index)
    }

    fn after(&self, index: usize) -> C::After {
        self.as_ref()
            .map_or_else(C::After::default, |coll| coll.after(index))
    }

    fn size(&self) -> usize {
        self.as_ref().map_or(0, C::size)
    }

    fn kind(&self) -> &'static str {
        self.as_ref().map_or("nil", C::kind)
    }
}

//! What a refinement asks of a value beyond its type.

use core::cmp::Ordering;
use std::sync::Arc;

use super::{View, Viewed};
use crate::compare;
use crate::data::Data;
use crate::int::Int;
use crate::number::Number;
#[cfg(feature = "regex")]
use crate::pattern::Regex;
use crate::text::Str;
use crate::value::Value;

/// What is made of a pattern: nothing, where no regular expression can be made of it.
#[cfg(feature = "regex")]
pub type Compiled = Option<Regex>;
/// What is made of a pattern: there are none without the feature `regex`.
#[cfg(not(feature = "regex"))]
pub type Compiled = core::convert::Infallible;

/// A predicate of a refinement.
#[derive(Clone, Debug, PartialEq)]
pub enum Predicate {
    /// `[:> n]` and the like.
    Compare(Comparison, Value),
    /// `[:in-range low high]`, both included.
    InRange(Value, Value),
    /// `[:= v]`
    Equal(Value),
    /// `[:!= v]`
    NotEqual(Value),
    /// `[:length n]` and the like: the characters of a string.
    Length(Bound, usize),
    /// `[:count n]` and the like: the elements of a collection, the characters of a string.
    Count(Bound, usize),
    /// `[:non-empty]`
    NonEmpty,
    /// `[:has-key k]`
    HasKey(Value),
    /// `[:required-keys [k…]]`
    RequiredKeys(Arc<[Value]>),
    /// `[:matches-regex p]`: the whole text of a string matches. What no regular expression can be made of has
    /// none, and nothing matches it.
    Matches(Str, Compiled),
}

/// How a number is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `<`
    Lt,
    /// `<=`
    Le,
}

/// How a size is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// At least.
    Min,
    /// At most.
    Max,
    /// Exactly.
    Exactly,
}

impl Comparison {
    /// As RTFS writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Comparison::Gt => ">",
            Comparison::Ge => ">=",
            Comparison::Lt => "<",
            Comparison::Le => "<=",
        }
    }

    /// Whether numbers in this order pass.
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Comparison::Gt => order.is_gt(),
            Comparison::Ge => order.is_ge(),
            Comparison::Lt => order.is_lt(),
            Comparison::Le => order.is_le(),
        }
    }
}

impl Bound {
    /// Whether a size is within the bound.
    pub fn holds(self, size: usize, limit: usize) -> bool {
        match self {
            Bound::Min => size >= limit,
            Bound::Max => size <= limit,
            Bound::Exactly => size == limit,
        }
    }
}

impl Predicate {
    /// `[:matches-regex p]` of a pattern.
    #[cfg(feature = "regex")]
    pub fn matches(source: &str) -> Predicate {
        Predicate::Matches(source.into(), Regex::new(source).ok())
    }

    /// Whether a value passes. What the predicate makes no sense for does not.
    pub fn holds(&self, value: &dyn Viewed) -> bool {
        match self {
            Predicate::Compare(comparison, limit) => {
                order(value, limit).is_some_and(|o| comparison.holds(o))
            }
            Predicate::InRange(low, high) => {
                order(value, low).is_some_and(Ordering::is_ge)
                    && order(value, high).is_some_and(Ordering::is_le)
            }
            Predicate::Equal(other) => value.value().same(other),
            Predicate::NotEqual(other) => !value.value().same(other),
            Predicate::Length(bound, limit) => {
                matches!(value.view(), View::Str(text) if bound.holds(text.chars().count(), *limit))
            }
            Predicate::Count(bound, limit) => {
                count(value).is_some_and(|count| bound.holds(count, *limit))
            }
            Predicate::NonEmpty => count(value).is_some_and(|count| count > 0),
            Predicate::HasKey(key) => has_key(value, key),
            Predicate::RequiredKeys(keys) => keys.iter().all(|key| has_key(value, key)),
            #[cfg(feature = "regex")]
            Predicate::Matches(_, regex) => text_matches(value, regex.as_ref()),
            #[cfg(not(feature = "regex"))]
            Predicate::Matches(_, never) => match *never {},
        }
    }
}

/// How a number compares with another; `None` for what is no number, and for NaN.
fn order(value: &dyn Viewed, limit: &Value) -> Option<Ordering> {
    let number = match value.view() {
        View::Int(Int::Small(int)) => match limit {
            Value::Int(limit) => return Some(int.cmp(limit)),
            _ => Number::Int(Int::Small(int)),
        },
        View::Int(int) => Number::Int(int),
        View::Float(float) => Number::Float(float),
        View::Value(value) => value.as_number()?,
        _ => return None,
    };
    let limit = limit.as_number()?;
    let is_nan = |number: &Number| matches!(number, Number::Float(float) if float.is_nan());
    if is_nan(&number) || is_nan(&limit) {
        return None;
    }
    Some(compare::numbers(&number, &limit))
}

fn count(value: &dyn Viewed) -> Option<usize> {
    match value.view() {
        View::Str(text) => Some(text.chars().count()),
        View::Vector(items) | View::List(items) | View::Set(items) => Some(items.count()),
        View::Map(pairs) => Some(pairs.count()),
        View::Value(value) => count(&value),
        _ => None,
    }
}

#[cfg(feature = "regex")]
fn text_matches(value: &dyn Viewed, regex: Option<&Regex>) -> bool {
    match value.view() {
        View::Str(text) => regex.is_some_and(|regex| regex.is_whole(text).unwrap_or(false)),
        View::Value(value) => text_matches(&value, regex),
        _ => false,
    }
}

fn has_key(value: &dyn Viewed, key: &Value) -> bool {
    match value.view() {
        View::Map(pairs) => pairs.find(key).is_some(),
        View::Value(value) => has_key(&value, key),
        _ => false,
    }
}

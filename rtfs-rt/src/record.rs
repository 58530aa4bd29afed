//! Records: maps whose keys are known when the program is compiled.
//!
//! A [`Rec`] is a tuple of values and a type that names their keys. In RTFS it is the map of its
//! fields: it equals it, hashes, orders and prints like it, and converts to it and back.

mod fields;

use core::cmp::Ordering;
use core::fmt;
use core::hash::Hasher;
use core::marker::PhantomData;
use std::borrow::Cow;
use std::sync::OnceLock;

pub use fields::Fields;

use crate::data::Data;
use crate::error::{Error, ErrorKind, Result};
use crate::hash;
use crate::keyword::Keyword;
use crate::map::Map;
use crate::print::Printer;
use crate::schema::{Pairs, View, Viewed};
use crate::value::Value;

/// The keys of a record, named by a type.
pub trait Shape: Copy + Send + Sync + 'static {
    /// The names of the keys without colons, all different, in the order of the fields.
    const KEYS: &'static [&'static str];

    /// The keys, interned: as many as there are names. [`LazyKeys`] keeps them.
    fn keys() -> &'static [Keyword];
}

/// Interns the keys of a [`Shape`] once; a `static` in its `keys`.
#[derive(Debug)]
pub struct LazyKeys(OnceLock<Box<[Keyword]>>);

impl LazyKeys {
    /// Nothing interned yet.
    #[allow(clippy::new_without_default, reason = "it is made for constants")]
    pub const fn new() -> LazyKeys {
        LazyKeys(OnceLock::new())
    }

    /// The keywords of these names. Call it with the same names always.
    #[inline]
    pub fn get(&'static self, names: &[&str]) -> &'static [Keyword] {
        self.0
            .get_or_init(|| names.iter().map(|name| Keyword::new(name)).collect())
    }
}

/// A record: `T` is the tuple of its fields, in the order of `S`'s keys.
pub struct Rec<S: Shape, T: Fields>(pub T, pub PhantomData<S>);

impl<S: Shape, T: Fields> Rec<S, T> {
    /// The record of these fields.
    #[inline(always)]
    pub const fn new(fields: T) -> Rec<S, T> {
        const { assert!(S::KEYS.len() == T::LEN, "a shape names every field once") };
        Rec(fields, PhantomData)
    }

    /// The fields, in the order of the keys.
    pub fn into_fields(self) -> T {
        self.0
    }

    /// The fields' numbers, sorted by key.
    fn by_key() -> Vec<usize> {
        let keys = S::keys();
        let mut order: Vec<usize> = (0..T::LEN.min(keys.len())).collect();
        order.sort_by_key(|&index| keys.get(index));
        order
    }
}

impl<S: Shape, T: Fields> Data for Rec<S, T> {
    type Packed = crate::vector::NotPacked;

    fn into_value(self) -> Value {
        let keys = S::keys().iter().map(|key| Value::Keyword(*key));
        Value::Map(
            keys.zip(self.0.into_values())
                .collect::<Map<Value, Value>>(),
        )
    }

    /// Keys that the record does not have are left out.
    fn from_value(value: Value) -> Result<Rec<S, T>> {
        let Value::Map(map) = value else {
            return Err(Error::expected(&Self::type_name(), &value));
        };
        let keys = S::keys();
        let fields = T::from_values(&mut |index| {
            let key = keys.get(index).copied().unwrap_or_else(|| Keyword::new(""));
            let found = map.get(&Value::Keyword(key)).cloned();
            let value = found.ok_or_else(|| {
                let message = format!(
                    "expected {}, but the key {key} is missing",
                    Self::type_name()
                );
                Error::new(ErrorKind::TypeError, message)
            });
            (key, value)
        })?;
        Ok(Rec::new(fields))
    }

    #[inline]
    fn same(&self, other: &Rec<S, T>) -> bool {
        self.0.same(&other.0)
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        hash::map(&mut self.0.digests(S::keys()), h);
    }

    fn order(&self, other: &Rec<S, T>) -> Result<Ordering> {
        for index in Self::by_key() {
            let ordering = self.0.order_field(&other.0, index)?;
            if ordering.is_ne() {
                return Ok(ordering);
            }
        }
        Ok(Ordering::Equal)
    }

    fn print(&self, printer: &mut Printer, _: bool) {
        printer.push('{');
        for (index, key) in S::keys().iter().enumerate() {
            if index > 0 {
                printer.push(' ');
            }
            printer.item(key);
            printer.push(' ');
            self.0.print_field(index, printer);
        }
        printer.push('}');
    }

    fn view(&self) -> View<'_> {
        View::Map(self)
    }

    /// `[:map [:x :float] [:y :float]]`.
    fn type_name() -> Cow<'static, str> {
        let mut name = String::from("[:map");
        for (key, field) in S::KEYS.iter().zip(T::type_names()) {
            name.push_str(&format!(" [:{key} {field}]"));
        }
        name.push(']');
        Cow::Owned(name)
    }
}

impl<S: Shape, T: Fields> Pairs for Rec<S, T> {
    fn count(&self) -> usize {
        T::LEN
    }

    fn find(&self, key: &Value) -> Option<&dyn Viewed> {
        let Value::Keyword(key) = key else {
            return None;
        };
        let index = S::keys().iter().position(|k| k == key)?;
        self.0.field(index)
    }

    fn visit(&self, visit: &mut dyn FnMut(&dyn Viewed, &dyn Viewed) -> Result<()>) -> Result<()> {
        for (index, key) in S::keys().iter().enumerate() {
            if let Some(value) = self.0.field(index) {
                visit(key, value)?;
            }
        }
        Ok(())
    }
}

impl<S: Shape, T: Fields> Clone for Rec<S, T> {
    #[inline]
    fn clone(&self) -> Rec<S, T> {
        Rec(self.0.clone(), PhantomData)
    }
}

impl<S: Shape, T: Fields + Copy> Copy for Rec<S, T> {}

impl<S: Shape, T: Fields> PartialEq for Rec<S, T> {
    #[inline]
    fn eq(&self, other: &Rec<S, T>) -> bool {
        self.same(other)
    }
}

impl<S: Shape, T: Fields + Eq> Eq for Rec<S, T> {}

/// `compare`, where `None` stands for its errors.
impl<S: Shape, T: Fields> PartialOrd for Rec<S, T> {
    fn partial_cmp(&self, other: &Rec<S, T>) -> Option<Ordering> {
        self.order(other).ok()
    }
}

impl<S: Shape, T: Fields> core::hash::Hash for Rec<S, T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest(state);
    }
}

impl<S: Shape, T: Fields> fmt::Display for Rec<S, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&crate::print::readable(self))
    }
}

impl<S: Shape, T: Fields> fmt::Debug for Rec<S, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::print::readable(self))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Int, Str};

    #[derive(Clone, Copy)]
    struct ZA;

    impl Shape for ZA {
        const KEYS: &'static [&'static str] = &["z", "a"];
        fn keys() -> &'static [Keyword] {
            static KEYS: LazyKeys = LazyKeys::new();
            KEYS.get(Self::KEYS)
        }
    }

    type Record = Rec<ZA, (Int, Str)>;

    fn record(z: i64, a: &str) -> Record {
        Rec::new((Int::from(z), Str::from(a)))
    }

    #[test]
    fn a_record_is_the_map_of_its_fields() {
        let value = record(1, "x").into_value();
        assert_eq!(value.to_string(), "{:z 1 :a \"x\"}");
        assert_eq!(record(1, "x").to_string(), value.to_string());
        assert_eq!(hash::of(&record(1, "x")), hash::of(&value));
        assert_eq!(Record::from_value(value).unwrap(), record(1, "x"));
    }

    #[test]
    fn order_agrees_with_the_map() {
        for (a, b) in [
            ((1, "b"), (2, "a")),
            ((1, "a"), (2, "a")),
            ((1, "a"), (1, "a")),
        ] {
            let (a, b) = (record(a.0, a.1), record(b.0, b.1));
            let expected = a
                .clone()
                .into_value()
                .order(&b.clone().into_value())
                .unwrap();
            assert_eq!(a.order(&b).unwrap(), expected);
        }
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        let error = |value: Value| Record::from_value(value).unwrap_err().to_string();
        let key = |name| Value::from(Keyword::new(name));
        assert_eq!(
            error(Value::Map(Map::from_iter([(key("a"), Value::from("x"))]))),
            ":type-error expected [:map [:z :int] [:a :string]], but the key :z is missing"
        );
        let wrong = Map::from_iter([(key("a"), Value::from("x")), (key("z"), Value::Float(1.0))]);
        assert_eq!(
            error(Value::Map(wrong)),
            ":type-error expected :int, got :float 1.0 at [:z]"
        );
        assert_eq!(
            error(Value::Nil),
            ":type-error expected [:map [:z :int] [:a :string]], got nil"
        );
    }

    #[test]
    fn other_keys_are_left_out() {
        let key = |name| Value::from(Keyword::new(name));
        let map = Map::from_iter([
            (key("more"), Value::Nil),
            (key("a"), Value::from("x")),
            (key("z"), Value::Int(1)),
        ]);
        assert_eq!(Record::from_value(Value::Map(map)).unwrap(), record(1, "x"));
    }
}

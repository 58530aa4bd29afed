//! Reading the arguments of a dynamic call: each as the type that the typed form wants, or a
//! `:type-error` that names the function, what it takes and what came.

use crate::{Arity, Error, ErrorKind, Int, Map, Number, Result, Set, Str, Value, Vector};

use super::callable::Callable;
use super::kind::Seq;

/// The arguments of one dynamic call of the function `name`.
#[derive(Clone, Copy)]
pub(super) struct Args<'a> {
    pub(super) name: &'static str,
    values: &'a [Value],
}

impl<'a> Args<'a> {
    pub(super) fn new(name: &'static str, values: &'a [Value]) -> Self {
        Args { name, values }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// The argument at `index`; the arity was checked, so that a missing one is a fault of the
    /// table, which the parity test finds.
    pub(super) fn value(&self, index: usize) -> Result<&'a Value> {
        self.values.get(index).ok_or_else(|| self.missing(index))
    }

    /// The arguments from `index` on.
    pub(super) fn from(&self, index: usize) -> &'a [Value] {
        self.values.get(index..).unwrap_or_default()
    }

    /// An int of any size.
    pub(super) fn int(&self, index: usize) -> Result<Int> {
        let value = self.value(index)?;
        value.as_int().ok_or_else(|| self.wrong("an int", value))
    }

    /// A count or an index: an int, saturated to `i64`.
    pub(super) fn idx(&self, index: usize) -> Result<i64> {
        let value = self.value(index)?;
        as_idx(value).ok_or_else(|| self.wrong("an int", value))
    }

    /// An int or a float.
    pub(super) fn number(&self, index: usize) -> Result<Number> {
        as_number(self.name, self.value(index)?)
    }

    /// A number as a float.
    pub(super) fn float(&self, index: usize) -> Result<f64> {
        match self.value(index)? {
            Value::Float(x) => Ok(*x),
            other => Ok(as_number(self.name, other)?.to_f64()),
        }
    }

    /// A string.
    pub(super) fn text(&self, index: usize) -> Result<&'a Str> {
        match self.value(index)? {
            Value::Str(text) => Ok(text),
            other => Err(self.wrong("a string", other)),
        }
    }

    /// Any sequence; nil is an empty one.
    pub(super) fn seq(&self, index: usize) -> Result<Seq> {
        self.as_seq(self.value(index)?)
    }

    /// A value as a sequence.
    pub(super) fn as_seq(&self, value: &Value) -> Result<Seq> {
        Seq::of(value).ok_or_else(|| self.wrong("a sequence", value))
    }

    /// The arguments from one on, as sequences.
    pub(super) fn seqs(&self, from: usize) -> Result<Vec<Seq>> {
        self.from(from).iter().map(|arg| self.as_seq(arg)).collect()
    }

    /// A vector; nil is an empty one.
    pub(super) fn vector(&self, index: usize) -> Result<Vector<Value>> {
        match self.value(index)? {
            Value::Vector(items) => Ok(items.clone()),
            Value::Nil => Ok(Vector::new()),
            other => Err(self.wrong("a vector", other)),
        }
    }

    /// A map; nil is an empty one.
    pub(super) fn map(&self, index: usize) -> Result<Map<Value, Value>> {
        self.as_map(self.value(index)?)
    }

    /// A value as a map; nil is an empty one.
    pub(super) fn as_map(&self, value: &Value) -> Result<Map<Value, Value>> {
        match value {
            Value::Map(map) => Ok(map.clone()),
            Value::Nil => Ok(Map::new()),
            other => Err(self.wrong("a map", other)),
        }
    }

    /// A set; nil is an empty one.
    pub(super) fn set(&self, index: usize) -> Result<Set<Value>> {
        self.as_set(self.value(index)?)
    }

    /// A value as a set; nil is an empty one.
    pub(super) fn as_set(&self, value: &Value) -> Result<Set<Value>> {
        match value {
            Value::Set(set) => Ok(set.clone()),
            Value::Nil => Ok(Set::new()),
            other => Err(self.wrong("a set", other)),
        }
    }

    /// Something to call.
    pub(super) fn function(&self, index: usize) -> Result<Callable<'a>> {
        let value = self.value(index)?;
        Ok(Callable::of(value, self.name))
    }

    /// "`name` takes …, got …".
    #[cold]
    pub(super) fn wrong(&self, expected: &str, got: &Value) -> Error {
        wrong(self.name, expected, got)
    }

    #[cold]
    fn missing(&self, index: usize) -> Error {
        let expected = Arity::at_least(index + 1);
        let message = format!(
            "`{}` takes {expected}, got {}",
            self.name,
            self.values.len()
        );
        Error::new(ErrorKind::ArityError, message)
    }
}

/// An int as a count or an index, saturated to `i64`.
pub(super) fn as_idx(value: &Value) -> Option<i64> {
    let int = value.as_int()?;
    let beyond = if int.is_negative() {
        i64::MIN
    } else {
        i64::MAX
    };
    Some(int.as_i64().unwrap_or(beyond))
}

/// A value as a number, for the function `name`.
pub(super) fn as_number(name: &str, value: &Value) -> Result<Number> {
    value
        .as_number()
        .ok_or_else(|| wrong(name, "numbers", value))
}

/// The `:type-error` of an argument: "`upper` takes a string, got :int 5".
#[cold]
pub(super) fn wrong(name: &str, expected: &str, got: &Value) -> Error {
    let got = crate::error::describe(got);
    Error::new(
        ErrorKind::TypeError,
        format!("`{name}` takes {expected}, got {got}"),
    )
}

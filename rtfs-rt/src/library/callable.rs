//! Values that are called: the arguments of the sequence functions, as the closures that their typed
//! forms take.

use std::slice::from_ref;

use super::args::wrong;
use crate::ops::call as invoke;
use crate::{Arity, Data, Func, Result, Value};

/// A value that stands where a function is called, with adaptors to the closures that the typed functions take. What
/// cannot be called fails when it is called: over no elements it never is.
#[derive(Clone, Copy)]
pub(super) struct Callable<'a> {
    value: &'a Value,
    /// The function that calls it.
    caller: &'static str,
}

impl<'a> Callable<'a> {
    pub(super) fn of(value: &'a Value, caller: &'static str) -> Self {
        Callable { value, caller }
    }

    /// Calls it with these arguments.
    pub(super) fn call(self, args: &[Value]) -> Result<Value> {
        if !callable(self.value) {
            return Err(wrong(self.caller, "a function", self.value));
        }
        invoke(self.value, args)
    }

    /// As a function of one lent argument.
    pub(super) fn one(self) -> impl FnMut(&Value) -> Result<Value> + 'a {
        move |x| self.call(from_ref(x))
    }

    /// As a predicate.
    pub(super) fn predicate(self) -> impl FnMut(&Value) -> Result<bool> + 'a {
        move |x| self.call(from_ref(x)).map(|result| result.is_truthy())
    }

    /// As a function whose nil means "nothing".
    pub(super) fn optional(self) -> impl FnMut(&Value) -> Result<Option<Value>> + 'a {
        move |x| self.call(from_ref(x)).map(some)
    }

    /// As a function of two lent arguments.
    pub(super) fn two(self) -> impl FnMut(&Value, &Value) -> Result<Value> + 'a {
        move |x, y| self.call(&[x.clone(), y.clone()])
    }

    /// As a function of three lent arguments.
    pub(super) fn three(self) -> impl FnMut(&Value, &Value, &Value) -> Result<Value> + 'a {
        move |x, y, z| self.call(&[x.clone(), y.clone(), z.clone()])
    }

    /// As the step of a fold: an accumulator that is given, an element that is lent.
    pub(super) fn step(self) -> impl FnMut(Value, &Value) -> Result<Value> + 'a {
        move |acc, x| self.call(&[acc, x.clone()])
    }

    /// As a function of an index and a lent element.
    pub(super) fn indexed(self) -> impl FnMut(i64, &Value) -> Result<Value> + 'a {
        move |index, x| self.call(&[Value::Int(index), x.clone()])
    }
}

/// Whether a value can be called (`ifn?`).
pub(super) fn callable(value: &Value) -> bool {
    matches!(
        value,
        Value::Func(_)
            | Value::Keyword(_)
            | Value::Symbol(_)
            | Value::Map(_)
            | Value::Set(_)
            | Value::Vector(_)
    )
}

/// Nil as "nothing".
pub(super) fn some(value: Value) -> Option<Value> {
    match value {
        Value::Nil => None,
        other => Some(other),
    }
}

/// "Nothing" as nil.
pub(super) fn or_nil<T: Data>(value: Option<T>) -> Value {
    value.map_or(Value::Nil, Data::into_value)
}

/// A function value out of a Rust closure.
pub(super) fn func(
    name: &str,
    arity: Arity,
    body: impl Fn(&[Value]) -> Result<Value> + Send + Sync + 'static,
) -> Value {
    Value::Func(Func::new(name, arity, body))
}

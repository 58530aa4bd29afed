//! Functions as values: what a program stores, returns or passes where types end.
//!
//! Functions that the compiler knows are plain Rust functions and closures; a [`Func`] is made
//! only where one becomes a [`Value`].

use core::fmt;
use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;

use crate::error::{Error, ErrorKind, Result};
use crate::stack;
use crate::value::Value;

/// A function as a value: shared, equal only to itself.
#[derive(Clone)]
pub struct Func(Arc<Inner>);

type Body = dyn Fn(&[Value]) -> Result<Value> + Send + Sync;

struct Inner {
    name: Box<str>,
    arity: Arity,
    body: Option<Box<Body>>,
    /// What it hashes by: the how-manieth function it is. No address, so that runs of a program
    /// agree.
    number: u64,
}

/// How many arguments a function takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Arity {
    min: usize,
    /// `None` when there is no upper bound.
    max: Option<usize>,
}

impl Arity {
    /// Any number.
    pub const ANY: Arity = Arity::at_least(0);

    /// Exactly `count`.
    pub const fn exactly(count: usize) -> Arity {
        Arity {
            min: count,
            max: Some(count),
        }
    }

    /// `min` or more.
    pub const fn at_least(min: usize) -> Arity {
        Arity { min, max: None }
    }

    /// From `min` to `max`, both included.
    pub const fn between(min: usize, max: usize) -> Arity {
        Arity {
            min,
            max: Some(max),
        }
    }

    /// The fewest arguments, and the most unless any number more may follow.
    pub const fn range(self) -> (usize, Option<usize>) {
        (self.min, self.max)
    }

    /// Whether a call with `count` arguments is right.
    #[inline]
    pub const fn accepts(self, count: usize) -> bool {
        count >= self.min
            && match self.max {
                Some(max) => count <= max,
                None => true,
            }
    }
}

impl fmt::Display for Arity {
    /// `2 arguments`, `1 or more arguments`, `1 to 3 arguments`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.min, self.max) {
            (1, Some(1)) => f.write_str("1 argument"),
            (min, Some(max)) if min == max => write!(f, "{min} arguments"),
            (min, Some(max)) => write!(f, "{min} to {max} arguments"),
            (min, None) => write!(f, "{min} or more arguments"),
        }
    }
}

impl Func {
    /// A function of this name (for messages) and arity. `body` is called only with a number of
    /// arguments that the arity accepts.
    pub fn new(
        name: &str,
        arity: Arity,
        body: impl Fn(&[Value]) -> Result<Value> + Send + Sync + 'static,
    ) -> Func {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Func(Arc::new(Inner {
            name: name.into(),
            arity,
            body: Some(Box::new(body)),
            number: NEXT.fetch_add(1, Ordering::Relaxed),
        }))
    }

    /// The name, empty for a function without one.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// How many arguments it takes.
    pub fn arity(&self) -> Arity {
        self.0.arity
    }

    /// Calls the function.
    ///
    /// # Errors
    /// `:arity-error` for a wrong number of arguments, `:stack-overflow` when calls nest too
    /// deep, else what the function gives.
    #[inline]
    pub fn call(&self, args: &[Value]) -> Result<Value> {
        if stack::low() {
            return stack::grow(|| self.call_here(args));
        }
        self.call_here(args)
    }

    fn call_here(&self, args: &[Value]) -> Result<Value> {
        match &self.0.body {
            Some(body) if self.0.arity.accepts(args.len()) => body(args),
            _ => Err(self.arity_error(args.len())),
        }
    }

    #[cold]
    fn arity_error(&self, count: usize) -> Error {
        let name = if self.0.name.is_empty() {
            "a function"
        } else {
            &self.0.name
        };
        Error::new(
            ErrorKind::ArityError,
            format!("`{name}` takes {}, got {count}", self.0.arity),
        )
    }

    pub(crate) fn number(&self) -> u64 {
        self.0.number
    }
}

impl Drop for Inner {
    /// A chain of closures may be as long as memory allows, so it is dropped under the guard.
    fn drop(&mut self) {
        let body = self.body.take();
        if stack::low() {
            stack::always(move || drop(body));
        }
    }
}

impl PartialEq for Func {
    fn eq(&self, other: &Func) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Func {}

impl core::hash::Hash for Func {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        crate::hash::function(self.number(), state);
    }
}

impl fmt::Display for Func {
    /// `#<fn name>`, which does not read back; a function without a name is called `fn` in errors.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.name.as_ref() {
            "fn" => f.write_str("#<fn>"),
            name => write!(f, "#<fn {name}>"),
        }
    }
}

impl fmt::Debug for Func {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_checks_the_arity() {
        let first = Func::new(
            "first-of-two",
            Arity::exactly(2),
            |args| Ok(args[0].clone()),
        );
        assert_eq!(
            first.call(&[Value::Int(1), Value::Nil]).unwrap(),
            Value::Int(1)
        );
        let error = first.call(&[]).unwrap_err();
        assert_eq!(
            error.to_string(),
            ":arity-error `first-of-two` takes 2 arguments, got 0"
        );
    }

    #[test]
    fn arities_say_what_they_accept() {
        assert_eq!(Arity::exactly(1).to_string(), "1 argument");
        assert_eq!(Arity::at_least(1).to_string(), "1 or more arguments");
        assert_eq!(Arity::between(1, 3).to_string(), "1 to 3 arguments");
        assert!(Arity::between(1, 3).accepts(3) && !Arity::between(1, 3).accepts(4));
        assert!(Arity::ANY.accepts(0) && !Arity::at_least(2).accepts(1));
    }

    #[test]
    fn functions_are_equal_to_themselves_only() {
        let make = || Func::new("f", Arity::ANY, |_| Ok(Value::Nil));
        let f = make();
        assert_eq!(f, f.clone());
        assert_ne!(f, make());
    }

    #[test]
    fn a_long_chain_of_closures_runs_and_drops() {
        let mut f = Func::new("id", Arity::exactly(1), |args| Ok(args[0].clone()));
        for _ in 0..100_000 {
            let inner = f;
            f = Func::new("wrap", Arity::exactly(1), move |args| inner.call(args));
        }
        assert_eq!(f.call(&[Value::Int(7)]).unwrap(), Value::Int(7));
        drop(f);
    }
}

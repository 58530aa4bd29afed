//! Types as generated code keeps them: in statics, made at the first check.

use std::sync::{Arc, OnceLock};

use super::{Schema, Types};
use crate::data::Data;
use crate::error::{Error, ErrorKind, Result};
use crate::func::Func;

/// The types that a program names.
pub struct LazyTypes {
    cell: OnceLock<Arc<Types>>,
    make: fn() -> Types,
}

impl LazyTypes {
    /// Types that `make` gives.
    pub const fn new(make: fn() -> Types) -> LazyTypes {
        LazyTypes {
            cell: OnceLock::new(),
            make,
        }
    }

    fn get(&self) -> &Arc<Types> {
        self.cell.get_or_init(|| Arc::new((self.make)()))
    }
}

/// A declared type of a program.
pub struct LazySchema {
    cell: OnceLock<Schema>,
    make: fn() -> Schema,
    types: &'static LazyTypes,
}

impl LazySchema {
    /// A type that `make` gives; it may mention `types`.
    pub const fn new(types: &'static LazyTypes, make: fn() -> Schema) -> LazySchema {
        LazySchema {
            cell: OnceLock::new(),
            make,
            types,
        }
    }

    fn get(&self) -> &Schema {
        self.cell.get_or_init(self.make)
    }

    /// Whether a value is of the type.
    ///
    /// # Errors
    /// As [`Types::check`], about `what`.
    #[inline]
    pub fn check<T: Data>(&self, value: &T, what: &str) -> Result<()> {
        self.types
            .get()
            .check(self.get(), value)
            .map_err(|error| error.about(what))
    }

    /// The error of a value that is not of the type: a shorter test said so.
    #[cold]
    #[inline(never)]
    pub fn refuse<T: Data>(&self, value: &T, what: &str) -> Error {
        match self.check(value, what) {
            Err(error) => error,
            Ok(()) => Error::constant(ErrorKind::ValidationError, "a value is not of its type")
                .about(what),
        }
    }

    /// The value as the type: checked, and its functions made to check themselves.
    ///
    /// # Errors
    /// As [`Types::check`], about `what`.
    pub fn enforce<T: Data>(&self, value: T, what: &str) -> Result<T> {
        let value = self
            .types
            .get()
            .enforce(self.get(), value.into_value(), what)?;
        T::from_value(value).map_err(|error| error.about(what))
    }

    /// A function under this function type, made to check itself.
    pub fn wrap(&self, f: Func) -> Func {
        match self.types.get().resolved(self.get()) {
            Schema::Fn(signature) => self.types.get().checked(signature, f),
            _ => f,
        }
    }
}

//! The standard library: one table in which every function is declared once, and the functions.
//!
//! An entry ([`LibFn`]) holds all that anybody needs to know about a function: its names, its arity,
//! its typed shapes in the little language of [`sig`], its documentation, examples that are run as
//! tests, and its dynamic implementation. Type inference, the compile-time evaluator, arity errors,
//! "did you mean", the manual and the parity test read this table; nothing repeats it.
//!
//! Each function exists in two forms that agree on every argument that both accept (but `reduce` without
//! an initial value, over an empty collection: the typed form cannot call a function of two
//! arguments with none, the dynamic one gives `(f)`):
//!
//! - **typed**: a generic Rust function over `A: Data`, which generated code calls when the types of
//!   the arguments fit a signature. A signature's own `as name` says which; without one it is the
//!   function that the entry's `rust` path names. The first signature that fits exactly is the one,
//!   else the first that fits with an int converted to a `float`.
//!   An argument whose static type fits none (a value of unknown type, or nil where a collection
//!   that is no `seq` is wanted) makes the call a dynamic one.
//! - **dynamic**: [`LibFn::call`] over [`Value`]s, for arguments of unknown type. It unpacks the
//!   arguments and calls the typed form at `Value`.
//!
//! A *special* entry has no typed form here: the compiler types and emits it itself, and this table
//! holds its dynamic form, documentation and examples.
//!
//! Functions know no places: an error says which function failed and why, and generated code adds
//! where. No argument, however odd or large, panics or asks for memory without a bound
//! ([`limits`]).

mod access;
mod args;
mod arithmetic;
mod bits;
mod build;
mod callable;
mod compare;
pub mod data;
pub mod errors;
mod functions;
#[cfg(any(feature = "inst", feature = "uuid"))]
pub mod instants;
#[cfg(feature = "json")]
pub mod json;
mod kind;
pub mod limits;
pub mod maps;
pub mod names;
pub mod numbers;
#[cfg(feature = "regex")]
pub mod patterns;
mod predicates;
pub(crate) mod produce;
pub mod read;
pub mod sequences;
pub mod sets;
pub mod sig;
pub mod strings;
pub mod types;
pub mod vectors;

#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::{Arity, Error, ErrorKind, Func, Result, Value};

use crate::ops::call as invoke;
pub use sig::Sig;

/// One function of the standard library.
#[derive(Debug)]
pub struct LibFn {
    /// The canonical name (Clojure's where both exist), then the aliases.
    pub names: &'static [&'static str],
    /// The typed shapes, most specific first; none for a special entry.
    pub sigs: &'static [&'static str],
    /// Typed and emitted by the compiler itself.
    pub special: bool,
    /// How many arguments a call may have. Counts that no signature covers go the dynamic way.
    pub arity: Arity,
    /// The typed function of the signatures without an `as`: a path below `rtfs_rt::library`.
    pub rust: &'static str,
    /// The typed functions return a `Result` and can fail by themselves.
    pub fallible: bool,
    /// Grouping does not matter, so that a `reduce` may go parallel.
    pub associative: bool,
    /// Its two arguments are compared, so that kinds without an order between them are an error of types.
    pub compares: bool,
    /// What it does: shapes, edge cases, errors.
    pub doc: &'static str,
    /// Calls and what they give, both as RTFS text; every one is a test.
    pub examples: &'static [(&'static str, &'static str)],
    /// The dynamic implementation; [`LibFn::call`] checks the arity first.
    pub eval: fn(&[Value]) -> Result<Value>,
}

impl LibFn {
    /// What an entry with typed forms starts from.
    const TYPED: LibFn = LibFn {
        names: &[],
        sigs: &[],
        special: false,
        arity: Arity::exactly(1),
        rust: "",
        fallible: false,
        associative: false,
        compares: false,
        doc: "",
        examples: &[],
        eval: |_| Ok(Value::Nil),
    };

    /// What a special entry starts from.
    const SPECIAL: LibFn = LibFn {
        special: true,
        ..LibFn::TYPED
    };

    /// The canonical name.
    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or_default()
    }

    /// Calls the dynamic form; an `:arity-error` if the number of arguments is wrong.
    pub fn call(&self, args: &[Value]) -> Result<Value> {
        if self.arity.accepts(args.len()) {
            (self.eval)(args)
        } else {
            Err(self.wrong_arity(args.len()))
        }
    }

    /// This function as a value: one function, however often it is asked for.
    pub fn func(&'static self) -> Func {
        FUNCTIONS
            .get(self.name())
            .cloned()
            .unwrap_or_else(|| self.to_func())
    }

    fn to_func(&'static self) -> Func {
        Func::new(self.name(), self.arity, |args| self.counted(args))
    }

    /// The parsed signatures. One that does not parse is left out; the parity test sees to it that
    /// there is none.
    pub fn shapes(&self) -> Vec<Sig> {
        self.sigs
            .iter()
            .filter_map(|text| Sig::parse(text).ok())
            .collect()
    }

    /// The path below `rtfs_rt::library` of the typed function of `sig`.
    pub fn rust_path(&self, sig: &Sig) -> String {
        match (&sig.alias, self.rust.rsplit_once("::")) {
            (Some(alias), Some((module, _))) => format!("{module}::{alias}"),
            (Some(alias), None) => alias.clone(),
            (None, _) => self.rust.to_owned(),
        }
    }

    #[cold]
    fn wrong_arity(&self, count: usize) -> Error {
        let message = format!("`{}` takes {}, got {count}", self.name(), self.arity);
        Error::new(ErrorKind::ArityError, message)
    }
}

/// Every function, in the order of the manual.
pub fn table() -> &'static [&'static LibFn] {
    &INDEX.all
}

/// The function of that name (canonical or alias).
pub fn lookup(name: &str) -> Option<&'static LibFn> {
    INDEX.by_name.get(name).copied()
}

/// Every function as a value, by its canonical name.
static FUNCTIONS: LazyLock<HashMap<&'static str, Func>> = LazyLock::new(|| {
    let made = |f: &&'static LibFn| (f.name(), f.to_func());
    INDEX.all.iter().map(made).collect()
});

struct Index {
    all: Vec<&'static LibFn>,
    by_name: HashMap<&'static str, &'static LibFn>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let all: Vec<&'static LibFn> = GROUPS.iter().flat_map(|group| group.iter()).collect();
    let by_name = all
        .iter()
        .flat_map(|entry| entry.names.iter().map(|name| (*name, *entry)));
    Index {
        by_name: by_name.collect(),
        all,
    }
});

/// The groups in the order of the manual.
static GROUPS: &[&[LibFn]] = &[
    arithmetic::TABLE,
    numbers::TABLE_REAL,
    numbers::TABLE,
    bits::TABLE,
    compare::TABLE,
    predicates::TABLE_KINDS,
    predicates::TABLE,
    types::TABLE,
    strings::TABLE_EDIT,
    strings::TABLE_SEARCH,
    strings::TABLE_PARSE,
    strings::TABLE_FORMAT,
    #[cfg(feature = "regex")]
    patterns::TABLE,
    names::TABLE,
    access::TABLE,
    build::TABLE,
    sequences::TABLE_PARTS,
    sequences::TABLE_TRANSFORM,
    sequences::TABLE_REDUCE,
    sequences::TABLE_GROUP,
    sequences::TABLE_SORT,
    produce::TABLE,
    functions::TABLE,
    vectors::TABLE,
    maps::TABLE,
    sets::TABLE,
    #[cfg(feature = "inst")]
    instants::TABLE_INST,
    #[cfg(feature = "uuid")]
    instants::TABLE_UUID,
    data::TABLE,
    read::TABLE,
    #[cfg(feature = "json")]
    json::TABLE,
    errors::TABLE,
];

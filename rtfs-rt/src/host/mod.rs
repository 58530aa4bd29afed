//! The host boundary: the only way from a program to the world.
//!
//! `(call :fs/read "path")` becomes one [`Host::call`]. A program has no effect that does not pass
//! here: what a host does not offer cannot happen. This module holds the trait and what crosses
//! it; beside it stand hosts to build from:
//!
//! - [`Registry`]: closures under capability ids;
//! - [`AllowList`]: another host, cut down to some ids;
//! - [`Mock`]: expected calls with their answers, for tests;
//! - [`Bounded`]: another host, for a run with a deadline, or that can be cancelled;
//! - [`Audit`]: another host, with a log of every call;
//! - [`Journal`] and [`Replay`]: a run's calls with their outcomes, and the run again without the host.
//!
//! Arguments and results cross as they are: a `Vector<f64>` of the program reaches a handler that
//! takes a `Vector<f64>` without a copy, and comes back so. Only where the two sides name
//! different types is a value converted.

mod allow;
mod audit;
mod bounded;
mod journal;
mod mock;
mod payload;
mod registry;
mod secrecy;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::Arc;

use crate::convert::FromRtfs;
use crate::error::{Error, ErrorKind, Place, Result, Site};
use crate::print::readable;
use crate::value::Value;

pub use allow::AllowList;
pub use audit::{Audit, Entry, Outcome};
pub use bounded::{Bounded, Cancellation, Context, Wake};
pub use journal::{Journal, Record, Replay};
pub use mock::{Expectation, Mock};
pub use payload::{IntoReply, Payload, Reply, Slot};
pub use registry::{Handler, Part, Registry, Rest};
pub use secrecy::Secrecy;

/// What a program's capabilities come from. Branches in parallel share it, hence `Sync`.
pub trait Host: Sync {
    /// Performs a call and gives its result.
    ///
    /// # Errors
    /// `:unknown-capability` for an id that the host does not have, `:permission-denied` for a call that
    /// it refuses, `:host-error` for one that fails; or whatever [`Error`] the capability makes.
    fn call(&self, call: Call<'_, '_>) -> Result<Reply>;

    /// Whether the host answers calls of `id`, so that a program which needs it can be refused before it
    /// starts. A host that cannot know says yes.
    fn offers(&self, id: &str) -> bool {
        let _ = id;
        true
    }

    /// What of a call of `id` is secret. A host that wraps another asks that one.
    fn secrecy(&self, id: &str) -> Secrecy {
        let _ = id;
        Secrecy::NONE
    }
}

macro_rules! through {
    ($([$($bound:tt)*] $pointer:ty;)*) => {$(
        impl<H: Host + $($bound)* ?Sized> Host for $pointer {
            fn call(&self, call: Call<'_, '_>) -> Result<Reply> {
                (**self).call(call)
            }

            fn offers(&self, id: &str) -> bool {
                (**self).offers(id)
            }

            fn secrecy(&self, id: &str) -> Secrecy {
                (**self).secrecy(id)
            }
        }
    )*};
}

through! {
    [] &H;
    [] Box<H>;
    [Send +] Arc<H>;
}

/// A call of a capability.
pub struct Call<'a, 'p> {
    /// The capability, with dots: `fs.read`.
    pub id: &'a str,
    /// The arguments, in order.
    pub args: &'a mut [&'p mut dyn Payload],
    /// Where the call stands in the program.
    pub place: Option<Place>,
    /// What `^{…}` before the call says to the host.
    pub hints: &'a [Hint],
    /// How long it may take, and whether it is still wanted.
    pub context: Context<'a>,
}

/// A hint of a call: a key of its metadata, without the colon, and a constant.
pub type Hint = (&'static str, HintValue);

/// The value of a hint.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HintValue {
    /// `true`, `false`; also a key without a value, which is true.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A float.
    Float(f64),
    /// A string.
    Str(&'static str),
    /// A keyword, without its colon.
    Keyword(&'static str),
}

impl<'p> Call<'_, 'p> {
    /// Takes the argument `index` (from 0) as a `T`: as it is if it is one, else converted.
    ///
    /// # Errors
    /// `:arity-error` if there is no such argument; `:type-error` or `:overflow`, as `T` says, naming the
    /// argument and the capability.
    pub fn arg<T: FromRtfs + 'static>(&mut self, index: usize) -> Result<T> {
        let (id, count) = (self.id, self.args.len());
        match self.args.get_mut(index) {
            Some(payload) => payload::take(*payload).map_err(|error| {
                let message = format!("argument {} of `{id}`: {}", index + 1, error.message());
                Error::new(error.kind(), message)
            }),
            None => Err(self.wrong_arity(index + 1, count)),
        }
    }

    /// The arguments as dynamic values, which share with them what they can; the call stays as it is.
    pub fn values(&self) -> Vec<Value> {
        self.args.iter().map(|payload| payload.value()).collect()
    }

    /// An error unless there are exactly so many arguments.
    ///
    /// # Errors
    /// `:arity-error`.
    pub fn takes(&self, count: usize) -> Result<()> {
        match self.args.len() == count {
            true => Ok(()),
            false => Err(self.wrong_arity(count, self.args.len())),
        }
    }

    /// The same call once more: the arguments are there as long as nobody has taken them.
    pub fn reborrow(&mut self) -> Call<'_, 'p> {
        Call {
            id: self.id,
            args: self.args,
            place: self.place,
            hints: self.hints,
            context: self.context,
        }
    }

    /// The hint of a name.
    pub fn hint(&self, name: &str) -> Option<HintValue> {
        let found = self.hints.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| *value)
    }

    #[cold]
    fn wrong_arity(&self, takes: usize, given: usize) -> Error {
        let s = if takes == 1 { "" } else { "s" };
        let message = format!("`{}` takes {takes} argument{s}, got {given}", self.id);
        Error::new(ErrorKind::ArityError, message)
    }
}

/// Whether arguments read the same: what tells NaN, which is not equal to itself, from all else.
fn reads_same(a: &[Value], b: &[Value]) -> bool {
    a.len() == b.len() && a.iter().map(readable).eq(b.iter().map(readable))
}

/// The error of a call of a capability that a host does not have.
#[cold]
pub fn unknown(id: &str) -> Error {
    let message = format!("the host has no capability `{id}`");
    Error::new(ErrorKind::UnknownCapability, message)
}

/// An error unless the host offers all that a program calls: `require(&host, plan::CAPABILITIES)`, before the
/// program starts.
///
/// # Errors
/// `:unknown-capability`, naming all that the host lacks.
pub fn require(host: &dyn Host, ids: &[&str]) -> Result<()> {
    let missing = ids.iter().filter(|id| !host.offers(id));
    let missing: Vec<String> = missing.map(|id| format!("`{id}`")).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let message = format!("the host lacks {}", missing.join(", "));
    Err(Error::new(ErrorKind::UnknownCapability, message))
}

/// The error of a call that a host refuses.
#[cold]
pub fn denied(id: &str, why: &str) -> Error {
    let message = format!("the host refuses `{id}`: {why}");
    Error::new(ErrorKind::PermissionDenied, message)
}

/// The one spelling of a capability's id: `:fs/read`, `:fs.read` and `"fs/read"` are `fs.read`.
pub fn canonical(id: &str) -> Cow<'_, str> {
    match id.contains('/') {
        true => Cow::Owned(id.replace('/', ".")),
        false => Cow::Borrowed(id),
    }
}

/// Whether a pattern is the id (`fs.read`), or names all that it is below (`fs.*`).
pub fn covers(pattern: &str, id: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(below) if below.is_empty() || below.ends_with('.') => id.starts_with(below),
        _ => pattern == id,
    }
}

/// The id that a computed value names.
///
/// # Errors
/// `:type-error` for what is neither a keyword nor a string.
pub fn id_of(value: &Value) -> Result<String> {
    match value {
        Value::Keyword(keyword) => Ok(canonical(keyword.as_str()).into_owned()),
        Value::Str(text) => Ok(canonical(text).into_owned()),
        other => Err(Error::expected(
            "a keyword or a string as capability",
            other,
        )),
    }
}

/// What generated code calls: one call with its place. The error has the place of the call.
///
/// # Errors
/// Those of the host.
#[doc(hidden)]
pub fn perform(
    host: &dyn Host,
    id: &str,
    args: &mut [&mut dyn Payload],
    site: &'static Site,
    hints: &[Hint],
) -> Result<Reply> {
    let call = Call {
        id,
        args,
        place: Some(*site),
        hints,
        context: match hints {
            [] => Context::default(),
            hints => Context::of_hints(hints),
        },
    };
    host.call(call).map_err(|error| error.at(site))
}

/// An error unless a computed id is among those that the program may call.
///
/// # Errors
/// `:permission-denied`.
#[doc(hidden)]
pub fn granted(id: &str, grants: &[&str]) -> Result<()> {
    match grants.iter().any(|pattern| covers(pattern, id)) {
        true => Ok(()),
        false => Err(denied(id, "the program was not granted it")),
    }
}

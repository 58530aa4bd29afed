//! A host made of closures.

use core::any::Any;
use core::hash::{BuildHasherDefault, Hasher};
use core::panic::AssertUnwindSafe;
use std::collections::{BTreeMap, HashMap};
use std::panic::catch_unwind;

use super::{Call, Host, IntoReply, Reply, Secrecy, canonical, unknown};
use crate::convert::FromRtfs;
use crate::error::{Error, ErrorKind, Result};
use crate::value::Value;

/// Capabilities as Rust functions and closures with typed parameters.
///
/// ```
/// use rtfs_rt::host::Registry;
///
/// let host = Registry::new()
///     .register("math.sqrt", |x: f64| x.sqrt())
///     .register("text.repeat", |text: String, times: usize| text.repeat(times))
///     .register("math.root", |x: f64| {
///         if x < 0.0 { Err("no root of a negative number") } else { Ok(x.sqrt()) }
///     });
/// assert_eq!(host.ids().collect::<Vec<_>>(), ["math.root", "math.sqrt", "text.repeat"]);
/// ```
#[derive(Default)]
pub struct Registry {
    handlers: HashMap<String, Box<Body>, BuildHasherDefault<IdHasher>>,
    secrets: BTreeMap<String, Secrecy>,
}

type Body = dyn Fn(Call<'_, '_>) -> Result<Reply> + Send + Sync;

impl Registry {
    /// A host without capabilities.
    pub fn new() -> Registry {
        Registry::default()
    }

    /// Adds a capability; one of the same id is replaced. A panic of the handler is a `:host-error`.
    #[must_use]
    pub fn register<A, H: Handler<A>>(self, id: &str, handler: H) -> Registry {
        self.register_raw(id, move |mut call| handler.handle(&mut call))
    }

    /// Adds a capability that looks at the call itself: its arguments, place and hints.
    #[must_use]
    pub fn register_raw(
        mut self,
        id: &str,
        handler: impl Fn(Call<'_, '_>) -> Result<Reply> + Send + Sync + 'static,
    ) -> Registry {
        self.handlers
            .insert(canonical(id).into_owned(), Box::new(handler));
        self
    }

    /// States what of the calls of a capability is secret. It then shows in no error of this registry: neither in
    /// one about the arguments' types nor in one about a panic. What the handler's own errors say is up to it.
    ///
    /// ```
    /// use rtfs_rt::host::{Registry, Secrecy};
    ///
    /// let host = Registry::new()
    ///     .register("mail.login", |_user: String, password: String| password == "sesame")
    ///     .secret("mail.login", Secrecy::NONE.argument(1));
    /// ```
    #[must_use]
    pub fn secret(mut self, id: &str, secrecy: Secrecy) -> Registry {
        self.secrets.insert(canonical(id).into_owned(), secrecy);
        self
    }

    /// Adds the capabilities of a part of a host.
    #[must_use]
    pub fn with(self, part: impl Part) -> Registry {
        part.add_to(self)
    }

    /// The ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let mut ids: Vec<&str> = self.handlers.keys().map(String::as_str).collect();
        ids.sort_unstable();
        ids.into_iter()
    }
}

impl Host for Registry {
    fn call(&self, call: Call<'_, '_>) -> Result<Reply> {
        let id = call.id;
        let Some(handler) = self.handlers.get(id) else {
            return Err(unknown(id));
        };
        // What a handler that panicked left behind is its own: the program gets an error and nothing else.
        match catch_unwind(AssertUnwindSafe(|| handler(call))) {
            Ok(Ok(reply)) => Ok(reply),
            Ok(Err(error)) => Err(self.without_secrets(id, error)),
            Err(cause) => Err(self.panicked(id, cause.as_ref())),
        }
    }

    fn offers(&self, id: &str) -> bool {
        self.handlers.contains_key(id)
    }

    fn secrecy(&self, id: &str) -> Secrecy {
        self.secrets.get(id).copied().unwrap_or_default()
    }
}

impl Registry {
    /// The error, unless it is one of those that show an argument and one of the arguments is secret.
    #[cold]
    fn without_secrets(&self, id: &str, error: Error) -> Error {
        let shows = matches!(error.kind(), ErrorKind::TypeError | ErrorKind::Overflow);
        if shows && self.secrecy(id).hides_arguments() {
            let message =
                format!("an argument of `{id}` does not fit; it may be secret and is not shown");
            return Error::new(error.kind(), message);
        }
        error
    }

    #[cold]
    fn panicked(&self, id: &str, cause: &(dyn Any + Send)) -> Error {
        let cause = match cause.downcast_ref::<&str>() {
            Some(text) => Some(*text),
            None => cause.downcast_ref::<String>().map(String::as_str),
        };
        let message = match cause {
            Some(cause) if !self.secrecy(id).hides_arguments() => {
                format!("`{id}` panicked: {cause}")
            }
            _ => format!("`{id}` panicked"),
        };
        Error::new(ErrorKind::HostError, message)
    }
}

/// Hashes an id by its ends, which is a part of what a call costs. Who makes a host chooses its ids, and makes them collide at
/// its own expense.
#[derive(Default)]
struct IdHasher(u64);

impl IdHasher {
    const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

    #[inline]
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(29) ^ word).wrapping_mul(Self::MULTIPLIER);
    }
}

impl Hasher for IdHasher {
    #[inline]
    fn write(&mut self, id: &[u8]) {
        self.mix(id.len() as u64);
        if let (Some(first), Some(last)) = (id.first_chunk(), id.last_chunk()) {
            self.mix(u64::from_le_bytes(*first));
            self.mix(u64::from_le_bytes(*last));
        } else if let (Some(first), Some(last)) = (id.first_chunk(), id.last_chunk()) {
            self.mix(u32::from_le_bytes(*first).into());
            self.mix(u32::from_le_bytes(*last).into());
        } else {
            id.iter().for_each(|byte| self.mix((*byte).into()));
        }
    }

    /// Ends a text, which begins with its length here.
    #[inline]
    fn write_u8(&mut self, _: u8) {}

    #[inline]
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// A set of capabilities that belong together.
pub trait Part {
    /// The registry with the part's capabilities.
    fn add_to(self, registry: Registry) -> Registry;
}

/// A function of 0 to 8 parameters, each of a type that RTFS values can be turned into, or of one [`Rest`].
pub trait Handler<A>: Send + Sync + 'static {
    /// Takes the arguments, and calls the function.
    ///
    /// # Errors
    /// `:arity-error` and `:type-error` for arguments that do not fit; the function's own.
    fn handle(&self, call: &mut Call<'_, '_>) -> Result<Reply>;
}

/// Any number of arguments, as dynamic values: the parameter of a handler that takes them all.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest(pub Vec<Value>);

impl<F, R> Handler<Rest> for F
where
    F: Fn(Rest) -> R + Send + Sync + 'static,
    R: IntoReply,
{
    fn handle(&self, call: &mut Call<'_, '_>) -> Result<Reply> {
        let args = call.args.iter_mut().map(|arg| arg.take_value());
        self(Rest(args.collect())).into_reply()
    }
}

macro_rules! handlers {
    ($($count:literal: $($name:ident $index:literal),*;)*) => {$(
        impl<F, R, $($name),*> Handler<($($name,)*)> for F
        where
            F: Fn($($name),*) -> R + Send + Sync + 'static,
            R: IntoReply,
            $($name: FromRtfs + 'static,)*
        {
            fn handle(&self, call: &mut Call<'_, '_>) -> Result<Reply> {
                call.takes($count)?;
                self($(call.arg::<$name>($index)?),*).into_reply()
            }
        }
    )*};
}

handlers! {
    0: ;
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, G 5;
    7: A 0, B 1, C 2, D 3, E 4, G 5, H 6;
    8: A 0, B 1, C 2, D 3, E 4, G 5, H 6, I 7;
}

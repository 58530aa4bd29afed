//! A host for tests: it answers the calls that it was told to expect, and no others.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Call, Host, Reply, Secrecy, canonical, reads_same};
use crate::convert::ToValue;
use crate::error::{Error, ErrorKind, Result};
use crate::value::Value;

/// Expected calls with their answers. Calls of branches in parallel may come in any order: each takes the
/// first expectation that fits it and is not used up.
///
/// ```
/// use rtfs_rt::host::Mock;
/// use rtfs_rt::Value;
///
/// let host = Mock::new()
///     .expect("fs.read", |call| call.with(["a.txt"]).returns("text"))
///     .expect("log.info", |call| call.returns(Value::Nil).times(2));
/// assert!(host.verify().is_err()); // nothing has been called yet
/// ```
#[derive(Default)]
pub struct Mock {
    expected: Mutex<Vec<Expectation>>,
    secrets: BTreeMap<String, Secrecy>,
}

/// One expected call.
pub struct Expectation {
    id: String,
    args: Option<Vec<Value>>,
    answer: Result<Value>,
    left: usize,
}

impl Expectation {
    /// Only a call with these arguments.
    #[must_use]
    pub fn with<T: ToValue>(mut self, args: impl IntoIterator<Item = T>) -> Expectation {
        self.args = Some(args.into_iter().map(|arg| arg.to_value()).collect());
        self
    }

    /// The answer: nil if none is stated.
    #[must_use]
    pub fn returns(mut self, value: impl ToValue) -> Expectation {
        self.answer = Ok(value.to_value());
        self
    }

    /// The call fails.
    #[must_use]
    pub fn fails(mut self, kind: ErrorKind, message: &str) -> Expectation {
        self.answer = Err(Error::new(kind, message));
        self
    }

    /// How often the call comes: once if nothing is stated.
    #[must_use]
    pub fn times(mut self, times: usize) -> Expectation {
        self.left = times;
        self
    }

    fn fits(&self, call: &Call<'_, '_>) -> bool {
        self.left > 0
            && self.id == call.id
            && self.args.as_ref().is_none_or(|args| {
                let given = call.values();
                *args == given || reads_same(args, &given)
            })
    }
}

impl Mock {
    /// A host that expects nothing.
    pub fn new() -> Mock {
        Mock::default()
    }

    /// Expects a call of `id`, as `describe` says.
    #[must_use]
    pub fn expect(self, id: &str, describe: impl FnOnce(Expectation) -> Expectation) -> Mock {
        let expectation = Expectation {
            id: canonical(id).into_owned(),
            args: None,
            answer: Ok(Value::Nil),
            left: 1,
        };
        self.lock().push(describe(expectation));
        self
    }

    /// States what of the calls of a capability is secret, as
    /// [`Registry::secret`](super::Registry::secret) does: what it answers is recorded as that of the host that it stands for, and
    /// no error shows it.
    #[must_use]
    pub fn secret(mut self, id: &str, secrecy: Secrecy) -> Mock {
        self.secrets.insert(canonical(id).into_owned(), secrecy);
        self
    }

    /// Whether every expected call has come.
    ///
    /// # Errors
    /// `:assertion-error` that names those which have not.
    pub fn verify(&self) -> Result<()> {
        let expected = self.lock();
        let missing: Vec<String> = expected
            .iter()
            .filter(|e| e.left > 0)
            .map(|e| format!("`{}` ({} more)", e.id, e.left))
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let message = format!("expected calls that did not come: {}", missing.join(", "));
        Err(Error::new(ErrorKind::AssertionError, message))
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Expectation>> {
        self.expected.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Host for Mock {
    fn call(&self, call: Call<'_, '_>) -> Result<Reply> {
        let mut expected = self.lock();
        if let Some(found) = expected.iter_mut().find(|e| e.fits(&call)) {
            found.left -= 1;
            return found.answer.clone().map(Reply::value);
        }
        let args = Value::from(self.secrecy(call.id).masked(call.values()));
        let message = format!("unexpected call of `{}` with {args}", call.id);
        Err(Error::new(ErrorKind::AssertionError, message))
    }

    fn secrecy(&self, id: &str) -> Secrecy {
        self.secrets.get(id).copied().unwrap_or_default()
    }
}

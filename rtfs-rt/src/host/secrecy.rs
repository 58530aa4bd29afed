//! What of a call nobody but its host may see.
//!
//! A capability says once which of its arguments are secret and whether its result is
//! ([`Registry::secret`](super::Registry::secret)). Hosts that wrap others ask for it: an audit digests no secret
//! argument, a journal keeps none and no secret result, and no error of a registry shows one. What a program itself
//! does with a secret that it was given is not known here: a program that logs its key has logged its key.

use core::fmt;

use crate::keyword::Keyword;
use crate::value::Value;

/// What stands for a secret in logs and records: the keyword `:secret`.
const MASK: &str = "secret";

/// Which arguments of a capability, of its first 64, are secret, and whether its result is.
///
/// ```
/// use rtfs_rt::host::Secrecy;
///
/// let login = Secrecy::NONE.argument(1).result();
/// assert!(!login.hides_argument(0) && login.hides_argument(1) && login.hides_result());
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Secrecy {
    arguments: u64,
    result: bool,
}

impl Secrecy {
    /// Nothing is secret.
    pub const NONE: Secrecy = Secrecy {
        arguments: 0,
        result: false,
    };

    /// All of it: every argument, and the result.
    pub const ALL: Secrecy = Secrecy {
        arguments: u64::MAX,
        result: true,
    };

    /// The argument `index`, from 0, is secret too. From the 64th on, arguments are secret if that one is.
    #[must_use]
    pub const fn argument(mut self, index: usize) -> Secrecy {
        self.arguments |= bit(index);
        self
    }

    /// The result is secret, too.
    #[must_use]
    pub const fn result(mut self) -> Secrecy {
        self.result = true;
        self
    }

    /// Whether the argument `index`, from 0, is secret.
    pub const fn hides_argument(self, index: usize) -> bool {
        self.arguments & bit(index) != 0
    }

    /// Whether any argument is.
    pub const fn hides_arguments(self) -> bool {
        self.arguments != 0
    }

    /// Whether the result is secret.
    pub const fn hides_result(self) -> bool {
        self.result
    }

    /// The arguments as they may be kept: `:secret` in place of each that is secret.
    pub fn masked(self, mut arguments: Vec<Value>) -> Vec<Value> {
        if self.hides_arguments() {
            for (index, argument) in arguments.iter_mut().enumerate() {
                if self.hides_argument(index) {
                    *argument = mask();
                }
            }
        }
        arguments
    }
}

impl fmt::Debug for Secrecy {
    /// `Secrecy([1], result)`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arguments: Vec<usize> = (0..64).filter(|i| self.hides_argument(*i)).collect();
        write!(f, "Secrecy({arguments:?}")?;
        if self.result {
            f.write_str(", result")?;
        }
        f.write_str(")")
    }
}

const fn bit(index: usize) -> u64 {
    1 << (if index < 64 { index } else { 63 })
}

/// What stands for a secret.
pub(super) fn mask() -> Value {
    Value::Keyword(Keyword::new(MASK))
}

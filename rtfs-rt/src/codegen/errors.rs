//! What `try` is made of.

use crate::Result;

pub use crate::library::errors::caught_fields as caught;

/// Runs the body of a `try`: every way out of it ends here.
#[inline(always)]
pub fn attempt<T>(body: impl FnOnce() -> Result<T>) -> Result<T> {
    body()
}

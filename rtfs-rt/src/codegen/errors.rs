//! What `try` is made of.

use crate::{Error, Frame, Result, Site};

pub use crate::library::errors::caught_fields as caught;

/// The table of a program's calls, which are in one file: the function called, line and column.
pub const fn frames<const N: usize>(
    file: &'static str,
    calls: [(&'static str, u32, u32); N],
) -> [Frame; N] {
    let mut frames = [Frame {
        function: "",
        site: Site {
            file,
            line: 0,
            column: 0,
        },
    }; N];
    let mut i = 0;
    while i < N {
        let (function, line, column) = calls[i];
        frames[i].function = function;
        (frames[i].site.line, frames[i].site.column) = (line, column);
        i += 1;
    }
    frames
}

/// What puts a call of an expansion, by its number, into the trace of an error: the expansion's `called__`, which is
/// [`called`] with its table.
pub(super) type Called = fn(Error, usize) -> Error;

/// The result of a call: an error has the call in its trace.
///
/// # Errors
/// That of the result.
#[inline(always)]
pub fn traced<T>(result: Result<T>, called: Called, call: usize) -> Result<T> {
    match result {
        Ok(value) => Ok(value),
        Err(error) => Err(called(error, call)),
    }
}

/// The error of a call that no form stands for.
pub fn untraced(error: Error, _call: usize) -> Error {
    error
}

/// An error with a call of the table in its trace.
#[cold]
#[inline(never)]
pub fn called(error: Error, frames: &'static [Frame], index: usize) -> Error {
    match frames.get(index) {
        Some(frame) => error.called(frame),
        None => error,
    }
}

/// The result of a call of a function that was not known before: an error of the call itself gets its
/// place, one from inside has the call in its trace.
///
/// # Errors
/// That of the result.
#[inline]
pub fn through<T>(
    result: Result<T>,
    sites: &'static [Site],
    site: usize,
    frames: &'static [Frame],
    frame: usize,
) -> Result<T> {
    match result {
        Err(error) if error.place().is_some() => Err(called(error, frames, frame)),
        result => super::at(result, sites, site),
    }
}

/// Runs the body of a `try`: every way out of it ends here.
#[inline(always)]
pub fn attempt<T>(body: impl FnOnce() -> Result<T>) -> Result<T> {
    body()
}

//! How the forms of a function end and meet: errors with their places, exits from the fast form, and
//! what the wide one goes on with.
//!
//! Everything that is not the way of a value is out of line, so that code which calls these costs a
//! test and a jump.

use crate::signal::Signal;
use crate::{Error, Int, Result, Site};

/// The table of a program's places, which are in one file.
pub const fn sites<const N: usize>(file: &'static str, places: [(u32, u32); N]) -> [Site; N] {
    let mut sites = [Site {
        file,
        line: 0,
        column: 0,
    }; N];
    let mut i = 0;
    while i < N {
        (sites[i].line, sites[i].column) = places[i];
        i += 1;
    }
    sites
}

/// A result whose error gets a place of the table, if it has none.
///
/// # Errors
/// That of the result.
#[inline(always)]
pub fn at<T>(result: Result<T>, sites: &'static [Site], index: usize) -> Result<T> {
    match result {
        Ok(value) => Ok(value),
        Err(error) => Err(placed(error, sites, index)),
    }
}

/// An error with a place of the table, if it has none.
#[cold]
#[inline(never)]
pub fn placed(error: Error, sites: &'static [Site], index: usize) -> Error {
    match sites.get(index) {
        Some(site) => error.at(site),
        None => error,
    }
}

/// An int of the fast form.
///
/// # Errors
/// The exit signal where there is none, because it does not fit.
#[inline(always)]
pub(super) fn fits<T>(small: Option<T>) -> Result<T> {
    match small {
        Some(small) => Ok(small),
        None => Err(Error::exit()),
    }
}

/// The error of a step of a fast loop; none where the loop goes on in its wide form.
#[cold]
#[inline(never)]
pub fn not_exit(error: Error) -> Option<Error> {
    if error.is_exit() { None } else { Some(error) }
}

/// What the fast form came to, or `None` where the wide one has to run.
#[inline(always)]
pub fn settled<T>(result: Result<T>) -> Option<Result<T>> {
    match result {
        Ok(value) => Some(Ok(value)),
        Err(error) => failed(error).map(Err),
    }
}

#[cold]
#[inline(never)]
pub(super) fn failed(error: Error) -> Option<Error> {
    match error.into_signal() {
        Signal::Error(error) => Some(error),
        Signal::Exit | Signal::Wide(_) => None,
    }
}

/// The same for a function that gives an int, which may be there already though it does not fit.
#[inline(always)]
pub fn settled_int(result: Result<i64>) -> Option<Result<Int>> {
    match result {
        Ok(value) => Some(Ok(Int::Small(value))),
        Err(error) => wide_or_failed(error),
    }
}

#[cold]
#[inline(never)]
pub(super) fn wide_or_failed(error: Error) -> Option<Result<Int>> {
    match error.into_signal() {
        Signal::Error(error) => Some(Err(error)),
        Signal::Wide(int) => Some(Ok(int)),
        Signal::Exit => None,
    }
}

/// The result of a fast form as fast code takes it: one that is too big leaves.
///
/// # Errors
/// That of the result; the exit signal.
#[inline(always)]
pub fn narrow(result: Result<i64>) -> Result<i64> {
    match result {
        Ok(value) => Ok(value),
        Err(error) => Err(small(error)),
    }
}

/// The error of a fast form as fast code takes it: an int that is too big is an exit.
#[cold]
#[inline(never)]
pub fn small(error: Error) -> Error {
    failed(error).unwrap_or_else(Error::exit)
}

/// What the wide form of a loop gave, as the int that the fast code around it goes on with.
///
/// # Errors
/// That of the result; the exit signal.
#[cold]
#[inline(never)]
pub fn taken(result: Result<Int>) -> Result<i64> {
    fits(result?.as_i64())
}

/// The same at the end of a fast form: a result that does not fit goes up as it is, in the signal.
#[cold]
#[inline(never)]
pub fn handed_up(result: Result<Int>) -> Ended {
    match result {
        Ok(Int::Small(small)) => Ended::Given(small),
        Ok(big) => Ended::Failed(Error::wide(big)),
        Err(error) => Ended::Failed(error),
    }
}

/// What the wide form of a loop came to at the end of a fast form, before it is the function's result.
///
/// The cases stand in another order than those of `Result`, so that this is not the very pair of words that the function gives.
/// If it were, LLVM would join both ways to the end of the function in one pair, and where the function is copied into its
/// caller, the way of the fast form would be asked which of the two it is.
pub enum Ended {
    /// An error of the program, or the signal with an int that does not fit.
    Failed(Error),
    /// An int that fits.
    Given(i64),
}

impl Ended {
    /// The result of the function.
    ///
    /// # Errors
    /// The one that the loop failed with.
    #[inline(always)]
    pub fn result(self) -> Result<i64> {
        match self {
            Ended::Given(int) => Ok(int),
            Ended::Failed(error) => Err(error),
        }
    }
}

/// Code that hardly ever runs, out of the way of the code around, with what it needs of it.
#[cold]
#[inline(never)]
pub fn apart<A, R>(needed: A, code: impl FnOnce(A) -> R) -> R {
    code(needed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    static SITES: [Site; 2] = sites("a.rtfs", [(1, 2), (3, 4)]);

    fn failure<T>() -> Result<T> {
        Err(Error::constant(ErrorKind::Thrown, "no"))
    }

    fn big() -> Int {
        Int::Small(i64::MAX).inc()
    }

    #[test]
    fn an_error_gets_a_place_of_the_table() {
        assert_eq!(at(Ok(1), &SITES, 0).unwrap(), 1);
        let place = at(failure::<i64>(), &SITES, 1).unwrap_err().place();
        assert_eq!(place, Some(SITES[1]));
        assert_eq!(
            (SITES[1].file, SITES[1].line, SITES[1].column),
            ("a.rtfs", 3, 4)
        );
        assert_eq!(at(failure::<i64>(), &SITES, 2).unwrap_err().place(), None);
    }

    #[test]
    fn an_exit_is_no_error() {
        fn step(result: Result<i64>) -> Result<i64> {
            let placed__ = |error, site| placed(error, &SITES, site);
            'exit: {
                return Ok(crate::stay!(result, 'exit, placed__ 0));
            }
            Ok(0)
        }
        assert_eq!(step(Ok(1)).unwrap(), 1);
        assert_eq!(step(fits(None)).unwrap(), 0);
        let error = step(failure()).unwrap_err();
        assert_eq!(
            (error.kind(), error.place()),
            (ErrorKind::Thrown, Some(SITES[0]))
        );
    }

    #[test]
    fn the_wide_form_runs_after_an_exit_only() {
        assert!(matches!(settled(Ok(true)), Some(Ok(true))));
        assert!(settled(fits::<i64>(None)).is_none());
        assert!(matches!(settled(failure::<bool>()), Some(Err(_))));
        assert!(matches!(settled_int(Ok(1)), Some(Ok(Int::Small(1)))));
        assert!(settled_int(fits(None)).is_none());
        assert!(matches!(settled_int(failure()), Some(Err(_))));
        assert!(matches!(settled_int(Err(Error::wide(big()))), Some(Ok(i)) if i == big()));
    }

    #[test]
    fn what_does_not_fit_leaves_or_goes_up() {
        assert_eq!(taken(Ok(Int::Small(1))).unwrap(), 1);
        assert!(taken(Ok(big())).unwrap_err().is_exit());
        assert!(narrow(Err(Error::wide(big()))).unwrap_err().is_exit());
        assert_eq!(narrow(failure()).unwrap_err().kind(), ErrorKind::Thrown);
        assert_eq!(handed_up(Ok(Int::Small(1))).result().unwrap(), 1);
        let signal = handed_up(Ok(big())).result().unwrap_err().into_signal();
        assert!(matches!(signal, Signal::Wide(i) if i == big()));
    }
}

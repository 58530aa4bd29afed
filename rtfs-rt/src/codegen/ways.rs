//! The ways out of an expression that has no value: macros, of which each is one `match`. As `?`, but with nothing to infer,
//! and with one test where a function around the result would be another.

/// The value of a `Result`, or its error as it is.
#[doc(hidden)]
#[macro_export]
macro_rules! ok {
    ($result:expr) => {
        match $result {
            $crate::codegen::Ok(value) => value,
            $crate::codegen::Err(error) => return $crate::codegen::Err(error),
        }
    };
}

/// The same, where an error without a place gets one of the table, by the expansion's own `placed__`.
#[doc(hidden)]
#[macro_export]
macro_rules! ok_at {
    ($result:expr, $placed:ident $site:literal) => {
        match $result {
            $crate::codegen::Ok(value) => value,
            $crate::codegen::Err(error) => {
                return $crate::codegen::Err($placed(error, $site));
            }
        }
    };
}

/// The same, where an error has the call in its trace, by the expansion's own `called__`.
#[doc(hidden)]
#[macro_export]
macro_rules! ok_called {
    ($result:expr, $called:ident $call:literal) => {
        match $result {
            $crate::codegen::Ok(value) => value,
            $crate::codegen::Err(error) => {
                return $crate::codegen::Err($called(error, $call));
            }
        }
    };
    ($result:expr, $failed:lifetime $call:literal) => {
        match $result {
            $crate::codegen::Ok(value) => value,
            $crate::codegen::Err(error) => break $failed(error, $call),
        }
    };
}

/// The same of a fast form, where a result that is only too big leaves as any int that does not fit.
#[doc(hidden)]
#[macro_export]
macro_rules! ok_small {
    ($result:expr, $called:ident $call:literal) => {
        match $result {
            $crate::codegen::Ok(value) => value,
            $crate::codegen::Err(error) => {
                let error = $crate::codegen::small(error);
                return $crate::codegen::Err($called(error, $call));
            }
        }
    };
    ($result:expr, $failed:lifetime $call:literal) => {
        match $result {
            $crate::codegen::Ok(value) => value,
            $crate::codegen::Err(error) => break $failed($crate::codegen::small(error), $call),
        }
    };
}

/// The value of an `Option`, or the exit of the fast form, which goes on behind a block where one is named.
#[doc(hidden)]
#[macro_export]
macro_rules! fits {
    ($option:expr) => {
        match $option {
            $crate::codegen::Some(value) => value,
            $crate::codegen::None => return $crate::codegen::Err($crate::codegen::Error::exit()),
        }
    };
    ($option:expr, $out:lifetime) => {
        match $option {
            $crate::codegen::Some(value) => value,
            $crate::codegen::None => break $out,
        }
    };
}

/// What an operation gave that says whether it left the range of its ints, or the exit of the fast form, which
/// goes on behind a block where one is named. rustc makes half as
/// much of it as of an `Option`.
#[doc(hidden)]
#[macro_export]
macro_rules! in_range {
    ($overflowing:expr) => {
        match $overflowing {
            (value, false) => value,
            _ => return $crate::codegen::Err($crate::codegen::Error::exit()),
        }
    };
    ($overflowing:expr, $out:lifetime) => {
        match $overflowing {
            (value, false) => value,
            _ => break $out,
        }
    };
}

/// The value of a `Result` in a fast loop, which is left for its wide form where the error is an exit.
#[doc(hidden)]
#[macro_export]
macro_rules! stay {
    ($result:expr, $exit:lifetime) => {
        match $result {
            $crate::codegen::Ok(value) => value,
            $crate::codegen::Err(error) => match $crate::codegen::not_exit(error) {
                $crate::codegen::Some(error) => return $crate::codegen::Err(error),
                $crate::codegen::None => break $exit,
            },
        }
    };
    ($result:expr, $exit:lifetime, $placed:ident $site:literal) => {
        match $result {
            $crate::codegen::Ok(value) => value,
            $crate::codegen::Err(error) => match $crate::codegen::not_exit(error) {
                $crate::codegen::Some(error) => return $crate::codegen::Err($placed(error, $site)),
                $crate::codegen::None => break $exit,
            },
        }
    };
}

/// The machine int that is read out of a collection, where the error may be none: the int does not fit, and the fast form
/// is left, the function or the loop.
#[doc(hidden)]
#[macro_export]
macro_rules! small_at {
    ($result:expr, $leave:expr, $placed:ident $site:literal) => {
        match $result {
            $crate::codegen::Ok(value) => value,
            $crate::codegen::Err($crate::codegen::None) => $leave,
            $crate::codegen::Err($crate::codegen::Some(error)) => {
                return $crate::codegen::Err($placed(error, $site));
            }
        }
    };
}

//! What generated code tells itself through the error channel.
//!
//! The fast twin of a function computes on `i64`. When a result does not fit, it leaves with a
//! signal; the boundary of the computation turns that into the value that the wide twin gives.
//! [`crate::Error::exit`] and [`crate::Error::wide`] make signals.

use crate::error::Error;
use crate::int::Int;

/// What came through the error channel.
#[derive(Clone, Debug)]
pub enum Signal {
    /// The computation left `i64`: run it again on wide integers.
    Exit,
    /// The computation is done, and this is its result.
    Wide(Int),
    /// An error of the program.
    Error(Error),
}

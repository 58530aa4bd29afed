//! The compiler of RTFS.

pub mod diagnostic;
pub mod places;
pub mod source;

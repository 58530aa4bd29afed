//! The runtime of RTFS: what a compiled program consists of besides itself.

mod data;

pub use data::Data;

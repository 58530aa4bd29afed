//! RTFS compiled to native Rust.
pub use rtfs_rt::*;

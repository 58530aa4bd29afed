//! RTFS compiled to native Rust.
extern crate self as rtfs;
pub use rtfs_macros::{include_rtfs, rtfs};
pub use rtfs_rt::*;

/// What expansions call.
#[doc(hidden)]
pub mod __rt {
    pub use rtfs_rt::codegen::*;
}

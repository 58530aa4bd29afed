//! What every RTFS value can do, whatever its Rust type.

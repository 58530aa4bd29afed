//! The compiler of RTFS.

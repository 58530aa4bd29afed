//! The procedural macros of RTFS.

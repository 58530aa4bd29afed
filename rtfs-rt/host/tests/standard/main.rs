//! The standard host, called as a program calls it.

#![cfg(all(feature = "fs", feature = "crypto", feature = "time", feature = "env"))]

mod crypto;
mod files;
mod http;
mod small;
mod support;

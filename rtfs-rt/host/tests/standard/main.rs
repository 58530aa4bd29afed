//! The standard host, called as a program calls it.

#![cfg(all(
    feature = "crypto",
    feature = "data",
    feature = "env",
    feature = "fs",
    feature = "http",
    feature = "log",
    feature = "parquet",
    feature = "time"
))]

mod crypto;
mod data;
mod files;
mod formats;
mod http;
mod log;
mod parquet;
mod small;
mod support;
mod tls;

//! RTFS is a small, pure Lisp. This crate compiles it to native Rust: [`rtfs!`] takes a program inline,
//! [`include_rtfs!`] takes a file, and either gives Rust items or one Rust expression.
//!
//! ```
//! use rtfs::rtfs;
//!
//! rtfs! {
//!     (defn factorial [n acc]
//!       (if (= n 0)
//!         acc
//!         (recur (dec n) (* n acc))))
//! }
//!
//! // Definitions become items: a function takes and gives Rust's types, or those of this crate.
//! assert_eq!(factorial(5, 1)?, 120);
//! assert_eq!(factorial(10_000, 1)?.to_string().len(), 35_660);
//!
//! // Anything else becomes an expression, which may use the variables around it.
//! let words = vec!["to", "be", "or", "not", "to", "be"];
//! let counts = rtfs! { |words: &[&str]| (frequencies words) }?;
//! assert_eq!(counts.get("be"), Some(&2.into()));
//! # Ok::<(), rtfs::Error>(())
//! ```
//!
//! Data is immutable, integers have no limit, and nothing panics: what a program can fail with is an [`Error`]
//! with its kind and its place. Types are inferred, so that a program without annotations
//! runs on `i64`, `f64`, structs and loops; only where a type cannot be known a [`Value`] is used.
//!
//! The [manual] describes the language page by page. It begins with [how to use the macros](manual).
//!
//! # Features
//!
//! | feature | default | what it gives |
//! | --- | --- | --- |
//! | `parallel` | yes | the parallel forms run on rayon's threads; without it, in order on one |
//! | `fs`, `http`, `crypto`, `data`, `log`, `time`, `env` | no | the parts of the standard [host]: files, requests, cryptography, data larger than memory, the log, the clock, the environment |
//! | `parquet` | no | `data`, and it reads Parquet files too |
//! | `tracing` | no | each call of an audited host is an event of the crate `tracing`, too |
//! | `regex` | yes | regular expressions: `#"…"`, `re-find` and its kin, patterns for `split` and `replace` |
//! | `json` | yes | `parse-json`, `serialize-json`, `serialize-json-pretty` |
//! | `inst` | yes | instants: `#inst "…"`, `parse-inst`, `inst-ms` |
//! | `uuid` | yes | UUIDs: `#uuid "…"`, `parse-uuid` |
//!
//! Rust 1.88 or later.

// An expansion names this crate by its name, here too.
extern crate self as rtfs;

pub use rtfs_macros::{include_rtfs, rtfs};
pub use rtfs_rt::*;

pub mod manual;

/// The host boundary: what a program's effects come from, and hosts to build from.
pub mod host {
    pub use rtfs_rt::host::*;

    #[cfg(feature = "time")]
    pub use rtfs_host::Clock;
    #[cfg(feature = "crypto")]
    pub use rtfs_host::Crypto;
    #[cfg(feature = "data")]
    pub use rtfs_host::Data;
    #[cfg(feature = "env")]
    pub use rtfs_host::Environment;
    #[cfg(feature = "fs")]
    pub use rtfs_host::Files;
    #[cfg(feature = "http")]
    pub use rtfs_host::Http;
    #[cfg(feature = "log")]
    pub use rtfs_host::Log;
}

/// What expansions call.
#[doc(hidden)]
pub mod __rt {
    pub use rtfs_rt::codegen::*;
}

/// The snippets of the README are tests, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}

//! The procedural macros of RTFS.
//!
//! They know rustc and nothing of the language: an invocation becomes a text with places (`inline`,
//! `string`, `include`), the compiler turns it into tokens and diagnostics, and the
//! diagnostics go onto the tokens that they are about (`report`).
//!
//! ```text
//! invocation ── prefix ──┬─ inline ──┐
//!                        ├─ string ──┤ Program ── rtfs_compiler::compile ── report ── expansion
//! include_rtfs! ─────────┴─ include ─┘
//! ```

mod bounds;
mod dump;
mod expand;
mod include;
mod inline;
mod pieces;
mod prefix;
mod purpose;
mod report;
mod root;
mod spans;
mod string;

use proc_macro::TokenStream;

/// Compiles the RTFS program in it to Rust: to items when every top-level form defines something,
/// else to one expression of type `Result<T, rtfs::Error>`.
///
/// The program stands there as Rust tokens, or as one string literal. Before it may stand a header that
/// gives types to Rust variables, the host that the program calls, and how much each run may compute (`fuel`, `max_depth`,
/// `max_alloc`):
///
/// ```text
/// rtfs! { |n: i64| host = my_host; fuel = 1_000_000; (call :log/info n) }
/// ```
///
/// Write braces: rustfmt pulls `rtfs!(a-b)` apart into `a - b`.
///
/// With the environment variable `RTFS_EXPAND` set to `*`, to the name of a definition, or to the stem of
/// a file's name, the expansion is also written to `target/rtfs/<crate>/<file>-<line>.rs`.
#[proc_macro]
pub fn rtfs(input: TokenStream) -> TokenStream {
    expand::block(input.into()).into()
}

/// Compiles the RTFS program of a file, like `rtfs!`.
///
/// The path is relative to the file that holds the call, else to the crate's root. Behind it may stand
/// the capabilities that the program may call, whether it may name Rust functions (it may, unless
/// `extern = false` says otherwise), how much each run may compute (`fuel`, `max_depth`, `max_alloc`), and the host:
///
/// ```text
/// include_rtfs!("plan.rtfs", capabilities = ["fs.read"], extern = false, fuel = 1_000_000, host = my_host)
/// ```
#[proc_macro]
pub fn include_rtfs(input: TokenStream) -> TokenStream {
    expand::file(input.into()).into()
}

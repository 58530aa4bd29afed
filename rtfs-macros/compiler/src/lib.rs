//! The compiler of RTFS: an ordinary library from text to Rust tokens.
//!
//! ```text
//! text ── read ── forms ── resolve ── tree ── infer ── typed HIR ── analyse ── own ── emit ── tokens
//!                           └ expand (sugar)
//! ```
//!
//! [`compile`] is the pipeline; each pass is a module that opens with what holds before and after it.
//! Errors accumulate within a pass and stop the pipeline between passes; an expansion is produced
//! either way, so that the rest of the user's crate keeps its names.

// The methods of a pass are named after what they do with their argument, not with the pass.
#![allow(clippy::wrong_self_convention)]

pub mod analyse;
pub mod ast;
pub mod diagnostic;
pub mod emit;
pub mod expand;
pub mod hir;
pub mod infer;
pub mod names;
pub mod own;
pub mod places;
pub mod resolve;
pub mod source;
pub mod types;

pub use rtfs_rt::reader::Span;

use diagnostic::Diagnostic;
use rtfs_rt::reader;
use source::{Options, Output, Source};

/// Stack for the passes, which walk trees as deep as forms may nest.
const STACK: usize = 512 << 20;

/// Compiles a program. `spans` gives rustc's span for a part of its text.
pub fn compile(
    source: &Source<'_>,
    options: &Options<'_>,
    spans: &dyn Fn(Span) -> proc_macro2::Span,
) -> Output {
    stacker::grow(STACK, || passes(source, options, spans))
}

fn passes(
    source: &Source<'_>,
    options: &Options<'_>,
    spans: &dyn Fn(Span) -> proc_macro2::Span,
) -> Output {
    let reading = reader::Options {
        max_depth: options.max_depth,
        inline: source.inline,
    };
    let (forms, errors) = reader::read_all(source.text, &reading);
    let mut diagnostics: Vec<Diagnostic> = errors.into_iter().map(Diagnostic::from).collect();
    let has_read = diagnostics.is_empty();
    let (program, found) = resolve::resolve(source, &forms);
    let expression = program.body.is_some();
    let mut typed = None;
    if has_read {
        diagnostics.extend(found);
        let (module, found) = infer::infer(&program);
        // A place has one error: what inference says of one that is wrong already follows from it.
        let reported: Vec<Span> = diagnostics.iter().map(|d| d.span).collect();
        diagnostics.extend(found.into_iter().filter(|d| !reported.contains(&d.span)));
        typed = diagnostics.is_empty().then_some(module);
    }
    let tokens = match typed {
        Some(mut module) => {
            analyse::analyse(&mut module);
            own::own(&mut module);
            emit::emit(&program, &module, source, &options.root, spans)
        }
        None => emit::skeleton(&program, &options.root, spans),
    };
    Output {
        tokens,
        expression,
        diagnostics,
        files: Vec::new(),
    }
}

//! The compiler of RTFS: an ordinary library from text to Rust tokens.
//!
//! ```text
//! text ── read ── forms ── resolve ── tree ── infer ── typed HIR ── analyse ── own ── emit ── tokens
//!         └ load (modules)  └ expand (sugar)
//! ```
//!
//! [`compile`] is the pipeline; each pass is a module that opens with what holds before and after it.
//! Errors accumulate within a pass and stop the pipeline between passes; an expansion is produced
//! either way, so that the rest of the user's crate keeps its names.

// The methods of a pass are named after what they do with their argument, not with the pass.
#![allow(clippy::wrong_self_convention)]

pub mod analyse;
pub mod ast;
pub mod declared;
pub mod diagnostic;
pub mod emit;
pub mod eval;
pub mod expand;
mod flatten;
pub mod hir;
pub mod infer;
pub mod load;
mod meter;
pub mod names;
pub mod order;
pub mod own;
pub mod places;
mod regex;
pub mod resolve;
mod rounds;
pub mod source;
pub mod sources;
pub mod types;

pub use rtfs_rt::reader::Span;

use diagnostic::Diagnostic;
use rtfs_rt::reader;
use source::{Options, Output, Source};
use sources::Sources;

/// Stack for the passes, which walk trees as deep as forms may nest.
const STACK: usize = 512 << 20;

/// Compiles a program. `spans` gives rustc's span for a part of its text.
pub fn compile(
    source: &Source<'_>,
    options: &Options<'_>,
    spans: &dyn Fn(Span) -> proc_macro2::Span,
) -> Output {
    rtfs_rt::stack::on_segment(STACK, || passes(source, options, spans))
}

/// The typed HIR of a program as text: what the passes before emission make of it.
///
/// # Errors
/// The diagnostics of a program that has mistakes.
pub fn show_hir(source: &Source<'_>, options: &Options<'_>) -> Result<String, Vec<Diagnostic>> {
    rtfs_rt::stack::on_segment(STACK, || {
        let mut sources = Sources::new(source);
        let (_, module, diagnostics) = front(&mut sources, options);
        match diagnostics.is_empty() {
            true => Ok(hir::show::module(&module)),
            false => Err(diagnostics.into_iter().map(|d| sources.settle(d)).collect()),
        }
    })
}

fn passes(
    source: &Source<'_>,
    options: &Options<'_>,
    spans: &dyn Fn(Span) -> proc_macro2::Span,
) -> Output {
    let mut sources = Sources::new(source);
    let (program, module, diagnostics) = front(&mut sources, options);
    let spans = &|span| spans(program.made.real(span));
    let tokens = if diagnostics.is_empty() {
        emit::emit(&program, &module, &sources, options, spans)
    } else {
        emit::skeleton(&program, &module, &sources, options, spans)
    };
    let diagnostics = diagnostics.into_iter().map(|d| sources.settle(d)).collect();
    Output {
        tokens,
        expression: program.body.is_some(),
        diagnostics,
        files: sources.into_files(),
    }
}

/// Every pass but the last. Of a text that cannot be read only that is reported; the errors of the other
/// passes are reported together. With errors, the module says what is known of the program's names.
fn front(
    sources: &mut Sources<'_>,
    options: &Options<'_>,
) -> (ast::Program, hir::Module, Vec<Diagnostic>) {
    let (program, unread, mut diagnostics) = tree(sources, options);
    let (mut module, found) = infer::infer(&program);
    if !unread.is_empty() {
        return (program, module, unread);
    }
    // A place has one error: what inference says of one that is wrong already follows from it.
    let reported: Vec<Span> = diagnostics.iter().map(|d| d.span).collect();
    diagnostics.extend(found.into_iter().filter(|d| !reported.contains(&d.span)));
    resolve::explain(&program, &mut diagnostics);
    if diagnostics.is_empty() {
        order::order(&mut module);
        flatten::flatten(&mut module);
        if !program.bounds.is_bounded() {
            rounds::write(&mut module);
        }
        meter::meter(&mut module, program.bounds);
        diagnostics.extend(verified(&module, false));
        analyse::analyse(&mut module);
        diagnostics.extend(analyse::effects::without_host(
            &module,
            sources.root.host.is_some(),
        ));
        own::own(&mut module);
        diagnostics.extend(verified(&module, true));
    } else {
        // The names that are left of the program take the host where it would.
        analyse::effects::mark(&mut module);
    }
    (program, module, diagnostics)
}

/// The resolved tree of a program with all its modules, what could not be read, and what resolution finds.
fn tree(
    sources: &mut Sources<'_>,
    options: &Options<'_>,
) -> (ast::Program, Vec<Diagnostic>, Vec<Diagnostic>) {
    let source = sources.root;
    let reading = reader::Options {
        max_depth: options.max_depth,
        inline: source.inline,
    };
    let (mut forms, errors) = reader::read_all(source.text, &reading);
    let mut unread: Vec<Diagnostic> = errors.into_iter().map(Diagnostic::from).collect();
    let mut diagnostics = load::load(&mut forms, sources, options, &mut unread);
    let (program, found) = resolve::resolve(sources, options, &forms);
    diagnostics.extend(found);
    (program, unread, diagnostics)
}

/// What a pass left that must not be: a mistake of the compiler, looked for in debug builds.
fn verified(module: &hir::Module, is_owned: bool) -> Vec<Diagnostic> {
    if !cfg!(debug_assertions) {
        return Vec::new();
    }
    let violations = hir::verify::verify(module, is_owned);
    let diagnostic = |v: hir::verify::Violation| {
        let message = format!("the compiler contradicts itself: {}", v.message);
        Diagnostic::error("internal", message, v.span)
            .with_help("this is a mistake of the compiler: please report it")
    };
    violations.into_iter().map(diagnostic).collect()
}

//! What goes into the compiler and what comes out of it.
//!
//! The compiler touches neither files nor rustc: whoever calls it gives it a text with its places and
//! a way to load imported modules, and gets tokens, diagnostics and the list of what was loaded.

use std::path::PathBuf;

use proc_macro2::TokenStream;

use crate::diagnostic::Diagnostic;
use crate::places::Places;

/// One program to compile.
pub struct Source<'a> {
    /// The program's text, without the Rust that may stand before it.
    pub text: &'a str,
    /// What to call the text where a place is named: `src/main.rs`, `src/plan.rtfs`.
    pub name: &'a str,
    /// Where each byte of `text` stands in what `name` names.
    pub places: Places,
    /// Whether the text stands inside a Rust macro invocation, so that Rust's comments are comments.
    pub inline: bool,
    /// The Rust variables of a header `|n: i64, xs: &[f64]|`, in order; empty without one.
    pub header: Vec<HeaderParam>,
    /// The Rust expression of `host = …`.
    pub host: Option<TokenStream>,
}

/// One parameter of a header: a Rust variable that the program uses, with its type.
pub struct HeaderParam {
    /// The variable's name, in Rust's spelling.
    pub name: String,
    /// The token that is the name.
    pub span: proc_macro2::Span,
    /// The type, as written.
    pub ty: TokenStream,
}

/// How much a run, which is one call from outside, may compute; `None` is no bound.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bounds {
    /// How many calls, rounds and elements it may take.
    pub fuel: Option<u64>,
    /// How many calls of functions of the program may be open inside of each other.
    pub max_depth: Option<u64>,
    /// How many bytes it may build.
    pub max_alloc: Option<u64>,
}

impl Bounds {
    /// Whether there is one.
    pub fn is_bounded(&self) -> bool {
        self.fuel.is_some() || self.max_depth.is_some() || self.max_alloc.is_some()
    }
}

/// What rustc does with an expansion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// It makes code of it.
    #[default]
    Code,
    /// It only checks it: there are no bodies but those that lead to the user's Rust, which only rustc can check.
    Check,
}

/// How to compile.
pub struct Options<'a> {
    /// The path of the crate `rtfs` in the expansion, absolute: `::rtfs`.
    pub root: TokenStream,
    /// How many levels forms may nest.
    pub max_depth: usize,
    /// How many expansions of macros may nest.
    pub max_expansions: usize,
    /// How many steps the macros of a program may take: calls, rounds, elements, forms.
    pub max_steps: u64,
    /// The capabilities that the program may call (`fs.read`); `None` allows all.
    pub capabilities: Option<Vec<String>>,
    /// Whether the program may name what is Rust's: functions by `extern`, names in scope, and what only a developer
    /// wants, docstrings in rustdoc and `dbg`.
    pub allows_rust: bool,
    /// How much a run may compute.
    pub bounds: Bounds,
    /// Whether values are dynamic wherever they may be: the same program, slower, for tests that compare.
    pub is_erased: bool,
    /// What the expansion is for.
    pub purpose: Purpose,
    /// Loads the modules that the program imports and does not contain; `None` where there are none.
    pub loader: Option<&'a dyn Loader>,
}

/// Finds imported modules.
pub trait Loader {
    /// The text of the module `name` (`a.b/c`), or why there is none, as one line.
    fn load(&self, name: &str) -> Result<File, String>;
}

/// A text that was loaded besides the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it is, absolute.
    pub path: PathBuf,
    /// What to call it where a place is named.
    pub name: String,
    /// Its content.
    pub text: String,
}

/// What became of a program.
pub struct Output {
    /// The expansion. With errors it still defines every name, and evaluates to an error.
    pub tokens: TokenStream,
    /// Whether `tokens` are one expression rather than items.
    pub expression: bool,
    /// What there is to say, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
    /// What was loaded, in the order of [`Diagnostic::file`].
    pub files: Vec<File>,
}

impl<'a> Source<'a> {
    /// A program that is all of a text: no header, no host, its first character at 1:1.
    pub fn new(text: &'a str, name: &'a str) -> Source<'a> {
        Source {
            text,
            name,
            places: Places::of(text),
            inline: false,
            header: Vec::new(),
            host: None,
        }
    }
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            root: quote::quote!(::rtfs),
            max_depth: 1_000,
            max_expansions: 512,
            max_steps: 20_000_000,
            capabilities: None,
            allows_rust: true,
            bounds: Bounds::default(),
            is_erased: false,
            purpose: Purpose::Code,
            loader: None,
        }
    }
}

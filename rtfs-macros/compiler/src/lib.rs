//! The compiler of RTFS.

pub mod diagnostic;
pub mod places;
pub mod source;

pub use rtfs_rt::reader::Span;

use diagnostic::Diagnostic;
use rtfs_rt::reader::{self, Form, FormKind};
use source::{Options, Output, Source};

/// Compiles a program. `spans` gives rustc's span for a part of its text.
///
/// So far it reads: a program without mistakes in its syntax gets one error that says so.
pub fn compile(
    source: &Source<'_>,
    options: &Options<'_>,
    _spans: &dyn Fn(Span) -> proc_macro2::Span,
) -> Output {
    let options = reader::Options {
        max_depth: options.max_depth,
        inline: source.inline,
    };
    let (forms, errors) = reader::read_all(source.text, &options);
    let mut diagnostics: Vec<_> = errors.into_iter().map(Diagnostic::from).collect();
    if diagnostics.is_empty() {
        let message =
            "this program is read and not compiled: there are no passes behind the reader yet";
        let whole = Span::new(0, source.text.len());
        diagnostics.push(Diagnostic::error("incomplete", message, whole));
    }
    Output {
        tokens: proc_macro2::TokenStream::new(),
        expression: !forms.iter().all(defines),
        diagnostics,
        files: Vec::new(),
    }
}

/// Whether a top-level form defines something; a program of such forms only is items, any other an
/// expression.
fn defines(form: &Form) -> bool {
    let FormKind::List(items) = &form.kind else {
        return false;
    };
    let Some(FormKind::Symbol(head)) = items.first().map(|head| &head.kind) else {
        return false;
    };
    matches!(
        &**head,
        "def"
            | "defn"
            | "defn-"
            | "defmacro"
            | "defstruct"
            | "deftype"
            | "deftest"
            | "module"
            | "import"
            | "extern"
            | "declare"
    )
}

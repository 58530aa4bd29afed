//! Diagnostics as rustc shows them: one `compile_error!` each, on the tokens that it is about.
//!
//! rustc has no stable way for a macro to point at more than one place, so other places are
//! named in the text. Where the program is no Rust tokens, the text shows its lines itself.

use proc_macro2::Delimiter::Brace;
use proc_macro2::{Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote_spanned;
use rtfs_compiler::diagnostic::{Diagnostic, Severity, render};
use rtfs_compiler::places::Places;
use rtfs_compiler::source::File;

use crate::spans::Spans;

/// How many diagnostics are shown; a program that is all wrong should not flood the screen.
const SHOWN: usize = 50;

/// What the diagnostics of one program are shown on.
pub(crate) struct Reporter<'a> {
    pub(crate) text: &'a str,
    pub(crate) name: &'a str,
    pub(crate) places: &'a Places,
    pub(crate) spans: &'a Spans,
    /// Whether the spans are the program's own tokens, so that rustc shows its lines.
    pub(crate) inline: bool,
    pub(crate) files: &'a [File],
}

impl Reporter<'_> {
    /// Statements, which may be items as well, that make rustc show the diagnostics.
    pub(crate) fn report(&self, diagnostics: &[Diagnostic]) -> TokenStream {
        let mut diagnostics: Vec<_> = diagnostics.iter().collect();
        diagnostics.sort_by_key(|one| (one.file, one.span.start));
        let mut tokens: TokenStream = diagnostics
            .iter()
            .take(SHOWN)
            .map(|one| self.show(one))
            .collect();
        if let Some(next) = diagnostics.get(SHOWN) {
            let (first, last) = self.spans.ends(next.span);
            let message = format!(
                "{} more such messages are not shown",
                diagnostics.len() - SHOWN
            );
            if diagnostics
                .iter()
                .skip(SHOWN)
                .any(|one| one.severity == Severity::Error)
            {
                tokens.extend(compile_error(first, last, &message));
            } else {
                tokens.extend(warning(first, &message));
            }
        }
        tokens
    }

    fn show(&self, diagnostic: &Diagnostic) -> TokenStream {
        let file = diagnostic.file.and_then(|index| self.files.get(index));
        let (first, last) = match file {
            Some(_) => (self.spans.whole_span(), self.spans.whole_span()),
            None => self.spans.ends(diagnostic.span),
        };
        let message = match file {
            Some(file) => render(diagnostic, &file.name, &file.text, &Places::of(&file.text)),
            None if self.inline => self.beside_tokens(diagnostic),
            None => render(diagnostic, self.name, self.text, self.places),
        };
        match diagnostic.severity {
            Severity::Error => compile_error(first, last, &message),
            Severity::Warning => warning(first, &message),
        }
    }

    /// The text of a diagnostic whose place rustc shows.
    fn beside_tokens(&self, diagnostic: &Diagnostic) -> String {
        let mut text = diagnostic.message.clone();
        for (span, label) in &diagnostic.labels {
            let (line, column) = self.places.locate(self.text, span.start);
            text.push_str(&format!(
                "\n = note: {label}: {}:{line}:{column}",
                self.name
            ));
        }
        for help in &diagnostic.help {
            text.push_str(&format!("\n = help: {help}"));
        }
        text
    }
}

/// `::core::compile_error! { "message" }`, which rustc shows from the first to the last token.
pub(crate) fn compile_error(first: Span, last: Span, message: &str) -> TokenStream {
    let punct = |c, spacing| {
        let mut punct = Punct::new(c, spacing);
        punct.set_span(first);
        TokenTree::Punct(punct)
    };
    let mut literal = Literal::string(message);
    literal.set_span(last);
    let mut group = Group::new(Brace, TokenStream::from(TokenTree::Literal(literal)));
    group.set_span(last);
    TokenStream::from_iter([
        punct(':', Spacing::Joint),
        punct(':', Spacing::Alone),
        TokenTree::Ident(Ident::new("core", first)),
        punct(':', Spacing::Joint),
        punct(':', Spacing::Alone),
        TokenTree::Ident(Ident::new("compile_error", first)),
        punct('!', Spacing::Alone),
        TokenTree::Group(group),
    ])
}

/// An item that rustc warns of with this message: the use of something deprecated is the only warning
/// that a macro can cause.
fn warning(span: Span, message: &str) -> TokenStream {
    quote_spanned! {span=>
        const _: () = {
            #[deprecated(note = #message)]
            const RTFS: () = ();
            RTFS
        };
    }
}

#[cfg(test)]
mod tests {
    use rtfs_compiler::Span as Part;

    use super::*;

    fn messages(tokens: TokenStream) -> Vec<String> {
        let mut found = Vec::new();
        for tree in tokens {
            match tree {
                TokenTree::Literal(literal) => {
                    let text: syn::LitStr =
                        syn::parse2(TokenStream::from(TokenTree::Literal(literal)))
                            .expect("a string");
                    found.push(text.value());
                }
                TokenTree::Group(group) => found.extend(messages(group.stream())),
                _ => {}
            }
        }
        found
    }

    fn report(diagnostics: &[Diagnostic], inline: bool, files: &[File]) -> TokenStream {
        let text = "(a\n b)";
        let reporter = Reporter {
            text,
            name: "x.rs",
            places: &Places::starting_at(text, 7, 3),
            spans: &Spans::whole(Span::call_site()),
            inline,
            files,
        };
        reporter.report(diagnostics)
    }

    fn diagnostic() -> Diagnostic {
        Diagnostic::error("code", "it is wrong", Part::new(4, 5))
            .with_label(Part::new(0, 1), "see here")
            .with_help("mend it")
    }

    #[test]
    fn beside_tokens_other_places_are_named() {
        let expected = "it is wrong\n = note: see here: x.rs:7:3\n = help: mend it";
        assert_eq!(messages(report(&[diagnostic()], true, &[])), [expected]);
    }

    #[test]
    fn elsewhere_the_lines_are_shown() {
        let shown = messages(report(&[diagnostic()], false, &[]));
        assert!(
            shown[0].starts_with(
                "it is wrong\n --> x.rs:8:2\n  |\n7 | (a\n  | - see here\n8 |  b)\n  |  ^\n"
            ),
            "{}",
            shown[0]
        );
        let file = File {
            path: "y".into(),
            name: "y.rtfs".to_owned(),
            text: "12345".to_owned(),
        };
        let elsewhere = Diagnostic::error("code", "m", Part::new(4, 5)).in_file(Some(0));
        let shown = messages(report(&[elsewhere], true, &[file]));
        assert_eq!(shown, ["m\n --> y.rtfs:1:5\n  |\n1 | 12345\n  |     ^"]);
    }

    #[test]
    fn a_flood_is_cut() {
        let shown = messages(report(&vec![diagnostic(); 60], true, &[]));
        assert_eq!(shown.len(), SHOWN + 1);
        assert_eq!(shown[SHOWN], "10 more such messages are not shown");
    }

    #[test]
    fn a_warning_is_no_error() {
        let text = report(
            &[Diagnostic::warning("code", "odd", Part::new(0, 1))],
            true,
            &[],
        )
        .to_string();
        assert!(
            text.contains("deprecated") && !text.contains("compile_error"),
            "{text}"
        );
    }
}

//! The program as one string literal: RTFS text that Rust's lexer does not look into.

use proc_macro2::{Span, TokenStream, TokenTree};

/// The text of a string literal, its place, and what to call it.
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) name: String,
    pub(crate) span: Span,
}

/// The string, if `trees` are one string literal, plain or raw, be it captured by a macro.
pub(crate) fn read(trees: &[TokenTree]) -> Option<Text> {
    let [tree] = trees else {
        return None;
    };
    if let TokenTree::Group(group) = tree {
        let inner: Vec<_> = group.stream().into_iter().collect();
        let captured = group.delimiter() == proc_macro2::Delimiter::None;
        return if captured { read(&inner) } else { None };
    }
    let literal: syn::LitStr = syn::parse2(TokenStream::from(tree.clone())).ok()?;
    let span = literal.span();
    Some(Text {
        text: literal.value(),
        name: format!("<string in {}:{}>", span.file(), span.start().line),
        span,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> Option<String> {
        let tokens: TokenStream = source.parse().expect("tokens");
        let trees: Vec<_> = tokens.into_iter().collect();
        read(&trees).map(|text| text.text)
    }

    #[test]
    fn one_string_literal() {
        assert_eq!(text(r##"r#"(str "a")"#"##).as_deref(), Some(r#"(str "a")"#));
        assert_eq!(text(r#""a\n\"b\"""#).as_deref(), Some("a\n\"b\""));
    }

    #[test]
    fn anything_else_is_no_string() {
        for source in [
            "",
            "a",
            "\"a\" \"b\"",
            "(\"a\")",
            "b\"a\"",
            "c\"a\"",
            "1",
            "'a'",
        ] {
            assert_eq!(text(source), None, "{source}");
        }
    }

    #[test]
    fn a_captured_literal() {
        let literal: TokenStream = "\"(f)\"".parse().expect("tokens");
        let group = proc_macro2::Group::new(proc_macro2::Delimiter::None, literal);
        let found = read(&[TokenTree::Group(group)]).map(|text| text.text);
        assert_eq!(found.as_deref(), Some("(f)"));
    }
}

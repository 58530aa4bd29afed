//! A token stream as a flat row of pieces of text with their spans.
//!
//! Groups become their two delimiters; groups without delimiters, which `macro_rules!` puts around what
//! it captured, become their content; doc comments, which rustc hands out as attributes, vanish like
//! every other comment.

use std::ops::Range;

use proc_macro2::{Delimiter, Group, LineColumn, Spacing, Span, TokenStream, TokenTree};

/// A token, or one delimiter of a group.
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) span: Span,
    /// Whether rustc says that the next piece follows without white space.
    pub(crate) joint: bool,
}

/// The pieces of a stream, and its groups.
#[derive(Default)]
pub(crate) struct Pieces {
    pub(crate) all: Vec<Piece>,
    /// Each delimited group: its pieces, delimiters included, and its whole span; in the order of their ends.
    pub(crate) groups: Vec<(Range<usize>, Span)>,
}

impl Piece {
    pub(crate) fn start(&self) -> LineColumn {
        self.span.start()
    }

    pub(crate) fn end(&self) -> LineColumn {
        self.span.end()
    }
}

impl Pieces {
    pub(crate) fn of(tokens: TokenStream) -> Pieces {
        let mut pieces = Pieces::default();
        pieces.add_stream(tokens);
        pieces
    }

    fn add_stream(&mut self, tokens: TokenStream) {
        let mut trees = tokens.into_iter().peekable();
        while let Some(tree) = trees.next() {
            if is_doc_comment(&tree) {
                // The attribute behind the `#`, or behind the `!` of an inner one.
                let bang = trees.next_if(|tree| matches!(tree, TokenTree::Punct(_)));
                let group = trees.next_if(|tree| matches!(tree, TokenTree::Group(_)));
                debug_assert!(group.is_some() || bang.is_none());
                continue;
            }
            self.add_tree(tree);
        }
    }

    fn add_tree(&mut self, tree: TokenTree) {
        match tree {
            TokenTree::Group(group) => self.add_group(&group),
            TokenTree::Ident(ident) => self.add(ident.to_string(), ident.span(), false),
            TokenTree::Literal(literal) => self.add(literal.to_string(), literal.span(), false),
            TokenTree::Punct(punct) => {
                let joint = punct.spacing() == Spacing::Joint;
                self.add(punct.as_char().to_string(), punct.span(), joint);
            }
        }
    }

    fn add(&mut self, text: String, span: Span, joint: bool) {
        self.all.push(Piece { text, span, joint });
    }

    fn add_group(&mut self, group: &Group) {
        let delimiters = match group.delimiter() {
            Delimiter::Parenthesis => Some(("(", ")")),
            Delimiter::Bracket => Some(("[", "]")),
            Delimiter::Brace => Some(("{", "}")),
            Delimiter::None => None,
        };
        let Some((open, close)) = delimiters else {
            return self.add_stream(group.stream());
        };
        let start = self.all.len();
        self.add(open.to_owned(), group.span_open(), false);
        self.add_stream(group.stream());
        self.add(close.to_owned(), group.span_close(), false);
        self.groups.push((start..self.all.len(), group.span()));
    }
}

/// Whether `tree` is the `#` that stands for a doc comment.
fn is_doc_comment(tree: &TokenTree) -> bool {
    let TokenTree::Punct(punct) = tree else {
        return false;
    };
    let written = || punct.span().source_text().unwrap_or_default();
    punct.as_char() == '#' && (written().starts_with("//") || written().starts_with("/*"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(pieces: &Pieces) -> Vec<&str> {
        pieces.all.iter().map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn groups_become_their_delimiters() {
        let pieces = Pieces::of("(a [-1 \"x\"]) {}".parse().expect("tokens"));
        assert_eq!(
            texts(&pieces),
            ["(", "a", "[", "-", "1", "\"x\"", "]", ")", "{", "}"]
        );
        let groups: Vec<_> = pieces
            .groups
            .iter()
            .map(|(range, _)| range.clone())
            .collect();
        assert_eq!(groups, [2..7, 0..8, 8..10]);
    }

    #[test]
    fn groups_without_delimiters_become_their_content() {
        let inner: TokenStream = "a - b".parse().expect("tokens");
        let group = TokenTree::Group(Group::new(Delimiter::None, inner));
        let pieces = Pieces::of(TokenStream::from(group));
        assert_eq!(texts(&pieces), ["a", "-", "b"]);
        assert!(pieces.groups.is_empty());
    }
}

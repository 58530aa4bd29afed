//! Texts and places, with the spans that proc_macro2 gives outside of rustc.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use rtfs_compiler::Span as Part;

use super::*;

fn pieces(text: &str) -> Pieces {
    Pieces::of(text.parse::<TokenStream>().expect("tokens"))
}

/// Reads `body` as if it stood in `rtfs! {…}` at the beginning of a file. The spans that proc_macro2
/// gives are those of `body` alone, so the invocation begins that far in front of it.
fn verbatim(body: &str, skip: usize) -> Inline {
    let text = format!("{{{body}}}");
    let text = format!("rtfs!\n{text}");
    // `{` stands in a line of its own before the body, so that the columns of the first line fit.
    let text = text.replacen('{', "{\n", 1);
    let first = pieces(body)
        .all
        .first()
        .map_or(1, |piece| piece.start().line);
    assert!(first >= 1);
    let start = pieces(&format!("\n\n{body}"))
        .all
        .first()
        .map_or(3, |piece| piece.start().line)
        - first;
    let shifted = pieces(&format!("{}{body}", "\n".repeat(start)));
    let excerpt = Excerpt {
        text,
        start: LineColumn { line: 1, column: 0 },
    };
    read(&shifted, skip, Some(excerpt))
}

/// The tokens of a part of the text, from the first to the last one.
fn tokens_of(inline: &Inline, part: &str) -> (String, String) {
    let at = inline.text.find(part).expect("a part of the text");
    let (first, last) = inline.spans.ends(Part::new(at, at + part.len()));
    let text = |span: Span| span.source_text().unwrap_or_default();
    (text(first), text(last))
}

#[test]
fn the_text_is_taken_as_it_stands() {
    let body = " (a-b 'c // it's\n  /* ( */ ;; d\n \"é\" x? -> 1.2.3) /// doc\n";
    let inline = verbatim(body, 0);
    assert_eq!(inline.text, format!("\n{body}"));
    assert_eq!(tokens_of(&inline, "a-b"), ("a".to_owned(), "b".to_owned()));
    assert_eq!(
        tokens_of(&inline, "\"é\""),
        ("\"é\"".to_owned(), "\"é\"".to_owned())
    );
    assert_eq!(tokens_of(&inline, "x?"), ("x".to_owned(), "?".to_owned()));
}

#[test]
fn places_are_those_of_the_file() {
    let inline = verbatim("(é\n b)", 0);
    let at = |part: &str| {
        inline
            .places
            .locate(&inline.text, inline.text.find(part).expect("a part") as u32)
    };
    assert_eq!(at("(é"), (3, 1));
    assert_eq!(at("\n b"), (3, 3));
    assert_eq!(at("b"), (4, 2));
}

#[test]
fn a_whole_group_has_one_span() {
    let inline = verbatim("(f [1 2])", 0);
    let (first, last) = tokens_of(&inline, "[1 2]");
    assert_eq!(first, last);
    assert_eq!(first, "[1 2]");
}

#[test]
fn a_prefix_is_left_out() {
    let inline = verbatim("|n| (f n)", 3);
    assert_eq!(inline.text, " (f n)");
    assert_eq!(inline.places.locate(&inline.text, 1), (3, 5));
    assert_eq!(tokens_of(&inline, "f n"), ("f".to_owned(), "n".to_owned()));
}

#[test]
fn bodies() {
    let inner = |text: &str| body(text).map(|range| text[range].to_owned());
    assert_eq!(inner("rtfs! { a }").as_deref(), Some(" a "));
    assert_eq!(inner("rtfs::rtfs!(a)").as_deref(), Some("a"));
    assert_eq!(inner("rtfs! /* { */ // [\n [a]").as_deref(), Some("a"));
    assert_eq!(inner("rtfs!{}").as_deref(), Some(""));
    assert_eq!(inner("rtfs!"), None);
    assert_eq!(inner("rtfs!{"), None);
    assert_eq!(inner("rtfs!(a]"), None);
    assert_eq!(inner("a"), None);
}

#[test]
fn a_text_that_is_not_the_tokens_is_not_taken() {
    for text in [
        "rtfs!{ (a c) }",
        "rtfs!{(a b) c}",
        "rtfs!{(a}",
        "rtfs!{c (a b)}",
        "x",
    ] {
        let excerpt = Excerpt {
            text: text.to_owned(),
            start: LineColumn { line: 1, column: 0 },
        };
        assert!(align(&pieces("(a b)").all, &excerpt).is_none(), "{text}");
    }
}

#[test]
fn without_a_text_tokens_that_touch_touch() {
    let text = "(a-b a - b -> x? :k/l 1.2.3 'q \"s\"[c])\n;; it\n(d)";
    let inline = read(&pieces(text), 0, None);
    assert_eq!(inline.text, text);
    let at = inline.text.find("(d)").expect("a part") as u32;
    assert_eq!(inline.places.locate(&inline.text, at), (3, 1));
    assert_eq!(tokens_of(&inline, "a-b"), ("a".to_owned(), "b".to_owned()));
}

#[test]
fn white_space_shrinks_and_places_stay() {
    let inline = read(&pieces("(a    b\n\n   c)"), 0, None);
    assert_eq!(inline.text, "(a b\nc)");
    assert_eq!(inline.places.locate(&inline.text, 3), (1, 7));
    assert_eq!(inline.places.locate(&inline.text, 5), (3, 4));
}

#[test]
fn what_a_macro_captured_is_part_of_the_text() {
    let mut tokens: Vec<TokenTree> = "(f"
        .replace('(', "")
        .parse::<TokenStream>()
        .expect("tokens")
        .into_iter()
        .collect();
    let captured: TokenStream = "\n  a-b".parse().expect("tokens");
    tokens.push(TokenTree::Group(Group::new(Delimiter::None, captured)));
    let inline = read(&Pieces::of(tokens.into_iter().collect()), 0, None);
    assert_eq!(
        inline.text.split_whitespace().collect::<Vec<_>>(),
        ["f", "a-b"]
    );
}

#[test]
fn nothing_at_all() {
    let inline = read(&pieces(""), 0, None);
    assert_eq!(inline.text, "");
    let _ = inline.spans.ends(Part::new(0, 0));
    assert_eq!(verbatim("", 0).text, "\n");
}

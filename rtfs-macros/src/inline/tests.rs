//! Texts and places, with the spans that proc_macro2 gives outside of rustc.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use proptest::prelude::*;
use rtfs_compiler::Span as Part;
use rtfs_rt::reader::{Form, Options, read_all};

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

/// The forms of a text, and how many errors it has.
fn forms(text: &str, inline: bool) -> (Vec<Form>, usize) {
    let options = Options {
        inline,
        ..Options::default()
    };
    let (forms, errors) = read_all(text, &options);
    (forms, errors.len())
}

fn same(left: &(Vec<Form>, usize), right: &(Vec<Form>, usize)) -> bool {
    let pairs = left.0.iter().zip(&right.0);
    left.1 == right.1 && left.0.len() == right.0.len() && pairs.into_iter().all(|(a, b)| a.same(b))
}

#[test]
fn a_program_is_the_same_through_every_front() {
    for program in [
        "(defn factorial [n acc]\n  (if (= n 0) ; done\n    acc\n    (recur (dec n) (* n acc))))",
        "(:parallel (map expensive-operation data)) ;; all of it\n(f)",
        "(with-parallel [r1 (compute-a) r2 (compute-b)] (combine r1 r2))",
        "(defn prime? [n:int] :bool (every? #(not= 0 (mod n %)) (range 2 n)))",
        "(->> xs (map #(* % 1.5e3)) (reduce + -7)) 'sym 'a-b #{1 2} {:a/b \"s\\n\" :com.acme:v1.0/op 1}",
        "^{:runtime.timeout 500} (call :fs/read \"p\") ^:k x #_(gone) y 2024-01-02T03:04:05Z",
        "550e8400-e29b-41d4-a716-446655440000 #uuid \"550e8400-e29b-41d4-a716-446655440000\"",
        "(a-b a - b (- 5) -5 a->b <= x! *y* %1 %& [a & more] 0xFF 1_000 12345678901234567890123)",
    ] {
        let plain = forms(program, false);
        assert_eq!(plain.1, 0, "{program}");
        assert!(
            same(&plain, &forms(&verbatim(program, 0).text, true)),
            "{program}"
        );
        assert!(
            same(&plain, &forms(&read(&pieces(program), 0, None).text, true)),
            "{program}"
        );
    }
}

/// Texts made of what is tokens of Rust and forms of RTFS.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "b-c",
        "x?",
        "-> ",
        "->>",
        "-",
        "5",
        "1.5",
        "1.2",
        "0xF",
        "1e3",
        ":k",
        ":a/b",
        "::",
        ":",
        "'q",
        "\"s t\"",
        "\"é\"",
        "é",
        "#",
        "#_",
        "#{1}",
        "(f x)",
        "[a-b]",
        "{k :v}",
        "(",
        ")",
        "^",
        "~",
        "~@",
        "@",
        "%",
        "&",
        "|",
        "!",
        "*",
        "/",
        ".",
        ",",
        " ",
        "  ",
        "\n",
        "\t",
        "; c\n",
        "// it's\n",
        "/* x */",
        "nil",
        "true",
        "_",
        "λ",
        "$",
        "<=",
        "2024-01-02T03:04:05Z",
    ]);
    prop::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn tokens_read_like_their_text(text in text()) {
        if let Ok(tokens) = text.parse::<TokenStream>() {
            let rebuilt = read(&Pieces::of(tokens), 0, None);
            let (plain, again) = (forms(&text, true), forms(&rebuilt.text, true));
            prop_assert!(same(&plain, &again), "{:?} became {:?}", text, rebuilt.text);
        }
    }

    #[test]
    fn every_part_has_tokens(text in text(), start in 0_usize..40, length in 0_usize..40) {
        if text.parse::<TokenStream>().is_ok() {
            let inline = verbatim(&text, 0);
            let (first, last) = inline.spans.ends(Part::new(start, start + length));
            let ordered = first.start() <= last.start() || inline.text.trim().is_empty();
            prop_assert!(ordered, "{:?}", text);
        }
    }
}

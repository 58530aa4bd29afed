//! What is wrong, where it is reported, and how reading goes on.

use super::super::{Options, read_all};
use super::{check_error, check_error_with, inline, shown};

#[test]
fn delimiters() {
    let (error, forms) = check_error("(a ‹]› b", "expected `)`, found `]`");
    assert_eq!(error.labels[0].0.range(), 0..1);
    assert_eq!(error.labels[0].1, "this `(` is open");
    assert_eq!(forms, "(a) b");
    let (error, forms) = check_error("(let [x 1‹)› x]", "expected `]`, found `)`");
    assert_eq!(error.labels[0].0.range(), 5..6);
    assert_eq!(forms, "(let [x 1]) x");
    check_error("(let #{x 1‹)› x", "expected `}`, found `)`");
    check_error("a ‹)› b", "unexpected `)`: nothing is open here");
    check_error("‹#(›a", "this `#(` is never closed");
    let (_, forms) = check_error("a ‹[›b (c)", "this `[` is never closed");
    assert_eq!(forms, "a [b (c)]");
}

#[test]
fn a_missing_delimiter_is_looked_for_at_the_margin() {
    let (error, _) = check_error(
        "‹(›defn f [x]\n  (g x)\n(defn h [] 1)\n",
        "this `(` is never closed",
    );
    let labels: Vec<_> = error
        .labels
        .iter()
        .map(|(span, text)| (span.range(), text.as_str()))
        .collect();
    let text = "this form begins no further right: is a delimiter missing before it?";
    assert_eq!(labels, [(20..33, text)]);
    let (error, _) = check_error("‹(›a [b {", "this `(` is never closed");
    let labels: Vec<_> = error
        .labels
        .iter()
        .map(|(span, text)| (span.range(), text.as_str()))
        .collect();
    assert_eq!(
        labels,
        [
            (3..4, "this `[` is open, too"),
            (6..7, "this `{` is open, too")
        ]
    );
}

#[test]
fn one_wrong_delimiter_is_one_error_until_the_margin() {
    let messages = |text| -> Vec<String> {
        let (_, errors) = read_all(text, &Options::default());
        errors.into_iter().map(|error| error.message).collect()
    };
    assert_eq!(messages("(a [b) c] d)"), ["expected `]`, found `)`"]);
    assert_eq!(
        messages("(a [b) c] d)\n(e))\n(f"),
        [
            "expected `]`, found `)`",
            "unexpected `)`: nothing is open here",
            "this `(` is never closed"
        ]
    );
}

#[test]
fn nothing_behind_a_reader_character() {
    let (_, forms) = check_error("(a ‹'›)", "no form follows the `'`");
    assert_eq!(forms, "(a)");
    check_error("[‹~@›]", "no form follows the `~@`");
    check_error("a ‹#_›", "no form follows the `#_`");
    check_error("(‹#inst›)", "no form follows the `#inst`");
    check_error("(‹^›)", "no metadata follows the `^`");
    check_error("(‹^›:k)", "no form follows this metadata");
    check_error("‹`›", "no form follows the ```");
}

#[test]
fn maps_and_sets() {
    let (error, forms) = check_error("{:a 1 ‹:b›}", "this key has no value");
    assert_eq!(error.labels[0].0.range(), 0..1);
    assert_eq!(forms, "{:a 1 :b nil}");
    let (error, _) = check_error("{:a 1 ‹:a› 2}", "this map has this literal twice");
    assert_eq!(error.labels[0].0.range(), 1..3);
    for literal in [
        "nil",
        "true",
        "12",
        "1.5",
        "\"s\"",
        ":k/k",
        "2024-01-02T03:04",
        "resource://r",
    ] {
        check_error(
            &format!("#{{{literal} ‹{literal}›}}"),
            "this set has this literal twice",
        );
    }
    check_error("#{0.0 ‹-0.0›}", "this set has this literal twice");
    check_error("#{255 ‹0xFF›}", "this set has this literal twice");
    check_error("^‹:a› ^{:a 1} x", "this metadata has this literal twice");
}

#[test]
fn strings() {
    let (error, forms) = check_error(r#"(f "a‹\q›b")"#, "unknown escape `\\q` in a string");
    assert!(error.help.is_some());
    assert_eq!(forms, r#"(f "ab")"#);
    check_error(r#""‹\x›41""#, "unknown escape `\\x` in a string");
    check_error("\"a‹\\›\nb\"", "unknown escape `\\` in a string");
    check_error(r#""‹\u00›g""#, "`\\u00` is no character");
    check_error(r#""‹\u{}›""#, "`\\u{}` is no character");
    check_error(r#""‹\u{110000}›""#, "`\\u{110000}` is no character");
    check_error(r#""‹\u{0000041}›""#, "`\\u{0000041}` is no character");
    check_error(r#""‹\u{41›""#, "`\\u{41` is no character");
    check_error(r#""‹\uD83D›\n""#, "`\\uD83D` is no character");
    check_error("(a ‹\"›b c)", "this string is never closed");
    check_error("(a ‹\"›b\\", "this string is never closed");
    check_error("(a ‹#\"›b\\\")", "this regex is never closed");
    let (_, errors) = read_all(r#"["\a" "\b"]"#, &Options::default());
    assert_eq!(
        errors
            .iter()
            .map(|error| error.span.range())
            .collect::<Vec<_>>(),
        [2..4, 7..9]
    );
}

#[test]
fn comments() {
    check_error("(a ‹#|› b #| c |#", "this comment is never closed");
    check_error_with("(a ‹/*› b", "this comment is never closed", &inline());
}

#[test]
fn numbers() {
    for word in [
        "1x",
        "2nd",
        "1.2.3",
        "1e",
        "1e+",
        "1.5.",
        "1__0",
        "1_",
        "1_.5",
        "-1a",
        "37r1",
        "1-2",
        "2024-13-1",
    ] {
        check_error(&format!("(‹{word}›)"), &format!("`{word}` is no number"));
    }
    check_error("‹.5›", "`.5` is no number");
    check_error("‹-.5›", "`-.5` is no number");
    let (error, _) = check_error("‹-1/2›", "`-1/2` is a ratio, which RTFS does not have");
    assert_eq!(error.help.as_deref(), Some("write `(/ -1 2)`"));
    let (error, _) = check_error("‹1.5M›", "`1.5M` is no number");
    assert_eq!(
        error.help.as_deref(),
        Some("there are no decimals: write `1.5`")
    );
    check_error("‹0x›", "`0x` has no digits");
    check_error("‹0xG›", "`G` in `0xG` is no digit of base 16");
    check_error("‹0x1.5›", "`.` in `0x1.5` is no digit of base 16");
    check_error("‹0b102›", "`2` in `0b102` is no digit of base 2");
    check_error(
        "‹010›",
        "`010` begins with a zero, which some languages read as octal",
    );
    check_error("‹1e400›", "`1e400` is beyond the range of a float");
    check_error("‹##Infinity›", "unknown symbolic value `##Infinity`");
}

#[test]
fn names() {
    check_error("‹::k›", "`::k` is no keyword");
    check_error("‹:k:›", "`:k:` is no keyword");
    check_error("‹:a::b›", "`:a::b` is no keyword");
    check_error("‹:a/›", "`:a/` is no keyword");
    check_error("‹:/a›", "`:/a` is no keyword");
    check_error("‹a/›", "`a/` is no symbol");
    check_error("‹/a›", "`/a` is no symbol");
    check_error("‹a//b›", "`a//b` is no symbol");
    check_error("x‹://y›", "`://y` is no keyword");
}

#[test]
fn other_lisps() {
    let (_, forms) = check_error("[‹\\newline› b]", "RTFS has no character literals");
    assert_eq!(forms, "[nil b]");
    check_error("[‹\\(› b]", "RTFS has no character literals");
    let (_, forms) = check_error("(f ‹@›a)", "there is nothing to dereference in RTFS");
    assert_eq!(forms, "(f a)");
    check_error("‹#'›a", "RTFS has no vars");
    check_error("‹#?›(:rs 1)", "RTFS has no reader conditionals");
    check_error("‹#^›{:a 1}", "`#^` is no metadata");
    check_error("‹#foo› {:a 1}", "unknown tag `#foo`");
    check_error("‹#› [a]", "nothing begins with a `#` alone");
    let (error, _) = check_error(
        "(f ‹“›hello)",
        "no form begins with the character `“` (U+201C)",
    );
    assert_eq!(error.help.as_deref(), Some("write a straight `\"`"));
    let (error, _) = check_error(
        "a ‹\u{200b}› b",
        "no form begins with the character `\\u{200b}` (U+200B)",
    );
    assert_eq!(error.help.as_deref(), Some("it is invisible: delete it"));
    check_error(
        "a ‹\u{0}› b",
        "no form begins with the character `\\0` (U+0000)",
    );
}

#[test]
fn metadata() {
    let (error, _) = check_error("^:k ‹1›", "this form takes no metadata");
    assert_eq!(error.labels[0].0.range(), 0..3);
    let (_, forms) = check_error("‹^[a]› x", "this is no metadata");
    assert_eq!(forms, "x");
}

#[test]
fn tags() {
    check_error("#inst ‹5›", "`#inst` takes a string");
    check_error("#uuid ‹\"5\"›", "`5` is no UUID");
    for (text, help) in [
        ("2024-13-01T00:00Z", "there is no such month"),
        ("2023-02-29T00:00Z", "there is no such day in that month"),
        ("1900-02-29T00:00Z", "there is no such day in that month"),
        ("2024-01-02T24:00Z", "there is no such time of day"),
        ("2024-01-02T00:00+24:00", "there is no such offset from UTC"),
        (
            "2024-01-02T03:04:05.Z",
            "it is not of the form `2024-01-02T03:04:05Z`",
        ),
        (
            "2024-01-02T03:04:05Zz",
            "it is not of the form `2024-01-02T03:04:05Z`",
        ),
    ] {
        let (error, _) = check_error(&format!("‹{text}›"), &format!("`{text}` is no instant"));
        assert_eq!(error.help.as_deref(), Some(help), "{text}");
    }
    check_error("#inst ‹\"\"›", "`` is no instant");
    check_error("#inst ‹\"2024-01T00:00\"›", "`2024-01T00:00` is no instant");
}

#[test]
fn inline_only() {
    let message = "`resource://…` cannot stand inline: for Rust a comment begins at `//`";
    check_error_with("(a ‹resource:›//x\n)", message, &inline());
    for (string, prefix) in [
        (r#"r"\d""#, "r"),
        (r###"br##"\q"# "##"###, "br##"),
        (r#"b"\"\x00""#, "b"),
        (r#"c"""#, "c"),
    ] {
        let message = format!("`{prefix}\"…` is a string of Rust, not of RTFS");
        let (_, forms) = check_error_with(&format!("(re ‹{string}› x)"), &message, &inline());
        assert_eq!(forms, "(re nil x)");
    }
}

#[test]
fn errors_accumulate() {
    let (forms, errors) = read_all("(a 1x)\n{:k}\n\"\\q\"\n(b", &Options::default());
    let found: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    assert_eq!(
        found,
        [
            "`1x` is no number",
            "this key has no value",
            "unknown escape `\\q` in a string",
            "this `(` is never closed"
        ]
    );
    assert_eq!(shown(&forms), "(a nil) {:k nil} \"\" (b)");
}

//! What is right, and where it stands.

use super::super::{Form, FormKind, Options, Span, read_all};
use super::{check, inline, read, show, shown};

#[test]
fn blanks_and_comments() {
    check("", "");
    check("  \t\n,, ,", "");
    check("a ; b\nc", "a c");
    check("a ;; it's (b \"", "a");
    check("a #| b #| c |# d |# e", "a e");
    check("a#|b|#c", "a#|b|#c");
    check("a #|b|#c", "a c");
    check("#!/usr/bin/env rtfs\na", "a");
    check("\u{feff}a\r\n b", "a b");
    check("[1, 2,, 3]", "[1 2 3]");
}

#[test]
fn discard() {
    check("a #_b c", "a c");
    check("#_#_a b c", "c");
    check("#_ #_ a #_ b c d", "d");
    check("(a #_(b [c]))", "(a)");
    check("{:a 1 #_:b #_2}", "{:a 1}");
    check("#_'a b", "b");
    check("#_^:m a b", "b");
    check("'#_a b", "(quote b)");
}

#[test]
fn rust_comments_are_comments_only_inline() {
    let read_inline = |text| shown(&read_all(text, &inline()).0);
    assert_eq!(read_inline("a // it's (b\nc /* d /* e */ ( */ f"), "a c f");
    assert_eq!(read_inline("a/b//c\nd"), "a/b d");
    assert_eq!(read_inline("a/*b*/c"), "a c");
    assert_eq!(read_inline(":k//c\n1/*b*/2"), ":k 1 2");
    assert_eq!(read_inline("\"//\" /// doc\nb"), "\"//\" b");
    check("clojure.core// x", "clojure.core// x");
    check("a/*b*/c", "a/*b*/c");
}

#[test]
fn integers() {
    check(
        "42 -7 +3 0 -0 1_000 9_223_372_036_854_775_807",
        "42 -7 3 0 0 1000 9223372036854775807",
    );
    check(
        "123456789012345678901234567890",
        "123456789012345678901234567890",
    );
    check(
        "-9223372036854775808 9223372036854775808",
        "-9223372036854775808 9223372036854775808",
    );
    check(
        "0xFF 0Xff -0x10 0b101 0o17 0xFF_FF 2r101 36rZZ",
        "255 255 -16 5 15 65535 5 1295",
    );
    check("0xFFFFFFFFFFFFFFFFFFFF", "1208925819614629174706175");
    check("42N -7N", "42 -7");
}

#[test]
fn floats() {
    check(
        "3.14 -1.5e10 1e3 +2.5 1E-2 1e+2",
        "3.14 -15000000000.0 1000.0 2.5 0.01 100.0",
    );
    check("1. 1_000.5 0.5 00.5", "1.0 1000.5 0.5 0.5");
    check("-0.0", "-0.0");
    check("##Inf ##-Inf ##NaN", "inf -inf NaN");
    check("1e-400", "0.0");
}

#[test]
fn adjacency_decides_between_sign_and_symbol() {
    check(
        "a-b a - b (- 5) (-5) a -5 a-5 - -> --",
        "a-b a - b (- 5) (-5) a -5 a-5 - -> --",
    );
}

#[test]
fn strings() {
    check(r#""" "a b" "é🎉""#, r#""" "a b" "é🎉""#);
    check(r#""\n\t\r\\\"\0""#, "\"\\n\\t\\r\\\\\\\"\\0\"");
    check(r#""\u0041\u00e9\u{1F600}\u{41}""#, r#""Aé😀A""#);
    check(r#""\uD83D\uDE00!""#, r#""😀!""#);
    check("\"a\r\nb\nc\rd\"", r#""a\nb\nc\rd""#);
    check("\"; #| //\"", "\"; #| //\"");
    check("a\"s\"b", "a \"s\" b");
}

#[test]
fn regexes_are_raw() {
    check(
        r##"#"\d+\.\\" #"a\"b" #"""##,
        r##"#"\\d+\\.\\\\" #"a\\\"b" #"""##,
    );
}

#[test]
fn constants_keywords_and_symbols() {
    check(
        "true false nil nil? true-ish",
        "true false nil nil? true-ish",
    );
    check(
        ":k :ns/k :a.b/c :com.acme:v1.0/op :k? :1 :/ :a-b!",
        ":k :ns/k :a.b/c :com.acme:v1.0/op :k? :1 :/ :a-b!",
    );
    check(
        "* + ! - _ ? < > = / . % & $ | *x* a' a'b x# a/b",
        "* + ! - _ ? < > = / . % & $ | *x* a' a'b x# a/b",
    );
    check(
        "-> ->> a->b <= not= empty? swap! %1 %& .. .-x Foo. ns//",
        "-> ->> a->b <= not= empty? swap! %1 %& .. .-x Foo. ns//",
    );
    check("λ größe 変数 → ∑ 🎉 a≠b", "λ größe 変数 → ∑ 🎉 a≠b");
    check(
        "crate::ops/some-f self::a::b super::super::f crate/f",
        "crate::ops/some-f self::a::b super::super::f crate/f",
    );
}

#[test]
fn a_colon_in_an_annotation() {
    check(
        "[x :int y: int z : int]",
        "[x :int y <colon> int z <colon> int]",
    );
    check("[x:int]", "[x :int]");
    check("[x:[:vector :int]]", "[x <colon> [:vector :int]]");
    let forms = read("x:int");
    assert_eq!(forms[0].span, Span::new(0, 1));
    assert_eq!(forms[1].span, Span::new(1, 5));
}

#[test]
fn collections() {
    check("() [] {} #{}", "() [] {} #{}");
    check("(a (b) [c {d e}] #{f})", "(a (b) [c {d e}] #{f})");
    check("#(+ % %2)#()", "#(+ % %2) #()");
    check(
        "{a 1 a 2} #{x x} {1 a 1.0 b} {[1] a [1] b}",
        "{a 1 a 2} #{x x} {1 a 1.0 b} {[1] a [1] b}",
    );
    check("#{##NaN ##NaN \"a\" :a a}", "#{NaN NaN \"a\" :a a}");
}

#[test]
fn reader_characters() {
    check(
        "'x '(a) ''x '[1] ':k '1",
        "(quote x) (quote (a)) (quote (quote x)) (quote [1]) (quote :k) (quote 1)",
    );
    check(
        "`(a ~x ~@y ~ z)",
        "(quasiquote (a (unquote x) (unquote-splicing y) (unquote z)))",
    );
    check("'a'", "(quote a')");
    check("' ;c\n a", "(quote a)");
}

#[test]
fn metadata() {
    check("^{:a 1} x", "^{:a 1} x");
    check(
        "^:k x ^T x ^\"T\" x",
        "^{:k true} x ^{:tag T} x ^{:tag \"T\"} x",
    );
    check("^:a ^{:b 2} ^:c (f)", "^{:c true :b 2 :a true} (f)");
    check("^ :k #_z [x]", "^{:k true} [x]");
    check("'^:a x", "(quote ^{:a true} x)");
    check("^:a 'x", "^{:a true} (quote x)");
    check("^^:m {:a 1} x", "^{:a 1} x");
    check("^{} x", "^{} x");
}

#[test]
fn instants_uuids_resources() {
    check(
        "#inst \"2024-01-02T03:04:05Z\" #inst\"2024\"",
        "<inst 2024-01-02T03:04:05Z> <inst 2024>",
    );
    check(
        "2024-02-29T23:59:60.123+01:30 x",
        "<inst 2024-02-29T23:59:60.123+01:30> x",
    );
    check("[2024-01-02T03:04]", "[<inst 2024-01-02T03:04>]");
    let lower = "550e8400-e29b-41d4-a716-446655440000";
    check(lower, &format!("<uuid {lower}>"));
    check(
        "A50E8400-e29b-41d4-a716-446655440000",
        "<uuid a50e8400-e29b-41d4-a716-446655440000>",
    );
    check(
        "#uuid \"550E8400-e29b-41d4-a716-446655440000\"",
        &format!("<uuid {lower}>"),
    );
    check(
        "a50e8400-e29b-41d4-a716-446655440000x",
        "a50e8400-e29b-41d4-a716-446655440000x",
    );
    check(
        "(resource://step-1.result:x/y)",
        "(<resource step-1.result:x/y>)",
    );
    check("resource", "resource");
}

/// The text of every form, in pre-order, metadata before its form.
fn pieces<'t>(text: &'t str, forms: &[Form], out: &mut Vec<&'t str>) {
    for form in forms {
        if let Some(meta) = &form.meta {
            pieces(text, core::slice::from_ref(meta), out);
        }
        out.push(&text[form.span.range()]);
        pieces(text, form.kind.children(), out);
    }
}

#[test]
fn spans() {
    let text = "(é [1 \"x\"]) ^:k 'y ~@z #(%) #inst \"2024\" {:a #_0 b}";
    let mut found = Vec::new();
    pieces(text, &read(text), &mut found);
    let expected = [
        "(é [1 \"x\"])",
        "é",
        "[1 \"x\"]",
        "1",
        "\"x\"",
        ":k",
        ":k",
        ":k",
        "'y",
        "'",
        "y",
        "~@z",
        "~@",
        "z",
        "#(%)",
        "%",
        "#inst \"2024\"",
        "{:a #_0 b}",
        ":a",
        "b",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_clone_is_the_same_and_differences_are_seen() {
    let text = "^{:a ^:b [x]} (f #{1 2.5 \"s\"} {:k #\"r\"} #(g) 2024-01-02T03:04 nil)";
    let form = &read(text)[0];
    assert!(form.same(&form.clone()));
    assert_eq!(show(&form.clone()), show(form));
    assert_eq!(
        form.clone().kind.children()[1].span,
        form.kind.children()[1].span
    );
    let forms =
        read("a :a \"a\" #\"a\" (a) [a] {a a} #{a} #(a) ^:m a 1 1.0 nil false true () (a b)");
    for (i, a) in forms.iter().enumerate() {
        for (j, b) in forms.iter().enumerate() {
            assert_eq!(a.same(b), i == j, "{} {}", show(a), show(b));
        }
    }
    assert!(read("( a  b )")[0].same(&read("(a b)")[0]));
    assert!(read("##NaN")[0].same(&read("##NaN")[0]));
    assert!(!read("0.0")[0].same(&read("-0.0")[0]));
}

#[test]
fn into_parts_gives_all() {
    let (forms, _) = read_all("^:k (a)", &Options::default());
    let form = forms.into_iter().next().expect("one form");
    let (kind, span, meta) = form.into_parts();
    assert!(matches!(kind, FormKind::List(items) if items.len() == 1));
    assert_eq!(span, Span::new(4, 7));
    assert!(meta.is_some());
}

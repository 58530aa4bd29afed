//! Nesting: bounded where asked, and no load on the stack where not.

use super::super::{Form, Options, read_all};
use super::shown;

fn bounded(max_depth: usize) -> Options {
    Options {
        max_depth,
        inline: false,
    }
}

#[test]
fn the_bound_is_exact_and_reported_once_for_each_outermost_form() {
    let (forms, errors) = read_all("[[a]] [[[b] [c]] {[[d e]] 1}] [f]", &bounded(2));
    let found: Vec<_> = errors
        .iter()
        .map(|error| (error.message.as_str(), error.span.range()))
        .collect();
    assert_eq!(found, [("forms nest more than 2 levels here", 8..9)]);
    assert_eq!(shown(&forms), "[[a]] [[nil nil] {nil 1}] [f]");
    let (_, errors) = read_all("((())) ((()))", &bounded(2));
    assert_eq!(errors.len(), 2);
    assert_eq!(read_all("'''x", &bounded(3)).1, []);
    assert_eq!(read_all("''''x", &bounded(3)).1.len(), 1);
    assert_eq!(shown(&read_all("[{:a #_x 1}]", &bounded(2)).0), "[{:a 1}]");
}

#[test]
fn a_thousand_levels_unless_told_otherwise() {
    let nested = |depth| format!("{}{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(read_all(&nested(1_000), &Options::default()).1, []);
    assert_eq!(read_all(&nested(1_001), &Options::default()).1.len(), 1);
}

fn depth(form: &Form) -> usize {
    let mut deepest = 0;
    let mut pending = vec![(form, 1)];
    while let Some((form, level)) = pending.pop() {
        deepest = deepest.max(level);
        pending.extend(
            form.kind
                .children()
                .iter()
                .chain(form.meta.as_deref())
                .map(|f| (f, level + 1)),
        );
    }
    deepest
}

#[test]
fn a_million_levels_fit_any_stack() {
    let nested =
        |depth: usize, open: &str, close: &str| open.repeat(depth) + "x" + &close.repeat(depth);
    for (levels, text) in [
        (1_000_001, nested(1_000_000, "(", ")")),
        (100_001, nested(100_000, "#{", "}")),
        (100_001, nested(100_000, "'", "")),
        (200_001, nested(100_000, "^{:a ", "} x")),
    ] {
        let (forms, errors) = read_all(&text, &bounded(usize::MAX));
        assert_eq!(errors, []);
        assert_eq!(depth(&forms[0]), levels);
        assert!(forms[0].clone().same(&forms[0]));
    }
}

#[test]
fn depth_beyond_the_bound_is_no_load_either() {
    for text in ["(", "[(", "'", "^:a "].map(|open| open.repeat(300_000)) {
        let (forms, errors) = read_all(&text, &Options::default());
        assert!(!errors.is_empty());
        assert!(forms.len() <= 1);
    }
}

/// Texts on which a careless reader takes quadratic time; each takes well under a second in order n.
#[test]
fn time_is_linear() {
    const SIZE: usize = 100_000;
    let texts = [
        "(".repeat(SIZE) + &"]".repeat(SIZE),
        "([".repeat(SIZE) + &")".repeat(SIZE),
        "#|".repeat(SIZE),
        "#_".repeat(SIZE),
        "^:a ".repeat(SIZE) + "x",
        "(".to_owned() + &"a ".repeat(SIZE),
        "\"\\q".repeat(SIZE),
        "{".to_owned() + &"1 ".repeat(SIZE) + "}",
        "2024-01-02T03:04".repeat(SIZE),
        "a:".repeat(SIZE),
        "/*".repeat(SIZE),
        "a/".repeat(SIZE),
        "\r".repeat(SIZE),
        "\"".to_owned() + &"\\uD83D".repeat(SIZE),
        "\n".repeat(SIZE) + &")".repeat(SIZE),
        " ".repeat(SIZE) + &"(".repeat(SIZE),
    ];
    for (which, text) in texts.iter().enumerate() {
        for inline in [false, true] {
            let start = std::time::Instant::now();
            let options = Options {
                inline,
                ..Options::default()
            };
            let _ = read_all(text, &options);
            let took = start.elapsed();
            assert!(
                took.as_secs() < 20,
                "text {which}, inline {inline}: {took:?}"
            );
        }
    }
}

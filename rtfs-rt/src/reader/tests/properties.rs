//! What holds for every text.

use proptest::prelude::*;

use super::super::{Form, Options, ReadError, Span, read_all};
use super::shown;

/// Texts that are near enough to RTFS to reach every corner of the reader.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "(", ")", "[", "]", "{", "}", "#{", "#(", "'", "`", "~", "~@", "^", "^:k ", "#_", "#\"", "\"", "\\",
            "\\n", "\\u", "\\u{", "\\uD83D", "\\uDE00", "#|", "|#", ";", "\n", "\r\n", "\r", "//", "/*", "*/", ":", "::",
            "##", "##Inf", "#inst ", "#uuid ", "#?", "#'", "@", "0x", "1_0", "1e5", "-", "+", ".", "/", "nil", "true",
            "2024-01-02T03:04:05Z", "550e8400-e29b-41d4-a716-446655440000", "resource://", "\u{feff}", "“", "🎉", "é", ",", " ",
        ]).prop_map(str::to_owned),
        1 => "[a-c0-9 ]{0,3}",
        1 => any::<char>().prop_map(|c| c.to_string()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn options() -> impl Strategy<Value = Options> {
    (any::<bool>(), prop_oneof![Just(3), Just(1_000)])
        .prop_map(|(inline, max_depth)| Options { max_depth, inline })
}

fn check_span(text: &str, span: Span) {
    assert!(span.start <= span.end, "{span:?} in {text:?}");
    assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
}

fn check_forms(text: &str, forms: &[Form], within: Span) {
    let mut last = within.start;
    for form in forms {
        check_span(text, form.span);
        assert!(
            last <= form.span.start && form.span.end <= within.end,
            "{form:?} in {text:?}"
        );
        if let Some(meta) = &form.meta {
            assert!(
                last <= meta.span.start && meta.span.end <= form.span.start,
                "{form:?} in {text:?}"
            );
        }
        last = form.span.end;
        check_forms(text, form.kind.children(), form.span);
    }
}

fn check_errors(text: &str, errors: &[ReadError]) {
    for error in errors {
        check_span(text, error.span);
        assert!(!error.message.is_empty());
        for (span, _) in &error.labels {
            check_span(text, *span);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_text_gives_forms_and_errors_that_lie_in_it(text in text(), options in options()) {
        let (forms, errors) = read_all(&text, &options);
        check_forms(&text, &forms, Span::new(0, text.len()));
        check_errors(&text, &errors);
    }

    #[test]
    fn any_characters_do(text in any::<String>(), options in options()) {
        let (forms, errors) = read_all(&text, &options);
        check_forms(&text, &forms, Span::new(0, text.len()));
        check_errors(&text, &errors);
    }

    #[test]
    fn a_text_without_errors_reads_the_same_with_more_blanks(text in text()) {
        let text = text.trim_start_matches('\u{feff}');
        let (forms, errors) = read_all(text, &Options::default());
        if errors.is_empty() {
            let spaced = format!(" ,\n{text}\n ; end");
            let (again, errors) = read_all(&spaced, &Options::default());
            prop_assert!(errors.is_empty());
            prop_assert_eq!(shown(&forms), shown(&again), "{}", text);
        }
    }

    #[test]
    fn a_text_cut_off_anywhere_is_read(text in text(), cut in 0_usize..60) {
        let cut = text.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(text.len());
        let (_, errors) = read_all(&text[..cut], &Options::default());
        check_errors(&text[..cut], &errors);
    }

    #[test]
    fn integers_of_any_size(digits in "-?[1-9][0-9]{0,60}") {
        let (forms, errors) = read_all(&digits, &Options::default());
        prop_assert!(errors.is_empty());
        prop_assert_eq!(shown(&forms), digits);
    }

    #[test]
    fn floats_read_back(value in any::<f64>().prop_filter("finite", |value| value.is_finite())) {
        let text = format!("{value:?}");
        let (forms, errors) = read_all(&text, &Options::default());
        prop_assert!(errors.is_empty());
        prop_assert_eq!(shown(&forms), text);
    }
}

//! A program that fails made smaller, step by step, as long as it fails.

use rtfs::reader::{Form, Options, Span, read_all};

/// The text with one form left out, or one of its parts put in its place: the shortest texts first.
pub(crate) fn smaller(text: &str) -> Vec<String> {
    let (forms, _) = read_all(text, &Options::default());
    let mut found = Vec::new();
    for form in &forms {
        steps(form, text, true, &mut found);
    }
    found.sort_by_key(String::len);
    found.dedup();
    found
}

fn steps(form: &Form, text: &str, is_top: bool, found: &mut Vec<String>) {
    let put = |span: Span, part: &str| {
        let (before, after) = (&text[..span.range().start], &text[span.range().end..]);
        format!("{before}{part}{after}")
    };
    found.push(put(form.span, ""));
    if !is_top && form.span.len() > 3 {
        found.push(put(form.span, "nil"));
        found.push(put(form.span, "x0"));
    }
    for part in form.kind.children() {
        found.push(put(form.span, &text[part.span.range()]));
        steps(part, text, false, found);
    }
}

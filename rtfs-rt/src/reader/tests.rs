//! Every bullet of the language's section on the reader, places to the character, and what holds for
//! every text.

mod depth;
mod errors;
mod forms;
mod properties;
mod round_trip;

use super::{Form, FormKind, Options, ReadError, read_all};

/// A form in the long notation: no reader characters, metadata as `^map form`, marks on what text
/// alone would not tell apart.
fn show(form: &Form) -> String {
    let all = |items: &[Form]| items.iter().map(show).collect::<Vec<_>>().join(" ");
    let body = match &form.kind {
        FormKind::Nil => "nil".to_owned(),
        FormKind::Bool(value) => value.to_string(),
        FormKind::Int(value) => value.to_string(),
        FormKind::Float(value) => format!("{value:?}"),
        FormKind::Str(text) => format!("{:?}", &**text),
        FormKind::Regex(text) => format!("#{:?}", &**text),
        FormKind::Keyword(name) => format!(":{name}"),
        FormKind::Symbol(name) => name.to_string(),
        FormKind::List(items) => format!("({})", all(items)),
        FormKind::Vector(items) => format!("[{}]", all(items)),
        FormKind::Map(items) => format!("{{{}}}", all(items)),
        FormKind::Set(items) => format!("#{{{}}}", all(items)),
        FormKind::AnonFn(items) => format!("#({})", all(items)),
        FormKind::Colon => "<colon>".to_owned(),
        FormKind::Inst(text) => format!("<inst {text}>"),
        FormKind::Uuid(text) => format!("<uuid {text}>"),
        FormKind::Resource(handle) => format!("<resource {handle}>"),
    };
    match &form.meta {
        Some(meta) => format!("^{} {body}", show(meta)),
        None => body,
    }
}

fn shown(forms: &[Form]) -> String {
    forms.iter().map(show).collect::<Vec<_>>().join(" ")
}

/// The forms of a text that has no errors.
fn read(text: &str) -> Vec<Form> {
    let (forms, errors) = read_all(text, &Options::default());
    assert_eq!(errors, [], "{text}");
    forms
}

fn inline() -> Options {
    Options {
        inline: true,
        ..Options::default()
    }
}

/// Reads `text` and compares all forms with `expected`.
#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(shown(&read(text)), expected, "{text}");
}

/// Reads `text`, in which `‹` and `›` mark the span of the error, and compares the message.
/// Returns the only error and the forms.
#[track_caller]
fn check_error(marked: &str, message: &str) -> (ReadError, String) {
    check_error_with(marked, message, &Options::default())
}

#[track_caller]
fn check_error_with(marked: &str, message: &str, options: &Options) -> (ReadError, String) {
    let start = marked.find('‹').expect("a mark");
    let text = marked.replacen('‹', "", 1);
    let end = text.find('›').expect("a mark");
    let text = text.replacen('›', "", 1);
    let (forms, errors) = read_all(&text, options);
    let found: Vec<_> = errors
        .iter()
        .map(|error| (error.message.as_str(), error.span.range()))
        .collect();
    assert_eq!(found, [(message, start..end)], "{text}");
    (errors[0].clone(), shown(&forms))
}

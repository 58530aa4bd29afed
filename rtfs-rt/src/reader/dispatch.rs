//! What begins with `#`, apart from comments, which are white space.

use super::cursor::Cursor;
use super::error::ReadError;
use super::form::{FormKind, Span};
use super::name;
use super::opener::{Opener, Tag};
use super::string;

/// What a `#` turned out to begin.
pub(super) enum Dispatch {
    /// a whole form
    Leaf(FormKind),
    /// something that waits for forms behind it
    Open(Opener),
    /// an error, already reported; the form behind it, if any, stands for itself
    Nothing,
    /// an error, already reported, in place of a form
    Hole,
    /// the text ended within it
    Cut,
}

/// Reads from a `#` on, as far as the form behind it.
pub(super) fn dispatch(cursor: &mut Cursor<'_>, errors: &mut Vec<ReadError>) -> Dispatch {
    let start = cursor.at();
    if cursor.rest().starts_with("#\"") {
        return match string::regex(cursor, errors) {
            Some(kind) => Dispatch::Leaf(kind),
            None => Dispatch::Cut,
        };
    }
    for (mark, opener) in [
        ("#(", Opener::AnonFn),
        ("#{", Opener::Set),
        ("#_", Opener::Discard),
    ] {
        if cursor.eat(mark) {
            return Dispatch::Open(opener);
        }
    }
    if cursor.eat("##") {
        return symbolic(cursor, start, errors);
    }
    let refuse = |cursor: &Cursor<'_>, errors: &mut Vec<ReadError>, message: &str, help: &str| {
        let span = cursor.span_since(start);
        errors.push(ReadError::new(span, message).with_help(help));
        Dispatch::Nothing
    };
    if cursor.eat("#'") {
        return refuse(
            cursor,
            errors,
            "RTFS has no vars",
            "write the name alone: `x` for `#'x`",
        );
    }
    if cursor.eat("#?@") || cursor.eat("#?") {
        let help = "there is one RTFS: write the form itself";
        return refuse(cursor, errors, "RTFS has no reader conditionals", help);
    }
    if cursor.eat("#^") {
        return refuse(
            cursor,
            errors,
            "`#^` is no metadata",
            "write `^{…} x` or `^:key x`",
        );
    }
    cursor.eat("#");
    match name::word(cursor, false) {
        "inst" => Dispatch::Open(Opener::Tag(Tag::Inst)),
        "uuid" => Dispatch::Open(Opener::Tag(Tag::Uuid)),
        "" => {
            let help =
                "`#` begins `#{…}`, `#(…)`, `#\"…\"`, `#_form`, `#inst \"…\"`, `#uuid \"…\"`";
            refuse(cursor, errors, "nothing begins with a `#` alone", help)
        }
        tag => {
            let message = format!("unknown tag `#{tag}`");
            refuse(
                cursor,
                errors,
                &message,
                "RTFS knows `#inst \"…\"` and `#uuid \"…\"`",
            )
        }
    }
}

/// Reads the name behind a `##` that began at `start`.
fn symbolic(cursor: &mut Cursor<'_>, start: usize, errors: &mut Vec<ReadError>) -> Dispatch {
    let value = match name::word(cursor, false) {
        "Inf" => f64::INFINITY,
        "-Inf" => f64::NEG_INFINITY,
        "NaN" => f64::NAN,
        other => {
            let message = format!("unknown symbolic value `##{other}`");
            let span = cursor.span_since(start);
            let help = "there are `##Inf`, `##-Inf` and `##NaN`";
            errors.push(ReadError::new(span, message).with_help(help));
            return Dispatch::Hole;
        }
    };
    Dispatch::Leaf(FormKind::Float(value))
}

/// The form that a tag makes of the form behind it; `span` is that form's.
pub(super) fn tagged(tag: Tag, content: &FormKind, span: Span) -> Result<FormKind, ReadError> {
    let FormKind::Str(text) = content else {
        return Err(
            ReadError::new(span, format!("`#{}` takes a string", tag.name()))
                .with_help(tag.example()),
        );
    };
    match tag {
        Tag::Inst => name::instant(text, span),
        Tag::Uuid if super::moment::is_uuid(text) => {
            Ok(FormKind::Uuid(text.to_ascii_lowercase().as_str().into()))
        }
        Tag::Uuid => {
            Err(ReadError::new(span, format!("`{text}` is no UUID")).with_help(tag.example()))
        }
    }
}

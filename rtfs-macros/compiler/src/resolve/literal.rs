//! Literals that stand for more than their text: instants, UUIDs, and places within regular expressions.

use std::ops::Range;

use rtfs_rt::reader::Span;

use super::{Resolved, Resolver};
use crate::ast::Lit;

/// An instant, whose text the reader has checked.
#[cfg(feature = "inst")]
pub(super) fn instant(text: &str, span: Span) -> Resolved<Lit> {
    match rtfs_rt::Inst::parse(text) {
        Ok(inst) => Ok(Lit::Inst(inst.unix_seconds(), inst.subsecond_nanoseconds())),
        Err(error) => Err(Resolver::error(span, error.message())
            .with_help("instants are of the years 0 to 9999, in UTC")),
    }
}

#[cfg(not(feature = "inst"))]
pub(super) fn instant(_: &str, span: Span) -> Resolved<Lit> {
    Err(missing(span, "instants", "inst"))
}

/// A UUID, whose text the reader has checked.
#[cfg(feature = "uuid")]
pub(super) fn uuid(text: &str, span: Span) -> Resolved<Lit> {
    match rtfs_rt::Uuid::parse(text) {
        Ok(uuid) => Ok(Lit::Uuid(uuid.as_u128())),
        Err(error) => Err(Resolver::error(span, error.message())
            .with_help("write `#uuid \"550e8400-e29b-41d4-a716-446655440000\"`")),
    }
}

#[cfg(not(feature = "uuid"))]
pub(super) fn uuid(_: &str, span: Span) -> Resolved<Lit> {
    Err(missing(span, "UUIDs", "uuid"))
}

#[cfg(not(all(feature = "inst", feature = "uuid")))]
fn missing(span: Span, what: &str, feature: &str) -> crate::diagnostic::Diagnostic {
    let message = format!("{what} are a feature of the crate that is not on");
    Resolver::error(span, message).with_help(format!(
        "turn the feature `{feature}` of the crate `rtfs` on"
    ))
}

/// The place of some bytes of a pattern in the literal that was `written` at `span`: behind the opening `#"`, a
/// line break of two characters being one of the pattern's.
pub(super) fn within_regex(written: &str, span: Span, bytes: &Range<usize>) -> Span {
    let Some(body) = written.strip_prefix("#\"") else {
        return span;
    };
    let place = |offset: usize| {
        let mut read = 0;
        for (at, c) in body.char_indices() {
            if read >= offset {
                return at;
            }
            if !(c == '\r' && body[at..].starts_with("\r\n")) {
                read += c.len_utf8();
            }
        }
        body.len()
    };
    let start = span.start as usize + 2;
    let (from, to) = (place(bytes.start), place(bytes.end));
    // What is missing at the end is missing at the closing quote.
    let to = if from == to { from + 1 } else { to };
    Span::new(start + from, (start + to).min(span.end as usize))
}

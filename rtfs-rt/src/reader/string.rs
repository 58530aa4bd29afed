//! Strings, with their escapes, and regexes, which have none.
//!
//! A line break within either is one `\n`, whether the text has LF or CRLF: a program means the same
//! however its file was checked out.

use super::cursor::Cursor;
use super::error::ReadError;
use super::form::{FormKind, Span};

/// Reads a string from its opening quote on. A wrong escape is an error at its place, and the string
/// goes on behind it; `None` when the string never ends, which is an error too.
pub(super) fn string(cursor: &mut Cursor<'_>, errors: &mut Vec<ReadError>) -> Option<FormKind> {
    let start = cursor.at();
    cursor.eat("\"");
    let mut text = String::new();
    loop {
        let piece = cursor.at();
        cursor.eat_while(|c| !matches!(c, '"' | '\\' | '\r'));
        text.push_str(cursor.since(piece));
        if cursor.eat("\"") {
            return Some(FormKind::Str(text.as_str().into()));
        } else if cursor.peek() == Some('\\') && cursor.peek_second().is_some() {
            match escape(cursor) {
                Ok(c) => text.push(c),
                Err(error) => errors.push(error),
            }
        } else if !line_break(cursor, &mut text) {
            errors.push(never_closed(start, "string"));
            return None;
        }
    }
}

/// Reads a regex from its `#"` on. A backslash stays a backslash; one before a quote keeps the quote
/// from ending the regex. `None` when it never ends, which is an error.
pub(super) fn regex(cursor: &mut Cursor<'_>, errors: &mut Vec<ReadError>) -> Option<FormKind> {
    let start = cursor.at();
    cursor.eat("#\"");
    let mut text = String::new();
    loop {
        let piece = cursor.at();
        cursor.eat_while(|c| !matches!(c, '"' | '\\' | '\r'));
        text.push_str(cursor.since(piece));
        if cursor.eat("\"") {
            return Some(FormKind::Regex(text.as_str().into()));
        } else if cursor.eat("\\") {
            text.push('\\');
            if matches!(cursor.peek(), Some('"' | '\\')) {
                text.extend(cursor.next());
            }
        } else if !line_break(cursor, &mut text) {
            errors.push(never_closed(start, "regex"));
            return None;
        }
    }
}

/// Takes a `\r`, together with the `\n` behind it if there is one; false at the end of the text.
fn line_break(cursor: &mut Cursor<'_>, text: &mut String) -> bool {
    let there = cursor.eat("\r");
    if there {
        text.push(if cursor.eat("\n") { '\n' } else { '\r' });
    }
    there
}

fn never_closed(start: usize, what: &str) -> ReadError {
    let quote = if what == "regex" { 2 } else { 1 };
    let span = Span::new(start, start + quote);
    ReadError::new(span, format!("this {what} is never closed"))
        .with_help("close it with `\"`; a quote inside it is written `\\\"`")
}

/// Reads one escape from its backslash on; always moves forward.
fn escape(cursor: &mut Cursor<'_>) -> Result<char, ReadError> {
    let start = cursor.at();
    cursor.eat("\\");
    let c = match cursor.peek() {
        Some('n') => '\n',
        Some('t') => '\t',
        Some('r') => '\r',
        Some('0') => '\0',
        Some(c @ ('\\' | '"')) => c,
        Some('u') => {
            cursor.next();
            return unicode_escape(cursor, start);
        }
        // A backslash at the end of a line is an escape of nothing: the line break stays text.
        other => {
            if !matches!(other, Some('\n' | '\r')) {
                cursor.next();
            }
            let span = cursor.span_since(start);
            return Err(unknown_escape(span, cursor.since(start)));
        }
    };
    cursor.next();
    Ok(c)
}

fn unknown_escape(span: Span, written: &str) -> ReadError {
    let help = match written {
        "\\" => "write `\\\\` for a backslash and `\\n` for a line break",
        _ => {
            "strings know `\\n` `\\t` `\\r` `\\0` `\\\\` `\\\"` `\\uXXXX` and `\\u{…}`; \
             write `\\\\` for a backslash, and a regex as `#\"…\"`"
        }
    };
    ReadError::new(span, format!("unknown escape `{written}` in a string")).with_help(help)
}

/// Reads `XXXX` or `{…}` behind a `\u` that began at `start`. A pair of UTF-16 surrogates, as JSON
/// writes characters beyond the first plane, is one character.
fn unicode_escape(cursor: &mut Cursor<'_>, start: usize) -> Result<char, ReadError> {
    let code = if cursor.eat("{") {
        let digits = cursor.at();
        cursor.eat_while(|c| c.is_ascii_hexdigit());
        let code = hex(cursor.since(digits));
        if !cursor.eat("}") || code.is_none() {
            return Err(bad_unicode(
                cursor.span_since(start),
                cursor.since(start),
                "`\\u{…}` takes one to six hexadecimal digits, as in `\\u{1F600}`",
            ));
        }
        code
    } else {
        let Some(first) = four_digits(cursor) else {
            return Err(bad_unicode(
                cursor.span_since(start),
                cursor.since(start),
                "`\\u` takes exactly four hexadecimal digits, as in `\\u00e9`",
            ));
        };
        Some(second_surrogate(cursor, first).unwrap_or(first))
    };
    code.and_then(char::from_u32).ok_or_else(|| {
        bad_unicode(
            cursor.span_since(start),
            cursor.since(start),
            "a character is a Unicode scalar value: up to 10FFFF, without D800 to DFFF",
        )
    })
}

fn bad_unicode(span: Span, written: &str, help: &str) -> ReadError {
    ReadError::new(span, format!("`{written}` is no character")).with_help(help)
}

fn hex(digits: &str) -> Option<u32> {
    if digits.is_empty() || digits.len() > 6 {
        return None;
    }
    u32::from_str_radix(digits, 16).ok()
}

/// Four hexadecimal digits; moves over as many as there are.
fn four_digits(cursor: &mut Cursor<'_>) -> Option<u32> {
    let start = cursor.at();
    for _ in 0..4 {
        if !cursor.peek()?.is_ascii_hexdigit() {
            return None;
        }
        cursor.next();
    }
    hex(cursor.since(start))
}

/// The character that a first surrogate makes with the `\uXXXX` behind it, if that is a second one;
/// moves only then.
fn second_surrogate(cursor: &mut Cursor<'_>, first: u32) -> Option<u32> {
    let rest = cursor.rest();
    let second = hex(rest.strip_prefix("\\u")?.get(..4)?)?;
    if !(0xD800..0xDC00).contains(&first) || !(0xDC00..0xE000).contains(&second) {
        return None;
    }
    cursor.eat(rest.get(..6)?);
    Some(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
}

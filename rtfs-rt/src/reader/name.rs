//! Symbols and keywords.

use super::cursor::{Cursor, is_blank};
use super::error::ReadError;
use super::form::{FormKind, Span};
use super::moment;

/// Whether a name may contain `c` (a name's first character is no digit, `'` or `#`).
pub(super) fn in_name(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || "*+!-_'?<>=/.%&$|#".contains(c);
    }
    !(is_blank(c) || c.is_control() || is_invisible(c) || straight_quote(c).is_some())
}

/// Characters that an editor does not show, or that reorder what it shows.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The quote that was meant by a typographic one.
pub(super) fn straight_quote(c: char) -> Option<char> {
    match c {
        '\u{201c}'..='\u{201f}' => Some('"'),
        '\u{2018}'..='\u{201b}' => Some('\''),
        _ => None,
    }
}

/// Moves over a word: what may stand in a name, digits first as well, and `:` if asked. Inline, one of
/// Rust's comments ends it.
pub(super) fn word<'t>(cursor: &mut Cursor<'t>, colons: bool) -> &'t str {
    let start = cursor.at();
    while !cursor.at_rust_comment() {
        let before = cursor.at();
        if cursor.inline() {
            cursor.eat_while(|c| c != '/' && (in_name(c) || (colons && c == ':')));
            if cursor.at() == before && !cursor.eat("/") {
                break;
            }
        } else {
            cursor.eat_while(|c| in_name(c) || (colons && c == ':'));
            break;
        }
    }
    cursor.since(start)
}

/// Reads a symbol, `true`, `false`, `nil` or a bare `resource://handle`.
pub(super) fn symbol(cursor: &mut Cursor<'_>) -> Result<FormKind, ReadError> {
    let start = cursor.at();
    if cursor.rest().starts_with("resource://") {
        return resource(cursor);
    }
    word(cursor, false);
    // The path of a Rust item, as `extern` takes it: `crate::module/name`.
    while cursor
        .rest()
        .strip_prefix("::")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic() || c == '_'))
    {
        cursor.eat("::");
        word(cursor, false);
    }
    let name = cursor.since(start);
    match name {
        "nil" => return Ok(FormKind::Nil),
        "true" => return Ok(FormKind::Bool(true)),
        "false" => return Ok(FormKind::Bool(false)),
        _ => {}
    }
    if let Some(reason) = slash_error(name) {
        let span = cursor.span_since(start);
        return Err(ReadError::new(span, format!("`{name}` is no symbol")).with_help(reason));
    }
    if cursor.inline() && cursor.peek() == Some('"') && is_string_prefix(name) {
        skip_rust_string(cursor, name);
        let span = cursor.span_since(start);
        return Err(ReadError::new(
            span,
            format!("`{name}\"…` is a string of Rust, not of RTFS"),
        )
        .with_help("write `\"…\"` with `\\\\` for a backslash, or a regex as `#\"…\"`"));
    }
    Ok(FormKind::Symbol(name.into()))
}

/// Whether Rust takes `name` and the quote behind it for the beginning of one of its own strings.
fn is_string_prefix(name: &str) -> bool {
    let plain = name.trim_end_matches('#');
    match plain {
        "r" | "br" | "cr" => true,
        _ => plain.len() == name.len() && matches!(plain, "b" | "c"),
    }
}

/// Moves over a string of Rust from its quote on, or to the end of the text.
fn skip_rust_string(cursor: &mut Cursor<'_>, prefix: &str) {
    let raw = prefix.contains('r');
    let end = format!("\"{}", prefix.trim_start_matches(|c| c != '#'));
    cursor.eat("\"");
    while !cursor.eat(&end) {
        let backslash = !raw && cursor.peek() == Some('\\');
        if cursor.next().is_none() {
            return;
        }
        if backslash {
            cursor.next();
        }
    }
}

/// Reads a keyword, or a colon that stands alone, from the colon on.
pub(super) fn keyword(cursor: &mut Cursor<'_>) -> Result<FormKind, ReadError> {
    let start = cursor.at();
    cursor.eat(":");
    let name = word(cursor, true);
    if name.is_empty() {
        return Ok(FormKind::Colon);
    }
    let refuse = |reason: &str| {
        let span = cursor.span_since(start);
        Err(ReadError::new(span, format!("`:{name}` is no keyword")).with_help(reason))
    };
    if let Some(plain) = name.strip_prefix(':') {
        return refuse(&match plain {
            "" => "a keyword is a colon and a name, as in `:key`".to_owned(),
            _ => format!("a keyword has one colon before its name: write `:{plain}`"),
        });
    }
    if let Some(plain) = name.strip_suffix(':') {
        return refuse(&format!(
            "a keyword does not end in a colon: write `:{plain}`"
        ));
    }
    if name.contains("::") {
        return refuse("a keyword has single colons only, as in `:com.acme:v1.0/op`");
    }
    if let Some(reason) = slash_error(name) {
        return refuse(reason);
    }
    Ok(FormKind::Keyword(name.into()))
}

/// What is wrong with the slashes of a name: `ns/name`, `/` and `ns//` are right.
fn slash_error(name: &str) -> Option<&'static str> {
    if name == "/" {
        return None;
    }
    if name.starts_with('/') {
        return Some("a slash stands between a namespace and a name, as in `ns/name`");
    }
    let before = match name.strip_suffix("//") {
        Some(namespace) => namespace,
        None if name.ends_with('/') => {
            return Some("a name stands behind the slash, as in `ns/name`");
        }
        None => name,
    };
    before
        .contains("//")
        .then_some("there is one slash between a namespace and a name, as in `ns/name`")
}

fn resource(cursor: &mut Cursor<'_>) -> Result<FormKind, ReadError> {
    let start = cursor.at();
    if cursor.inline() {
        cursor.eat("resource:");
        return Err(ReadError::new(
            cursor.span_since(start),
            "`resource://…` cannot stand inline: for Rust a comment begins at `//`",
        )
        .with_help("write the program as one string, `rtfs! { r#\"…\"# }`, or in a file"));
    }
    cursor.eat("resource://");
    let handle = cursor.at();
    cursor.eat_while(|c| !is_blank(c) && !"()[]{}\";".contains(c));
    let handle = cursor.since(handle);
    if handle.is_empty() {
        let span = cursor.span_since(start);
        return Err(ReadError::new(span, "`resource://` names no resource")
            .with_help("a handle stands behind it, as in `resource://handle`"));
    }
    Ok(FormKind::Resource(handle.into()))
}

/// The bare UUID that begins here, if one does and nothing hangs on to it.
pub(super) fn bare_uuid(cursor: &mut Cursor<'_>) -> Option<FormKind> {
    let uuid = moment::leading_uuid(cursor.rest())?;
    let behind = cursor.rest().get(uuid.len()..)?.chars().next();
    if behind.is_some_and(|c| in_name(c) || c == ':') {
        return None;
    }
    cursor.eat(uuid);
    Some(FormKind::Uuid(uuid.to_ascii_lowercase().as_str().into()))
}

/// The bare instant that begins here, if what begins here looks like one.
pub(super) fn bare_instant(cursor: &mut Cursor<'_>) -> Option<Result<FormKind, ReadError>> {
    let length = moment::leading_instant(cursor.rest())?;
    let start = cursor.at();
    let text = cursor.rest().get(..length)?;
    cursor.eat(text);
    Some(instant(text, cursor.span_since(start)))
}

/// The instant that `text` spells.
pub(super) fn instant(text: &str, span: Span) -> Result<FormKind, ReadError> {
    match moment::instant(text) {
        Ok(_) => Ok(FormKind::Inst(text.into())),
        Err(reason) => {
            Err(ReadError::new(span, format!("`{text}` is no instant")).with_help(reason))
        }
    }
}

//! The program as Rust tokens: their text and where each of it came from.
//!
//! Tokens alone do not tell `a-b` from `a - b`, and comments are gone from them. So the text is taken
//! from the source file, where rustc can show the whole invocation, and it has to be that of the
//! tokens. Where that fails (the invocation stands in a `macro_rules!` macro, or a
//! macro made its tokens) the text is put together from the tokens: two that touch in the source
//! touch in the text. Either way every byte knows its token.

use std::ops::Range;

use proc_macro2::{LineColumn, Span};
use rtfs_compiler::places::Places;

use crate::pieces::{Piece, Pieces};
use crate::spans::Spans;

/// A program with the tokens that it came from.
pub(crate) struct Inline {
    pub(crate) text: String,
    pub(crate) places: Places,
    pub(crate) spans: Spans,
}

/// A part of a source file, and where it begins.
pub(crate) struct Excerpt {
    text: String,
    start: LineColumn,
}

impl Excerpt {
    /// The whole invocation, if rustc has its text.
    pub(crate) fn invocation() -> Option<Excerpt> {
        let span = Span::call_site();
        span.source_text().map(|text| Excerpt {
            text,
            start: span.start(),
        })
    }
}

/// The program that begins behind the first `skip` of `pieces`, which are all of the invocation.
pub(crate) fn read(pieces: &Pieces, skip: usize, excerpt: Option<Excerpt>) -> Inline {
    let verbatim =
        excerpt.and_then(|excerpt| align(&pieces.all, &excerpt).map(|found| (excerpt, found)));
    match verbatim {
        Some((excerpt, aligned)) => {
            let from = end_of_prefix(&aligned.ranges, skip).unwrap_or(aligned.body.start);
            let text = excerpt
                .text
                .get(from..aligned.body.end)
                .unwrap_or("")
                .to_owned();
            let (line, column) = forward(excerpt.start, excerpt.text.get(..from).unwrap_or(""));
            let places = Places::starting_at(&text, to_u32(line), to_u32(column + 1));
            let spans = Spans::new(pieces, &aligned.ranges, from);
            Inline {
                text,
                places,
                spans,
            }
        }
        None => {
            let (text, ranges) = rebuild(&pieces.all);
            let from = end_of_prefix(&ranges, skip).unwrap_or(0);
            let anchors: Vec<_> = pieces
                .all
                .iter()
                .zip(&ranges)
                .skip(skip)
                .map(|(piece, range)| {
                    let LineColumn { line, column } = piece.start();
                    (to_u32(range.start - from), to_u32(line), to_u32(column + 1))
                })
                .collect();
            let spans = Spans::new(pieces, &ranges, from);
            let text = text.get(from..).unwrap_or("").to_owned();
            let places = Places::with_anchors(&text, &anchors);
            Inline {
                text,
                places,
                spans,
            }
        }
    }
}

fn end_of_prefix(ranges: &[Range<usize>], skip: usize) -> Option<usize> {
    ranges.get(skip.checked_sub(1)?).map(|range| range.end)
}

fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Line and column (from 0) behind `text` that begins at `start`.
fn forward(start: LineColumn, text: &str) -> (usize, usize) {
    let lines = text.matches('\n').count();
    let last = text.rsplit('\n').next().unwrap_or("").chars().count();
    let column = if lines == 0 {
        start.column + last
    } else {
        last
    };
    (start.line + lines, column)
}

/// Where each piece stands in an invocation's text, and where the program does.
struct Aligned {
    ranges: Vec<Range<usize>>,
    body: Range<usize>,
}

/// Finds every piece in the text behind the one before, with nothing but white space and comments in between; `None` if
/// the text is not that of the pieces.
fn align(pieces: &[Piece], excerpt: &Excerpt) -> Option<Aligned> {
    let body = body(&excerpt.text)?;
    let text = excerpt.text.get(..body.end)?;
    let mut at = body.start;
    let mut ranges = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let rest = without_blanks(text.get(at..)?);
        let start = text.len() - rest.len();
        if !rest.starts_with(&piece.text) {
            return None;
        }
        at = start + piece.text.len();
        ranges.push(start..at);
    }
    let is_all = without_blanks(text.get(at..)?).is_empty();
    is_all.then_some(Aligned { ranges, body })
}

/// What stands between the delimiters of an invocation `path!{…}`.
fn body(text: &str) -> Option<Range<usize>> {
    let bang = text.find('!')? + 1;
    let rest = without_blanks(text.get(bang..)?);
    let close = match rest.chars().next()? {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        _ => return None,
    };
    let start = text.len() - rest.len() + 1;
    let end = text.len().checked_sub(1)?;
    (text.ends_with(close) && start <= end).then_some(start..end)
}

/// `text` without what Rust takes for white space and comments, as far as it begins with them.
fn without_blanks(mut text: &str) -> &str {
    loop {
        let rest = skip_blank(text);
        if rest.len() == text.len() {
            return text;
        }
        text = rest;
    }
}

/// `text` without the white space or the comment that it begins with.
fn skip_blank(text: &str) -> &str {
    if text.starts_with("//") {
        return text
            .find('\n')
            .and_then(|end| text.get(end..))
            .unwrap_or("");
    }
    if !text.starts_with("/*") {
        return text.trim_start();
    }
    let mut depth = 0_usize;
    let mut rest = text;
    loop {
        if let Some(inner) = rest.strip_prefix("/*") {
            depth += 1;
            rest = inner;
        } else if let Some(outer) = rest.strip_prefix("*/") {
            depth -= 1;
            rest = outer;
            if depth == 0 {
                return rest;
            }
        } else {
            let mut characters = rest.chars();
            if characters.next().is_none() {
                return rest;
            }
            rest = characters.as_str();
        }
    }
}

/// A text made of the pieces, and where each stands in it. What touched in the source touches; a piece
/// on a later line begins a line, so that a comment to the end of its line ends there.
fn rebuild(pieces: &[Piece]) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut ranges = Vec::with_capacity(pieces.len());
    let mut last: Option<&Piece> = None;
    for piece in pieces {
        if let Some(last) = last {
            text.push_str(gap(last, piece));
        }
        let start = text.len();
        text.push_str(&piece.text);
        ranges.push(start..text.len());
        last = Some(piece);
    }
    (text, ranges)
}

fn gap(left: &Piece, right: &Piece) -> &'static str {
    let same_place = left.start() == right.start() && left.end() == right.end();
    let touch = left.end() == right.start() && left.span.file() == right.span.file();
    if left.joint || (touch && !same_place) {
        ""
    } else if left.span.file() == right.span.file() && left.end().line < right.start().line {
        "\n"
    } else {
        " "
    }
}

#[cfg(test)]
mod tests;

//! Walking the text: one place, moved forward by characters, and what may stand between forms.

use super::error::ReadError;
use super::form::Span;

/// A place in a text. It only moves forward, by whole characters.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    inline: bool,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str, inline: bool) -> Cursor<'t> {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Cursor { text, at, inline }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn inline(&self) -> bool {
        self.inline
    }

    /// The text from here on.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The text from `start` up to here.
    pub(super) fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or("")
    }

    pub(super) fn span_since(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Moves over `word` if it comes next.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let there = self.rest().starts_with(word);
        if there {
            self.at += word.len();
        }
        there
    }

    /// Moves over the longest run of characters that `belongs` accepts.
    pub(super) fn eat_while(&mut self, belongs: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !belongs(c)).unwrap_or(rest.len());
    }

    /// Moves to the end of the text.
    pub(super) fn skip_all(&mut self) {
        self.at = self.text.len();
    }

    /// Whether one of Rust's comments begins here; always false when the text is not inline.
    pub(super) fn at_rust_comment(&self) -> bool {
        self.inline && (self.rest().starts_with("//") || self.rest().starts_with("/*"))
    }

    /// Moves over white space, commas and comments. An unterminated comment is an error, and
    /// the rest of the text belongs to it.
    pub(super) fn skip_blank(&mut self) -> Result<(), ReadError> {
        loop {
            self.eat_while(is_blank);
            let rest = self.rest();
            if rest.starts_with(';') || rest.starts_with("#!") {
                self.skip_line();
            } else if rest.starts_with("#|") {
                self.skip_block("#|", "|#")?;
            } else if self.inline && rest.starts_with("//") {
                self.skip_line();
            } else if self.inline && rest.starts_with("/*") {
                self.skip_block("/*", "*/")?;
            } else {
                return Ok(());
            }
        }
    }

    fn skip_line(&mut self) {
        self.eat_while(|c| c != '\n');
    }

    /// Moves over a comment from `open` to `close`; such comments nest.
    fn skip_block(&mut self, open: &str, close: &str) -> Result<(), ReadError> {
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            if self.eat(open) {
                depth += 1;
            } else if self.eat(close) {
                depth -= 1;
            } else if self.next().is_none() {
                let span = Span::new(start, start + open.len());
                return Err(ReadError::new(span, "this comment is never closed")
                    .with_help(format!("close it with `{close}`; such comments nest")));
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }
}

/// White space between forms: Unicode's, and the comma.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == ','
}

//! The reader's stack of open forms: what begins here, what it waits for, where a form goes.
//!
//! The stack is a `Vec`, so depth costs heap only. A form beyond the bound on nesting is still read,
//! so that its delimiters are matched, but is replaced by `nil` as soon as it is complete.
//!
//! Recovery. A wrong leaf becomes `nil`. A closing delimiter that does not fit the innermost form
//! closes up to the one that it fits, if there is one, else it closes the innermost form. After that
//! the balance is in doubt, so that superfluous and missing delimiters are not reported again until a
//! form opens at the beginning of a line outside of all others.

use super::cursor::Cursor;
use super::dispatch::{self, Dispatch};
use super::duplicate;
use super::error::ReadError;
use super::form::{Form, FormKind, Span};
use super::number::number;
use super::opener::Opener;
use super::{Options, metadata, name, string};

/// An open form: what opened it, where, and the forms read since.
struct Frame {
    opener: Opener,
    span: Span,
    items: Vec<Form>,
}

/// One run over one text.
pub(super) struct Parser<'t> {
    text: &'t str,
    cursor: Cursor<'t>,
    max_depth: usize,
    frames: Vec<Frame>,
    /// How many open frames end with `)`, `]` and `}`.
    open: [usize; 3],
    forms: Vec<Form>,
    errors: Vec<ReadError>,
    /// A wrong delimiter was met: the balance says nothing for now.
    doubtful: bool,
    /// The bound on nesting was reported for the outermost form that is open.
    too_deep: bool,
}

impl<'t> Parser<'t> {
    pub(super) fn new(text: &'t str, options: &Options) -> Parser<'t> {
        Parser {
            text,
            cursor: Cursor::new(text, options.inline),
            max_depth: options.max_depth,
            frames: Vec::new(),
            open: [0; 3],
            forms: Vec::new(),
            errors: Vec::new(),
            doubtful: false,
            too_deep: false,
        }
    }

    /// Reads the whole text.
    pub(super) fn run(mut self) -> (Vec<Form>, Vec<ReadError>) {
        loop {
            if let Err(error) = self.cursor.skip_blank() {
                self.errors.push(error);
                self.doubtful = true;
            }
            let Some(c) = self.cursor.peek() else {
                break;
            };
            self.step(c);
        }
        self.end();
        (self.forms, self.errors)
    }

    /// Reads what begins with `c`, here; always moves forward.
    fn step(&mut self, c: char) {
        let start = self.cursor.at();
        let second = self.cursor.peek_second();
        let opener = match c {
            '(' => Some((Opener::List, "(")),
            '[' => Some((Opener::Vector, "[")),
            '{' => Some((Opener::Map, "{")),
            '\'' => Some((Opener::Prefix("quote"), "'")),
            '`' => Some((Opener::Prefix("quasiquote"), "`")),
            '~' if second == Some('@') => Some((Opener::Prefix("unquote-splicing"), "~@")),
            '~' => Some((Opener::Prefix("unquote"), "~")),
            '^' => Some((Opener::Meta, "^")),
            _ => None,
        };
        if let Some((opener, mark)) = opener {
            self.cursor.eat(mark);
            return self.push(opener, start);
        }
        let leaf = match c {
            ')' | ']' | '}' => {
                self.cursor.next();
                return self.close(c, start);
            }
            '#' => match dispatch::dispatch(&mut self.cursor, &mut self.errors) {
                Dispatch::Open(opener) => return self.push(opener, start),
                Dispatch::Leaf(kind) => Ok(kind),
                Dispatch::Hole => Ok(FormKind::Nil),
                Dispatch::Nothing => return,
                Dispatch::Cut => return self.cut(start),
            },
            '"' => match string::string(&mut self.cursor, &mut self.errors) {
                Some(kind) => Ok(kind),
                None => return self.cut(start),
            },
            ':' => name::keyword(&mut self.cursor),
            '@' => return self.no_deref(),
            '\\' => self.no_character(),
            _ if self.at_number(c, second) => self.number(),
            _ if name::in_name(c) => match name::bare_uuid(&mut self.cursor) {
                Some(uuid) => Ok(uuid),
                None => name::symbol(&mut self.cursor),
            },
            _ => return self.bad_character(c),
        };
        let kind = leaf.unwrap_or_else(|error| {
            self.errors.push(error);
            FormKind::Nil
        });
        self.add(Form::new(kind, self.cursor.span_since(start)));
    }

    fn at_number(&self, c: char, second: Option<char>) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        match c {
            '+' | '-' => {
                digit(second) || (second == Some('.') && digit(self.cursor.rest().chars().nth(2)))
            }
            '.' => digit(second),
            _ => c.is_ascii_digit(),
        }
    }

    /// Reads a number, or the UUID or instant that begins like one.
    fn number(&mut self) -> Result<FormKind, ReadError> {
        if let Some(uuid) = name::bare_uuid(&mut self.cursor) {
            return Ok(uuid);
        }
        if let Some(instant) = name::bare_instant(&mut self.cursor) {
            return instant;
        }
        let start = self.cursor.at();
        let word = name::word(&mut self.cursor, false);
        number(word).map_err(|refusal| {
            let error = ReadError::new(self.cursor.span_since(start), refusal.message);
            match refusal.help {
                Some(help) => error.with_help(help),
                None => error,
            }
        })
    }

    /// Opens a form whose first characters, from `start` on, are already read.
    fn push(&mut self, opener: Opener, start: usize) {
        let span = self.cursor.span_since(start);
        if self.frames.is_empty() {
            self.too_deep = false;
            if self
                .text
                .get(..start)
                .is_some_and(|before| before.ends_with('\n'))
            {
                self.doubtful = false;
            }
        }
        if self.frames.len() >= self.max_depth && !self.too_deep {
            self.too_deep = true;
            let message = format!("forms nest more than {} levels here", self.max_depth);
            self.errors.push(ReadError::new(span, message));
        }
        if let Some(count) = opener.closer().and_then(|closer| self.count(closer)) {
            *count += 1;
        }
        self.frames.push(Frame {
            opener,
            span,
            items: Vec::new(),
        });
    }

    /// The number of open forms that `closer` would end.
    fn count(&mut self, closer: char) -> Option<&mut usize> {
        let index = ")]}".find(closer)?;
        self.open.get_mut(index)
    }

    fn pop(&mut self) -> Option<Frame> {
        let frame = self.frames.pop()?;
        if let Some(count) = frame.opener.closer().and_then(|closer| self.count(closer)) {
            *count -= 1;
        }
        Some(frame)
    }

    /// Puts a complete form where it belongs: into the innermost open form, which it may complete.
    fn add(&mut self, mut form: Form) {
        loop {
            let Some(frame) = self.frames.last_mut() else {
                self.forms.push(form);
                return;
            };
            let waits = frame.opener == Opener::Meta && frame.items.is_empty();
            if waits || frame.opener.closer().is_some() {
                frame.items.push(form);
                return;
            }
            let Some(frame) = self.pop() else { return };
            match self.complete(frame, form) {
                Some(complete) => form = complete,
                None => return,
            }
        }
    }

    /// The form that `frame` makes of the form behind it; none if it discards it.
    fn complete(&mut self, frame: Frame, mut form: Form) -> Option<Form> {
        let span = frame.span.to(form.span);
        if frame.opener == Opener::Discard {
            return None;
        }
        if self.frames.len() >= self.max_depth {
            return Some(Form::new(FormKind::Nil, span));
        }
        match frame.opener {
            Opener::Prefix(head) => {
                let head = Form::new(FormKind::Symbol(head.into()), frame.span);
                Some(Form::new(FormKind::List(vec![head, form]), span))
            }
            Opener::Tag(tag) => {
                let kind = dispatch::tagged(tag, &form.kind, form.span);
                let kind = kind.unwrap_or_else(|error| {
                    self.errors.push(error);
                    FormKind::Nil
                });
                Some(Form::new(kind, span))
            }
            _ => {
                let outer = self.frames.last().map(|frame| frame.opener);
                let outermost = outer != Some(Opener::Meta);
                for meta in frame.items {
                    metadata::attach(meta, frame.span, &mut form, outermost, &mut self.errors);
                }
                Some(form)
            }
        }
    }

    /// Handles the closing delimiter `closer`, which begins at `start` and is read.
    fn close(&mut self, closer: char, start: usize) {
        self.drop_waiting();
        let span = self.cursor.span_since(start);
        let Some(frame) = self.frames.last() else {
            if !self.doubtful {
                let message = format!("unexpected `{closer}`: nothing is open here");
                self.errors.push(ReadError::new(span, message));
            }
            return;
        };
        if frame.opener.closer() == Some(closer) {
            return self.finish(span.end);
        }
        self.mismatch(closer, span);
        if self.count(closer).is_some_and(|count| *count > 0) {
            let fits = |frame: &Frame| frame.opener.closer() == Some(closer);
            while self.frames.last().is_some_and(|frame| !fits(frame)) {
                self.finish(span.start);
                self.drop_waiting();
            }
        }
        self.finish(span.end);
    }

    /// Says that `closer` does not fit the innermost open form.
    fn mismatch(&mut self, closer: char, span: Span) {
        self.doubtful = true;
        let Some(frame) = self.frames.last() else {
            return;
        };
        let opening = self.text.get(frame.span.range()).unwrap_or_default();
        let wanted = frame.opener.closer().unwrap_or(closer);
        self.errors.push(
            ReadError::new(span, format!("expected `{wanted}`, found `{closer}`"))
                .with_label(frame.span, format!("this `{opening}` is open")),
        );
    }

    /// Removes what waits for a form, above the innermost delimited form: none comes.
    fn drop_waiting(&mut self) {
        let delimited = self.open.iter().any(|count| *count > 0);
        while delimited
            && self
                .frames
                .last()
                .is_some_and(|frame| frame.opener.closer().is_none())
        {
            if let Some(frame) = self.pop() {
                self.nothing_follows(&frame);
            }
        }
    }

    fn nothing_follows(&mut self, frame: &Frame) {
        let mark = self.text.get(frame.span.range()).unwrap_or_default();
        let message = match (frame.opener, frame.items.is_empty()) {
            (Opener::Meta, true) => "no metadata follows the `^`".to_owned(),
            (Opener::Meta, false) => "no form follows this metadata".to_owned(),
            _ => format!("no form follows the `{mark}`"),
        };
        self.errors.push(ReadError::new(frame.span, message));
    }

    /// Completes the innermost form, whose text ends at `end`.
    fn finish(&mut self, end: u32) {
        let Some(frame) = self.pop() else { return };
        let span = Span {
            start: frame.span.start,
            end,
        };
        if self.frames.len() >= self.max_depth {
            return self.add(Form::new(FormKind::Nil, span));
        }
        let mut items = frame.items;
        if frame.opener == Opener::Map {
            if let Some(key) = items.last().filter(|_| items.len() % 2 == 1) {
                let error = ReadError::new(key.span, "this key has no value")
                    .with_label(frame.span, "a map takes keys and values in turn");
                self.errors.push(error);
                let hole = Form::new(FormKind::Nil, Span { start: end, end });
                items.push(hole);
            }
            duplicate::report(items.iter().step_by(2), "this map", &mut self.errors);
        }
        if frame.opener == Opener::Set {
            duplicate::report(items.iter(), "this set", &mut self.errors);
        }
        self.add(Form::new(frame.opener.build(items), span));
    }

    /// Handles a string or regex that began at `start` and never ended.
    fn cut(&mut self, start: usize) {
        self.cursor.skip_all();
        self.doubtful = true;
        self.add(Form::new(FormKind::Nil, self.cursor.span_since(start)));
    }

    /// Completes what is open at the end of the text.
    fn end(&mut self) {
        let delimited = self
            .frames
            .iter()
            .position(|frame| frame.opener.closer().is_some());
        if let Some(outermost) = delimited
            && !self.doubtful
        {
            self.never_closed(outermost);
        }
        let end = self.cursor.span_since(self.cursor.at()).end;
        while let Some(frame) = self.frames.last() {
            if frame.opener.closer().is_some() {
                self.finish(end);
            } else if let Some(frame) = self.pop()
                && delimited.is_none()
            {
                self.nothing_follows(&frame);
            }
        }
    }

    /// Says that the form at `outermost` of the stack is not closed, and which others are not.
    fn never_closed(&mut self, outermost: usize) {
        let mut delimited = self
            .frames
            .iter()
            .skip(outermost)
            .filter(|f| f.opener.closer().is_some());
        let Some(frame) = delimited.next() else {
            return;
        };
        let opening = |frame: &Frame| self.text.get(frame.span.range()).unwrap_or_default();
        let message = format!("this `{}` is never closed", opening(frame));
        let mut error = ReadError::new(frame.span, message);
        if let Some(stray) = self.at_margin(frame) {
            error = error.with_label(
                stray,
                "this form begins no further right: is a delimiter missing before it?",
            );
        }
        for inner in delimited.take(3) {
            error = error.with_label(
                inner.span,
                format!("this `{}` is open, too", opening(inner)),
            );
        }
        self.errors.push(error);
    }

    /// The first form in `frame` that begins a line and stands no further right than the frame.
    fn at_margin(&self, frame: &Frame) -> Option<Span> {
        let margin = self.indent(frame.span)?;
        let left = |form: &&Form| {
            self.indent(form.span)
                .is_some_and(|indent| indent <= margin)
        };
        frame.items.iter().find(left).map(|form| form.span)
    }

    /// How far a form is indented, in bytes, if it begins its line. It looks no further back than
    /// the blanks before the form.
    fn indent(&self, span: Span) -> Option<usize> {
        let before = self.text.get(..span.start as usize)?;
        let line = before.trim_end_matches([' ', '\t']);
        (line.is_empty() || line.ends_with('\n')).then_some(before.len() - line.len())
    }

    fn no_deref(&mut self) {
        let start = self.cursor.at();
        self.cursor.eat("@");
        self.errors.push(
            ReadError::new(
                self.cursor.span_since(start),
                "there is nothing to dereference in RTFS",
            )
            .with_help("data is immutable: write the name without `@`; `~@` splices"),
        );
    }

    fn no_character(&mut self) -> Result<FormKind, ReadError> {
        let start = self.cursor.at();
        self.cursor.eat("\\");
        if name::word(&mut self.cursor, false).is_empty() {
            self.cursor.next();
        }
        Err(ReadError::new(
            self.cursor.span_since(start),
            "RTFS has no character literals",
        )
        .with_help("a character is a string of one: write `\"a\"` for `\\a`"))
    }

    fn bad_character(&mut self, c: char) {
        let start = self.cursor.at();
        self.cursor.next();
        let error = ReadError::new(
            self.cursor.span_since(start),
            format!(
                "no form begins with the character `{}` (U+{:04X})",
                c.escape_debug(),
                u32::from(c)
            ),
        );
        let error = match name::straight_quote(c) {
            Some(straight) => error.with_help(format!("write a straight `{straight}`")),
            None if name::is_invisible(c) => error.with_help("it is invisible: delete it"),
            None => error,
        };
        self.errors.push(error);
    }
}

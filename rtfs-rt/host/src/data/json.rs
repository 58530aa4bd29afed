//! Files with a JSON object on each line, by `serde_json`.
//!
//! Of a line only the texts of the fields that are asked for are kept; a field becomes a cell when somebody asks for it.

use core::cell;
use core::fmt;
use core::ops::Range;
use std::borrow::Cow;

use rtfs_rt::library::json::parse_json;
use rtfs_rt::library::strings::parse_int;
use rtfs_rt::{Map, Value};
use serde::de::{DeserializeSeed, Deserializer as _, IgnoredAny, MapAccess, Visitor};
use serde_json::Deserializer;
use serde_json::value::RawValue;

use super::LONGEST;
use super::cell::{Cell, ColumnKind, Small};
use super::columns::Columns;
use super::cuts::Cuts;
use super::fault::{Fault, Place};
use super::parts::Source;
use super::query::Query;
use super::table::Table;
use crate::lines::Lines;
use crate::shared::Shared;

/// A file of JSON lines. A field that nobody has given a type is what it is; one that is not there is nil.
pub(super) struct JsonLines {
    cuts: Cuts,
    columns: Columns,
}

/// Some rows of it.
pub(super) struct JsonRows {
    lines: Lines,
    end: u64,
    columns: Columns,
    /// Where the value of each slot stands in the line.
    fields: Vec<Option<Range<usize>>>,
    /// The numbers of the line that were read already: a column may be asked for more than once.
    numbers: Vec<cell::Cell<Option<Small>>>,
}

impl JsonLines {
    pub(super) fn open(file: Shared, query: &mut Query, part: u64) -> Result<JsonLines, Fault> {
        Ok(JsonLines {
            cuts: Cuts::new(file, 0, part)?,
            columns: core::mem::take(&mut query.columns),
        })
    }
}

impl Source for JsonLines {
    type Table = JsonRows;

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn parts(&self) -> usize {
        self.cuts.parts()
    }

    fn cut(&self, part: usize) -> Result<u64, Fault> {
        Ok(self.cuts.cut(part)?)
    }

    fn rows(&self, range: Range<u64>) -> Result<JsonRows, Fault> {
        Ok(JsonRows {
            lines: Lines::new(self.cuts.file(), range.start, LONGEST),
            end: range.end,
            fields: vec![None; self.columns.len()],
            numbers: vec![cell::Cell::new(None); self.columns.len()],
            columns: self.columns.clone(),
        })
    }
}

impl JsonRows {
    /// Finds the fields of the line; false if there is nothing on it.
    fn find(&mut self) -> Result<bool, Fault> {
        let line = self.lines.text()?;
        if line.trim_ascii().is_empty() {
            return Ok(false);
        }
        self.fields.fill(None);
        self.numbers.fill(cell::Cell::new(None));
        let object = Object {
            line,
            columns: &self.columns,
            fields: &mut self.fields,
        };
        let mut deserializer = Deserializer::from_str(line);
        let read = deserializer.deserialize_map(object);
        match read.and_then(|()| deserializer.end()) {
            Ok(()) => Ok(true),
            Err(error) => Err(not_json(self.lines.number(), &error)),
        }
    }

    /// The value of a field that is there.
    fn field(&self, range: &Range<usize>) -> Result<Cell<'_>, Fault> {
        let text = self.lines.part(range.clone())?;
        let not_json = |error| not_json(self.lines.number(), &error);
        Ok(match text.as_bytes() {
            [b'n', ..] => Cell::Nil,
            [b't', ..] => Cell::Bool(true),
            [b'f', ..] => Cell::Bool(false),
            [b'"', inner @ .., b'"'] if !inner.contains(&b'\\') => {
                Cell::Str(Cow::Borrowed(&text[1..text.len() - 1]))
            }
            [b'"', ..] => Cell::Str(Cow::Owned(serde_json::from_str(text).map_err(not_json)?)),
            [b'[' | b'{', ..] => Cell::Other(parse_json(text)?),
            _ => match small(text) {
                Some(number) => number.cell(),
                None => match parse_int(text) {
                    Some(int) => Cell::Other(Value::from(int)),
                    None => Cell::Float(serde_json::from_str(text).map_err(not_json)?),
                },
            },
        })
    }
}

impl Table for JsonRows {
    fn advance(&mut self) -> Result<bool, Fault> {
        loop {
            if self.lines.at() >= self.end || !self.lines.advance()? {
                return Ok(false);
            }
            if self.find()? {
                return Ok(true);
            }
        }
    }

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn cell(&self, slot: usize) -> Result<Cell<'_>, Fault> {
        let cell = match &self.fields[slot] {
            Some(range) => self.field(range)?,
            None => Cell::Nil,
        };
        let ty = self.columns.ty(slot);
        match ty.check(cell) {
            Ok(cell) => Ok(cell),
            Err(cell) => Err(self.misfit(slot, &cell, ty.described())),
        }
    }

    #[inline]
    fn number(&self, slot: usize) -> Option<Small> {
        if let known @ Some(_) = self.numbers[slot].get() {
            return known;
        }
        let range = self.fields[slot].clone()?;
        let number = small(self.lines.part(range).ok()?)?;
        let number = self.columns.ty(slot).check_number(number)?;
        self.numbers[slot].set(Some(number));
        Some(number)
    }

    #[inline]
    fn raw(&self, slot: usize) -> Option<&[u8]> {
        let is_text = matches!(
            self.columns.ty(slot).kind,
            ColumnKind::Any | ColumnKind::Str
        );
        let range = self.fields[slot].clone().filter(|_| is_text)?;
        match self.lines.part(range).ok()?.as_bytes() {
            [b'"', inner @ .., b'"'] if !inner.contains(&b'\\') => Some(inner),
            _ => None,
        }
    }

    fn at(&self) -> u64 {
        self.lines.at()
    }

    fn whole(&self) -> Result<Value, Fault> {
        let mut row = match parse_json(self.lines.text()?)? {
            Value::Map(row) => row,
            _ => Map::new(),
        };
        for slot in 0..self.columns.len() {
            let name = Value::Keyword(self.columns.name(slot));
            let cell = self.cell(slot)?;
            if self.fields[slot].is_some() {
                row.insert(name, cell.to_value());
            }
        }
        Ok(Value::Map(row))
    }

    fn place(&self) -> Place {
        Place::Line(self.lines.number())
    }
}

/// The number that the text of a value is, if it is one of machine size.
#[inline]
fn small(text: &str) -> Option<Small> {
    let is_digit = |byte: &u8| byte.is_ascii_digit() || *byte == b'-';
    if !text.as_bytes().first().is_some_and(is_digit) {
        return None;
    }
    let is_float = |byte: &u8| matches!(byte, b'.' | b'e' | b'E');
    match text.as_bytes().iter().any(is_float) {
        false => text.parse().ok().map(Small::Int),
        // What is too large is no number in JSON, and infinite here.
        true => (text.parse().ok())
            .filter(|float: &f64| float.is_finite())
            .map(Small::Float),
    }
}

/// The object of a line, whose fields are to be found.
struct Object<'a> {
    line: &'a str,
    columns: &'a Columns,
    fields: &'a mut [Option<Range<usize>>],
}

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<(), A::Error> {
        while let Some(slot) = access.next_key_seed(Name(self.columns))? {
            match slot {
                Some(slot) => {
                    let text = access.next_value::<&RawValue>()?.get();
                    let start = text.as_ptr() as usize - self.line.as_ptr() as usize;
                    self.fields[slot] = Some(start..start + text.len());
                }
                None => {
                    access.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// The slot of a field, if it has one.
struct Name<'a>(&'a Columns);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Option<usize>;

    fn deserialize<D: serde::Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Option<usize>, E> {
        Ok(self.0.find(name))
    }
}

#[cold]
fn not_json(line: u64, error: &serde_json::Error) -> Fault {
    let text = error.to_string();
    let (line_of_text, column) = (error.line(), error.column());
    let place = format!(" at line {line_of_text} column {column}");
    match text.strip_suffix(&place) {
        Some(reason) => Fault::row(Place::Line(line), format!("{reason}, at byte {column}")),
        None => Fault::row(Place::Line(line), text),
    }
}

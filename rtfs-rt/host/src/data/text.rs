//! Files of text, such as logs: a row is a line, with its number.

use core::ops::Range;

use rtfs_rt::{Keyword, Value};

use super::LONGEST;
use super::cell::{Cell, ColumnKind, Type};
use super::columns::{Columns, Placed};
use super::cuts::Cuts;
use super::fault::{Fault, Place};
use super::parts::Source;
use super::query::Query;
use super::table::{Table, row};
use crate::lines::Lines;
use crate::shared::Shared;

/// The columns, and what they are.
const COLUMNS: [(&str, ColumnKind); 2] = [("line", ColumnKind::Int), ("text", ColumnKind::Str)];

/// A text, whose lines need not be UTF-8 where nobody asks for them.
pub(super) struct Text {
    cuts: Cuts,
    columns: Columns,
    placed: Placed,
}

/// Some lines of it.
pub(super) struct TextRows {
    lines: Lines,
    end: u64,
    columns: Columns,
    placed: Placed,
}

impl Text {
    pub(super) fn open(
        file: Shared,
        query: &mut Query,
        all: bool,
        part: u64,
    ) -> Result<Text, Fault> {
        let mut columns = core::mem::take(&mut query.columns);
        let placed = columns.place(&COLUMNS.map(|(name, _)| Keyword::new(name)), all)?;
        for (slot, field) in placed.fields.iter().enumerate() {
            if columns.declared(slot).is_none() {
                let (_, kind) = COLUMNS[*field];
                let optional = false;
                columns.declare(slot, Type { kind, optional });
            }
        }
        // The number of a line is known to who has read all lines before it.
        let counts = (placed.fields.iter()).any(|field| COLUMNS[*field].1 == ColumnKind::Int);
        let part = if counts { u64::MAX } else { part };
        Ok(Text {
            cuts: Cuts::new(file, 0, part)?,
            columns,
            placed,
        })
    }
}

impl Source for Text {
    type Table = TextRows;

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn parts(&self) -> usize {
        self.cuts.parts()
    }

    fn cut(&self, part: usize) -> Result<u64, Fault> {
        Ok(self.cuts.cut(part)?)
    }

    fn rows(&self, range: Range<u64>) -> Result<TextRows, Fault> {
        Ok(TextRows {
            lines: Lines::new(self.cuts.file(), range.start, LONGEST),
            end: range.end,
            columns: self.columns.clone(),
            placed: self.placed.clone(),
        })
    }
}

impl Table for TextRows {
    fn advance(&mut self) -> Result<bool, Fault> {
        Ok(self.lines.at() < self.end && self.lines.advance()?)
    }

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn cell(&self, slot: usize) -> Result<Cell<'_>, Fault> {
        let cell = match COLUMNS[self.placed.fields[slot]] {
            (_, ColumnKind::Int) => Cell::Int(self.lines.number().cast_signed()),
            _ => Cell::Str(self.lines.text()?.into()),
        };
        let ty = self.columns.ty(slot);
        match ty.check(cell) {
            Ok(cell) => Ok(cell),
            Err(cell) => Err(self.misfit(slot, &cell, ty.described())),
        }
    }

    fn at(&self) -> u64 {
        self.lines.at()
    }

    fn whole(&self) -> Result<Value, Fault> {
        row(self, &self.placed.order)
    }

    fn place(&self) -> Place {
        Place::Line(self.lines.number())
    }
}

//! Files of text, such as logs: a row is a line, with its number.

use cap_std::fs::File;
use rtfs_rt::{Keyword, Value};

use super::LONGEST;
use super::cell::{Cell, ColumnKind, Type};
use super::columns::{Columns, Placed};
use super::fault::{Fault, Place};
use super::query::Query;
use super::table::{Table, row};
use crate::lines::Lines;

/// The columns, and what they are.
const COLUMNS: [(&str, ColumnKind); 2] = [("line", ColumnKind::Int), ("text", ColumnKind::Str)];

/// A text, whose lines need not be UTF-8 where nobody asks for them.
pub(super) struct Text {
    lines: Lines,
    columns: Columns,
    placed: Placed,
}

impl Text {
    pub(super) fn open(file: File, query: &mut Query, all: bool) -> Result<Text, Fault> {
        let mut columns = core::mem::take(&mut query.columns);
        let placed = columns.place(&COLUMNS.map(|(name, _)| Keyword::new(name)), all)?;
        for (slot, field) in placed.fields.iter().enumerate() {
            if columns.declared(slot).is_none() {
                let (_, kind) = COLUMNS[*field];
                let optional = false;
                columns.declare(slot, Type { kind, optional });
            }
        }
        Ok(Text {
            lines: Lines::new(file, LONGEST),
            columns,
            placed,
        })
    }
}

impl Table for Text {
    fn advance(&mut self) -> Result<bool, Fault> {
        Ok(self.lines.advance()?)
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

    fn whole(&self) -> Result<Value, Fault> {
        row(self, &self.placed.order)
    }

    fn place(&self) -> Place {
        Place::Line(self.lines.number())
    }
}

//! What a query reads: a file as rows of cells.

use rtfs_rt::Value;
use rtfs_rt::host::Context;

use super::cell::{Cell, Small};
use super::columns::Columns;
use super::fault::{Fault, Place};
use super::filter::Filter;
use super::groups::Groups;
use super::walk;

/// A file, read up to some row.
pub(super) trait Table: Send {
    /// Goes on to the next row; false at the end.
    fn advance(&mut self) -> Result<bool, Fault>;

    /// The columns that are read, with their types.
    fn columns(&self) -> &Columns;

    /// The cell of a column, checked to be of its type.
    fn cell(&self, slot: usize) -> Result<Cell<'_>, Fault>;

    /// The number that a cell is, if that is quickly found; else [`Table::cell`] says what it is.
    #[inline]
    fn number(&self, slot: usize) -> Option<Small> {
        let _ = slot;
        None
    }

    /// The text of a cell of a column of strings, as bytes that may not be UTF-8, if that is quickly found.
    fn raw(&self, slot: usize) -> Option<&[u8]> {
        let _ = slot;
        None
    }

    /// Where the row behind this one begins: where else a table can be begun.
    fn at(&self) -> u64;

    /// Takes all rows that a condition accepts into their groups.
    fn fold(
        &mut self,
        filter: Option<&Filter>,
        groups: &mut Groups,
        context: &Context<'_>,
    ) -> Result<(), Fault>
    where
        Self: Sized,
    {
        walk::fold(self, filter, groups, context)
    }

    /// All of the row.
    fn whole(&self) -> Result<Value, Fault>;

    /// Where the row is.
    fn place(&self) -> Place;

    /// The error of a cell that does not fit.
    #[cold]
    fn misfit(&self, slot: usize, cell: &Cell<'_>, expected: &str) -> Fault {
        let name = self.columns().name(slot);
        let text = match cell {
            Cell::Nil => String::new(),
            Cell::Str(text) => text.to_string(),
            cell => cell.to_value().to_string(),
        };
        Fault::field(self.place(), name, &text, expected)
    }
}

/// Some columns of the row, as a map.
pub(super) fn row<T: Table + ?Sized>(table: &T, slots: &[usize]) -> Result<Value, Fault> {
    let columns = table.columns();
    let mut row = rtfs_rt::Map::with_capacity(slots.len());
    for slot in slots {
        let value = table.cell(*slot)?.to_value();
        row.insert(Value::Keyword(columns.name(*slot)), value);
    }
    Ok(Value::Map(row))
}

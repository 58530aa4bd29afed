//! Parquet files, by the `parquet` crate: of each column that is read, some thousand cells at a time.
//!
//! A group of rows in which, by what the file says of it, nothing can fit is passed over.

mod column;

use cap_std::fs::File;
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use rtfs_rt::{Keyword, Value};

use self::column::{Batch, Storage, bounds};
use super::cell::{Cell, Small, Type};
use super::columns::{Columns, Placed};
use super::fault::{Fault, Place, invalid};
use super::filter::Filter;
use super::query::Query;
use super::table::{Table, row};

/// How many rows are decoded at a time.
const BATCH: usize = 4096;

/// A Parquet file. Its columns have the types that it says they have.
pub(super) struct Parquet {
    file: SerializedFileReader<std::fs::File>,
    columns: Columns,
    placed: Placed,
    storages: Vec<Storage>,
    /// The groups of rows that are still to be read, the next one last.
    groups: Vec<usize>,
    /// What is read of the group at hand: of each column that is read, its decoder and a batch of its cells.
    batches: Vec<Batch>,
    /// How many rows the batches have, and which of them is the row at hand, from 1.
    len: usize,
    row: usize,
    /// How many rows come before the batches.
    before: u64,
    /// How many rows of the group come after them.
    left: usize,
}

impl Parquet {
    pub(super) fn open(file: File, query: &mut Query, all: bool) -> Result<Parquet, Fault> {
        let file = SerializedFileReader::new(file.into_std())?;
        let schema = file.metadata().file_metadata().schema_descr();
        // Columns below another one, as nested data has them, are there under the name of that one.
        let mut names: Vec<Keyword> = Vec::new();
        let mut first = Vec::new();
        for (index, column) in schema.columns().iter().enumerate() {
            let parts = column.path().parts();
            let name = Keyword::new(parts.first().map_or("", String::as_str));
            if names.last() != Some(&name) {
                names.push(name);
                first.push(index);
            }
        }
        let mut columns = core::mem::take(&mut query.columns);
        let mut placed = columns.place(&names, all)?;
        let mut storages = Vec::new();
        for (slot, field) in placed.fields.iter_mut().enumerate() {
            *field = first[*field];
            let name = columns.name(slot);
            let storage = Storage::of(&schema.column(*field))
                .map_err(|why| invalid(format!("{name} cannot be read: {why}")))?;
            match columns.declared(slot) {
                None => columns.declare(slot, storage.ty()),
                Some(ty) if ty.holds(storage.ty()) => {}
                Some(ty) => {
                    let (is, wanted) = (storage.ty().described(), ty.described());
                    let message = format!("{name} is {is} in the file, and not {wanted}");
                    return Err(invalid(message).into());
                }
            }
            storages.push(storage);
        }
        let mut parquet = Parquet {
            groups: (0..file.num_row_groups()).rev().collect(),
            file,
            columns,
            placed,
            storages,
            batches: Vec::new(),
            len: 0,
            row: 0,
            before: 0,
            left: 0,
        };
        if let Some(filter) = &query.filter {
            filter.check(&parquet.columns)?;
            parquet.pass_over(filter);
        }
        Ok(parquet)
    }

    /// Leaves out the groups of rows in which none can fit.
    fn pass_over(&mut self, filter: &Filter) {
        let mut groups = core::mem::take(&mut self.groups);
        groups.retain(|group| {
            let metadata = self.file.metadata().row_group(*group);
            filter.may_accept(&|slot| {
                let statistics = metadata.column(self.placed.fields[slot]).statistics()?;
                bounds(self.storages[slot], statistics)
            })
        });
        self.groups = groups;
    }

    /// Begins the next group of rows; false if there is none.
    fn next_group(&mut self) -> Result<bool, Fault> {
        let Some(group) = self.groups.pop() else {
            return Ok(false);
        };
        let metadata = self.file.metadata();
        let rows = |group: usize| metadata.row_group(group).num_rows();
        self.before = (0..group).map(|group| rows(group).unsigned_abs()).sum();
        self.left = usize::try_from(rows(group)).unwrap_or(0);
        self.len = 0;
        let reader = self.file.get_row_group(group)?;
        self.batches.clear();
        for (field, storage) in self.placed.fields.iter().zip(&self.storages) {
            let column = reader.get_column_reader(*field)?;
            self.batches.push(Batch::new(*storage, column));
        }
        Ok(true)
    }
}

impl Table for Parquet {
    fn advance(&mut self) -> Result<bool, Fault> {
        while self.row == self.len {
            self.before += self.len as u64;
            self.row = 0;
            self.len = 0;
            if self.left == 0 {
                if !self.next_group()? {
                    return Ok(false);
                }
                continue;
            }
            let wanted = self.left.min(BATCH);
            for batch in &mut self.batches {
                if !batch.read(wanted)? {
                    return Err(Fault::file("a column has fewer cells than there are rows"));
                }
            }
            self.left -= wanted;
            self.len = wanted;
        }
        self.row += 1;
        Ok(true)
    }

    fn columns(&self) -> &Columns {
        &self.columns
    }

    #[inline]
    fn cell(&self, slot: usize) -> Result<Cell<'_>, Fault> {
        let Some(cell) = self.batches[slot].cell(self.row - 1) else {
            return Err(Fault::not_utf8(self.place(), self.columns.name(slot)));
        };
        let ty = self.columns.ty(slot);
        if ty == self.storages[slot].ty() {
            return Ok(cell);
        }
        match ty.check(cell) {
            Ok(cell) => Ok(cell),
            Err(cell) => Err(self.misfit(slot, &cell, ty.described())),
        }
    }

    #[inline]
    fn number(&self, slot: usize) -> Option<Small> {
        match self.columns.ty(slot) == self.storages[slot].ty() {
            true => self.batches[slot].number(self.row - 1),
            false => None,
        }
    }

    #[inline]
    fn raw(&self, slot: usize) -> Option<&[u8]> {
        match self.columns.ty(slot) == Type::STRING {
            true => self.batches[slot].bytes(self.row - 1),
            false => None,
        }
    }

    fn whole(&self) -> Result<Value, Fault> {
        row(self, &self.placed.order)
    }

    fn place(&self) -> Place {
        Place::Row(self.before + self.row as u64)
    }
}

impl From<ParquetError> for Fault {
    fn from(error: ParquetError) -> Fault {
        Fault::file(error.to_string())
    }
}

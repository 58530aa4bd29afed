//! Parquet files, by the `parquet` crate: of each column that is read, some thousand cells at a time.
//!
//! A group of rows in which, by what the file says of it, nothing can fit is passed over.

mod batch;
mod column;

use core::cell;
use core::ops::Range;
use std::io::{BufReader, Read};
use std::sync::Arc;

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use rtfs_rt::host::Context;
use rtfs_rt::{Keyword, Value};

use self::batch::{Batch, Column};
use self::column::{Cells, Storage, bounds};
use super::cell::Cell;
use super::columns::{Columns, Placed};
use super::fault::{Fault, Place, invalid};
use super::filter::Filter;
use super::groups::Groups;
use super::parts::Source;
use super::query::Query;
use super::table::{Table, row};
use crate::shared::{ReaderAt, Shared};

/// How many rows are decoded at a time.
const BATCH: usize = 4096;

/// A Parquet file. Its columns have the types that it says they have.
pub(super) struct Parquet {
    file: Arc<SerializedFileReader<Shared>>,
    columns: Columns,
    placed: Placed,
    storages: Vec<Storage>,
    /// The groups of rows in which some may fit: they are its parts.
    groups: Arc<[usize]>,
}

/// The rows of some of its groups.
pub(super) struct ParquetRows {
    file: Arc<SerializedFileReader<Shared>>,
    columns: Columns,
    placed: Placed,
    storages: Vec<Storage>,
    groups: Arc<[usize]>,
    /// Which of the groups are still to be read.
    to_read: Range<usize>,
    /// What is read of the group at hand: of each column that is read, its decoder and a batch of its cells.
    cells: Vec<Cells>,
    /// How many rows the batch has, how many of them have been gone to, and which is the row at hand.
    len: usize,
    next: usize,
    row: cell::Cell<usize>,
    /// How many rows come before the batch.
    before: u64,
    /// How many rows of the group come after it.
    left: usize,
}

impl Parquet {
    pub(super) fn open(file: Shared, query: &mut Query, all: bool) -> Result<Parquet, Fault> {
        let file = SerializedFileReader::new(file)?;
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
            groups: (0..file.num_row_groups()).collect(),
            file: Arc::new(file),
            columns,
            placed,
            storages,
        };
        if let Some(filter) = &query.filter {
            filter.check(&parquet.columns)?;
            parquet.pass_over(filter);
        }
        Ok(parquet)
    }

    /// Leaves out the groups of rows in which none can fit.
    fn pass_over(&mut self, filter: &Filter) {
        let fits = |group: &usize| {
            let metadata = self.file.metadata().row_group(*group);
            filter.may_accept(&|slot| {
                let statistics = metadata.column(self.placed.fields[slot]).statistics()?;
                bounds(self.storages[slot], statistics)
            })
        };
        self.groups = self.groups.iter().copied().filter(fits).collect();
    }
}

impl Source for Parquet {
    type Table = ParquetRows;

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn parts(&self) -> usize {
        self.groups.len()
    }

    /// A group of rows begins at its number.
    fn cut(&self, part: usize) -> Result<u64, Fault> {
        Ok(part as u64)
    }

    fn rows(&self, range: Range<u64>) -> Result<ParquetRows, Fault> {
        let group = |at: u64| {
            usize::try_from(at)
                .unwrap_or(usize::MAX)
                .min(self.groups.len())
        };
        Ok(ParquetRows {
            file: self.file.clone(),
            columns: self.columns.clone(),
            placed: self.placed.clone(),
            storages: self.storages.clone(),
            groups: self.groups.clone(),
            to_read: group(range.start)..group(range.end),
            cells: Vec::new(),
            len: 0,
            next: 0,
            row: cell::Cell::new(0),
            before: 0,
            left: 0,
        })
    }
}

impl ParquetRows {
    /// Decodes the next batch; false if there is none.
    fn next_batch(&mut self) -> Result<bool, Fault> {
        self.before += self.len as u64;
        self.len = 0;
        self.next = 0;
        while self.left == 0 {
            if !self.next_group()? {
                return Ok(false);
            }
        }
        let wanted = self.left.min(BATCH);
        for cells in &mut self.cells {
            if !cells.read(wanted)? {
                return Err(Fault::file("a column has fewer cells than there are rows"));
            }
        }
        self.left -= wanted;
        self.len = wanted;
        Ok(true)
    }

    /// Begins the next group of rows; false if there is none.
    fn next_group(&mut self) -> Result<bool, Fault> {
        let Some(group) = self.to_read.next().map(|index| self.groups[index]) else {
            return Ok(false);
        };
        let metadata = self.file.metadata();
        let rows = |group: usize| metadata.row_group(group).num_rows();
        self.before = (0..group).map(|group| rows(group).unsigned_abs()).sum();
        self.left = usize::try_from(rows(group)).unwrap_or(0);
        let reader = self.file.get_row_group(group)?;
        self.cells.clear();
        for (field, storage) in self.placed.fields.iter().zip(&self.storages) {
            let column = reader.get_column_reader(*field)?;
            self.cells.push(Cells::new(*storage, column));
        }
        Ok(true)
    }
}

impl Table for ParquetRows {
    fn advance(&mut self) -> Result<bool, Fault> {
        if self.next == self.len && !self.next_batch()? {
            return Ok(false);
        }
        self.row.set(self.next);
        self.next += 1;
        Ok(true)
    }

    fn columns(&self) -> &Columns {
        &self.columns
    }

    #[inline]
    fn cell(&self, slot: usize) -> Result<Cell<'_>, Fault> {
        let Some(cell) = self.cells[slot].cell(self.row.get()) else {
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

    /// Groups of rows are begun as wholes.
    fn at(&self) -> u64 {
        self.to_read.start as u64
    }

    /// A batch at a time.
    fn fold(
        &mut self,
        filter: Option<&Filter>,
        groups: &mut Groups,
        context: &Context<'_>,
    ) -> Result<(), Fault> {
        let (mut rows, mut numbers) = (Vec::new(), Vec::new());
        while self.next_batch()? {
            context.check()?;
            rows.clear();
            // A batch has at most `BATCH` rows.
            rows.extend(0..self.len as u32);
            batch::fold(self, &mut rows, &mut numbers, filter, groups)?;
        }
        Ok(())
    }

    fn whole(&self) -> Result<Value, Fault> {
        row(self, &self.placed.order)
    }

    fn place(&self) -> Place {
        Place::Row(self.before + self.row.get() as u64 + 1)
    }
}

impl Batch for ParquetRows {
    fn column(&self, slot: usize) -> Column<'_> {
        match self.columns.ty(slot).kind == self.storages[slot].ty().kind {
            true => self.cells[slot].column(),
            false => Column::Mixed,
        }
    }

    fn go_to(&self, row: u32) {
        self.row.set(row as usize);
    }
}

impl Length for Shared {
    fn len(&self) -> u64 {
        self.length().unwrap_or(0)
    }
}

impl ChunkReader for Shared {
    type T = BufReader<ReaderAt>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        Ok(BufReader::new(self.from(start)))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let mut bytes = Vec::new();
        let read = self
            .from(start)
            .take(length as u64)
            .read_to_end(&mut bytes)?;
        match read == length {
            true => Ok(bytes.into()),
            false => Err(ParquetError::EOF(format!(
                "there are {read} of {length} bytes"
            ))),
        }
    }
}

impl From<ParquetError> for Fault {
    fn from(error: ParquetError) -> Fault {
        Fault::file(error.to_string())
    }
}

//! CSV files, by the `csv` crate: a row at a time, in memory for one row.

use core::cell;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use cap_std::fs::File;
use csv::{ByteRecord, ErrorKind, Position, ReaderBuilder};
use rtfs_rt::{Keyword, Value};

use super::cell::{Cell, Small, Type};
use super::columns::{Columns, Placed};
use super::fault::{Fault, Place};
use super::query::Query;
use super::table::{Table, row};
use super::{BUFFER, LONGEST};

/// A CSV file. Columns that nobody has given a type are strings.
pub(super) struct Csv {
    reader: csv::Reader<Bounded>,
    record: ByteRecord,
    columns: Columns,
    placed: Placed,
    /// The numbers of the row that were read already: a column may be asked for more than once.
    numbers: Vec<cell::Cell<Option<Small>>>,
}

impl Csv {
    /// Reads the names of the columns.
    pub(super) fn open(file: File, query: &mut Query, all: bool) -> Result<Csv, Fault> {
        let mut reader = ReaderBuilder::new()
            .delimiter(query.delimiter)
            .has_headers(query.header.is_none())
            .buffer_capacity(BUFFER)
            .from_reader(Bounded {
                file,
                left: LONGEST,
            });
        let names = match query.header.take() {
            Some(names) => names,
            None => {
                let header = reader.byte_headers().cloned();
                let header = header.map_err(|error| failed(error, &reader))?;
                header.iter().map(name).collect::<Result<Vec<_>, _>>()?
            }
        };
        let mut columns = core::mem::take(&mut query.columns);
        let placed = columns.place(&names, all)?;
        for slot in 0..columns.len() {
            if columns.declared(slot).is_none() {
                columns.declare(slot, Type::STRING);
            }
        }
        Ok(Csv {
            reader,
            record: ByteRecord::new(),
            numbers: vec![cell::Cell::new(None); columns.len()],
            columns,
            placed,
        })
    }
}

impl Table for Csv {
    fn advance(&mut self) -> Result<bool, Fault> {
        self.reader.get_mut().left = LONGEST;
        self.numbers.fill(cell::Cell::new(None));
        let read = self.reader.read_byte_record(&mut self.record);
        read.map_err(|error| failed(error, &self.reader))
    }

    fn columns(&self) -> &Columns {
        &self.columns
    }

    #[inline]
    fn cell(&self, slot: usize) -> Result<Cell<'_>, Fault> {
        if let Some(number) = self.number(slot) {
            return Ok(number.cell());
        }
        let bytes = &self.record[self.placed.fields[slot]];
        let ty = self.columns.ty(slot);
        let text = core::str::from_utf8(bytes)
            .map_err(|_| Fault::not_utf8(self.place(), self.columns.name(slot)))?;
        match ty.read(text) {
            Some(cell) => Ok(cell),
            None => Err(self.misfit(slot, &Cell::Str(text.into()), ty.described())),
        }
    }

    #[inline]
    fn number(&self, slot: usize) -> Option<Small> {
        if let known @ Some(_) = self.numbers[slot].get() {
            return known;
        }
        let text = &self.record[self.placed.fields[slot]];
        let number = self.columns.ty(slot).read_number(text);
        self.numbers[slot].set(number);
        number
    }

    #[inline]
    fn raw(&self, slot: usize) -> Option<&[u8]> {
        let is_text = self.columns.ty(slot) == Type::STRING;
        is_text.then(|| &self.record[self.placed.fields[slot]])
    }

    fn whole(&self) -> Result<Value, Fault> {
        row(self, &self.placed.order)
    }

    fn place(&self) -> Place {
        let position = self.record.position();
        Place::Line(position.map_or(0, |position| line_of(position, &self.reader)))
    }
}

/// The name of a column.
fn name(bytes: &[u8]) -> Result<Keyword, Fault> {
    match core::str::from_utf8(bytes) {
        Ok(name) => Ok(Keyword::new(name.trim())),
        Err(_) => Err(Fault::line(1, "the name of a column is not UTF-8")),
    }
}

#[cold]
fn failed(error: csv::Error, reader: &csv::Reader<Bounded>) -> Fault {
    let line = (error.position()).map_or(0, |position| line_of(position, reader));
    match error.into_kind() {
        ErrorKind::Io(error) => Fault::from(error),
        ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            let s = if expected_len == 1 { "" } else { "s" };
            let message = format!("it has {len} and not {expected_len} field{s}");
            Fault::line(line, message)
        }
        other => Fault::file(format!("{other:?}")),
    }
}

/// The number of the line on which a row begins. The one that the reader has does not count the empty lines before the
/// row, and lags behind where lines end in `\r\n`; so the lines up to the row are counted.
#[cold]
fn line_of(row: &Position, reader: &csv::Reader<Bounded>) -> u64 {
    let mut file = &reader.get_ref().file;
    let counted = file.stream_position().and_then(|here| {
        file.rewind()?;
        let line = count_lines(BufReader::with_capacity(BUFFER, file), row.byte());
        file.seek(SeekFrom::Start(here))?;
        line
    });
    counted.unwrap_or_else(|_| row.line())
}

/// The number of the first line from this byte on that has something in it.
fn count_lines(mut file: impl BufRead, mut skip: u64) -> io::Result<u64> {
    let mut line = 1;
    loop {
        let bytes = file.fill_buf()?;
        for byte in bytes {
            match byte {
                b'\n' => line += 1,
                b'\r' => {}
                _ if skip == 0 => return Ok(line),
                _ => {}
            }
            skip = skip.saturating_sub(1);
        }
        match bytes.len() {
            0 => return Ok(line),
            read => file.consume(read),
        }
    }
}

/// A file, of which so many bytes may be read: a quote that nobody closes does not make a row of all that follows.
struct Bounded {
    file: File,
    left: u64,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            let message = format!("a row is longer than {LONGEST} bytes: is a quote not closed?");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        let read = self.file.read(buffer)?;
        self.left = self.left.saturating_sub(read as u64);
        Ok(read)
    }
}

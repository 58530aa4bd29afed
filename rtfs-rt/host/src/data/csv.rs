//! CSV files, by the `csv` crate: a row at a time, in memory for one row.

use core::cell;
use core::ops::Range;
use std::io::{self, BufRead, BufReader, Read};

use csv::{ByteRecord, ErrorKind, Position, ReaderBuilder};
use rtfs_rt::{Keyword, Value};

use super::cell::{Cell, Small, Type};
use super::columns::{Columns, Placed};
use super::cuts::Cuts;
use super::fault::{Fault, Place};
use super::parts::Source;
use super::query::Query;
use super::table::{Table, row};
use super::{BUFFER, LONGEST};
use crate::shared::{ReaderAt, Shared};

/// A CSV file. Columns that nobody has given a type are strings.
pub(super) struct Csv {
    cuts: Cuts,
    delimiter: u8,
    /// How many fields a row has.
    width: usize,
    columns: Columns,
    placed: Placed,
}

/// Some rows of it.
pub(super) struct CsvRows {
    reader: csv::Reader<Bounded>,
    record: ByteRecord,
    /// Where the reader began, and where the rows end.
    start: u64,
    end: u64,
    width: usize,
    columns: Columns,
    /// The slots of all columns, if the query reads all.
    order: Vec<usize>,
    fields: Vec<Field>,
}

/// A field of each row: the cell of a slot.
struct Field {
    index: usize,
    ty: Type,
    /// The number of the row at hand, if it was read already: a column may be asked for more than once.
    number: cell::Cell<Option<Small>>,
}

impl Csv {
    /// Reads the names of the columns.
    pub(super) fn open(
        file: Shared,
        query: &mut Query,
        all: bool,
        part: u64,
    ) -> Result<Csv, Fault> {
        let delimiter = query.delimiter;
        let (names, first) = match query.header.take() {
            Some(names) => (names, 0),
            None => header(&file, delimiter)?,
        };
        let mut columns = core::mem::take(&mut query.columns);
        let placed = columns.place(&names, all)?;
        for slot in 0..columns.len() {
            if columns.declared(slot).is_none() {
                columns.declare(slot, Type::STRING);
            }
        }
        Ok(Csv {
            cuts: Cuts::new(file, first, part)?,
            delimiter,
            width: names.len(),
            columns,
            placed,
        })
    }
}

/// The names of the columns, as the first row has them, and where that row ends.
fn header(file: &Shared, delimiter: u8) -> Result<(Vec<Keyword>, u64), Fault> {
    let mut reader = reader(file, 0, delimiter);
    let mut record = ByteRecord::new();
    let read = reader.read_byte_record(&mut record);
    read.map_err(failed)?;
    let names = record.iter().map(name).collect::<Result<Vec<_>, _>>()?;
    Ok((names, reader.position().byte()))
}

fn reader(file: &Shared, start: u64, delimiter: u8) -> csv::Reader<Bounded> {
    ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        // How many fields there have to be is known, and is not what the first row of a part has.
        .flexible(true)
        .buffer_capacity(BUFFER)
        .from_reader(Bounded {
            file: file.from(start),
            left: LONGEST,
        })
}

impl Source for Csv {
    type Table = CsvRows;

    fn columns(&self) -> &Columns {
        &self.columns
    }

    fn parts(&self) -> usize {
        self.cuts.parts()
    }

    fn cut(&self, part: usize) -> Result<u64, Fault> {
        Ok(self.cuts.cut(part)?)
    }

    fn rows(&self, range: Range<u64>) -> Result<CsvRows, Fault> {
        // From the end of the line before on: a byte order mark is left out where a reader begins, and is one only where the
        // file does.
        let start = match range.start == self.cuts.first() {
            true => range.start,
            false => range.start - 1,
        };
        // The last line may have no end that could be read once more.
        let end = match range.start < self.cuts.end() {
            true => range.end,
            false => range.start,
        };
        Ok(CsvRows {
            reader: reader(self.cuts.file(), start, self.delimiter),
            record: ByteRecord::new(),
            start,
            end,
            width: self.width,
            columns: self.columns.clone(),
            order: self.placed.order.clone(),
            fields: (self.placed.fields.iter().enumerate())
                .map(|(slot, index)| Field {
                    index: *index,
                    ty: self.columns.ty(slot),
                    number: cell::Cell::new(None),
                })
                .collect(),
        })
    }
}

impl CsvRows {
    fn file(&self) -> &Shared {
        self.reader.get_ref().file.file()
    }
}

impl Table for CsvRows {
    fn advance(&mut self) -> Result<bool, Fault> {
        if self.at() >= self.end {
            return Ok(false);
        }
        self.reader.get_mut().left = LONGEST;
        for field in &self.fields {
            field.number.set(None);
        }
        let read = self.reader.read_byte_record(&mut self.record);
        let read = read.map_err(failed)?;
        match !read || self.record.len() == self.width {
            true => Ok(read),
            false => Err(self.wrong_width()),
        }
    }

    fn columns(&self) -> &Columns {
        &self.columns
    }

    #[inline]
    fn cell(&self, slot: usize) -> Result<Cell<'_>, Fault> {
        if let Some(number) = self.number(slot) {
            return Ok(number.cell());
        }
        let &Field { index, ty, .. } = &self.fields[slot];
        let text = core::str::from_utf8(&self.record[index])
            .map_err(|_| Fault::not_utf8(self.place(), self.columns.name(slot)))?;
        match ty.read(text) {
            Some(cell) => Ok(cell),
            None => Err(self.misfit(slot, &Cell::Str(text.into()), ty.described())),
        }
    }

    #[inline]
    fn number(&self, slot: usize) -> Option<Small> {
        let field = &self.fields[slot];
        if let known @ Some(_) = field.number.get() {
            return known;
        }
        let number = field.ty.read_number(&self.record[field.index]);
        field.number.set(number);
        number
    }

    #[inline]
    fn raw(&self, slot: usize) -> Option<&[u8]> {
        let field = &self.fields[slot];
        (field.ty == Type::STRING).then(|| &self.record[field.index])
    }

    /// The reader leaves the second byte of `\r\n` to the next row; here it ends the row that it stands behind.
    #[inline]
    fn at(&self) -> u64 {
        let at = self.start + self.reader.position().byte();
        match at + 1 == self.end {
            true => self.end,
            false => at,
        }
    }

    fn whole(&self) -> Result<Value, Fault> {
        row(self, &self.order)
    }

    fn place(&self) -> Place {
        let position = self.record.position();
        Place::Line(position.map_or(0, |row| line_of(row, self.file(), self.start)))
    }
}

impl CsvRows {
    #[cold]
    fn wrong_width(&self) -> Fault {
        let (length, width) = (self.record.len(), self.width);
        let s = if width == 1 { "" } else { "s" };
        let message = format!("it has {length} and not {width} field{s}");
        Fault::row(self.place(), message)
    }
}

/// The name of a column.
fn name(bytes: &[u8]) -> Result<Keyword, Fault> {
    match core::str::from_utf8(bytes) {
        Ok(name) => Ok(Keyword::new(name.trim())),
        Err(_) => Err(Fault::row(
            Place::Line(1),
            "the name of a column is not UTF-8",
        )),
    }
}

#[cold]
fn failed(error: csv::Error) -> Fault {
    match error.into_kind() {
        ErrorKind::Io(error) => Fault::from(error),
        other => Fault::file(format!("{other:?}")),
    }
}

/// The number of the line on which a row begins. The one that the reader has does not count the empty lines before the
/// row, lags behind where lines end in `\r\n`, and begins with the part; so the lines up to the row are counted.
#[cold]
fn line_of(row: &Position, file: &Shared, start: u64) -> u64 {
    let lines = BufReader::with_capacity(BUFFER, file.from(0));
    count_lines(lines, start + row.byte()).unwrap_or_else(|_| row.line())
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
    file: ReaderAt,
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

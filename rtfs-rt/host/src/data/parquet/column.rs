//! One column of a Parquet file, decoded in batches.

use parquet::basic::{ConvertedType, LogicalType, Type as Physical};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::Result;
use parquet::file::statistics::Statistics;
use parquet::schema::types::ColumnDescriptor;
use rtfs_rt::Value;

use super::super::cell::{Cell, ColumnKind, Type};
use super::batch::Column;

/// How a column is stored.
#[derive(Clone, Copy, Debug)]
pub(super) struct Storage {
    kind: ColumnKind,
    /// Whether ints have no sign.
    unsigned: bool,
    /// Whether cells may be missing.
    optional: bool,
}

impl Storage {
    /// The storage of a column, or why it cannot be read.
    pub(super) fn of(column: &ColumnDescriptor) -> core::result::Result<Storage, String> {
        let nested = column.max_rep_level() > 0 || column.path().parts().len() > 1;
        if nested {
            return Err("it has columns or lists in it".to_owned());
        }
        let converted = column.converted_type();
        let logical = column.logical_type_ref();
        let kind = match column.physical_type() {
            _ if matches!(logical, Some(LogicalType::Decimal(_)))
                || converted == ConvertedType::DECIMAL =>
            {
                return Err("it is decimal".to_owned());
            }
            Physical::BOOLEAN => ColumnKind::Bool,
            Physical::INT32 | Physical::INT64 => ColumnKind::Int,
            Physical::FLOAT | Physical::DOUBLE => ColumnKind::Float,
            Physical::BYTE_ARRAY => ColumnKind::Str,
            other @ (Physical::INT96 | Physical::FIXED_LEN_BYTE_ARRAY) => {
                return Err(format!("it is stored as {other}"));
            }
        };
        let unsigned = matches!(logical, Some(LogicalType::Integer(int)) if !int.is_signed)
            || matches!(
                converted,
                ConvertedType::UINT_8
                    | ConvertedType::UINT_16
                    | ConvertedType::UINT_32
                    | ConvertedType::UINT_64
            );
        Ok(Storage {
            kind,
            unsigned,
            optional: column.max_def_level() > 0,
        })
    }

    pub(super) fn ty(self) -> Type {
        Type {
            kind: self.kind,
            optional: self.optional,
        }
    }
}

/// The least and the greatest number of a column in a group of rows, if the file says so.
pub(super) fn bounds(
    storage: Storage,
    statistics: &Statistics,
) -> Option<(Cell<'static>, Cell<'static>)> {
    let int = |int: i64| Cell::Int(int);
    Some(match statistics {
        // Older files have the order of ints with a sign here, whatever the column is.
        _ if storage.unsigned || statistics.is_min_max_deprecated() => return None,
        Statistics::Int32(it) => (int((*it.min_opt()?).into()), int((*it.max_opt()?).into())),
        Statistics::Int64(it) => (int(*it.min_opt()?), int(*it.max_opt()?)),
        Statistics::Float(it) => (
            Cell::Float((*it.min_opt()?).into()),
            Cell::Float((*it.max_opt()?).into()),
        ),
        Statistics::Double(it) => (Cell::Float(*it.min_opt()?), Cell::Float(*it.max_opt()?)),
        _ => return None,
    })
}

/// Some cells of a column, and the decoder of those behind them.
pub(super) struct Cells {
    column: ColumnReader,
    storage: Storage,
    cells: Decoded,
    /// Of each row whether its cell is there, if cells may be missing.
    levels: Vec<i16>,
    /// Then the number of its cell among those that are.
    numbers: Vec<usize>,
}

/// The cells that are there.
enum Decoded {
    Bools(Vec<bool>),
    Ints32(Vec<i32>),
    Ints64(Vec<i64>),
    Floats32(Vec<f32>),
    Floats64(Vec<f64>),
    Bytes(Vec<ByteArray>),
}

impl Cells {
    pub(super) fn new(storage: Storage, column: ColumnReader) -> Cells {
        Cells {
            cells: match column {
                ColumnReader::BoolColumnReader(_) => Decoded::Bools(Vec::new()),
                ColumnReader::Int32ColumnReader(_) => Decoded::Ints32(Vec::new()),
                ColumnReader::Int64ColumnReader(_) => Decoded::Ints64(Vec::new()),
                ColumnReader::FloatColumnReader(_) => Decoded::Floats32(Vec::new()),
                ColumnReader::DoubleColumnReader(_) => Decoded::Floats64(Vec::new()),
                _ => Decoded::Bytes(Vec::new()),
            },
            column,
            storage,
            levels: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// Decodes the next cells, so many; false if there are not.
    pub(super) fn read(&mut self, count: usize) -> Result<bool> {
        let levels = &mut self.levels;
        let read = match (&mut self.column, &mut self.cells) {
            (ColumnReader::BoolColumnReader(from), Decoded::Bools(to)) => {
                fill(from, to, levels, count)
            }
            (ColumnReader::Int32ColumnReader(from), Decoded::Ints32(to)) => {
                fill(from, to, levels, count)
            }
            (ColumnReader::Int64ColumnReader(from), Decoded::Ints64(to)) => {
                fill(from, to, levels, count)
            }
            (ColumnReader::FloatColumnReader(from), Decoded::Floats32(to)) => {
                fill(from, to, levels, count)
            }
            (ColumnReader::DoubleColumnReader(from), Decoded::Floats64(to)) => {
                fill(from, to, levels, count)
            }
            (ColumnReader::ByteArrayColumnReader(from), Decoded::Bytes(to)) => {
                fill(from, to, levels, count)
            }
            _ => Ok(0),
        }?;
        if self.storage.optional {
            self.numbers.clear();
            let mut number = 0;
            self.numbers.extend(self.levels.iter().map(|level| {
                let this = number;
                number += usize::from(*level > 0);
                this
            }));
        }
        Ok(read == count)
    }

    /// The cell of a row of the batch; nothing for a text that is not UTF-8.
    #[inline]
    pub(super) fn cell(&self, row: usize) -> Option<Cell<'_>> {
        let number = match self.storage.optional {
            false => row,
            true if self.levels[row] > 0 => self.numbers[row],
            true => return Some(Cell::Nil),
        };
        Some(match &self.cells {
            Decoded::Bools(cells) => Cell::Bool(cells[number]),
            Decoded::Ints32(cells) if self.storage.unsigned => {
                Cell::Int(cells[number].cast_unsigned().into())
            }
            Decoded::Ints32(cells) => Cell::Int(cells[number].into()),
            Decoded::Ints64(cells) if self.storage.unsigned && cells[number] < 0 => {
                Cell::Other(Value::from(cells[number].cast_unsigned()))
            }
            Decoded::Ints64(cells) => Cell::Int(cells[number]),
            Decoded::Floats32(cells) => Cell::Float(cells[number].into()),
            Decoded::Floats64(cells) => Cell::Float(cells[number]),
            Decoded::Bytes(cells) => {
                let text = core::str::from_utf8(cells[number].data()).ok()?;
                Cell::Str(text.into())
            }
        })
    }

    /// All cells of the batch.
    pub(super) fn column(&self) -> Column<'_> {
        let all = |cells: usize| !self.storage.optional || cells == self.levels.len();
        match &self.cells {
            Decoded::Ints64(cells) if !self.storage.unsigned && all(cells.len()) => {
                Column::Ints(cells)
            }
            Decoded::Floats64(cells) if all(cells.len()) => Column::Floats(cells),
            Decoded::Bytes(cells) if all(cells.len()) => Column::Texts(cells),
            _ => Column::Mixed,
        }
    }
}

/// Decodes so many rows in place of what was there, as many as there are; their number.
fn fill<T: DataType>(
    from: &mut ColumnReaderImpl<T>,
    to: &mut Vec<T::T>,
    levels: &mut Vec<i16>,
    count: usize,
) -> Result<usize> {
    to.clear();
    levels.clear();
    let mut rows = 0;
    // The decoder stops at the end of a page.
    while rows < count {
        let (read, ..) = from.read_records(count - rows, Some(levels), None, to)?;
        if read == 0 {
            break;
        }
        rows += read;
    }
    Ok(rows)
}

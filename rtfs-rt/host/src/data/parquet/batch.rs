//! Rows that lie in columns, some thousand at a time: what is done to all of them is done column by column.
//!
//! Only columns of 64-bit numbers and of texts of which none is missing lie so; of others each cell is asked for. What comes
//! out is the same. Which of several faults is found may be another one than row by row: see `parts`.

use parquet::data_type::ByteArray;
use rtfs_rt::Value;

use super::super::cell::{Cell, exact_float};
use super::super::fault::Fault;
use super::super::filter::{Comparison, Filter};
use super::super::groups::Groups;
use super::super::table::Table;

/// The cells of a column, for the rows of a batch.
#[derive(Clone, Copy)]
pub(super) enum Column<'t> {
    Ints(&'t [i64]),
    Floats(&'t [f64]),
    Texts(&'t [ByteArray]),
    /// Others, to be asked for one by one.
    Mixed,
}

/// A table that has some rows at hand.
pub(super) trait Batch: Table {
    fn column(&self, slot: usize) -> Column<'_>;

    /// Makes one of the rows the row at hand.
    fn go_to(&self, row: u32);
}

/// Takes those of some rows into their groups that a condition accepts. `numbers` is room to work in.
pub(super) fn fold(
    table: &impl Batch,
    rows: &mut Vec<u32>,
    numbers: &mut Vec<u32>,
    filter: Option<&Filter>,
    groups: &mut Groups,
) -> Result<(), Fault> {
    if let Some(filter) = filter {
        narrow(filter, table, rows)?;
    }
    numbers.clear();
    number(table, rows, numbers, groups)?;
    for index in 0..groups.aggregates.len() {
        take_in(table, rows, numbers, groups, index)?;
    }
    Ok(())
}

/// Leaves those of some rows that a condition accepts.
fn narrow(filter: &Filter, table: &impl Batch, rows: &mut Vec<u32>) -> Result<(), Fault> {
    match filter {
        Filter::All(filters) => {
            return (filters.iter()).try_for_each(|filter| narrow(filter, table, rows));
        }
        Filter::Compare(slot, comparison, value)
            if narrow_by_column(&table.column(*slot), *comparison, value, rows) =>
        {
            return Ok(());
        }
        _ => {}
    }
    let mut kept = 0;
    for index in 0..rows.len() {
        let row = rows[index];
        table.go_to(row);
        rows[kept] = row;
        kept += usize::from(filter.accepts(table)?);
    }
    rows.truncate(kept);
    Ok(())
}

/// Leaves those rows whose cells in a column stand so to a value; false, and all are left, if that is not quickly known.
fn narrow_by_column(
    column: &Column<'_>,
    comparison: Comparison,
    value: &Value,
    rows: &mut Vec<u32>,
) -> bool {
    match (column, value, exact_float(value)) {
        (Column::Ints(cells), Value::Int(value), _) => {
            keep_compared(rows, cells, comparison, *value);
        }
        (Column::Floats(cells), _, Some(value)) => keep_compared(rows, cells, comparison, value),
        _ => return false,
    }
    true
}

/// Leaves those rows whose cells stand so to a value: which comparison it is, is asked once.
fn keep_compared<T: PartialOrd + Copy>(
    rows: &mut Vec<u32>,
    cells: &[T],
    comparison: Comparison,
    value: T,
) {
    match comparison {
        Comparison::Equal => keep(rows, |row| cells[row] == value),
        Comparison::NotEqual => keep(rows, |row| cells[row] != value),
        Comparison::Less => keep(rows, |row| cells[row] < value),
        Comparison::LessOrEqual => keep(rows, |row| cells[row] <= value),
        Comparison::Greater => keep(rows, |row| cells[row] > value),
        Comparison::GreaterOrEqual => keep(rows, |row| cells[row] >= value),
    }
}

/// Leaves those rows that are to be kept. Nothing depends on which these are but where the next one is written.
fn keep(rows: &mut Vec<u32>, kept: impl Fn(usize) -> bool) {
    let mut count = 0;
    for index in 0..rows.len() {
        let row = rows[index];
        rows[count] = row;
        count += usize::from(kept(row as usize));
    }
    rows.truncate(count);
}

/// The number of each row's group, which may be a new one.
fn number(
    table: &impl Batch,
    rows: &[u32],
    numbers: &mut Vec<u32>,
    groups: &mut Groups,
) -> Result<(), Fault> {
    if groups.by.is_empty() {
        numbers.resize(rows.len(), 0);
        return Ok(());
    }
    if let [slot] = *groups.by
        && let Column::Texts(cells) = table.column(slot)
    {
        let mut seen = Seen::default();
        for row in rows {
            let text = cells[*row as usize].data();
            numbers.push(seen.number(text, || {
                table.go_to(*row);
                groups.group_of_text(table, text)
            })?);
        }
        return Ok(());
    }
    for row in rows {
        table.go_to(*row);
        // There are no more groups than numbers: see `Keys::add`.
        numbers.push(groups.group(table)? as u32);
    }
    Ok(())
}

/// Has a function take in its cells of some rows, whose groups have these numbers.
fn take_in(
    table: &impl Batch,
    rows: &[u32],
    numbers: &[u32],
    groups: &mut Groups,
    index: usize,
) -> Result<(), Fault> {
    let column = match groups.aggregates[index].slot {
        Some(slot) => table.column(slot),
        None => {
            (numbers.iter()).for_each(|group| groups.state(*group as usize, index).count());
            return Ok(());
        }
    };
    for (row, group) in rows.iter().zip(numbers) {
        let (cell, group) = (*row as usize, *group as usize);
        let taken = match column {
            Column::Ints(cells) => (groups.state(group, index)).add(&Cell::Int(cells[cell])),
            Column::Floats(cells) => (groups.state(group, index)).add(&Cell::Float(cells[cell])),
            Column::Texts(_) | Column::Mixed => false,
        };
        if !taken {
            table.go_to(*row);
            groups.add_cell(table, group, index)?;
        }
    }
    Ok(())
}

/// The numbers of the groups of some texts, by where the texts lie: as long as all of them are there, what lies at one place is
/// one text. Columns whose cells repeat have each text once.
struct Seen([Option<(usize, usize, u32)>; Seen::PLACES]);

impl Default for Seen {
    fn default() -> Seen {
        Seen([None; Seen::PLACES])
    }
}

impl Seen {
    const PLACES: usize = 1 << Seen::BITS;
    const BITS: u32 = 8;

    /// The number of a text's group, which has to be looked up if another text took the place of this one.
    #[inline]
    fn number(
        &mut self,
        text: &[u8],
        look_up: impl FnOnce() -> Result<usize, Fault>,
    ) -> Result<u32, Fault> {
        let (start, length) = (text.as_ptr().addr(), text.len());
        let spread = (start as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let place = &mut self.0[(spread >> (u64::BITS - Seen::BITS)) as usize];
        if let Some((s, l, number)) = place
            && (*s, *l) == (start, length)
        {
            return Ok(*number);
        }
        // There are no more groups than numbers: see `Keys::add`.
        let number = look_up()? as u32;
        *place = Some((start, length, number));
        Ok(number)
    }
}

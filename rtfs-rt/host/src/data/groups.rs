//! Rows by groups.
//!
//! What is kept is a row for each group, whatever the number of rows that come in. Groups are made of some rows of a
//! file at a time, and put together in the order of the file.

use rtfs_rt::{Error, ErrorKind, Map, Result, Value};

use super::aggregate::Aggregate;
use super::cell::Cell;
use super::columns::Columns;
use super::fault::{Fault, invalid};
use super::keys::{Keys, Of};
use super::state::State;
use super::table::Table;

/// The groups of some rows.
#[derive(Clone, Debug)]
pub(super) struct Groups {
    pub(super) by: Vec<usize>,
    pub(super) aggregates: Vec<Aggregate>,
    /// What a group begins as.
    start: Vec<State>,
    /// How many groups there may be.
    most: usize,
    keys: Keys,
    /// For each group, in the order of their first rows, its columns.
    cells: Vec<Value>,
    /// And what was made of its rows so far.
    states: Vec<State>,
    /// The key of a row, while it is looked up.
    key: Vec<u8>,
}

impl Groups {
    /// No groups; one, if all rows are one. There may be `most` of them.
    ///
    /// # Errors
    /// What is asked for cannot be computed of columns of these types.
    pub(super) fn new(
        by: Vec<usize>,
        aggregates: Vec<Aggregate>,
        columns: &Columns,
        most: usize,
    ) -> Result<Groups> {
        if let Some(aggregate) = (aggregates.iter())
            .find(|aggregate| by.iter().any(|slot| columns.name(*slot) == aggregate.name))
        {
            let name = aggregate.name;
            return Err(invalid(format!(
                "{name} is a column of :group-by and a name of :aggregate"
            )));
        }
        (aggregates.iter()).try_for_each(|aggregate| aggregate.check(columns))?;
        let start: Vec<State> = (aggregates.iter())
            .map(|aggregate| aggregate.start(columns))
            .collect();
        let mut groups = Groups {
            by,
            aggregates,
            start,
            most,
            keys: Keys::default(),
            cells: Vec::new(),
            states: Vec::new(),
            key: Vec::new(),
        };
        if groups.by.is_empty() {
            groups.begin();
        }
        Ok(groups)
    }

    /// Takes a row into its group.
    pub(super) fn add<T: Table + ?Sized>(&mut self, table: &T) -> Result<(), Fault> {
        let group = self.group(table)?;
        for index in 0..self.aggregates.len() {
            self.add_cell(table, group, index)?;
        }
        Ok(())
    }

    /// Has a function take in its cell of a row.
    #[inline]
    pub(super) fn add_cell<T: Table + ?Sized>(
        &mut self,
        table: &T,
        group: usize,
        index: usize,
    ) -> Result<(), Fault> {
        let Some(slot) = self.aggregates[index].slot else {
            self.state(group, index).count();
            return Ok(());
        };
        let state = self.state(group, index);
        if let Some(number) = table.number(slot)
            && state.add(&number.cell())
        {
            return Ok(());
        }
        let cell = table.cell(slot)?;
        match cell.is_nil() || state.add(&cell) {
            true => Ok(()),
            false => Err(table.misfit(slot, &cell, state.wanted())),
        }
    }

    /// What a function made of a group so far.
    #[inline]
    pub(super) fn state(&mut self, group: usize, index: usize) -> &mut State {
        &mut self.states[group * self.aggregates.len() + index]
    }

    /// The number of the row's group, which may be a new one.
    pub(super) fn group<T: Table + ?Sized>(&mut self, table: &T) -> Result<usize, Fault> {
        match *self.by {
            [] => Ok(0),
            [slot] => match table.raw(slot) {
                Some(text) => self.group_of_text(table, text),
                None => match table.cell(slot)? {
                    Cell::Str(text) => self.group_of_text(table, text.as_bytes()),
                    _ => self.group_of_cells(table),
                },
            },
            _ => self.group_of_cells(table),
        }
    }

    /// The number of the group of the row, whose key is this text. It is known to be UTF-8 when its group begins.
    #[inline]
    pub(super) fn group_of_text<T: Table + ?Sized>(
        &mut self,
        table: &T,
        text: &[u8],
    ) -> Result<usize, Fault> {
        match self.keys.find(Of::Text, text) {
            Some(number) => Ok(number),
            None => self.new_group(table, Of::Text, text),
        }
    }

    fn group_of_cells<T: Table + ?Sized>(&mut self, table: &T) -> Result<usize, Fault> {
        let mut key = core::mem::take(&mut self.key);
        key.clear();
        for slot in &self.by {
            let cell = table.cell(*slot)?;
            if !cell.add_to_key(&mut key) {
                return Err(table.misfit(*slot, &cell, "something to group by"));
            }
        }
        let group = match self.keys.find(Of::Cells, &key) {
            Some(number) => number,
            None => self.new_group(table, Of::Cells, &key)?,
        };
        self.key = key;
        Ok(group)
    }

    #[cold]
    fn new_group<T: Table + ?Sized>(
        &mut self,
        table: &T,
        of: Of,
        key: &[u8],
    ) -> Result<usize, Fault> {
        if self.keys.len() >= self.most {
            return Err(self.too_many().into());
        }
        for slot in &self.by {
            self.cells.push(table.cell(*slot)?.to_value());
        }
        let number = self.keys.add(of, key);
        self.begin();
        number.ok_or_else(|| self.too_many().into())
    }

    fn begin(&mut self) {
        self.states.extend_from_slice(&self.start);
    }

    #[cold]
    fn too_many(&self) -> Error {
        let most = self.most;
        let message = format!("there are more than {most} groups");
        Error::new(ErrorKind::LimitExceeded, message)
    }

    /// Takes in the groups of rows behind those of these ones; false, and nothing is taken in, if the two do not go together.
    pub(super) fn merge(&mut self, later: Groups) -> bool {
        if self.by.is_empty() {
            return self.merge_states(&[0], later.states);
        }
        let find = |number: usize| {
            let (of, key) = later.keys.get(number);
            self.keys.find(of, key)
        };
        let found: Vec<Option<usize>> = (0..later.keys.len()).map(find).collect();
        let mut new = self.keys.len();
        let numbers = found.iter().map(|found| {
            found.unwrap_or_else(|| {
                new += 1;
                new - 1
            })
        });
        let numbers: Vec<usize> = numbers.collect();
        if new > self.most || u32::try_from(new).is_err() {
            return false;
        }
        let before = self.keys.len();
        if !self.merge_states(&numbers, later.states) {
            return false;
        }
        for (number, cells) in numbers.iter().zip(later.cells.chunks(self.by.len())) {
            if *number >= before {
                self.cells.extend_from_slice(cells);
            }
        }
        for (number, found) in found.iter().enumerate() {
            if found.is_none() {
                let (of, key) = later.keys.get(number);
                self.keys.add(of, key);
            }
        }
        true
    }

    /// Takes in what was made of groups, which have these numbers here; one that is not there yet has the next number.
    /// False, and nothing is taken in, if one does not fit.
    fn merge_states(&mut self, numbers: &[usize], later: Vec<State>) -> bool {
        let width = self.aggregates.len();
        let place = |index: usize| numbers[index / width] * width + index % width;
        let fits = |(index, state): (usize, &State)| {
            (self.states.get(place(index))).is_none_or(|here| here.fits(state))
        };
        if !later.iter().enumerate().all(fits) {
            return false;
        }
        for (index, state) in later.into_iter().enumerate() {
            match self.states.get_mut(place(index)) {
                Some(here) => here.merge(state),
                None => self.states.push(state),
            }
        }
        true
    }

    /// A row for each group, in the order of their first rows.
    pub(super) fn finish(self, columns: &Columns) -> Result<Vec<Value>> {
        let groups = match self.by.is_empty() {
            true => 1,
            false => self.keys.len(),
        };
        let mut cells = self.cells.into_iter();
        let mut states = self.states.into_iter();
        let mut rows = Vec::with_capacity(groups);
        for _ in 0..groups {
            let mut row = Map::with_capacity(self.by.len() + self.aggregates.len());
            for (slot, cell) in self.by.iter().zip(&mut cells) {
                row.insert(Value::Keyword(columns.name(*slot)), cell);
            }
            for (aggregate, state) in self.aggregates.iter().zip(&mut states) {
                row.insert(Value::Keyword(aggregate.name), state.finish()?);
            }
            rows.push(Value::Map(row));
        }
        Ok(rows)
    }
}

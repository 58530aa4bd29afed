//! The rows of a file that fit, as many at a time as are asked for.

use rtfs_rt::host::Context;
use rtfs_rt::{Result, Str, Value};

use super::fault::Fault;
use super::filter::Filter;
use super::table::{Table, row};
use super::walk::Walk;

/// A file on the way to its last row.
pub(super) struct Scanner {
    pub(super) path: Str,
    pub(super) table: Box<dyn Table>,
    pub(super) filter: Option<Filter>,
    /// The columns asked for; all, if none are named.
    pub(super) chosen: Option<Vec<usize>>,
    /// How many rows are still wanted.
    pub(super) left: usize,
}

impl Scanner {
    /// The next rows: `count` of them, or as many as there are.
    pub(super) fn take(&mut self, count: usize, context: &Context<'_>) -> Result<Vec<Value>> {
        let count = count.min(self.left);
        let rows = self.read(count, context);
        let rows = rows.map_err(|fault| fault.of(&self.path))?;
        self.left -= rows.len();
        Ok(rows)
    }

    fn read(&mut self, count: usize, context: &Context<'_>) -> Result<Vec<Value>, Fault> {
        let mut rows = Vec::new();
        let mut walk = Walk::new(&mut *self.table, self.filter.as_ref(), context);
        while rows.len() < count
            && let Some(table) = walk.next()?
        {
            rows.push(match &self.chosen {
                Some(slots) => row(table, slots)?,
                None => table.whole()?,
            });
        }
        Ok(rows)
    }
}

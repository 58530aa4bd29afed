//! From one row that fits to the next.

use rtfs_rt::host::Context;

use super::fault::Fault;
use super::filter::Filter;
use super::groups::Groups;
use super::table::Table;

/// How many rows are read between two looks at whether the call is to go on.
const BETWEEN_CHECKS: u32 = 1024;

/// A walk over the rows of a table that a condition accepts, for as long as the call is to go on.
pub(super) struct Walk<'a, T: ?Sized> {
    table: &'a mut T,
    filter: Option<&'a Filter>,
    context: &'a Context<'a>,
    unchecked: u32,
}

impl<'a, T: Table + ?Sized> Walk<'a, T> {
    pub(super) fn new(
        table: &'a mut T,
        filter: Option<&'a Filter>,
        context: &'a Context<'a>,
    ) -> Walk<'a, T> {
        Walk {
            table,
            filter,
            context,
            unchecked: BETWEEN_CHECKS,
        }
    }

    /// Goes on to the next row; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<&T>, Fault> {
        loop {
            if self.unchecked == BETWEEN_CHECKS {
                self.context.check()?;
                self.unchecked = 0;
            }
            self.unchecked += 1;
            if !self.table.advance()? {
                return Ok(None);
            }
            match self.filter {
                Some(filter) if !filter.accepts(&*self.table)? => {}
                _ => return Ok(Some(self.table)),
            }
        }
    }
}

/// Takes the rows that a condition accepts into their groups, one after the other.
pub(super) fn fold<T: Table>(
    table: &mut T,
    filter: Option<&Filter>,
    groups: &mut Groups,
    context: &Context<'_>,
) -> Result<(), Fault> {
    let mut walk = Walk::new(table, filter, context);
    while let Some(row) = walk.next()? {
        groups.add(row)?;
    }
    Ok(())
}

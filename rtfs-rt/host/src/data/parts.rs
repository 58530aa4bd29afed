//! A file summed up in parts, several at once.
//!
//! Parts are cut by the file alone, and their groups are put together in the order of the file: so a summary is the same for
//! every number of threads, sums of floats to the last bit. What goes wrong in a part is found again row by row,
//! behind all rows before it: so an error is the one that reading from front to back meets first.
//!
//! Where a text is cut is a guess: a line may end within a quoted field. A part that does not begin where the rows before it
//! end is not used, but read again from there.

use core::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, Builder};

use rtfs_rt::host::Context;

use super::columns::Columns;
use super::fault::Fault;
use super::filter::Filter;
use super::groups::Groups;
use super::table::Table;
use super::walk;

/// A file that can be read from several places.
pub(super) trait Source: Sync {
    type Table: Table;

    /// The columns that are read, with their types.
    fn columns(&self) -> &Columns;

    /// How many parts it has.
    fn parts(&self) -> usize;

    /// Where a part probably begins, and the one before it ends: 0 has the first row. What ends with the file, whatever its length
    /// is by then, ends at `u64::MAX`.
    fn cut(&self, part: usize) -> Result<u64, Fault>;

    /// The rows that begin from here on, and not behind there.
    fn rows(&self, range: Range<u64>) -> Result<Self::Table, Fault>;
}

/// What is computed of a file, and how long.
pub(super) struct Job<'a, S> {
    pub(super) source: &'a S,
    pub(super) filter: Option<&'a Filter>,
    /// No groups, as each part begins.
    pub(super) empty: Groups,
    pub(super) context: &'a Context<'a>,
}

/// What became of a part.
struct Part {
    range: Range<u64>,
    /// The groups, and where the last row ended.
    outcome: Result<(Groups, u64), Fault>,
}

impl<S: Source> Job<'_, S> {
    /// The groups of all rows, made by so many threads.
    pub(super) fn run(&self, threads: usize) -> Result<Groups, Fault> {
        let parts = self.source.parts();
        let mut total = Total {
            job: self,
            groups: None,
            at: self.source.cut(0)?,
        };
        match threads.min(parts) {
            0 | 1 => (0..parts).try_for_each(|part| total.take(self.part(part)?))?,
            threads => self.share(threads, &mut total)?,
        }
        Ok(total.groups.unwrap_or_else(|| self.empty.clone()))
    }

    /// Has threads read every so many parts, each of which is at most two parts ahead of what has been taken.
    fn share(&self, threads: usize, total: &mut Total<'_, Self>) -> Result<(), Fault> {
        let parts = self.source.parts();
        thread::scope(|scope| {
            let begin = |first: usize| {
                let (sender, receiver) = sync_channel(1);
                let work = move || self.work((first..parts).step_by(threads), &sender);
                // Without a thread there is no sender.
                drop(Builder::new().spawn_scoped(scope, work));
                receiver
            };
            let receivers: Vec<Receiver<_>> = (0..threads).map(begin).collect();
            (0..parts).try_for_each(|part| {
                let received = receivers[part % threads].recv();
                // A part that nobody reads, because there was no thread for it or it panicked, is read here.
                total.take(received.unwrap_or_else(|_| self.part(part))?)
            })
        })
    }

    /// Reads some parts, as long as they are wanted.
    fn work(&self, parts: impl Iterator<Item = usize>, sender: &SyncSender<Result<Part, Fault>>) {
        for part in parts {
            if sender.send(self.part(part)).is_err() {
                return;
            }
        }
    }

    /// Reads a part by itself.
    fn part(&self, part: usize) -> Result<Part, Fault> {
        let range = self.source.cut(part)?..self.source.cut(part + 1)?;
        let mut groups = self.empty.clone();
        let outcome = self.source.rows(range.clone()).and_then(|mut table| {
            table.fold(self.filter, &mut groups, self.context)?;
            Ok((groups, table.at()))
        });
        Ok(Part { range, outcome })
    }
}

/// What became of the parts so far.
struct Total<'j, J> {
    job: &'j J,
    groups: Option<Groups>,
    /// Where their last row ended.
    at: u64,
}

impl<S: Source> Total<'_, Job<'_, S>> {
    /// Takes in the next part.
    fn take(&mut self, part: Part) -> Result<(), Fault> {
        let Part { range, outcome } = part;
        // The last row before it may have reached over all of it.
        if range.end <= self.at {
            return Ok(());
        }
        if range.start == self.at
            && let Ok((groups, at)) = outcome
            && self.merge(groups)
        {
            self.at = at;
            return Ok(());
        }
        self.read(self.at..range.end)
    }

    fn merge(&mut self, groups: Groups) -> bool {
        match &mut self.groups {
            Some(total) => total.merge(groups),
            none => {
                *none = Some(groups);
                true
            }
        }
    }

    /// Takes in rows one by one, in their order.
    fn read(&mut self, range: Range<u64>) -> Result<(), Fault> {
        let job = self.job;
        let mut table = job.source.rows(range)?;
        let groups = self.groups.get_or_insert_with(|| job.empty.clone());
        walk::fold(&mut table, job.filter, groups, job.context)?;
        self.at = table.at();
        Ok(())
    }
}

//! What a program holds open, under numbers. What it does not close is closed with the host.

use std::collections::BTreeMap;
use std::io::{Error, ErrorKind, Result};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many things of a kind one host keeps open.
const MOST_OPEN: usize = 256;

/// Open things, by number.
pub(crate) struct Opened<T> {
    table: Mutex<Table<T>>,
}

struct Table<T> {
    next: i64,
    open: BTreeMap<i64, Arc<Mutex<T>>>,
}

impl<T> Default for Opened<T> {
    fn default() -> Opened<T> {
        Opened {
            table: Mutex::new(Table {
                next: 0,
                open: BTreeMap::new(),
            }),
        }
    }
}

impl<T> Opened<T> {
    /// Keeps a thing open, under a number that no other has or had.
    pub(crate) fn keep(&self, thing: T) -> Result<i64> {
        let mut table = lock(&self.table);
        if table.open.len() >= MOST_OPEN {
            return Err(Error::other(format!("{MOST_OPEN} files are open already")));
        }
        table.next += 1;
        let number = table.next;
        table.open.insert(number, Arc::new(Mutex::new(thing)));
        Ok(number)
    }

    /// Does something with the thing of a number. Others can be used meanwhile.
    pub(crate) fn using<R>(&self, number: i64, act: impl FnOnce(&mut T) -> R) -> Result<R> {
        let thing = lock(&self.table).open.get(&number).cloned();
        let thing = thing.ok_or_else(|| not_open(number))?;
        let result = act(&mut lock(&thing));
        Ok(result)
    }

    /// Closes a thing.
    pub(crate) fn close(&self, number: i64) -> Result<()> {
        let closed = lock(&self.table).open.remove(&number);
        closed.map(drop).ok_or_else(|| not_open(number))
    }
}

fn not_open(number: i64) -> Error {
    Error::new(
        ErrorKind::InvalidInput,
        format!("no file is open as {number}"),
    )
}

/// A thing whose user panicked is as it was left: the lock says nothing about it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

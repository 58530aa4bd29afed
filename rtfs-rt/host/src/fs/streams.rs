//! Files that are read line by line, so that their length does not matter.
//!
//! A program holds a stream by a number. What it does not close is closed with the host.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cap_std::fs::File;
use rtfs_rt::{Str, Vector};

/// How many files one host keeps open.
const MOST_OPEN: usize = 256;

/// How much of a file is read at a time.
const BUFFER: usize = 256 << 10;

/// The most lines for which room is made before they are read.
const ROOM: usize = 1 << 16;

/// The open files, by number.
#[derive(Default)]
pub(super) struct Streams {
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    next: i64,
    files: BTreeMap<i64, Arc<Mutex<Lines>>>,
}

impl Streams {
    /// Opens a stream over a file, no line of which may be longer than `limit` bytes.
    pub(super) fn open(&self, file: File, limit: u64) -> Result<i64> {
        let mut open = lock(&self.open);
        if open.files.len() >= MOST_OPEN {
            return Err(Error::other(format!("{MOST_OPEN} files are open already")));
        }
        open.next += 1;
        let number = open.next;
        let lines = Lines {
            file: BufReader::with_capacity(BUFFER, file),
            limit,
            read: 0,
            line: Vec::new(),
        };
        open.files.insert(number, Arc::new(Mutex::new(lines)));
        Ok(number)
    }

    /// The next lines, `count` of them or as many as there are.
    pub(super) fn next(&self, number: i64, count: usize) -> Result<Vector<Str>> {
        // Other streams go on while this one is read.
        let lines = lock(&self.open).files.get(&number).cloned();
        let lines = lines.ok_or_else(|| not_open(number))?;
        lock(&lines).take(count)
    }

    /// Closes a stream.
    pub(super) fn close(&self, number: i64) -> Result<()> {
        let closed = lock(&self.open).files.remove(&number);
        closed.map(drop).ok_or_else(|| not_open(number))
    }
}

/// A file, read up to some line.
struct Lines {
    file: BufReader<File>,
    limit: u64,
    read: u64,
    line: Vec<u8>,
}

impl Lines {
    fn take(&mut self, count: usize) -> Result<Vector<Str>> {
        let mut lines = Vec::with_capacity(count.min(ROOM));
        while lines.len() < count && self.advance()? {
            self.read += 1;
            let text = core::str::from_utf8(without_end(&self.line)).map_err(|_| {
                let message = format!("line {} is not UTF-8", self.read);
                Error::new(ErrorKind::InvalidData, message)
            })?;
            lines.push(Str::from(text));
        }
        Ok(Vector::from_vec(lines))
    }

    /// Reads one line with its end; false at the end of the file.
    fn advance(&mut self) -> Result<bool> {
        self.line.clear();
        let mut bounded = (&mut self.file).take(self.limit.saturating_add(1));
        let length = bounded.read_until(b'\n', &mut self.line)?;
        if length as u64 > self.limit {
            let message = format!("line {} is longer than {} bytes", self.read + 1, self.limit);
            return Err(Error::new(ErrorKind::FileTooLarge, message));
        }
        Ok(length > 0)
    }
}

/// A line without `\n` or `\r\n`.
fn without_end(line: &[u8]) -> &[u8] {
    match line.strip_suffix(b"\n") {
        Some(line) => line.strip_suffix(b"\r").unwrap_or(line),
        None => line,
    }
}

fn not_open(number: i64) -> Error {
    Error::new(
        ErrorKind::InvalidInput,
        format!("no file is open as {number}"),
    )
}

/// A stream whose reader panicked is where it was: the lock says nothing about it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

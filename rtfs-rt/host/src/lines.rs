//! A file read line by line, in memory for one line.

#[cfg(feature = "data")]
use core::ops::Range;
use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Result};

use memchr::memchr;

use crate::shared::{ReaderAt, Shared};

/// How much of a file is read at a time.
const BUFFER: usize = 256 << 10;

/// A file, read up to some line.
pub(crate) struct Lines {
    file: BufReader<ReaderAt>,
    limit: u64,
    /// Where the first line began.
    from: u64,
    read: u64,
    /// The length of the line with its end, if all of it stands in the reader's buffer.
    buffered: Option<usize>,
    /// The line, if it does not.
    line: Vec<u8>,
}

impl Lines {
    /// The lines of a file from this byte on, none of which may be longer than `limit` bytes.
    pub(crate) fn new(file: &Shared, from: u64, limit: u64) -> Lines {
        Lines {
            file: BufReader::with_capacity(BUFFER, file.from(from)),
            limit,
            from,
            read: 0,
            buffered: None,
            line: Vec::new(),
        }
    }

    /// Reads one line; false at the end of the file.
    pub(crate) fn advance(&mut self) -> Result<bool> {
        if let Some(length) = self.buffered.take() {
            self.file.consume(length);
        }
        let end = memchr(b'\n', self.file.fill_buf()?);
        if let Some(end) = end
            && (end as u64) < self.limit
        {
            self.buffered = Some(end + 1);
            self.read += 1;
            return Ok(true);
        }
        self.line.clear();
        let mut bounded = (&mut self.file).take(self.limit.saturating_add(1));
        let length = bounded.read_until(b'\n', &mut self.line)?;
        if length as u64 > self.limit {
            let (line, limit) = (self.number() + 1, self.limit);
            let message = format!("line {line} is longer than {limit} bytes");
            return Err(Error::new(ErrorKind::FileTooLarge, message));
        }
        self.read += u64::from(length > 0);
        Ok(length > 0)
    }

    /// The line that was read, without its end.
    pub(crate) fn text(&self) -> Result<&str> {
        self.utf8(self.bytes())
    }

    /// A part of the line that was read, which is looked at no further than that.
    #[cfg(feature = "data")]
    pub(crate) fn part(&self, range: Range<usize>) -> Result<&str> {
        self.utf8(&self.bytes()[range])
    }

    /// The line, without its end.
    #[inline]
    fn bytes(&self) -> &[u8] {
        without_end(match self.buffered {
            Some(length) => &self.file.buffer()[..length],
            None => &self.line,
        })
    }

    #[inline]
    fn utf8<'t>(&self, bytes: &'t [u8]) -> Result<&'t str> {
        core::str::from_utf8(bytes).map_err(|_| {
            let message = format!("line {} is not UTF-8", self.number());
            Error::new(ErrorKind::InvalidData, message)
        })
    }

    /// Its number, from 1. To know it in a file that was not read from its start, the lines before are counted.
    pub(crate) fn number(&self) -> u64 {
        let before = match self.from {
            0 => 0,
            from => self.file.get_ref().file().lines_before(from),
        };
        before + self.read
    }

    /// Where the next line begins.
    #[cfg(feature = "data")]
    pub(crate) fn at(&self) -> u64 {
        let line = self.buffered.unwrap_or(0);
        self.file.get_ref().at() - (self.file.buffer().len() - line) as u64
    }
}

/// A line without `\n` or `\r\n`.
fn without_end(line: &[u8]) -> &[u8] {
    match line.strip_suffix(b"\n") {
        Some(line) => line.strip_suffix(b"\r").unwrap_or(line),
        None => line,
    }
}

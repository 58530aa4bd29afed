//! A file that several readers read, each from a place of its own.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Read, Result};
use std::sync::Arc;

use memchr::memchr_iter;

/// A file without a place of its own: its clones are one file.
#[derive(Clone, Debug)]
pub(crate) struct Shared(Arc<File>);

/// A reader of a file, at some place of it.
#[derive(Debug)]
pub(crate) struct ReaderAt {
    file: Shared,
    at: u64,
}

impl Shared {
    pub(crate) fn new(file: cap_std::fs::File) -> Shared {
        Shared(Arc::new(file.into_std()))
    }

    /// How long it is now.
    #[cfg(feature = "data")]
    pub(crate) fn length(&self) -> Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    /// How many lines end before this byte; fewer if the file cannot be read, which whoever asks has noticed by then.
    #[cold]
    pub(crate) fn lines_before(&self, end: u64) -> u64 {
        let mut bytes = BufReader::new(self.from(0).take(end));
        let mut lines = 0;
        while let Ok(read @ [_, ..]) = bytes.fill_buf() {
            let length = read.len();
            lines += memchr_iter(b'\n', read).count() as u64;
            bytes.consume(length);
        }
        lines
    }

    /// Where the first line ends that has something in it and does not end before this byte; at the end of
    /// the file if there is none among so many bytes.
    #[cfg(feature = "data")]
    pub(crate) fn end_of_line(&self, from: u64, within: u64) -> Result<u64> {
        let mut bytes = BufReader::new(self.from(from).take(within));
        let (mut at, mut filled) = (from, false);
        loop {
            let read = bytes.fill_buf()?;
            for byte in read {
                at += 1;
                match byte {
                    b'\n' if filled => return Ok(at),
                    b'\n' | b'\r' => {}
                    _ => filled = true,
                }
            }
            match read.len() {
                0 => return Ok(u64::MAX),
                length => bytes.consume(length),
            }
        }
    }

    /// A reader from this byte on.
    pub(crate) fn from(&self, at: u64) -> ReaderAt {
        let file = self.clone();
        ReaderAt { file, at }
    }
}

impl ReaderAt {
    /// The file that it reads.
    pub(crate) fn file(&self) -> &Shared {
        &self.file
    }

    /// The byte that it reads next.
    #[cfg(feature = "data")]
    pub(crate) fn at(&self) -> u64 {
        self.at
    }
}

impl Read for ReaderAt {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let read = loop {
            match read_at(&self.file.0, buffer, self.at) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.at += read as u64;
        Ok(read)
    }
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}

#[cfg(not(windows))]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

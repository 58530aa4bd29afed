//! Where a text is cut into parts: at ends of lines.

use std::io::Result;

use super::LONGEST;
use crate::shared::Shared;

/// A file of lines, in parts of about one length.
pub(super) struct Cuts {
    file: Shared,
    first: u64,
    end: u64,
    part: u64,
}

impl Cuts {
    /// Cuts what is behind the byte `first` into parts of `part` bytes.
    pub(super) fn new(file: Shared, first: u64, part: u64) -> Result<Cuts> {
        Ok(Cuts {
            end: file.length()?,
            file,
            first,
            part,
        })
    }

    pub(super) fn file(&self) -> &Shared {
        &self.file
    }

    /// Where the first row begins.
    pub(super) fn first(&self) -> u64 {
        self.first
    }

    /// The end of the file when it was opened.
    pub(super) fn end(&self) -> u64 {
        self.end
    }

    /// How many parts there are.
    pub(super) fn parts(&self) -> usize {
        let parts = self.end.saturating_sub(self.first).div_ceil(self.part);
        usize::try_from(parts).unwrap_or(usize::MAX).max(1)
    }

    /// Where a part begins. The last one ends with the file, whatever its length is by then.
    pub(super) fn cut(&self, part: usize) -> Result<u64> {
        match part as u64 {
            0 => Ok(self.first),
            _ if part >= self.parts() => Ok(u64::MAX),
            part => (self.file).end_of_line(self.first + part * self.part, LONGEST),
        }
    }
}

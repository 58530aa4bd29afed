//! A directory of the machine, and the files below it.

use std::io::{Error, ErrorKind, Result};
use std::path::Path;
use std::sync::Arc;

use cap_std::ambient_authority;
use cap_std::fs::{Dir, File};

/// Opens a directory, which no path below it leads out of.
pub(crate) fn directory(path: impl AsRef<Path>) -> Result<Arc<Dir>> {
    Dir::open_ambient_dir(path, ambient_authority()).map(Arc::new)
}

/// Opens what is a file. To open a pipe would be to wait for its other end.
pub(crate) fn open(directory: &Dir, path: &str) -> Result<File> {
    let metadata = directory.metadata(path)?;
    if metadata.is_dir() {
        return Err(Error::new(ErrorKind::IsADirectory, "it is a directory"));
    }
    if !metadata.is_file() {
        return Err(Error::new(ErrorKind::InvalidInput, "it is not a file"));
    }
    directory.open(path)
}

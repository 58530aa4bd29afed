//! Files below a directory, which no path leads out of.

use std::io::{Error, ErrorKind, Read, Result, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use cap_std::fs::{Dir, Metadata, OpenOptions};
use cap_tempfile::TempFile;
use rtfs_rt::host::{Part, Registry};
use rtfs_rt::{Keyword, Map, Str, Value, Vector};

use crate::lines::Lines;
use crate::opened::Opened;
use crate::rooted;
use crate::shared::Shared;

/// The longest text that is read whole, unless another limit is set: 256 MiB.
const LIMIT: u64 = 256 << 20;

/// The most lines for which room is made before they are read.
const ROOM: usize = 1 << 16;

/// Files below one directory. A path that leads out of it, by `..`, from the root or through a link, is an
/// error of the call.
///
/// | capability | gives |
/// | --- | --- |
/// | `fs.read path` | the text of a file, which is UTF-8 and no longer than the limit |
/// | `fs.read-lines path` | its lines, without their ends |
/// | `fs.write path text` | nil; the file then holds this text: a reader, also after a crash, sees the old file or the new one |
/// | `fs.append path text` | nil; the text is at the end of the file, which is made if it is missing. Where it fails or is interrupted, a part of the text may be there |
/// | `fs.exists path` | whether there is something of this name |
/// | `fs.stat path` | `{:kind :file :size 12 :modified 1700000000000}`; kinds are `:file`, `:directory`, `:other`; sizes are bytes, times milliseconds since 1970 |
/// | `fs.list path` | the names in a directory, in order; what is not Unicode in them as `�` |
/// | `fs.make-directory path` | nil; there is a directory of this name, and those above it |
/// | `fs.delete path` | nil; a file or an empty directory is gone |
/// | `fs.open path` | a number by which the file is read line by line, whatever its length |
/// | `fs.next-lines number n` | the next lines, without their ends: `n` of them, or as many as are left; none at the end |
/// | `fs.close number` | nil; the file is closed |
///
/// Only what is a file or a directory is opened: a pipe, which may have no end, is an error.
#[derive(Clone)]
pub struct Files {
    directory: Arc<Dir>,
    streams: Arc<Opened<Lines>>,
    limit: u64,
}

impl Files {
    /// The files below a directory of the machine.
    ///
    /// # Errors
    /// The directory cannot be opened.
    pub fn below(directory: impl AsRef<Path>) -> Result<Files> {
        Ok(Files {
            directory: rooted::directory(directory)?,
            streams: Arc::default(),
            limit: LIMIT,
        })
    }

    /// The same, reading texts of up to `limit` bytes: files that are read whole, and lines of those that are not.
    #[must_use]
    pub fn with_limit(self, limit: u64) -> Files {
        Files { limit, ..self }
    }

    fn read(&self, path: &str) -> Result<String> {
        let file = rooted::open(&self.directory, path)?;
        let length = file.metadata()?.len();
        let mut text = String::new();
        // A file may grow while it is read.
        let mut bounded = file.take(self.limit.saturating_add(1));
        if length <= self.limit {
            text.reserve(usize::try_from(length).unwrap_or(0));
            bounded.read_to_string(&mut text)?;
        }
        if length > self.limit || text.len() as u64 > self.limit {
            let message = format!("the file is longer than {} bytes", self.limit);
            return Err(Error::new(ErrorKind::FileTooLarge, message));
        }
        Ok(text)
    }

    /// Writes beside the file, then puts the new one in its place.
    fn write(&self, path: &str, text: &str) -> Result<()> {
        let path = Path::new(path);
        let name = path
            .file_name()
            .ok_or_else(|| Error::new(ErrorKind::InvalidInput, "the path names no file"))?;
        let parent = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => self.directory.open_dir(parent)?,
            _ => self.directory.try_clone()?,
        };
        let mut file = TempFile::new(&parent)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.replace(name)?;
        // The new name is on the disk only when the directory is.
        parent.open(".")?.sync_all()
    }

    fn append(&self, path: &str, text: &str) -> Result<()> {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        let mut file = self.directory.open_with(path, &options)?;
        file.write_all(text.as_bytes())
    }

    fn list(&self, path: &str) -> Result<Vector<Str>> {
        let path = if path.is_empty() { "." } else { path };
        let mut names = Vec::new();
        for entry in self.directory.read_dir(path)? {
            names.push(entry?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names.iter().map(|name| Str::from(name.as_str())).collect())
    }

    fn delete(&self, path: &str) -> Result<()> {
        if self.directory.symlink_metadata(path)?.is_dir() {
            self.directory.remove_dir(path)
        } else {
            self.directory.remove_file(path)
        }
    }
}

impl Part for Files {
    fn add_to(self, registry: Registry) -> Registry {
        let all = self.clone();
        let files = || all.clone();
        let named = |path: &str, error: &Error| format!("{path}: {error}");
        macro_rules! on {
            ($registry:expr, $id:literal, |$files:ident, $path:ident $(, $arg:ident)?| $body:expr) => {{
                let $files = files();
                $registry.register($id, move |$path: String $(, $arg: String)?| {
                    $body.map_err(|error: Error| named(&$path, &error))
                })
            }};
        }
        let registry = on!(registry, "fs.read", |files, path| files.read(&path));
        let registry = on!(registry, "fs.read-lines", |files, path| {
            let text = files.read(&path);
            text.map(|text| text.lines().map(Str::from).collect::<Vector<Str>>())
        });
        let registry = on!(registry, "fs.write", |files, path, text| files
            .write(&path, &text));
        let registry = on!(registry, "fs.append", |files, path, text| files
            .append(&path, &text));
        let registry = on!(registry, "fs.exists", |files, path| files
            .directory
            .try_exists(&path));
        let registry = on!(registry, "fs.stat", |files, path| {
            files.directory.metadata(&path).map(|m| described(&m))
        });
        let registry = on!(registry, "fs.list", |files, path| files.list(&path));
        let registry = on!(registry, "fs.make-directory", |files, path| files
            .directory
            .create_dir_all(&path));
        let registry = on!(registry, "fs.delete", |files, path| files.delete(&path));
        let registry = on!(registry, "fs.open", |files, path| rooted::open(
            &files.directory,
            &path
        )
        .and_then(|file| files.streams.keep(Lines::new(
            &Shared::new(file),
            0,
            files.limit
        ))));
        let (reading, closing) = (self.streams.clone(), self.streams);
        registry
            .register("fs.next-lines", move |number: i64, count: usize| {
                reading.using(number, |lines| next(lines, count))?
            })
            .register("fs.close", move |number: i64| closing.close(number))
    }
}

/// `{:kind … :size … :modified …}`
fn described(metadata: &Metadata) -> Map<Keyword, Value> {
    let kind = match () {
        () if metadata.is_file() => "file",
        () if metadata.is_dir() => "directory",
        () => "other",
    };
    let modified = metadata
        .modified()
        .ok()
        .and_then(|time| time.into_std().duration_since(UNIX_EPOCH).ok())
        .and_then(|time| i64::try_from(time.as_millis()).ok());
    Map::from([
        (Keyword::new("kind"), Value::from(Keyword::new(kind))),
        (Keyword::new("size"), Value::from(metadata.len())),
        (
            Keyword::new("modified"),
            modified.map_or(Value::Nil, Value::from),
        ),
    ])
}

/// The next lines, `count` of them or as many as there are.
fn next(lines: &mut Lines, count: usize) -> Result<Vector<Str>> {
    let mut texts = Vec::with_capacity(count.min(ROOM));
    while texts.len() < count && lines.advance()? {
        texts.push(Str::from(lines.text()?));
    }
    Ok(Vector::from_vec(texts))
}

//! The texts of a program: its own, and those of the modules that it loads, in one space of offsets.
//!
//! The first text begins at 0, each other one behind the one before. So a span says which text it is of, and nothing
//! between reader and emission has to know that there are several. The two ends do: a place is looked up
//! here, and a diagnostic is given back as one about a text of its own.

use rtfs_rt::reader::Span;

use crate::diagnostic::Diagnostic;
use crate::places::Places;
use crate::source::{File, Source};

/// All texts of a program.
pub struct Sources<'s> {
    /// The program itself.
    pub root: &'s Source<'s>,
    loaded: Vec<Loaded>,
}

struct Loaded {
    /// The offset of its first byte.
    start: u32,
    file: File,
    places: Places,
}

/// Where something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location<'s> {
    /// What the text is called.
    pub file: &'s str,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl<'s> Sources<'s> {
    /// The texts of a program that has loaded none yet.
    pub fn new(root: &'s Source<'s>) -> Sources<'s> {
        Sources {
            root,
            loaded: Vec::new(),
        }
    }

    /// Adds a text; the offset of its first byte. `None` if offsets do not reach that far.
    pub fn add(&mut self, file: File) -> Option<u32> {
        let (start, text) = match self.loaded.last() {
            None => (0, self.root.text),
            Some(last) => (last.start, &*last.file.text),
        };
        // One byte between two texts: the end of the one is not the start of the other.
        let start = start
            .checked_add(u32::try_from(text.len()).ok()?)?
            .checked_add(1)?;
        start.checked_add(u32::try_from(file.text.len()).ok()?)?;
        let places = Places::of(&file.text);
        self.loaded.push(Loaded {
            start,
            file,
            places,
        });
        Some(start)
    }

    /// The first offset behind all texts.
    pub fn end(&self) -> u32 {
        let (start, text) = match self.loaded.last() {
            None => (0, self.root.text),
            Some(last) => (last.start, &*last.file.text),
        };
        start.saturating_add(u32::try_from(text.len()).unwrap_or(u32::MAX))
    }

    /// All texts, each with the offset of its first byte.
    pub fn texts(&self) -> impl Iterator<Item = (u32, &str, &str, &Places)> {
        let root = (0, self.root.name, self.root.text, &self.root.places);
        let loaded = self.loaded.iter();
        let loaded = loaded.map(|one| (one.start, &*one.file.name, &*one.file.text, &one.places));
        std::iter::once(root).chain(loaded)
    }

    /// The loaded text that an offset is in; `None` for the program's own.
    fn index(&self, offset: u32) -> Option<usize> {
        let behind = self.loaded.partition_point(|one| one.start <= offset);
        behind.checked_sub(1)
    }

    fn loaded(&self, offset: u32) -> Option<&Loaded> {
        self.loaded.get(self.index(offset)?)
    }

    /// The characters of a span.
    pub fn text(&self, span: Span) -> &str {
        let (text, start) = match self.loaded(span.start) {
            Some(loaded) => (&*loaded.file.text, loaded.start),
            None => (self.root.text, 0),
        };
        let range = (span.start - start) as usize..span.end.saturating_sub(start) as usize;
        text.get(range).unwrap_or("")
    }

    /// Where an offset stands.
    pub fn locate(&self, offset: u32) -> Location<'_> {
        let (file, (line, column)) = match self.loaded(offset) {
            Some(one) => (
                &*one.file.name,
                one.places.locate(&one.file.text, offset - one.start),
            ),
            None => (
                self.root.name,
                self.root.places.locate(self.root.text, offset),
            ),
        };
        Location { file, line, column }
    }

    /// A diagnostic as one about the text that it is in. A label in another text becomes a line of help that
    /// names its place.
    pub fn settle(&self, diagnostic: Diagnostic) -> Diagnostic {
        let home = self.index(diagnostic.span.start);
        let start = self
            .loaded(diagnostic.span.start)
            .map_or(0, |one| one.start);
        let local = |span: Span| Span {
            start: span.start.saturating_sub(start),
            end: span.end.saturating_sub(start),
        };
        let mut settled = Diagnostic {
            file: home,
            span: local(diagnostic.span),
            labels: Vec::new(),
            help: Vec::new(),
            ..diagnostic
        };
        for (span, label) in diagnostic.labels {
            if self.index(span.start) == home {
                settled.labels.push((local(span), label));
            } else {
                let Location { file, line, column } = self.locate(span.start);
                settled
                    .help
                    .push(format!("{label}: {file}:{line}:{column}"));
            }
        }
        settled.help.extend(diagnostic.help);
        settled
    }

    /// The loaded files, in the order of [`Diagnostic::file`].
    pub fn into_files(self) -> Vec<File> {
        self.loaded.into_iter().map(|one| one.file).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> File {
        File {
            path: name.into(),
            name: name.into(),
            text: text.into(),
        }
    }

    #[test]
    fn offsets_say_which_text() {
        let root = Source::new("(a)", "main.rtfs");
        let mut sources = Sources::new(&root);
        assert_eq!(sources.add(file("b.rtfs", "\n(bb)")), Some(4));
        assert_eq!(sources.add(file("c.rtfs", "(c)")), Some(10));
        let place = |offset| {
            let Location { file, line, column } = sources.locate(offset);
            format!("{file}:{line}:{column}")
        };
        assert_eq!(place(1), "main.rtfs:1:2");
        assert_eq!(place(3), "main.rtfs:1:4");
        assert_eq!(place(5), "b.rtfs:2:1");
        assert_eq!(place(9), "b.rtfs:2:5");
        assert_eq!(place(10), "c.rtfs:1:1");
        assert_eq!(sources.text(Span::new(6, 8)), "bb");
        assert_eq!(sources.text(Span::new(1, 2)), "a");
    }

    #[test]
    fn diagnostics_go_to_their_texts() {
        let root = Source::new("(a)", "main.rtfs");
        let mut sources = Sources::new(&root);
        sources.add(file("b.rtfs", "(bb)"));
        let found = Diagnostic::error("code", "m", Span::new(5, 7))
            .with_label(Span::new(4, 8), "here")
            .with_label(Span::new(1, 2), "there")
            .with_help("mend it");
        let expected = Diagnostic::error("code", "m", Span::new(1, 3))
            .with_label(Span::new(0, 4), "here")
            .with_help("there: main.rtfs:1:2")
            .with_help("mend it")
            .in_file(Some(0));
        assert_eq!(sources.settle(found), expected);
        let own = Diagnostic::error("code", "m", Span::new(1, 2));
        assert_eq!(sources.settle(own.clone()), own);
    }
}

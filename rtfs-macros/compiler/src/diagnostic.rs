//! What the compiler has to say about a program, and how it looks as text.
//!
//! A diagnostic knows bytes of a text only. Whoever called the compiler shows it: on rustc's tokens
//! when the program stands inline, else as text with a [`render()`]ed snippet.

mod render;

use rtfs_rt::reader::{ReadError, Span};

pub use render::render;

/// One finding: what is wrong, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether the program can run all the same.
    pub severity: Severity,
    /// What kind of finding it is, in kebab-case: `unknown-symbol`. Tests and the manual name it.
    pub code: &'static str,
    /// What is wrong, as one line without a full stop.
    pub message: String,
    /// The text that `span` and `labels` are about: the source itself, or an index into
    /// [`Output::files`](crate::source::Output::files).
    pub file: Option<usize>,
    /// The characters at fault.
    pub span: Span,
    /// Other places that explain the finding, in the same text.
    pub labels: Vec<(Span, String)>,
    /// What to do, a line each.
    pub help: Vec<String>,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The program runs; something in it is suspicious.
    Warning,
    /// The program does not compile.
    Error,
}

impl Diagnostic {
    /// An error in the source itself.
    pub fn error(code: &'static str, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            message: message.into(),
            file: None,
            span,
            labels: Vec::new(),
            help: Vec::new(),
        }
    }

    /// A warning in the source itself.
    pub fn warning(code: &'static str, message: impl Into<String>, span: Span) -> Diagnostic {
        Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::error(code, message, span)
        }
    }

    /// Says something about another place.
    #[must_use]
    pub fn with_label(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push((span, text.into()));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help.push(help.into());
        self
    }

    /// Moves the finding to a loaded file.
    #[must_use]
    pub fn in_file(mut self, file: Option<usize>) -> Diagnostic {
        self.file = file;
        self
    }
}

impl From<ReadError> for Diagnostic {
    fn from(error: ReadError) -> Diagnostic {
        Diagnostic {
            labels: error.labels,
            help: error.help.into_iter().collect(),
            ..Diagnostic::error("syntax", error.message, error.span)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_error_becomes_a_diagnostic() {
        let error = ReadError {
            span: Span::new(3, 4),
            message: "m".to_owned(),
            help: Some("h".to_owned()),
            labels: vec![(Span::new(0, 1), "l".to_owned())],
        };
        let expected = Diagnostic::error("syntax", "m", Span::new(3, 4))
            .with_label(Span::new(0, 1), "l")
            .with_help("h");
        assert_eq!(Diagnostic::from(error), expected);
    }

    #[test]
    fn errors_are_worse_than_warnings() {
        let warning = Diagnostic::warning("unused", "m", Span::default()).in_file(Some(1));
        assert!(warning.severity < Severity::Error);
        assert_eq!(warning.file, Some(1));
    }
}

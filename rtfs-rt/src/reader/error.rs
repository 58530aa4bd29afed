//! What the reader has to say about a text that it cannot take.

use super::form::Span;

/// One mistake in the text: where, what, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The characters at fault.
    pub span: Span,
    /// What is wrong, as one line without a full stop.
    pub message: String,
    /// What to write instead, where that is known.
    pub help: Option<String>,
    /// Other places that explain the mistake, such as the opening delimiter.
    pub labels: Vec<(Span, String)>,
}

impl ReadError {
    pub(crate) fn new(span: Span, message: impl Into<String>) -> ReadError {
        ReadError {
            span,
            message: message.into(),
            help: None,
            labels: Vec::new(),
        }
    }

    /// The same mistake in a text that begins at the offset `by`.
    #[must_use]
    pub fn shifted(mut self, by: u32) -> ReadError {
        self.span = self.span.shifted(by);
        for (span, _) in &mut self.labels {
            *span = span.shifted(by);
        }
        self
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> ReadError {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn with_label(mut self, span: Span, text: impl Into<String>) -> ReadError {
        self.labels.push((span, text.into()));
        self
    }
}

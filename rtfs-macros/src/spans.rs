//! From bytes of a program's text to the tokens of the invocation.

use std::ops::Range;

use proc_macro2::Span;

use crate::pieces::Pieces;

/// Which token each byte of a text came from.
pub(crate) struct Spans {
    /// Start, end and span of every piece, in the order of the text.
    pieces: Vec<(u32, u32, Span)>,
    /// End, start and span of every group, in order of their ends.
    groups: Vec<(u32, u32, Span)>,
    /// The span for a text without tokens.
    whole: Span,
}

impl Spans {
    /// Every place of the text has one span: that of a string, a path, or the invocation.
    pub(crate) fn whole(span: Span) -> Spans {
        Spans {
            pieces: Vec::new(),
            groups: Vec::new(),
            whole: span,
        }
    }

    /// The spans of `pieces`, which stand at `ranges` of a text; what stands before `from` is left out,
    /// and `from` becomes the text's first byte.
    pub(crate) fn new(pieces: &Pieces, ranges: &[Range<usize>], from: usize) -> Spans {
        let offset = |at: usize| u32::try_from(at.saturating_sub(from)).unwrap_or(u32::MAX);
        let placed = pieces
            .all
            .iter()
            .zip(ranges)
            .filter(|(_, range)| range.start >= from);
        let group = |(within, span): &(Range<usize>, Span)| {
            let first = ranges.get(within.start)?;
            let last = ranges.get(within.end.checked_sub(1)?)?;
            (first.start >= from).then(|| (offset(last.end), offset(first.start), *span))
        };
        Spans {
            pieces: placed
                .map(|(piece, range)| (offset(range.start), offset(range.end), piece.span))
                .collect(),
            groups: pieces.groups.iter().filter_map(group).collect(),
            whole: Span::call_site(),
        }
    }

    /// The span for what is not in the text at all.
    pub(crate) fn whole_span(&self) -> Span {
        self.whole
    }

    /// The spans of the first and the last token of a part of the text; one span twice where that
    /// is all of it. A part between tokens has the token before it.
    pub(crate) fn ends(&self, part: rtfs_compiler::Span) -> (Span, Span) {
        let group = self.groups.partition_point(|(end, ..)| *end < part.end);
        if let Some((end, start, group)) = self.groups.get(group)
            && (*start, *end) == (part.start, part.end)
        {
            return (*group, *group);
        }
        let first = self
            .pieces
            .partition_point(|(_, end, _)| *end <= part.start);
        let behind = self
            .pieces
            .partition_point(|(start, _, _)| *start < part.end.max(part.start.saturating_add(1)));
        let last = behind.saturating_sub(1);
        let span = |index: usize| self.pieces.get(index).map_or(self.whole, |piece| piece.2);
        (span(first.min(last)), span(last))
    }

    /// The span of the first token of a part of the text, or of all of it if it is one group.
    pub(crate) fn first(&self, part: rtfs_compiler::Span) -> Span {
        let (first, last) = self.ends(part);
        first.join(last).unwrap_or(first)
    }
}

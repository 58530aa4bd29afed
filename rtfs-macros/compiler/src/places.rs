//! Lines and columns of the bytes of a text.
//!
//! A text need not begin at 1:1 (inline, it stands somewhere in a Rust file), nor be one piece (out of
//! a `macro_rules!` macro its tokens come from several places). So places are anchors: known places
//! of some offsets, from which the place of any other is counted. There is one at every line
//! and at least one in every `STRIDE` bytes, so that long lines cost no more than short ones.

/// The greatest distance of two anchors, in bytes, characters being whole.
const STRIDE: usize = 256;

/// Where each byte of a text stands: lines and columns from 1, columns counted in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    anchors: Vec<Anchor>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Anchor {
    offset: u32,
    line: u32,
    column: u32,
}

impl Places {
    /// The places of a text that begins at 1:1.
    pub fn of(text: &str) -> Places {
        Places::starting_at(text, 1, 1)
    }

    /// The places of a text whose first character stands at that line and column.
    pub fn starting_at(text: &str, line: u32, column: u32) -> Places {
        Places::with_anchors(text, &[(0, line, column)])
    }

    /// The places of a text of several pieces: offset, line and column of each, by offset. Offsets are
    /// on character boundaries.
    pub fn with_anchors(text: &str, pieces: &[(u32, u32, u32)]) -> Places {
        let mut anchors = Vec::new();
        let (mut line, mut column) = (1, 1);
        let mut last = None;
        let mut pieces = pieces.iter().peekable();
        for (at, c) in text.char_indices() {
            let offset = u32::try_from(at).unwrap_or(u32::MAX);
            let mut due = last.is_none_or(|last| at - last >= STRIDE);
            while let Some(&(_, to_line, to_column)) = pieces.next_if(|piece| piece.0 <= offset) {
                (line, column) = (to_line, to_column);
                due = true;
            }
            if due {
                anchors.push(Anchor {
                    offset,
                    line,
                    column,
                });
                last = Some(at);
            }
            if c == '\n' {
                (line, column) = (line.saturating_add(1), 1);
                last = None;
            } else {
                column = column.saturating_add(1);
            }
        }
        if last.is_none() {
            if let Some(&(_, to_line, to_column)) = pieces.last() {
                (line, column) = (to_line, to_column);
            }
            let offset = u32::try_from(text.len()).unwrap_or(u32::MAX);
            anchors.push(Anchor {
                offset,
                line,
                column,
            });
        }
        Places { anchors }
    }

    /// Line and column of the byte at `offset` of `text`, the text that these places are of.
    pub fn locate(&self, text: &str, offset: u32) -> (u32, u32) {
        let behind = self
            .anchors
            .partition_point(|anchor| anchor.offset <= offset);
        let Some(anchor) = behind
            .checked_sub(1)
            .and_then(|index| self.anchors.get(index))
        else {
            return (1, 1);
        };
        let between = text
            .get(anchor.offset as usize..)
            .unwrap_or("")
            .char_indices()
            .take_while(|(at, _)| anchor.offset as usize + at < offset as usize)
            .count();
        let columns = u32::try_from(between).unwrap_or(u32::MAX);
        (anchor.line, anchor.column.saturating_add(columns))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters() {
        let text = "aé\n\n🎉b\r\nc";
        let places = Places::of(text);
        let all: Vec<_> = text
            .char_indices()
            .map(|(at, _)| places.locate(text, at as u32))
            .collect();
        assert_eq!(
            all,
            [
                (1, 1),
                (1, 2),
                (1, 3),
                (2, 1),
                (3, 1),
                (3, 2),
                (3, 3),
                (3, 4),
                (4, 1)
            ]
        );
        assert_eq!(places.locate(text, text.len() as u32), (4, 2));
    }

    #[test]
    fn the_end_behind_a_line_break_is_a_line() {
        assert_eq!(Places::of("a\n").locate("a\n", 2), (2, 1));
        assert_eq!(Places::of("").locate("", 0), (1, 1));
    }

    #[test]
    fn a_text_may_begin_anywhere() {
        let places = Places::starting_at("ab\nc", 7, 5);
        assert_eq!(places.locate("ab\nc", 1), (7, 6));
        assert_eq!(places.locate("ab\nc", 3), (8, 1));
        assert_eq!(Places::starting_at("", 3, 4).locate("", 0), (3, 4));
    }

    #[test]
    fn pieces_have_their_own_places() {
        let text = "(a b)";
        let places = Places::with_anchors(text, &[(0, 1, 1), (1, 10, 5), (3, 20, 7), (4, 1, 3)]);
        let all: Vec<_> = (0..5).map(|at| places.locate(text, at)).collect();
        assert_eq!(all, [(1, 1), (10, 5), (10, 6), (20, 7), (1, 3)]);
    }

    #[test]
    fn long_lines_are_counted_from_near() {
        let text = "é".repeat(10_000);
        let places = Places::of(&text);
        assert_eq!(places.locate(&text, 19_998), (1, 10_000));
        assert!(places.anchors.len() > 70);
    }
}

//! A diagnostic as text, in the manner of rustc: the message, the place, the source lines it is
//! about with marks under them, and help.
//!
//! Marks stand under the characters that a terminal shows: a tab is four columns wide, a wide
//! character two. What a terminal would not show, or would act on, is shown as its code point.
//! A long line is cut to a window around its mark.

use std::fmt::Write;

use rtfs_rt::reader::Span;
use unicode_width::UnicodeWidthChar;

use super::Diagnostic;
use crate::places::Places;

/// How many columns of a source line are shown.
const WINDOW: usize = 140;

/// How many columns in front of a mark are shown when a line is cut.
const LEAD: usize = 40;

/// The text of a diagnostic about `text`, which `name` names: message first, no line break at the end.
pub fn render(diagnostic: &Diagnostic, name: &str, text: &str, places: &Places) -> String {
    let mut marks = vec![Mark::new(text, places, diagnostic.span, None)];
    for (span, label) in &diagnostic.labels {
        marks.push(Mark::new(text, places, *span, Some(label)));
    }
    let (line, column) = places.locate(text, diagnostic.span.start);
    // The order of the text; marks of one line stay in theirs, the diagnostic's own first.
    marks.sort_by_key(|mark| mark.start_of_line);
    let gutter = marks
        .iter()
        .map(|mark| mark.line.to_string().len())
        .max()
        .unwrap_or(1);
    let blank = " ".repeat(gutter);

    let mut out = format!(
        "{}\n{blank}--> {name}:{line}:{column}\n{blank} |",
        diagnostic.message
    );
    let mut shown: Option<&Mark<'_>> = None;
    for mark in &marks {
        let same = shown.is_some_and(|last| last.start_of_line == mark.start_of_line);
        let window = match shown {
            Some(last) if same && last.row().window == mark.row().window => None,
            _ => Some(mark.row()),
        };
        if let Some(row) = window {
            if shown.is_some_and(|last| last.line.saturating_add(1) < mark.line) {
                out.push_str("\n...");
            }
            push_line(&mut out, &format!("{:>gutter$} | ", mark.line), &row.text);
        }
        push_line(&mut out, &format!("{blank} | "), &mark.underline());
        shown = Some(mark);
    }
    if !diagnostic.help.is_empty() {
        let _ = write!(out, "\n{blank} |");
    }
    for help in &diagnostic.help {
        let _ = write!(out, "\n{blank} = help: {help}");
    }
    out
}

fn push_line(out: &mut String, gutter: &str, text: &str) {
    out.push('\n');
    out.push_str(format!("{gutter}{text}").trim_end());
}

/// One place to mark, on the line where it begins.
struct Mark<'a> {
    /// The line as users count.
    line: u32,
    start_of_line: usize,
    source: &'a str,
    /// Columns of the marked part, as shown.
    from: usize,
    width: usize,
    label: Option<&'a str>,
}

/// A line as shown, and which of its columns are.
struct Row {
    text: String,
    window: (usize, usize),
}

impl<'a> Mark<'a> {
    fn new(text: &'a str, places: &Places, span: Span, label: Option<&'a str>) -> Mark<'a> {
        let range = span.range();
        let before = text.get(..range.start).unwrap_or(text);
        let start_of_line = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = text.get(start_of_line..).unwrap_or("");
        let source = rest.split('\n').next().unwrap_or("");
        let source = source.strip_suffix('\r').unwrap_or(source);
        let cut = |at: usize| {
            source
                .get(..at.saturating_sub(start_of_line))
                .unwrap_or(source)
        };
        let from = shown_width(cut(range.start));
        let to = shown_width(cut(range.end));
        Mark {
            line: places.locate(text, span.start).0,
            start_of_line,
            source,
            from,
            width: to.saturating_sub(from).max(1),
            label,
        }
    }

    /// The line, cut to a window around the mark if it is long.
    fn row(&self) -> Row {
        let total = shown_width(self.source);
        let start = if total <= WINDOW {
            0
        } else {
            self.from.saturating_sub(LEAD)
        };
        let window = (start, start + WINDOW);
        let mut text = String::new();
        let mut column = 0;
        for c in self.source.chars() {
            let next = column + width(c);
            if column >= window.0 && next <= window.1 {
                push_shown(&mut text, c);
            } else if column < window.0 && next > window.0 {
                text.push_str(&" ".repeat(next - window.0));
            }
            column = next;
        }
        if total > window.1 {
            text.push('…');
        }
        Row { text, window }
    }

    /// The marks under the line, and the label behind them.
    fn underline(&self) -> String {
        let (start, end) = self.row().window;
        let lead = self.from.saturating_sub(start);
        let width = self.width.min(end.saturating_sub(self.from).max(1));
        let (sign, label) = match self.label {
            Some(label) => ("-", label),
            None => ("^", ""),
        };
        format!("{}{} {label}", " ".repeat(lead), sign.repeat(width))
    }
}

/// Whether a terminal shows `c` as itself.
fn is_shown(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn push_shown(out: &mut String, c: char) {
    match c {
        '\t' => out.push_str("    "),
        c if is_shown(c) => out.push(c),
        c => out.extend(c.escape_unicode()),
    }
}

/// How many columns `c` takes as shown.
fn width(c: char) -> usize {
    match c {
        '\t' => 4,
        c if is_shown(c) => c.width().unwrap_or(0),
        c => c.escape_unicode().len(),
    }
}

fn shown_width(text: &str) -> usize {
    text.chars().map(width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Renders an error whose span `‹…›` marks in the text.
    fn check(marked: &str, expected: &str) {
        check_with(marked, |diagnostic, _| diagnostic, expected);
    }

    fn check_with(
        marked: &str,
        more: impl Fn(Diagnostic, &dyn Fn(&str) -> Span) -> Diagnostic,
        expected: &str,
    ) {
        let start = marked.find('‹').expect("a mark");
        let text = marked.replacen('‹', "", 1);
        let end = text.find('›').expect("a mark");
        let text = text.replacen('›', "", 1);
        let span_of = |part: &str| {
            let at = text.find(part).expect("a part of the text");
            Span::new(at, at + part.len())
        };
        let diagnostic = Diagnostic::error("code", "it is wrong", Span::new(start, end));
        let rendered = render(
            &more(diagnostic, &span_of),
            "a.rtfs",
            &text,
            &Places::of(&text),
        );
        assert_eq!(rendered, expected.trim_matches('\n'), "\n{rendered}");
    }

    #[test]
    fn one_mark() {
        check(
            "(a)\n(inc ‹foo›)\n(b)",
            "
it is wrong
 --> a.rtfs:2:6
  |
2 | (inc foo)
  |      ^^^",
        );
    }

    #[test]
    fn labels_and_help() {
        let text = "(f a\n\n\n   [b ‹)›\n x";
        check_with(
            text,
            |diagnostic, span_of| {
                diagnostic
                    .with_label(span_of("["), "opened here")
                    .with_label(span_of("(f"), "inside this")
                    .with_help("close it")
                    .with_help("or else")
            },
            "
it is wrong
 --> a.rtfs:4:7
  |
1 | (f a
  | -- inside this
...
4 |    [b )
  |       ^
  |    - opened here
  |
  = help: close it
  = help: or else",
        );
    }

    #[test]
    fn the_gutter_fits_the_greatest_line_number() {
        let text = format!("{}‹x›", "\n".repeat(99));
        let expected = "it is wrong\n   --> a.rtfs:100:1\n    |\n100 | x\n    | ^";
        check(&text, expected);
    }

    #[test]
    fn tabs_and_wide_characters() {
        check(
            "\t変数 ‹é变›x",
            "
it is wrong
 --> a.rtfs:1:5
  |
1 |     変数 é变x
  |          ^^^",
        );
    }

    #[test]
    fn what_is_not_shown_is_escaped() {
        check(
            "a\u{202e}‹b›\u{7}",
            "
it is wrong
 --> a.rtfs:1:3
  |
1 | a\\u{202e}b\\u{7}
  |          ^",
        );
    }

    #[test]
    fn an_empty_span_and_the_end_of_the_text_have_a_mark() {
        let end = "it is wrong\n --> a.rtfs:2:1\n  |\n2 |\n  | ^";
        check("a\n‹›", end);
        check("‹›", "it is wrong\n --> a.rtfs:1:1\n  |\n1 |\n  | ^");
    }

    #[test]
    fn many_lines_are_marked_on_the_first() {
        check(
            "a ‹(b\r\nc)›",
            "
it is wrong
 --> a.rtfs:1:3
  |
1 | a (b
  |   ^^",
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = format!("{}‹here›{}", "a ".repeat(500), " b".repeat(500));
        let start = text.find('‹').expect("a mark");
        let text = text.replace(['‹', '›'], "");
        let diagnostic = Diagnostic::error("code", "m", Span::new(start, start + 4));
        let rendered = render(&diagnostic, "a.rtfs", &text, &Places::of(&text));
        let lines: Vec<_> = rendered.lines().collect();
        assert_eq!(lines[1], " --> a.rtfs:1:1001");
        assert!(
            lines[3].starts_with(&format!("1 | {}here b b", "a ".repeat(20))),
            "{}",
            lines[3]
        );
        assert!(lines[3].ends_with('…') && lines[3].chars().count() < 150);
        assert_eq!(lines[4], format!("  | {}^^^^", " ".repeat(40)));
    }
}

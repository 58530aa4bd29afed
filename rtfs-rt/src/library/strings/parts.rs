//! The parts and characters of a text, one after the other, for walks that need no strings of their own.
//!
//! What [`split`](super::split) gathers in a vector, these give where it stands in the text: a part becomes a
//! string only where something keeps it.

use crate::access::TextView;

/// The parts of a text between the places of a separator, without empty ones at the end.
pub struct Parts<'a> {
    source: Source<'a>,
    /// Empty parts that came by, which count if another part follows.
    empty: usize,
    /// The part that follows them.
    after: Option<&'a str>,
    /// Whether the text was not split at all, so that it is kept even if it is empty.
    is_whole: bool,
}

/// How the text is cut.
enum Source<'a> {
    At(core::str::Split<'a, char>),
    Between(core::str::Split<'a, &'a str>),
    Each(Characters<'a>),
}

/// The characters of a text.
pub struct Characters<'a>(&'a str);

/// `(split text separator)`, part by part.
pub fn parts<'a>(text: &'a str, separator: &'a str) -> Parts<'a> {
    let mut chars = separator.chars();
    let source = match (chars.next(), chars.next()) {
        (None, _) => Source::Each(Characters(text)),
        // One character is sought faster than a text.
        (Some(only), None) => Source::At(text.split(only)),
        _ => Source::Between(text.split(separator)),
    };
    Parts {
        source,
        empty: 0,
        after: None,
        is_whole: text.is_empty(),
    }
}

/// The characters of a text, each as a text.
#[inline]
pub fn characters(text: &str) -> Characters<'_> {
    Characters(text)
}

impl<'a> Iterator for Parts<'a> {
    type Item = TextView<'a>;

    #[inline]
    fn next(&mut self) -> Option<TextView<'a>> {
        if self.empty == 0 && self.after.is_none() {
            let part = self.source.next();
            if let Some(part) = part
                && !part.is_empty()
            {
                return Some(TextView::of(part));
            }
            return self.look_ahead(part);
        }
        if self.empty > 0 {
            self.empty -= 1;
            return Some(TextView::default());
        }
        self.after.take().map(TextView::of)
    }
}

impl<'a> Parts<'a> {
    /// After an empty part, or at the end.
    #[cold]
    #[inline(never)]
    fn look_ahead(&mut self, mut part: Option<&'a str>) -> Option<TextView<'a>> {
        if core::mem::take(&mut self.is_whole) {
            return Some(TextView::default());
        }
        let mut empty = 0;
        while let Some("") = part {
            empty += 1;
            part = self.source.next();
        }
        // Without a part that follows, the empty ones are at the end.
        self.after = part;
        part?;
        self.empty = empty;
        self.next()
    }
}

impl<'a> Source<'a> {
    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        match self {
            Source::At(parts) => parts.next(),
            Source::Between(parts) => parts.next(),
            Source::Each(characters) => characters.cut(),
        }
    }
}

impl<'a> Characters<'a> {
    #[inline]
    fn cut(&mut self) -> Option<&'a str> {
        let first = self.0.chars().next()?;
        let (character, rest) = self.0.split_at(first.len_utf8());
        self.0 = rest;
        Some(character)
    }
}

impl<'a> Iterator for Characters<'a> {
    type Item = TextView<'a>;

    #[inline]
    fn next(&mut self) -> Option<TextView<'a>> {
        self.cut().map(TextView::of)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::split;
    use super::*;
    use crate::access::to_vector;
    use crate::{Data, Str, Vector};

    fn gathered<'a>(parts: impl Iterator<Item = TextView<'a>>) -> Vector<Str> {
        parts.map(|part| Str::from(&*part)).collect()
    }

    proptest! {
        #[test]
        fn parts_are_those_of_split(text in "[a,é ]{0,12}", separator in "[a, é]{0,2}") {
            let all = split(&text, &separator);
            let each = gathered(parts(&text, &separator));
            prop_assert!(all.same(&each), "{text:?} {separator:?}: {each:?}");
        }

        #[test]
        fn characters_are_the_elements(text in "[a→é\u{10000}]{0,9}") {
            let all = to_vector(&Str::from(&*text));
            prop_assert!(all.same(&gathered(characters(&text))));
        }
    }
}

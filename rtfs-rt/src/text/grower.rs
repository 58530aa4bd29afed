//! Growing at the end, again and again.

use core::mem::take;

use super::Str;
use crate::data::Data;
use crate::print::Printer;

/// A string that a loop only puts text behind: it is taken out of its variable before the first round, copied once into
/// room for more when the first text comes, and put back after the last round.
///
/// ```
/// # use rtfs_rt::{Str, TextGrower};
/// let mut text = Str::from("1");
/// let mut grower = TextGrower::of(&mut text);
/// (2..4).for_each(|i| {
///     grower.push(&Str::from(" "));
///     grower.push(&i);
/// });
/// grower.put_back(&mut text);
/// assert_eq!(text, "1 2 3");
/// ```
#[derive(Debug)]
pub struct TextGrower {
    /// The whole text, once some has come.
    grown: Printer,
    /// The string until then.
    of: Str,
    lies: Lies,
}

/// Where the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lies {
    Within,
    Grown,
    /// It is put back.
    Gone,
}

impl TextGrower {
    /// Takes a string out of its variable.
    #[inline]
    pub fn of(text: &mut Str) -> TextGrower {
        TextGrower {
            grown: Printer::new(),
            of: take(text),
            lies: Lies::Within,
        }
    }

    /// A value at the end, as `str` shows it: amortised in its length.
    #[inline]
    pub fn push<T: Data>(&mut self, value: &T) {
        if self.lies != Lies::Grown {
            self.begin_to_grow();
        }
        value.print(&mut self.grown, false);
    }

    /// Another string in place of what there is.
    pub fn set(&mut self, text: Str) {
        self.grown = Printer::new();
        self.of = text;
        self.lies = Lies::Within;
    }

    /// `(empty? text)`.
    #[inline]
    pub fn is_empty(&self) -> bool {
        match self.lies {
            Lies::Grown => self.grown.is_empty(),
            Lies::Within | Lies::Gone => self.of.is_empty(),
        }
    }

    /// Puts the string back where it was taken from; a second time changes nothing.
    #[inline]
    pub fn put_back(&mut self, text: &mut Str) {
        match self.lies {
            Lies::Gone => return,
            Lies::Within => *text = take(&mut self.of),
            Lies::Grown => *text = Str::from(take(&mut self.grown).finish()),
        }
        self.lies = Lies::Gone;
    }

    #[cold]
    #[inline(never)]
    fn begin_to_grow(&mut self) {
        let mut grown = String::with_capacity(self.of.len().saturating_mul(2));
        grown.push_str(&take(&mut self.of));
        self.grown = Printer::behind(grown);
        self.lies = Lies::Grown;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Int, Value};

    #[test]
    fn text_grows_as_str_puts_it_together() {
        let before = Str::from("a");
        let mut text = before.clone();
        let mut grower = TextGrower::of(&mut text);
        assert!(!grower.is_empty());
        grower.push(&Int::from(1));
        grower.push(&Str::from("é\"x"));
        grower.push(&Value::Nil);
        grower.push(&Value::Str("b".into()));
        grower.put_back(&mut text);
        grower.put_back(&mut text);
        assert_eq!((&*before, &*text), ("a", "a1é\"xnilb"));
    }

    #[test]
    fn what_does_not_grow_is_the_same_string() {
        let mut text = Str::new();
        let mut grower = TextGrower::of(&mut text);
        assert!(grower.is_empty());
        grower.push(&Str::new());
        assert!(grower.is_empty());
        grower.set(Str::from("other"));
        assert!(!grower.is_empty());
        grower.put_back(&mut text);
        assert_eq!(text, "other");
    }
}

//! Strings: immutable, shared, one word.
//!
//! A [`Str`] is an [`arcstr::ArcStr`]: cloning counts a reference, or nothing for literals. RTFS
//! sees a string as a sequence of Unicode scalar values.

mod grower;

pub use grower::TextGrower;

use core::cmp::Ordering;
use core::fmt;
use core::ops::Deref;
use std::borrow::Borrow;
use std::sync::OnceLock;

use arcstr::ArcStr;

/// An immutable string, cheap to clone. Displays as its text.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Str(ArcStr);

impl Str {
    /// The empty string; allocates nothing.
    pub const fn new() -> Str {
        Str(ArcStr::new())
    }

    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// How many characters (Unicode scalar values) it has.
    pub fn char_count(&self) -> usize {
        if self.is_ascii() {
            self.len()
        } else {
            self.chars().count()
        }
    }

    /// The one-character string of `c`.
    pub fn from_char(c: char) -> Str {
        Str::from(&*c.encode_utf8(&mut [0; 4]))
    }
}

impl Deref for Str {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Str {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for Str {
    fn borrow(&self) -> &str {
        self
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Str {
        Str(ArcStr::from(text))
    }
}

impl From<&String> for Str {
    fn from(text: &String) -> Str {
        Str::from(text.as_str())
    }
}

impl From<String> for Str {
    fn from(text: String) -> Str {
        Str(ArcStr::from(text))
    }
}

impl From<Box<str>> for Str {
    fn from(text: Box<str>) -> Str {
        Str(ArcStr::from(text))
    }
}

impl From<std::borrow::Cow<'_, str>> for Str {
    fn from(text: std::borrow::Cow<'_, str>) -> Str {
        Str::from(&*text)
    }
}

impl From<char> for Str {
    fn from(c: char) -> Str {
        Str::from_char(c)
    }
}

impl From<&Str> for Str {
    fn from(text: &Str) -> Str {
        text.clone()
    }
}

impl From<Str> for String {
    fn from(text: Str) -> String {
        text.as_str().to_owned()
    }
}

impl PartialEq<str> for Str {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Str {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl PartialEq<Str> for str {
    fn eq(&self, other: &Str) -> bool {
        self == other.as_str()
    }
}

impl PartialEq<Str> for &str {
    fn eq(&self, other: &Str) -> bool {
        *self == other.as_str()
    }
}

impl core::hash::Hash for Str {
    /// As `str` hashes, so that a table of `Str` is looked up by `&str`.
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Str) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Str {
    /// By code point.
    fn cmp(&self, other: &Str) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::print::readable(self))
    }
}

/// A string literal of generated code: made at its first use, then free to clone.
#[derive(Debug)]
pub struct LazyStr {
    text: &'static str,
    made: OnceLock<Str>,
}

impl LazyStr {
    /// The string of this text.
    pub const fn new(text: &'static str) -> LazyStr {
        LazyStr {
            text,
            made: OnceLock::new(),
        }
    }

    /// One more of the string: a call, since what follows hardly ever is nothing but that.
    #[inline(never)]
    pub fn another(&self) -> Str {
        self.get().clone()
    }

    /// The string; clones of it count no references.
    #[inline]
    pub fn get(&self) -> &Str {
        self.made.get_or_init(|| {
            let made = Str::from(self.text);
            made.0.leak();
            made
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_one_word() {
        assert_eq!(size_of::<Str>(), size_of::<usize>());
        assert_eq!(size_of::<Option<Str>>(), size_of::<usize>());
    }

    #[test]
    fn strings_compare_with_text() {
        let text = Str::from("né");
        assert_eq!(text, "né");
        assert_eq!(*"né", text);
        assert_eq!(text.char_count(), 2);
        assert!("a" < "b");
        assert_eq!(Str::from('é'), "é");
        assert_eq!(format!("{text} {text:?} {:>4}", text), "né \"né\"   né");
    }

    #[test]
    fn a_literal_is_made_once() {
        static LITERAL: LazyStr = LazyStr::new("once");
        let (a, b) = (LITERAL.get().clone(), LITERAL.get().clone());
        assert!(ArcStr::ptr_eq(&a.0, &b.0));
        assert!(ArcStr::is_static(&a.0));
    }

    #[test]
    fn tables_are_looked_up_by_text() {
        let set: std::collections::HashSet<Str> = [Str::from("a")].into();
        assert!(set.contains("a"));
    }
}

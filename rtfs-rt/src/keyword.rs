//! Keywords: names that stand for themselves.
//!
//! A keyword is interned: the same name is the same address, so equality is one comparison, and
//! the hash of the name is kept beside it. Names are never freed; a program uses few of them.

use core::cmp::Ordering;
use core::fmt;
use std::collections::HashSet;
use std::sync::{OnceLock, PoisonError, RwLock};

use crate::hash::FixedState;

/// An interned name: `:a`, `:ns/name`. Equal names are the same keyword; it orders by name.
#[derive(Clone, Copy)]
pub struct Keyword(&'static Name);

/// What a keyword or a symbol points to.
pub(crate) struct Name {
    text: Box<str>,
    hash: u64,
}

impl Name {
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The part before the first `/`, unless the name is `/` or begins with it.
    pub(crate) fn namespace(&self) -> Option<&str> {
        self.split().map(|(namespace, _)| namespace)
    }

    /// The part after the namespace.
    pub(crate) fn local(&self) -> &str {
        self.split().map_or(&self.text, |(_, name)| name)
    }

    pub(crate) fn hash(&self) -> u64 {
        self.hash
    }

    fn split(&self) -> Option<(&str, &str)> {
        self.text
            .split_once('/')
            .filter(|(namespace, name)| !namespace.is_empty() && !name.is_empty())
    }
}

/// The entry of the table of names: looked up by its text.
struct ByText(&'static Name);

impl std::borrow::Borrow<str> for ByText {
    fn borrow(&self) -> &str {
        &self.0.text
    }
}

impl PartialEq for ByText {
    fn eq(&self, other: &ByText) -> bool {
        self.0.text == other.0.text
    }
}

impl Eq for ByText {}

impl core::hash::Hash for ByText {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        self.0.text.hash(state);
    }
}

static NAMES: RwLock<HashSet<ByText, FixedState>> = RwLock::new(HashSet::with_hasher(FixedState));

/// The one entry for `text`.
pub(crate) fn intern(text: &str) -> &'static Name {
    // The table is whole after every step, so a thread that panicked left it usable.
    if let Some(found) = NAMES
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .get(text)
    {
        return found.0;
    }
    let mut names = NAMES.write().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = names.get(text) {
        return found.0;
    }
    let name: &'static Name = Box::leak(Box::new(Name {
        text: text.into(),
        hash: crate::hash::of_name(text),
    }));
    names.insert(ByText(name));
    name
}

impl Keyword {
    /// The keyword of this name, given without its colon: `Keyword::new("a/b")` is `:a/b`.
    pub fn new(name: &str) -> Keyword {
        Keyword(intern(name))
    }

    /// The whole name, without the colon: `"a/b"`.
    pub fn as_str(self) -> &'static str {
        self.0.text()
    }

    /// The part after the namespace: `"b"` of `:a/b`.
    pub fn name(self) -> &'static str {
        self.0.local()
    }

    /// The part before the first slash: `"a"` of `:a/b`.
    pub fn namespace(self) -> Option<&'static str> {
        self.0.namespace()
    }

    /// The hash of the name, kept.
    #[inline]
    pub(crate) fn name_hash(self) -> u64 {
        self.0.hash()
    }
}

impl PartialEq for Keyword {
    #[inline]
    fn eq(&self, other: &Keyword) -> bool {
        core::ptr::eq(self.0, other.0)
    }
}

impl Eq for Keyword {}

impl PartialEq<str> for Keyword {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl core::hash::Hash for Keyword {
    #[inline]
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        crate::hash::keyword(self.name_hash(), state);
    }
}

impl PartialOrd for Keyword {
    fn partial_cmp(&self, other: &Keyword) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Keyword {
    /// By the whole name, by code point.
    fn cmp(&self, other: &Keyword) -> Ordering {
        if self == other {
            Ordering::Equal
        } else {
            self.as_str().cmp(other.as_str())
        }
    }
}

impl fmt::Display for Keyword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, ":{}", self.as_str())
    }
}

impl fmt::Debug for Keyword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A keyword literal of generated code: interned at its first use.
#[derive(Debug)]
pub struct LazyKeyword {
    name: &'static str,
    keyword: OnceLock<Keyword>,
}

impl LazyKeyword {
    /// The keyword of this name, given without its colon.
    pub const fn new(name: &'static str) -> LazyKeyword {
        LazyKeyword {
            name,
            keyword: OnceLock::new(),
        }
    }

    /// The keyword.
    #[inline]
    pub fn get(&self) -> Keyword {
        *self.keyword.get_or_init(|| Keyword::new(self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_are_the_same_keyword() {
        let a = Keyword::new("some/name");
        let b = Keyword::new(&String::from("some/name"));
        assert!(core::ptr::eq(a.0, b.0));
        assert_ne!(a, Keyword::new("some/other"));
        static LAZY: LazyKeyword = LazyKeyword::new("some/name");
        assert_eq!(LAZY.get(), a);
        assert_eq!(LAZY.get(), a);
    }

    #[test]
    fn names_have_parts() {
        let parts = |text| {
            let k = Keyword::new(text);
            (k.namespace(), k.name())
        };
        assert_eq!(parts("a"), (None, "a"));
        assert_eq!(parts("a/b"), (Some("a"), "b"));
        assert_eq!(parts("com.acme:v1.0/op"), (Some("com.acme:v1.0"), "op"));
        assert_eq!(parts("a/b/c"), (Some("a"), "b/c"));
        assert_eq!(parts("/"), (None, "/"));
    }

    #[test]
    fn keywords_order_by_name() {
        let mut all = ["b", "a/z", "a", "é", "Z"].map(Keyword::new);
        all.sort();
        assert_eq!(all.map(Keyword::as_str), ["Z", "a", "a/z", "b", "é"]);
    }

    #[test]
    fn threads_agree_on_a_new_name() {
        let found: Vec<Keyword> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        (0..100)
                            .map(|i| Keyword::new(&format!("t{i}")))
                            .collect::<Vec<_>>()
                    })
                })
                .collect();
            threads
                .into_iter()
                .flat_map(|thread| thread.join().unwrap())
                .collect()
        });
        for (index, keyword) in found.iter().enumerate() {
            assert_eq!(*keyword, Keyword::new(&format!("t{}", index % 100)));
        }
    }
}

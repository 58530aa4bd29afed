//! Symbols: the names of quoted code. Interned like keywords, and a kind of their own.

use core::cmp::Ordering;
use core::fmt;

use crate::keyword::{Name, intern};

/// An interned name of quoted code: `'a`, `'ns/name`. Orders by name.
#[derive(Clone, Copy)]
pub struct Symbol(&'static Name);

impl Symbol {
    /// The symbol of this name.
    pub fn new(name: &str) -> Symbol {
        Symbol(intern(name))
    }

    /// The whole name: `"a/b"`.
    pub fn as_str(self) -> &'static str {
        self.0.text()
    }

    /// The part after the namespace: `"b"` of `a/b`.
    pub fn name(self) -> &'static str {
        self.0.local()
    }

    /// The part before the first slash: `"a"` of `a/b`.
    pub fn namespace(self) -> Option<&'static str> {
        self.0.namespace()
    }

    /// The hash of the name, kept.
    pub(crate) fn name_hash(self) -> u64 {
        self.0.hash()
    }
}

impl PartialEq for Symbol {
    #[inline]
    fn eq(&self, other: &Symbol) -> bool {
        core::ptr::eq(self.0, other.0)
    }
}

impl Eq for Symbol {}

impl core::hash::Hash for Symbol {
    fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
        crate::hash::symbol(self.name_hash(), state);
    }
}

impl PartialOrd for Symbol {
    fn partial_cmp(&self, other: &Symbol) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Symbol {
    /// By the whole name, by code point.
    fn cmp(&self, other: &Symbol) -> Ordering {
        if self == other {
            Ordering::Equal
        } else {
            self.as_str().cmp(other.as_str())
        }
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A symbol literal of generated code: interned at its first use.
#[derive(Debug)]
pub struct LazySymbol {
    name: &'static str,
    symbol: std::sync::OnceLock<Symbol>,
}

impl LazySymbol {
    /// The symbol of this name.
    pub const fn new(name: &'static str) -> LazySymbol {
        LazySymbol {
            name,
            symbol: std::sync::OnceLock::new(),
        }
    }

    /// The symbol.
    #[inline]
    pub fn get(&self) -> Symbol {
        *self.symbol.get_or_init(|| Symbol::new(self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_interned_and_no_keywords() {
        let a = Symbol::new("n/a");
        assert_eq!(a, Symbol::new("n/a"));
        assert!(a < Symbol::new("n/b"));
        assert_eq!(
            (a.namespace(), a.name(), a.to_string().as_str()),
            (Some("n"), "a", "n/a")
        );
        assert_ne!(
            crate::hash::of(&a),
            crate::hash::of(&crate::Keyword::new("n/a"))
        );
    }
}

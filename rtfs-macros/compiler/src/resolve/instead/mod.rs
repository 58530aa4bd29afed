//! What Clojure has and RTFS has not, and what to write instead.
//!
//! Every public name of `clojure.core` is a function of the library, a form, a macro's `gensym`, or stands in the
//! [`table`]. Names of other namespaces are found by the alias that they usually go under: `str/join`, `set/select`.

mod table;
#[cfg(test)]
mod tests;

use rtfs_rt::library;

use super::special;
use table::{CORE, JAVA, METHODS, NAMESPACE, QUALIFIED_NAMES, WORDS};

/// What to write instead of a name that Clojure has and RTFS has not.
pub(super) fn instead_of(name: &str) -> Option<String> {
    let help = find(CORE, name)
        .or_else(|| earmuffs(name))
        .or_else(|| method(name));
    match (help, name.split_once('/')) {
        (Some(help), _) => Some(help.to_owned()),
        (None, Some((space, plain))) if !space.is_empty() && !plain.is_empty() => {
            qualified(space, plain)
        }
        (None, _) => None,
    }
}

/// Whether a name, as a value, may be a variable of Rust all the same.
pub(super) fn may_be_rust(name: &str) -> bool {
    contains(WORDS, name)
}

fn contains(names: &str, name: &str) -> bool {
    names.split_ascii_whitespace().any(|one| one == name)
}

fn find(table: &'static [(&str, &'static str)], name: &str) -> Option<&'static str> {
    let found = table.iter().find(|(names, _)| contains(names, name));
    found.map(|(_, help)| *help)
}

/// `*out*` and its like.
fn earmuffs(name: &str) -> Option<&'static str> {
    let inner = name.strip_prefix('*')?.strip_suffix('*')?;
    let is_name = inner.starts_with(|c: char| c.is_alphabetic());
    is_name.then_some(table::DYNAMIC)
}

/// `.method` and `Class.`.
fn method(name: &str) -> Option<&'static str> {
    if let Some(method) = name.strip_prefix('.').filter(|m| !m.is_empty()) {
        return find(METHODS, method.trim_start_matches('-')).or(Some(JAVA));
    }
    let class = name.strip_suffix('.')?;
    let is_class = class
        .rsplit('.')
        .next()
        .is_some_and(|last| last.starts_with(|c: char| c.is_uppercase()));
    is_class.then_some(JAVA)
}

fn qualified(space: &str, plain: &str) -> Option<String> {
    let spaces = QUALIFIED_NAMES.iter();
    let mut ours = spaces.filter(|(spaces, _)| contains(spaces, space));
    if let Some(help) = ours.find_map(|(_, names)| find(names, plain)) {
        return Some(help.to_owned());
    }
    let is_known = QUALIFIED_NAMES
        .iter()
        .any(|(spaces, _)| contains(spaces, space))
        || space.starts_with("clojure.")
        || find(NAMESPACE, space).is_some();
    if is_known {
        if library::lookup(plain).is_some() || special::is_special(plain) {
            return Some(format!("write `{plain}`: what RTFS has needs no import"));
        }
        if let Some(help) = find(CORE, plain) {
            return Some(help.to_owned());
        }
    }
    find(NAMESPACE, space).map(str::to_owned)
}

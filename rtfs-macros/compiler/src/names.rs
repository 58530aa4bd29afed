//! Names: what an RTFS name is called in Rust (language.md §13), and which known name an unknown one is close to.

use unicode_ident::{is_xid_continue, is_xid_start};

/// The Rust name of a function or a variable: `kebab-case` to `snake_case`, `prime?` to `is_prime`,
/// `reset!` to `reset`, `a->b` to `a_to_b`. Not yet escaped where it is a keyword of Rust.
pub fn rust_name(name: &str) -> String {
    let (stem, is_predicate) = match name.strip_suffix('?') {
        Some(stem) if !stem.is_empty() => (stem, true),
        _ => (name, false),
    };
    let stem = stem
        .strip_suffix('!')
        .filter(|s| !s.is_empty())
        .unwrap_or(stem);
    let mut out = String::with_capacity(name.len() + 3);
    if is_predicate {
        out.push_str("is_");
    }
    let mut chars = stem.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '-' if chars.peek() == Some(&'>') => {
                chars.next();
                let apart = !out.is_empty() && !out.ends_with('_');
                out.push_str(if apart { "_to_" } else { "to_" });
            }
            '-' | '.' | '/' => out.push('_'),
            c if is_xid_continue(c) => out.push(c),
            '*' => out.push_str("star"),
            '+' => out.push_str("plus"),
            '<' => out.push_str("lt"),
            '>' => out.push_str("gt"),
            '=' => out.push_str("eq"),
            '!' => out.push_str("bang"),
            '?' => out.push('p'),
            '\'' => out.push_str("_prime"),
            '%' => out.push_str("percent"),
            '&' => out.push_str("and"),
            '$' => out.push_str("dollar"),
            '|' => out.push_str("bar"),
            _ => out.push('_'),
        }
    }
    // Doubled underscores are the compiler's own.
    while out.contains("__") {
        out = out.replace("__", "_");
    }
    if out.is_empty() || out == "_" {
        return "underscore".into();
    }
    if !out.starts_with(|c| c == '_' || is_xid_start(c)) {
        out.insert(0, '_');
    }
    out
}

/// Whether a text can be an identifier of Rust, a raw one perhaps.
pub fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c == '_' || is_xid_start(c))
        && chars.all(is_xid_continue)
        && !matches!(name, "_" | "self" | "Self" | "super" | "crate")
}

/// Whether a name can be that of a Rust type as it stands.
pub fn is_type_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_uppercase() && is_xid_start(c))
        && name.chars().all(is_xid_continue)
        && name != "Self"
}

/// The Rust name of a constant: `pi` is `PI`.
pub fn constant_name(name: &str) -> String {
    rust_name(name).to_uppercase()
}

/// Whether an identifier is reserved in some edition of Rust.
pub fn is_rust_keyword(name: &str) -> bool {
    const WORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do",
        "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in",
        "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
        "return", "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe",
        "unsized", "use", "virtual", "where", "while", "yield",
    ];
    WORDS.contains(&name)
}

/// The up to three known names closest to an unknown one, closest first.
pub fn closest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let limit = match name.chars().count() {
        // Every other one of a single letter is one edit away.
        0 | 1 => 0,
        n => (n / 3).max(1),
    };
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter(|k| *k != name)
        .filter_map(|k| {
            let d = distance(name, k);
            (d <= limit).then_some((d, k))
        })
        .collect();
    found.sort();
    found.dedup();
    found.truncate(3);
    found.into_iter().map(|(_, k)| k).collect()
}

/// Edits between two words, a swap of neighbours counting as one.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > 3 {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let change = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_table_of_the_language() {
        for (rtfs, rust) in [
            ("kebab-case", "kebab_case"),
            ("prime?", "is_prime"),
            ("reset!", "reset"),
            ("a->b", "a_to_b"),
            ("->b", "to_b"),
            ("x'", "x_prime"),
            ("+", "plus"),
            ("?", "p"),
            ("x²", "x_"),
            ("größe", "größe"),
            ("a--b", "a_b"),
        ] {
            assert_eq!(rust_name(rtfs), rust, "{rtfs}");
        }
        assert_eq!(constant_name("max-size"), "MAX_SIZE");
    }

    #[test]
    fn a_slip_finds_the_name_meant() {
        let known = ["reduce", "remove", "map", "filter"];
        assert_eq!(closest("recude", known), ["reduce"]);
        assert_eq!(closest("filtr", known), ["filter"]);
        assert!(closest("xyzzy", known).is_empty());
    }
}

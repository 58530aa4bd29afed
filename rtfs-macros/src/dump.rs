//! `RTFS_EXPAND`: expansions as files, for people to read.
//!
//! The variable names one definition, one program (the stem of its file), or `*` for everything. What
//! it asks for is written, formatted by `rustfmt` where there is one, to
//! `target/rtfs/<crate>/<file>-<line>.rs`. The expansion that rustc gets is the same with and without (but whole in a
//! check, too), so nothing here can fail a build: what cannot be written is said on stderr.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use rtfs_compiler::source::Source;

/// The variable.
const VARIABLE: &str = "RTFS_EXPAND";

/// Whether expansions are to be written at all.
pub(crate) fn is_asked() -> bool {
    std::env::var_os(VARIABLE).is_some()
}

/// Makes cargo build the crate again when the variable changes.
pub(crate) fn track() -> TokenStream {
    quote!(
        const _: ::core::option::Option<&str> = ::core::option_env!(#VARIABLE);
    )
}

/// Writes the expansion of `source`, if the variable asks for it.
pub(crate) fn dump(source: &Source<'_>, tokens: &TokenStream, is_expression: bool) {
    let Ok(wanted) = std::env::var(VARIABLE) else {
        return;
    };
    if !is_wanted(&wanted, source.name, tokens) {
        return;
    }
    let (line, _) = source.places.locate(source.text, 0);
    let path = directory().join(file_name(source.name, line));
    let text = format(&text(source.name, line, tokens, is_expression));
    let written = path
        .parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| std::fs::write(&path, text));
    match written {
        Ok(()) => eprintln!("{VARIABLE}: {}", path.display()),
        Err(error) => eprintln!("{VARIABLE}: {}: {error}", path.display()),
    }
}

/// Whether `wanted` is everything, the stem of the program's file, or something that the expansion defines.
fn is_wanted(wanted: &str, name: &str, tokens: &TokenStream) -> bool {
    let rust_name = rtfs_compiler::names::rust_name(wanted);
    let stem = Path::new(name).file_stem().and_then(|stem| stem.to_str());
    wanted == "*" || stem == Some(wanted) || defines(tokens, &rust_name)
}

/// Whether an item of that name is in the tokens; in any case, for constants are upper case.
fn defines(tokens: &TokenStream, name: &str) -> bool {
    let mut is_definition = false;
    for tree in tokens.clone() {
        match tree {
            TokenTree::Ident(ident) => {
                let ident = ident.to_string();
                if is_definition && ident.trim_start_matches("r#").eq_ignore_ascii_case(name) {
                    return true;
                }
                is_definition = matches!(ident.as_str(), "fn" | "static" | "const" | "struct");
            }
            TokenTree::Group(group) if defines(&group.stream(), name) => return true,
            _ => is_definition = false,
        }
    }
    false
}

/// The expansion as a Rust file: an expression as the body of a function, so that it is one.
fn text(name: &str, line: u32, tokens: &TokenStream, is_expression: bool) -> String {
    if is_expression {
        format!(
            "// The expansion of {name}:{line}, an expression.\nfn expression() -> _ {{ {tokens} }}\n"
        )
    } else {
        format!("// The expansion of {name}:{line}, items.\n{tokens}\n")
    }
}

/// `src/main.rs`, 12: `src-main-12.rs`.
fn file_name(name: &str, line: u32) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let stem: String = stem.chars().map(plain).collect();
    format!("{}-{line}.rs", stem.trim_matches('-'))
}

/// `target/rtfs/<crate>`: below the directory that cargo has rustc write to, which a tag marks; else
/// below the one of the environment; else where cargo would put it.
fn directory() -> PathBuf {
    let mut arguments = std::env::args_os().skip_while(|argument| argument != "--out-dir");
    let out = arguments.nth(1).map(PathBuf::from);
    let tagged = out.and_then(|out| {
        let mut above = out.ancestors();
        let tagged = above.find(|directory| directory.join("CACHEDIR.TAG").exists());
        tagged.map(Path::to_path_buf)
    });
    let target = tagged
        .or_else(|| std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from))
        .unwrap_or_else(|| PathBuf::from("target"));
    let name = std::env::var("CARGO_CRATE_NAME").unwrap_or_else(|_| "unnamed".to_owned());
    target.join("rtfs").join(name)
}

/// The text as `rustfmt` writes it, or as it is.
fn format(text: &str) -> String {
    formatted(text).unwrap_or_else(|| text.to_owned())
}

fn formatted(text: &str) -> Option<String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    let text = text.to_owned();
    // In a thread of its own: both pipes may be full at once.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let output = child.wait_with_output().ok()?;
    writer.join().ok()?.ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> TokenStream {
        text.parse().expect("tokens")
    }

    #[test]
    fn what_is_wanted() {
        let items = tokens("mod m { pub fn is_prime() {} static PI: f64 = 3.0; } let fib = x;");
        for wanted in ["*", "main", "prime?", "pi"] {
            assert!(is_wanted(wanted, "src/main.rs", &items), "{wanted}");
        }
        for other in ["", "fib", "x", "src"] {
            assert!(!is_wanted(other, "src/main.rs", &items), "{other}");
        }
    }

    #[test]
    fn names_of_files() {
        assert_eq!(file_name("src/main.rs", 12), "src-main-12.rs");
        assert_eq!(
            file_name("<string in src/a.rs:3>", 1),
            "string-in-src-a-1.rs"
        );
    }

    #[test]
    fn an_expression_is_a_file_too() {
        let text = text("a.rs", 3, &tokens("1 + 1"), true);
        assert_eq!(
            format(&text).lines().next(),
            Some("// The expansion of a.rs:3, an expression.")
        );
        assert!(syn::parse_file(&text).is_ok());
    }
}

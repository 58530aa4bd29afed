//! What rustc does with the expansion: whether it makes code of it, or only checks it.
//!
//! `cargo check` asks rustc for metadata and for nothing else. Then an expansion has no bodies but those that lead to the
//! user's Rust, since the compiler has checked the others itself. Whoever is not known to do just that gets everything: a
//! compiler of another name (Miri interprets what a check leaves), an unstable flag (which may show the expansion, or keep
//! its bodies), arguments in a file, an editor's server for macros, and who has expansions written to files.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use rtfs_compiler::source::Purpose;

use crate::dump;

/// The programs that only check where they give metadata alone.
const CHECKERS: [&str; 2] = ["rustc", "clippy-driver"];

/// What the rustc that this runs in was asked for.
pub(crate) fn purpose() -> Purpose {
    match only_checks(std::env::args_os()) && !dump::is_asked() {
        true => Purpose::Check,
        false => Purpose::Code,
    }
}

/// Whether arguments, that of the program's name first, ask for a check and no more.
fn only_checks(mut arguments: impl Iterator<Item = OsString>) -> bool {
    let program = arguments.next().unwrap_or_default();
    let name = Path::new(&program).file_stem().and_then(OsStr::to_str);
    if name.is_none_or(|name| !CHECKERS.contains(&name)) {
        return false;
    }
    let mut gives_metadata = false;
    let mut is_value = false;
    for argument in arguments {
        let Some(argument) = argument.to_str() else {
            is_value = false;
            continue;
        };
        let kinds = match argument.strip_prefix("--emit") {
            Some("") => {
                is_value = true;
                continue;
            }
            Some(kinds) => kinds.strip_prefix('='),
            None if is_value => Some(argument),
            None if argument.starts_with("-Z") => return false,
            None => None,
        };
        is_value = false;
        for kind in kinds.into_iter().flat_map(|kinds| kinds.split(',')) {
            match kind {
                "metadata" => gives_metadata = true,
                "dep-info" => {}
                _ => return false,
            }
        }
    }
    gives_metadata
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checks(arguments: &str) -> bool {
        only_checks(arguments.split(' ').map(OsString::from))
    }

    #[test]
    fn cargo_check_and_clippy_only_check() {
        assert!(checks(
            "/bin/rustc --crate-name a src/lib.rs --emit=dep-info,metadata -C debuginfo=2"
        ));
        assert!(checks("rustc.exe --emit dep-info,metadata src/lib.rs"));
        assert!(checks(
            "clippy-driver /bin/rustc --emit=metadata src/lib.rs"
        ));
    }

    #[test]
    fn what_gives_code_gets_everything() {
        assert!(!checks("rustc --emit=dep-info,metadata,link src/lib.rs"));
        assert!(!checks(
            "rustc --emit=dep-info,metadata --emit=mir src/lib.rs"
        ));
        assert!(!checks(
            "rustc --emit dep-info,metadata --emit asm=out.s src/lib.rs"
        ));
        assert!(!checks("rustc --emit=dep-info src/lib.rs"));
        assert!(!checks("rustc src/lib.rs"));
    }

    #[test]
    fn who_is_not_known_gets_everything() {
        assert!(!checks("miri --emit=dep-info,metadata src/lib.rs"));
        assert!(!checks(
            "rustc -Zunpretty=expanded --emit=dep-info,metadata src/lib.rs"
        ));
        assert!(!checks("rustc @arguments"));
        assert!(!checks("rust-analyzer-proc-macro-srv"));
        assert!(!checks(""));
    }
}

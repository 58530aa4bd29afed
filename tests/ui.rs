//! Programs that do not compile, and what rustc says of each, to the character.
//!
//! The messages of rustc itself change with its version: those in `ui-tests` are from the version that
//! the workspace is checked with. `TRYBUILD=overwrite cargo test --test ui` writes them anew.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    for about in [
        "lexer",
        "reader",
        "literals",
        "forms",
        "arity",
        "names",
        "types",
        "recur",
        "endless",
        "several",
        "files",
        "rust_functions",
        "host",
        "plans",
        "sugar",
        "try_catch",
        "matching",
        "destructuring",
        "modules",
        "macros",
        "regex",
    ] {
        cases.compile_fail(format!("ui-tests/{about}/*.rs"));
    }
}

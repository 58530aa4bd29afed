//! The table in the manual of what inline programs write differently: every row is true.
//!
//! What the first column holds is refused by rustc: the programs in `ui-tests/lexer` show it, one for
//! each row. What the second column holds is Rust tokens, which `inline_table/rows.rs` shows by being compiled, and
//! reads as the same forms.

use rtfs::reader::{Form, Options, read_all};

const MANUAL: &str = include_str!("../src/manual/inline.md");
const ROWS: &str = include_str!("inline_table/rows.rs");

macro_rules! lexes {
    ($($token:tt)*) => {};
}

// That this compiles is what the second column claims.
include!("inline_table/rows.rs");

/// The first two cells of every row; the second is none where it holds no code.
fn rows() -> Vec<(String, Option<String>)> {
    let cells = |line: &str| -> Vec<Option<String>> {
        let line = line.replace("\\|", "\u{0}");
        line.split('|').skip(1).map(code).collect()
    };
    let rows = MANUAL.lines().filter(|line| line.starts_with("| `"));
    rows.map(|line| {
        let cells = cells(line);
        (
            cells[0].clone().expect("code in the first cell"),
            cells[1].clone(),
        )
    })
    .collect()
}

/// The code that is all of a cell.
fn code(cell: &str) -> Option<String> {
    let cell = cell.trim();
    let inner = cell
        .strip_prefix("`` ")
        .and_then(|rest| rest.strip_suffix(" ``"))
        .or_else(|| cell.strip_prefix('`')?.strip_suffix('`'))?;
    Some(inner.replace('\u{0}', "|"))
}

fn read(text: &str, inline: bool) -> Vec<Form> {
    let options = Options {
        inline,
        ..Options::default()
    };
    let (forms, errors) = read_all(text, &options);
    assert_eq!(errors, [], "{text}");
    forms
}

#[test]
fn every_row_has_a_program_that_rustc_refuses() {
    let mut refused = Vec::new();
    for entry in std::fs::read_dir("ui-tests/lexer").expect("the programs") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(path).expect("a program");
            let line = text.lines().nth(4).expect("the form").trim().to_owned();
            refused.push(line);
        }
    }
    let mut expected: Vec<_> = rows().into_iter().map(|(rtfs, _)| rtfs).collect();
    refused.sort();
    expected.sort();
    assert_eq!(refused, expected);
}

#[test]
fn every_replacement_reads_as_the_same_forms() {
    let mut replaced = 0;
    for (rtfs, inline) in rows() {
        let forms = read(&rtfs, false);
        let Some(inline) = inline else { continue };
        replaced += 1;
        let row = format!("lexes! {{\n    {inline}\n}}");
        assert!(
            ROWS.contains(&row),
            "{inline} is not in inline_table/rows.rs"
        );
        let again = read(&inline, true);
        assert_eq!(forms.len(), again.len(), "{rtfs}");
        for (form, same) in forms.iter().zip(&again) {
            assert!(form.same(same), "{rtfs}");
        }
    }
    assert_eq!(ROWS.matches("lexes! {").count(), replaced);
}

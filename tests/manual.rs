//! The manual's page of the library is what the library's table says.

use std::fmt::Write;

use rtfs::library::{LibFn, table};

/// The page. `RTFS_UPDATE=1 cargo test --test manual` writes it anew.
const PAGE: &str = "src/manual/library.md";

const INTRODUCTION: &str = "# The library

Every function of the standard library, with examples: a call and its value, each of which is a test.
What depends on a value (`(quot 1 0)`, an index out of bounds) is an error when the program runs, of the
kind that is named here. A wrong number of arguments, or an argument of a type that can be proved wrong, is
an error when it is compiled.

`nil` counts as an empty collection. Functions over a vector give a vector, over a list a list, over a map a
vector of `[key value]`, over a string a vector of one-character strings. A function that has several
names has one entry.

This page is made from the table that the compiler reads, and a test keeps it so.
";

/// The titles, each with the first function below it.
const TITLES: &[(&str, &str)] = &[
    ("+", "Arithmetic"),
    ("sqrt", "Numbers"),
    ("bit-and", "Bits"),
    ("=", "Comparison and logic"),
    ("nil?", "Tests of kind and value"),
    ("type-name", "Types"),
    ("subs", "Strings"),
    ("string-length", "Searching strings"),
    ("parse-int", "Strings to numbers"),
    ("format", "Formatting"),
    ("keyword", "Names"),
    ("get", "Looking into collections"),
    ("cons", "Building collections"),
    ("butlast", "Parts of sequences"),
    ("map", "Transforming sequences"),
    ("reduce", "Reducing sequences"),
    ("distinct", "Grouping sequences"),
    ("sort", "Sorting"),
    ("range", "Producing sequences"),
    ("apply", "Functions"),
    ("subvec", "Vectors"),
    ("sorted-keys", "Maps"),
    ("union", "Sets"),
    ("str", "Text and data"),
    ("throw", "Errors"),
];

#[test]
fn the_page_of_the_library_is_up_to_date() {
    let page = page();
    if std::env::var_os("RTFS_UPDATE").is_some() {
        std::fs::write(PAGE, &page).expect("to write the page");
    }
    let found = std::fs::read_to_string(PAGE).expect("the page");
    assert!(
        found == page,
        "{PAGE} is not what the table says: RTFS_UPDATE=1 cargo test --test manual"
    );
}

#[test]
fn every_title_has_its_function() {
    let names: Vec<_> = table().iter().map(|function| function.name()).collect();
    let places = TITLES.iter().map(|(first, title)| {
        let place = names.iter().position(|name| name == first);
        place.unwrap_or_else(|| panic!("{title}: no function `{first}`"))
    });
    assert!(places.is_sorted());
}

fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    for function in table() {
        if let Some((_, title)) = TITLES.iter().find(|(first, _)| *first == function.name()) {
            let _ = write!(page, "\n## {title}\n\n");
            page.push_str("| function | takes | |\n| --- | --- | --- |\n");
        }
        row(function, &mut page);
    }
    page
}

/// A row of a table: names, number of arguments, documentation and examples.
fn row(function: &LibFn, page: &mut String) {
    let names: Vec<String> = function.names.iter().map(|name| code(name)).collect();
    let examples = function.examples.iter();
    let examples: Vec<String> = examples
        .map(|(call, value)| format!("{} → {}", code(call), code(value)))
        .collect();
    let _ = writeln!(
        page,
        "| {} | {} | {}<br>{} |",
        names.join(" "),
        function.arity,
        function.doc.replace('|', "\\|"),
        examples.join("<br>")
    );
}

/// Code in a cell of a table.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

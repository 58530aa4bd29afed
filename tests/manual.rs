//! The manual's page of the library is what the library's table says.

use std::fmt::Write;

use rtfs::library::sig::{Sig, SigTy};
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

The second column says what a function takes and gives where the compiler knows the types, with `a`, `b`, `k` and `v`
for types of any kind. `[:seq a]` is any sequence; as a result it is a list for a list, else a vector.
`:pattern` is a regular expression or a string that writes one, and `& a` any number of further arguments.
Without known types the functions take the same and give values whose kind shows when the program runs. Of the functions that the
compiler treats by itself (arithmetic, comparison, `get`…) the number of arguments stands there.

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
    ("re-pattern", "Regular expressions"),
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
    ("parse-inst", "Instants and UUIDs"),
    ("str", "Text and data"),
    ("parse-json", "JSON"),
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

/// The page of forms names every special form in its code, and begins no row with what is none.
#[test]
fn the_page_of_forms_is_complete() {
    let page = include_str!("../src/manual/forms.md");
    let table = page.split("\n## ").next().unwrap_or_default();
    let is_end = |c: char| c.is_whitespace() || "()[]{}`".contains(c);
    let code = table.split('`').skip(1).step_by(2);
    let named: std::collections::BTreeSet<&str> = code.flat_map(|c| c.split(is_end)).collect();
    let forms: Vec<&str> = rtfs_compiler::resolve::special_forms().collect();
    let missing: Vec<&&str> = forms
        .iter()
        .filter(|form| !named.contains(**form))
        .collect();
    assert!(missing.is_empty(), "not on the page of forms: {missing:?}");

    for row in table.lines().filter(|row| row.starts_with("| `(")) {
        let head = row.trim_start_matches("| `(").split(is_end).next();
        let head = head.unwrap_or_default();
        assert!(
            forms.contains(&head) || head.starts_with(':'),
            "`{head}` is no special form: {row}"
        );
    }
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
        takes(function),
        function.doc.replace('|', "\\|"),
        examples.join("<br>")
    );
}

/// The shapes of a function, or how many arguments it takes.
fn takes(function: &LibFn) -> String {
    let shapes: Vec<String> = function.shapes().iter().map(shape).collect();
    match shapes.is_empty() {
        true => function.arity.to_string(),
        false => shapes.join("<br>"),
    }
}

fn shape(sig: &Sig) -> String {
    let mut parts: Vec<String> = sig.params.iter().map(|param| ty(&param.ty)).collect();
    if let Some(rest) = &sig.rest {
        parts.push(format!("& {}", ty(rest)));
    }
    code(&format!("{} → {}", parts.join(" "), ty(&sig.result)))
}

/// A type as an annotation writes it, as far as one can.
fn ty(sig: &SigTy) -> String {
    match sig {
        SigTy::Int | SigTy::Idx => ":int".into(),
        SigTy::Float => ":float".into(),
        SigTy::Number => ":number".into(),
        SigTy::Bool => ":bool".into(),
        SigTy::Str => ":string".into(),
        SigTy::Keyword => ":keyword".into(),
        SigTy::Symbol => ":symbol".into(),
        SigTy::Nil => ":nil".into(),
        SigTy::Inst => ":inst".into(),
        SigTy::Uuid => ":uuid".into(),
        SigTy::Regex(_) => ":regex".into(),
        SigTy::Pattern(_) => ":pattern".into(),
        SigTy::Any => ":any".into(),
        SigTy::Var(name) => name.to_string(),
        SigTy::Vector(t) => format!("[:vector {}]", ty(t)),
        SigTy::List(t) => format!("[:list {}]", ty(t)),
        SigTy::Set(t) => format!("[:set {}]", ty(t)),
        SigTy::Map(k, v) => format!("[:map-of {} {}]", ty(k), ty(v)),
        SigTy::Opt(t) => format!("{}?", ty(t)),
        SigTy::Tuple(items) => format!("[:tuple {}]", all(items)),
        SigTy::Fn { params, result } => {
            let params: Vec<SigTy> = params.iter().map(|param| param.ty.clone()).collect();
            format!("[:fn [{}] {}]", all(&params), ty(result))
        }
        SigTy::Seq(t) | SigTy::Same(t) | SigTy::SameOrString(t) => format!("[:seq {}]", ty(t)),
    }
}

fn all(types: &[SigTy]) -> String {
    let types: Vec<String> = types.iter().map(ty).collect();
    types.join(" ")
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

//! Writes the Rust that compiles every case of the suite, once with types and once with types erased.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

use rtfs_rt::reader::{FormKind, Options, read_all};

/// Cases in one function: many small functions cost rustc more than a few, and one huge one much more.
const BATCH: usize = 20;

fn main() -> io::Result<()> {
    let mut files: Vec<_> = fs::read_dir(".")?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|e| e == "rtfs"));
    files.sort();
    println!("cargo::rerun-if-changed=.");
    let mut cases = Vec::new();
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        cases.extend(read(&name, &fs::read_to_string(file)?)?);
    }
    let out = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("cases.rs");
    fs::write(out, generate(&cases))
}

struct Case {
    place: String,
    program: String,
    expected: String,
}

/// The cases of a file: forms, `=>`, what they give.
fn read(file: &str, text: &str) -> io::Result<Vec<Case>> {
    let (forms, errors) = read_all(text, &Options::default());
    if let Some(error) = errors.first() {
        let line = text[..error.span.range().start].lines().count();
        return Err(io::Error::other(format!(
            "{file}:{line}: {}",
            error.message
        )));
    }
    let is_arrow = |kind: &FormKind| matches!(kind, FormKind::Symbol(s) if s.as_str() == "=>");
    let mut cases = Vec::new();
    let mut begin = 0;
    for (index, form) in forms.iter().enumerate() {
        if !is_arrow(&form.kind) {
            continue;
        }
        let (Some(first), Some(expected)) = (forms.get(begin), forms.get(index + 1)) else {
            return Err(io::Error::other(format!("{file}: a case is not complete")));
        };
        let start = first.span.range().start;
        let end = forms[index - 1].span.range().end;
        let line = text[..start].matches('\n').count() + 1;
        cases.push(Case {
            place: format!("{file}:{line}"),
            program: text[start..end].to_owned(),
            expected: text[expected.span.range()].to_owned(),
        });
        begin = index + 2;
    }
    if begin != forms.len() {
        return Err(io::Error::other(format!("{file}: a program without `=>`")));
    }
    Ok(cases)
}

fn generate(cases: &[Case]) -> String {
    let mut code = String::from(
        "/// Every case, in the order of files and lines.\npub static CASES: &[Case] = &[\n",
    );
    for case in cases {
        let Case {
            place,
            program,
            expected,
        } = case;
        let _ = writeln!(
            code,
            "Case {{ place: {place:?}, program: {program:?}, expected: {expected:?} }},"
        );
    }
    code.push_str("];\n");
    for (engine, option) in [("typed", ""), ("erased", "#![erased] ")] {
        let mut calls = String::new();
        for (number, batch) in cases.chunks(BATCH).enumerate() {
            let _ = writeln!(calls, "{engine}_{number}(out);");
            let _ = writeln!(code, "fn {engine}_{number}(out: &mut Vec<Outcome>) {{");
            for case in batch {
                let program = format!("r######\"{}\"######", case.program);
                let host = match case.place.starts_with("11-") {
                    true => "host = crate::host::host(); ",
                    false => "",
                };
                let _ = writeln!(
                    code,
                    "out.push(outcome(::rtfs::rtfs! {{ {option}{host}{program} }}));"
                );
            }
            code.push_str("}\n");
        }
        let _ = writeln!(
            code,
            "/// What the compiled cases give, {engine}.\npub fn {engine}(out: &mut Vec<Outcome>) {{\n{calls}}}"
        );
    }
    code
}

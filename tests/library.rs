//! Every example of the library's table, compiled in four ways that must agree: as the table states it,
//! with arguments of unknown type, with the function as a local value, and with a function of unknown type.
//!
//! The programs are in `library/examples.rtfs`, which is made from the table and kept beside this file
//! so that a failure has a place: `RTFS_EXAMPLES=overwrite cargo test --test library` makes it anew.

use std::fmt::Write as _;

use rtfs::library::table;
use rtfs::reader::{Form, FormKind, Options, read_all};
use rtfs::{Data, Keyword, List, Map, Set, Value, Vector};

rtfs::include_rtfs!("library/examples.rtfs");

const PATH: &str = "tests/library/examples.rtfs";

const OPENING: &str = "\
;; Made from the table of the library: see tests/library.rs.

;; The argument, as a value that the compiler knows nothing of.
(defn- erase [x] (if (= 1 2) \"\" (if (= 1 2) :k x)))
";

#[test]
fn the_programs_are_those_of_the_table() {
    let mut text = OPENING.to_owned();
    for (index, entry) in table().iter().enumerate() {
        // A walk of the compiled language may never end: `cycle` stands only where something bounds it.
        if entry.examples.is_empty() || entry.name() == "cycle" {
            continue;
        }
        let name: String = entry
            .name()
            .chars()
            .filter(char::is_ascii_alphabetic)
            .collect();
        write!(text, "\n(deftest f{index:03}-{name}").expect("a string takes all");
        for (call, gives) in entry.examples {
            let expected = Value::Str(print(gives).into()).to_string();
            for form in ways(call) {
                write!(text, "\n  (is (= {expected} (pr-str {form})))")
                    .expect("a string takes all");
            }
        }
        text.push_str(")\n");
    }
    if std::env::var_os("RTFS_EXAMPLES").is_some_and(|mode| mode == "overwrite") {
        std::fs::write(PATH, &text).expect("the file can be written");
    }
    let kept = std::fs::read_to_string(PATH).expect("the programs");
    assert!(
        kept == text,
        "{PATH} is not what the table says: make it anew"
    );
}

/// The calls that give the same as `call`.
fn ways(call: &str) -> Vec<String> {
    let forms = read(call);
    let [form] = &forms[..] else {
        panic!("one form: {call}")
    };
    let text = |form: &Form| call[form.span.range()].to_owned();
    let mut ways = vec![call.to_owned()];
    let FormKind::List(parts) = &form.kind else {
        return ways;
    };
    let [head, args @ ..] = &parts[..] else {
        return ways;
    };
    let args: Vec<String> = args.iter().map(text).collect();
    let erased: String = args.iter().map(|arg| format!(" (erase {arg})")).collect();
    let plain: String = args.iter().map(|arg| format!(" {arg}")).collect();
    let head = text(head);
    if !args.is_empty() {
        ways.push(format!("({head}{erased})"));
    }
    ways.push(format!("(let [f {head}] (f{plain}))"));
    ways.push(format!("((erase {head}){erased})"));
    ways
}

/// The value of a literal or of `(list …)`, as it prints.
fn print(text: &str) -> String {
    let forms = read(text);
    forms.iter().map(|form| literal(form).to_string()).collect()
}

fn read(text: &str) -> Vec<Form> {
    let (forms, errors) = read_all(text, &Options::default());
    assert_eq!(errors, [], "{text}");
    forms
}

fn literal(form: &Form) -> Value {
    let all = |forms: &[Form]| forms.iter().map(literal).collect::<Vec<_>>();
    match &form.kind {
        FormKind::Nil => Value::Nil,
        FormKind::Bool(b) => Value::Bool(*b),
        FormKind::Int(n) => n.clone().into_value(),
        FormKind::Float(x) => Value::Float(*x),
        FormKind::Str(text) => Value::Str(text.clone()),
        FormKind::Keyword(name) => Value::Keyword(Keyword::new(name)),
        FormKind::List(forms) => Value::List(List::from_vec(all(&forms[1..]))),
        FormKind::Vector(forms) => Value::Vector(Vector::from_vec(all(forms))),
        FormKind::Set(forms) => Value::Set(all(forms).into_iter().collect::<Set<Value>>()),
        FormKind::Regex(source) => Value::Regex(rtfs::Regex::new(source).expect("a regex")),
        FormKind::Map(forms) => {
            let values = all(forms);
            let entries = values
                .chunks(2)
                .map(|pair| (pair[0].clone(), pair[1].clone()));
            Value::Map(entries.fold(Map::new(), |map, (key, value)| map.assoc(key, value)))
        }
        other => panic!("no literal: {other:?}"),
    }
}

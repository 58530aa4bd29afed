//! Typed and dynamic forms agree.
//!
//! Every signature is turned into Rust code that reads dynamic arguments as the types it states, calls
//! the typed function that it names, and states the type of the result: [`forms`] holds this code, so
//! that a signature whose function is missing or has another type does not compile. Each form is then
//! called with all samples that fit it, and must give what the dynamic form gives.

use std::fmt::Write;

use crate::library::kind::{Kind, Seq};
use crate::library::sig::{FnParam, Sig, SigTy};
use crate::library::{LibFn, table};
use crate::{Data, Number, Regex, Result, Value, Vector};

use super::{forms, run};

/// A typed form over dynamic arguments; `None` if the arguments do not fit its signature. `exact`
/// says that an int does not fit `float`.
pub(super) type Form = fn(&[Value], exact: bool) -> Option<Result<Value>>;

/// Where the generated forms stand, from the package's root.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/library/tests/forms.rs");

const HEADER: &str = "\
//! Every typed form, called with dynamic arguments. Generated from the table by `RTFS_UPDATE=1 cargo
//! test -p rtfs-rt generated_forms`.

use crate::library::{self, kind::Kind};
use crate::{
    Data, Inst, Int, Keyword, List, Map, Number, Regex, Result, Set, Str, Symbol, Uuid, Value, Vector,
};

use super::typed::{Form, called, float, get, idx, kind, parts, pattern, same, seq, truth};

pub(super) static FORMS: &[(&str, &str, Form)] = &[
";

/// What the samples are chosen from: for each position, values of many types.
const SAMPLES: [&str; 26] = [
    "nil",
    "true",
    "0",
    "2",
    "-7",
    "9223372036854775808",
    "2.5",
    "\"\"",
    "\"aé😀\"",
    "\"2\"",
    ":k",
    "(symbol \"s\")",
    "[]",
    "[3 1 2]",
    "[2.5 0.5]",
    "[\"b\" \"a\"]",
    "[[1 2] [3 4]]",
    "(list 3 1 3)",
    "{:a 1 :k [3]}",
    "{1 2 3 4}",
    "#{1 :b}",
    "#{}",
    "(re-pattern \"[a-c]\")",
    "(re-pattern \"(é)|(x)\")",
    "(parse-inst \"2024-01-02\")",
    "(parse-uuid \"550e8400-e29b-41d4-a716-446655440000\")",
];

/// Functions of one or more arguments.
const FUNCTIONS: [&str; 8] = [
    "inc", "+", "vector", "some?", "count", "get", "compare", "<",
];

#[test]
fn generated_forms_are_those_of_the_table() {
    let mut text = HEADER.to_owned();
    for entry in table() {
        for (sig, source) in entry.shapes().iter().zip(entry.sigs) {
            text.push_str(&form(entry, sig, source));
        }
    }
    text.push_str("];\n");
    if std::env::var_os("RTFS_UPDATE").is_some() {
        std::fs::write(FILE, &text).unwrap();
    }
    let stored = std::fs::read_to_string(FILE).unwrap();
    assert!(
        stored == text,
        "run it with RTFS_UPDATE=1, look at the difference, and build again"
    );
}

#[test]
fn typed_and_dynamic_forms_agree() {
    let mut samples: Vec<Value> = SAMPLES.iter().map(|text| run(text).unwrap()).collect();
    samples.extend(FUNCTIONS.map(|name| Value::Func(super::function(name).func())));
    let mut compared = 0;
    let mut wrong = Vec::new();
    for entry in table().iter().filter(|entry| !entry.special) {
        let forms: Vec<_> = forms::FORMS
            .iter()
            .filter(|(name, ..)| *name == entry.name())
            .collect();
        let mut check = |args: &[Value]| {
            // The one exception: a typed function cannot be called without arguments, so that
            // the compiler must know what `(f)` is where it reduces nothing.
            if matches!(args, [_, coll] if entry.name() == "reduce" && kind_and_size(coll).1 == 0) {
                return;
            }
            let fitting = [true, false].into_iter().find_map(|exact| {
                forms
                    .iter()
                    .find_map(|(_, sig, form)| form(args, exact).map(|got| (sig, got)))
            });
            if let Some((sig, typed)) = fitting {
                compared += 1;
                wrong.extend(disagreement(entry, sig, args, typed));
            }
        };
        check(&[]);
        for first in &samples {
            check(std::slice::from_ref(first));
            for second in &samples {
                check(&[first.clone(), second.clone()]);
                for third in &samples {
                    check(&[first.clone(), second.clone(), third.clone()]);
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} calls disagree:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(compared > 10_000, "only {compared} calls fitted");
}

/// Both must print alike, or be errors of one kind.
fn disagreement(entry: &LibFn, sig: &str, args: &[Value], typed: Result<Value>) -> Option<String> {
    let dynamic = entry.call(args);
    let equal = match (&typed, &dynamic) {
        (Ok(typed), Ok(dynamic)) => typed.to_string() == dynamic.to_string(),
        (Err(typed), Err(dynamic)) => typed.kind() == dynamic.kind(),
        _ => false,
    };
    let shown = || {
        format!(
            "`{}` of {args:?} as {sig}: {typed:?}, dynamic {dynamic:?}",
            entry.name()
        )
    };
    (!equal).then(shown)
}

/// The code of one form.
fn form(entry: &LibFn, sig: &Sig, source: &str) -> String {
    let exact = if sig.params.iter().any(|param| param.ty == SigTy::Float) {
        "exact"
    } else {
        "_"
    };
    let mut code = format!("    ({:?}, {source:?}, |a, {exact}| {{\n", entry.name());
    let count = sig.params.len();
    match (&sig.rest, count) {
        (None, _) => writeln!(code, "        if a.len() != {count} {{ return None; }}").unwrap(),
        (Some(_), 0) => {}
        (Some(_), 1) => code.push_str("        if a.is_empty() { return None; }\n"),
        (Some(_), _) => writeln!(code, "        if a.len() < {count} {{ return None; }}").unwrap(),
    }
    let mut args = Vec::new();
    let mut first_seq = None;
    for (index, param) in sig.params.iter().enumerate() {
        if matches!(param.ty, SigTy::Seq(_)) {
            first_seq.get_or_insert(format!("&a[{index}]"));
        }
        match &param.ty {
            SigTy::Fn { params, result } => args.push(closure(index, params, result)),
            ty => {
                writeln!(
                    code,
                    "        let p{index}: {} = {};",
                    rust(ty),
                    read(ty, index)
                )
                .unwrap();
                let by_value = param.own || scalar(ty);
                args.push(if by_value {
                    format!("p{index}")
                } else {
                    format!("&p{index}")
                });
            }
        }
    }
    if let Some(ty) = &sig.rest {
        if matches!(ty, SigTy::Seq(_)) {
            let first = if count == 0 {
                "first()".to_owned()
            } else {
                format!("get({count})")
            };
            first_seq.get_or_insert(format!("a.{first}.unwrap_or(&Value::Nil)"));
        }
        let element = reader(ty);
        writeln!(code, "        let rest: Vec<{}> = a[{count}..].iter().map({element}).collect::<Option<_>>()?;", rust(ty)).unwrap();
        args.push("&rest".to_owned());
    }
    let fails = entry.fallible || sig.fails || sig.takes_function();
    let result = rust(&sig.result);
    let whole = if fails {
        format!("Result<{result}>")
    } else {
        result
    };
    let call = format!("library::{}({})", entry.rust_path(sig), args.join(", "));
    writeln!(code, "        let result: {whole} = {call};").unwrap();
    let seq = first_seq.unwrap_or_else(|| "&Value::Nil".to_owned());
    let value = give(&sig.result, &seq);
    let line = if fails {
        format!("Some(result.map(|r| {value}))")
    } else {
        format!("let r = result; Some(Ok({value}))")
    };
    writeln!(code, "        {line}\n    }}),").unwrap();
    code
}

/// The Rust type at which a form is called: `Value` for every variable.
fn rust(ty: &SigTy) -> String {
    match ty {
        SigTy::Int => "Int".to_owned(),
        SigTy::Idx => "i64".to_owned(),
        SigTy::Float => "f64".to_owned(),
        SigTy::Number => "Number".to_owned(),
        SigTy::Bool => "bool".to_owned(),
        SigTy::Str => "Str".to_owned(),
        SigTy::Keyword => "Keyword".to_owned(),
        SigTy::Symbol => "Symbol".to_owned(),
        SigTy::Nil => "()".to_owned(),
        SigTy::Inst => "Inst".to_owned(),
        SigTy::Uuid => "Uuid".to_owned(),
        SigTy::Regex(matches) | SigTy::Pattern(matches) => format!("Regex<{}>", rust(matches)),
        SigTy::Any | SigTy::Var(_) => "Value".to_owned(),
        SigTy::List(item) => format!("List<{}>", rust(item)),
        SigTy::Set(item) => format!("Set<{}>", rust(item)),
        SigTy::Map(key, value) => format!("Map<{}, {}>", rust(key), rust(value)),
        SigTy::Opt(item) => format!("Option<{}>", rust(item)),
        SigTy::Tuple(items) => format!(
            "({})",
            items.iter().map(rust).collect::<Vec<_>>().join(", ")
        ),
        SigTy::Vector(item) | SigTy::Seq(item) | SigTy::Same(item) | SigTy::SameOrString(item) => {
            format!("Vector<{}>", rust(item))
        }
        SigTy::Fn { .. } => unreachable!("a function is never stored"),
    }
}

/// The function that reads a dynamic argument; `None` from it says that the argument does not fit.
fn reader(ty: &SigTy) -> &'static str {
    match ty {
        SigTy::Idx => "idx",
        SigTy::Seq(_) => "seq",
        SigTy::Pattern(_) => "pattern",
        _ => "get",
    }
}

/// The code that reads the argument at `index`.
fn read(ty: &SigTy, index: usize) -> String {
    match ty {
        SigTy::Float => format!("float(&a[{index}], exact)?"),
        ty => format!("{}(&a[{index}])?", reader(ty)),
    }
}

/// The closure that a function argument becomes.
fn closure(index: usize, params: &[FnParam], result: &SigTy) -> String {
    let names: Vec<String> = (0..params.len()).map(|at| format!("x{at}")).collect();
    let typed = names.iter().zip(params).map(|(name, param)| {
        format!(
            "{name}: {}{}",
            if param.by_ref { "&" } else { "" },
            rust(&param.ty)
        )
    });
    let given = names.iter().zip(params).map(|(name, param)| {
        format!(
            "{name}{}.into_value()",
            if param.by_ref { ".clone()" } else { "" }
        )
    });
    let convert = match result {
        SigTy::Bool => "truth".to_owned(),
        SigTy::Seq(_) => "parts".to_owned(),
        ty => format!("<{} as Data>::from_value", rust(ty)),
    };
    let typed: Vec<String> = typed.collect();
    let given: Vec<String> = given.collect();
    format!(
        "{{ called(&a[{index}])?; |{}| library::invoke(&a[{index}], &[{}]).and_then({convert}) }}",
        typed.join(", "),
        given.join(", ")
    )
}

/// The code that makes a result dynamic.
fn give(result: &SigTy, seq: &str) -> String {
    match result {
        SigTy::Same(_) => format!("same(kind({seq}), r)"),
        SigTy::SameOrString(_) => format!("kind({seq}).same_or_string(r)"),
        SigTy::Tuple(items)
            if items
                .iter()
                .all(|item| matches!(item, SigTy::SameOrString(_))) =>
        {
            let kind = format!("Kind::same_or_string(kind({seq}), ");
            format!("({kind}r.0), {kind}r.1)).into_value()")
        }
        _ => "r.into_value()".to_owned(),
    }
}

fn scalar(ty: &SigTy) -> bool {
    use SigTy::{Bool, Float, Idx, Inst, Int, Keyword, Nil, Number, Symbol, Uuid};
    matches!(
        ty,
        Int | Idx | Float | Number | Bool | Keyword | Symbol | Nil | Inst | Uuid
    )
}

/// A value that fits.
pub(super) fn get<T: Data>(value: &Value) -> Option<T> {
    T::from_value(value.clone()).ok()
}

/// An int, saturated.
pub(super) fn idx(value: &Value) -> Option<i64> {
    let n = value.as_int()?;
    Some(
        n.as_i64()
            .unwrap_or(if n.is_negative() { i64::MIN } else { i64::MAX }),
    )
}

/// A float, or any number.
pub(super) fn float(value: &Value, exact: bool) -> Option<f64> {
    let number = value
        .as_number()
        .filter(|n| !exact || matches!(n, Number::Float(_)));
    number.map(|n| n.to_f64())
}

/// A regex, or a string that writes one.
pub(super) fn pattern(value: &Value) -> Option<Regex> {
    match value {
        Value::Str(source) => Regex::new(source).ok(),
        value => get(value),
    }
}

/// Any sequence of elements that fit.
pub(super) fn seq<T: Data>(value: &Value) -> Option<Vector<T>> {
    Seq::of(value)?
        .items
        .iter()
        .map(|item| T::from_value(item.clone()).ok())
        .collect::<Option<Vec<_>>>()
        .map(Vector::from_vec)
}

/// Something that can be called.
pub(super) fn called(value: &Value) -> Option<()> {
    crate::library::callable::callable(value).then_some(())
}

/// What a predicate gives.
pub(super) fn truth(value: Value) -> Result<bool> {
    Ok(value.is_truthy())
}

/// What the function of `mapcat` gives.
pub(super) fn parts(value: Value) -> Result<Vector<Value>> {
    crate::library::args::Args::new("mapcat", &[value])
        .seq(0)
        .map(|seq| seq.items)
}

/// The kind of the first sequence.
pub(super) fn kind(value: &Value) -> Kind {
    kind_and_size(value).0
}

fn kind_and_size(value: &Value) -> (Kind, usize) {
    Seq::of(value).map_or((Kind::Other, 0), |seq| (seq.kind, seq.items.len()))
}

/// A result of that kind.
pub(super) fn same<T: Data>(kind: Kind, items: Vector<T>) -> Value {
    kind.same(items.iter().cloned().map(Data::into_value).collect())
}

//! The parity test: what the table promises about each function holds.

// Of a table with everything in it.
#[cfg(all(feature = "regex", feature = "json", feature = "inst", feature = "uuid"))]
#[rustfmt::skip]
mod forms;
#[cfg(all(
    feature = "regex",
    feature = "json",
    feature = "inst",
    feature = "uuid"
))]
mod typed;

use std::collections::{HashMap, HashSet};

use crate::reader::{self, Form, FormKind};
use crate::{Arity, Data, ErrorKind, Func, Keyword, List, Map, Result, Str, Symbol, Value, Vector};

use super::sig::{Sig, SigTy};
use super::{LibFn, invoke, lookup, table};

type Env = HashMap<String, Value>;

/// The value of the last form of a text: literals, calls of library functions, `fn` and `quote`.
fn run(text: &str) -> Result<Value> {
    let (forms, errors) = reader::read_all(text, &reader::Options::default());
    assert!(errors.is_empty(), "{text}: {errors:?}");
    forms
        .iter()
        .try_fold(Value::Nil, |_, form| eval(form, &Env::new()))
}

fn eval(form: &Form, env: &Env) -> Result<Value> {
    let all = |forms: &[Form]| {
        forms
            .iter()
            .map(|form| eval(form, env))
            .collect::<Result<Vec<_>>>()
    };
    Ok(match &form.kind {
        FormKind::List(forms) => return call(forms, env),
        FormKind::Vector(forms) => Value::Vector(Vector::from_vec(all(forms)?)),
        FormKind::Set(forms) => Value::Set(all(forms)?.into_iter().collect()),
        FormKind::Map(forms) => map(all(forms)?),
        FormKind::Symbol(name) => match env.get(name.as_str()) {
            Some(value) => value.clone(),
            None => Value::Func(function(name).func()),
        },
        _ => literal(form),
    })
}

fn call(forms: &[Form], env: &Env) -> Result<Value> {
    let [head, rest @ ..] = forms else {
        return Ok(Value::List(List::new()));
    };
    match (&head.kind, rest) {
        (FormKind::Symbol(name), [quoted]) if name.as_str() == "quote" => Ok(literal(quoted)),
        (FormKind::Symbol(name), [params, body]) if name.as_str() == "fn" => {
            closure(params, body, env)
        }
        _ => {
            let args = rest
                .iter()
                .map(|form| eval(form, env))
                .collect::<Result<Vec<_>>>()?;
            match &head.kind {
                FormKind::Symbol(name) if !env.contains_key(name.as_str()) => {
                    function(name).call(&args)
                }
                _ => invoke(&eval(head, env)?, &args),
            }
        }
    }
}

fn closure(params: &Form, body: &Form, env: &Env) -> Result<Value> {
    let FormKind::Vector(params) = &params.kind else {
        panic!("parameters are a vector")
    };
    let names: Vec<String> = params
        .iter()
        .map(|param| literal(param).to_string())
        .collect();
    let (body, env) = (body.clone(), env.clone());
    let arity = Arity::exactly(names.len());
    Ok(Value::Func(Func::new("fn", arity, move |args| {
        let mut inner = env.clone();
        inner.extend(names.iter().cloned().zip(args.iter().cloned()));
        eval(&body, &inner)
    })))
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
        FormKind::Symbol(name) => Value::Symbol(Symbol::new(name)),
        FormKind::List(forms) => Value::List(List::from_vec(all(forms))),
        FormKind::Vector(forms) => Value::Vector(Vector::from_vec(all(forms))),
        FormKind::Set(forms) => Value::Set(all(forms).into_iter().collect()),
        FormKind::Map(forms) => map(all(forms)),
        #[cfg(feature = "regex")]
        FormKind::Regex(source) => Value::Regex(crate::Regex::new(source).unwrap()),
        #[cfg(feature = "inst")]
        FormKind::Inst(text) => crate::Inst::parse(text).unwrap().into_value(),
        #[cfg(feature = "uuid")]
        FormKind::Uuid(text) => crate::Uuid::parse(text).unwrap().into_value(),
        other => panic!("no literal: {other:?}"),
    }
}

fn map(items: Vec<Value>) -> Value {
    let entries = items
        .chunks(2)
        .map(|pair| (pair[0].clone(), pair[1].clone()));
    Value::Map(entries.fold(Map::new(), |map, (key, value)| map.assoc(key, value)))
}

fn function(name: &str) -> &'static LibFn {
    lookup(name).unwrap_or_else(|| panic!("no library function `{name}`"))
}

/// The kind and the message of the error that a text gives.
fn error(text: &str) -> (ErrorKind, String) {
    let error = run(text).expect_err(text);
    (error.kind(), error.message().to_owned())
}

/// Every value of a type of the little language, in a few examples, for calling at random.
const SAMPLES: [&str; 16] = [
    "nil",
    "true",
    "0",
    "-7",
    "123456789012345678901234567890",
    "2.5",
    "##NaN",
    "\"\"",
    "\"aé😀\"",
    ":k",
    "'s",
    "[]",
    "[1 [2] nil]",
    "(list 3 1)",
    "{:a 1 2 [3]}",
    "#{1 :b}",
];

#[test]
fn every_name_is_unique_and_found() {
    let mut seen = HashSet::new();
    for entry in table() {
        assert!(!entry.names.is_empty());
        for name in entry.names {
            assert!(seen.insert(*name), "`{name}` stands twice");
            assert_eq!(lookup(name).map(LibFn::name), Some(entry.name()));
        }
    }
    assert!(lookup("no-such-function").is_none());
}

#[cfg(all(
    feature = "regex",
    feature = "json",
    feature = "inst",
    feature = "uuid"
))]
#[test]
fn every_function_of_the_language_is_there() {
    let listed = "+ - * / quot rem mod inc dec abs max min pow sqrt cbrt exp log log2 log10 sin cos tan \
        asin acos atan atan2 floor ceil round trunc gcd lcm factorial even? odd? zero? pos? neg? nan? \
        infinite? bit-and bit-or bit-xor bit-not bit-shift-left bit-shift-right bit-count int float sum \
        product mean = not= != == < > <= >= compare not identical? true? false? some? nil? boolean int? \
        integer? float? number? string? bool? boolean? keyword? symbol? vector? list? map? set? fn? ifn? \
        coll? sequential? seqable? inst? uuid? type-name type-of str string-length length count substring subs upper \
        lower string-upper string-lower capitalize trim triml trimr string-trim split split-lines join \
        string-join replace replace-first starts-with? ends-with? includes? string-contains \
        string-contains? index-of last-index-of blank? reverse repeat-str pad-left pad-right format \
        re-find re-matches re-seq re-replace parse-int parse-float parse-long parse-double keyword symbol name namespace char-code \
        from-char-code first second rest next last butlast nth get empty? not-empty seq cons conj concat \
        into take drop take-while drop-while take-last drop-last take-nth split-at split-with map mapv \
        map-indexed mapcat filter filterv remove keep keep-indexed reduce reduce-kv reductions every? some \
        not-any? not-every? distinct dedupe sort sort-by group-by partition partition-all partition-by \
        frequencies interleave interpose zipmap zip range numbers repeat iterate cycle flatten apply comp \
        partial identity constantly complement juxt fnil min-key max-key vector vec subvec assoc update \
        peek pop contains? hash-map sorted-keys get-in assoc-in dissoc update-in merge merge-with keys vals \
        key val find select-keys rename-keys map-keys map-vals filter-keys filter-vals invert hash-set set \
        union intersection difference subset? superset? disj parse-json \
        serialize-json serialize-json-pretty read-string pr-str print-str hash throw error ex-info \
        ex-message ex-data";
    let missing: Vec<&str> = listed
        .split_whitespace()
        .filter(|name| lookup(name).is_none())
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn every_entry_says_what_it_is() {
    for entry in table() {
        let name = entry.name();
        assert!(
            !entry.doc.trim().is_empty(),
            "`{name}` has no documentation"
        );
        assert_eq!(
            entry.special,
            entry.rust.is_empty(),
            "`{name}`: typed or special"
        );
        assert_eq!(
            entry.special,
            entry.sigs.is_empty(),
            "`{name}`: typed or special"
        );
        let ends = ["throw", "iterate"].contains(&name);
        assert!(
            ends || !entry.examples.is_empty(),
            "`{name}` has no example"
        );
    }
}

#[test]
fn every_example_holds() {
    let mut wrong = Vec::new();
    for (call, gives) in table().iter().flat_map(|entry| entry.examples) {
        match (run(call), run(gives)) {
            (Ok(got), Ok(expected)) if got.same(&expected) => {}
            (got, expected) => wrong.push(format!("{call}: expected {expected:?}, got {got:?}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn signatures_parse_and_agree_with_the_arity() {
    for entry in table().iter().filter(|entry| !entry.special) {
        let name = entry.name();
        let sigs: Vec<Sig> = entry
            .sigs
            .iter()
            .map(|text| {
                Sig::parse(text).unwrap_or_else(|error| panic!("`{name}`: {text}: {error}"))
            })
            .collect();
        for count in 0..8 {
            let covered = sigs.iter().any(|sig| sig.accepts(count));
            assert!(
                entry.arity.accepts(count) || !covered,
                "`{name}` with {count} arguments"
            );
        }
        // Counts beyond the signatures go the dynamic way; the least count has a typed form, except
        // where calls without arguments only give a constant.
        let least = (0..8).find(|count| entry.arity.accepts(*count)).unwrap();
        let typed = (0..8)
            .find(|count| sigs.iter().any(|sig| sig.accepts(*count)))
            .unwrap();
        assert!(
            typed == least || typed == least + 1,
            "`{name}` begins at {least}, its forms at {typed}"
        );
        let paths: HashSet<(String, usize)> = sigs
            .iter()
            .map(|sig| (entry.rust_path(sig), sig.params.len()))
            .collect();
        assert_eq!(
            paths.len(),
            sigs.len(),
            "`{name}`: two signatures with one function"
        );
        for sig in &sigs {
            assert_eq!(entry.rust_path(sig).matches("::").count(), 1, "`{name}`");
            let same = matches!(sig.result, SigTy::Same(_) | SigTy::SameOrString(_));
            let mut types = sig.params.iter().map(|param| &param.ty).chain(&sig.rest);
            assert!(
                !same || types.any(|ty| matches!(ty, SigTy::Seq(_))),
                "`{name}`: same as what?"
            );
        }
    }
}

#[test]
fn no_argument_panics_or_runs_without_end() {
    let samples: Vec<Value> = SAMPLES
        .iter()
        .map(|text| run(text).unwrap())
        .chain(["inc", "+", "vector"].map(|name| Value::Func(function(name).func())))
        .collect();
    for entry in table() {
        for first in &samples {
            let _ = entry.call(std::slice::from_ref(first));
            for second in &samples {
                let _ = entry.call(&[first.clone(), second.clone()]);
                for third in &samples {
                    let _ = entry.call(&[first.clone(), second.clone(), third.clone()]);
                }
            }
        }
    }
}

#[test]
fn nil_counts_as_empty() {
    for entry in table().iter().filter(|entry| !entry.special) {
        for sig in entry.shapes() {
            let [only] = sig.params.as_slice() else {
                continue;
            };
            if matches!(only.ty, SigTy::Seq(_)) && entry.name() != "mean" {
                assert!(
                    entry.call(&[Value::Nil]).is_ok(),
                    "`{}` of nil",
                    entry.name()
                );
            }
        }
    }
}

#[test]
fn a_wrong_number_of_arguments() {
    let message = |text| error(text).1;
    assert_eq!(
        message("(subs \"a\")"),
        "`subs` takes 2 to 3 arguments, got 1"
    );
    assert_eq!(message("(inc)"), "`inc` takes 1 argument, got 0");
    assert_eq!(error("(hash-map :a)").0, ErrorKind::ArityError);
}

#[test]
fn messages_name_the_function_and_what_came() {
    let cases = [
        ("(+ 1 \"a\")", "`+` takes numbers, got :string \"a\""),
        ("(upper 5)", "`upper` takes a string, got :int 5"),
        ("(map inc 5)", "`map` takes a sequence, got :int 5"),
        ("(map 5 [1])", "`map` takes a function, got :int 5"),
        ("(merge {} [1])", "`merge` takes a map, got :vector [1]"),
        ("(take nil [])", "`take` takes an int, got nil"),
        (
            "(assoc [] :a 1)",
            "`assoc` takes an int as index of a vector, got :keyword :a",
        ),
    ];
    for (text, message) in cases {
        assert_eq!(
            error(text),
            (ErrorKind::TypeError, message.to_owned()),
            "{text}"
        );
    }
    assert_eq!(
        error("(nth [1 2 3] 9)"),
        (
            ErrorKind::IndexOutOfBounds,
            "`nth`: index 9 is out of bounds of a vector of 3".to_owned()
        )
    );
    let beyond = "123456789012345678901234567890";
    for text in [
        "(nth [1] BIG)",
        "(assoc [1] BIG 2)",
        "(subs \"a\" BIG)",
        "(subvec [1] 0 BIG)",
    ] {
        assert_eq!(
            error(&text.replace("BIG", beyond)).0,
            ErrorKind::IndexOutOfBounds,
            "{text}"
        );
    }
    assert_eq!(
        run(&format!("(take {beyond} [1])")).unwrap().to_string(),
        "[1]"
    );
    assert_eq!(error("(throw 7)").0, ErrorKind::Thrown);
    assert_eq!(error("(iterate inc 0)").0, ErrorKind::LimitExceeded);
    assert_eq!(
        error("(throw (ex-info \"no\" {:a 1}))"),
        (ErrorKind::Thrown, "no".to_owned())
    );
}

#[test]
fn kinds_are_kept() {
    let kind = |text: &str| run(text).unwrap().kind().as_str();
    for (call, vector, list, text) in [
        ("(rest X)", ":vector", ":list", ":string"),
        ("(take 1 X)", ":vector", ":list", ":string"),
        ("(reverse X)", ":vector", ":list", ":string"),
        ("(take-while some? X)", ":vector", ":list", ":string"),
        ("(map identity X)", ":vector", ":list", ":vector"),
        ("(filter some? X)", ":vector", ":list", ":vector"),
        ("(concat X X)", ":vector", ":list", ":vector"),
        ("(sort X)", ":vector", ":list", ":vector"),
        ("(distinct X)", ":vector", ":list", ":vector"),
    ] {
        assert_eq!(kind(&call.replace('X', "[1 2]")), vector, "{call}");
        assert_eq!(kind(&call.replace('X', "(list 1 2)")), list, "{call}");
        assert_eq!(kind(&call.replace('X', "\"ab\"")), text, "{call}");
        assert_eq!(kind(&call.replace('X', "{:a 1}")), ":vector", "{call}");
        assert_eq!(kind(&call.replace('X', "nil")), ":vector", "{call}");
    }
}

#[test]
fn functions_are_values() {
    let upper = Value::Func(function("upper").func());
    assert_eq!(
        invoke(&upper, &[Value::Str(Str::from("a"))]).unwrap(),
        Value::Str(Str::from("A"))
    );
    assert_eq!(
        run("(map string-upper [\"a\"])").unwrap().to_string(),
        "[\"A\"]"
    );
}

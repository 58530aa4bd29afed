//! How much Rust a program becomes: the tokens of its expansion, for each form of its text.
//!
//! What rustc takes for a program goes with the tokens that it gets. The counts are in `budget.txt`; an
//! expansion that grows by more than a twentieth fails here. `RTFS_UPDATE=1 cargo test -p rtfs-compiler
//! --test budget` writes them anew, and a review of the file says whether that is what one wants.

use std::fmt::Write;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use rtfs_compiler::source::{Options, Source};
use rtfs_rt::reader::{self, Form, FormKind};

/// Programs, each with what makes it dear or cheap.
const PROGRAMS: &[(&str, &str)] = &[
    ("call tree", "(defn fib [n] (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))"),
    (
        "loop",
        "(defn sum [n] (loop [i 0 acc 0] (if (= i n) acc (recur (inc i) (+ acc (mod (* i 3) 7))))))",
    ),
    (
        "loop in a loop",
        "(defn longest [n]
           (loop [i 1 best 0]
             (if (> i n)
               best
               (recur (inc i)
                      (max best (loop [m i steps 0]
                                  (cond (= m 1) steps
                                        (even? m) (recur (quot m 2) (inc steps))
                                        :else (recur (+ (* 3 m) 1) (inc steps)))))))))",
    ),
    (
        "walk",
        "(defn chosen [n]
           (->> (range n) (filter (fn [x] (= 0 (rem x 3)))) (map (fn [x] (+ (* x x) 1))) (reduce + 0)))",
    ),
    ("floats", "(defn norm [x :float y :float] (sqrt (+ (* x x) (* y y))))"),
    (
        "choice of texts",
        "(defn label [x] (cond (< x 10) \"small\" (< x 100) \"medium\" :else \"large\"))",
    ),
    (
        "dynamic",
        "(defn names [people] (->> people (filter :active) (map :name) (join \", \")))",
    ),
    (
        "record",
        "(defn moved [x :float] (let [p {:x x :y 0.0}] (:x (update p :x + 1.0))))",
    ),
    (
        "vector",
        "(defn squares [n] (loop [i 0 v []] (if (= i n) v (recur (inc i) (conj v (* i i))))))",
    ),
];

/// By how much a count may grow, as a part of it.
const SLACK: usize = 20;

#[test]
fn expansions_stay_small() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/budget.txt");
    let mut table = String::new();
    let mut counts = Vec::new();
    for (name, text) in PROGRAMS {
        let (forms, tokens) = count(text);
        let per_form = tokens / forms.max(1);
        writeln!(
            table,
            "{name}: {tokens} tokens, {forms} forms, {per_form} a form"
        )
        .unwrap();
        counts.push((*name, tokens));
    }
    if std::env::var_os("RTFS_UPDATE").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    let budget = std::fs::read_to_string(&path).unwrap_or_default();
    for (name, tokens) in counts {
        let allowed = allowed(&budget, name);
        assert!(
            tokens <= allowed + allowed / SLACK,
            "{name}: {tokens} tokens, and the budget is {allowed}; all counts are\n{table}"
        );
    }
}

/// The tokens that the file grants to a program.
fn allowed(budget: &str, name: &str) -> usize {
    let line = budget
        .lines()
        .find_map(|line| line.strip_prefix(&format!("{name}: ")));
    let count = line.and_then(|line| line.split(' ').next());
    count.and_then(|count| count.parse().ok()).unwrap_or(0)
}

/// The forms of a program, and the tokens that they become.
fn count(text: &str) -> (usize, usize) {
    let (forms, errors) = reader::read_all(text, &reader::Options::default());
    assert!(errors.is_empty(), "{text}");
    let source = Source::new(text, "budget.rtfs");
    let output = rtfs_compiler::compile(&source, &Options::default(), &|_| {
        proc_macro2::Span::call_site()
    });
    assert_eq!(output.diagnostics, []);
    (forms.iter().map(forms_in).sum(), tokens_in(output.tokens))
}

fn forms_in(form: &Form) -> usize {
    match &form.kind {
        FormKind::List(items)
        | FormKind::Vector(items)
        | FormKind::Map(items)
        | FormKind::Set(items)
        | FormKind::AnonFn(items) => 1 + items.iter().map(forms_in).sum::<usize>(),
        _ => 1,
    }
}

/// A group counts as its two brackets and what is in it.
fn tokens_in(tokens: TokenStream) -> usize {
    let count = |tree: TokenTree| match tree {
        TokenTree::Group(group) => 2 + tokens_in(group.stream()),
        _ => 1,
    };
    tokens.into_iter().map(count).sum()
}

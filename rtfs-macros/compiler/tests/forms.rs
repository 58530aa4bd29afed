//! Which Rust functions the functions of a program become.

use rtfs_compiler::source::{Options, Source};

/// The Rust of a program, laid out.
fn rust(program: &str) -> String {
    let source = Source::new(program, "forms.rtfs");
    let output = rtfs_compiler::compile(&source, &Options::default(), &|_| {
        proc_macro2::Span::call_site()
    });
    assert_eq!(output.diagnostics, [], "{program}");
    prettyplease::unparse(&syn::parse2(output.tokens).unwrap())
}

/// Whether a function of the program has a wide form.
fn has_wide_form(function: &str, program: &str) -> bool {
    let rust = rust(program);
    let form = |kind: &str| {
        let lines = rust.lines().map(str::trim_start);
        let mut names = lines.filter_map(|line| line.strip_prefix("fn "));
        names.any(|name| {
            let name = name.split('(').next().unwrap_or_default();
            name.starts_with(&format!("{function}__")) && name.ends_with(kind)
        })
    };
    assert!(form("_fast"), "{program}\n{rust}");
    form("_wide")
}

#[test]
fn ints_that_are_compared_with_small_constants_need_no_wide_form() {
    for body in [
        "(cond (< x 10) :small (<= 100 x) :large :else :medium)",
        "(if (and (pos? x) (not (zero? x)) (= x 7)) \"seven\" \"other\")",
        "(case x 1 :one 2 :two :many)",
        "(and (< -9223372036854775807 x) (< x 9223372036854775806))",
    ] {
        let program = format!("(defn f [x :int] {body})");
        assert!(!has_wide_form("f", &program), "{program}");
    }
}

#[test]
fn ints_that_meet_anything_else_need_one() {
    for body in [
        // Two that do not fit have one nearest int.
        "(< x y)",
        "(> x 9223372036854775806 y)",
        // On one side of these there is no machine int.
        "(<= x 9223372036854775807)",
        "(< x 9223372036854775808)",
        "(< x -9223372036854775808)",
        // Computed with, shown, kept.
        "(< (+ x y) 10)",
        "(even? x)",
        "(if (< x 10) x y)",
        "(if (< x 10) (str x) \"large\")",
        "(if (< x 10) [x] [])",
        "(do (assert (< x 10)) :small)",
    ] {
        let program = format!("(defn f [x :int y :int] {body})");
        assert!(has_wide_form("f", &program), "{program}");
    }
}

/// Whether rustc is told to leave a call of a function's fast form a call.
fn stands_apart(function: &str, program: &str) -> bool {
    let rust = rust(program);
    let lines: Vec<&str> = rust.lines().map(str::trim_start).collect();
    let is_form =
        |line: &str| line.starts_with(&format!("fn {function}__")) && line.contains("_fast(");
    let at = lines.iter().position(|line| is_form(line));
    let before = at.and_then(|at| lines.get(at.checked_sub(1)?));
    before.is_some_and(|line| *line == "#[inline(never)]")
}

#[test]
fn long_functions_that_are_called_once_are_not_copied() {
    let sum = "(defn- sum [n] (loop [i 0 acc 0] (if (= i n) acc (recur (inc i) (+ acc (* i i))))))";
    let once = format!("{sum} (defn f [n] (+ 1 (sum n)))");
    assert!(stands_apart("sum", &once));
    let walk =
        "(defn- sum [n] (reduce + 0 (map (fn [x] (* x x)) (range n)))) (defn f [n] (+ 1 (sum n)))";
    assert!(stands_apart("sum", walk));
    // What is called again and again may gain.
    let looped = format!(
        "{sum} (defn f [n] (loop [i 0 acc 0] (if (= i n) acc (recur (inc i) (+ acc (sum i))))))"
    );
    assert!(!stands_apart("sum", &looped));
    let second_hand = format!(
        "{sum} (defn- more [n] (+ 1 (sum n))) (defn f [n] (reduce + 0 (map (fn [x] (more x)) (range n))))"
    );
    assert!(!stands_apart("sum", &second_hand));
    let recursive = format!("{sum} (defn f [n] (if (< n 2) 0 (+ (sum n) (f (dec n)))))");
    assert!(!stands_apart("sum", &recursive));
    // So may what is short.
    let short = "(defn- twice [n] (* 2 n)) (defn f [n] (+ 1 (twice n)))";
    assert!(!stands_apart("twice", short));
}

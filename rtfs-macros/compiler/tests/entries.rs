//! At which types Rust enters a function whose parameters have none: what its body asks of them, and what those ask that it
//! hands them on to.

use rtfs_compiler::show_hir;
use rtfs_compiler::source::{Options, Source};

/// The parameters of the function that is shown first.
fn parameters(program: &str) -> String {
    let source = Source::new(program, "entries.rtfs");
    let shown = show_hir(&source, &Options::default());
    let shown = shown.unwrap_or_else(|errors| panic!("{program}: {errors:?}"));
    let (_, after) = shown.split_once('[').unwrap();
    after.split_once(']').unwrap().0.to_owned()
}

#[test]
fn arithmetic_asks_for_ints() {
    assert_eq!(parameters("(defn f [x] (+ x 1))"), "x.0 :int");
    // But where floats are computed with it, or its kind is asked for.
    assert_eq!(parameters("(defn f [x] [(+ x 1) (* x 0.5)])"), "x.0 :any");
    assert_eq!(
        parameters("(defn f [x] (if (nil? x) 0 (+ x 1)))"),
        "x.0 :any"
    );
}

#[test]
fn another_name_asks_for_the_same() {
    assert_eq!(parameters("(defn f [x] (let [y x] (+ y 1)))"), "x.0 :int");
    assert_eq!(
        parameters("(defn f [x] (loop [i x] (if (< i 10) (recur (* 2 i)) i)))"),
        "x.0 :int"
    );
    assert_eq!(parameters("(defn f [x] (match x n (inc n)))"), "x.0 :int");
    // Also where a function inside uses it.
    assert_eq!(
        parameters("(defn f [x] (let [y x] (map (fn [z] (+ z y)) [1 2])))"),
        "x.0 :int"
    );
    assert_eq!(
        parameters("(defn f [x] (let [y x] (map (fn [z] (if (nil? y) z (+ x z))) [1 2])))"),
        "&x.0 :any"
    );
}

#[test]
fn what_is_asked_at_the_end_of_a_long_chain_comes_back() {
    let calls = (0..500).map(|i| format!("(defn f{i} [x] (f{} x))\n", i + 1));
    let chain: String = calls.collect();
    assert_eq!(
        parameters(&format!("{chain}(defn f500 [x] (+ x 1))")),
        "x.0 :int"
    );
    // Around a ring of functions, too.
    let ring = "(defn f [x n] (if (= n 0) x (g x (- n 1))))
        (defn g [x n] (if (= n 0) (* 2 x) (f x (- n 1))))";
    assert_eq!(parameters(ring), "x.0 :int n.1 :int");
}

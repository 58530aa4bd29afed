//! Where a declared type is checked: once, where a value enters, and not where a proof stands in for the check.

use rtfs_compiler::show_hir;
use rtfs_compiler::source::{Options, Source};

const TYPES: &str = "(deftype Pos [:and :int [:> 0]])
    (deftype Row [:map [:n Pos] [:name :string]])
    (deftype Id [:union :int :string])
    (defstruct Item :count Pos)";

/// How many checks of declared types there are in the functions that Rust can reach.
fn checks(program: &str) -> usize {
    let text = format!("{TYPES}\n{program}");
    let source = Source::new(&text, "checks.rtfs");
    let shown = show_hir(&source, &Options::default());
    let shown = shown.unwrap_or_else(|errors| panic!("{program}: {errors:?}"));
    shown.matches("check ").count()
}

#[test]
fn a_value_is_checked_where_it_enters_and_not_again() {
    // Rust's argument, and the result, of which nothing is known.
    assert_eq!(checks("(defn f [x Pos] Pos (inc x))"), 2);
    // What was checked passes through functions, bindings and results.
    assert_eq!(checks("(defn f [x Pos] Pos x)"), 1);
    assert_eq!(checks("(defn f [x Pos] (let [y Pos x] y))"), 1);
    assert_eq!(
        checks("(defn- g [x Pos] Pos x) (defn f [x Pos] Pos (g (g x)))"),
        1
    );
    // The elements of a checked vector are checked.
    assert_eq!(
        checks("(defn- g [x Pos] (* 2 x)) (defn f [xs [:vector Pos]] (map g xs))"),
        1
    );
    assert_eq!(
        checks("(defn- g [x Pos] (* 2 x)) (defn f [xs [:vector Pos]] (for [x xs] (g x)))"),
        1
    );
    // So are the parts of a record, and the fields of a struct.
    assert_eq!(
        checks("(defn- g [x Pos] (* 2 x)) (defn f [row Row] (g (:n row)))"),
        1
    );
    assert_eq!(
        checks("(defn- g [x Pos] (* 2 x)) (defn f [item Item] (g (:count item)))"),
        1
    );
    // A narrower type needs no check of a wider one.
    assert_eq!(
        checks("(defn- g [x Pos] (* 2 x)) (defn f [x [:and :int [:> 5]]] (g x))"),
        1
    );
}

#[test]
fn what_is_proved_costs_no_check() {
    assert_eq!(checks("(defn- g [x Pos] (* 2 x)) (defn f [] (g 3))"), 0);
    assert_eq!(
        checks("(defn- g [xs [:vector Pos]] (count xs)) (defn f [] (g [1 2 3]))"),
        0
    );
    assert_eq!(
        checks("(defn- g [row Row] (:name row)) (defn f [] (g {:n 1 :name \"a\" :more true}))"),
        0
    );
    assert_eq!(checks("(defn- g [id Id] id) (defn f [n :int] (g n))"), 0);
    assert_eq!(
        checks("(defn- g [xs [:and [:vector :int] [:non-empty]]] xs) (defn f [n :int] (g [n]))"),
        0
    );
    // Of two branches only the open one is checked.
    assert_eq!(
        checks("(defn- g [x Pos] x) (defn f [n :int] (g (if (< n 1) 1 n)))"),
        1
    );
}

#[test]
fn scalars_stay_unboxed_under_a_check() {
    let source = "(defn f [x [:and :int [:> 0]]] (* 2 x))";
    let source = Source::new(source, "checks.rtfs");
    let shown = show_hir(&source, &Options::default()).expect("a sound program");
    assert!(shown.contains(":int"), "{shown}");
    assert!(!shown.contains(":any"), "{shown}");
}

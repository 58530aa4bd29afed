//! Every stage of small programs, side by side: source, typed HIR, Rust.
//!
//! `RTFS_UPDATE=1 cargo test -p rtfs-compiler --test snapshots` writes the files anew; what changed is then read in the
//! difference.

use std::path::Path;

use rtfs_compiler::source::{Options, Source};

/// The stages of a program as one text.
fn stages(text: &str) -> String {
    let source = Source::new(text, "snapshot.rtfs");
    let hir = rtfs_compiler::show_hir(&source, &Options::default()).unwrap();
    let output = rtfs_compiler::compile(&source, &Options::default(), &|_| {
        proc_macro2::Span::call_site()
    });
    assert_eq!(output.diagnostics, []);
    let rust = prettyplease::unparse(&syn::parse2(output.tokens).unwrap());
    format!("==== source\n{text}\n==== typed HIR\n{hir}\n==== Rust\n{rust}")
}

fn check(name: &str, text: &str) -> String {
    let got = stages(text.trim());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/snapshots/{name}.txt"));
    if std::env::var_os("RTFS_UPDATE").is_some() {
        std::fs::write(&path, &got).unwrap();
    }
    let want = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        got == want,
        "{name} has changed: look at it with RTFS_UPDATE=1 and git diff\n{got}"
    );
    got
}

/// What is left of the list is a step in it: no count of references changes.
#[test]
fn list_walk() {
    let all = check(
        "list_walk",
        "(defn above [xs [:list :int] least :int]\n  (loop [xs xs n 0]\n    (if (empty? xs)\n      n\n      (recur (rest xs) (if (> (first xs) least) (inc n) n)))))",
    );
    assert!(
        !rust(&all).contains("clone(xs"),
        "a list is cloned in {all}"
    );
}

/// An element that is only looked at is looked at where it lies, and so is what stands at a known key of one that is walked.
#[test]
fn lent_elements() {
    let all = check(
        "lent_elements",
        "(defn total [rows [:vector [:vector :int]]] :int\n  (loop [i 0 sum 0]\n    (if (< i (count rows))\n      (let [row (nth rows i)]\n        (recur (inc i) (+ sum (nth row 0) (count row))))\n      sum)))\n\n(defn counts [events [:vector :any]]\n  (map (fn [event] (reduce + 0 (map count (:items event)))) events))",
    );
    for form in ["fn total__0_fast", "fn counts__1_fast"] {
        let body = rust(&all).split(form).nth(1).unwrap();
        let body = body.split("#[cold]").next().unwrap();
        assert!(!body.contains("clone"), "{form} clones: {body}");
    }
}

/// A node that is taken apart and built anew is changed.
#[test]
fn tree_insert() {
    let all = check(
        "tree_insert",
        "(deftype Tree [:union :nil [:tuple :int Tree Tree]])\n\n(defn insert [tree Tree v :int] Tree\n  (if (nil? tree)\n    [v nil nil]\n    (let [[x left right] tree]\n      (cond\n        (= v x) tree\n        (< v x) [x (insert left v) right]\n        :else [x left (insert right v)]))))",
    );
    let form = rust(&all).split("fn insert__0").nth(1).unwrap();
    assert_eq!(form.matches("take_out!").count(), 2, "{form}");
    assert_eq!(form.matches("change_node!").count(), 2, "{form}");
}

/// An int that does not fit at the end of a round leaves with the state of the next.
#[test]
fn last_of_round() {
    let all = check(
        "last_of_round",
        "(defn steps [n :int] :int\n  (loop [n n count 0]\n    (if (= n 1)\n      count\n      (recur (if (even? n) (quot n 2) (inc (* 3 n))) (inc count)))))",
    );
    assert!(
        rust(&all).contains("__wide::inc(__wide::of(left))"),
        "the count leaves with the state of the round that was begun in {all}"
    );
}

/// What is looked up in a value of unknown type is looked at where it stands.
#[test]
fn dynamic_keys() {
    let all = check(
        "dynamic_keys",
        "(defn total [event :any]\n  (if (= (get-in event [:user :name]) \"a\") (* (:count event) (:price event)) 0))",
    );
    let body = rust(&all).split("fn total__0").nth(1).unwrap();
    let body = body.split("pub fn total").next().unwrap();
    assert!(!body.contains("clone"), "a value is cloned in {body}");
}

/// What a function adds to the result of calling itself is added on the way: no stack, and the list is walked as by a loop.
#[test]
fn sum_of_calls() {
    let all = check(
        "sum_of_calls",
        "(defn sum [xs [:list :int]] :int\n  (if (empty? xs) 0 (+ (first xs) (sum (rest xs)))))",
    );
    assert!(!all.contains("stack"), "the sum takes stack in {all}");
    assert!(!rust(&all).contains("clone"), "a list is cloned in {all}");
}

/// The way down a tree is a reference to where it has come; of two calls in a sum one is a round.
#[test]
fn tree_walk() {
    let all = check(
        "tree_walk",
        "(defstruct Tree :left Tree? :value :int :right Tree?)\n\n(defn within [tree Tree? value :int] :bool\n  (loop [t tree]\n    (cond\n      (nil? t) false\n      (= value (:value t)) true\n      :else (recur (if (< value (:value t)) (:left t) (:right t))))))\n\n(defn sum [t Tree?] :int\n  (if (nil? t) 0 (+ (:value t) (sum (:left t)) (sum (:right t)))))",
    );
    for part in ["fn within__0_fast", "fn sum__1_fast"] {
        let code = rust(&all).split(part).nth(1).unwrap();
        let code = code.split("#[cold]").next().unwrap();
        assert!(!code.contains("clone"), "a node is counted in {code}");
    }
}

#[test]
fn word_count() {
    let all = check(
        "word_count",
        "(defn word-count [text :string]\n  (reduce (fn [m word] (update m word (fnil inc 0))) {} (split text \" \")))",
    );
    assert!(!rust(&all).contains("Value"), "a dynamic value in {all}");
    assert!(
        !rust(&all).contains("clone"),
        "a key is cloned that is there in {all}"
    );
}

/// The part of a snapshot that is Rust.
fn rust(snapshot: &str) -> &str {
    snapshot.split("==== Rust").nth(1).unwrap()
}

#[test]
fn fib() {
    let all = check(
        "fib",
        "(defn fib [n] (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))",
    );
    assert!(!rust(&all).contains("Value"), "a dynamic value in {all}");
}

#[test]
fn factorial() {
    let all = check(
        "factorial",
        "(defn factorial [n acc]\n  (if (= n 0) acc (recur (dec n) (* n acc))))",
    );
    assert!(!rust(&all).contains("Value"), "a dynamic value in {all}");
}

#[test]
fn filter_map_reduce() {
    let all = check(
        "filter_map_reduce",
        "(defn sum-of-odd-squares [n]\n  (->> (range n)\n       (filter odd?)\n       (map (fn [x] (* x x)))\n       (reduce +)))",
    );
    assert!(!rust(&all).contains("Value"), "a dynamic value in {all}");
}

#[test]
fn record_loop() {
    let all = check(
        "record_loop",
        "(defn fall [steps :int dt :float]\n  (loop [i 0 body {:height 100.0 :speed 0.0}]\n    (if (< i steps)\n      (recur (inc i)\n             (-> body\n                 (update :height + (* (:speed body) dt))\n                 (update :speed - (* 9.81 dt))))\n      (:height body))))",
    );
    assert!(!rust(&all).contains("Value"), "a dynamic value in {all}");
}

#[test]
fn mutual_tail_calls() {
    let all = check(
        "mutual_tail_calls",
        "(defn ping [n :int] (if (= n 0) :ping (pong (dec n))))\n(defn pong [n :int] (if (= n 0) :pong (ping (dec n))))",
    );
    assert!(!rust(&all).contains("Value"), "a dynamic value in {all}");
}

#[test]
fn closures() {
    let all = check(
        "closures",
        "(defn twice [f x] (f (f x)))\n(defn scaled [k :int] (twice (fn [y] (* y k)) 3))",
    );
    assert!(
        rust(&all).contains("fn twice__"),
        "the function is specialised: {all}"
    );
}

/// Tuples, ints and keywords are matched by comparisons of machine words: nothing is made to be matched.
#[test]
fn match_tuple() {
    let all = check(
        "match_tuple",
        "(defn step [state :keyword n :int]\n  (match [state n]\n    [_ 1] :done\n    [:start _] (if (even? n) :even :odd)\n    [(or :even :odd) (:int m)] when (> m 100) :big\n    _ :start))",
    );
    let rust = rust(&all);
    assert!(!rust.contains("Value") && !rust.contains("Vector"), "{all}");
}

/// A dynamic value is asked for its kind once, and goes on unboxed.
#[test]
fn match_dynamic() {
    let all = check(
        "match_dynamic",
        "(defn weigh [x]\n  (match x\n    nil 0\n    0 1\n    1 2\n    (:int n) (* n 2)\n    (:string s) (count s)\n    [a & more] (+ (weigh a) (weigh more))\n    {:weight w} w\n    _ -1))",
    );
    assert_eq!(rust(&all).matches("kinds::is_int(&x").count(), 1, "{all}");
    assert!(
        !rust(&all).contains("contains_key"),
        "a key is looked up twice in {all}"
    );
}

/// The body of a `try` is a closure; an int that does not fit passes through it.
#[test]
fn try_in_a_loop() {
    let all = check(
        "try_in_a_loop",
        "(defn total [n :int]\n  (loop [i 0 sum 0]\n    (if (= i n)\n      sum\n      (recur (inc i) (try (+ sum (quot 100 (mod i 7))) (catch :division-by-zero e sum))))))",
    );
    assert!(!rust(&all).contains("Value"), "a dynamic value in {all}");
}

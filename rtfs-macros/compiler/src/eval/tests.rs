//! What the evaluator computes. That it agrees with compiled programs is shown by `tests/suite`.

use super::*;

fn run(text: &str) -> Result<Value, Failure> {
    let source = Source::new(text, "test.rtfs");
    match evaluate(
        &source,
        &Options::default(),
        Budget::new(1_000_000, 200_000),
    ) {
        Ok(result) => result,
        Err(diagnostics) => panic!("{text}: {diagnostics:?}"),
    }
}

fn value(text: &str) -> String {
    run(text)
        .unwrap_or_else(|f| panic!("{text}: {f:?}"))
        .to_string()
}

fn failure(text: &str) -> String {
    match run(text) {
        Ok(value) => panic!("{text} gives {value}"),
        Err(failure) => {
            let at = &text[failure.span.range()];
            format!("{} in {at}", failure.error.kind())
        }
    }
}

#[test]
fn forms_have_their_values() {
    for (text, expected) in [
        ("42", "42"),
        ("(+ 1 2.5)", "3.5"),
        ("(if nil 1 2)", "2"),
        (
            "(map (fn [x] (match x [] :none [1 & r] r {:k (:int n)} when (> n 1) n (or \"a\" :b) :ab (:as y _) [y])) [[] [1 2] {:k 2} {:k 1} :b nil 3.0])",
            "[:none (2) 2 [{:k 1}] :ab :none [3.0]]",
        ),
        (
            "(defn f [x] (try (quot 6 x) (catch :thrown e 1) (catch RuntimeError e (:type e)) (finally 3))) (map f [2 0])",
            "[3 :division-by-zero]",
        ),
        ("(try (throw [1]) (catch _ e (:data e)))", "[1]"),
        ("(condp = 2 1 :a 2 :b)", ":b"),
        (
            "(let [[a & r :as all] [1 2 3] {:keys [k] :or {k 9}} {}] [a r all k])",
            "[1 (2 3) [1 2 3] 9]",
        ),
        (
            "(loop [i 0 acc []] (if (< i 3) (recur (inc i) (conj acc i)) acc))",
            "[0 1 2]",
        ),
        (
            "(defn f ([] 0) ([x] x) ([x & r] [x r])) [(f) (f 1) (f 1 2 3)]",
            "[0 1 [1 (2 3)]]",
        ),
        (
            "(letfn [(e? [n] (if (= n 0) true (o? (dec n)))) (o? [n] (if (= n 0) false (e? (dec n))))] (e? 100001))",
            "false",
        ),
        (
            "(let [n 10 add (fn [x] (+ x n))] (map add [1 2]))",
            "[11 12]",
        ),
        (
            "(for [x [1 2 3] :when (odd? x) y [:a :b] :let [z [x y]]] z)",
            "[[1 :a] [1 :b] [3 :a] [3 :b]]",
        ),
        ("(for [i (range) :while (< i 4)] (* i i))", "[0 1 4 9]"),
        (
            "(take 3 (filter even? (map inc (iterate inc 0))))",
            "[2 4 6]",
        ),
        ("(first (drop 5 (range)))", "5"),
        ("(some (fn [x] (when (> x 7) x)) (range))", "8"),
        (
            "(take 5 (mapcat (fn [x] [x x]) (cycle [1 2])))",
            "[1 1 2 2 1]",
        ),
        ("(case 2 1 :one (2 3) :more :none)", ":more"),
        (
            "(defstruct P :x :int :y :float) (assoc (->P 1 2.0) :x 5)",
            "{:x 5 :y 2.0}",
        ),
        ("(def k (* 6 7)) (defn g [] k) (+ (g) k)", "84"),
        ("(parallel [a 1] [b (+ 1 1)])", "{:a 1 :b 2}"),
        ("(with-parallel [a 1 [b c] [2 3]] (+ a b c))", "6"),
        ("((comp inc (partial * 2)) 5)", "11"),
        ("(reduce + (map (fn [x] (* x x)) (range 10)))", "285"),
        (
            "(defn down [n :int] :int (if (= n 0) 0 (down (dec n)))) (down 100000)",
            "0",
        ),
        (
            "(defn deep [n] (if (= n 0) 0 (+ 1 (deep (dec n))))) (deep 100000)",
            "100000",
        ),
        ("(-> 5 (- 2) (* 3))", "9"),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn errors_have_kind_and_place() {
    for (text, expected) in [
        ("(+ 1 (/ 1 0))", ":division-by-zero in (/ 1 0)"),
        (
            "(map (fn [x] (/ 1 x)) [1 0])",
            ":division-by-zero in (/ 1 x)",
        ),
        ("(nth [1] 5)", ":index-out-of-bounds in (nth [1] 5)"),
        ("(case 3 1 2)", ":match-error in (case 3 1 2)"),
        ("(throw :x)", ":thrown in (throw :x)"),
        ("(assert (= 1 2))", ":assertion-error in (assert (= 1 2))"),
        (
            "(let [f (fn [x :int] x)] (map f [\"a\"]))",
            ":type-error in x",
        ),
        ("(let [x :u8 300] x)", ":overflow in 300"),
        ("(let [[a] 5] a)", ":type-error in a"),
        (
            "(defstruct P :x :int) (P {})",
            ":validation-error in (P {})",
        ),
    ] {
        assert_eq!(failure(text), expected, "{text}");
    }
}

#[test]
fn what_never_ends_is_stopped() {
    let endless = "(loop [x 0] (recur (inc x)))";
    assert!(failure(endless).starts_with(":limit-exceeded"));
    let growing = "(loop [s \"ab\"] (recur (str s s)))";
    assert!(failure(growing).starts_with(":limit-exceeded"));
    let numbers = "(loop [n 3] (recur (* n n)))";
    assert!(failure(numbers).starts_with(":limit-exceeded"));
    let deep = "(defn f [n] (+ 1 (f n))) (f 1)";
    assert!(failure(deep).starts_with(":stack-overflow"));
}

#[test]
fn functions_outlive_their_evaluation() {
    let f = run("(let [n 5] (fn [x] (+ x n)))").expect("a function");
    let Value::Func(f) = f else { panic!("{f}") };
    assert_eq!(f.call(&[Value::Int(2)]).expect("a sum"), Value::Int(7));
}

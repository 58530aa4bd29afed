//! What the evaluator computes. That it agrees with compiled programs is shown by `tests/suite`.

use super::*;

fn run(text: &str) -> Result<Value, Failure> {
    let source = Source::new(text, "test.rtfs");
    match evaluate(&source, &Options::default(), Budget::new(200_000, 20_000)) {
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
            "(letfn [(e? [n] (if (= n 0) true (o? (dec n)))) (o? [n] (if (= n 0) false (e? (dec n))))] (e? 10001))",
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
            "(defn down [n :int] :int (if (= n 0) 0 (down (dec n)))) (down 10000)",
            "0",
        ),
        (
            "(defn deep [n] (if (= n 0) 0 (+ 1 (deep (dec n))))) (deep 10000)",
            "10000",
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

#[test]
fn macros_expand() {
    for (text, expected) in [
        (
            "(defmacro unless [c & body] `(if ~c nil (do ~@body))) (unless false 1 2)",
            "2",
        ),
        (
            "(defmacro twice [x] `(let [v# ~x] (+ v# v#))) (let [v 4] (twice (* v 2)))",
            "16",
        ),
        ("(defmacro m [x] `(inc ~x)) (let [inc dec] (m 5))", "6"),
        (
            "(defn helper [x] (* x 10)) (defmacro m [x] `(helper ~x)) (let [helper inc] (m 5))",
            "50",
        ),
        (
            "(defn square [x] (* x x)) (defmacro sq [n] (square n)) (sq 12)",
            "144",
        ),
        (
            "(defmacro my-and ([] true) ([x] x) ([x & more] `(let [a# ~x] (if a# (my-and ~@more) a#)))) [(my-and) (my-and 1) (my-and 1 nil 3) (my-and 1 2 3)]",
            "[true 1 nil 3]",
        ),
        (
            "(defmacro defgetters [& names] `(do ~@(map (fn [n] `(defn ~(symbol (str \"get-\" (name n))) [m] (~n m))) names))) (defgetters :a :b) (get-b {:a 1 :b 2})",
            "2",
        ),
        (
            "(defmacro defm [n v] `(defmacro ~n [] ~v)) (defm seven 7) (seven)",
            "7",
        ),
        ("(macroexpand-1 '(when a b c))", "(if a (do b c) nil)"),
        (
            "(defmacro m [x] `(inc ~x)) (macroexpand '(m (f 1)))",
            "(rtfs/inc (f 1))",
        ),
        (
            "(defmacro m [[a b] {:keys [c]}] [a b c]) (m [1 2] {:c 3})",
            "[1 2 3]",
        ),
        (
            "(defmacro m [x] (list 'quote (reverse x))) (m (1 2 3))",
            "(3 2 1)",
        ),
        ("`(1 ~(+ 1 1) ~@[3 4])", "(1 2 3 4)"),
        ("`[a ~@(list 1 2) {:k ~(+ 1 2)}]", "[a 1 2 {:k 3}]"),
        (
            "(let [x 1] `(a `(b ~x)))",
            "(a (quasiquote (b (unquote x))))",
        ),
        (
            "(let [x 1] `(a `(b ~(c ~x))))",
            "(a (quasiquote (b (unquote (c 1)))))",
        ),
        (
            "(let [x 1] `(a `(b ~~x ~@~x)))",
            "(a (quasiquote (b (unquote 1) (unquote-splicing 1))))",
        ),
        (
            "(defmacro m [] (loop [i 0 acc []] (if (< i 3) (recur (inc i) (conj acc (* i i))) acc))) (m)",
            "[0 1 4]",
        ),
        (
            "(defmacro lit [x] x) (lit #(+ % 1)) ((lit #(+ % 1)) 2)",
            "3",
        ),
        (
            "(defmacro m [n] (if (= n 0) 0 `(+ ~n (m ~(dec n))))) (m 100)",
            "5050",
        ),
        (
            "(defmacro my-do [& xs] `(do ~@xs)) (let [] (my-do (def y 3) (defn g [] y)) (+ (g) y))",
            "6",
        ),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

//! Where an error arose, and the calls that led there: through functions, closures, callbacks and branches.

use rtfs::{Error, rtfs};

/// The place of an error and its trace as `name line:col`, innermost first.
fn trace(error: &Error) -> Vec<String> {
    let place = error.place().map(|p| format!("at {}:{}", p.line, p.column));
    let calls = error
        .trace()
        .iter()
        .map(|f| format!("{} {}:{}", f.function, f.site.line, f.site.column));
    place.into_iter().chain(calls).collect()
}

macro_rules! fails_through {
    ($program:literal, $($line:literal),*) => {
        let error = rtfs! { $program }.expect_err("the program fails");
        assert_eq!(trace(&error), [$($line),*], "{}\n{error:?}", $program);
    };
}

#[test]
fn through_functions() {
    fails_through!("(quot 1 0)", "at 1:1");
    fails_through!("(defn f [x] (quot 1 x)) (+ 1 (f 0))", "at 1:13", "f 1:30");
    fails_through!(
        "(defn h [x] (quot 1 x))
(defn g [x] (+ 1 (h x)))
(defn f [x] (* 2 (g (dec x))))
(+ 1 (f 1))",
        "at 1:13",
        "h 2:18",
        "g 3:18",
        "f 4:6"
    );
    // A call in tail position is the last thing that its function does, and has its place like any other.
    fails_through!(
        "(defn g [x] (throw x)) (defn f [x] (g x)) (f 1)",
        "at 1:13",
        "g 1:36",
        "f 1:43"
    );
}

#[test]
fn through_closures_and_values() {
    fails_through!(
        "(let [inner (fn inner [x] (quot 1 x))] [(inner 0)])",
        "at 1:27",
        "inner 1:41"
    );
    fails_through!(
        "(defn twice [f x] (f (f x))) (str (twice (fn [x] (quot 4 (dec x))) 5))",
        "at 1:50",
        "fn 1:19",
        "twice 1:35"
    );
    // A function that is known only when the program runs.
    fails_through!(
        "(let [fs [inc (fn [x] (throw x))] f (nth fs (count [1]))] [(f 2)])",
        "at 1:23",
        "f 1:60"
    );
    fails_through!("(let [f (nth [1 :a] (count []))] [(f 2)])", "at 1:35");
}

#[test]
fn through_the_library() {
    fails_through!("(defn f [x] (quot 1 x)) (map f [1 0])", "at 1:13", "f 1:25");
    fails_through!("(map (fn [x] (quot 1 x)) [1 0])", "at 1:14");
    // What no form stands for fails at the form that called it.
    fails_through!("(+ 1 (apply (comp even? first) nil))", "at 1:6");
    fails_through!(
        "(defn f [a x] (if (= x 3) (throw a) (+ a x))) (reduce f 0 [1 2 3])",
        "at 1:27",
        "f 1:47"
    );
    fails_through!(
        "(defn f [x] (throw x)) (update {:a 1} :a f)",
        "at 1:13",
        "f 1:24"
    );
    fails_through!(
        "(defn f [x] (throw x)) (for [x [1 2]] (inc (f x)))",
        "at 1:13",
        "f 1:44"
    );
}

#[test]
fn through_branches_and_handlers() {
    fails_through!(
        "(defn f [n] (if (= n 0) (throw n) (f (dec n)))) (parallel (reduce + (range 5000)) (f 3))",
        "at 1:25",
        "f 1:83"
    );
    fails_through!(
        "(defn f [x] (if (= x 70) (throw x) x)) (pmap f (range 100))",
        "at 1:26",
        "f 1:40"
    );
    fails_through!(
        "(defn f [x] (throw x)) (try (inc (f 1)) (catch :division-by-zero e 0) (finally 1))",
        "at 1:13",
        "f 1:34"
    );
    // What a handler throws has the place of its own throw.
    fails_through!(
        "(defn f [x] (throw x)) (try (inc (f 1)) (catch _ e (throw e)))",
        "at 1:52"
    );
}

mod recursion {
    rtfs::rtfs! {
        (defn down [n :int product :int]
          (if (= n 0) (throw product) (inc (down (dec n) (* product 10)))))
    }
}

#[test]
fn the_innermost_calls_of_a_recursion() {
    for (depth, big) in [(5, false), (30, true), (1000, true)] {
        let error = recursion::down(depth, 1).unwrap_err();
        let data = error.data().unwrap().to_string();
        assert_eq!(data.len() > 19, big, "{data}");
        let calls = error.trace();
        assert_eq!(calls.len(), 64.min(depth as usize));
        assert!(calls.iter().all(|f| f.function == "down"), "{error:?}");
    }
}

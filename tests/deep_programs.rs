//! Operations some hundred deep in each other, which rustc would not expand if they were macros in macros.

use rtfs::{Int, Value, rtfs};

rtfs! {
    (defmacro nested [n f x] (reduce (fn [form _] (list f form)) x (range n)))
    (defmacro summed [n & terms] (reduce (fn [form i] (list (quote +) form (nth terms (mod i (count terms))))) 0 (range n)))

    (defn step [x] (inc x))
    (defn steps [x :int] (nested 400 step x))
    (defn steps-by [f x] (nested 200 f x))
    (defn twice [x] (steps-by (fn [y] (* 2 y)) x))
    (defn by-any-of [x] (map (fn [f] (steps-by f x)) [step (partial + 2)]))
    (defn sum [x :int] (summed 400 x (step x)))
    (defn roots [x :float] (nested 200 sqrt x))
    (defn exclaimed [s] (nested 200 (fn [t] (str t "!")) s))
    (defn in-branches [x :int] (nested 100 (fn [y] (if (> y 50) (quot y 0) (step y))) x))
    (defn in-order [x]
      (try (summed 300 (do (assert (= x 1) "first") x) (throw :second))
        (catch _ e (if (= (:type e) :thrown) (:data e) (:message e)))))
}

#[test]
fn calls_stand_in_each_other() {
    assert_eq!(steps(1).unwrap(), Int::from(401));
    let large = Int::from(i64::MAX) + Int::from(400);
    assert_eq!(steps(i64::MAX).unwrap(), large);
    assert_eq!(sum(2).unwrap(), Int::from(1000));
    assert_eq!(roots(1.0).unwrap(), 1.0);
    let text = Value::from(exclaimed("a").unwrap()).to_string();
    assert_eq!(text.matches('!').count(), 200);
}

#[test]
fn calls_of_values_stand_in_each_other() {
    let twice = Value::from(twice(3).unwrap()).to_string();
    assert_eq!(
        twice,
        "4820814132776970826625886277023487807566608981348378505904128"
    );
    let all = Value::from(by_any_of(1).unwrap()).to_string();
    assert_eq!(all, "[201 401]");
}

#[test]
fn errors_come_in_order() {
    assert_eq!(in_order(1).unwrap().to_string(), ":second");
    let first = in_order(2).unwrap().to_string();
    assert!(first.contains("first"), "{first}");
    let error = in_branches(0).unwrap_err();
    assert_eq!(error.kind().as_str(), ":division-by-zero");
}

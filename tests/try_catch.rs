//! `try`, `catch`, `finally` and `throw` (language.md §7).

mod support;

use rtfs::{ErrorKind, Int, rtfs};

#[test]
fn a_body_or_its_handler() {
    gives! {
        "(try)" => "nil";
        "(try 1 2)" => "2";
        "(try 1 (catch _ e 2))" => "1";
        "(try (throw 1) (catch _ e 2))" => "2";
        "(try (throw 5) (catch _ e (:data e)))" => "5";
        "(try (throw [1 :a]) (catch :thrown e (first (:data e))))" => "1";
        "(try (quot 1 0) (catch :division-by-zero e :zero))" => ":zero";
        "(try (nth [1 2] 5) (catch :index-out-of-bounds e (:type e)))" => ":index-out-of-bounds";
        "(try (throw (error \"no\" 7)) (catch _ e [(ex-message e) (ex-data e) (:type e)]))" => "[\"no\" 7 :thrown]";
        "(try (throw (ex-info \"no\" {:n 7})) (catch _ e (:n (ex-data e))))" => "7";
        "(try (quot 1 0) (catch _ {:keys [type data]} [type data]))" => "[:division-by-zero nil]";
        "(try (throw 1) (catch _ e))" => "nil";
        "(try (let [x 1] (+ x (throw 2))) (catch _ _ :no))" => ":no";
        "(+ 1 (try (throw 1) (catch _ e 2)) 3)" => "6";
        "[(try 1 (catch _ e :a)) (try (throw 1) (catch _ e :b))]" => "[1 :b]";
        "(try (assert (= 1 2)) (catch :assertion-error e :asserted))" => ":asserted";
        "(try (case 3 1 2) (catch :match-error e (:data e)))" => "3";
        "(keys (try (throw 1) (catch _ e e)))" => "[:type :message :data :at]";
    }
}

#[test]
fn the_first_clause_that_fits_wins() {
    gives! {
        "(try (quot 1 0) (catch :thrown e 1) (catch :division-by-zero e 2) (catch _ e 3))" => "2";
        "(try (throw 1) (catch :division-by-zero e 2) (catch RuntimeError e 3) (catch Exception e 4))" => "4";
        "(try (quot 1 0) (catch HostError e 1) (catch RuntimeError e 2) (catch Error e 3))" => "2";
        "(try (try (throw 1) (catch :division-by-zero e :inner)) (catch :thrown e :outer))" => ":outer";
        "(try (try (throw 1) (catch _ e (throw 2))) (catch _ e (:data e)))" => "2";
        "(try (try (quot 1 0) (catch _ e (throw e))) (catch :division-by-zero e :again))" => ":again";
    }
    fails! {
        "(try (throw 1) (catch :division-by-zero e 2))" => Thrown;
        "(try (quot 1 0) (catch :thrown e 1) (catch HostError e 2))" => DivisionByZero;
        "(try (throw 1) (catch _ e (quot 1 0)))" => DivisionByZero;
        "(try 1 (finally (throw 2)))" => Thrown;
        "(try (throw 1) (catch RuntimeError e 2))" => Thrown;
    }
}

#[test]
fn finally_runs_and_is_dropped() {
    gives! {
        "(try 1 (finally 2))" => "1";
        "(try (throw 1) (catch _ e 3) (finally 2))" => "3";
        "(try (try 1 (finally (quot 1 0))) (catch :division-by-zero e :from-finally))" => ":from-finally";
        "(try (try (throw 1) (finally (quot 1 0))) (catch _ e (:type e)))" => ":division-by-zero";
        "(try (try (throw 1) (catch _ e (throw 2)) (finally 3)) (catch _ e (:data e)))" => "2";
    }
    fails! {
        "(try (throw 1) (finally 2))" => Thrown;
        "(try (quot 1 0) (catch :thrown e 1) (finally 2))" => DivisionByZero;
    }
}

mod seen {
    use std::cell::RefCell;

    thread_local! {
        static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    }

    pub(crate) fn note(text: rtfs::Value) -> i64 {
        LOG.with_borrow_mut(|log| {
            log.push(text.to_string());
            log.len() as i64
        })
    }

    pub(crate) fn taken() -> Vec<String> {
        LOG.take()
    }
}

#[test]
fn effects_are_seen_once_and_in_order() {
    use seen::{note, taken};
    let value =
        rtfs! { (try (note 1) (throw 2) (note 3) (catch _ e (note 4) 5) (finally (note 6))) };
    assert_eq!(value.map(|v| v.to_string()).ok().as_deref(), Some("5"));
    assert_eq!(taken(), ["1", "4", "6"]);
    let value = rtfs! { (try (note 1) (finally (note 2))) };
    assert!(value.is_ok());
    assert_eq!(taken(), ["1", "2"]);
    let error = rtfs! { (try (note 1) (quot 1 0) (catch :thrown e (note 2)) (finally (note 3))) };
    assert_eq!(
        error.err().map(|e| e.kind()),
        Some(ErrorKind::DivisionByZero)
    );
    assert_eq!(taken(), ["1", "3"]);
    // An int that leaves 64 bits in between is no reason to do anything again.
    let value = rtfs! {
        (loop [i 0 n 4611686018427387904]
          (if (= i 3)
            n
            (recur (inc i) (try (note i) (* n 2) (catch _ e 0) (finally (note :end))))))
    };
    assert_eq!(
        value.map(|v| v.to_string()).ok().as_deref(),
        Some("36893488147419103232")
    );
    assert_eq!(taken(), ["0", ":end", "1", ":end", "2", ":end"]);
}

mod numbers {
    rtfs::rtfs! {
        (defn doubled [n :int] (try (* n 2) (catch _ e -1)))
        (defn from-catch [n :int] (try (throw n) (catch _ e (* 9223372036854775807 n))))
        (defn kept [n :int] (try (+ n 1) (catch :overflow e -1) (finally (* n n n))))
        (defn checked [n :int] (try (let [m :i64 (* n 2)] m) (catch :overflow e -1)))

        (defn sum-to [n :int]
          (loop [i 0 sum 0]
            (if (= i n)
              sum
              (recur (inc i)
                     (try (if (= 0 (mod i 3)) (throw i) (+ sum (* i i i i i i)))
                          (catch :thrown e (+ sum 1)))))))

        (defn climb [n :int acc :int]
          (if (= n 0)
            acc
            (try (climb (dec n) (* acc 3)) (catch _ e -1))))

        (defn even-steps [n :int acc :int]
          (if (= n 0) acc (try (odd-steps (dec n) (* acc 7)) (catch _ e (throw e)))))
        (defn odd-steps [n :int acc :int]
          (if (= n 0) (throw acc) (even-steps (dec n) (+ acc 1))))

        (defn product [xs [:vector :int]]
          (try (reduce (fn [a x] (if (= x 0) (throw a) (* a x))) 1 xs)
               (catch :thrown e (:data e))))

        (defn collect [n :int]
          (loop [i 0 out []]
            (if (= i n)
              out
              (recur (inc i)
                     (try (conj out (if (= 0 (mod i 2)) (* i 4611686018427387904) (throw i)))
                          (catch _ e (conj out (- i))))))))
    }
}

fn big(text: &str) -> Int {
    text.parse().expect("an int")
}

#[test]
fn a_big_int_is_no_error() {
    use numbers::*;
    const MAX: i64 = i64::MAX;
    assert_eq!(doubled(4).unwrap(), 8);
    assert_eq!(doubled(MAX).unwrap(), big("18446744073709551614"));
    assert_eq!(doubled(i64::MIN).unwrap(), big("-18446744073709551616"));
    assert_eq!(
        doubled(big("100000000000000000000")).unwrap(),
        big("200000000000000000000")
    );
    assert_eq!(from_catch(1).unwrap(), MAX);
    assert_eq!(from_catch(2).unwrap(), big("18446744073709551614"));
    assert_eq!(kept(MAX - 1).unwrap(), MAX);
    assert_eq!(kept(MAX).unwrap(), big("9223372036854775808"));
    assert_eq!(kept(3).unwrap(), 4);
    assert_eq!(checked(4).unwrap(), 8);
    assert_eq!(checked(MAX).unwrap(), -1);
}

#[test]
fn big_ints_in_loops_and_recursion() {
    use numbers::*;
    let expected =
        |n: i128| -> i128 { (0..n).map(|i| if i % 3 == 0 { 1 } else { i.pow(6) }).sum() };
    for n in [0, 1, 5, 100, 1500, 3000] {
        assert_eq!(
            sum_to(n).unwrap(),
            big(&expected(n.into()).to_string()),
            "{n}"
        );
    }
    assert_eq!(climb(10, 1).unwrap(), 59049);
    assert_eq!(climb(50, 1).unwrap(), big("717897987691852588770249"));
    assert_eq!(even_steps(6, 1).unwrap(), 400);
    let error = even_steps(61, 1).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Thrown);
    assert!(error.data().unwrap().to_string().len() > 20, "{error}");
    assert_eq!(product([2, 3, 4]).unwrap().to_string(), "24");
    assert_eq!(
        product([2, i64::MAX, 4, 0, 9]).unwrap().to_string(),
        "73786976294838206456"
    );
    assert_eq!(
        collect(6).unwrap().to_string(),
        "[0 -1 9223372036854775808 -3 18446744073709551616 -5]"
    );
}

mod deep {
    rtfs::rtfs! {
        (defn down [n :int] (if (= n 0) (throw :bottom) (inc (down (dec n)))))
        (defn bottom [n :int] (try (down n) (catch :thrown e (:data e))))

        (defn nested [n :int]
          (if (= n 0) (throw 0) (try (nested (dec n)) (catch _ e (throw (inc (:data e)))))))

        (defn endless [n :int] (inc (endless (inc n))))
        (defn stopped [n :int] (try (endless n) (catch :stack-overflow e :deep)))

        (defn around [f x] (try (f x) (catch _ e [:failed (:data e)])))
        (defn throwing [x] (throw x))
    }
}

#[test]
fn errors_cross_calls_and_function_values() {
    use deep::*;
    assert_eq!(bottom(100_000).unwrap().to_string(), ":bottom");
    assert_eq!(
        nested(1000).unwrap_err().data().unwrap().to_string(),
        "1000"
    );
    gives! {
        "(let [f (fn [x] (throw x))] (try (f 3) (catch _ e (:data e))))" => "3";
        "(try (map (fn [x] (quot 6 x)) [1 2 0]) (catch _ e (:type e)))" => ":division-by-zero";
        "(try (reduce (fn [a x] (if (= x 3) (throw a) (+ a x))) [1 2 3 4]) (catch _ e (:data e)))" => "3";
        "(map (fn [x] (try (quot 6 x) (catch _ e :none))) [1 2 0 3])" => "[6 3 :none 2]";
        "(for [x [1 0 2]] (try (quot 2 x) (catch _ e x)))" => "[2 0 1]";
        "(let [fs [(fn [x] (throw x)) inc]] (map (fn [f] (try (f 1) (catch _ e :no))) fs))" => "[:no 2]";
        "(try (apply (fn [a b] (throw (+ a b))) (list 1 2)) (catch _ e (:data e)))" => "3";
        "(try ((comp inc (fn [x] (throw x))) 8) (catch _ e (:data e)))" => "8";
        "(update {:a 1} :a (fn [x] (try (throw x) (catch _ e (+ x 1)))))" => "{:a 2}";
        "(filter (fn [x] (try (quot 1 x) true (catch _ e false))) [1 0 2])" => "[1 2]";
    }
}

#[test]
fn too_deep_recursion_can_be_caught() {
    rtfs::stack::set_limit(64 << 20);
    let value = deep::stopped(0);
    assert_eq!(value.unwrap().to_string(), ":deep");
    // And again: the memory is free.
    assert_eq!(deep::stopped(5).unwrap().to_string(), ":deep");
    assert_eq!(deep::bottom(10_000).unwrap().to_string(), ":bottom");
}

#[test]
fn errors_cross_parallel_branches() {
    gives! {
        "(try (parallel (throw 1) (quot 1 0)) (catch _ e (:data e)))" => "1";
        "(try (parallel (reduce + (range 1000)) (quot 1 0)) (catch _ e (:type e)))" => ":division-by-zero";
        "(parallel (try (throw 1) (catch _ e (:data e))) (try 2 (catch _ e 3)))" => "[1 2]";
        "(try (pmap (fn [x] (if (= x 700) (throw x) (* x x))) (range 1000)) (catch _ e (:data e)))" => "700";
        "(try (preduce + 0 (map (fn [x] (if (> x 9000) (throw x) x)) (range 10000))) (catch _ e (:data e)))" => "9001";
        "(with-parallel [a (try (throw 1) (catch _ e 10)) b 2] (+ a b))" => "12";
        "(try (with-parallel [a (throw :a) b (throw :b)] 1) (catch _ e (:data e)))" => ":a";
        "(pmap (fn [x] (try (quot 10 x) (catch _ e 0))) [1 0 5])" => "[10 0 2]";
    }
}

#[test]
fn values_are_shared_between_body_and_handler() {
    gives! {
        "(let [v [1 2 3]] (try (do (conj v 4) (throw 1)) (catch _ e v)))" => "[1 2 3]";
        "(let [v (into [] (range 5))] (try (let [w (conj v 9)] (throw w)) (catch _ e [v (:data e)])))" =>
            "[[0 1 2 3 4] [0 1 2 3 4 9]]";
        "(let [m {:a 1}] (try (throw (assoc m :b 2)) (catch _ e [m (:data e)]) (finally (dissoc m :a))))" =>
            "[{:a 1} {:a 1 :b 2}]";
        "(let [m {:a 1 :b [1 2]}] (try (let [n (update m :b conj 3)] (throw (:b n))) (catch _ e [(:b m) (:data e)])))" =>
            "[[1 2] [1 2 3]]";
        "(let [s \"abc\"] (try (throw (str s \"d\")) (catch _ e (str s (:data e)))))" => "\"abcabcd\"";
        "(loop [i 0 v []] (if (= i 4) v (recur (inc i) (try (if (even? i) (conj v i) (throw (conj v :odd))) (catch _ e (conj v (count (:data e))))))))" =>
            "[0 2 2 4]";
        "(let [m {:n 1 :xs [1 2]} f (fn [m] (try (assoc m :n (quot 1 0)) (catch _ e (assoc m :n 9))))] [(f m) m])" =>
            "[{:n 9 :xs [1 2]} {:n 1 :xs [1 2]}]";
    }
}

#[test]
fn a_place_comes_with_the_error() {
    let at = rtfs! { "(try (quot 1 0) (catch _ e (:at e)))" }.unwrap();
    assert!(
        at.to_string().ends_with(":1:6\""),
        "the place of `quot`, not {at}"
    );
    gives! {
        "(string? (try (throw 1) (catch _ e (:at e))))" => "true";
        "(nil? (try (throw 1) (catch _ e (:at e))))" => "false";
    }
}

mod typed {
    rtfs::rtfs! {
        (defn safe-div [a :int b :int] (try (quot a b) (catch :division-by-zero e 0)))
        (defn maybe-div [a :int b :int] (try (quot a b) (catch :division-by-zero e nil)))
        (defn message [a :int b :int] (try (str (quot a b)) (catch _ e (:message e))))
        (defn keeps [x n :int] (loop [i n] (if (< i 1) (try [i x] (catch _ e [])) (recur (dec i)))))
        (defn keeps-wide [x n :int] (loop [i n sum n]
          (if (> i 2) (try [sum [x]] (catch _ e [])) (recur (inc i) (* sum 4611686018427387904)))))
        (defn mean [xs [:vector :float]] (try (/ (reduce + 0.0 xs) (quot (count xs) (count xs))) (catch _ e 0.0)))
    }
}

#[test]
fn types_join() {
    let whole: Int = typed::safe_div(7, 2).unwrap();
    assert_eq!(whole, 3);
    assert_eq!(typed::safe_div(7, 0).unwrap(), 0);
    let some: Option<Int> = typed::maybe_div(7, 2).unwrap();
    assert_eq!(some, Some(3.into()));
    assert_eq!(typed::maybe_div(7, 0).unwrap(), None);
    let text: rtfs::Str = typed::message(8, 2).unwrap();
    assert_eq!(text, "4");
    let kept = typed::keeps("a", 2).unwrap();
    assert_eq!(rtfs::Value::from(kept).to_string(), "[0 \"a\"]");
    let kept = typed::keeps_wide(rtfs::Value::from("a"), 1).unwrap();
    let wide = "[21267647932558653966460912964485513216 [\"a\"]]";
    assert_eq!(rtfs::Value::from(kept).to_string(), wide);
    assert!(typed::message(8, 0).unwrap().contains("zero"));
    let mean: f64 = typed::mean([1.0, 2.0]).unwrap();
    assert_eq!(mean, 3.0);
    assert_eq!(typed::mean(&[] as &[f64]).unwrap(), 0.0);
}

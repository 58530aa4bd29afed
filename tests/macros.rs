//! Macros, compiled: what they expand to runs like what is written by hand.

mod support;

#[test]
fn templates_build_forms() {
    gives! {
        "(defmacro unless [c & body] `(if ~c nil (do ~@body))) [(unless false 1 2) (unless true 1)]" => "[2 nil]";
        "(defmacro infix [[a op b]] `(~op ~a ~b)) (infix (7 - 2))" => "5";
        "(defmacro keyed [{:keys [a b] :or {b 9}}] `(+ ~a ~b)) (keyed {:a 1})" => "10";
        "(defmacro opts ([a] `[~a :none]) ([a b] `[~a ~b]) ([a b & more] `[~a ~b ~@more])) [(opts 1) (opts 1 2) (opts 1 2 3 4)]" => "[[1 :none] [1 2] [1 2 3 4]]";
        "(defmacro all [& xs] `{:list (list ~@xs) :vec [0 ~@xs] :set #{~@xs} :map {~@xs ~@[3 4]}}) (all 1 2)" => "{:list (1 2) :vec [0 1 2] :set #{1 2} :map {1 2 3 4}}";
        "(defmacro documented \"doc\" [x] `(inc ~x)) (documented 1)" => "2";
        "(defmacro long [x] (quasiquote (list (unquote x) (unquote-splicing [x x])))) (long 3)" => "(3 3 3)";
        "(defmacro q [x] `'~x) (q (a b))" => "(a b)";
        "(defmacro kw [x] (keyword (name x))) (kw abc)" => ":abc";
        "(defmacro add5 [] `#(+ 5 %)) ((add5) 2)" => "7";
        "(defmacro float-of [x] x) (+ 0.5 (float-of 1e3))" => "1000.5";
        "(defmacro typed [n x] `(let [~n :int ~x] (* ~n ~n))) (typed k 12)" => "144";
    }
}

#[test]
fn names_are_hygienic() {
    gives! {
        "(defmacro twice [x] `(let [v# ~x] (+ v# v#))) (let [v 4] (twice (* v 2)))" => "16";
        "(defmacro m [x] `(inc ~x)) (let [inc dec] (m 5))" => "6";
        "(defn helper [x] (* x 10)) (defmacro m [x] `(helper ~x)) (let [helper inc] (m 5))" => "50";
        "(defmacro m [x] `(later ~x)) (defn later [x] (- x)) (let [later inc] (m 5))" => "-5";
        "(defmacro swap [a b] `(let [tmp# ~a] [~b tmp#])) (let [tmp 1 x 2] (swap tmp x))" => "[2 1]";
        "(defmacro nest [x] `(let [a# 1] (+ a# ~x))) (nest (nest (nest 0)))" => "3";
        "(defmacro it [e body] `(let [~'it ~e] ~body)) (it 5 (* it it))" => "25";
        "(defmacro m [x] `(str ~x)) (defn str [x] :mine) (m 5)" => ":mine";
        "(defmacro g [] (let [s (gensym \"t\")] `(let [~s 3] (* ~s ~s)))) (g)" => "9";
        "(defmacro two [] (= (gensym) (gensym))) (two)" => "false";
        "(defmacro inner [x] `(* 2 ~x)) (defmacro outer [x] `(inner (inner ~x))) (let [inner inc] (outer 3))" => "12";
        "(defstruct Point :x :int) (defmacro at [x] `(:x (->Point ~x))) (let [->Point 1] (at 7))" => "7";
        "(defmacro twice [x] `(* 2 ~x)) (let [twice (fn [x] (* 100 x))] (twice 3))" => "300";
        "(let [count 5] (rtfs/count [count 1]))" => "2";
    }
}

#[test]
fn macros_compute() {
    gives! {
        "(defmacro fact [n] (reduce * (range 1 (inc n)))) (fact 25)" => "15511210043330985984000000";
        "(defmacro sum-to [n] (loop [i 0 acc 0] (if (> i n) acc (recur (inc i) (+ acc i))))) (sum-to 100)" => "5050";
        "(defmacro rev [& xs] `(list ~@(reverse xs))) (rev 1 2 3)" => "(3 2 1)";
        "(defmacro count-down [n] (if (= n 0) [] `(into [~n] (count-down ~(dec n))))) (count-down 4)" => "[4 3 2 1]";
        "(defmacro zip [ks vs] (zipmap (map keyword (map name ks)) vs)) (zip [a b] [1 2])" => "{:a 1 :b 2}";
        "(defn fib [n] (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) (defmacro fib-of [n] (fib n)) [(fib-of 15) (fib 15)]" => "[610 610]";
        "(def base 7) (defn scaled [x] (* base x)) (defmacro m [x] (scaled x)) (m 6)" => "42";
        "(defmacro my-and ([] true) ([x] x) ([x & more] `(let [a# ~x] (if a# (my-and ~@more) a#)))) [(my-and) (my-and 1) (my-and 1 nil 3) (my-and 1 2 3)]" => "[true 1 nil 3]";
        "(defmacro thread [x & steps] (reduce (fn [acc step] (if (list? step) `(~(first step) ~acc ~@(rest step)) (list step acc))) x steps)) (thread 5 inc (* 2) (- 1) str)" => "\"11\"";
        "(defmacro kinds [& xs] (mapv type-name xs)) (kinds a :b \"c\" 1 1.5 (d) [e] {:f 1} #{g} nil true)" => "[\":symbol\" \":keyword\" \":string\" \":int\" \":float\" \":list\" \":vector\" \":map\" \":set\" \":nil\" \":bool\"]";
    }
}

#[test]
fn macros_define() {
    gives! {
        "(defmacro defgetters [& names] `(do ~@(map (fn [n] `(defn ~(symbol (str \"get-\" (name n))) [m] (~n m))) names))) (defgetters :a :b) (+ (get-a {:a 1}) (get-b {:b 2}))" => "3";
        "(defmacro defm [n v] `(defmacro ~n [] ~v)) (defm seven 7) (seven)" => "7";
        "(defmacro defop [n op] `(defmacro ~n [x#] (list '~op x# x#))) (defop square *) (square 9)" => "81";
        "(defmacro defpair [n] `(defstruct ~n :a :int :b :int)) (defpair Pair) (:b (->Pair 1 2))" => "2";
        "(defmacro defk [n v] `(def ~n ~v)) (defk k 5) (def twice (* 2 k)) twice" => "10";
        "(defmacro get-k [] `k) (def twice (* 2 (get-k))) (def k 4) twice" => "8";
        "(defmacro defs [& xs] `(do ~@xs)) (let [] (defs (def a 1) (defn f [] (+ a 1))) (f))" => "2";
        "(defmacro nothing [] nil) (nothing) (+ 1 1)" => "2";
        "(defn f [x] (later x)) (defmacro later [x] `(* 3 ~x)) (f 5)" => "15";
    }
}

#[test]
fn expansion_can_be_seen() {
    gives! {
        "(macroexpand-1 '(when a b c))" => "(if a (do b c) nil)";
        "(macroexpand '(-> x f g))" => "(g (f x))";
        "(defmacro m [x] `(inc ~x)) (macroexpand-1 '(m (f 1)))" => "(rtfs/inc (f 1))";
        "(defmacro m [x] `(n ~x)) (defmacro n [x] `(inc ~x)) [(macroexpand-1 '(m 1)) (macroexpand '(m 1))]" => "[(user/n 1) (rtfs/inc 1)]";
        "(macroexpand '(f 1))" => "(f 1)";
        "(macroexpand 'x)" => "x";
        "`(1 ~(+ 1 1) ~@[3 4] x)" => "(1 2 3 4 x)";
        "(let [x 1] `(a `(b ~x)))" => "(a (quasiquote (b (unquote x))))";
        "(let [x 1] `(a `(b ~~x)))" => "(a (quasiquote (b (unquote 1))))";
        "`[~@nil ~@[] a]" => "[a]";
    }
}

mod items {
    rtfs::rtfs! {
        r#"
        (defmacro defconverter [name from factor]
          `(defn ~(symbol (str name "-per-" from)) "Converts." [~'x :float] :float (* ~factor ~'x)))
        (defconverter metres foot 0.3048)

        (defmacro check [name & pairs]
          `(deftest ~name ~@(map (fn [[form value]] `(is (= ~form ~value))) (partition 2 pairs))))
        (check converts (metres-per-foot 1.0) 0.3048 (metres-per-foot 0.0) 0.0)

        (defmacro nothing [] nil)
        (nothing)
        "#
    }

    #[test]
    fn definitions_made_by_macros_are_items() {
        assert_eq!(metres_per_foot(10.0).unwrap(), 3.048);
    }
}

mod inline {
    rtfs::rtfs! {
        (defmacro unless [c & body]
          (quasiquote (if ~c nil (do ~@body))))

        (defn positive [x]
          (unless (< x 0) x))
    }

    #[test]
    fn macros_work_inline() {
        assert_eq!(positive(5).unwrap(), Some(5.into()));
        assert_eq!(positive(-5).unwrap(), None);
    }
}

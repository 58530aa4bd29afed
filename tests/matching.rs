//! `match` (language.md §6): every pattern, over typed and over dynamic values.

mod support;

use rtfs::{Data, ErrorKind, Int, Value, rtfs};

/// A program's value as a dynamic one.
macro_rules! value {
    ($program:literal) => {
        Data::into_value(rtfs! { $program }.unwrap())
    };
}

#[test]
fn constants() {
    gives! {
        "(match 1 1 :one 2 :two _ :many)" => ":one";
        "(match 7 1 :one 2 :two _ :many)" => ":many";
        "(match :b :a 1 :b 2 _ 3)" => "2";
        "(match \"x\" \"y\" 1 \"x\" 2 _ 3)" => "2";
        "(match nil nil :nothing)" => ":nothing";
        "(match (first (range 0)) nil :nothing _ :something)" => ":nothing";
        "(match (= 1 1) true :yes false :no)" => ":yes";
        "(match 1.5 1.5 :a _ :b)" => ":a";
        "(match 'x 'y 1 'x 2 _ 3)" => "2";
        "(match '(1 a) '(1 a) :same _ :other)" => ":same";
        "(match #{1 2} #{2 1} :same _ :other)" => ":same";
        "(match 123456789012345678901234567890 1 :one 123456789012345678901234567890 :big _ :other)" => ":big";
        "(match (+ 9223372036854775807 1) 9223372036854775808 :big _ :other)" => ":big";
    }
    fails! {
        "(match 3 1 :one 2 :two)" => MatchError;
        "(match (first (range 4)) nil 0)" => MatchError;
    }
    let error = rtfs! { "(match [3 :x] [1 _] :one [2 _] :two)" }.expect_err("fails");
    assert_eq!(error.message(), "no clause of `match` matches [3 :x]");
    assert_eq!(
        error.data().map(ToString::to_string).as_deref(),
        Some("[3 :x]")
    );
}

/// Every kind of value against every kind of pattern.
#[test]
fn dynamic_values() {
    let found = rtfs! { r#"
        (defn what [x]
          (match x
            nil :nil
            true :true
            false :false
            0 :zero
            (:int n) [:int (inc n)]
            1.5 :one-and-a-half
            (:float f) [:float (* f 2.0)]
            "" :empty
            (:string s) [:string (count s)]
            :k :the-keyword
            (:keyword k) [:keyword (name k)]
            'sym :the-symbol
            [] :nothing
            [a] [:one a]
            [a b] when (= a b) [:twice a]
            (:vector [a b]) [:two a b]
            (:list [a b]) [:list-of-two a b]
            [a b & more] [:more a b more]
            {:type :point :x x :y y} [:point x y]
            {:type t} [:typed t]
            {"s" v} [:string-key v]
            (:map m) [:map (count m)]
            (:set s) [:set (count s)]
            _ :other))

        (map what '[nil true false 0 41 9223372036854775807 123456789012345678901 1.5 2.5 "" "abc"
                     :k :other sym other [] () [7] (7) [7 7] [7 8] (7 8) [1 2 3 4] (1 2 3) {:type
                     :point :x 1 :y 2} {:type :point :x 1} {:type nil} {"s" 5} {:a 1 :b 2} #{1 2 3}])
    "# };
    let expected = "[:nil :true :false :zero [:int 42] [:int 9223372036854775808] [:int 123456789012345678902] :one-and-a-half [:float 5.0] :empty [:string 3] :the-keyword [:keyword \"other\"] :the-symbol :other :nothing :nothing [:one 7] [:one 7] [:twice 7] [:two 7 8] [:list-of-two 7 8] [:more 1 2 (3 4)] [:more 1 2 (3)] [:point 1 2] [:typed :point] [:typed nil] [:string-key 5] [:map 2] [:set 3]]";
    assert_eq!(found.unwrap().to_string(), expected);
}

#[test]
fn sequences() {
    gives! {
        "(match [1 2 3] [a b c] (+ a b c))" => "6";
        "(match (into [] (range 3)) [a b c] (+ a b c) _ :no)" => "3";
        "(match (into [] (range 4)) [a b c] (+ a b c) _ :no)" => ":no";
        "(match (range 4) [a & more] [a more] _ :no)" => "[0 (1 2 3)]";
        "(match (range 1) [a & more] [a more] _ :no)" => "[0 nil]";
        "(match (range 0) [a & more] [a more] _ :no)" => ":no";
        "(match (list 1 2 3) [a & [b & c]] [a b c] _ :no)" => "[1 2 (3)]";
        "(match (list 1 2) [a & [b]] [a b] _ :no)" => "[1 2]";
        "(match (list 1) [a & []] a _ :no)" => "1";
        "(match [[1 2] [3 4]] [[a _] [_ d]] (+ a d))" => "5";
        "(match [1 [2 [3 [4]]]] [a [b [c [d]]]] (+ a b c d))" => "10";
        "(match (range 0) [] :empty [_ & _] :some)" => ":empty";
        "(match (seq (range 0)) [] :empty [_ & _] :some)" => ":empty";
        "(match (first (range 0)) [] :empty (:int _) :int)" => ":empty";
        "(map (fn [x] (match x [] :empty [& all] all _ :no)) '(nil [] [1] (2) 3 :a))" =>
            "(:empty :empty (1) (2) :no :no)";
        "(map (fn [x] (match x nil :nil [] :empty [& all] all _ :no)) '(nil [] [1] :a))" =>
            "(:nil :empty (1) :no)";
        "(match (map inc [1 2]) [2 x] x _ :no)" => "3";
        "(match [1 :k \"s\"] [(:int n) (:keyword k) (:string s)] [n k s])" => "[1 :k \"s\"]";
        "(map (fn [x] (match x (:inst t) [:inst t] (:uuid u) [:uuid u] _ :no)) \
           [#inst \"2024-01-02T03:04:05Z\" 550e8400-e29b-41d4-a716-446655440000 5])" =>
            "[[:inst #inst \"2024-01-02T03:04:05Z\"] [:uuid #uuid \"550e8400-e29b-41d4-a716-446655440000\"] :no]";
        "(match \"ab\" (:string s) s)" => "\"ab\"";
        "(match [1 nil] [a nil] a)" => "1";
        "(match (for [x [1 2 3]] (* x x)) [1 x & _] x _ :no)" => "4";
    }
}

#[test]
fn maps_records_and_structs() {
    gives! {
        "(match {:a 1 :b 2} {:a a :b b} (+ a b))" => "3";
        "(match {:a 1} {:a 1} :yes _ :no)" => ":yes";
        "(match {:a 2} {:a 1} :yes _ :no)" => ":no";
        "(match {:a {:b {:c 5}}} {:a {:b {:c c}}} c)" => "5";
        "(match {:a [1 2 3]} {:a [x & more]} [x more] _ :no)" => "[1 (2 3)]";
        "(match (hash-map \"k\" 1) {\"k\" v} v _ :no)" => "1";
        "(match (hash-map \"k\" 1) {\"z\" v} v _ :no)" => ":no";
        "(match (hash-map \"k\" nil) {\"k\" v} [v] _ :no)" => "[nil]";
        "(match (hash-map 1 :a 2 :b) {2 v} v _ :no)" => ":b";
        "(match {} {} :map)" => ":map";
        "(match (get {\"m\" {:x 1}} \"m\") {:x x} x nil :none)" => "1";
        "(match (get {\"m\" {:x 1}} \"z\") {:x x} x nil :none)" => ":none";
        "(map (fn [m] (match m {:kind :circle :r r} (* r r) {:kind :rect :w w :h h} (* w h)))
              [{:kind :circle :r 2} {:kind :rect :w 3 :h 4}])" => "[4 12]";
        "(map (fn [m] (match m {:n nil} :nil {:n n} n _ :none)) [(hash-map :n nil) (hash-map :n 3) (hash-map)])" =>
            "[:nil 3 :none]";
    }
}

mod shapes {
    rtfs::rtfs! {
        (defstruct Circle :r :float)
        (defstruct Rect :w :float :h :float)

        (defn circle-area [c :Circle] :float
          (match c {:r 0.0} 0.0, {:r r} (* 3.0 r r)))

        (defn area [shape]
          (match shape
            {:r r} (* 3.0 r r)
            {:w w :h h} (* w h)
            (:as s (:map _)) (count s)))
    }
}

#[test]
fn structs_match_as_maps() {
    use shapes::*;
    assert_eq!(circle_area(Circle { r: 2.0 }).unwrap(), 12.0);
    assert_eq!(circle_area(Circle { r: 0.0 }).unwrap(), 0.0);
    assert_eq!(
        area(Value::from(Circle { r: 2.0 })).unwrap().to_string(),
        "12.0"
    );
    assert_eq!(
        area(Value::from(Rect { w: 2.0, h: 3.0 }))
            .unwrap()
            .to_string(),
        "6.0"
    );
    assert_eq!(area(value!("{:q 1}")).unwrap().to_string(), "1");
    assert_eq!(
        area(Value::from(5)).unwrap_err().kind(),
        ErrorKind::MatchError
    );
}

#[test]
fn names_choices_and_guards() {
    gives! {
        "(match 5 n (+ n 1))" => "6";
        "(match 5 (:as n (:int m)) (+ n m))" => "10";
        "(match [1 2] (:as all [a b]) [all a b])" => "[[1 2] 1 2]";
        "(match 3 (or 1 2) :low (or 3 4) :high _ :other)" => ":high";
        "(match [2 9] (or [1 x] [2 x]) x _ 0)" => "9";
        "(match [:b 1] (or [:a x] [x :a] [:b x]) x _ 0)" => "1";
        "(match [[1] 2] [(or [] [_]) (or 1 2)] :yes _ :no)" => ":yes";
        "(match 7 n when (even? n) :even n when (> n 5) :big _ :small)" => ":big";
        "(match 3 n when (even? n) :even n when (> n 5) :big _ :small)" => ":small";
        "(match [3 4] [a b] when (= a b) :same [a b] when (< a b) :less _ :more)" => ":less";
        "(match [4 3] [a b] when (= a b) :same [a b] when (< a b) :less _ :more)" => ":more";
        "(match 3 x when true (* x x))" => "9";
        "(match 3 x when nil (* x x) _ 0)" => "0";
        "(match 3 _ when (first [nil]) 1 _ 2)" => "2";
        "(let [x 1 y 2] (match x y y))" => "1";
        "(let [x 1] (match [x 2] [x y] (+ x y)))" => "3";
        "(match 1 1 (match 2 1 :a 2 :b) 2 :c)" => ":b";
        "(match (match 1 1 [2 3]) [a b] (* a b))" => "6";
    }
    fails! {
        "(match 3 n when (throw n) 1 _ 2)" => Thrown;
        "(match 3 n when (> n 5) 1)" => MatchError;
    }
}

#[test]
fn options_and_numbers() {
    gives! {
        "(map (fn [s] (match (parse-int s) nil :none 0 :zero n (* n 2))) [\"x\" \"0\" \"21\"])" => "[:none :zero 42]";
        "(map (fn [x] (match (/ x 2) (:int n) [:int n] (:float f) [:float f])) [4 5])" => "[[:int 2] [:float 2.5]]";
        "(map (fn [x] (match (/ x 2) 2 :two 2.5 :two-and-a-half (:number n) n)) [4 5 6])" => "[:two :two-and-a-half 3]";
        "(map (fn [x] (match (first x) nil :none (:int n) n)) [[1] []])" => "[1 :none]";
    }
}

mod typed {
    rtfs::rtfs! {
        (defn fizz [n :int]
          (match [(mod n 3) (mod n 5)]
            [0 0] "fizzbuzz"
            [0 _] "fizz"
            [_ 0] "buzz"
            _ (str n)))

        (defn ackermann [m :int n :int]
          (match [m n]
            [0 _] (inc n)
            [_ 0] (recur (dec m) 1)
            _ (recur (dec m) (ackermann m (dec n)))))

        (defn big [n :int]
          (match (* n n n n)
            0 0
            1 1
            m when (even? m) (* m m)
            m (- m)))

        (defn sum [xs]
          (match xs
            [] 0
            [x & more] (+ x (sum more))))

        (defn sum-of [xs [:list :int]]
          (loop [xs xs total 0]
            (match xs
              [x & more] (recur more (+ total x))
              _ total)))

        (defn steps [n :int]
          (loop [n n state :start count 0]
            (match [state n]
              [_ 1] count
              [:start _] (recur n (if (even? n) :even :odd) count)
              [:even _] (recur (quot n 2) :start (inc count))
              [:odd _] (recur (inc (* 3 n)) :start (inc count)))))

        (defn nested [a :int b :keyword]
          (match [a b]
            [1 :x] (str "one " a)
            [_ :x] (let [n (* a a)] (str "x " n))
            [2 _] (let [n (+ a a)] (str "two " n))
            [n :y] when (> n 10) (str "big y " n)
            [_ _] (let [n (- a)] (str "other " n))))

        (defn depth [t]
          (match t
            [l r] (inc (max (depth l) (depth r)))
            _ 0))
    }
}

#[test]
fn typed_values() {
    use typed::*;
    let words: Vec<String> = (1..16).map(|n| fizz(n).unwrap().to_string()).collect();
    assert_eq!(
        words.join(" "),
        "1 2 fizz 4 buzz fizz 7 8 fizz buzz 11 fizz 13 14 fizzbuzz"
    );
    assert_eq!(ackermann(2, 3).unwrap(), 9);
    assert_eq!(steps(27).unwrap(), 111);
    assert_eq!(sum(value!("[1 2 3 4]")).unwrap().to_string(), "10");
    assert_eq!(
        sum(value!("[9223372036854775807 1]")).unwrap().to_string(),
        "9223372036854775808"
    );
    let many: rtfs::List<Int> = (0..1000).map(Int::from).collect();
    assert_eq!(sum_of(many).unwrap(), 499_500);
    let huge: rtfs::List<Int> = [i64::MAX, i64::MAX, 2].into_iter().map(Int::from).collect();
    assert_eq!(sum_of(huge).unwrap().to_string(), "18446744073709551616");
    assert_eq!(big(0).unwrap(), 0);
    assert_eq!(big(3).unwrap(), -81);
    assert_eq!(
        big(1_000_000).unwrap().to_string(),
        format!("1{}", "0".repeat(48))
    );
    assert_eq!(
        big(55_109).unwrap().to_string(),
        (-55_109_i128.pow(4)).to_string()
    );
    for (a, b, expected) in [
        (1, "x", "one 1"),
        (3, "x", "x 9"),
        (2, "y", "two 4"),
        (11, "y", "big y 11"),
        (5, "y", "other -5"),
        (7, "z", "other -7"),
    ] {
        assert_eq!(nested(a, rtfs::Keyword::new(b)).unwrap(), expected);
    }
    let tree = value!("[[1 [2 3]] 4]");
    assert_eq!(depth(tree).unwrap().to_string(), "3");
}

#[test]
fn values_that_several_clauses_use() {
    gives! {
        "(let [v (into [] (range 3))] [(match v [] v [x & _] (conj v x)) v])" => "[[0 1 2 0] [0 1 2]]";
        "(loop [v [] i 0] (match [i (count v)] [4 n] [v n] [_ n] (recur (conj v n) (inc i))))" => "[[0 1 2 3] 4]";
        "(let [m {:a [1] :b [2]}] (match m {:a [x] :b b} when (> x 5) b {:a a :b [y]} [(conj a y) m]))" =>
            "[[1 2] {:a [1] :b [2]}]";
        "(map (fn [v] (match v [a a2 :x] [a a2] [a & r] (conj (into [] r) a) w w)) [[1 2 :x] [1 2 3] [] [:q]])" =>
            "[[1 2] [2 3 1] [] [:q]]";
        "(try (match [1 2] [a b] when (> a b) 1) (catch :match-error e (:data e)))" => "[1 2]";
        "(match (try (quot 1 0) (catch _ e e)) {:type :division-by-zero :message (:string m)} :div _ :other)" => ":div";
    }
}

/// More combinations than a tree can hold: the clauses are tried one by one.
#[test]
fn many_columns() {
    gives! {
        "(defn f [a b c d e g]
           (match [a b c d e g]
             [1 2 _ _ _ _] 1
             [_ 1 2 _ _ _] 2
             [_ _ 1 2 _ _] 3
             [_ _ _ 1 2 _] 4
             [_ _ _ _ 1 2] 5
             [2 _ 1 _ _ _] 6
             [_ 2 _ 1 _ _] 7
             [_ _ 2 _ 1 _] 8
             [_ _ _ 2 _ 1] 9
             [1 _ _ 2 _ _] 10
             [_ 1 _ _ 2 _] 11
             [_ _ 1 _ _ 2] 12
             [(or 1 2) (or 1 2) (or 1 2) (or 1 2) (or 1 2) (or 1 2)] 13
             _ 14))
         [(f 1 2 0 0 0 0) (f 0 1 2 0 0 0) (f 0 0 1 2 0 0) (f 0 0 0 1 2 0) (f 0 0 0 0 1 2)
          (f 2 0 1 0 0 0) (f 0 2 0 1 0 0) (f 0 0 2 0 1 0) (f 0 0 0 2 0 1)
          (f 1 0 0 2 0 0) (f 0 1 0 0 2 0) (f 0 0 1 0 0 2) (f 1 1 1 1 1 1) (f 0 0 0 0 0 0)]" =>
            "[1 2 3 4 5 6 7 8 9 10 11 12 13 14]";
    }
}

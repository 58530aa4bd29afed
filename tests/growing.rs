//! Loops and folds that only put elements behind a vector, or text behind a string: they give what `conj` in each round gives, wherever a round
//! stops, and nobody else's vector changes.

mod support;

#[test]
fn loops_that_grow_a_vector() {
    gives! {
        "(loop [i 0 v []] (if (= i 4) v (recur (inc i) (conj v (* i i)))))" => "[0 1 4 9]";
        "(loop [i 0 v [7]] (if (= i 0) v (recur (inc i) (conj v i))))" => "[7]";
        "(loop [i 0 v []] (if (< i 5) (recur (inc i) (if (odd? i) (conj v i (* 10 i)) v)) [(count v) v]))" => "[4 [1 10 3 30]]";
        "(loop [i 0 v []] (if (< (count v) 3) (recur (inc i) (conj v (str i))) v))" => "[\"0\" \"1\" \"2\"]";
        "(loop [i 0 v [1]] (if (= i 3) v (recur (inc i) (conj v (* 10 (count v))))))" => "[1 10 20 30]";
        "(loop [i 0 v [1]] (if (= i 2) v (recur (inc i) (conj v (count v) (count v)))))" => "[1 1 1 3 3]";
        "(loop [i 0 v []] (if (= i 2) v (recur (inc i) (conj (if (odd? i) (conj v :odd) v) (count v)))))" => "[0 :odd 1]";
        "(loop [i 0 a [] b []] (cond (= i 4) [a b] (even? i) (recur (inc i) (conj a i) b) :else (recur (inc i) a (conj b (str i)))))"
            => "[[0 2] [\"1\" \"3\"]]";
        "(loop [i 0 rows []] (if (= i 3) rows (recur (inc i) (conj rows (loop [j 0 row []] (if (= j i) row (recur (inc j) (conj row (* i j)))))))))"
            => "[[] [0] [0 2]]";
        "(loop [i 0 v [1.5]] (if (= i 2) v (recur (inc i) (conj v (* 2.0 i)))))" => "[1.5 0.0 2.0]";
        "(loop [i 0 v []] (if (= i 3) v (recur (inc i) (conj v {:i i}))))" => "[{:i 0} {:i 1} {:i 2}]";
    }
}

/// What looks at the elements finds them.
#[test]
fn vectors_that_are_looked_at() {
    gives! {
        "(loop [i 0 v []] (if (= i 4) (+ (count v) (last v) (nth v 1)) (recur (inc i) (conj v i))))" => "8";
        "(loop [i 0 v []] (if (= i 4) v (recur (inc i) (if (= (last v) 1) v (conj v i)))))" => "[0 1]";
        "(loop [i 0 v []] (cond (= i 9) v (= (count v) 3) (reduce + 0 v) :else (recur (inc i) (conj v i))))" => "3";
        "(loop [i 0 v []] (if (= i 3) (loop [j 0 w v] (if (= j 2) [v w] (recur (inc j) (conj w (nth v j))))) (recur (inc i) (conj v i))))"
            => "[[0 1 2] [0 1 2 0 1]]";
        "(loop [i 0 v []] (if (= i 2) (map (fn [j] (nth v j)) (range 2)) (recur (inc i) (conj v i))))" => "[0 1]";
        "(loop [i 0 v [] all []] (if (= i 3) all (recur (inc i) (conj v i) (conj all v))))" => "[[] [0] [0 1]]";
        "(map (fn [f] (f)) (loop [i 0 v []] (if (= i 3) v (recur (inc i) (conj v (fn [] i))))))" => "[0 1 2]";
    }
}

/// An int that does not fit: the round that was begun is begun anew, and what was put in before stays in once.
#[test]
fn big_ints() {
    gives! {
        "(loop [i 0 x 4611686018427387904 v []] (if (= i 3) v (recur (inc i) (* 2 x) (conj v x))))"
            => "[4611686018427387904 9223372036854775808 18446744073709551616]";
        "(loop [i 0 v []] (if (= i 3) v (recur (inc i) (conj v i (* i 9223372036854775807)))))"
            => "[0 0 1 9223372036854775807 2 18446744073709551614]";
        "(loop [i 0 a [] b []] (if (= i 3) [a b] (recur (inc i) (conj a i) (conj b (* i 9223372036854775807)))))"
            => "[[0 1 2] [0 9223372036854775807 18446744073709551614]]";
        "(loop [i 0 v []] (if (= i 3) v (recur (inc i) (conj (if (= i 1) (conj v :one) v) (* i 9223372036854775807)))))"
            => "[0 :one 9223372036854775807 18446744073709551614]";
        "(loop [i 0 v [9223372036854775808]] (if (= i 2) v (recur (inc i) (conj v i))))" => "[9223372036854775808 0 1]";
        "(loop [i 0 v [3]] (if (= i 2) (+ (last v) 9223372036854775807) (recur (inc i) (conj v (inc i)))))" => "9223372036854775809";
        "(reduce (fn [v x] (conj v (* x 4611686018427387904))) [] [1 2 3])"
            => "[4611686018427387904 9223372036854775808 13835058055282163712]";
    }
}

#[test]
fn folds_that_grow_a_vector() {
    gives! {
        "(reduce (fn [v x] (conj v x)) [] [1 2 3])" => "[1 2 3]";
        "(reduce (fn [v x] (if (even? x) (conj v x (count v)) v)) [0] (range 5))" => "[0 0 1 2 3 4 5]";
        "(reduce (fn [v x] (let [y (* x x)] (if (> y 3) (conj v y) v))) [] (range 4))" => "[4 9]";
        "(into [:a] (map str (filter odd? (range 6))))" => "[:a \"1\" \"3\" \"5\"]";
        "(reduce (fn [v x] (if (some (fn [y] (= x y)) v) v (conj v x))) [] [1 2 1 3 2])" => "[1 2 3]";
        "(reduce (fn [v x] (conj v (reduce (fn [w y] (conj w (* x y))) [] (range x)))) [] (range 3))" => "[[] [0] [0 2]]";
    }
}

/// The vector that a loop begins with is somebody else's as well.
#[test]
fn others_keep_theirs() {
    gives! {
        "(let [v [1 2]] [(loop [i 0 w v] (if (= i 2) w (recur (inc i) (conj w i)))) v])" => "[[1 2 0 1] [1 2]]";
        "(let [v (vec (range 100)) more (reduce conj v (range 100))] [(count v) (last v) (count more) (last more)])" => "[100 99 200 99]";
        "(let [v (vec (range 100)) more (loop [i 0 w v] (if (= i 90) w (recur (inc i) (conj w :x))))] [(count v) (last v) (count more) (nth more 99) (nth more 100)])"
            => "[100 99 190 99 :x]";
        "(let [v [1 2]] [(reduce (fn [w x] (conj w x)) v v) v])" => "[[1 2 1 2] [1 2]]";
    }
}

#[test]
fn errors_on_the_way() {
    gives! {
        "(let [v [1]] [(try (loop [i 0 w v] (if (= i 5) w (recur (inc i) (conj w (/ 6 (- 3 i)))))) (catch :division-by-zero e :zero)) v])"
            => "[:zero [1]]";
        "(loop [i 0 v []] (if (= i 3) v (recur (inc i) (conj v (try (/ 1 (- 1 i)) (catch :division-by-zero e :zero))))))"
            => "[1 :zero -1]";
    }
    fails! {
        "(loop [i 0 v []] (if (= i 3) (nth v 3) (recur (inc i) (conj v i))))" => IndexOutOfBounds;
    }
}

#[test]
fn loops_that_grow_a_string() {
    gives! {
        "(loop [i 0 s \"\"] (if (= i 4) s (recur (inc i) (str s i))))" => "\"0123\"";
        "(loop [i 0 s \"<\"] (if (= i 0) s (recur (inc i) (str s i))))" => "\"<\"";
        "(loop [i 0 s \"\"] (if (= i 3) [s (count s)] (recur (inc i) (str (str s i) \",\" [i \"a\"] nil))))"
            => "[\"0,[0 \\\"a\\\"]nil1,[1 \\\"a\\\"]nil2,[2 \\\"a\\\"]nil\" 36]";
        "(loop [i 0 s \"\"] (if (= i 3) s (recur (inc i) (if (empty? s) \"first\" (str s \" \" i)))))" => "\"first 1 2\"";
        "(loop [i 0 s \"\"] (if (= i 4) s (recur (inc i) (cond (= i 2) \"anew\" (odd? i) (str s i) :else s))))" => "\"anew3\"";
        "(loop [i 0 s \"\"] (if (= i 3) s (recur (inc i) (str s (if (empty? s) \"\" \",\") i))))" => "\"0,1,2\"";
        "(loop [i 0 s \"\"] (if (= i 3) s (recur (inc i) (str (if (= i 1) \"x\" s) i))))" => "\"x12\"";
        "(loop [i 0 s \"a\"] (if (= i 2) s (recur (inc i) (str s (count s)))))" => "\"a12\"";
        "(loop [i 0 s \"a\"] (if (= i 2) s (recur (inc i) (str s s))))" => "\"aaaa\"";
        "(loop [i 0 s \"\" all []] (if (= i 3) all (recur (inc i) (str s i) (conj all s))))" => "[\"\" \"0\" \"01\"]";
        "(loop [i 0 s \"\" t \"\"] (if (= i 4) [s t] (if (even? i) (recur (inc i) (str s i) t) (recur (inc i) s (str t i)))))"
            => "[\"02\" \"13\"]";
        "(loop [i 0 s \"\"] (if (= i 3) s (recur (inc i) (loop [j 0 s s] (if (= j i) s (recur (inc j) (str s j)))))))" => "\"001\"";
        "(let [s \"kept\"] [(loop [i 0 t s] (if (= i 2) t (recur (inc i) (str t i)))) s])" => "[\"kept01\" \"kept\"]";
        "(defn f [i s] (if (= i 0) s (f (dec i) (str s i)))) (f 3 \"\")" => "\"321\"";
    }
}

/// An int that does not fit, in what is put behind a string or beside it.
#[test]
fn strings_and_big_ints() {
    gives! {
        "(loop [i 0 x 4611686018427387904 s \"\"] (if (= i 3) s (recur (inc i) (* 2 x) (str s x \" \"))))"
            => "\"4611686018427387904 9223372036854775808 18446744073709551616 \"";
        "(loop [i 0 s \"\"] (if (= i 3) s (recur (inc i) (str s i \":\" (* i 9223372036854775807) \" \"))))"
            => "\"0:0 1:9223372036854775807 2:18446744073709551614 \"";
        "(loop [i 0 s \"\"] (if (= i 3) s (recur (inc i) (str (if (= i 1) \"x\" s) (* i 9223372036854775807)))))"
            => "\"x922337203685477580718446744073709551614\"";
        "(reduce (fn [s x] (str s (* x 4611686018427387904) \" \")) \"\" [1 2 3])"
            => "\"4611686018427387904 9223372036854775808 13835058055282163712 \"";
    }
}

#[test]
fn folds_that_grow_a_string() {
    gives! {
        "(reduce str \"\" [1 2 3])" => "\"123\"";
        "(reduce (fn [s x] (if (empty? s) x (str s \", \" x))) \"\" [\"a\" \"b\" \"c\"])" => "\"a, b, c\"";
        "(reduce (fn [s x] (str s x)) \"<\" [])" => "\"<\"";
        "(reduce (fn [s x] (str x s)) \"\" [1 2 3])" => "\"321\"";
        "(reduce (fn [s x] (str s (:k x))) \"\" [{:k 1} {:k \"é\"} {:k :z}])" => "\"1é:z\"";
        "(try (reduce (fn [s x] (str s (quot 6 x))) \"\" [1 2 0]) (catch _ e (:type e)))" => ":division-by-zero";
    }
}

//! The special forms, each in its plain and its odd shapes.

mod support;

#[test]
fn if_and_its_kin() {
    gives! {
        "(if true 1 2)" => "1";
        "(if false 1 2)" => "2";
        "(if nil 1 2)" => "2";
        "(if 0 1 2)" => "1";
        "(if \"\" 1 2)" => "1";
        "(if [] 1 2)" => "1";
        "(if false 1)" => "nil";
        "(if true 1)" => "1";
        "(if true 1 :two)" => "1";
        "(if false 1 :two)" => ":two";
        "(if-not false 1 2)" => "1";
        "(if-not true 1 2)" => "2";
        "(if-not true 1)" => "nil";
        "(if-let [x 5] (+ x 1) 0)" => "6";
        "(if-let [x nil] 1 0)" => "0";
        "(if-let [x false] 1 0)" => "0";
        "(if-let [x (get {:a 1} :b)] x :none)" => ":none";
        "(if-let [x (get {\"a\" 1} \"a\")] (inc x) :none)" => "2";
        "(if-let [[a b] [1 2]] (+ a b) 0)" => "3";
        "(when true 1 2 3)" => "3";
        "(when false 1 2 3)" => "nil";
        "(when-not false 1 2)" => "2";
        "(when-not true 1)" => "nil";
        "(when-let [x (first [7 8])] (* x 2))" => "14";
        "(when-let [x (first [])] (* x 2))" => "nil";
    }
}

#[test]
fn cond_and_its_kin() {
    gives! {
        "(cond (= 1 2) :a (= 1 1) :b :else :c)" => ":b";
        "(cond (= 1 2) :a :else :c)" => ":c";
        "(cond (= 1 2) :a)" => "nil";
        "(cond)" => "nil";
        "(let [x 7] (cond (< x 5) 1 (< x 10) 2.5 :else nil))" => "2.5";
        "(case 2 1 :one 2 :two :other)" => ":two";
        "(case 9 1 :one 2 :two :other)" => ":other";
        "(case \"b\" \"a\" 1 \"b\" 2)" => "2";
        "(case :k (:j :k) 1 2)" => "1";
        "(case 5 (1 2 3) :low (4 5 6) :high)" => ":high";
        "(case nil nil :nothing :something)" => ":nothing";
        "(case 'x x 1 2)" => "1";
        "(case [1 2] [1 2] :pair :other)" => ":pair";
        "(case 1.0 1 :int 1.0 :float)" => ":float";
        "(case true true :yes false :no)" => ":yes";
    }
    fails! {
        "(case 3 1 2)" => MatchError;
    }
}

#[test]
fn and_or_not_do() {
    gives! {
        "(and)" => "true";
        "(and 1)" => "1";
        "(and 1 2)" => "2";
        "(and nil 2)" => "nil";
        "(and 1 false 3)" => "false";
        "(or)" => "nil";
        "(or nil 2)" => "2";
        "(or false nil)" => "nil";
        "(or nil false)" => "false";
        "(or 1 (throw 2))" => "1";
        "(and false (throw 2))" => "false";
        "(not nil)" => "true";
        "(not 0)" => "false";
        "(do 1 2 3)" => "3";
        "(do)" => "nil";
    }
}

#[test]
fn let_and_local_def() {
    gives! {
        "(let [] 1)" => "1";
        "(let [x 1])" => "nil";
        "(let [x 1 y (+ x 1) x (* y 10)] [x y])" => "[20 2]";
        "(let [x 1] (let [x 2] x) x)" => "1";
        "(let [f (fn [] 1)] (def y 5) (+ (f) y))" => "6";
        "(let [+ -] (+ 5 3))" => "2";
        "(let [first last] (first [1 2 3]))" => "3";
        "(let [list [1 2]] (count list))" => "2";
    }
}

#[test]
fn loops() {
    gives! {
        "(loop [i 0 acc 0] (if (= i 5) acc (recur (inc i) (+ acc i))))" => "10";
        "(loop [i 10] (when (pos? i) (recur (dec i))))" => "nil";
        "(loop [xs [1 2 3] acc []] (if (empty? xs) acc (recur (rest xs) (conj acc (* 2 (first xs))))))" => "[2 4 6]";
        "(loop [[x & more] [1 2 3] sum 0] (if x (recur more (+ sum x)) sum))" => "6";
        "(loop [a 0 b 1 n 90] (if (zero? n) a (recur b (+ a b) (dec n))))" => "2880067194370816120";
        "(loop [a 0 b 1 n 100] (if (zero? n) a (recur b (+ a b) (dec n))))" => "354224848179261915075";
        "(loop [i 0] (if (< i 3) (recur (inc i)) (loop [j i] (if (< j 10) (recur (+ j 2)) j))))" => "11";
        "(loop [x 1] (if (< x 100) (recur (* x 2.5)) x))" => "244.140625";
        "(loop [m {} i 0] (if (= i 3) m (recur (assoc m i (str i)) (inc i))))" => "{0 \"0\" 1 \"1\" 2 \"2\"}";
        "((fn [n acc] (if (zero? n) acc (recur (dec n) (+ acc n)))) 1000 0)" => "500500";
        "(let [f (fn self [n] (if (zero? n) :done (self (dec n))))] (f 100000))" => ":done";
        "(loop [i 0 acc nil] (if (= i 3) acc (recur (inc i) i)))" => "2";
        "(dotimes [i 3] (* i i))" => "nil";
        "(doseq [x [1 2 3]] (* x x))" => "nil";
    }
}

#[test]
fn comprehensions() {
    gives! {
        "(for [x [1 2 3]] (* x x))" => "[1 4 9]";
        "(for [x [1 2] y [:a :b]] [x y])" => "[[1 :a] [1 :b] [2 :a] [2 :b]]";
        "(for [x (range 6) :when (even? x)] x)" => "[0 2 4]";
        "(for [x (range 10) :while (< x 4)] x)" => "[0 1 2 3]";
        "(for [x [1 2 3] :let [y (* x 10)] :when (> y 10)] (+ x y))" => "[22 33]";
        "(for [x (range 4) y (range x)] [x y])" => "[[1 0] [2 0] [2 1] [3 0] [3 1] [3 2]]";
        "(for [x [1 2 3] y [1 2 3] :while (< y x)] [x y])" => "[[2 1] [3 1] [3 2]]";
        "(for [[k v] {:a 1 :b 2}] [v k])" => "[[1 :a] [2 :b]]";
        "(for [{:keys [n]} [{:n 1} {:n 2}]] n)" => "[1 2]";
        "(for [c \"abc\"] (upper c))" => "[\"A\" \"B\" \"C\"]";
        "(for [x nil] x)" => "[]";
        "(for [x []] (throw x))" => "[]";
    }
}

#[test]
fn threading() {
    gives! {
        "(-> 5)" => "5";
        "(-> 5 inc)" => "6";
        "(-> 5 (- 1) (* 2))" => "8";
        "(-> {:a {:b 1}} :a :b)" => "1";
        "(->> [1 2 3] (map inc) (reduce +))" => "9";
        "(->> (range 10) (filter odd?) (map (fn [x] (* x x))) (reduce + 0))" => "165";
    }
}

#[test]
fn quoting() {
    gives! {
        "'x" => "x";
        "'(1 a :k \"s\" [2 b] {:c d} #{3})" => "(1 a :k \"s\" [2 b] {:c d} #{3})";
        "(quote (a b))" => "(a b)";
        "(first '(+ 1 2))" => "+";
        "'()" => "()";
        "(count '(a (b c)))" => "2";
    }
}

#[test]
fn assertions() {
    gives! {
        "(assert (= 1 1))" => "nil";
        "(do (assert true \"fine\") 1)" => "1";
    }
    fails! {
        "(assert (= 1 2))" => AssertionError;
        "(assert nil \"no\")" => AssertionError;
    }
    let error = rtfs::rtfs! { "(assert (= 1 2) \"one is not two\")" }.expect_err("fails");
    assert!(error.message().contains("one is not two"), "{error}");
}

#[test]
fn dbg_gives_its_value() {
    gives! {
        "(+ 1 (dbg (* 2 3)))" => "7";
        "(dbg nil)" => "nil";
        "(dbg [1 :a \"s\"])" => "[1 :a \"s\"]";
    }
}

#[test]
fn evaluation_is_from_left_to_right_and_eager() {
    fails! {
        "(+ (throw 1) (error \"later\"))" => Thrown;
        "[(quot 1 0) (throw 2)]" => DivisionByZero;
        "(let [unused (quot 1 0)] 1)" => DivisionByZero;
        "{:a (throw 1) :b (quot 1 0)}" => Thrown;
        "(first [1 (quot 1 0)])" => DivisionByZero;
    }
}

//! Functions as values: what they capture, how they are passed, combined and called.

mod support;

use rtfs::{Int, Map, Set, Str, Vector};

#[test]
fn capture() {
    gives! {
        "(let [n 10 f (fn [x] (+ x n))] (f 5))" => "15";
        "(let [n 10 f #(+ % n)] (f 5))" => "15";
        "(let [add (fn [a] (fn [b] (+ a b)))] ((add 1) 2))" => "3";
        "(let [s \"x\" f (fn [] (str s s))] [(f) (f)])" => "[\"xx\" \"xx\"]";
        "(let [v [1 2] f (fn [x] (conj v x))] [(f 3) (f 4) v])" => "[[1 2 3] [1 2 4] [1 2]]";
        "(let [fs (map (fn [i] (fn [x] (* i x))) [1 2 3])] (map (fn [f] (f 10)) fs))" => "[10 20 30]";
        "(let [m {:add + :sub -}] ((:add m) 1 2))" => "3";
        "(let [m {:add + :sub -} k (if true :sub :add)] ((get m k) 5 2))" => "3";
        "(let [f (if true inc dec)] (f 1))" => "2";
        "((if false inc dec) 1)" => "0";
        "(let [fs [inc dec]] (map #(% 10) fs))" => "[11 9]";
        "(defn adder [n] (fn [x] (+ x n))) (map (adder 5) [1 2])" => "[6 7]";
        "(defn twice [f] (fn [x] (f (f x)))) ((twice (twice inc)) 0)" => "4";
        "(defn compose [f g] (fn [x] (f (g x)))) ((compose str inc) 1)" => "\"2\"";
    }
}

#[test]
fn anonymous() {
    gives! {
        "(#(+ 1 2))" => "3";
        "(#(* % %) 5)" => "25";
        "(#(- %1 %2) 5 3)" => "2";
        "(#(str %1 %&) 1 2 3)" => "\"1(2 3)\"";
        "(map #(vector % (* % %)) [1 2])" => "[[1 1] [2 4]]";
        "((fn [] 1))" => "1";
        "((λ [x] x) 1)" => "1";
        "((lambda [x] x) 1)" => "1";
        "((fn fact [n] (if (< n 2) 1 (* n (fact (dec n))))) 20)" => "2432902008176640000";
        "((fn fact [n] (if (< n 2) 1 (* n (fact (dec n))))) 25)" => "15511210043330985984000000";
    }
}

#[test]
fn letfn_sees_itself_and_others() {
    gives! {
        "(letfn [(f [x] (* x 2))] (f 4))" => "8";
        "(letfn [(ev? [n] (if (zero? n) true (od? (dec n)))) (od? [n] (if (zero? n) false (ev? (dec n))))] [(ev? 10) (od? 7) (ev? 7)])" => "[true true false]";
        "(let [k 3] (letfn [(f [n] (if (zero? n) 0 (+ k (f (dec n)))))] (f 4)))" => "12";
        "(letfn [(f [x] (inc x))] (map f [1 2]))" => "[2 3]";
        "(let [k 2] (letfn [(f [x] (* k x)) (g [x] (f (f x)))] (map g [1 2])))" => "[4 8]";
    }
}

#[test]
fn combinators() {
    gives! {
        "((comp inc inc) 1)" => "3";
        "((comp) 5)" => "5";
        "((comp str inc) 1)" => "\"2\"";
        "(map (comp inc #(* 2 %)) [1 2])" => "[3 5]";
        "((partial + 1) 2)" => "3";
        "((partial + 1 2) 3 4)" => "10";
        "(map (partial * 10) [1 2])" => "[10 20]";
        "((juxt inc dec str) 5)" => "[6 4 \"5\"]";
        "((juxt :a :b) {:a 1 :b 2})" => "[1 2]";
        "((complement even?) 3)" => "true";
        "(filter (complement nil?) [1 nil 2])" => "[1 2]";
        "(map (constantly 7) [1 2])" => "[7 7]";
        "(identity :x)" => ":x";
        "((fnil inc 0) nil)" => "1";
        "(update {} :n (fnil inc 0))" => "{:n 1}";
        "((fnil + 1 2) nil nil 3)" => "6";
        "((fnil + 1 2) nil 5)" => "6";
        "((fnil + 1 2) nil)" => "1";
        "((fnil str \"none\") false)" => "\"false\"";
        "(map (fnil inc 0) [1 nil 3])" => "[2 1 4]";
        "(reduce (fn [m [k v]] (update m k (fnil conj []) v)) {} [[:a 1] [:b 2] [:a 3]])" => "{:a [1 3] :b [2]}";
        "(let [start (count \"abc\") f (fnil (fn [x y] (+ x y start)) start)] [(f nil 1) (f 10 1)])" => "[7 14]";
        "(let [fs [(fnil inc 0) (fnil dec 0)]] (map (fn [f] (f nil)) fs))" => "[1 -1]";
        "(apply + [1 2 3])" => "6";
        "(apply + 1 2 [3 4])" => "10";
        "(apply max [3 9 2])" => "9";
        "(apply str [\"a\" 1 :k])" => "\"a1:k\"";
        "(apply (fn [a & more] [a more]) [1 2 3])" => "[1 (2 3)]";
        "(apply (fn [a b] (- a b)) (list 5 3))" => "2";
        "(apply map vector [[1 2] [3 4]])" => "[[1 3] [2 4]]";
        "((reduce (fn [f g] (comp f g)) identity [inc inc inc]) 1)" => "4";
        "((reduce comp [inc #(* 2 %) dec]) 5)" => "9";
    }
}

rtfs::rtfs! {
    (defn spelled [parts [:vector :string]] (apply str "<" parts))
    (defn longest [words [:vector :string]] (apply max-key count words))
    (defn joined [rows [:vector [:vector :int]]] (apply concat rows))
    (defn together [sets [:vector [:set :int]]] (apply union sets))
    (defn without [m [:map-of :string :int], words [:vector :string]] (apply dissoc m words))
}

#[test]
fn a_spread_sequence_keeps_its_types() -> rtfs::Result<()> {
    let words = ["a", "ccc", "bb"].map(Str::from).to_vec();
    let text: Str = spelled(words.clone())?;
    assert_eq!(text, "<acccbb");
    let word: Str = longest(words)?;
    assert_eq!(word, "ccc");
    let row: Vector<Int> = joined(vec![
        Vector::from(vec![Int::from(1), Int::from(2)]),
        Vector::from(vec![Int::from(3)]),
    ])?;
    assert_eq!(row.to_string(), "[1 2 3]");
    let all: Set<Int> = together(Vec::<Set<Int>>::new())?;
    assert_eq!(all.to_string(), "#{}");
    let pairs = [("a", 1), ("b", 2)].map(|(word, n)| (Str::from(word), Int::from(n)));
    let rest: Map<Str, Int> = without(
        pairs.into_iter().collect::<Map<_, _>>(),
        vec![Str::from("b")],
    )?;
    assert_eq!(rest.to_string(), "{\"a\" 1}");
    Ok(())
}

#[test]
fn a_spread_sequence_is_so_many_arguments() {
    gives! {
        "(apply str (range 3))" => "\"012\"";
        "(apply str 1 :a (map inc [1 2]))" => "\"1:a23\"";
        "(apply str nil)" => "\"\"";
        "(apply str \"abc\")" => "\"abc\"";
        "(apply str (read-string \"[1 nil \\\"x\\\"]\"))" => "\"1nilx\"";
        "(apply concat (map range (range 4)))" => "[0 0 1 0 1 2]";
        "(apply concat (map range []))" => "[]";
        "(apply concat [0] (map range (range 3)))" => "[0 0 0 1]";
        "(apply union (map (fn [n] #{n}) (range 3)))" => "#{0 1 2}";
        "(apply union #{7} (map (fn [n] #{n}) (range 2)))" => "#{7 0 1}";
        "(apply difference #{1 2 3} (map (fn [n] #{n}) (range 3)))" => "#{3}";
        "(apply dissoc (frequencies \"abc\") (map str \"ab\"))" => "{\"c\" 1}";
        "(apply conj [1] (range 2 4))" => "[1 2 3]";
        "(apply conj [1] (map str (range 2)))" => "[1 \"0\" \"1\"]";
        "(apply disj #{1 2 3} (range 2))" => "#{2 3}";
        "(apply max-key count (map str [1 22 333 4]))" => "\"333\"";
        "(apply max-key count (map str [11 22]))" => "\"22\"";
        "(apply min-key abs -3 (map dec [3 -1]))" => "-2";
        "(apply max-key count (map str [1]))" => "\"1\"";
    }
    fails! {
        "(apply max-key count (map str []))" => ArityError;
        "(apply max-key (fn [n] (quot 1 n)) (map dec [2 1]))" => DivisionByZero;
        "(apply union #{1} (map (fn [n] n) (read-string \"[1]\")))" => TypeError;
        "(apply str (read-string \"1\"))" => TypeError;
    }
}

#[test]
fn data_is_callable() {
    gives! {
        "(:a {:a 1})" => "1";
        "(:b {:a 1})" => "nil";
        "(:b {:a 1} :none)" => ":none";
        "({:a 1} :a)" => "1";
        "({:a 1} :b 2)" => "2";
        "(#{1 2} 2)" => "2";
        "(#{1 2} 3)" => "nil";
        "([5 6 7] 1)" => "6";
        "(map :n [{:n 1} {:n 2}])" => "[1 2]";
        "(map {:a 1 :b 2} [:a :b :c])" => "[1 2 nil]";
        "(filter #{1 3} [1 2 3])" => "[1 3]";
        "(map [10 20 30] [2 0])" => "[30 10]";
        "(some #{3} [1 2 3])" => "3";
        "(sort-by :n [{:n 2} {:n 1}])" => "[{:n 1} {:n 2}]";
        "(group-by :k [{:k :a} {:k :b} {:k :a}])" => "{:a [{:k :a} {:k :a}] :b [{:k :b}]}";
    }
}

#[test]
fn dynamic_calls_check_the_number_of_arguments() {
    fails! {
        "(let [f (if (= 1 1) (fn [x] x) inc)] (f 1 2))" => ArityError;
        "(let [f (if (= 1 1) 1 inc)] (f 1))" => TypeError;
        "(apply inc (list 1 2))" => ArityError;
        "(apply (fn [a b] a) (map inc [1 2 3]))" => ArityError;
    }
}

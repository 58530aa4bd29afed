//! Chains of sequence functions: fused, bounded, over every kind of sequence and over none.

mod support;

#[test]
fn chains() {
    gives! {
        "(reduce + (map inc (filter even? (range 10))))" => "25";
        "(reduce + [])" => "0";
        "(reduce + 5 [])" => "5";
        "(reduce max [3 9 2])" => "9";
        "(reduce (fn [a b] (str a b)) [\"a\" \"b\"])" => "\"ab\"";
        "(take 3 (iterate (fn [x] (* 2 x)) 1))" => "[1 2 4]";
        "(take 5 (cycle [1 2]))" => "[1 2 1 2 1]";
        "(take 2 (repeat :x))" => "[:x :x]";
        "(take-while (fn [x] (< x 5)) (map (fn [x] (* x x)) (range)))" => "[0 1 4]";
        "(first (filter (fn [x] (> (* x x) 50)) (range)))" => "8";
        "(some (fn [x] (when (> x 3) (* 10 x))) (range))" => "40";
        "(take 3 (drop 2 (range)))" => "[2 3 4]";
        "(mapcat (fn [x] [x x]) [1 2])" => "[1 1 2 2]";
        "(map-indexed (fn [i x] [i x]) [:a :b])" => "[[0 :a] [1 :b]]";
        "(keep (fn [x] (when (odd? x) (* x x))) [1 2 3])" => "[1 9]";
        "(map + [1 2 3] [10 20])" => "[11 22]";
        "(count (filter odd? (range 7)))" => "3";
        "(every? even? [])" => "true";
        "(map inc nil)" => "[]";
        "(filter even? nil)" => "[]";
        "(map inc '(1 2))" => "(2 3)";
        "(filter odd? '(1 2 3))" => "(1 3)";
        "(map inc (list))" => "()";
        "(sort (map (fn [x] (* x x)) #{3 1 2}))" => "[1 4 9]";
        "(map (fn [[k v]] v) {:a 1 :b 2})" => "[1 2]";
        "(range 5 0 -2)" => "[5 3 1]";
        "(range 0)" => "[]";
        "(reductions + [1 2 3])" => "[1 3 6]";
        "(partition 2 [1 2 3 4 5])" => "[[1 2] [3 4]]";
        "(group-by count [\"a\" \"bb\" \"c\"])" => "{1 [\"a\" \"c\"] 2 [\"bb\"]}";
        "(sort-by - [1 3 2])" => "[3 2 1]";
        "(interleave [1 2] [:a :b])" => "[1 :a 2 :b]";
        "(flatten [1 [2 [3]]])" => "[1 2 3]";
        "(last (map inc (range 100000)))" => "100000";
    }
}

#[test]
fn ends_of_sequences() {
    gives! {
        "(first [])" => "nil";
        "(rest [])" => "[]";
        "(rest nil)" => "[]";
        "(next [1])" => "nil";
        "(nth [1 2] 5 :none)" => ":none";
        "(get [1 2] 5)" => "nil";
        "(last nil)" => "nil";
        "(conj nil 1)" => "(1)";
        "(cons 1 nil)" => "(1)";
        "(conj [] 1 \"a\" nil)" => "[1 \"a\" nil]";
        "(concat [1] '(2) #{3})" => "[1 2 3]";
        "(seq [])" => "nil";
        "(peek [1 2])" => "2";
        "(pop [1 2])" => "[1]";
        "(subvec [1 2 3 4] 1 3)" => "[2 3]";
        "(assoc [1 2] 1 :x)" => "[1 :x]";
    }
    fails! {
        "(nth [1 2] 5)" => IndexOutOfBounds;
        "(nth (map inc [1 2]) -1)" => IndexOutOfBounds;
        "(assoc [1] 5 0)" => IndexOutOfBounds;
        "(count (if (= 1 1) 5 []))" => TypeError;
        "(map inc (if (= 1 1) 5 []))" => TypeError;
        "(reduce + [1 (if (= 1 1) :a 2)])" => TypeError;
        "(map quot [1 2] [1 0])" => DivisionByZero;
    }
}

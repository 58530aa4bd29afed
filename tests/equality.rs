//! `=`, `==`, `compare` and `hash`: by value, whatever represents the value.

mod support;

#[test]
fn equal_values() {
    gives! {
        "(= 1 1)" => "true";
        "(= 1 1 1)" => "true";
        "(= 1 1 2)" => "false";
        "(= 1)" => "true";
        "(= 1 1.0)" => "false";
        "(== 1 1.0)" => "true";
        "(== 1 1 1.0)" => "true";
        "(= 0.0 -0.0)" => "true";
        "(= ##NaN ##NaN)" => "false";
        "(let [x ##NaN] (= x x))" => "false";
        "(= [##NaN] [##NaN])" => "false";
        "(= nil nil)" => "true";
        "(= nil false)" => "false";
        "(= \"a\" \"a\")" => "true";
        "(= \"a\" :a)" => "false";
        "(= :a :a)" => "true";
        "(= 'a 'a)" => "true";
        "(= [] '())" => "true";
        "(= [1 2] '(1 2))" => "true";
        "(= [1 2] [1 2 3])" => "false";
        "(= [1 2] [1 2.0])" => "false";
        "(= [[1] [2]] (map vector [1 2]))" => "true";
        "(= {:a 1 :b 2} {:b 2 :a 1})" => "true";
        "(= {:a 1} {:a 1 :b 2})" => "false";
        "(= {:a 1} {:a nil})" => "false";
        "(= {:a [1 2]} (hash-map :a '(1 2)))" => "true";
        "(= #{1 2} #{2 1})" => "true";
        "(= #{1 2} [1 2])" => "false";
        "(= {} [])" => "false";
        "(= {} nil)" => "false";
        "(= (range 3) [0 1 2])" => "true";
        "(= (first [1]) 1)" => "true";
        "(= (first []) nil)" => "true";
        "(= (get {\"a\" 1} \"a\") 1)" => "true";
        "(not= 1 2)" => "true";
        "(!= 1 1)" => "false";
        "(= 123456789012345678901234567890 123456789012345678901234567890)" => "true";
        "(= 1267650600228229401496703205376 (pow 2 100))" => "true";
        "(== 1267650600228229401496703205376 (pow 2.0 100))" => "true";
        "(identical? :a :a)" => "true";
        "(let [f inc g inc] (= f g))" => "true";
    }
}

#[test]
fn ordering() {
    gives! {
        "(compare 1 2)" => "-1";
        "(compare 2 1.5)" => "1";
        "(compare 1 1.0)" => "0";
        "(compare \"a\" \"b\")" => "-1";
        "(compare :b :a)" => "1";
        "(compare nil -5)" => "-1";
        "(compare false true)" => "-1";
        "(compare [1 2] [1 3])" => "-1";
        "(compare [9] [1 1])" => "-1";
        "(sort [3 1 2])" => "[1 2 3]";
        "(sort [3 1.5 2])" => "[1.5 2 3]";
        "(sort [nil 2 1])" => "[nil 1 2]";
        "(sort > [3 1 2])" => "[3 2 1]";
        "(sort [\"é\" \"z\" \"a\"])" => "[\"a\" \"z\" \"é\"]";
        "(sort '(2 1))" => "(1 2)";
        "(< 1 2 3)" => "true";
        "(< 1 3 2)" => "false";
        "(<= 1 1 2)" => "true";
        "(> 3 2.5 1)" => "true";
        "(>= 2 2 3)" => "false";
        "(< 9007199254740992.0 9007199254740993)" => "true";
        "(< ##NaN 1)" => "false";
        "(max 1 2.5 2)" => "2.5";
        "(min 3 1 2)" => "1";
        "(max 1 2)" => "2";
    }
    fails! {
        "(sort [1 \"a\"])" => TypeError;
        "(compare (if (= 1 1) 1 :x) \"a\")" => TypeError;
    }
}

#[test]
fn hashes_agree_with_equality() {
    gives! {
        "(= (hash [1 2]) (hash '(1 2)))" => "true";
        "(= (hash {:a 1 :b 2}) (hash (hash-map :b 2 :a 1)))" => "true";
        "(= (hash #{1 2}) (hash (set [2 1])))" => "true";
        "(= (hash 1) (hash (if (= 1 1) 1 :x)))" => "true";
        "(get {[1 2] :found} '(1 2))" => ":found";
        "(contains? #{[1 2]} '(1 2))" => "true";
        "(get {{:a 1} :found} (hash-map :a 1))" => ":found";
        "(count (set [1 1.0 \"1\" :1]))" => "4";
        "(count (distinct [[1] '(1) [1]]))" => "1";
        "(frequencies [1 2 1])" => "{1 2 2 1}";
    }
}

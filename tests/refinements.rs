//! Refinements, enums, values and names of types: what is checked, where, and what an error says.

mod support;

use rtfs::{Error, ErrorKind, Int, Keyword, Map, Str, Value, Vector, rtfs};

rtfs! {
    (deftype Age "How old someone is." [:and :int [:>= 0] [:< 150]])
    (deftype Name [:and :string [:min-length 1] [:max-length 9]])
    (deftype Suit [:enum :hearts :spades])
    (deftype Share [:and :float [:in-range 0.0 1.0]])
    (deftype Codes [:and [:vector Name] [:non-empty] [:max-count 3]])
    (deftype Settings [:and [:map-of :keyword :int] [:required-keys [:width :height]]])

    (defn birthday [age Age] Age (inc age))
    (defn greet [name Name] (str "hi " name))
    (defn suit-name [s Suit] (name s))
    (defn rest-of [share Share] Share (- 1.0 share))
    (defn joined [codes Codes] (join "-" codes))
    (defn area [settings Settings] (* (:width settings) (:height settings)))
    (defn at-least-one [& xs [:and :int [:> 0]]] (reduce + 0 xs))
    (defn total [xs [:vector [:and :int [:> 0]]]] (reduce + 0 xs))
    (defn in-let [x] (let [n [:and :int [:> 0]] x] (* 2 n)))
    (defn counted [text :string] [:and :int [:> 3]] (count text))
    (defn in-loop [n :int] (loop [i [:and :int [:< 4]] 0] (if (= i n) i (recur (inc i)))))
    (defn answer [x [:val 42]] x)
    (defn maybe-age [age Age?] (if age age -1))
    (defn through [age Age] (birthday (birthday age)))
    (defn half [n [:and :float [:> 0]]] (/ n 2.0))
    (def limit [:and :int [:> 0]] (- 10 3))
    (deftype Plate [:and :string [:matches-regex "[A-Z]{1,3}-[0-9]+"] [:max-length 8]])
    (defn district [plate Plate] (str (first (split plate "-"))))
    (defn districts [plates [:vector Plate]] (map district plates))
    (defn of-any [x] (let [plate [:and :string [:matches-regex "(?i)a|b+"]] x] plate))
    (defn nested [m [:map-of :keyword [:vector [:and :int [:> 0]]]]] (count m))
}

fn fails<T: std::fmt::Debug>(result: Result<T, Error>) -> (ErrorKind, String) {
    let error = result.expect_err("an error");
    assert!(error.place().is_some(), "{error} has no place");
    (error.kind(), error.message().to_string())
}

fn refused<T: std::fmt::Debug>(result: Result<T, Error>, message: &str) {
    let (kind, text) = fails(result);
    assert_eq!((kind, text.as_str()), (ErrorKind::ValidationError, message));
}

#[test]
fn a_value_that_passes_goes_on_as_its_base() {
    let age: Age = birthday(41).unwrap();
    assert_eq!(age, Int::from(42));
    assert_eq!(greet("Ann").unwrap(), "hi Ann");
    assert_eq!(suit_name(Keyword::new("spades")).unwrap(), "spades");
    let share: Share = rest_of(0.25).unwrap();
    assert_eq!(share, 0.75);
    assert_eq!(joined(["a", "b"]).unwrap(), "a-b");
    let settings = [("width", 2), ("height", 3)].map(|(k, v)| (Keyword::new(k), Int::from(v)));
    assert_eq!(area(Map::from_iter(settings)).unwrap(), Int::from(6));
    assert_eq!(at_least_one(vec![1, 2]).unwrap(), Int::from(3));
    assert_eq!(total(vec![1, 2, 3]).unwrap(), Int::from(6));
    assert_eq!(in_let(4).unwrap(), Int::from(8));
    assert_eq!(counted("four").unwrap(), Int::from(4));
    assert_eq!(in_loop(3).unwrap(), Int::from(3));
    assert_eq!(answer(42).unwrap(), Int::from(42));
    assert_eq!(maybe_age(None::<Int>).unwrap(), Int::from(-1));
    assert_eq!(maybe_age(Some(7)).unwrap(), Int::from(7));
    assert_eq!(through(1).unwrap(), Int::from(3));
    assert_eq!(half(3.0).unwrap(), 1.5);
    assert_eq!(*LIMIT.get().unwrap(), Int::from(7));
    let name: Name = Str::from("x");
    assert_eq!(&*name, "x");
}

#[test]
fn a_value_that_does_not_is_a_validation_error() {
    refused(
        birthday(-1),
        "`age` of `birthday`: expected Age ([:and :int [:>= 0] [:< 150]]), got :int -1: [:>= 0] does not hold",
    );
    refused(
        birthday(149),
        "the result: expected Age ([:and :int [:>= 0] [:< 150]]), got :int 150: [:< 150] does not hold",
    );
    refused(
        greet("a name too long"),
        "`name` of `greet`: expected Name ([:and :string [:min-length 1] [:max-length 9]]), \
         got :string \"a name too long\": [:max-length 9] does not hold",
    );
    refused(
        suit_name(Keyword::new("clubs")),
        "`s` of `suit-name`: expected Suit ([:enum :hearts :spades]), got :keyword :clubs",
    );
    refused(
        rest_of(f64::NAN),
        "`share` of `rest-of`: expected Share ([:and :float [:in-range 0.0 1.0]]), got :float ##NaN",
    );
    refused(
        answer(41),
        "`x` of `answer`: expected [:val 42], got :int 41",
    );
    refused(
        half(0.0),
        "`n` of `half`: expected [:and :float [:> 0]], got :float 0.0",
    );
    refused(in_let(0), "n: expected [:and :int [:> 0]], got :int 0");
    refused(
        counted("abc"),
        "the result: expected [:and :int [:> 3]], got :int 3",
    );
    refused(in_loop(9), "i: expected [:and :int [:< 4]], got :int 4");
    refused(
        through(148),
        "the result: expected Age ([:and :int [:>= 0] [:< 150]]), got :int 150: [:< 150] does not hold",
    );
}

#[test]
fn a_regular_expression_matches_the_whole_text() {
    assert_eq!(district("KA-7").unwrap(), "KA");
    assert_eq!(
        districts(["M-1", "HH-22"]).unwrap(),
        Vector::from([Str::from("M"), Str::from("HH")])
    );
    for text in ["ka-7", "KA-7 ", " KA-7", "KA-7\nM-1", "KA-", ""] {
        let (kind, message) = fails(district(text));
        assert_eq!(kind, ErrorKind::ValidationError);
        assert!(
            message.ends_with(r#"[:matches-regex #"[A-Z]{1,3}-[0-9]+"] does not hold"#),
            "{message}"
        );
    }
    let (_, message) = fails(districts(["M-1", "M1"]));
    assert!(
        message.starts_with("`plates` of `districts`: expected Plate"),
        "{message}"
    );
    assert!(message.ends_with("does not hold at [1]"), "{message}");
    for text in ["a", "A", "bB"] {
        assert_eq!(of_any(text).unwrap(), text);
    }
    // Both alternatives stand between the ends of the text.
    for text in ["ab", "xb", "bx"] {
        assert_eq!(fails(of_any(text)).0, ErrorKind::ValidationError, "{text}");
    }
    assert_eq!(fails(of_any(5)).0, ErrorKind::TypeError);
}

#[test]
fn the_path_into_a_value_is_named() {
    refused(
        total(vec![1, 0]),
        "`xs` of `total`: expected [:and :int [:> 0]], got :int 0 at [1]",
    );
    refused(
        joined(["a", ""]),
        "`codes` of `joined`: expected Name ([:and :string [:min-length 1] [:max-length 9]]), \
         got :string \"\": [:min-length 1] does not hold at [1]",
    );
    let (kind, text) = fails(joined(&[] as &[&str]));
    assert_eq!(kind, ErrorKind::ValidationError);
    assert!(text.ends_with("[:non-empty] does not hold"), "{text}");
    refused(
        at_least_one(vec![1, -1]),
        "`xs` of `at-least-one`: expected [:and :int [:> 0]], got :int -1 at [1]",
    );
    let map = Map::from_iter([(
        Keyword::new("a"),
        Vector::from([Int::from(1), Int::from(0)]),
    )]);
    refused(
        nested(map),
        "`m` of `nested`: expected [:and :int [:> 0]], got :int 0 at [:a 1]",
    );
    let (kind, text) = fails(area(Map::from_iter([(
        Keyword::new("width"),
        Int::from(2),
    )])));
    assert_eq!(kind, ErrorKind::ValidationError);
    assert!(text.contains("[:required-keys [:width :height]]"), "{text}");
}

#[test]
fn ints_beyond_64_bits_are_checked_alike() {
    let huge: Int = "123456789012345678901234567890".parse().unwrap();
    refused(
        birthday(huge.clone()),
        "`age` of `birthday`: expected Age ([:and :int [:>= 0] [:< 150]]), \
         got :int 123456789012345678901234567890: [:< 150] does not hold",
    );
    assert_eq!(
        in_let(Value::from(huge.clone())).unwrap(),
        huge.clone() + huge
    );
}

#[test]
fn every_predicate() {
    gives! {
        "(let [x [:and :int [:> 0] [:< 5]] (+ 1 2)] x)" => "3";
        "(let [x [:and :int [:>= 3] [:<= 3]] (+ 1 2)] x)" => "3";
        "(let [x [:and :number [:> 0.5]] (+ 1 2)] x)" => "3";
        "(let [x [:and :int [:= 3]] (+ 1 2)] x)" => "3";
        "(let [x [:and :int [:!= 4]] (+ 1 2)] x)" => "3";
        "(let [x [:and :float [:in-range 1 2]] (/ 3 2.0)] x)" => "1.5";
        "(let [x [:and :string [:min-length 2] [:max-length 3]] (str \"ä\" \"ö\")] x)" => "\"äö\"";
        "(let [x [:and :string [:length 2]] (str \"ä\" \"ö\")] x)" => "\"äö\"";
        "(let [x [:and [:vector :int] [:min-count 1] [:max-count 2]] (map inc [1 2])] x)" => "[2 3]";
        "(let [x [:and [:list :int] [:count 2]] (map inc '(1 2))] x)" => "(2 3)";
        "(let [x [:and [:set :int] [:non-empty]] (set [1 1])] x)" => "#{1}";
        "(let [x [:and :string :non-empty] (str 1)] x)" => "\"1\"";
        "(let [x [:and :map [:has-key :a]] (assoc {} :a 1)] x)" => "{:a 1}";
        "(let [x [:and :map [:has-key \"a\"]] (assoc {} \"a\" 1)] x)" => "{\"a\" 1}";
        "(let [x [:and :map [:required-keys [:a :b]]] (assoc {:a 1} :b 1)] x)" => "{:a 1 :b 1}";
        "(let [x [:enum 1 \"a\" :k nil] (first [:k])] x)" => ":k";
        "(let [x [:val [1 2]] (map inc [0 1])] x)" => "[1 2]";
        "(let [x [:and [:and :int [:> 0]] [:< 9]] (+ 1 2)] x)" => "3";
        "(let [x [:and :u8 [:> 9]] (+ 5 5)] x)" => "10";
        "(let [n (+ 1 1), x [:and :int [:> 0]] (if (< n 1) 1 n)] x)" => "2";
    }
    fails! {
        "(let [x [:and :int [:> 3]] (+ 1 2)] x)" => ValidationError;
        "(let [x [:and :int [:>= 4]] (+ 1 2)] x)" => ValidationError;
        "(let [x [:and :int [:< 3]] (+ 1 2)] x)" => ValidationError;
        "(let [x [:and :int [:<= 2]] (+ 1 2)] x)" => ValidationError;
        "(let [x [:and :int [:= 4]] (+ 1 2)] x)" => ValidationError;
        "(let [x [:and :int [:!= 3]] (+ 1 2)] x)" => ValidationError;
        "(let [x [:and :int [:in-range 4 9]] (+ 1 2)] x)" => ValidationError;
        "(let [x [:and :string [:min-length 3]] (str \"ä\" \"ö\")] x)" => ValidationError;
        "(let [x [:and :string [:max-length 1]] (str \"ä\" \"ö\")] x)" => ValidationError;
        "(let [x [:and :string [:length 4]] (str \"ä\" \"ö\")] x)" => ValidationError;
        "(let [x [:and [:vector :int] [:min-count 3]] (map inc [1 2])] x)" => ValidationError;
        "(let [x [:and [:vector :int] [:max-count 1]] (map inc [1 2])] x)" => ValidationError;
        "(let [x [:and [:vector :int] [:count 1]] (map inc [1 2])] x)" => ValidationError;
        "(let [x [:and [:vector :int] [:non-empty]] (filter even? [1 3])] x)" => ValidationError;
        "(let [x [:and :map [:has-key :b]] (assoc (hash-map :c 1) :a 1)] x)" => ValidationError;
        "(let [x [:and :map [:required-keys [:a :b]]] (assoc (hash-map :c 1) :a 1)] x)" => ValidationError;
        "(let [x [:enum :a :b] (keyword \"c\")] x)" => ValidationError;
        "(let [x [:val 3] (+ 1 1)] x)" => ValidationError;
        "(let [x [:and :u8 [:> 9]] (+ 2 2)] x)" => ValidationError;
        "(let [x [:and :u8 [:> 9]] (* 20 20)] x)" => Overflow;
        "(let [x [:and :int [:> 3]] (first (if (= 1 1) [\"a\"] [1]))] x)" => TypeError;
    }
}

#[test]
fn types_in_any_order_and_in_themselves() {
    gives! {
        "(defn f [x A] x) (deftype A [:vector B]) (deftype B [:and :int [:> 0]]) (f [1 2])" => "[1 2]";
        "(deftype Tree [:union :nil [:tuple :int Tree Tree]])
         (defn insert [t Tree v :int] Tree
           (if (nil? t)
             [v nil nil]
             (let [[x l r] t]
               (if (< v x) [x (insert l v) r] [x l (insert r v)]))))
         (defn total [t Tree] :int (if (nil? t) 0 (let [[x l r] t] (+ x (total l) (total r)))))
         (let [t (reduce insert nil [5 2 8 1 9])] [(total t) t])" =>
            "[25 [5 [2 [1 nil nil] nil] [8 nil [9 nil nil]]]]";
        "(deftype Json [:union :nil :bool :number :string [:vector Json] [:map-of :string Json]])
         (defn depth [j Json] :int
           (cond (vector? j) (inc (reduce max 0 (map depth j)))
                 (map? j) (inc (reduce max 0 (map depth (vals j))))
                 :else 0))
         (depth {\"a\" [1 [2.5 nil]] \"b\" \"x\"})" => "3";
    }
    fails! {
        "(deftype Tree [:union :nil [:tuple :int Tree Tree]])
         (defn total [t Tree] :int (if (nil? t) 0 (let [[x l r] t] (+ x (total l) (total r)))))
         (total (map identity [1 nil (map identity [\"x\" nil nil])]))" => TypeError;
    }
}

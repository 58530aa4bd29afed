//! Functions with several arities and rest parameters, called directly, as values and from Rust.

mod support;

use rtfs::{Int, Str, rtfs};

rtfs! {
    (defn area
      ([side] (* side side))
      ([width height] (* width height))
      ([width height & more] (apply * width height more)))

    (defn greet
      "Says hello."
      ([] (greet "world"))
      ([name :string] (str "hello " name)))

    (defn total [start & more] (reduce + start more))
    (defn joined [& parts] (apply str parts))
    (defn counted [& more :int] (count more))
    (defn has-more? [x & more] (if more true false))

    (defn sum-to
      ([n] (sum-to n 0))
      ([n acc] (if (zero? n) acc (recur (dec n) (+ acc n)))))
}

#[test]
fn from_rust_an_arity_has_its_number_in_its_name() {
    assert_eq!(area_1(5).unwrap(), Int::from(25));
    assert_eq!(area_2(5, 6).unwrap(), Int::from(30));
    let volume = area_rest(2, 3, [4, 5]).unwrap();
    assert_eq!(Int::try_from(volume).unwrap(), Int::from(120));
    assert_eq!(greet_0().unwrap(), Str::from("hello world"));
    assert_eq!(greet_1("you").unwrap(), Str::from("hello you"));
    assert_eq!(sum_to_1(100_000).unwrap(), Int::from(5_000_050_000_i64));
}

#[test]
fn rest_parameters_take_what_is_left() {
    let sum: Int = total(1, [2, 3]).unwrap().try_into().unwrap();
    assert_eq!(sum, Int::from(6));
    let none: [Int; 0] = [];
    let sum: Int = total(1, none).unwrap().try_into().unwrap();
    assert_eq!(sum, Int::from(1));
    let text: Str = joined(["a", "b"]).unwrap();
    assert_eq!(&*text, "ab");
    assert_eq!(counted([1, 2, 3]).unwrap(), Int::from(3));
    assert!(is_has_more(1, [2]).unwrap());
}

#[test]
fn in_expressions() {
    gives! {
        "(defn f ([a] [:one a]) ([a b] [:two a b]) ([a b & c] [:more a b c])) [(f 1) (f 1 2) (f 1 2 3 4)]"
            => "[[:one 1] [:two 1 2] [:more 1 2 (3 4)]]";
        "(defn f [& xs] xs) [(f) (f 1) (f 1 :a \"s\")]" => "[nil (1) (1 :a \"s\")]";
        "(defn f [a & xs] (count xs)) [(f 1) (f 1 2 3)]" => "[0 2]";
        "(let [f (fn ([] 0) ([x] x) ([x & more] (apply + x more)))] [(f) (f 5) (f 1 2 3)])" => "[0 5 6]";
        "(let [f (fn ([] 0) ([x] x))] (map f [1 2]))" => "[1 2]";
        "(defn f ([x] (f x 10)) ([x y] (+ x y))) (map f [1 2])" => "[11 12]";
        "(defn f ([x] (f x 10)) ([x y] (+ x y))) (map f [1 2] [3 4])" => "[4 6]";
        "(defn f [x & more] (if more (apply f more) x)) (f 1 2 3)" => "3";
        "(apply (fn ([a] :one) ([a b] :two)) [1 2])" => ":two";
        "(let [f (if (= 1 1) (fn ([a] :one) ([a b] :two)) inc)] [(f 1) (f 1 2)])" => "[:one :two]";
    }
}

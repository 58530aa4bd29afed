//! Records: `defstruct` as a Rust struct, and maps whose keys are known.

mod support;

use rtfs::{Error, Int, Str, Value, Vector, rtfs};

rtfs! {
    (defstruct Point "A place." :x :float :y :float)
    (defstruct Person :name :string :age :int :tags [:vector :string] :email :string?)

    (defn make [x :float y :float] (->Point x y))
    (defn from-map [m :any] (Point m))
    (defn norm [p Point] :float (sqrt (+ (* (:x p) (:x p)) (* (:y p) (:y p)))))
    (defn moved [p Point dx :float] (update p :x + dx))
    (defn renamed [p Person name :string] (assoc p :name name))
    (defn older [p Person] (update p :age inc))
    (defn describe [{:keys [name age email] :or {email "none"}}] (str name age))
    (defn ages [people [:vector Person]] (reduce + 0 (map :age people)))
    (defn widened [p Point] (assoc p :z 3.0))
}

fn person() -> Person {
    Person {
        name: Str::from("Ann"),
        age: Int::from(40),
        tags: Vector::from([Str::from("a")]),
        email: None,
    }
}

#[test]
fn a_struct_is_a_rust_struct() {
    let p: Point = make(3.0, 4.0).unwrap();
    assert_eq!(p, Point { x: 3.0, y: 4.0 });
    assert_eq!(norm(p.clone()).unwrap(), 5.0);
    assert_eq!(moved(p.clone(), 1.5).unwrap(), Point { x: 4.5, y: 4.0 });
    assert!(format!("{p:?}").contains("Point"));
    assert_eq!(&*renamed(person(), "Bob").unwrap().name, "Bob");
    assert_eq!(older(person()).unwrap().age, Int::from(41));
    assert_eq!(ages(vec![person(), person()]).unwrap(), Int::from(80));
}

#[test]
fn a_struct_is_a_map_of_known_shape() {
    let value: Value = rtfs! { {:x 1.0 :y 2.0} }.unwrap().into();
    assert_eq!(from_map(value).unwrap(), Point { x: 1.0, y: 2.0 });
    let error: Error = from_map(Value::from(5)).expect_err("no map");
    assert_eq!(error.kind(), rtfs::ErrorKind::ValidationError);
    let wide = rtfs::Data::into_value(widened(make(1.0, 2.0).unwrap()).unwrap());
    assert_eq!(wide.to_string(), "{:x 1.0 :y 2.0 :z 3.0}");
}

#[test]
fn in_expressions() {
    gives! {
        "(defstruct P :x :int :y :int) (:x (->P 1 2))" => "1";
        "(defstruct P :x :int :y :int) (let [{:keys [x y]} (->P 1 2)] (+ x y))" => "3";
        "(defstruct P :x :int :y :int) (= (->P 1 2) {:x 1 :y 2})" => "true";
        "(defstruct P :x :int :y :int) (= (->P 1 2) (P {:y 2 :x 1}))" => "true";
        "(defstruct P :x :int :y :int) (keys (->P 1 2))" => "[:x :y]";
        "(defstruct P :x :int :y :int) (get (->P 1 2) :z :none)" => ":none";
        "(defstruct P :x :int :y :int) (map :x [(->P 1 2) (->P 3 4)])" => "[1 3]";
        "(defstruct P :x :int :y :int) (assoc (->P 1 2) :x 9)" => "{:x 9 :y 2}";
        "(defstruct P :x :int :y :int) (count (assoc (->P 1 2) :z 9))" => "3";
        "(defstruct P :x :int :y :int) (dissoc (->P 1 2) :x)" => "{:y 2}";
        "(defstruct P :x :int :y :int) (map? (->P 1 2))" => "true";
        "(defstruct P :x :int :y :int) (reduce (fn [a p] (+ a (:x p))) 0 (map ->P [1 2] [3 4]))" => "3";
    }
}

#[test]
fn records_of_known_keys() {
    gives! {
        "(let [r {:a 1 :b \"x\"}] [(:a r) (:b r) (:c r)])" => "[1 \"x\" nil]";
        "(assoc {:a 1} :a 2)" => "{:a 2}";
        "(assoc {:a 1} :a \"s\")" => "{:a \"s\"}";
        "(assoc {:a 1} :b 2)" => "{:a 1 :b 2}";
        "(dissoc {:a 1 :b 2} :a)" => "{:b 2}";
        "(update {:n 1} :n inc)" => "{:n 2}";
        "(update-in {:a {:b 1}} [:a :b] + 10)" => "{:a {:b 11}}";
        "(assoc-in {} [:a :b :c] 1)" => "{:a {:b {:c 1}}}";
        "(get-in {:a [{:b 5}]} [:a 0 :b])" => "5";
        "(merge {:a 1} {:b 2} {:a 3})" => "{:a 3 :b 2}";
        "(if (= 1 1) {:a 1} {:b 2})" => "{:a 1}";
        "(map (fn [x] {:n x :sq (* x x)}) [1 2])" => "[{:n 1 :sq 1} {:n 2 :sq 4}]";
        "(reduce (fn [acc x] (assoc acc :sum (+ (:sum acc) x))) {:sum 0} [1 2 3])" => "{:sum 6}";
        "(loop [s {:i 0 :acc []}] (if (= (:i s) 2) s (recur {:i (inc (:i s)) :acc (conj (:acc s) (:i s))})))" => "{:i 2 :acc [0 1]}";
    }
}

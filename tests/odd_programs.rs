//! Programs that are right but odd: what they expand to has to be Rust without a complaint.
//!
//! That this file compiles is most of the test. Names that mean something in Rust, types that inference
//! can say nothing of, code that is never reached, and values that nobody uses.

#![deny(warnings)]

use rtfs::{Int, Value, rtfs};

/// Names that Rust reserves, or that the expansion itself might use.
mod names {
    use rtfs::rtfs;

    rtfs! {
        (defn type [mod struct] (+ mod struct))
        (defn self [Self] Self)
        (def pi 3.0)
        (defn area [PI pi] [PI pi])
        (defn fn! [result] (+ result 1))
        (defn args [args __rt value error] (+ args __rt value error))
        (defn option [Some None] (if Some None nil))
        (defn async? [x] (= x 1))
        (defn main [] 1)
        (defn same-names [a-b a_b] [a-b a_b])
        (defn patterns [[a] [b] {:keys [c]}] [a b c])
        (defn unused [_ _] 1)
        (defn größe [straße] straße)
        (defn *stars* [*x*] *x*)
        (defn a->b [x] x)
        (def const 1)
        (def static "s")
        (defstruct Result :type :int :self :float)
        (defstruct Option :Some :int)
        (defstruct String :str :string)
        (defstruct Vec :vec [:vector :int])
        (defstruct Value :value :any)
        (defstruct Empty)
        (defn make-result [] (Result {:type 1 :self 2.0}))
        (defn make-option [x :int] (->Option x))
        (defn empty [] (Empty {}))
    }

    rtfs! { r#"(defn x² [x²] (+ x² 1)) (defn 🦀→ [] :crab)"# }
}

#[test]
fn names_are_usable() -> Result<(), rtfs::Error> {
    assert_eq!(names::r#type(1, 2)?, Int::from(3));
    assert_eq!(names::r#fn(1)?, Int::from(2));
    assert_eq!(names::self_(true)?, Value::from(true));
    assert!(names::is_async(1)?);
    assert_eq!(names::same_names(1, 2)?.len(), 2);
    assert_eq!(names::make_result()?.r#type, Int::from(1));
    assert_eq!(names::make_option(5)?.Some, Int::from(5));
    assert_eq!(names::x_(1)?, Int::from(2));
    Ok(())
}

/// Types of which nothing, or hardly anything, is known.
mod types {
    use super::*;

    rtfs! {
        (defn nothing [] nil)
        (defn nothing-in [] [])
        (defn nothings [] [nil nil])
        (defn empty-map [] {})
        (defn empty-set [] (conj (hash-set) 1))
        (defn nested [] [[] [[]] [[[]]]])
        (defn of-nothing [] (map inc []))
        (defn sum-of-nothing [] (reduce + []))
        (defn first-of-nothing [] (first []))
        (defn either [x] (if x 1 "a"))
        (defn maybe [x] (if x 1))
        (defn maybe-float [x] (if x 1 2.0))
        (defn dynamic [x] (get x :a))
        (defn deep [x] (get (get (get x :a) 0) "b"))
        (defn recursive [x] (if (= x 0) [] [(recursive (dec x))]))
        (defn grows [n] (loop [i 0 acc nil] (if (= i n) acc (recur (inc i) [acc]))))
        (defn changes [n] (loop [i 0 acc 0] (if (= i n) acc (recur (inc i) (str acc)))))
        (defn functions [] [inc dec])
        (defn in-map [] {:f inc :g (fn [x] x)})
        (defn returns-function [n] (fn [x] (+ x n)))
        (defn chooses [x] (if x inc dec))
        (defn calls [f] (f 1))
        (defn passes [] (calls (fn [x] [x x])))
        (defn compose [] ((comp inc inc) 1))
        (defn partially [] (map (partial + 1) [1 2]))
        (defn keyed [] (map :a [{:a 1} {:a 2}]))
        (defn sets [] (map #{1 2} [1 2 3]))
        (defn index-dynamic [x y] (index-of x y))
        (defn index-in-text [] [(index-of "abc" "c") (index-of "abc" "d")])
        (defn distinct-of-nothing [] (distinct {}))
        (defn mean-dynamic [xs] (mean xs))
        (defn max-by-dynamic [f x] (max-key f x x))
        (defn partial-dynamic [f x] (partial f x))
        (defn partial-of-none [] (partial -3))
        (defn mapcat-dynamic [f xs] (count (mapcat f xs)))
        (defn filter-of-nothing [] (filter even? #{}))
        (defn split-of-nothing [x] (split-with [1.5] x))
        (defn mixed [] [1 "a" :k nil 2.0 true])
        (defn mixed-map [] {1 "a" "b" 2})
        (defn big [] 123456789012345678901234567890)
        (defn many [] [1 2 3 4 5 6 7 8 9 10])
        (defn wide [a b c d e f g h i j k l] [a b c d e f g h i j k l])
    }

    #[test]
    fn give_values() -> Result<(), rtfs::Error> {
        nothing()?;
        assert_eq!(either(true)?, Value::from(1));
        assert_eq!(either(())?, Value::from("a"));
        assert_eq!(maybe(false)?, None);
        assert_eq!(Value::from(recursive(3)?).to_string(), "[[[[]]]]");
        assert_eq!(Value::from(grows(2)?).to_string(), "[[nil]]");
        assert_eq!(changes(2)?, Value::from("0"));
        assert_eq!(of_nothing()?.len(), 0);
        assert_eq!(sum_of_nothing()?, Int::from(0));
        assert_eq!(compose()?, Int::from(3));
        assert_eq!(keyed()?.to_string(), "[1 2]");
        assert_eq!(sets()?.to_string(), "[1 2 nil]");
        assert_eq!(index_in_text()?.to_string(), "[2 nil]");
        assert_eq!(index_dynamic("ab", "b")?, Value::from(1));
        assert_eq!(mean_dynamic(rtfs! { [1 2] }?)?, Value::from(1.5));
        assert_eq!(big()?.to_string(), "123456789012345678901234567890");
        Ok(())
    }
}

/// Code that does nothing, or is never reached.
mod dead {
    use super::*;

    rtfs! {
        (defn unused-local [x] (let [y (* x 2) z "unused"] x))
        (defn unused-fn [x] (let [f (fn [a] a)] x))
        (defn unused-values [x] (do 1 "a" [x] x))
        (defn never-else [] (if true 1 (throw "no")))
        (defn throws [] (throw "always"))
        (defn throws-in [] (+ 1 (throw "always")))
        (defn throws-in-let [] (let [x (throw "always")] (+ x 1)))
        (defn for-ever [x] (loop [i x] (recur i)))
        (defn unused-loop [] (loop [i 0] 5))
        (defn after-throw [] (do (throw "first") 5))
        (defn case-of-default [x] (case x 5))
        (defn private-unused [] 1)
        (defn- private [] 2)
        (defn shadows [x] (let [x (+ x 1) x (* x 2)] x))
        (defn shadows-library [map] (let [inc map] inc))
        (defn asserts [x] (assert (> x 0)) x)
        (defn empty-body [])
        (defn empty-let [] (let []))
        (defn empty-do [] (do))
        (defn empty-for [] (for [x []] x))
        (defn counts-nothing [] (dotimes [i 0] i))
    }

    #[test]
    fn does_no_harm() -> Result<(), rtfs::Error> {
        assert_eq!(unused_local(4)?, Int::from(4));
        assert_eq!(unused_values(4)?, Value::from(4));
        assert_eq!(never_else()?, Int::from(1));
        assert!(throws().is_err());
        assert!(throws_in().is_err());
        assert!(throws_in_let().is_err());
        assert!(after_throw().is_err());
        assert_eq!(unused_loop()?, Int::from(5));
        assert_eq!(shadows(1)?, Int::from(4));
        assert!(asserts(0).is_err());
        Ok(())
    }
}

/// Where a value is asked for and none can come.
mod absent {
    use super::*;

    rtfs! {
        (defn repeats [] (repeat ([] 0) :a))
        (defn repeats-in-turn [] (repeat (throw "count") (throw "value")))
        (defn repeats-nothing [] (repeat 3 ([] 0)))
        (defn repeats-for-ever [] (first (repeat ([] 0))))
        (defn iterates [] (take 2 (iterate inc ([] 0))))
        (defn cycles [] (first (cycle ([] 0))))
        (defn takes [] (take ([] 0) (map inc [1])))
        (defn drops [] (drop ([] 0) (map inc [1])))
        (defn counts [] (range ([] 0)))
        (defn counts-from [] (range ([] 0) 5 2))
        (defn counts-inside [] (for [x [1 2] y (range ([] 0))] y))
        (defn counts-times [] (dotimes [i ([] 0)] i))
        (defn maps-to-nothing [x] (mapcat (if x (partial (fn [a b] b) 1) (fn [a] a)) [1]))
        (defn maps-to-what-is-none [x] (mapcat (loop [i 0] (if (< i 9) (recur (inc i)) (partial (fn [a b] x) 1))) [2]))
        (defn compares [] (compare [(hash-set "") #{}] [2]))
        (defn pads [] (partition 3 1 [(hash-set)] [(list) (list (list 1) 2)]))
    }

    #[test]
    fn is_what_they_end_with() {
        let errors = [
            repeats().map(drop),
            repeats_nothing().map(drop),
            repeats_for_ever().map(drop),
            iterates().map(drop),
            cycles().map(drop),
            takes().map(drop),
            drops().map(drop),
            counts().map(drop),
            counts_from().map(drop),
            counts_inside().map(drop),
            counts_times().map(drop),
        ];
        for error in errors {
            let kind = error.map_err(|e| e.kind());
            assert_eq!(kind, Err(rtfs::ErrorKind::IndexOutOfBounds));
        }
        let error = repeats_in_turn().unwrap_err();
        assert_eq!(error.data(), Some(&Value::from("count")));
        assert_eq!(compares().map_err(|e| e.kind()), Ok(Int::from(1)));
        assert_eq!(
            pads().map(|v| v.to_string()).ok().as_deref(),
            Some("[[() ((1) 2) #{}]]")
        );
    }
}

/// Functions inside of what is asked for its type.
mod checked_functions {
    use super::*;

    rtfs! {
        (defstruct Counts :of [:map-of :keyword :int])
        (defn holds-functions [] (Counts {:of {"k" {:f (juxt (fn [x] x) inc)}}}))
        (defn is-asked [x] (let [f (fn [y] (+ y x)) v [:vector :any] (if x [f] []) w [:vector :int] v] w))
    }

    #[test]
    fn are_dynamic_ones() {
        let error = holds_functions().map(drop).unwrap_err();
        assert_eq!(error.kind(), rtfs::ErrorKind::ValidationError);
    }
}

/// What is wrong only when it runs: nothing of it is an error of the compiler.
mod late {
    use super::*;

    rtfs! {
        (defn divides [x] (/ x 0))
        (defn divides-now [] (/ 1 0))
        (defn index [] (nth [1 2] 9))
        (defn missing [] (:b {:a 1}))
        (defn wrong-in-one-branch [x] (if (string? x) (upper x) (+ x 1)))
        (defn casts [x :any] :int x)
        (defn width [x :u8] :u8 (+ x 1))
    }

    #[test]
    fn fails_when_it_runs() -> Result<(), rtfs::Error> {
        assert_eq!(
            divides_now().unwrap_err().kind().as_str(),
            ":division-by-zero"
        );
        assert_eq!(divides(1).unwrap_err().kind().as_str(), ":division-by-zero");
        assert_eq!(index().unwrap_err().kind().as_str(), ":index-out-of-bounds");
        assert_eq!(casts("a").unwrap_err().kind().as_str(), ":type-error");
        assert_eq!(width(255).unwrap_err().kind().as_str(), ":overflow");
        assert_eq!(wrong_in_one_branch("a")?, Value::from("A"));
        Ok(())
    }
}

/// A key that stands for itself becomes one of a map that is made for it.
#[test]
fn a_map_that_was_not_there_takes_any_key() -> Result<(), rtfs::Error> {
    assert_eq!(
        rtfs! { (assoc-in {} [1 [false]] 2) }?.to_string(),
        "{1 {[false] 2}}"
    );
    assert_eq!(
        rtfs! { (update-in {} [[] [false]] :k) }?.to_string(),
        "{[] {[false] nil}}"
    );
    Ok(())
}

/// An accumulator that is moved into a conversion which may give a big int: the round is not begun again.
mod moved_into_a_conversion {
    use super::*;

    rtfs! {
        (defn whole [n acc :any] (if (pos? n) (recur (dec n) (int acc)) acc))
    }

    #[test]
    fn is_not_used_again() -> Result<(), rtfs::Error> {
        assert_eq!(whole(2, 2.5)?, Value::from(2));
        assert_eq!(whole(2, 1e20)?.to_string(), "100000000000000000000");
        assert_eq!(whole(0, "as it is")?, Value::from("as it is"));
        Ok(())
    }
}

/// Expressions, with everything around them that a Rust function may have.
#[test]
fn expressions() -> Result<(), rtfs::Error> {
    let value = 2;
    let result = 3;
    let args = [1, 2];
    assert_eq!(rtfs! { (+ value result) }?, rtfs::Number::from(5));
    assert_eq!(
        rtfs! { |args: &[i64]| (reduce + args) }?,
        Int::from(args[0] + args[1])
    );
    rtfs! { nil }?;
    rtfs! { (do) }?;
    assert_eq!(rtfs! { (defn f [x] (* x 2)) (f 4) }?, Int::from(8));
    assert_eq!(
        rtfs! { (defstruct P :x :int) (:x (P {:x 5})) }?,
        Int::from(5)
    );
    assert!(rtfs! { (throw "x") }.is_err());
    Ok(())
}

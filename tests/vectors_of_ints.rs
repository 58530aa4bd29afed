//! Vectors and lists of ints: kept as machine words while all fit, walked as such, and left for big ints
//! wherever one turns up.

mod support;

rtfs::rtfs! {
    (defn total [items [:vector :int]] :int
      (reduce + 0 items))

    (defn by-index [items [:vector :int]] :int
      (loop [i 0 sum 0]
        (if (= i (count items)) sum (recur (inc i) (+ sum (nth items i))))))

    (defn squares [items [:vector :int]] [:vector :int]
      (map (fn [x] (* x x)) items))

    (defn evens [items [:vector :int]] [:vector :int]
      (filter even? items))

    (defn first-few [items [:vector :int] n :int] [:vector :int]
      (vec (take n (map inc items))))

    (defn total-of-list [items [:list :int]] :int
      (reduce + 0 (map inc items)))

    (defn in-parallel [items [:vector :int]] :int
      (:parallel (reduce + 0 (map (fn [x] (* 2 x)) items))))

    (defn list-in-parallel [items [:list :int]] [:vector :int]
      (vec (:parallel (map inc items))))

    (defn built [n :int step :int] [:vector :int]
      (loop [i 0 x 1 items []]
        (if (= i n) items (recur (inc i) (* x step) (conj items x)))))

    (defn changed [items [:vector :int] at :int item :int] [:vector :int]
      (assoc items at item))
}

const BIG: &str = "100000000000000000000";

fn ints(texts: &[&str]) -> rtfs::Vector<rtfs::Int> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

#[test]
fn small_ints() {
    let items = ints(&["1", "2", "3", "4"]);
    assert_eq!(total(&items).unwrap().to_string(), "10");
    assert_eq!(squares(&items).unwrap().to_string(), "[1 4 9 16]");
    assert_eq!(evens(&items).unwrap().to_string(), "[2 4]");
    assert_eq!(first_few(&items, 2).unwrap().to_string(), "[2 3]");
    assert_eq!(in_parallel(&items).unwrap().to_string(), "20");
    assert_eq!(changed(&items, 1, 9).unwrap().to_string(), "[1 9 3 4]");
    assert_eq!(changed(&items, 4, 9).unwrap().to_string(), "[1 2 3 4 9]");
    let list = rtfs::List::from(items);
    assert_eq!(total_of_list(&list).unwrap().to_string(), "14");
    assert_eq!(list_in_parallel(&list).unwrap().to_string(), "[2 3 4 5]");
}

#[test]
fn a_big_int_among_small_ones() {
    // Also behind more small ones than a walk takes at once.
    let mut many = vec!["2"; 100];
    many.push(BIG);
    for texts in [&["2", BIG, "4"][..], &[BIG], &many] {
        let items = ints(texts);
        assert_eq!(total(&items).unwrap(), by_index(&items).unwrap());
        let all: Vec<String> = squares(&items)
            .unwrap()
            .iter()
            .map(|x| x.to_string())
            .collect();
        let expected = texts.iter().map(|x| {
            if *x == BIG {
                format!("1{}", "0".repeat(40))
            } else {
                (x.parse::<i64>().unwrap().pow(2)).to_string()
            }
        });
        assert!(all.into_iter().eq(expected));
        assert_eq!(evens(&items).unwrap(), items);
        assert_eq!(
            in_parallel(&items).unwrap(),
            total(&items).unwrap().mul(rtfs::Int::from(2))
        );
        let list = rtfs::List::from(items.clone());
        assert_eq!(
            total_of_list(&list).unwrap(),
            total(&items).unwrap().add(rtfs::Int::from(texts.len()))
        );
        assert_eq!(list_in_parallel(&list).unwrap().len(), texts.len());
    }
    assert_eq!(
        first_few(ints(&["1", "2", BIG]), 2).unwrap().to_string(),
        "[2 3]"
    );
    assert_eq!(
        changed(ints(&["1", "2"]), 0, BIG.parse::<rtfs::Int>().unwrap())
            .unwrap()
            .to_string(),
        format!("[{BIG} 2]")
    );
}

#[test]
fn elements_outgrow_the_word_while_a_vector_is_built() {
    let powers = built(40, 10).unwrap();
    assert_eq!(powers.len(), 40);
    for (i, power) in powers.iter().enumerate() {
        assert_eq!(power.to_string(), format!("1{}", "0".repeat(i)));
    }
}

#[test]
fn versions_of_a_vector_share_and_differ() {
    let base = built(1000, 1).unwrap();
    let mut sums = Vec::new();
    for i in 0..10_i64 {
        let version = changed(&base, i * 97, i + 1).unwrap();
        sums.push(total(&version).unwrap().as_i64().unwrap());
        assert_eq!(
            squares(&version)
                .unwrap()
                .iter()
                .filter(|x| x.as_i64() != Some(1))
                .count(),
            usize::from(i > 0)
        );
    }
    assert_eq!(
        sums,
        [1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009]
    );
    assert_eq!(total(&base).unwrap().as_i64(), Some(1000));
}

#[test]
fn walks_with_effects_are_not_run_again() {
    // `dbg` is seen from outside, so this has one form only.
    gives! {
        "(reduce (fn [sum x] (+ sum (dbg x))) 0 [1 100000000000000000000 3])" => "100000000000000000004";
        "(vec (map (fn [x] (dbg (* x x))) [1 100000000000 3]))" => "[1 10000000000000000000000 9]";
    }
}

#[test]
fn what_takes_vectors_of_ints_apart() {
    gives! {
        "(let [[a b & more] [1 2 3 4]] (+ a b (first more)))" => "6";
        "(let [v [3 1 2]] (sort v))" => "[1 2 3]";
        "(reverse [1 2 3])" => "[3 2 1]";
        "(concat [1 2] [100000000000000000000] [3])" => "[1 2 100000000000000000000 3]";
        "(distinct [1 2 1 3 2])" => "[1 2 3]";
        "(partition 2 [1 2 3 4])" => "[[1 2] [3 4]]";
        "(zip [1 2] [:a :b])" => "[[1 :a] [2 :b]]";
        "(last [1 2 3])" => "3";
        "(pop [1 2 3])" => "[1 2]";
        "(peek [1 2 3])" => "3";
        "(subvec [1 2 3 4] 1 3)" => "[2 3]";
        "(= [1 2 3] (list 1 2 3))" => "true";
        "(compare [1 2] [1 3])" => "-1";
        "(into [1] (list 2 3))" => "[1 2 3]";
        "(rest (cons 1 (list 2 3)))" => "(2 3)";
        "(reduce + (map + [1 2 3] [10 20 30]))" => "66";
        "(for [x [1 2] y [10 20]] (+ x y))" => "[11 21 12 22]";
        "(some (fn [x] (if (> x 1) x)) [1 2 3])" => "2";
        "(every? pos? [1 2 3])" => "true";
        "(group-by odd? [1 2 3])" => "{true [1 3] false [2]}";
        "(apply + [1 2 3])" => "6";
        "(update [1 2 3] 1 inc)" => "[1 3 3]";
        "(get [1 2 3] 1)" => "2";
        "(frequencies [1 1 2])" => "{1 2 2 1}";
        "(str [1 2])" => "\"[1 2]\"";
    }
    fails! {
        "(nth [1 2 3] 3)" => IndexOutOfBounds;
        "(assoc [1 2 3] 5 1)" => IndexOutOfBounds;
    }
}

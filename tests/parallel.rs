//! The parallel forms: values, order and first error are the sequential ones, on any number of threads.

use rtfs::{ErrorKind, Int, List, Map, Set, Value, Vector};

rtfs::rtfs! {
    (defn collatz [n :int] :int
      (loop [n n steps 0]
        (if (= n 1) steps (recur (if (even? n) (quot n 2) (+ 1 (* 3 n))) (inc steps)))))

    (defn fib [n :int] :int (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))

    // Walks over every source.
    (defn lengths [n :int] (:parallel (map collatz (range 1 n))))
    (defn lengths-sequential [n :int] (map collatz (range 1 n)))
    (defn of-vector [xs [:vector :int]] (:parallel (map fib xs)))
    (defn of-list [xs [:list :int]] (:parallel {:grain 3} (map fib xs)))
    (defn of-set [xs [:set :int]] (:parallel {:grain 3} (map fib xs)))
    (defn of-map [m [:map-of :int :int]] (:parallel {:grain 2} (map (fn [[k v]] (+ k (fib v))) m)))
    (defn of-string [s :string] (:parallel {:grain 2} (map (fn [c] (str c c)) s)))
    (defn of-anything [xs] (:parallel {:grain 2} (map (fn [x] (* x x)) xs)))
    (defn of-steps [from :int to :int by :int]
      (:parallel {:grain 3} (map (fn [x] (* x x)) (range from to by))))

    // Stages.
    (defn chain [n :int]
      (:parallel (->> (range n) (map collatz-of) (filter odd?) (remove (fn [x] (= 0 (mod x 5)))) (map inc))))
    (defn- collatz-of [n] (collatz (inc n)))
    (defn kept [n :int] (:parallel {:grain 7} (keep (fn [x] (if (even? x) (* x 10) nil)) (range n))))
    (defn indexed [xs [:vector :int]]
      (:parallel {:grain 7} (map-indexed (fn [i x] (- x i)) xs)))
    (defn indexed-after-filter [n :int]
      (:parallel {:grain 7} (map-indexed (fn [i x] (- x i)) (filter even? (range n)))))
    (defn spread [n :int] (:parallel {:grain 4} (mapcat (fn [x] (range x)) (range n))))
    (defn taken [n :int] (:parallel {:grain 4} (take 10 (map (fn [x] (* x x)) (range n)))))
    (defn pairs [n :int]
      (:parallel {:grain 2} (for [i (range n) :when (odd? i) j (range i) :let [k (* i j)] :while (< k 20)] [i j k])))
    (defn pairs-sequential [n :int]
      (for [i (range n) :when (odd? i) j (range i) :let [k (* i j)] :while (< k 20)] [i j k]))
    (defn squares [n :int] (pfor [i (range n)] (* i i)))

    // Folds.
    (defn sum-of-squares [n :int] (:parallel {:grain 10} (reduce + (map (fn [x] (* x x)) (range n)))))
    (defn sum-from [init :int n :int] (:parallel {:grain 10} (reduce + init (range n))))
    (defn product [n :int] (:parallel {:grain 5} (reduce * (range 1 n))))
    (defn greatest [xs [:vector :int]] (:parallel {:grain 5} (reduce max xs)))
    (defn joined [xs [:vector :string]] (:parallel {:grain 5} (reduce str "<" xs)))
    (defn joined-ints [n :int] (:parallel {:grain 5} (reduce str "" (range n))))
    (defn appended [n :int] (:parallel {:grain 5} (reduce into [] (map (fn [x] [x x]) (range n)))))
    (defn merged [n :int] (:parallel {:grain 5} (reduce merge {} (map (fn [x] {(mod x 7) x}) (range n)))))
    (defn united [n :int] (:parallel {:grain 5} (reduce union #{} (map (fn [x] #{(mod x 7)}) (range n)))))
    (defn conjoined [n :int] (:parallel (into #{} (map collatz (range 1 n)))))
    (defn float-sum [xs [:vector :float]] (:parallel (reduce + 0.0 (map (fn [x] (* x 1.1)) xs))))
    (defn sum-of-quarters [n :int] (:parallel {:grain 3} (reduce + 0.0 (map (fn [x] (/ x 4)) (range n)))))
    (defn product-of-halves [n :int]
      (:parallel {:grain 3} (reduce * 1.0 (map (fn [x] (/ x 2)) (range 1 n)))))
    (defn mixed-sum [xs] (:parallel {:grain 3} (reduce + 0 xs)))
    (defn from-the-left [n :int] (:parallel (reduce (fn [acc x] (- x acc)) 0 (map collatz (range 1 n)))))
    (defn from-the-left-sequential [n :int] (reduce (fn [acc x] (- x acc)) 0 (map collatz (range 1 n))))
    (defn nothing-to-fold [xs [:vector :int]] (:parallel {:grain 1} (reduce + xs)))
    (defn nothing-to-compare [xs [:vector :int]] (:parallel {:grain 1} (reduce max xs)))
    (defn folded [xs [:vector :int]] (preduce + 0 xs))

    // Searches, groups and sorted things.
    (defn any-even [xs [:vector :int]] (:parallel (some even? (map inc xs))))
    (defn all-even [xs [:vector :int]] (:parallel (every? even? (map inc xs))))
    (defn grouped [n :int] (:parallel (group-by odd? (map collatz (range 1 n)))))
    (defn counted [n :int] (:parallel (frequencies (map (fn [x] (mod x 3)) (range n)))))
    (defn sorted [n :int] (:parallel (sort (map collatz (range 1 n)))))
    (defn sorted-by [n :int] (:parallel (sort-by (fn [x] (- x)) (map collatz (range 1 n)))))
    (defn filtered [xs [:vector :int]] (pfilter odd? xs))

    // Nested forms.
    (defn table [n :int]
      (:parallel {:grain 1} (map (fn [i] (pmap (fn [j] (* i j)) (range n))) (range n))))
    (defn sums [n :int]
      (:parallel {:grain 1} (for [i (range n)] (reduce + (map fib (range i))))))
    (defn branches-in-walk [n :int]
      (:parallel {:grain 1} (map (fn [i] (with-parallel [a (fib i) b (fib (inc i))] (+ a b))) (range n))))

    // Errors.
    (defn divided [xs [:vector :int]] (:parallel {:grain 1} (map (fn [x] (quot 100 x)) xs)))
    (defn thrown [n :int]
      (:parallel {:grain 1} (map (fn [x] (if (> x 20) (throw {:at x}) x)) (range n))))
    (defn thrown-in-fold [n :int]
      (:parallel {:grain 2} (reduce + (map (fn [x] (if (> x 20) (throw {:at x}) x)) (range n)))))
    (defn first-error [a :int b :int c :int]
      (parallel (+ (fib 15) (quot 1 a)) (+ (fib b) (throw (error "second"))) (if (= c 0) (throw (error "third")) (fib 10))))

    // Ints that do not fit.
    (defn great [n :int] (:parallel {:grain 2} (map (fn [x] (* x x x x)) (range n (+ n 5)))))
    (defn great-sum [xs [:vector :int]] (:parallel {:grain 2} (reduce + xs)))
    (defn great-branches [n :int]
      (with-parallel [a (* (fib 12) n n) b (+ (fib 12) n)] (* a b)))
    (defn great-range [n :int] (:parallel {:grain 2} (map inc (range n (+ n 5)))))

    // Branches.
    (defn three [n :int] (:parallel (fib n) (str "n" (fib 3)) [(fib 4)]))
    (defn named [n :int] (parallel [a (fib n)] [b (fib (inc n))]))
    (defn stepped [n :int] (step-parallel (fib n) (collatz n)))
    (defn tiny [n :int] (parallel (inc n) (dec n)))
    (defn many []
      (parallel (fib 1) (fib 2) (fib 3) (fib 4) (fib 5) (fib 6) (fib 7) (fib 8) (fib 9) (fib 10)
                (fib 11) (fib 12)))
    (defn patterns [n :int]
      (with-parallel [[a b] [(fib n) (collatz n)]
                      {:keys [c] :or {c 7}} (if (> (fib n) 5) {:c 1} {})]
        [a b c]))
    (defn in-a-loop [n :int]
      (loop [i 0 acc 0]
        (if (= i n) acc (recur (inc i) (+ acc (:parallel {:grain 2} (reduce + (map fib (range i)))))))))
}

/// Runs a test with pools of 1, 2, 3 and 8 threads, and outside of any.
fn everywhere(test: impl Fn() + Send + Sync) {
    test();
    #[cfg(feature = "parallel")]
    for threads in [1, 2, 3, 8] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(&test);
    }
}

fn ints(items: impl IntoIterator<Item = i64>) -> Vector<Int> {
    items.into_iter().map(Int::from).collect()
}

fn fibs(n: i64) -> i64 {
    if n < 2 { n } else { fibs(n - 1) + fibs(n - 2) }
}

#[test]
fn walks_keep_the_order_of_every_source() {
    everywhere(|| {
        assert_eq!(lengths(3000).unwrap(), lengths_sequential(3000).unwrap());
        let numbers: Vec<i64> = (0..18).rev().collect();
        let expected: Vec<i64> = numbers.iter().map(|n| fibs(*n)).collect();
        let list: List<Int> = numbers.iter().copied().map(Int::from).collect();
        assert_eq!(
            of_vector(ints(numbers.clone())).unwrap(),
            ints(expected.clone())
        );
        let found: Vec<Int> = of_list(list).unwrap().iter().cloned().collect();
        assert_eq!(ints(expected), found.into_iter().collect());
        let set: Set<Int> = numbers.iter().copied().map(Int::from).collect();
        let in_order: Vector<Int> = set.iter().map(|n| fib(n.clone()).unwrap()).collect();
        assert_eq!(of_set(set).unwrap(), in_order);
        let map: Map<Int, Int> = (0..20).map(|i| (Int::from(i), Int::from(i % 5))).collect();
        let in_order: Vector<Int> = map
            .iter()
            .map(|(k, v)| k.clone().add(fib(v.clone()).unwrap()))
            .collect();
        assert_eq!(of_map(map).unwrap(), in_order);
        assert_eq!(of_string("añb").unwrap().to_string(), r#"["aa" "ññ" "bb"]"#);
        assert_eq!(
            of_steps(10, -10, -3).unwrap(),
            ints([100, 49, 16, 1, 4, 25, 64])
        );
        assert_eq!(
            of_steps(0, 10, 0).unwrap_err().kind(),
            ErrorKind::ValidationError
        );
    });
}

#[test]
fn walks_over_dynamic_values_keep_their_kind() {
    everywhere(|| {
        let of = |value: Value| of_anything(value).unwrap().to_string();
        let items = [1.into(), Value::Float(2.5), 3.into(), 4.into()];
        assert_eq!(
            of(items.iter().cloned().collect::<Vector<_>>().into()),
            "[1 6.25 9 16]"
        );
        assert_eq!(
            of(items.iter().cloned().collect::<List<_>>().into()),
            "(1 6.25 9 16)"
        );
        assert_eq!(of(Value::Nil), "[]");
    });
}

#[test]
fn stages_fuse_and_keep_the_order() {
    everywhere(|| {
        let steps = |mut n: i64| {
            let mut steps = 0;
            while n != 1 {
                n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
                steps += 1;
            }
            steps
        };
        let expected = (0..2000)
            .map(|n| steps(n + 1))
            .filter(|n| n % 2 == 1 && n % 5 != 0)
            .map(|n| n + 1);
        assert_eq!(chain(2000).unwrap(), ints(expected));
        assert_eq!(
            kept(100).unwrap(),
            ints((0..100).step_by(2).map(|n| n * 10))
        );
        assert_eq!(indexed(ints(5..105)).unwrap(), ints([5; 100]));
        assert_eq!(indexed_after_filter(100).unwrap(), ints(0..50));
        assert_eq!(spread(30).unwrap(), ints((0..30).flat_map(|n| 0..n)));
        assert_eq!(taken(100).unwrap(), ints((0..10).map(|n| n * n)));
        assert_eq!(pairs(12).unwrap(), pairs_sequential(12).unwrap());
        assert_eq!(squares(50).unwrap(), ints((0..50).map(|n| n * n)));
    });
}

#[test]
fn folds_give_what_the_left_fold_gives() {
    everywhere(|| {
        assert_eq!(
            sum_of_squares(1000).unwrap(),
            (0..1000).map(|n| n * n).sum::<i64>()
        );
        assert_eq!(sum_from(7, 100).unwrap(), 7 + 99 * 50);
        let factorial = product(60).unwrap().to_string();
        assert!(factorial.starts_with("1386831185456898357") && factorial.len() == 81);
        assert_eq!(greatest(ints((0..99).map(|n| n * 37 % 101))).unwrap(), 100);
        let words: Vector<rtfs::Str> = (0..30).map(|n| format!("{n},").into()).collect();
        let text: String = (0..30).map(|n| format!("{n},")).collect();
        assert_eq!(&*joined(words).unwrap(), format!("<{text}"));
        let digits: String = (0..40).map(|n| n.to_string()).collect();
        assert_eq!(&*joined_ints(40).unwrap(), digits);
        assert_eq!(appended(30).unwrap(), ints((0..30).flat_map(|n| [n, n])));
        let last: Map<Int, Int> = (0..7)
            .map(|k| (Int::from(k), Int::from(93 + (k + 5) % 7)))
            .collect();
        assert_eq!(merged(100).unwrap(), last);
        assert_eq!(
            united(100).unwrap(),
            (0..7).map(Int::from).collect::<Set<Int>>()
        );
        assert_eq!(
            conjoined(100).unwrap(),
            lengths_sequential(100)
                .unwrap()
                .iter()
                .cloned()
                .collect::<Set<Int>>()
        );
        assert_eq!(
            from_the_left(500).unwrap(),
            from_the_left_sequential(500).unwrap()
        );
        assert_eq!(nothing_to_fold(Vector::new()).unwrap(), 0);
        assert_eq!(
            nothing_to_compare(Vector::new()).unwrap_err().kind(),
            ErrorKind::ArityError
        );
        assert_eq!(folded(ints(0..100)).unwrap(), 4950);
        let mixed: Vector<Value> = (0..50).map(Value::from).collect();
        assert_eq!(mixed_sum(mixed).unwrap().to_string(), "1225");
        // Quarters and halves are ints where they can be, the sum and the product are floats.
        assert_eq!(sum_of_quarters(50).unwrap(), 306.25);
        assert_eq!(product_of_halves(7).unwrap(), 11.25);
    });
}

#[test]
fn a_sum_of_floats_is_the_same_on_any_number_of_threads() {
    let numbers: Vector<f64> = (0..20_000).map(|n| 1.0 / f64::from(n + 1)).collect();
    let expected = float_sum(numbers.clone()).unwrap();
    let left: f64 = numbers.iter().map(|x| x * 1.1).sum();
    assert!((expected - left).abs() < 1e-9);
    everywhere(|| {
        assert_eq!(
            float_sum(numbers.clone()).unwrap().to_bits(),
            expected.to_bits()
        );
    });
}

#[test]
fn what_cannot_be_cut_is_sequential() {
    everywhere(|| {
        assert_eq!(any_even(ints([2, 4, 5])).unwrap(), Some(true));
        assert!(!all_even(ints([1, 3, 4])).unwrap());
        assert_eq!(filtered(ints(0..10)).unwrap(), ints([1, 3, 5, 7, 9]));
        let lengths = lengths_sequential(300).unwrap();
        let mut sorted_lengths: Vec<Int> = lengths.iter().cloned().collect();
        sorted_lengths.sort();
        assert_eq!(
            sorted(300).unwrap(),
            sorted_lengths.iter().cloned().collect()
        );
        sorted_lengths.reverse();
        assert_eq!(
            sorted_by(300).unwrap(),
            sorted_lengths.into_iter().collect()
        );
        let groups = grouped(300).unwrap();
        let odd: Vector<Int> = lengths.iter().filter(|n| !n.is_even()).cloned().collect();
        assert_eq!(groups.get(&true), Some(&odd));
        assert_eq!(counted(100).unwrap().to_string(), "{0 34 1 33 2 33}");
    });
}

#[test]
fn forms_nest() {
    everywhere(|| {
        let rows = table(12).unwrap();
        let expected: Vector<Vector<Int>> = (0..12).map(|i| ints((0..12).map(|j| i * j))).collect();
        assert_eq!(rows, expected);
        let expected = (0..15).map(|i| (0..i).map(fibs).sum::<i64>());
        assert_eq!(sums(15).unwrap(), ints(expected));
        let expected = (0..15).map(|i| fibs(i) + fibs(i + 1));
        assert_eq!(branches_in_walk(15).unwrap(), ints(expected));
        let expected: i64 = (0..10).map(|i| (0..i).map(fibs).sum::<i64>()).sum();
        assert_eq!(in_a_loop(10).unwrap(), expected);
    });
}

#[test]
fn the_first_error_in_program_order_is_reported() {
    everywhere(|| {
        let error = divided(ints([5, 4, 0, 2, 0])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::DivisionByZero);
        for error in [thrown(200).unwrap_err(), thrown_in_fold(200).unwrap_err()] {
            assert_eq!(error.kind(), ErrorKind::Thrown);
            assert_eq!(error.data().unwrap().to_string(), "{:at 21}");
        }
        let kind = |a, c| {
            let error = first_error(a, 1, c).unwrap_err();
            (error.kind(), error.message().to_string())
        };
        assert_eq!(kind(0, 0).0, ErrorKind::DivisionByZero);
        assert_eq!(kind(1, 0).1, "second");
        assert_eq!(kind(1, 1).1, "second");
    });
}

#[test]
fn ints_grow_in_branches_and_walks() {
    everywhere(|| {
        let n = 1_000_000_007_i64;
        let expected: Vector<Int> = (n..n + 5)
            .map(|x| {
                let x = Int::from(x);
                x.clone().mul(x.clone()).mul(x.clone()).mul(x)
            })
            .collect();
        assert_eq!(great(n).unwrap(), expected);
        let sum = great_sum(ints([i64::MAX, 1, i64::MIN, i64::MAX, i64::MAX])).unwrap();
        assert_eq!(sum.to_string(), "18446744073709551614");
        assert_eq!(great_sum(ints([i64::MAX, 1, -2, i64::MIN])).unwrap(), -2);
        let product = great_branches(i64::MAX).unwrap();
        let n = Int::from(i64::MAX);
        let a = Int::from(144).mul(n.clone()).mul(n.clone());
        assert_eq!(product, a.mul(n.add(Int::from(144))));
        let beyond = Int::from(i64::MAX).sub(Int::from(2));
        let found: Vec<String> = great_range(beyond)
            .unwrap()
            .iter()
            .map(Int::to_string)
            .collect();
        assert_eq!(found[0], "9223372036854775806");
        assert_eq!(found[4], "9223372036854775810");
    });
}

#[test]
fn branches_give_their_values_in_order() {
    everywhere(|| {
        assert_eq!(three(10).unwrap().to_string(), r#"[55 "n2" [3]]"#);
        let named = named(10).unwrap();
        assert_eq!(Value::from(named).to_string(), "{:a 55 :b 89}");
        assert_eq!(Value::from(stepped(10).unwrap()).to_string(), "[55 6]");
        assert_eq!(Value::from(tiny(10).unwrap()).to_string(), "[11 9]");
        assert_eq!(
            Value::from(many().unwrap()).to_string(),
            "[1 1 2 3 5 8 13 21 34 55 89 144]"
        );
        assert_eq!(Value::from(patterns(10).unwrap()).to_string(), "[55 6 1]");
        assert_eq!(Value::from(patterns(2).unwrap()).to_string(), "[1 1 7]");
    });
}

/// How many elements began before this one: each waits until another has begun, or for long enough.
#[cfg(feature = "parallel")]
fn meets(begun: &std::sync::atomic::AtomicUsize) -> bool {
    use std::sync::atomic::Ordering;
    let number = begun.fetch_add(1, Ordering::SeqCst);
    let start = std::time::Instant::now();
    while number == 0 && start.elapsed().as_secs() < 20 {
        if begun.load(Ordering::SeqCst) > 1 {
            return true;
        }
        std::thread::yield_now();
    }
    number > 0
}

#[cfg(feature = "parallel")]
#[test]
fn elements_and_branches_run_at_the_same_time() {
    use std::sync::atomic::AtomicUsize;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(2)
        .build()
        .unwrap();
    pool.install(|| {
        let begun = AtomicUsize::new(0);
        let meet = |_: i64| meets(&begun);
        let met = rtfs::rtfs! { (:parallel {:grain 1} (map meet [1 2 3 4])) }.unwrap();
        assert_eq!(Value::from(met).to_string(), "[true true true true]");
        let begun = AtomicUsize::new(0);
        let meet = |_: i64| meets(&begun);
        let met = rtfs::rtfs! { (with-parallel [a (meet 1) b (meet 2)] [a b]) }.unwrap();
        assert_eq!(Value::from(met).to_string(), "[true true]");
    });
}

fn expensive_operation(n: i64) -> i64 {
    fibs(10 + n % 3)
}

#[test]
fn the_parallel_program_of_the_mission() {
    everywhere(|| {
        let data: Vec<i64> = (0..200).collect();
        let result = rtfs::rtfs! {
            (:parallel
              (map expensive-operation data))
        };
        let expected: Vector<Value> = (0..200).map(|n| expensive_operation(n).into()).collect();
        assert_eq!(result.unwrap(), Value::from(expected));
        let failing = |n: i64| {
            if n > 50 {
                Err(format!("no {n}"))
            } else {
                Ok(n)
            }
        };
        let error = rtfs::rtfs! { (:parallel (map failing data)) }.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::HostError);
        assert!(error.message().contains("no 51"), "{error}");
    });
}

#[test]
fn the_concurrent_program_of_the_mission() {
    everywhere(|| {
        let compute_a = || fibs(15);
        let compute_b = || -> Result<String, String> { Ok("b".into()) };
        let combine = |a: i64, b: String| format!("{b}{a}");
        let result = rtfs::rtfs! {
            (with-parallel [result1 (compute-a)
                            result2 (compute-b)]
              (combine result1 result2))
        };
        assert_eq!(result.unwrap(), Value::from("b610"));
    });
}

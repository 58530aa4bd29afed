//! Last uses move: what a loop threads through is changed in place.
//!
//! The allocator counts. A copy of a collection at each step would allocate at each step (or, for
//! a collection of many elements, more bytes than the machine has), so the counts show that there is none.

#![allow(
    unsafe_code,
    reason = "a global allocator that counts can only be written so"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
    static BYTES: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: everything is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ALLOCATIONS.try_with(|n| n.set(n.get() + 1));
        let _ = BYTES.try_with(|n| n.set(n.get() + layout.size()));
        // SAFETY: the caller keeps the promises of `alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the pointer came from `alloc` above, with this layout.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// What a call gives, and how many allocations and bytes it took.
fn counted<T>(f: impl FnOnce() -> rtfs::Result<T>) -> (T, usize, usize) {
    let (before, bytes) = (ALLOCATIONS.get(), BYTES.get());
    let value = f().unwrap();
    (value, ALLOCATIONS.get() - before, BYTES.get() - bytes)
}

rtfs::rtfs! {
    (defn build [n] (loop [i 0 v []] (if (< i n) (recur (inc i) (conj v i)) v)))
    (defn build-first [n] (loop [v [] i 0] (if (< i n) (recur (conj v i) (inc i)) v)))
    (defn reduced [n] (reduce conj [] (range n)))
    (defn table [n] (loop [i 0 m {}] (if (< i n) (recur (inc i) (assoc m i (* i i))) m)))
    (defn counted-mod [n k] (reduce (fn [m x] (update m (mod x k) (fn [old] (inc (or old 0))))) {} (range n)))
    (defn set-all [n] (loop [i 0 v (vec (repeat n 0))] (if (< i n) (recur (inc i) (assoc v i i)) v)))
    (defn in-record [n] (loop [i 0 r {:items [] :sum 0}]
      (if (< i n)
        (recur (inc i) (-> r (update :items conj i) (update :sum + i)))
        (:items r))))
    (defn in-tuple [n] (first (reduce (fn [[v total] x] [(conj v x) (+ total x)]) [[] 0] (range n))))
    (defn push-all [v n] (if (= n 0) v (recur (conj v n) (dec n))))
    (defn through-calls [n] (push-all (push-all [] n) n))
    (defn either [n] (loop [i 0 v []] (if (< i n) (recur (inc i) (if (even? i) (conj v i) v)) v)))
    (defn sum-of-rest [xs [:list :int]] :int (loop [xs xs acc 0] (if (empty? xs) acc (recur (rest xs) (+ acc (first xs))))))
    (defn sum-of-next [xs [:vector :int]] :int (loop [s (seq xs) acc 0] (if s (recur (next s) (+ acc (first s))) acc)))
    (defn sum-of-more [xs [:list :int]] :int (loop [[x & more] xs acc 0] (if x (recur more (+ acc x)) acc)))
    (defn count-pairs [xs [:list :int]] :int
      (loop [xs xs n 0]
        (if (empty? xs) n
          (let [more (rest xs)]
            (recur more (loop [ys more n n] (if (empty? ys) n (recur (rest ys) (if (= (first xs) (first ys)) (inc n) n)))))))))
    (defn blanks [s :string] :int (loop [s s n 0] (if (empty? s) n (recur (rest s) (if (= (count s) 0) (inc n) n)))))
    (defn counted-words [text :string] (reduce (fn [m w] (update m w (fnil inc 0))) {} (split text " ")))
    (defn sum-of-parts [text :string] :int (reduce + 0 (map parse-int (split text ","))))
    (deftype Tree [:union :nil [:tuple :int Tree Tree]])
    (defn insert [tree Tree v :int] Tree
      (if (nil? tree)
        [v nil nil]
        (let [[x left right] tree]
          (cond (= v x) tree (< v x) [x (insert left v) right] :else [x left (insert right v)]))))
    (defn tree-of [n :int] Tree (reduce (fn [tree Tree i :int] Tree (insert tree (mod (* i 7919) 100003))) nil (range n)))
    (defn doubled [tree Tree] Tree (match tree nil nil [x left right] [(* x 2) (doubled left) (doubled right)]))
    (defn doubled-often [n :int k :int] Tree (loop [tree Tree (tree-of n) k :int k] (if (= k 0) tree (recur (doubled tree) (dec k)))))
    (defn versions [n :int] [:vector Tree] (let [tree (tree-of n)] [tree (insert tree -1) (insert tree -2)]))
    (defstruct Node :value :int :left Node? :right Node?)
    (defn put [node Node? v :int] Node
      (cond
        (nil? node) (->Node v nil nil)
        (< v (:value node)) (assoc node :left (put (:left node) v))
        :else (assoc node :right (put (:right node) v))))
    (defn nodes-of [n :int] Node? (reduce (fn [node Node? i :int] Node? (put node (mod (* i 7919) 100003))) nil (range n)))
    (defn digits [n :int] :string (loop [i 0 s ""] (if (= i n) s (recur (inc i) (str s (mod i 10))))))
    (defn joined [xs [:vector :string]] :string (reduce (fn [s x] (if (empty? s) x (str s "," x))) "" xs))
    (defn words [n] (loop [i 0 m {}] (if (< i n) (recur (inc i) (update m (if (even? i) "even" "odd") (fnil inc 0))) m)))
}

const N: i64 = 100_000;

#[test]
fn a_vector_built_by_conj_is_pushed_to() {
    for f in [build, build_first, reduced] as [fn(i64) -> _; 3] {
        let (v, allocations, bytes) = counted(|| f(N));
        assert_eq!(v.len(), 100_000);
        assert!(allocations < 50, "{allocations} allocations");
        assert!(bytes < 100_000 * 16 * 4, "{bytes} bytes");
    }
}

#[test]
fn a_map_built_by_assoc_is_inserted_into() {
    let (m, allocations, _) = counted(|| table(N));
    assert_eq!(m.len(), 100_000);
    assert!(allocations < 100, "{allocations} allocations");
}

#[test]
fn an_entry_is_updated_where_it_is() {
    let (m, allocations, _) = counted(|| counted_mod(N, 100));
    assert_eq!(m.len(), 100);
    assert!(allocations < 100, "{allocations} allocations");
}

#[test]
fn an_element_is_replaced_where_it_is() {
    let (v, allocations, _) = counted(|| set_all(N));
    assert_eq!(v.get(99_999).unwrap(), &99_999);
    assert!(allocations < 50, "{allocations} allocations");
}

#[test]
fn a_field_moves_out_of_its_record_and_back() {
    let (v, allocations, _) = counted(|| in_record(N));
    assert_eq!(v.len(), 100_000);
    assert!(allocations < 50, "{allocations} allocations");
}

#[test]
fn an_accumulator_in_a_tuple_moves() {
    let (v, allocations, _) = counted(|| in_tuple(N));
    assert_eq!(v.len(), 100_000);
    assert!(allocations < 50, "{allocations} allocations");
}

#[test]
fn values_move_through_calls() {
    let (v, allocations, _) = counted(|| through_calls(N));
    assert_eq!(v.len(), 200_000);
    assert!(allocations < 60, "{allocations} allocations");
}

#[test]
fn values_move_through_branches() {
    let (v, allocations, _) = counted(|| either(N));
    assert_eq!(v.len(), 50_000);
    assert!(allocations < 50, "{allocations} allocations");
}

/// A loop that only walks down what somebody else holds takes nothing apart, and copies nothing.
#[test]
fn a_sequence_is_walked_where_it_is() {
    let run: rtfs::List<rtfs::Int> = (0..N).map(rtfs::Int::from).collect();
    let cells = (0..100).fold(run.clone(), |list, i| list.cons(rtfs::Int::from(i)));
    let vector: rtfs::Vector<rtfs::Int> = (0..N).map(rtfs::Int::from).collect();
    let sum = N * (N - 1) / 2;
    for walk in [sum_of_rest, sum_of_more] as [fn(_) -> _; 2] {
        let (total, allocations, _) = counted(|| walk(&run));
        assert_eq!(total, sum);
        assert!(allocations < 10, "{allocations} allocations");
        let (total, allocations, _) = counted(|| walk(&cells));
        assert_eq!(total, sum + 99 * 100 / 2);
        assert!(allocations < 10, "{allocations} allocations");
    }
    let (total, allocations, _) = counted(|| sum_of_next(&vector));
    assert_eq!(total, sum);
    assert!(allocations < 10, "{allocations} allocations");
    let few: rtfs::List<rtfs::Int> = (0..200).map(|i| rtfs::Int::from(i % 100)).collect();
    let (pairs, allocations, _) = counted(|| count_pairs(&few));
    assert_eq!(pairs, 100);
    assert!(allocations < 10, "{allocations} allocations");
}

/// What is left of a string is no string of its own at each step.
#[test]
fn a_string_is_walked_where_it_is() {
    let text = "é ".repeat(500);
    let (n, _, bytes) = counted(|| blanks(text.as_str()));
    assert_eq!(n, 0);
    assert!(bytes < 10_000, "{bytes} bytes");
}

/// A part of a text is a string of its own only where a map comes to hold it.
#[test]
fn a_text_is_split_where_it_is() {
    let text = "one two three ".repeat(1000);
    let (counts, allocations, _) = counted(|| counted_words(text.as_str()));
    assert_eq!(counts.len(), 3);
    assert!(allocations < 20, "{allocations} allocations");
    let numbers = "1,22,333,".repeat(1000);
    let (sum, allocations, _) = counted(|| sum_of_parts(numbers.as_str()));
    assert_eq!(sum, 356_000);
    assert!(allocations < 10, "{allocations} allocations");
}

/// Text is put behind a string where the string is.
#[test]
fn a_string_that_grows_is_not_copied() {
    let (text, allocations, bytes) = counted(|| digits(N));
    assert_eq!(text.len(), 100_000);
    assert!(allocations < 40, "{allocations} allocations");
    assert!(bytes < 100_000 * 8, "{bytes} bytes");
    let parts: rtfs::Vector<rtfs::Str> = (0..N)
        .map(|i| rtfs::Str::from((i % 10).to_string()))
        .collect();
    let (text, allocations, bytes) = counted(|| joined(&parts));
    assert_eq!(text.len(), 199_999);
    assert!(allocations < 40, "{allocations} allocations");
    assert!(bytes < 200_000 * 8, "{bytes} bytes");
}

/// A node that is taken apart and built anew is changed where it is.
#[test]
fn a_node_is_rebuilt_where_it_is() {
    let (tree, allocations, _) = counted(|| tree_of(1000));
    assert_eq!(allocations, 1000);
    drop(tree);
    let (nodes, allocations, _) = counted(|| nodes_of(1000));
    assert_eq!(allocations, 1000);
    drop(nodes);
    let (tree, allocations, _) = counted(|| doubled_often(100, 10));
    assert_eq!(allocations, 100);
    assert_eq!(tree.unwrap().value.0, 0);
}

/// Of a tree that is needed further, only the way to what changes is built anew.
#[test]
fn a_shared_tree_shares_what_did_not_change() {
    let (trees, allocations, _) = counted(|| versions(1000));
    assert!(allocations < 1100, "{allocations} allocations");
    let smallest = |tree: &Tree| {
        let mut node = tree.as_ref().unwrap();
        while let Some(left) = &node.value.1 {
            node = left;
        }
        node.value.0.as_i64()
    };
    let found: Vec<_> = trees.iter().map(smallest).collect();
    assert_eq!(found, [Some(0), Some(-1), Some(-2)]);
}

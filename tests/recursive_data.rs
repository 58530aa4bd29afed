//! Data that contains its own kind: structs in nodes, and types that go through themselves.

#[macro_use]
mod support;

mod structs {
    use rtfs::{Shared, ToValue, Value, rtfs};

    rtfs! {
        (defstruct Node "A search tree." :value :int :left Node? :right Node?)

        (defn insert [tree Node? value :int] Node
          (cond
            (nil? tree) (->Node value nil nil)
            (< value (:value tree)) (assoc tree :left (insert (:left tree) value))
            :else (assoc tree :right (insert (:right tree) value))))

        (defn contains [tree Node? value :int] :bool
          (cond
            (nil? tree) false
            (= value (:value tree)) true
            (< value (:value tree)) (recur (:left tree) value)
            :else (recur (:right tree) value)))

        (defn sum [tree Node?] :int
          (if tree
            (let [{:keys [value left right]} tree]
              (+ value (sum left) (sum right)))
            0))

        (defn in-order [tree Node?]
          (match tree
            nil []
            {:value v :left l :right r} (concat (in-order l) [v] (in-order r))))

        (defn tree-of [values] (reduce insert nil values))
        (defn depth [tree Node?] (if tree (inc (max (depth (:left tree)) (depth (:right tree)))) 0))
        (defn chain [n :int] Node? (loop [n n node nil] (if (= n 0) node (recur (dec n) (->Node n node nil)))))
        (defn right-of [tree Node] (:right tree))
        (defn is-map [x] (map? x))
        (defn equal [a Node? b Node?] (= a b))
        (defn shown [tree Node] (str tree))
        (defn as-map [tree Node] (assoc tree :more 1))
        (defn root [tree] (:value (Node tree)))
        (defn value-of-chain [] (:value (->Node 7 nil nil)))
        (defn pair [tree Node] [tree (:left tree)])
        (defn sums [trees [:vector Node]] (map sum trees))
        (defn big [n :int] (sum (->Node n (->Node n nil nil) nil)))
    }

    #[test]
    fn a_tree_is_built_and_searched() {
        let tree = tree_of(vec![5, 2, 8, 1, 9]).unwrap();
        assert_eq!(in_order(tree.clone()).unwrap().to_string(), "[1 2 5 8 9]");
        let tree = Node::try_from(Value::from(tree)).unwrap();
        assert_eq!(tree.value, 5);
        assert!(contains(tree.clone(), 8).unwrap() && !contains(tree.clone(), 7).unwrap());
        assert_eq!(sum(Some(tree.clone())).unwrap(), 25);
        assert_eq!(sum(None::<Shared<Node>>).unwrap(), 0);
        assert_eq!(depth(tree.clone()).unwrap(), 3);
        assert_eq!(right_of(tree.clone()).unwrap().unwrap().value, 8);
        assert_eq!(sums(vec![Shared::new(tree)]).unwrap().to_string(), "[25]");
    }

    #[test]
    fn a_change_leaves_the_old_tree_as_it_was() {
        let one = insert(None::<Shared<Node>>, 5).unwrap();
        let two = insert(&one, 3).unwrap();
        let three = insert(&two, 4).unwrap();
        assert_eq!(
            one.to_value().to_string(),
            "{:value 5 :left nil :right nil}"
        );
        assert_eq!(two.left.as_ref().map(|n| n.value.clone()), Some(3.into()));
        assert_eq!(two.left.as_ref().unwrap().right, None);
        assert_eq!(
            three.left.as_ref().unwrap().right.as_ref().unwrap().value,
            4
        );
    }

    #[test]
    fn a_node_is_the_map_of_its_fields() {
        let node = insert(None::<Shared<Node>>, 5).unwrap();
        assert!(is_map(node.clone()).unwrap());
        assert_eq!(shown(&node).unwrap(), "{:value 5 :left nil :right nil}");
        assert_eq!(
            as_map(&node).unwrap().to_string(),
            "{:value 5 :left nil :right nil :more 1}"
        );
        assert_eq!(root(node.clone()).unwrap(), 5);
        assert_eq!(value_of_chain().unwrap(), 7);
        assert!(equal(node.clone(), insert(None::<Shared<Node>>, 5).unwrap()).unwrap());
        assert!(!equal(node, insert(None::<Shared<Node>>, 6).unwrap()).unwrap());
    }

    #[test]
    fn a_dynamic_value_becomes_a_tree_or_says_what_is_wrong() {
        let value: Value = rtfs! { {:value 1 :left {:value 2 :left nil :right nil} :right nil} }
            .unwrap()
            .into();
        assert_eq!(sum(value).unwrap(), 3);
        let wrong = rtfs! { {:value 1 :left {:value :x}} }.unwrap();
        let error = sum(Value::from(wrong)).unwrap_err().to_string();
        assert!(error.contains("`:value` of `Node`"), "{error}");
    }

    #[test]
    fn ints_beyond_the_machine_fit() {
        assert_eq!(big(i64::MAX).unwrap().to_string(), "18446744073709551614");
    }

    #[test]
    fn serde_reads_what_it_wrote() {
        let tree = tree_of(vec![5, 2, 8]).unwrap();
        let tree = Node::try_from(Value::from(tree)).unwrap();
        let json = serde_json::to_string(&tree).unwrap();
        let back: Shared<Node> = serde_json::from_str(&json).unwrap();
        assert_eq!(*back, tree);
    }

    #[test]
    fn a_chain_of_a_million_nodes_is_built_compared_summed_and_dropped() {
        let thread = std::thread::Builder::new().stack_size(512 * 1024);
        let done = thread.spawn(|| {
            let one = chain(1_000_000).unwrap();
            let two = chain(1_000_000).unwrap();
            assert!(equal(one.clone(), two).unwrap());
            assert_eq!(sum(one).unwrap(), 500_000_500_000_i64);
        });
        done.unwrap().join().unwrap();
    }
}

mod structs_through_each_other {
    use rtfs::rtfs;

    rtfs! {
        (defstruct Folder :name :string :files [:tuple File? File?] :kind Kind)
        (defstruct File :size :int :folder Folder?)
        (defstruct Kind :parent Folder?)
        (defstruct Rose :value :int :children [:vector Rose])

        (defn size [file File?]
          (if file (+ (:size file) (folder-size (:folder file))) 0))
        (defn- folder-size [folder Folder?]
          (if folder (let [[a b] (:files folder)] (+ (size a) (size b))) 0))

        (defn total []
          (size (->File 1 (->Folder "x" [(->File 20 nil) (->File 300 nil)] (->Kind nil)))))

        (defn rose [n :int] Rose (->Rose n (map rose (range n))))
        (defn petals [rose Rose] :int (reduce + 1 (map petals (:children rose))))
    }

    #[test]
    fn structs_contain_each_other() {
        assert_eq!(total().unwrap(), 321);
        assert_eq!(petals(rose(6).unwrap()).unwrap(), 64);
    }
}

mod types {
    use rtfs::{ErrorKind, ToValue, Value, rtfs};

    rtfs! {
        (deftype Tree "A search tree." [:union :nil [:tuple :int Tree Tree]])
        (deftype Link [:union :nil Cell])
        (deftype Cell [:tuple :string Link])
        (deftype Rose [:tuple :int [:vector Rose]])
        (deftype Positive [:union :nil [:tuple [:and :int [:> 0]] Positive]])
        (deftype Loose [:union :int [:vector Loose]])

        (defn insert [tree Tree v :int] Tree
          (if (nil? tree)
            [v nil nil]
            (let [[x left right] tree]
              (cond (= v x) tree
                    (< v x) [x (insert left v) right]
                    :else [x left (insert right v)]))))
        (defn sum-of [tree Tree] :int
          (match tree
            nil 0
            [x left right] (+ x (sum-of left) (sum-of right))))
        (defn in-order [tree Tree] [:vector :int]
          (if tree (concat (in-order (nth tree 1)) [(first tree)] (in-order (tree 2))) []))
        (defn tree-of [values [:vector :int]] Tree (reduce insert nil values))
        (defn contains [tree Tree v :int] :bool
          (if (nil? tree)
            false
            (let [[x left right] tree]
              (cond (= v x) true (< v x) (recur left v) :else (recur right v)))))
        (defn with-root [tree Tree v :int] (if tree (assoc tree 0 v) [v]))
        (defn facts [tree Tree]
          [(count tree) (vector? tree) (map? tree) (empty? tree) (= tree [1 nil nil]) (= [1 nil nil] tree)
           (contains? tree 2) (contains? tree 3) (vec (rest tree)) (last tree) (str tree) (get tree 0) (get tree 7)
           (conj tree 5) (type-of tree) (second tree) (seq tree) (into [] tree)])
        (defn keyed [a Tree b Tree] {a 1, b 2})
        (defn walked [tree Tree] (map (fn [part] (if (nil? part) 0 1)) tree))
        (defn chain-of [words [:vector :string]] Link (reduce (fn [link Link word] Link [word link]) nil words))
        (defn words [link Link] [:vector :string]
          (loop [link link out [:vector :string] []]
            (if link (recur (link 1) (conj out (first link))) out)))
        (defn cell-words [cell Cell] (words cell))
        (defn rose [n :int] Rose [n (map rose (range n))])
        (defn petals [[_ children] Rose] :int (reduce + 1 (map petals children)))
        (defn positives [p Positive] :int (if p (+ (first p) (positives (second p))) 0))
        (defn loose [x Loose] :int (if (int? x) x (reduce + 0 (map loose x))))
        (defn deep [n :int] Link (loop [n n link Link nil] (if (= n 0) link (recur (dec n) ["x" link]))))
        (defn equal [a Link b Link] (= a b))
    }

    #[test]
    fn a_tree_of_tuples() {
        let tree = tree_of(vec![5, 2, 8, 1, 9]).unwrap();
        assert_eq!(
            tree.to_value().to_string(),
            "[5 [2 [1 nil nil] nil] [8 nil [9 nil nil]]]"
        );
        assert_eq!(in_order(tree.clone()).unwrap().to_string(), "[1 2 5 8 9]");
        assert_eq!(sum_of(tree.clone()).unwrap(), 25);
        assert!(contains(tree.clone(), 9).unwrap() && !contains(tree.clone(), 7).unwrap());
        assert_eq!(
            with_root(tree, 7).unwrap().to_value().to_string(),
            "[7 [2 [1 nil nil] nil] [8 nil [9 nil nil]]]"
        );
    }

    #[test]
    fn a_node_is_the_vector_of_its_parts() {
        let one = insert(Tree::None, 1).unwrap();
        let shown = "[3 true false false true true true false [nil nil] nil \"[1 nil nil]\" 1 nil \
                     [1 nil nil 5] :vector nil [1 nil nil] [1 nil nil]]";
        assert_eq!(facts(one.clone()).unwrap().to_value().to_string(), shown);
        assert_eq!(
            keyed(one.clone(), Tree::None)
                .unwrap()
                .to_value()
                .to_string(),
            "{[1 nil nil] 1 nil 2}"
        );
        assert_eq!(walked(one).unwrap().to_string(), "[1 0 0]");
    }

    #[test]
    fn types_go_through_each_other_and_through_collections() {
        let chain = chain_of(vec!["a", "b"]).unwrap();
        assert_eq!(chain.to_value().to_string(), "[\"b\" [\"a\" nil]]");
        assert_eq!(words(chain.clone()).unwrap().to_string(), "[\"b\" \"a\"]");
        assert_eq!(
            cell_words(chain.unwrap()).unwrap().to_string(),
            "[\"b\" \"a\"]"
        );
        assert_eq!(petals(rose(6).unwrap()).unwrap(), 64);
        let nested = rtfs! { [1 [2 [3]] 4] }.unwrap();
        assert_eq!(loose(nested.to_value()).unwrap(), 10);
    }

    #[test]
    fn a_dynamic_value_is_checked_as_deep_as_it_goes() {
        let wrong = sum_of(Value::from("leaf")).unwrap_err();
        assert_eq!(wrong.kind(), ErrorKind::TypeError);
        let deep = rtfs! { [1 [2 nil [:x nil nil]] nil] }.unwrap();
        let error = sum_of(deep.to_value()).unwrap_err().to_string();
        assert!(error.contains("at [1 2 0]"), "{error}");
        let negative = rtfs! { [1 [-2 nil]] }.unwrap();
        let error = positives(negative.to_value()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ValidationError);
        let fine = rtfs! { [1 [2 nil]] }.unwrap();
        assert_eq!(positives(fine.to_value()).unwrap(), 3);
    }

    #[test]
    fn a_chain_of_a_million_nodes() {
        let thread = std::thread::Builder::new().stack_size(512 * 1024);
        let done = thread.spawn(|| {
            let (one, two) = (deep(1_000_000).unwrap(), deep(1_000_000).unwrap());
            assert!(equal(one.clone(), two).unwrap());
            assert_eq!(words(one.clone()).unwrap().len(), 1_000_000);
            assert_eq!(one.to_value().to_string().len(), 6_000_003);
        });
        done.unwrap().join().unwrap();
    }
}

mod inferred {
    #[test]
    fn what_a_function_builds_around_itself() {
        gives! {
            "(defn t [d] (if (= d 0) nil [(t (dec d)) (t (dec d))])) (t 2)" => "[[nil nil] [nil nil]]";
            "(defn t [d] (if (= d 0) nil (let [l (t (dec d)) r (t (dec d))] [d l r]))) (t 2)" => "[2 [1 nil nil] [1 nil nil]]";
            "(defn t [d] (if (= d 0) nil {:d d :l (t (dec d))})) (t 2)" => "{:d 2 :l {:d 1 :l nil}}";
            "(defn t [d] {:d d :below (map t (range d))}) (t 2)" => "{:d 2 :below [{:d 0 :below []} {:d 1 :below [{:d 0 :below []}]}]}";
            "(defn t [d] (if (= d 0) nil {:d d :l (t (dec d))})) (defn s [t] (if t (+ (:d t) (s (:l t))) 0)) (s (t 10))" => "55";
            "(defn t [d] (if (= d 0) nil {:d d :l (t (dec d))})) (let [{:keys [d l]} (t 3)] [d (:d l) (count l)])" => "[3 2 2]";
            "(defn t [d] (if (= d 0) nil [d (t (dec d))])) (let [x (t 3)] [(= x [3 [2 [1 nil]]]) (= [3 nil] x) (= x (t 3)) (compare x (t 3))])" => "[true false true 0]";
            "(defn t [d] (if (= d 0) nil [d (t (dec d))])) (conj (t 2) 7)" => "[2 [1 nil] 7]";
            "(defn t [d] (if (= d 0) nil [d (t (dec d))])) (merge {:a 1} {:t (t 1)})" => "{:a 1 :t [1 nil]}";
            "(defn t [d] (if (= d 0) nil {:d d :l (t (dec d))})) (assoc (t 2) :d :x)" => "{:d :x :l {:d 1 :l nil}}";
            "(defn t [d] (if (= d 0) nil {:d d :l (t (dec d))})) (update (t 2) :d inc)" => "{:d 3 :l {:d 1 :l nil}}";
            "(defn t [d] (if (= d 0) nil {:d d :l (t (dec d))})) (assoc-in (t 2) [:l :d] 9)" => "{:d 2 :l {:d 9 :l nil}}";
            "(defn t [d] (if (= d 0) nil {:d d :l (t (dec d))})) (get-in (t 3) [:l :l :d])" => "1";
            "(defn t [d] (if (= d 0) nil {:d d :l (t (dec d))})) (dissoc (t 2) :l)" => "{:d 2}";
            "(defn t [d] (if (= d 0) nil {:d d :l (t (dec d))})) [(keys (t 1)) (vals (t 1)) (map? (t 1)) (contains? (t 1) :l)]" => "[[:d :l] [1 nil] true true]";
            "(defn t [d] (if (= d 0) nil {:d d :l (t (dec d))})) (match (t 2) {:d d :l {:d e}} [d e] nil :nothing)" => "[2 1]";
            "(defn t [d] (if (= d 0) nil [d (t (dec d))])) (match (t 2) [2 [1 nil]] :yes other other)" => ":yes";
            "(defn t [d] (if (= d 0) 0 [d (t (dec d))])) (t 2)" => "[2 [1 0]]";
            "(defn t [d] (cond (= d 0) nil (= d 1) [1 nil] :else [1.5 (t (dec d))])) (t 3)" => "[1.5 [1.5 [1 nil]]]";
            "(defn a [d] (if (= d 0) nil [d (b (dec d))])) (defn b [d] (if (= d 0) nil [\"b\" (a (dec d))])) (a 4)" => "[4 [\"b\" [2 [\"b\" nil]]]]";
            "(defn t [d] (if (= d 0) nil [d (t (dec d))])) (map str [(t 1) (t 2) nil])" => "[\"[1 nil]\" \"[2 [1 nil]]\" \"nil\"]";
            "(defn t [d] (if (= d 0) nil [d (t (dec d))])) (frequencies [(t 1) (t 2) (t 1)])" => "{[1 nil] 2 [2 [1 nil]] 1}";
            "(defn t [d] (if (= d 0) nil [d (t (dec d))])) (apply vector (t 2))" => "[2 [1 nil]]";
            "(defn t [d] (if (= d 0) nil [d (t (dec d))])) (reverse (t 2))" => "[[1 nil] 2]";
            "(defn t [d] (if (= d 0) nil [d (t (dec d))])) (for [x (t 2)] (if x 1 0))" => "[1 1]";
            "(defn t [d] (if (= d 0) nil [(t (dec d)) (t (dec d))])) (defn s [t] (if (nil? t) 1 (+ (s (nth t 0)) (s (nth t 1)) 1))) (s (t 10))" => "2047";
        }
    }
}

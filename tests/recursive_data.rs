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

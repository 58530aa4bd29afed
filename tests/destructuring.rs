//! Patterns, in every form that binds.

mod support;

#[test]
fn vectors() {
    gives! {
        "(let [[a b] [1 2]] [b a])" => "[2 1]";
        "(let [[a b c] [1 2]] [a b c])" => "[1 2 nil]";
        "(let [[a] []] a)" => "nil";
        "(let [[a] nil] a)" => "nil";
        "(let [[a & more] [1 2 3]] [a more])" => "[1 (2 3)]";
        "(let [[a & more] [1]] more)" => "nil";
        "(let [[& all] [1 2]] all)" => "(1 2)";
        "(let [[a b & [c d]] [1 2 3 4]] [a b c d])" => "[1 2 3 4]";
        "(let [[a :as all] [1 2]] [a all])" => "[1 [1 2]]";
        "(let [[a & b :as all] [1 2 3]] [a b all])" => "[1 (2 3) [1 2 3]]";
        "(let [[[a b] [c]] [[1 2] [3]]] [a b c])" => "[1 2 3]";
        "(let [[_ b _ d] [1 2 3 4]] [b d])" => "[2 4]";
        "(let [[a b] '(1 2)] [a b])" => "[1 2]";
        "(let [[a b] \"xy\"] [b a])" => "[\"y\" \"x\"]";
        "(let [[a b] (map inc [1 2])] (+ a b))" => "5";
        "(let [[[k v]] (seq {:a 1})] [k v])" => "[:a 1]";
        "(let [[x y] (if true [1 :k] [])] [x y])" => "[1 :k]";
        "(let [[a {:keys [b]}] [1 {:b 2}]] (+ a b))" => "3";
    }
    fails! {
        "(let [[a] (if (= 1 1) 1 :x)] a)" => TypeError;
        "(let [[a] (if (= 1 1) {:a 1} :x)] a)" => TypeError;
    }
}

#[test]
fn maps() {
    gives! {
        "(let [{:keys [a b]} {:a 1 :b 2}] [a b])" => "[1 2]";
        "(let [{:keys [a z]} {:a 1}] [a z])" => "[1 nil]";
        "(let [{:strs [a]} {\"a\" 1}] a)" => "1";
        "(let [{x :x y :y} {:x 1 :y 2}] [x y])" => "[1 2]";
        "(let [{:x x} {:x 1}] x)" => "1";
        "(let [{\"k\" v} {\"k\" 1}] v)" => "1";
        "(let [{v \"k\"} {\"k\" 1}] v)" => "1";
        "(let [{:keys [a b] :or {b 9}} {:a 1}] [a b])" => "[1 9]";
        "(let [{:keys [a] :or {a 9}} {:a nil}] a)" => "nil";
        "(let [{:keys [a] :or {a 9}} {:a false}] a)" => "false";
        "(let [{:keys [a] :as m} {:a 1 :b 2}] [a m])" => "[1 {:a 1 :b 2}]";
        "(let [{{:keys [c]} :b} {:b {:c 3}}] c)" => "3";
        "(let [{:b {:c c}} {:b {:c 3}}] c)" => "3";
        "(let [{[x y] :point} {:point [1 2]}] (+ x y))" => "3";
        "(let [{:keys [a]} nil] a)" => "nil";
        "(let [{:keys [a b] :or {a 1 b (inc 1)}} {}] [a b])" => "[1 2]";
        "(let [{:keys [a] :strs [b]} {:a 1 \"b\" 2}] [a b])" => "[1 2]";
        "(let [m (hash-map :a 1 :b 2) {:keys [a b c] :or {c 7}} m] [a b c])" => "[1 2 7]";
        "(let [{a :a :or {a 5}} (get {\"m\" {:b 1}} \"m\")] a)" => "5";
        "(let [{:keys [:a b] :strs [c] k :key \"s\" v :or {c 3 v 4 k 5} :as m} {:a 1 :b 2}] [a b c k v m])" =>
            "[1 2 3 5 4 {:a 1 :b 2}]";
        "(let [{:a {:b [x {:c y}]} \"k\" {:keys [z]}} {:a {:b [1 {:c 2}]} \"k\" {:z 3}}] [x y z])" => "[1 2 3]";
        "(let [{:a x :or {x 7}} {}] x)" => "7";
        "(let [{{:keys [q] :or {q 8}} :p} {}] q)" => "8";
        "(let [{:keys [n/a]} {:n/a 1}] a)" => "1";
        "(let [{x 1 y true} {1 :one true :yes}] [x y])" => "[:one :yes]";
    }
    fails! {
        "(let [{:keys [a]} (if (= 1 1) 1 :x)] a)" => TypeError;
    }
}

#[test]
fn parameters() {
    gives! {
        "((fn [[a b]] (+ a b)) [1 2])" => "3";
        "((fn [{:keys [a b]}] (+ a b)) {:a 1 :b 2})" => "3";
        "((fn [x & [y]] [x y]) 1)" => "[1 nil]";
        "((fn [x & [y]] [x y]) 1 2)" => "[1 2]";
        "((fn [x & {:keys [y]}] [x y]) 1)" => "[1 nil]";
        "((fn [x & {:keys [y z] :or {z 9}}] [x y z]) 1 :y 2)" => "[1 2 9]";
        "((fn [x & {:strs [y] :as all}] [x y all]) 1 \"y\" 2)" => "[1 2 {\"y\" 2}]";
        "(let [[a & {:keys [b]}] [1 :b 2]] [a b])" => "[1 2]";
        "(defn f [x & {n :name {:keys [m]} :more}] [x n m]) (f 1 :name \"a\" :more {:m 3})" => "[1 \"a\" 3]";
        "(map (fn [[k v]] [v k]) {:a 1})" => "[[1 :a]]";
        "(reduce (fn [acc {:keys [n]}] (+ acc n)) 0 [{:n 1} {:n 2}])" => "3";
        "(letfn [(f [[a & more]] (if a (+ a (f more)) 0))] (f [1 2 3]))" => "6";
        "(defn f [{:keys [x y] :or {y 10}}] (+ x y)) [(f {:x 1}) (f {:x 1 :y 2})]" => "[11 3]";
        "(defn f [[a b] c] [a b c]) (f [1 2] 3)" => "[1 2 3]";
        "((fn [_ _ c] c) 1 2 3)" => "3";
    }
}

#[test]
fn everywhere_else() {
    gives! {
        "(loop [[a & more] [1 2 3] acc 0] (if a (recur more (+ acc a)) acc))" => "6";
        "(loop [{:keys [n acc]} {:n 3 :acc 1}] (if (zero? n) acc (recur {:n (dec n) :acc (* acc n)})))" => "6";
        "(for [[a b] [[1 2] [3 4]] :let [[c] [(* a b)]]] c)" => "[2 12]";
        "(if-let [{:keys [a]} {:a 1}] a 0)" => "1";
        "(when-let [[a] (seq [5 6])] a)" => "5";
        "(with-parallel [[a b] [1 2] {:keys [c]} {:c 3}] (+ a b c))" => "6";
        "(doseq [[a b] [[1 2]]] (+ a b))" => "nil";
    }
}

//! Loops that walk down a sequence by what is left of it: they give what owning each rest would give,
//! whatever the loop does with it, and wherever the sequence comes from.

mod support;

#[test]
fn walks() {
    gives! {
        "(loop [xs (list 1 2 3) acc 0] (if (empty? xs) acc (recur (rest xs) (+ acc (first xs)))))" => "6";
        "(loop [xs (cons 1 (cons 2 (list 3 4))) acc []] (if (empty? xs) acc (recur (rest xs) (conj acc (first xs)))))" => "[1 2 3 4]";
        "(loop [s (seq [1 2 3]) acc ()] (if s (recur (next s) (cons (first s) acc)) acc))" => "(3 2 1)";
        "(loop [s (seq []) acc ()] (if s (recur (next s) (cons (first s) acc)) acc))" => "()";
        "(loop [xs [1 2 3 4 5] acc []] (if (< (count xs) 2) acc (recur (rest (rest xs)) (conj acc [(first xs) (second xs) (last xs)]))))" => "[[1 2 5] [3 4 5]]";
        "(loop [[x & more] (list 1 2 3) acc []] (if (nil? x) acc (recur more (conj acc x))))" => "[1 2 3]";
        "(loop [[x y & more] (list 1 2 3) acc []] (if (nil? x) acc (recur more (conj acc [x y]))))" => "[[1 2] [3 nil]]";
        "(loop [s \"a→é\" acc []] (if (empty? s) acc (recur (rest s) (conj acc (first s)))))" => "[\"a\" \"→\" \"é\"]";
        "(loop [i 0 s \" x,y \" xs (list 1 2 3)] (if (< i 2) (recur (inc i) (let [g (fn g [n] \"abc\")] s) (let [k (str i)] (rest xs))) (count xs)))" => "1";
        "(loop [s \"aab\" n 0] (if (empty? s) n (recur (rest s) (if (= (first s) (second s)) (inc n) n))))" => "1";
        "(loop [xs (list 5 3 8 1) low 9] (if (empty? xs) low (recur (rest xs) (if (< (nth xs 0) low) (nth xs 0) low))))" => "1";
        "(loop [xs [1 2] n 0] (if (< n 5) (recur (rest xs) (+ n 1)) [(count xs) (first xs) (last xs)]))" => "[0 nil nil]";
        "(let [f (fn [xs n] (if (empty? xs) n (recur (rest xs) (inc n))))] [(f (list 1 2) 0) (f [] 0) (f \"abc\" 0)])" => "[2 0 3]";
    }
}

/// The sequence itself is there before, while and after it is walked.
#[test]
fn what_is_walked_stays() {
    gives! {
        "(let [xs (list 1 2 3) n (loop [ys xs n 0] (if (empty? ys) n (recur (rest ys) (inc n))))] [n xs (conj xs 4)])" => "[3 (1 2 3) (1 2 3 4)]";
        "(let [xs [1 2 3]] (loop [ys xs out []] (if (empty? ys) [out xs] (recur (rest ys) (conj out (conj xs (first ys)))))))"
            => "[[[1 2 3 1] [1 2 3 2] [1 2 3 3]] [1 2 3]]";
        "(let [xs (list 1 2 3)] (loop [ys xs] (if (< (count ys) 2) (conj xs (first ys)) (recur (rest ys)))))" => "(1 2 3 3)";
        "(let [m {:items (list 1 2) :name \"n\"}] [(loop [xs (:items m) n 0] (if (empty? xs) n (recur (rest xs) (inc n)))) (:name m) (:items m)])"
            => "[2 \"n\" (1 2)]";
    }
}

#[test]
fn walks_in_walks() {
    gives! {
        "(loop [xs (list 1 2 3) acc []] (if (empty? xs) acc (let [more (rest xs)] (recur more (loop [ys more acc acc] (if (empty? ys) acc (recur (rest ys) (conj acc [(first xs) (first ys)]))))))))"
            => "[[1 2] [1 3] [2 3]]";
        "(loop [a (list 1 3 5) b (list 2 3 4) n 0] (if (or (empty? a) (empty? b)) n (if (< (first a) (first b)) (recur (rest a) b n) (if (= (first a) (first b)) (recur (rest a) (rest b) (inc n)) (recur a (rest b) n)))))"
            => "1";
        "(loop [a (list 1 2) b (list 3 4 5) acc []] (if (empty? a) (if (empty? b) acc (recur b a acc)) (recur (rest a) b (conj acc (first a)))))"
            => "[1 2 3 4 5]";
        "(loop [xs (list 1 2 3 4) out 0] (if (empty? xs) out (recur (if (even? (first xs)) (rest xs) (rest (rest xs))) (+ out (first xs)))))"
            => "4";
    }
}

/// Where the rest itself is needed, the loop owns it.
#[test]
fn rests_that_are_kept() {
    gives! {
        "(loop [xs (list 1 2 3) out []] (if (empty? xs) out (recur (rest xs) (conj out xs))))" => "[(1 2 3) (2 3) (3)]";
        "(loop [xs (list 1 2 3)] (if (= (first xs) 2) xs (recur (rest xs))))" => "(2 3)";
        "(loop [xs [1 2 3] f (fn [] 0)] (if (empty? xs) (f) (let [x (first xs) left (count xs)] (recur (rest xs) (fn [] (+ x left))))))" => "4";
        "(loop [xs (list 3 1 2) n 0] (if (empty? xs) n (recur (rest xs) (+ n (reduce + 0 xs)))))" => "11";
        "(loop [xs (list 1 2 3) last-one nil] (if (empty? xs) last-one (recur (rest xs) (try (nth xs 1) (catch :index-out-of-bounds e :none)))))" => ":none";
    }
}

#[test]
fn errors_say_what_they_say_of_a_list() {
    fails! {
        "(loop [xs (list 1 2)] (if (= (count xs) 1) (nth xs 3) (recur (rest xs))))" => IndexOutOfBounds;
        "(loop [xs (list 1 2) n 0] (recur (rest xs) (+ n (first xs))))" => TypeError;
    }
}

/// A loop that leaves the machine's ints goes on where it was in the sequence.
#[test]
fn a_big_sum_goes_on_where_it_was() {
    gives! {
        "(loop [xs (list 9223372036854775807 1 2 3) acc 0] (if (empty? xs) acc (recur (rest xs) (+ acc (first xs)))))" => "9223372036854775813";
        "(loop [xs [4611686018427387904 2 2 2] acc 1] (if (empty? xs) acc (recur (rest xs) (* acc (first xs)))))" => "36893488147419103232";
        "(let [n 4] (loop [xs (list 9223372036854775807 1) acc 0] (if (empty? xs) acc (recur (rest xs) (loop [ys xs acc acc] (if (empty? ys) (+ acc n) (recur (rest ys) (+ acc (first ys)))))))))"
            => "9223372036854775817";
    }
}

/// The parts and characters of a text, which are no strings of their own where nothing keeps them.
#[test]
fn texts() {
    gives! {
        "(reduce (fn [m w] (update m w (fnil inc 0))) {} (split \"b a b  c,a\" \" \"))" => "{\"b\" 2 \"a\" 1 \"\" 1 \"c,a\" 1}";
        "(reduce (fn [m w] (assoc m w (count w))) {} (split \"aé,,b,,\" \",\"))" => "{\"aé\" 2 \"\" 0 \"b\" 1}";
        "(reduce (fn [s w] (conj s w)) #{} (split \"a--b---a\" \"--\"))" => "#{\"a\" \"b\" \"-a\"}";
        "(map count (split \"\" \",\"))" => "[0]";
        "(map count (split \",,\" \",\"))" => "[]";
        "(map count (split \"né\" \"\"))" => "[1 1]";
        "(map parse-int (split \"1,x,3\" \",\"))" => "[1 nil 3]";
        "(map upper-case (split \"a b\" \" \"))" => "[\"A\" \"B\"]";
        "(let [known #{\"a\" \"c\"}] (reduce (fn [n w] (if (contains? known w) (inc n) n)) 0 (split \"a b c a\" \" \")))" => "3";
        "(let [prices {\"a\" 3 \"b\" 4}] (reduce + 0 (map (fn [w] (get prices w 0)) (split \"a b c\" \" \"))))" => "7";
        "(let [prices {\"a\" 3}] (map (fn [w] (prices w)) (split \"a b\" \" \")))" => "[3 nil]";
        "(reduce (fn [n c] (if (= c \"é\") (inc n) n)) 0 \"éaé\")" => "2";
        "(reduce (fn [m c] (update m c (fnil inc 0))) {} \"abca\")" => "{\"a\" 2 \"b\" 1 \"c\" 1}";
        "(some (fn [w] (starts-with? w \"b\")) (split \"a b c\" \" \"))" => "true";
        "(every? (fn [c] (includes? \"abc\" c)) \"cab\")" => "true";
        "(reduce max 0 (for [line (split \"a bb\\nccc\" \"\\n\") word (split line \" \")] (count word)))" => "3";
        "(reduce (fn [best w] (loop [w w n 0] (if (empty? w) (max n best) (recur (rest w) (if (= (first w) \"a\") (inc n) n))))) 0 (split \"ab aab b\" \" \"))" => "2";
        "(let [t \"a b\"] [(reduce (fn [n w] (+ n (count w))) 0 (split (str t \" c\") \" \")) t])" => "[3 \"a b\"]";
    }
}

/// What is kept of a text is a string.
#[test]
fn texts_that_are_kept() {
    gives! {
        "(filter (fn [w] (> (count w) 1)) (split \"aa b cc\" \" \"))" => "[\"aa\" \"cc\"]";
        "(group-by count (split \"aa b cc\" \" \"))" => "{2 [\"aa\" \"cc\"] 1 [\"b\"]}";
        "(reduce (fn [best w] (if (> (count w) (count best)) w best)) \"\" (split \"a bbb cc\" \" \"))" => "\"bbb\"";
        "(reduce (fn [m w] (update m (count w) (fnil conj []) w)) {} (split \"aa b cc\" \" \"))" => "{2 [\"aa\" \"cc\"] 1 [\"b\"]}";
        "(map (fn [c] [c (= c \"a\")]) \"ab\")" => "[[\"a\" true] [\"b\" false]]";
        "(map (fn [f] (f)) (map (fn [w] (fn [] w)) (split \"a b\" \" \")))" => "[\"a\" \"b\"]";
        "(:parallel (map count (split \"aa b\" \" \")))" => "[2 1]";
        "(:parallel (reduce + 0 (map (fn [c] (if (= c \"a\") 1 0)) \"aba\")))" => "2";
    }
}

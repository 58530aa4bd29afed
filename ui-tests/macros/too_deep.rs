rtfs::rtfs! {
    r#"(defmacro deep [n]
         (loop [i 0 form 1] (if (= i n) form (recur (inc i) (list 'inc form)))))
       (defn f [] (deep 5000))"#
}

fn main() {}

rtfs::rtfs! {
    r#"(defmacro again [n] `(+ 1 (recur ~n)))
       (defn f [n] (if (= n 0) 0 (again (dec n))))"#
}

fn main() {}

rtfs::rtfs! {
    r#"(defmacro total [& xs]
         (if (empty? xs) 0 (+ (first xs) (total 1 2))))
       (defn f [] (total 1 2))"#
}

fn main() {}

rtfs::rtfs! {
    r#"(defmacro m [x] `(+ ~@x))
       (defn f [] (m 5))"#
}

fn main() {}

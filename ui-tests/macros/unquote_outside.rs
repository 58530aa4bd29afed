rtfs::rtfs! {
    r#"(defn f [x] ~x)
       (defn g [xs] [1 ~@xs])
       (defmacro m [x] (+ 1 ~x))"#
}

fn main() {}

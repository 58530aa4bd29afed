rtfs::rtfs! {
    r#"(defmacro m [x] `(frobnicate ~x))
       (defn f [x] (m x))"#
}

fn main() {}

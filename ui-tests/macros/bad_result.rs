rtfs::rtfs! {
    r#"(defmacro m [] (fn [x] x))
       (defn f [] (m))"#
}

fn main() {}

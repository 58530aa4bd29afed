rtfs::rtfs! {
    r#"(defmacro m [& xs] `~@xs)
       (defn f [] (m 1 2))"#
}

fn main() {}

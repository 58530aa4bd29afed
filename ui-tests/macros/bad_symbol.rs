rtfs::rtfs! {
    r#"(defmacro m [] (symbol "a b"))
       (defn f [] (m))"#
}

fn main() {}

rtfs::rtfs! {
    r#"(defmacro outer [x] (inner x))
       (defmacro inner [x] x)
       (defn f [] (outer 1))"#
}

fn main() {}

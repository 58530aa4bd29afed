rtfs::rtfs! {
    r#"(defmacro m [x] (helper x))
       (defn helper [x] x)
       (defn f [] (m 1))"#
}

fn main() {}

rtfs::rtfs! {
    r#"(defmacro m [] (gensym 5))
       (defn f [] (m))"#
}

fn main() {}

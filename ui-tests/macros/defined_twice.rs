rtfs::rtfs! {
    r#"(defmacro m [x] x)
       (defmacro m [y] y)
       (defn m [z] z)"#
}

fn main() {}

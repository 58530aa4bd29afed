rtfs::rtfs! {
    r#"(defn f [x]
         (defmacro m [y] y)
         (m x))"#
}

fn main() {}

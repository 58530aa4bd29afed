rtfs::rtfs! {
    r#"(defthing a)
       (defmacro defthing [n] `(def ~n 1))"#
}

fn main() {}

rtfs::rtfs! {
    r#"(defmacro)
       (defmacro m)
       (defmacro n x)"#
}

fn main() {}

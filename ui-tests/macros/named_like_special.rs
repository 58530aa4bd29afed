rtfs::rtfs! {
    r#"(defmacro if [a b] a)
       (defmacro a/b [x] x)
       (defmacro "m" [x] x)"#
}

fn main() {}

rtfs::rtfs! {
    r#"(defmacro defpoint [n] `(defstruct ~n :x :flot))
       (defpoint Point)"#
}

fn main() {}

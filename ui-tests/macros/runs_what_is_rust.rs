rtfs::rtfs! {
    r#"(extern crate::twice [:int] :int)
       (defmacro m [x] (twice x))
       (defn f [] (m 2))"#
}

fn main() {}

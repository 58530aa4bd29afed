rtfs::rtfs! {
    r#"(defmacro more [x] `[(more ~x) (more ~x)])
       (defn f [x] (more x))"#
}

fn main() {}

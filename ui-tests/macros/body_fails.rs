rtfs::rtfs! {
    r#"(defmacro third [form] `(+ ~(nth form 2) 1))
       (defn f [] (third (a b)))"#
}

fn main() {}

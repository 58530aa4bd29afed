rtfs::rtfs! {
    r#"(defmacro shout [x] `(+ ~x "!"))
       (defn f [] (shout 1))"#
}

fn main() {}

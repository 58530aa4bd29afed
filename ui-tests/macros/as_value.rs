rtfs::rtfs! {
    r#"(defmacro twice [x] `(* 2 ~x))
       (defn f [xs] (map twice xs))"#
}

fn main() {}

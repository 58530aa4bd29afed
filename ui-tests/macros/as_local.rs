rtfs::rtfs! {
    r#"(defmacro twice [x] `(* 2 ~x))
       (defn f [] (let [g twice] (g 1)))"#
}

fn main() {}

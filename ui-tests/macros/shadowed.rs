use rtfs::rtfs;

rtfs! {
    r#"(defmacro twice [x] `(* 2 ~x))
       (defn f [] (let [twice "no function"] (twice 1)))"#
}

fn main() {}

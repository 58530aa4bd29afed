rtfs::rtfs! {
    r#"(defmacro forever [] (loop [i 0] (recur (inc i))))
       (defn f [] (forever))
       (defn g [] (forever))"#
}

fn main() {}

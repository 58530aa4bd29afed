rtfs::rtfs! {
    r#"(module m
         (:exports [twice f])
         (defmacro twice [x] `(* 2 ~x))
         (defmacro hidden [x] x)
         (defmacro broken [x] `(frobnicate ~x))
         (defn f [x] (twice x)))
       (import m :only [f hiden])
       (defn a [] (m/hidden 1))
       (defn b [] (m/twise 1))
       (defn c [] (twice 1))
       (defn d [] (m/twice 1 2))
       (defn e [xs] (map m/twice xs))"#
}

fn main() {}

rtfs::rtfs! {
    r#"(module m (defmacro needs [x] `(import ~x)) (def y 1))
       (module user (def x 1))
       (import m)
       (m/needs m)
       (defn f [] m/y)"#
}

fn main() {}

rtfs::rtfs! {
    r#"(defmacro ping [x] `(pong (+ ~x 1)))
       (defmacro pong [x] `(ping ~x))
       (defn f [x] (ping x))"#
}

fn main() {}

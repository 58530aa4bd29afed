rtfs::rtfs! {
    r#"(defmacro unless [c & body] `(if ~c nil (do ~@body)))
       (defmacro swap [a b] `[~b ~a])
       (defmacro either ([a] a) ([a b] `(or ~a ~b)))
       (defn f [x] [(unless) (swap x) (either 1 2 3)])"#
}

fn main() {}

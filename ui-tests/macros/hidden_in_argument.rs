rtfs::rtfs! {
    r#"(defmacro unless [c & body] `(if ~c nil (do ~@body)))
       (defn f [x] (unless (< x 1) (recude + [x 2])))"#
}

fn main() {}

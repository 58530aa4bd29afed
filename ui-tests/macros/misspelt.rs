rtfs::rtfs! {
    r#"(defmacro unless [c & body] `(if ~c nil (do ~@body)))
       (defn f [x] (unles x 1))"#
}

fn main() {}

rtfs::rtfs! {
    r#"(defmacro with-count [xs & body] `(let [count (rtfs/count ~xs)] ~@body))
       (defn f [xs] (with-count xs 1))"#
}

fn main() {}

rtfs::rtfs! {
    r#"(defmacro named [m] `(let [{:keys [name]} ~m] 1))
       (defn f [m] (named m))"#
}

fn main() {}

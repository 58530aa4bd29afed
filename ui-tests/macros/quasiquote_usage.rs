rtfs::rtfs! {
    r#"(defn f [x] (quasiquote x x))
       (defn g [x] (quasiquote (a (unquote x x))))"#
}

fn main() {}

rtfs::rtfs! {
    r#"(defn f [x] (macroexpand x))"#
}

fn main() {}

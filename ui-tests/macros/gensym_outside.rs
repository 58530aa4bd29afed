rtfs::rtfs! {
    r#"(defn f [] (gensym))"#
}

fn main() {}

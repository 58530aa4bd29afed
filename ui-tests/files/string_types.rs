use rtfs::rtfs;

rtfs! {
    r#"
    (defn f [x] (+ x "a"))
    (defn g [] (f 1 2))
    "#
}

fn main() {}

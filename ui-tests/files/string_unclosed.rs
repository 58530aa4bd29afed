use rtfs::rtfs;

rtfs! {
    r#"
    (defn f [x]
      (let [y (* x 2]
        y))
    "#
}

fn main() {}

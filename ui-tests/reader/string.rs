use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        r#"
        (let [text "tab:\	and wide: 変数"]
          (f `(a ~text]))
        "#
    };
}

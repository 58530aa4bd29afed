fn main() {
    let factor = 3;
    let _ = rtfs::rtfs! {
        r#"(defmacro m [x] (list '* x factor))
           (m 2)"#
    };
}

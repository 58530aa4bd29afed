rtfs::rtfs! {
    (defmacro plus-one [x]
      (quasiquote (+ (unquote x) one)))

    (defn f [x]
      (* 2 (plus-one x)))
}

fn main() {}

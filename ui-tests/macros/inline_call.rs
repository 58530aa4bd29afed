rtfs::rtfs! {
    (defmacro unless [c & body]
      (quasiquote (if (unquote c) nil (do (unquote-splicing body)))))

    (defn f [x]
      (unless))

    (defn g [x]
      (unless (< x "a") (+ x 1)))
}

fn main() {}

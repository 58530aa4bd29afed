use rtfs::rtfs;

rtfs! {
    (defn f [x] (try (throw x) (catch ArithmeticException e 0)))
}

fn main() {}

use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x 1 :one 2))
}

fn main() {}

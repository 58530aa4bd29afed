use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x n n 1 :one))
}

fn main() {}

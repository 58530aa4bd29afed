use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x n when (> n 0)))
}

fn main() {}

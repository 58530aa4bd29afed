use rtfs::rtfs;

rtfs! {
    (defn f [n] (match n x when (recur 1) x _ 0))
}

fn main() {}

use rtfs::rtfs;

rtfs! {
    (defn f [] (match [1 2] [a] a [a b] b))
}

fn main() {}

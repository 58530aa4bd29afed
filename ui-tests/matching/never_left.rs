use rtfs::rtfs;

rtfs! {
    (defn f [x :bool] (match x true 1 false 2 _ 3))
}

fn main() {}

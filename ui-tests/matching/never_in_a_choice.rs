use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x (or 1 2) :low 2 :two _ :other))
}

fn main() {}

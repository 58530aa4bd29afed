use rtfs::rtfs;

rtfs! {
    (defn f [x] (match x [_ & _] :some [_ _] :two _ :other))
}

fn main() {}

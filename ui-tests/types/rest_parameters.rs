use rtfs::rtfs;

rtfs! {
    (defn f [x & more [:and :int [:> 0]]] (count more))
    (defn bad [] (f 1 2 0))
    (defn wrong [] (f 1 "a"))
}

fn main() {}

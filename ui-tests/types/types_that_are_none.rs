use rtfs::rtfs;

rtfs! {
    (defn f [x [:and Foo [:> 0]]] x)
    (deftype A (vector :int))
    (deftype B 5)
    (deftype C "int")
    (deftype D [])
    (deftype E [int])
}

fn main() {}

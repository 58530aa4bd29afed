use rtfs::rtfs;

rtfs! {
    (defn f [x :itn] x)
    (defn g [x [:vectr :int]] x)
    (defn h [] (let [x :strng "a"] x))
    (defn i [x [:map-of :int]] x)
    (defn j [x [:vector :int :int]] x)
    (defn k [f [:fn :int]] f)
}

fn main() {}

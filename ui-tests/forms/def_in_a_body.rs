use rtfs::rtfs;

rtfs! {
    (defn f [x]
      (do
        (def y (* x 2))))
    (defn g []
      (defstruct Inner :x :int)
      1)
}

fn main() {}

use rtfs::rtfs;

rtfs! {
    (defn sign [n :int]
      (match n
        0 :zero
        x (when (pos? x)) :positive
        _ :negative))
    (defn size [n :int]
      (match n
        x :when (> x 9) :large
        x :small))
}

fn main() {}

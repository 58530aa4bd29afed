use rtfs::rtfs;

rtfs! {
    (deftype Tree [:union :nil [:tuple :int Tree Tree]])
    (defn depth [t Tree] :int (if (nil? t) 0 (inc (depth (second t)))))
    (defn bad [] (depth [1 "x" nil]))
    (defn short [] (depth [1 nil]))
}

fn main() {}

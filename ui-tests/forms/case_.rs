use rtfs::rtfs;

rtfs! {
    (defn f [x]
      (case x
        1 :one
        (2 3) :few
        3 :three
        :many))
    (defn g [x] (case x))
    (defn h [] (case))
}

fn main() {}

use rtfs::rtfs;

rtfs! {
    (defn a-b [] 1)
    (defn a_b [] 2)
    (def x 1)
    (def X 2)
    (defn ready? [] true)
    (defn is-ready [] true)
}

fn main() {}

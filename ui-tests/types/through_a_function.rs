use rtfs::rtfs;

rtfs! {
    (defn- twice [x] (* 2 x))
    (defn f [] (twice "a"))
}

fn main() {}

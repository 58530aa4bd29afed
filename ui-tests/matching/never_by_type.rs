use rtfs::rtfs;

rtfs! {
    (defn f [x :int] (match x "a" 1 _ 2))
    (defn g [s :string] (match s [a b] a _ s))
}

fn main() {}

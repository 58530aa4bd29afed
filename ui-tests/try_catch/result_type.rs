use rtfs::rtfs;

rtfs! {
    (defn f [x :int] :int (try "a" (catch _ e "b")))
}

fn main() {}

use rtfs::rtfs;

rtfs! {
    (defn f [] (with-resource [file (call :fs/open "p")] file))
}

fn main() {}

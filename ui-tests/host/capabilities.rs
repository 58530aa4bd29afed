use rtfs::rtfs;

rtfs! {
    (capabilities :fs/read)
    (capabilities [fs/read])
    (defn f [] (capabilities [:fs/read]))
}

rtfs! {
    (capabilities [:fs/read])
    (defn g [] (call :fs/reed "a"))
}

fn main() {}

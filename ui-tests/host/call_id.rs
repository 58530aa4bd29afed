use rtfs::rtfs;

rtfs! {
    (defn end [] (call :fs/))
}

fn main() {}

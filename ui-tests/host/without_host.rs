use rtfs::rtfs;

rtfs! {
    (defn read [path] (call :fs/read path))
    (def config (read "config"))
    (deftest reading (is (= (read "a") "b")))
    (defn stored [] [read inc])
}

fn main() {
    let text = rtfs! { (defn double [x] [x x]) (double (call :fs/read "a")) };
}

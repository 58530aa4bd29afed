use rtfs::rtfs;

rtfs! {
    (defn nothing [] (call))
    (defn number [] (call 5))
    (defn blank [] (call "fs. read"))
    (defn hint [x] ^{:timeout (inc x)} (call :fs/read x))
    (defn long [x] ^{:runtime.timeout "long"} (call :fs/read x))
    (defn negative [x] ^{:runtime.timeout -5} (call :fs/read x))
    (defn key [x] ^{"timeout" 5} (call :fs/read x))
}

fn main() {}

use rtfs::rtfs;

rtfs! {
    (defn unclosed [s] (re-find "a(b" s))
    (defn number [s] (re-find 5 s))
    (defn in-number [] (re-seq "a" 5))
    (defn keyword [s] (replace s "a" :b))
    (defn function [s :string] (replace s (re-pattern "a") inc))
}

fn main() {}

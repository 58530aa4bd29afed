use rtfs::rtfs;

rtfs! {
    r##"
    (defn too-late [] #inst "9999-12-31T23:59:59-01:00")
    (defn called [] (#inst "2024" 1))
    (defn added [] (+ #inst "2024" 1))
    (defn after [x :inst] (compare x #inst "2024"))
    (defn text [] (after "2024"))
    (defn number [] (inst-ms 5))
    (defn pattern [p :regex] (re-find p "a"))
    (defn plain [] (pattern "a"))
    "##
}

fn main() {}

use rtfs::rtfs;

rtfs! {
    (defn f [x & more [:and :int [:> 0]]] (count more))
    (defn bad [] (f 1 2 0))
    (defn wrong [] (f 1 "a"))
    (defn plain [& more :int] more)
    (defn one-of-three [] (plain 1 "a" 3))
    (defn all [] (plain "a"))
}

fn main() {}

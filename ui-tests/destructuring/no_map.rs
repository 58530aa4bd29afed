use rtfs::rtfs;

rtfs! {
    (defn f [v [:vector :int]] (let [{:keys [a]} v] a))
    (defn g [s :string] (for [{:keys [a]} [s]] a))
}

fn main() {}

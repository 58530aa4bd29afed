use rtfs::rtfs;

rtfs! {
    r##"
    (defn no-month [] #inst "2023-13-01")
    (defn no-day [] #inst "2023-02-29")
    (defn no-time [] 2023-02-28T25:00:00Z)
    (defn no-uuid [] #uuid "550e8400")
    "##
}

fn main() {}

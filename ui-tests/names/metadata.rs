use rtfs::rtfs;

rtfs! {
    (defn f [^:int x] x)
    (defn g [^String x & ^:string more] x)
    (defn ^:float h [x] x)
    (defn i ^:float [x] x)
    (def ^:dynamic depth 1)
    (defn ^{:private 1} j [] 1)
    (defn ^{:runtime.timeout 500} k [] 1)
    (defn l [^:associative x] x)
    (defn m [xs] (reduce ^:associative + xs))
    (defn n [xs] ^{:runtime.timeout 500} (count xs))
    (defn o [xs] (let [^{:rust/name "ys"} zs xs] zs))
    (defn p [xs] (def ^:private ys xs) ys)
}

fn main() {}

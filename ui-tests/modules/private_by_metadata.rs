use rtfs::rtfs;

rtfs! {
    (module shop
      (:exports [price rate])
      (def ^:private rate 3)
      (defn price [x] (* rate x)))
    (module store
      (def ^:private rate 3)
      (defn ^:private price [x] (* rate x)))
    (import store :as s :only [price])
    (defn total [] s/rate)
}

fn main() {}

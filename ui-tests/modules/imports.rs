use rtfs::rtfs;

rtfs! {
    (module shapes
      (defn area [x] x)
      (defn volume [x] x)
      (defn- hidden [] 1))
    (module solids (defn area [x] x))

    (import)
    (import "shapes")
    (import nowhere)
    (import shapes :only [aera hidden])
    (import shapes :except [area])
    (import shapes :as)
    (import shapes :only area)
    (import shapes :as s :only [area])
    (import solids :as s :only [area])

    (defn f [] (nowhere/f 1))
}

mod circle {
    rtfs::rtfs! {
        (module a (import b) (defn f [] (b/f)))
        (module b (import c) (defn f [] (c/f)))
        (module c (import a) (defn f [] (a/f)))
        (module d (import d) (defn f [] 1))
    }
}

fn main() {}

use rtfs::rtfs;

rtfs! {
    (module shapes
      (:exports [area Square])
      (defstruct Square :side :float)
      (defstruct Circle :radius :float)
      (defn area [s Square] (:side s))
      (defn inner [] 1))
    (module open (defn- hidden [] 1) (defn shown [x] x))
    (module aside (defn f [] (area 1)))
    (import shapes :as s)
    (import open)

    (defn a [] (s/aera 1))
    (defn b [] (s/inner))
    (defn c [] (open/hidden))
    (defn d [] (aside/f))
    (defn e [x s/Circle] x)
    (defn g [x s/Sqare] x)
    (defn h [] (open/shown 1 2))
    (defn i [] (s/area "x"))
    (defn j [] (s/->Circle 1.0))
    (defn k [] (opne/shown 1))
}

fn main() {}

use rtfs::rtfs;

mod structure {
    rtfs::rtfs! {
        (module)
        (module "text" (defn f [] 1))
        (module a..b (defn f [] 1))
        (module twice (defn f [] 1))
        (module twice (defn g [] 1))
        (module a-b (defn f [] 1))
        (module a_b (defn f [] 1))
        (module outer
          (module inner (defn f [] 1))
          (capabilities [:fs/read])
          (println "x")
          7
          (defn f [] 1))
    }
}

rtfs! {
    (module exporting
      (:exports [area lenght hidden])
      (:exports [area])
      (defn area [x] x)
      (defn length [x] x)
      (defn- hidden [] 1)
      (declare nowhere 5))
    (module no-vector (:exports f) (defn f [] 1))
}

fn main() {
    // What is sound of a module is there, so that this is no error of rustc's.
    let _ = exporting::area(1);
}

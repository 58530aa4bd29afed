use rtfs::rtfs;

rtfs! {
    (defn f [rows] (set/select odd? rows))
    (defn g [m] (walk/keywordize-keys m))
    (defn h [s] (Integer/parseInt s))
    (defn i [] (System/currentTimeMillis))
    (defn j [s] (clojure.core/println s))
    (defn k [s] (.toUpperCase s))
}

rtfs! { r#"
(module text (:exports [pad])
  (defn pad [s] (pad-left s 9)))
(module main
  (import text :as str)
  (defn f [s] (str/escape s {})))
"# }

fn main() {}

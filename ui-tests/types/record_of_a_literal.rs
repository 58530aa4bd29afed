use rtfs::rtfs;

rtfs! {
    (deftype Row [:map [:name :string] [:age :int ?]])
    (defn f [row Row] (:name row))
    (defn missing [] (f {:age 1}))
    (defn wrong [] (f {:name 1}))
    (defn optional [] (f {:name "a" :age "b"}))
    (defn no-map [] (f [1 2]))
}

fn main() {}

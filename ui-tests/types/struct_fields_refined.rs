use rtfs::rtfs;

rtfs! {
    (defstruct Item :name [:and :string [:min-length 1]] :count [:and :int [:> 0]])
    (defn empty [] (->Item "" 1))
    (defn none [] (Item {:name "nut" :count 0}))
    (defn less [item Item] (assoc item :count -1))
    (defstruct Bad :size [:and :int [:max-length 1]])
}

fn main() {}

use rtfs::rtfs;

rtfs! {
    (defstruct Spread :x :float "where" :y :flot :z :int)
    (defstruct Braced {:x :float})
    (defstruct Bracketed [x :float])
    (defstruct Twice :x :int :x :float :y :int :z)
    // The fields that are wrong are no further errors.
    (defn all [s :Spread] (+ (:x s) (:y s) (:z s)))
    (defn some [t :Twice] (let [{:keys [z w]} t] (+ z w (:x t))))
    (defn made [] (:x (->Braced 1.0)))
}

fn main() {}

use rtfs::rtfs;

rtfs! {
    (defstruct)
    (defstruct point :x :float)
    (defstruct Missing :x)
    (defstruct Typo :x :flaot)
    (defstruct Symbol x :float)
    (defstruct Twice :x :float :x :int)
    (defstruct OneInRust :a-b :int :a_b :int)
    (defstruct Missing :y :int)
}

fn main() {}

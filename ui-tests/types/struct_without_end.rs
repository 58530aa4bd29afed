use rtfs::rtfs;

rtfs! {
    (defstruct Node :value :int :next Node?)
    (defstruct Left :right [:tuple :int Right])
    (defstruct Right :left Left?)
    (defstruct Fine :below [:vector Fine] :beside [:map-of :string Fine])
    (defn depth [n Fine] (count (:below n)))
    (deftype Deep [:vector Deep])
    (deftype Pair [:tuple Pair Pair])
}

fn main() {}

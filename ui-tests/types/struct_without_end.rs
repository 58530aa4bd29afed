use rtfs::rtfs;

rtfs! {
    (defstruct Node :value :int :next Node)
    (defstruct Left :right [:tuple :int Right])
    (defstruct Right :name :string :left Left)
    (defstruct Fine :below [:vector Fine] :beside [:map-of :string Fine] :next Fine? :end Ended)
    (defstruct Ended :fine Fine?)
    (defn depth [n Fine] (count (:below n)))
    (deftype Deep [:vector Deep])
    (deftype Pair [:tuple Pair Pair])
}

fn main() {}

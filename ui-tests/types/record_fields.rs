use rtfs::rtfs;

rtfs! {
    (deftype A [:map [:a]])
    (deftype B [:map [:a :int] [:a :string]])
    (deftype C [:map ["a" :int]])
    (deftype D [:map :a :int])
    (deftype E [:map [:a :int !]])
}

fn main() {}

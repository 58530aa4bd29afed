use rtfs::rtfs;

rtfs! {
    (deftype A [:and :int [:max-length 3]])
    (deftype B [:and :string [:> 0]])
    (deftype C [:and [:vector :int] [:min-length 1]])
    (deftype D [:and :keyword [:count 1]])
    (deftype E [:and [:vector :int] [:has-key :a]])
    (deftype F [:and :int? [:> 0]])
}

fn main() {}

use rtfs::rtfs;

rtfs! {
    (extern)
    (extern crate::ops/half)
    (extern crate::ops/third [:int])
    (extern crate::ops/fourth [:int] :itn)
    (extern "name" [:int] :int)
}

fn main() {}

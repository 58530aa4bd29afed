use rtfs::rtfs;

macro_rules! run {
    ($($token:tt)*) => {
        rtfs! { (do $($token)*) }
    };
}

fn main() {
    let _ = run! {
        (f kebab-name)
        (g 12-monkeys)
    };
}

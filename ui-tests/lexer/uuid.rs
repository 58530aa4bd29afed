use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        1111116e-e29b-41d4-a716-446655440000
    };
}

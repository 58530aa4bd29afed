use rtfs::{Int, rtfs};

fn main() -> Result<(), rtfs::Error> {
    let factor = 5;
    let a: Int = rtfs! { |factor: i64| (if (> factor 1) (* 2 factor) (+ factor "a")) }?;
    let b = rtfs! { (+ factor nil) }?;
    println!("{a} {b}");
    Ok(())
}

use rtfs::{Int, Value, rtfs};

rtfs! {
    (defstruct Point :x :float :y :float)
    (def origin (Point {:x 0.0 :y 0.0}))
    (def broken (+ 1 "a"))
    (defn right [x :int] :int (* x 2))
    (defn wrong [x :int] :int (if (> x 0) (+ x "a") x))
    (defn wrong-in-one-branch [x] (if (> x 0) (foo-bar x) 1))
    (defn wrong-all-over [x] (foo-bar x))
    (defn several ([x] (foo-bar x)) ([x y] y))
    (defn rest-of [x & more] (foo-bar x))
    (defn point-of [x :float] (->Point x (foo-bar x)))
}

fn main() -> Result<(), rtfs::Error> {
    let a: Int = right(1)?;
    let b: Int = wrong(a)?;
    let c: Int = wrong_in_one_branch(b)?;
    let d: Value = wrong_all_over("any")?;
    println!("{c} {d}");
    several_1(2)?;
    let e: i64 = several_2(1, 2)?.try_into()?;
    println!("{e}");
    rest_of(1, vec![2])?;
    let p = Point { x: 1.0, y: 2.0 };
    let q: Point = point_of(p.x)?;
    println!("{} {}", q.y, ORIGIN.get()?.x);
    println!("{}", BROKEN.get()?);
    Ok(())
}

use rtfs::rtfs;

rtfs! {
    (deftype A [:enum])
    (deftype B [:val])
    (deftype C [:val 1 2])
    (deftype D [:enum :a :b :a])
    (deftype E [:enum (inc 1)])
}

fn main() {}

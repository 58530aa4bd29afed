use rtfs::rtfs;

rtfs! {
    (deftype Suit [:enum :hearts :spades])
    (defn f [suit Suit] (name suit))
    (defn another [] (f :clubs))
    (defn no-keyword [] (f 1))
    (defn g [x [:val 3]] x)
    (defn no-three [] (g 4))
}

fn main() {}

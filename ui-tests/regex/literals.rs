use rtfs::rtfs;

rtfs! {
    r##"
    (defn unclosed [s] (re-find #"a(b|c" s))
    (defn class [s] (re-find #"[a-" s))
    (defn nothing-repeated [s] (split s #"*a"))
    (defn look-ahead [s] (re-seq #"foo(?=bar)" s))
    (defn same-again [s] (re-seq #"(.)\1" s))
    (defn escape [s] (re-seq #"\y+" s))
    (defn property [s] (re-seq #"a\p{Nonsense}" s))
    (defn order [s] (re-seq #"[z-a]" s))
    (defn size [s] (re-seq #"\w{1000}{1000}" s))
    "##
}

fn main() {}

use rtfs::rtfs;

rtfs! {
    (defn nothing [] (with-resource))
    (defn empty [] (with-resource [] 1))
    (defn odd [] (with-resource [f] f))
    (defn plain [] (with-resource f (call :fs/open "p")))
    (defn opened [] (call :fs/open "p"))
    (defn unknown [] (with-resource [f (opened)] f))
    (defn computed [id] (with-resource [f (call id "p")] f))
    (defn close [] (with-resource [^{:close 5} f (opened)] f))
    (defn id [] (with-resource [^{:close "fs. close"} f (opened)] f))
    (defn out [n] (loop [i n] (with-resource [f (call :fs/open "p")] (recur (dec i)))))
    (defn typed [] (with-resource [f :int "p"] f))
}

rtfs! {
    (capabilities [:fs/open])
    (defn sneak [] (with-resource [f (call :fs/open "p")] f))
}

fn main() {}

use rtfs::rtfs;

rtfs! {
    (defcapability)
    (defcapability :a/b)
    (defcapability :a/b [:int])
    (defcapability :a/b [:int] :int :int)
    (defcapability a/b [:int] :int)
    (defcapability "a. b" [:int] :int)
    (defcapability :a/b :int :int)
    (defcapability :a/b [:itn] :int)
    (defcapability :a/b [:int &] :int)
    (defcapability :a/b [:int] :strin)
    (defn f [] (defcapability :a/b [:int] :int))
}

rtfs! {
    (defcapability :fs/read [:string] :string)
    (defcapability "fs.read" [:string] :any)
    (defcapability :log/info [:string & :any] :nil)
    (defn none [] (call :fs/read))
    (defn many [] (call "fs.read" "a" "b"))
    (defn few [] (call :log/info))
    (defn argument [] (call :fs/read 5))
    (defn result [] (+ 1 (call :fs/read "a")))
    (defn rest [] (call :log/info "a" (inc "b")))
}

rtfs! {
    (defcapability :db/open [:string] :int)
    (defcapability :db/close [:string] :nil)
    (defn wrong [] (with-resource [db (call :db/open "a")] db))
}

fn main() {}

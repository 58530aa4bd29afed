rtfs::rtfs! {
    r#"(defmacro pairs [& forms]
         (if (odd? (count forms))
           (throw (ex-info "an even number of forms is expected" {:form (last forms)}))
           `[~@(partition 2 forms)]))
       (defn f [x] (pairs 1 2 (* x 3)))"#
}

fn main() {}

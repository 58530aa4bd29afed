use rtfs::rtfs;

fn main() {
    let _ = rtfs! {
        (let [{:keys a} {:a 1}
              {:keys [5]} {:a 1}
              {:strs [b] :or [b 1]} {"b" 1}
              {:keys [c] :as 5} {:c 1}]
          1)
    };
}

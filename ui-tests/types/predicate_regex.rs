use rtfs::rtfs;

rtfs! {
    (deftype A [:and :string [:matches-regex "a(b"]])
    (deftype B [:and :string [:matches-regex]])
    (deftype C [:and :string [:matches-regex :a]])
    (deftype D [:and :int [:matches-regex "a"]])
    (deftype E [:and :string [:matches-regex "[0-9]+"]])
    (deftype F [:and :string [:matches-regx "[0-9]+"]])

    (defn literal [] (let [e E "12x"] e))
}

rtfs! { r#"
(deftype G
  [:and :string
   [:matches-regex #"a[b-"]])
"# }

fn main() {}

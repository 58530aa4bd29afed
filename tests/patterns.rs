//! Regular expressions: literals, what matches are, and the functions that take them.

mod support;

use rtfs::{Keyword, Regex, Value, rtfs};

#[test]
fn literals_are_values() {
    gives! {
        r##"#"a+""## => r##"#"a+""##;
        r##"(= #"a+" #"a+")"## => "true";
        r##"(= #"a+" #"a*")"## => "false";
        r##"(= #"a" "a")"## => "false";
        r##"(regex? #"a")"## => "true";
        r##"(type-name #"a")"## => "\":regex\"";
        r##"(get {#"a" 1} #"a")"## => "1";
        r##"(str #"\d")"## => r##""#\"\\d\"""##;
        r##"(= (read-string (pr-str #"a\"\d")) #"a\"\d")"## => "true";
        r##"(let [re (if (= 1 2) #"(a)" #"b")] (re-find re "abc"))"## => "\"b\"";
        r##"(map (fn [re] (re-find re "ab1")) [#"[a-z]" #"([a-z])(\d)"])"## => r##"["a" ["b1" "b" "1"]]"##;
        r##"(compare #"a" #"b")"## => "-1";
    }
}

#[test]
fn matches_are_strings_or_vectors() {
    gives! {
        r##"(re-find #"\d+" "a42b7")"## => "\"42\"";
        r##"(re-find #"x" "a")"## => "nil";
        r##"(re-find #"(\w)=(\d)" "a=1 b=2")"## => r##"["a=1" "a" "1"]"##;
        r##"(re-find #"(a)|(b)" "b")"## => r##"["b" nil "b"]"##;
        r##"(re-find #"(?:a)+" "aa")"## => "\"aa\"";
        r##"(re-find #"(?<year>\d{4})" "in 2024")"## => r##"["2024" "2024"]"##;
        r##"(re-matches #"a|ab" "ab")"## => "\"ab\"";
        r##"(re-matches #"\d+" "42x")"## => "nil";
        r##"(re-seq #"\w+" "to be or")"## => r##"["to" "be" "or"]"##;
        r##"(re-seq #"z" "abc")"## => "[]";
        r##"(re-seq #"a*" "aab")"## => r##"["aa" ""]"##;
        r##"(re-seq #"(\w)(\d)?" "a1 b")"## => r##"[["a1" "a" "1"] ["b" "b" nil]]"##;
        r##"(count (re-find #"(.)(.)(.)(.)(.)(.)(.)(.)(.)" "123456789"))"## => "10";
    }
}

#[test]
fn a_string_is_a_pattern_too() {
    gives! {
        r##"(re-find "[0-9]+" "a42")"## => "\"42\"";
        r##"(re-seq "([a-z])([0-9])" "a1b2")"## => r##"[["a1" "a" "1"] ["b2" "b" "2"]]"##;
        r##"(let [p (str "[a-z]" "+")] (re-seq p "ab 1 c"))"## => r##"["ab" "c"]"##;
        r##"(re-find (re-pattern (str "(" "b" ")")) "abc")"## => r##"["b" "b"]"##;
        r##"(map (fn [p] (re-matches p "ab")) ["a." "(a)." "b"])"## => r##"["ab" ["ab" "a"] nil]"##;
        r##"(split "a.b.c" ".")"## => r##"["a" "b" "c"]"##;
        r##"(replace "a.b" "." "$1")"## => "\"a$1b\"";
    }
    fails! {
        r##"(re-find (str "(" "a") "a")"## => ParseError;
        r##"(re-pattern (str "[" "a"))"## => ParseError;
        r##"(re-find (if (= 1 2) "a" 1) "a")"## => TypeError;
        r##"(re-seq #"a" (if (= 1 2) "a" nil))"## => TypeError;
    }
}

#[test]
fn splitting_and_replacing() {
    gives! {
        r##"(split "a1b22c" #"\d+")"## => r##"["a" "b" "c"]"##;
        r##"(split "a,b,,," #",")"## => r##"["a" "b"]"##;
        r##"(split "a,b,c" #"," 2)"## => r##"["a" "b,c"]"##;
        r##"(split "abc" #"")"## => r##"["a" "b" "c"]"##;
        r##"(replace "a1b2" #"\d" "#")"## => "\"a#b#\"";
        r##"(replace "john smith" #"(\w+) (\w+)" "$2 $1")"## => "\"smith john\"";
        r##"(replace "abc" #"[a-b]" upper)"## => "\"ABc\"";
        r##"(replace "a1b2" #"([a-z])(\d)" (fn [[_ letter digit]] (str digit letter)))"## => "\"1a2b\"";
        r##"(replace-first "aaa" #"a" "b")"## => "\"baa\"";
        r##"(replace-first "aaa" #"a" (fn [m] (str m m)))"## => "\"aaaa\"";
        r##"(re-replace #"\s+" " a  b " "")"## => "\"ab\"";
        r##"(re-replace #"\d+" "1 22" (fn [m] (str (* 2 (parse-int m)))))"## => "\"2 44\"";
        r##"(re-replace #"a" "a" (re-quote-replacement "$0\\"))"## => r##""$0\\""##;
    }
    fails! {
        r##"(replace "a" #"(a)" "$2")"## => ValidationError;
        r##"(replace "a" #"a" "\\")"## => ValidationError;
        r##"(replace "a" #"a" (fn [m] (if (= m "b") m 1)))"## => TypeError;
    }
}

#[test]
fn they_go_through_values_that_nobody_knows() {
    gives! {
        r##"(let [f (if (= 1 1) re-find 1)] (f #"b" "abc"))"## => "\"b\"";
        r##"(map re-find [#"a" #"b"] ["xa" "xb"])"## => r##"["a" "b"]"##;
        r##"(let [[re s] (if (= 1 1) [#"a" "a"] 1)] (replace s re "b"))"## => "\"b\"";
        r##"(let [[re s] (if (= 1 1) [#"," "a,b"] 1)] (split s re))"## => r##"["a" "b"]"##;
        r##"(filter (partial re-find #"\d") ["a" "b1"])"## => r##"["b1"]"##;
        r##"(if (regex? (if (= 1 1) #"a" 1)) 1 2)"## => "1";
        r##"(let [x (if (= 1 1) #"a" 1)] (if (regex? x) (re-find x "a") "no"))"## => "\"a\"";
    }
}

#[test]
fn rust_gives_and_takes_them() {
    rtfs! { r##"
        (defn find-in [re :regex s :string] (re-find re s))
        (defn digits [] #"\d+")
        (def word #"\w+")
        (defn words [s :string] (re-seq word s))
        (defstruct Rule :pattern :regex :by :string)
        (defn run [rule :Rule s :string] (replace s (:pattern rule) (:by rule)))
    "## }
    let digits: Regex = digits().unwrap();
    assert_eq!(digits.as_str(), r"\d+");
    assert_eq!(find_in(digits.clone(), "a1").unwrap(), Value::from("1"));
    assert_eq!(
        words("a b").unwrap(),
        ["a", "b"].map(rtfs::Str::from).into()
    );
    let rule = Rule {
        pattern: digits,
        by: "#".into(),
    };
    assert_eq!(run(rule.clone(), "a1b22").unwrap(), "a#b#");
    let value = rtfs::to_value(&rule).unwrap();
    assert_eq!(
        value.get(Keyword::new("pattern")).map(Value::kind),
        Some(rtfs::Kind::Regex)
    );
    assert_eq!(rtfs::from_value::<Rule>(value).unwrap(), rule);
}

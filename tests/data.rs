//! Data as text: JSON, what the reader reads, instants and UUIDs.

mod support;

use std::time::{Duration, SystemTime};

use rtfs::{ErrorKind, Inst, Uuid, Value, rtfs};

#[test]
fn json_is_read() {
    gives! {
        r##"(parse-json "{\"a\": [1, 2.5, null, true, \"x\"]}")"## => r##"{:a [1 2.5 nil true "x"]}"##;
        r##"(get-in (parse-json "{\"a\": {\"b\": [10, 20]}}") [:a :b 1])"## => "20";
        r##"(parse-json "{\"a b\": 1}" {:keys :string})"## => r##"{"a b" 1}"##;
        r##"(parse-json "[123456789012345678901234567890, 1e2, -0]")"## => "[123456789012345678901234567890 100.0 0]";
        r##"(map parse-json ["1" "[]" "{}"])"## => "[1 [] {}]";
        r##"(reduce + (map :n (parse-json "[{\"n\": 1}, {\"n\": 2}]")))"## => "3";
        r##"(parse-json "\"\\u00e9\\ud83d\\ude00\"")"## => "\"é😀\"";
    }
    fails! {
        r##"(parse-json "[1,")"## => ParseError;
        r##"(parse-json "")"## => ParseError;
        r##"(parse-json "{} {}")"## => ParseError;
        r##"(parse-json "1" {:keys :symbol})"## => ValidationError;
        r##"(parse-json (if (= 1 2) "1" 1))"## => TypeError;
    }
}

#[test]
fn json_is_written() {
    gives! {
        r##"(serialize-json {:a [1 2.5 nil true "x\n"]})"## => r##""{\"a\":[1,2.5,null,true,\"x\\n\"]}""##;
        r##"(serialize-json [1.0 1e30 123456789012345678901234567890])"## => r##""[1.0,1e+30,123456789012345678901234567890]""##;
        r##"(serialize-json {"a" :k 1 'b :x/y #{1}})"## => r##""{\"a\":\"k\",\"1\":\"b\",\"x/y\":[1]}""##;
        r##"(serialize-json #inst "2024-01-02")"## => r##""\"2024-01-02T00:00:00Z\"""##;
        r##"(serialize-json-pretty {:a [] :b {:c 1}})"## => r##""{\n  \"a\": [],\n  \"b\": {\n    \"c\": 1\n  }\n}""##;
        r##"(let [v {:a [1 2.5 {:b nil}]}] (= v (parse-json (serialize-json v))))"## => "true";
    }
    fails! {
        r##"(serialize-json [inc])"## => TypeError;
        r##"(serialize-json ##NaN)"## => TypeError;
        r##"(serialize-json {:a #"x"})"## => TypeError;
        r##"(serialize-json {[1] 2})"## => TypeError;
        r##"(serialize-json {:a 1 "a" 2})"## => TypeError;
    }
}

#[test]
fn json_says_where_it_is_wrong() {
    let result: Result<Value, _> = rtfs! { (parse-json "{\"a\": 1,\n \"b\" 2}") };
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ParseError);
    assert_eq!(
        error.message(),
        "`parse-json`: line 2, column 6: expected `:`"
    );
    let result: Result<rtfs::Str, _> = rtfs! { (serialize-json {:a [1 {:b inc}]}) };
    let message = result.unwrap_err().message().to_owned();
    assert!(message.ends_with(" at [:a 1 :b]"), "{message}");
}

#[test]
fn structs_are_json_objects() {
    rtfs! {
        (defstruct Point :x :int :y :float)
        (defn to-text [p :Point] (serialize-json p))
        (defn of-text [s :string] :Point (Point (parse-json s)))
    }
    let text = to_text(Point {
        x: 1.into(),
        y: 2.5,
    })
    .unwrap();
    assert_eq!(text, r#"{"x":1,"y":2.5}"#);
    assert_eq!(of_text(&*text).unwrap().y, 2.5);
    let error = of_text(r#"{"x": 1, "y": "no"}"#).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ValidationError);
}

#[test]
fn the_reader_reads() {
    gives! {
        r##"(read-string "[1 :a \"s\" {2 #{3}} nil]")"## => r##"[1 :a "s" {2 #{3}} nil]"##;
        r##"(read-string "(+ 1 2)")"## => "(+ 1 2)";
        r##"(list? (read-string "(+ 1 2)"))"## => "true";
        r##"(symbol? (read-string "x"))"## => "true";
        r##"(read-string "1 2")"## => "1";
        r##"(map read-string ["1" "1.5" ":k"])"## => "[1 1.5 :k]";
        r##"(let [v {:a [1 "x" #"\d" #inst "2024" 1.5 'y]}] (= v (read-string (pr-str v))))"## => "true";
    }
    fails! {
        r##"(read-string "")"## => ParseError;
        r##"(read-string "[1")"## => ParseError;
        r##"(read-string "#(inc %)")"## => ParseError;
        r##"(read-string "{:a}")"## => ParseError;
    }
}

#[test]
fn instants_are_values() {
    gives! {
        r##"#inst "2024-01-02T03:04:05.5+01:00""## => r##"#inst "2024-01-02T02:04:05.5Z""##;
        r##"2024-01-02T03:04:05Z"## => r##"#inst "2024-01-02T03:04:05Z""##;
        r##"(str #inst "2024-01-02")"## => "\"2024-01-02T00:00:00Z\"";
        r##"(= #inst "2024-01-02T01:00:00+01:00" #inst "2024-01-02")"## => "true";
        r##"(inst? #inst "2024")"## => "true";
        r##"(inst? "2024")"## => "false";
        r##"(type-name #inst "2024")"## => "\":inst\"";
        r##"(compare #inst "2024" #inst "2023")"## => "1";
        r##"(sort [#inst "2024" #inst "2022" #inst "2023"])"## => r##"[#inst "2022-01-01T00:00:00Z" #inst "2023-01-01T00:00:00Z" #inst "2024-01-01T00:00:00Z"]"##;
        r##"(get {#inst "2024" 1} (parse-inst "2024-01-01"))"## => "1";
        r##"(parse-inst "yesterday")"## => "nil";
        r##"(- (inst-ms #inst "2024-01-02") (inst-ms #inst "2024-01-01"))"## => "86400000";
        r##"(let [x (if (= 1 1) #inst "2024" 1)] (if (inst? x) (inst-ms x) 0))"## => "1704067200000";
        r##"(quote [#inst "2024" a])"## => r##"[#inst "2024-01-01T00:00:00Z" a]"##;
        r##"(group-by inst? [#inst "2024" 1])"## => r##"{true [#inst "2024-01-01T00:00:00Z"] false [1]}"##;
    }
    fails! {
        r##"(compare (if (= 1 2) nil 1) #inst "2024")"## => TypeError;
    }
}

#[test]
fn uuids_are_values() {
    gives! {
        r##"#uuid "550E8400-e29b-41d4-a716-446655440000""## => r##"#uuid "550e8400-e29b-41d4-a716-446655440000""##;
        r##"(= 550e8400-e29b-41d4-a716-446655440000 #uuid "550e8400-e29b-41d4-a716-446655440000")"## => "true";
        r##"(str #uuid "550e8400-e29b-41d4-a716-446655440000")"## => "\"550e8400-e29b-41d4-a716-446655440000\"";
        r##"(uuid? (parse-uuid "550e8400-e29b-41d4-a716-446655440000"))"## => "true";
        r##"(parse-uuid "550e8400")"## => "nil";
        r##"(uuid? "550e8400-e29b-41d4-a716-446655440000")"## => "false";
        r##"(type-of #uuid "550e8400-e29b-41d4-a716-446655440000")"## => ":uuid";
        r##"(contains? #{#uuid "550e8400-e29b-41d4-a716-446655440000"} (parse-uuid "550E8400-E29B-41D4-A716-446655440000"))"## => "true";
    }
}

#[test]
fn rust_gives_and_takes_them() {
    rtfs! { r##"
        (defstruct Event :id :uuid :at :inst :note :string?)
        (defn later? [a :inst b :inst] (pos? (compare a b)))
        (defn latest [events [:vector Event]] (last (sort-by :at events)))
        (def start #inst "1970-01-01T00:00:01Z")
    "## }
    let start: Inst = *START.get().unwrap();
    assert_eq!(
        SystemTime::from(start),
        SystemTime::UNIX_EPOCH + Duration::from_secs(1)
    );
    let now = Inst::try_from(SystemTime::now()).unwrap();
    assert!(is_later(now, start).unwrap());
    let event = |at| Event {
        id: Uuid::from_u128(7),
        at,
        note: None,
    };
    let last = latest(vec![event(now), event(start)]).unwrap().unwrap();
    assert_eq!(last.at, now);
    let value = rtfs::to_value(&last).unwrap();
    assert_eq!(rtfs::from_value::<Event>(value).unwrap(), last);
}

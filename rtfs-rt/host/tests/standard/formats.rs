//! The formats of data: how each of them is read, and where it is wrong.

use std::fmt::Write;

use rtfs_rt::ErrorKind;
use rtfs_rt::library::json::parse_json;

use crate::data::Fixture;

#[test]
fn csv_is_read_as_it_is_written() {
    let data = Fixture::new();
    data.file(
        "odd.csv",
        "\u{feff}name , note\r\n\"a, \"\"b\"\"\",\"two\nlines\"\r\né,\r\n",
    );
    assert_eq!(
        data.scan("odd.csv", "{:types {:note :string?}}"),
        r#"[{:name "a, \"b\"" :note "two\nlines"} {:name "é" :note nil}]"#
    );
    data.file("bare.csv", "1; 2\n3; 4\n");
    assert_eq!(
        data.scan(
            "bare.csv",
            r#"{:delimiter ";" :header [:a :b] :types {:b :int}}"#
        ),
        r#"[{:a "1" :b 2} {:a "3" :b 4}]"#
    );
    data.file("tabs.tsv", "a\tb\nx,y\tTRUE\n");
    assert_eq!(
        data.scan("tabs.tsv", "{:types {:b :bool}}"),
        r#"[{:a "x,y" :b true}]"#
    );
    data.file("named.txt", "a\n1\n");
    assert_eq!(data.scan("named.txt", "{:format :csv}"), r#"[{:a "1"}]"#);
    data.file("empty.csv", "");
    assert_eq!(data.scan("empty.csv", "{}"), "[]");
}

#[test]
fn json_lines_are_read_field_by_field() {
    let data = Fixture::new();
    data.file(
        "events.jsonl",
        "{\"at\":1,\"kind\":\"open\",\"who\":{\"name\":\"Ada\"},\"x\":1.5}\n\n\
         {\"kind\":\"cl\\u00f6se\", \"at\": 123456789012345678901, \"x\": null, \"tags\":[1,\"a\"]}\r\n\
         {\"at\":-2e1,\"kind\":\"open\",\"kind\":\"last\"}",
    );
    assert_eq!(
        data.scan("events.jsonl", "{:columns [:kind :at :who :tags]}"),
        "[{:kind \"open\" :at 1 :who {:name \"Ada\"} :tags nil} \
         {:kind \"clöse\" :at 123456789012345678901 :who nil :tags [1 \"a\"]} \
         {:kind \"last\" :at -20.0 :who nil :tags nil}]"
    );
    // A row without chosen columns is what the line is.
    assert_eq!(
        data.scan("events.jsonl", "{:where [:> :at 1] :types {:x :float?}}"),
        r#"[{:kind "clöse" :at 123456789012345678901 :x nil :tags [1 "a"]}]"#
    );
    assert_eq!(
        data.groups(
            "events.jsonl",
            "{:group-by [:tags] :aggregate {:n [:count] :x [:count :x]}}"
        ),
        "events.jsonl, line 3, column :tags: \"[1 \\\"a\\\"]\" is not something to group by"
    );
    assert_eq!(
        data.groups(
            "events.jsonl",
            "{:where [:in :kind [\"open\" \"clöse\"]] :aggregate {:n [:count] :x [:sum :x] :at [:max :at]}}"
        ),
        "[{:n 2 :x 1.5 :at 123456789012345678901}]"
    );
    assert_eq!(
        data.scan("events.jsonl", "{:types {:x :float} :columns [:x]}"),
        "events.jsonl, line 3, column :x: it is missing, and not a float"
    );
    for (line, why) in [
        (
            "[1]",
            "invalid type: sequence, expected an object, at byte 0",
        ),
        ("{\"x\":}", "expected value, at byte 6"),
        ("{\"x\":1} 2", "trailing characters, at byte 9"),
    ] {
        data.file("bad.jsonl", format!("{{}}\n{line}\n"));
        assert_eq!(
            data.scan("bad.jsonl", "{}"),
            format!("bad.jsonl, line 2: {why}"),
            "{line}"
        );
    }
}

#[test]
fn lines_of_a_text_are_rows() {
    let data = Fixture::new();
    data.file("a.log", b"one\r\n\xff\n\nERROR: two\nno error");
    assert_eq!(
        data.groups("a.log", "{:aggregate {:n [:count] :last [:max :line]}}"),
        "[{:n 5 :last 5}]"
    );
    assert_eq!(
        data.scan("a.log", "{:where [:> :line 3]}"),
        r#"[{:line 4 :text "ERROR: two"} {:line 5 :text "no error"}]"#
    );
    let errors = "[:and [:not= :line 2] [:starts-with :text \"ERROR\"]]";
    assert_eq!(
        data.scan("a.log", &format!("{{:columns [:line] :where {errors}}}")),
        "[{:line 4}]"
    );
    assert_eq!(data.scan("a.log", "{}"), "a.log: line 2 is not UTF-8");
    assert_eq!(
        data.scan("a.log", "{:columns [:txt]}"),
        "there is no column :txt; there are [:line :text]"
    );
    // Lines longer than the reader's buffer, and a file that ends in one.
    let long = "é".repeat(300_000);
    data.file("long.txt", format!("a\n{long}\nb\n{long}"));
    let lengths =
        format!("[{{:text \"a\"}} {{:text \"{long}\"}} {{:text \"b\"}} {{:text \"{long}\"}}]");
    assert!(data.scan("long.txt", "{:columns [:text]}") == lengths);
}

#[test]
fn a_wrong_row_is_named() {
    let data = Fixture::new();
    data.file("bad.csv", "a,b\n1,2\n\n3,x\n4\n");
    let error = data
        .ask("data.scan", "bad.csv", "{:types {:b :int}}")
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::HostError);
    assert_eq!(
        error.message(),
        "bad.csv, line 4, column :b: \"x\" is not an int"
    );
    assert_eq!(
        error.data().expect("data").to_string(),
        "{:kind :row :line 4 :column :b}"
    );
    // Lines are those of an editor, however they end, and whatever the rows before have in them.
    data.file(
        "lines.csv",
        "\u{feff}a,b\r\n\"1\r\n\",2\r\n\r\n\r\n3,x\r\n4\r\n",
    );
    assert_eq!(
        data.scan("lines.csv", "{:types {:b :int}}"),
        "lines.csv, line 6, column :b: \"x\" is not an int"
    );
    assert_eq!(
        data.scan("lines.csv", "{:columns [:a]}"),
        "lines.csv, line 7: it has 1 and not 2 fields"
    );
    // A column that nobody reads is not looked at.
    assert_eq!(
        data.groups(
            "bad.csv",
            "{:types {:a :int} :where [:< :a 4] :aggregate {:n [:sum :a]}}"
        ),
        "bad.csv, line 5: it has 1 and not 2 fields"
    );
    assert_eq!(
        data.scan("bad.csv", "{:types {:b :int} :columns [:a] :limit 2}"),
        r#"[{:a "1"} {:a "3"}]"#
    );
    data.file("missing.csv", "a,b\n,2\n");
    assert_eq!(
        data.scan("missing.csv", "{:types {:a :int}}"),
        "missing.csv, line 2, column :a: it is missing, and not an int"
    );
    data.file("bytes.csv", b"a,b\n\xff,2\n");
    assert_eq!(
        data.scan("bytes.csv", "{}"),
        "bytes.csv, line 2, column :a: it is not UTF-8"
    );
    data.file("twice.csv", "a,a\n1,2\n");
    assert_eq!(
        data.scan("twice.csv", "{}"),
        "twice.csv: the column :a is there twice, the second time as number 2"
    );
    data.file("long.csv", format!("a,b\n1,\"{}", "x\n".repeat(20 << 20)));
    assert_eq!(
        data.scan("long.csv", "{}"),
        "long.csv: a row is longer than 16777216 bytes: is a quote not closed?"
    );
    data.file("long.jsonl", "x".repeat(17 << 20));
    assert_eq!(
        data.scan("long.jsonl", "{}"),
        "long.jsonl: line 1 is longer than 16777216 bytes"
    );
    assert!(data.scan("none.csv", "{}").starts_with("none.csv: "));
    assert!(
        data.scan("../sales.csv", "{}")
            .starts_with("../sales.csv: ")
    );
    let error = data.ask("data.scan", "none.csv", "{}").unwrap_err();
    assert_eq!(error.data().expect("data").to_string(), "{:kind :file}");
}

/// Whatever the condition, the rows are those of the file that it holds of.
#[test]
fn csv_and_json_lines_agree() {
    let data = Fixture::new();
    let mut lines = String::new();
    let mut csv = String::from("k,n,x\n");
    for n in 0..500_i64 {
        let (k, x) = (["a", "b", "ç"][n as usize % 3], n as f64 / 8.0);
        writeln!(csv, "{k},{n},{x}").expect("a line");
        writeln!(lines, "{{\"x\":{x:?},\"k\":\"{k}\",\"n\":{n}}}").expect("a line");
    }
    data.file("t.csv", csv);
    data.file("t.jsonl", &lines);
    let types = ":types {:n :int :x :float}";
    for condition in [
        "[:and]",
        "[:> :x 30]",
        "[:and [:in :n [1 2 3]] [:= :k \"b\"]]",
    ] {
        let scan = format!("{{{types} :where {condition} :columns [:k :n :x]}}");
        assert_eq!(data.scan("t.csv", &scan), data.scan("t.jsonl", &scan));
        let groups = format!(
            "{{{types} :where {condition} :group-by [:k]
               :aggregate {{:n [:sum :n] :x [:sum :x] :m [:mean :n] :a [:min :x] :z [:max :n]}}}}"
        );
        assert_eq!(
            data.groups("t.csv", &groups),
            data.groups("t.jsonl", &groups)
        );
    }
    let first = parse_json(lines.lines().next().expect("a line")).expect("an object");
    assert_eq!(data.scan("t.jsonl", "{:limit 1}"), format!("[{first}]"));
}

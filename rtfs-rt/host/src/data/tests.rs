//! Files in many small parts give what they give in one.

use std::fs;

use rtfs_rt::Value;
use rtfs_rt::host::{Payload, Registry, Slot, perform};
use rtfs_rt::library::read::read_string;
use rtfs_rt::{Result, Site};

use super::Data;

static SITE: Site = Site {
    file: "plan.rtfs",
    line: 1,
    column: 1,
};

/// What `data.aggregate` says of a file, read in parts of so many bytes by so many threads.
fn summed_up(path: &str, bytes: &[u8], options: &str, part: u64, threads: usize) -> String {
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join(path), bytes).expect("a file");
    let data = Data::below(directory.path()).expect("the directory");
    let data = Data { part, ..data }.with_threads(threads);
    let host = Registry::new().with(data);
    let options = read_string(options).expect("options");
    match call(&host, &[Value::from(path), options]) {
        Ok(rows) => rows.to_string(),
        Err(error) => format!("{} {:?}", error.message(), error.data()),
    }
}

fn call(host: &Registry, args: &[Value]) -> Result<Value> {
    let mut slots: Vec<Slot<Value>> = args.iter().cloned().map(Slot::new).collect();
    let mut args: Vec<&mut dyn Payload> = slots.iter_mut().map(|s| s as &mut dyn Payload).collect();
    let reply = perform(host, "data.aggregate", &mut args, &SITE, &[]);
    reply.map(|reply| reply.into_value())
}

/// Parts of every length up to the whole, by one thread and by three.
fn check(path: &str, bytes: &[u8], options: &str) -> String {
    let whole = summed_up(path, bytes, options, u64::MAX, 1);
    for part in 1..bytes.len() as u64 + 2 {
        for threads in [1, 3] {
            let parts = summed_up(path, bytes, options, part, threads);
            assert_eq!(parts, whole, "{path} in parts of {part} bytes by {threads}");
        }
    }
    whole
}

#[test]
fn rows_of_csv_are_found_wherever_the_file_is_cut() {
    let options = "{:types {:n :int} :group-by [:name]
                    :aggregate {:rows [:count] :sum [:sum :n] :most [:max :n] :least [:min :n]}}";
    let plain = "name,n\na,1\nb,2\na,3\nc,4\nb,5\n";
    let quoted = "name,n\n\"a\nb\",1\n\"a,\n\n1,2\n\"\"\n3,4\n\",2\n\"a\nb\",3\n";
    for (text, expected) in [
        (
            plain,
            "[{:name \"a\" :rows 2 :sum 4 :most 3 :least 1} {:name \"b\" :rows 2 :sum 7 :most 5 :least 2} \
             {:name \"c\" :rows 1 :sum 4 :most 4 :least 4}]",
        ),
        (
            quoted,
            "[{:name \"a\\nb\" :rows 2 :sum 4 :most 3 :least 1} \
             {:name \"a,\\n\\n1,2\\n\\\"\\n3,4\\n\" :rows 1 :sum 2 :most 2 :least 2}]",
        ),
    ] {
        assert_eq!(check("t.csv", text.as_bytes(), options), expected);
        let windows = text.replace('\n', "\r\n");
        assert_eq!(
            check("t.csv", windows.as_bytes(), options),
            expected.replace("\\n", "\\r\\n")
        );
        let old = text.replace('\n', "\r");
        check("t.csv", old.as_bytes(), options);
        let marked = format!("\u{feff}{text}");
        assert_eq!(check("t.csv", marked.as_bytes(), options), expected);
        let spaced = text.replace('\n', "\n\n").replace("\n\n\n\n", "\n\n");
        check("t.csv", spaced.as_bytes(), options);
        check("t.csv", text.trim_end().as_bytes(), options);
    }
    // A mark of byte order is one at the start of the file alone.
    let marks = "name,n\na,1\n\u{feff}a,2\n\u{feff}a,3\n";
    check("t.csv", marks.as_bytes(), options);
    assert_eq!(check("t.csv", b"name,n", options), "[]");
    assert_eq!(check("t.csv", b"name,n\n", options), "[]");
}

#[test]
fn json_and_lines_are_cut_at_lines() {
    let json = "{\"k\":\"a\",\"v\":1}\n\n{\"k\":null,\"v\":2.5}\n{\"k\":\"a\",\"v\":3}\r\n{\"v\":9007199254740993}\n{\"k\":7}";
    let options = "{:group-by [:k] :aggregate {:n [:count] :v [:sum :v] :most [:max :v]}}";
    assert_eq!(
        check("t.jsonl", json.as_bytes(), options),
        "[{:k \"a\" :n 2 :v 4 :most 3} {:k nil :n 2 :v 9007199254740994.0 :most 9007199254740993} \
         {:k 7 :n 1 :v 0 :most nil}]"
    );
    // A text is one group however it is written, and numbers are what they are of the type of their column.
    let odd = r#"{"k":"a","v":1E2}
{"k":"\u0061","v":-0}
{"k":"a\"","v":9007199254740993}
{"k":"a","v":123456789012345678901234567890}"#;
    let floats = "{:types {:v :float} :group-by [:k] :aggregate {:n [:count] :v [:sum :v]}}";
    assert_eq!(
        check("t.jsonl", odd.as_bytes(), floats),
        "[{:k \"a\" :n 3 :v 1.2345678901234568e29} {:k \"a\\\"\" :n 1 :v 9007199254740992.0}]"
    );
    let ints = "{:where [:not= :v 100] :aggregate {:v [:sum :v]}}";
    assert_eq!(
        check("t.jsonl", odd.as_bytes(), ints),
        "[{:v 123456789012354686100489308883}]"
    );
    let large = b"{\"v\":1}\n{\"v\":1e999}\n";
    assert!(check("t.jsonl", large, ints).starts_with("t.jsonl, line 2: number out of range"));
    let text = "one\n\ntwo\r\none\nthree";
    let count = "{:group-by [:text] :aggregate {:n [:count]}}";
    assert_eq!(
        check("t.log", text.as_bytes(), count),
        "[{:text \"one\" :n 2} {:text \"\" :n 1} {:text \"two\" :n 1} {:text \"three\" :n 1}]"
    );
    let last = "{:aggregate {:last [:max :line] :n [:count]}}";
    assert_eq!(check("t.log", text.as_bytes(), last), "[{:last 5 :n 5}]");
    assert_eq!(check("t.log", b"", last), "[{:last nil :n 0}]");
}

#[test]
fn the_first_error_of_a_file_is_the_one() {
    let typed = "{:types {:n :int} :group-by [:name] :aggregate {:sum [:sum :n]}}";
    for (path, bytes, options, expected) in [
        (
            "t.csv",
            &b"name,n\na,1\n\n\"b\nc\",2\nd,x\ne,y\n"[..],
            typed,
            "t.csv, line 6, column :n: \"x\" is not an int",
        ),
        (
            "t.csv",
            b"name,n\na,1\nb\nc,x\n",
            typed,
            "t.csv, line 3: it has 1 and not 2 fields",
        ),
        (
            "t.csv",
            b"name,n\na,1\n\xff,2\nc,x\n",
            typed,
            "t.csv, line 3, column :name: it is not UTF-8",
        ),
        (
            "t.jsonl",
            b"{\"n\":1}\n{\"n\":2}\n{\"n\":\"x\"}\n{\"n\":3}\n",
            "{:aggregate {:most [:max :n]}}",
            "t.jsonl, line 3, column :n: \"x\" is not something that can be compared with the others",
        ),
        (
            "t.jsonl",
            b"{\"n\":1}\n\n{\"n\":2\n{]\n",
            "{:aggregate {:n [:count]}}",
            "t.jsonl, line 3: ",
        ),
        (
            "t.log",
            b"a\nb\n\xff\nc\n",
            "{:group-by [:text]}",
            "t.log: line 3 is not UTF-8",
        ),
    ] {
        let said = check(path, bytes, options);
        assert!(said.starts_with(expected), "{said}");
    }
}

#[test]
fn too_many_groups_are_too_many_in_parts() {
    let text: String = (0..40).map(|n| format!("{}\n", n % 13)).collect();
    let directory = tempfile::tempdir().expect("a directory");
    fs::write(directory.path().join("t.log"), text).expect("a file");
    let asked = |most: usize, part: u64, threads: usize| {
        let data = Data::below(directory.path()).expect("the directory");
        let data = Data { part, ..data }.with_threads(threads).with_limit(most);
        let options = read_string("{:group-by [:text]}").expect("options");
        call(
            &Registry::new().with(data),
            &[Value::from("t.log"), options],
        )
    };
    for (part, threads) in [(u64::MAX, 1), (8, 1), (8, 3), (40, 2)] {
        assert!(asked(13, part, threads).is_ok());
        let error = asked(12, part, threads).expect_err("too many");
        assert_eq!(error.message(), "there are more than 12 groups");
    }
}

/// Sums of floats depend on where a file is cut, which is the same for every number of threads.
#[test]
fn a_sum_of_floats_has_one_shape() {
    let rows: String = (0..500)
        .map(|n| format!("{}.1\n", n * 7919 % 1000))
        .collect();
    let text = format!("x\n{rows}");
    let options = "{:types {:x :float} :aggregate {:sum [:sum :x] :mean [:mean :x]}}";
    let by_threads = |threads| summed_up("t.csv", text.as_bytes(), options, 100, threads);
    let one = by_threads(1);
    for threads in 2..8 {
        assert_eq!(by_threads(threads), one);
    }
}

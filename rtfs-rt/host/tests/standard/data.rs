//! Rows and summaries of files, and what is wrong with files and queries.

use std::fmt::Write;
use std::fs;

use rtfs_host::Data;
use rtfs_rt::host::{Bounded, HintValue, Registry};
use rtfs_rt::library::read::read_string;
use rtfs_rt::{ErrorKind, Result, Value};

use crate::support::{ask, call, hinted, said};

const SALES: &str = "\
product,region,amount,price
tea,north,3,2.5
coffee,south,10,3
\"green tea\",north,,4.5
sugar,south,1,1.2
tea,west,40,2.5
";

pub(crate) struct Fixture {
    directory: tempfile::TempDir,
    host: Registry,
}

impl Fixture {
    pub(crate) fn new() -> Fixture {
        let directory = tempfile::tempdir().expect("a directory");
        let data = Data::below(directory.path()).expect("the directory");
        let host = Registry::new().with(data);
        let fixture = Fixture { directory, host };
        fixture.file("sales.csv", SALES);
        fixture
    }

    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.directory.path().join(name), text).expect("a file");
    }

    pub(crate) fn ask(&self, id: &str, path: &str, options: &str) -> Result<Value> {
        let options = read(options);
        call(&self.host, id, &[path.into(), options])
    }

    pub(crate) fn scan(&self, path: &str, options: &str) -> String {
        match self.ask("data.scan", path, options) {
            Ok(rows) => rows.to_string(),
            Err(error) => error.message().to_owned(),
        }
    }

    pub(crate) fn groups(&self, path: &str, options: &str) -> String {
        match self.ask("data.aggregate", path, options) {
            Ok(rows) => rows.to_string(),
            Err(error) => error.message().to_owned(),
        }
    }
}

fn read(text: &str) -> Value {
    read_string(text).expect("a value")
}

const TYPES: &str = ":types {:amount :int?, :price :float}";

#[test]
fn rows_are_those_that_fit() {
    let data = Fixture::new();
    assert_eq!(
        data.scan("sales.csv", "{:columns [:product] :limit 2}"),
        r#"[{:product "tea"} {:product "coffee"}]"#
    );
    assert_eq!(
        data.scan("sales.csv", &format!("{{{TYPES} :limit 3}}")),
        r#"[{:product "tea" :region "north" :amount 3 :price 2.5} {:product "coffee" :region "south" :amount 10 :price 3.0} {:product "green tea" :region "north" :amount nil :price 4.5}]"#
    );
    assert_eq!(
        ask(&data.host, "data.scan", &["sales.csv"])
            .expect("rows")
            .to_string()
            .matches(":amount \"")
            .count(),
        5
    );
    for (condition, products) in [
        (r#"[:= :product "tea"]"#, r#"["tea" "tea"]"#),
        (
            r#"[:not= :product "tea"]"#,
            r#"["coffee" "green tea" "sugar"]"#,
        ),
        ("[:> :amount 3]", r#"["coffee" "tea"]"#),
        ("[:>= :amount 3.0]", r#"["tea" "coffee" "tea"]"#),
        ("[:< :price 2.5]", r#"["sugar"]"#),
        ("[:<= :price 2.5]", r#"["tea" "sugar" "tea"]"#),
        ("[:= :price 3]", r#"["coffee"]"#),
        ("[:= :amount nil]", r#"["green tea"]"#),
        (
            "[:not [:= :amount nil]]",
            r#"["tea" "coffee" "sugar" "tea"]"#,
        ),
        (
            r#"[:in :region #{"west" "south"}]"#,
            r#"["coffee" "sugar" "tea"]"#,
        ),
        (
            "[:in :amount [1 40.0 nil]]",
            r#"["green tea" "sugar" "tea"]"#,
        ),
        (
            r#"[:ends-with :product "tea"]"#,
            r#"["tea" "green tea" "tea"]"#,
        ),
        (r#"[:starts-with :product "s"]"#, r#"["sugar"]"#),
        (r#"[:includes :product "f"]"#, r#"["coffee"]"#),
        (
            r#"[:and [:= :region "north"] [:> :price 3]]"#,
            r#"["green tea"]"#,
        ),
        (
            r#"[:or [:= :region "west"] [:> :price 4]]"#,
            r#"["green tea" "tea"]"#,
        ),
        ("[:and]", r#"["tea" "coffee" "green tea" "sugar" "tea"]"#),
        ("[:or]", "[]"),
    ] {
        let options = format!("{{{TYPES} :where {condition} :columns [:product]}}");
        let expected = read(products).to_string();
        let expected = expected
            .trim_matches(['[', ']'])
            .replace("\" \"", "\"} {:product \"");
        let expected = match expected.as_str() {
            "" => "[]".to_owned(),
            products => format!("[{{:product {products}}}]"),
        };
        assert_eq!(data.scan("sales.csv", &options), expected, "{condition}");
    }
}

#[test]
fn groups_are_summed_up_in_the_order_of_their_first_rows() {
    let data = Fixture::new();
    assert_eq!(
        data.groups(
            "sales.csv",
            &format!(
                "{{{TYPES} :group-by [:region]
                   :aggregate {{:rows [:count] :known [:count :amount] :total [:sum :amount]
                                :mean [:mean :price] :least [:min :product] :most [:max :price]}}}}"
            )
        ),
        "[{:region \"north\" :rows 2 :known 1 :total 3 :mean 3.5 :least \"green tea\" :most 4.5} \
         {:region \"south\" :rows 2 :known 2 :total 11 :mean 2.1 :least \"coffee\" :most 3.0} \
         {:region \"west\" :rows 1 :known 1 :total 40 :mean 2.5 :least \"tea\" :most 2.5}]"
    );
    // Without columns to group by there is one group, also of no rows.
    let all = ":aggregate {:n [:count] :sum [:sum :price] :ints [:sum :amount] :mean [:mean :price] :max [:max :price]}";
    assert_eq!(
        data.groups("sales.csv", &format!("{{{TYPES} {all}}}")),
        "[{:n 5 :sum 13.7 :ints 54 :mean 2.7399999999999998 :max 4.5}]"
    );
    assert_eq!(
        data.groups(
            "sales.csv",
            &format!("{{{TYPES} :where [:> :price 9] {all}}}")
        ),
        "[{:n 0 :sum 0.0 :ints 0 :mean nil :max nil}]"
    );
    // Without functions the groups themselves are what is asked for; an int is one however it is written.
    data.file("twice.csv", "a,b\n1,x\n01,x\n1,y\n+1,x\n");
    assert_eq!(
        data.groups("twice.csv", "{:group-by [:a :b] :types {:a :int}}"),
        r#"[{:a 1 :b "x"} {:a 1 :b "y"}]"#
    );
    // What two fields are together is no other two.
    data.file("joined.csv", "a,b\nx,yz\nxy,z\n");
    assert_eq!(
        data.groups("joined.csv", "{:group-by [:a :b] :aggregate {:n [:count]}}"),
        r#"[{:a "x" :b "yz" :n 1} {:a "xy" :b "z" :n 1}]"#
    );
}

#[test]
fn numbers_are_those_of_the_library() {
    let data = Fixture::new();
    data.file(
        "ints.csv",
        "n\n9223372036854775807\n9223372036854775807\n-1\n123456789012345678901234567890\n",
    );
    assert_eq!(
        data.groups(
            "ints.csv",
            "{:types {:n :int} :aggregate {:sum [:sum :n] :max [:max :n] :min [:min :n]}}"
        ),
        "[{:sum 123456789030792422974944119503 :max 123456789012345678901234567890 :min -1}]"
    );
    assert_eq!(
        data.groups(
            "ints.csv",
            "{:types {:n :int} :where [:< :n 9223372036854775808] :aggregate {:mean [:mean :n] :n [:count]}}"
        ),
        "[{:mean 6.148914691236517e18 :n 3}]"
    );
    // A mean of ints is an int where it is one.
    data.file("means.csv", "n\n1\n2\n3\n");
    assert_eq!(
        data.groups(
            "means.csv",
            "{:types {:n :int} :aggregate {:mean [:mean :n]}}"
        ),
        "[{:mean 2}]"
    );
    data.file("nan.csv", "x\n1\nNaN\n3\n");
    assert_eq!(
        data.groups(
            "nan.csv",
            "{:types {:x :float} :aggregate {:max [:max :x] :min [:min :x] :sum [:sum :x]}}"
        ),
        "[{:max ##NaN :min ##NaN :sum ##NaN}]"
    );
}

#[test]
fn a_wrong_query_is_refused() {
    let data = Fixture::new();
    for (options, why) in [
        ("{:colums [:a]}", "there is no option :colums"),
        (
            "{:columns [:prise]}",
            "there is no column :prise; there are [:product :region :amount :price]",
        ),
        ("{:columns [:a :a]}", ":columns has :a twice"),
        (
            "{:columns :a}",
            ":columns is a vector of keywords, and not :a",
        ),
        ("{:limit -1}", ":limit is a number of rows, and not -1"),
        (
            "{:types {:price :real}}",
            ":real is no type of a column: there are :string :int :float :bool, and the same with ? where fields may be missing",
        ),
        ("{:types [:price]}", ":types is a map, and not [:price]"),
        (
            "{:where [:> :price 1]}",
            ":price is a string, and is compared with 1; :types says what a column is",
        ),
        (
            r#"{:types {:price :float} :where [:= :price "x"]}"#,
            ":price is a float, and is compared with \"x\"; :types says what a column is",
        ),
        (
            r#"{:types {:price :float} :where [:not [:or [:in :price [1 "x"]]]]}"#,
            ":price is a float, and is compared with \"x\"; :types says what a column is",
        ),
        (
            "{:format :xml}",
            ":format is :csv or :json-lines or :lines or :parquet, and not :xml",
        ),
        (
            r#"{:delimiter ", "}"#,
            ":delimiter is a string of one ASCII character, and not \", \"",
        ),
        (
            r#"{:format :json-lines :delimiter ","}"#,
            ":delimiter and :header are options of CSV files",
        ),
        ("{:group-by [:region]}", "there is no option :group-by"),
    ] {
        let error = data.ask("data.scan", "sales.csv", options).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ValidationError, "{options}");
        assert_eq!(error.message(), why);
    }
    for condition in [
        "[:like :price 1]",
        "[:> :price]",
        "[:> :price nil]",
        "[:not]",
        "[]",
        "1",
        "[:= \"price\" 1]",
        "[:in :price 1]",
        "[:includes :price 1]",
        "[:= :price :x]",
    ] {
        let why = data.scan("sales.csv", &format!("{{:where {condition}}}"));
        assert!(
            why.starts_with(&format!("{condition} is no condition: ")),
            "{why}"
        );
    }
    let deep = format!("{}[:and]{}", "[:not ".repeat(100), "]".repeat(100));
    assert_eq!(
        data.scan("sales.csv", &format!("{{:where {deep}}}")),
        "a condition nests deeper than 64 levels"
    );
    for (options, why) in [
        (
            "{}",
            "there is neither :group-by nor :aggregate: nothing is asked for",
        ),
        (
            "{:aggregate [:count]}",
            ":aggregate is a map, and not [:count]",
        ),
        (
            "{:aggregate {:x [:sum :price]}}",
            ":price is a string, and cannot be added; :types says what a column is",
        ),
        (
            "{:group-by [:price] :aggregate {:price [:count]}}",
            ":price is a column of :group-by and a name of :aggregate",
        ),
        (
            "{:aggregate {:x [:sum]}}",
            "[:sum] is nothing to aggregate: there are [:count] and, of a column, [:count column], the same with :sum :mean :min :max",
        ),
    ] {
        assert_eq!(data.groups("sales.csv", options), why);
    }
    assert_eq!(
        said(&data.host, "data.scan", &["sales"]),
        "sales: the name does not say how the file is written: :format is :csv or :json-lines or :lines or :parquet"
    );
    assert_eq!(
        said(&data.host, "data.scan", &[]),
        "`data.scan` takes 2 arguments, got 0"
    );
}

#[test]
fn a_file_is_read_bit_by_bit() -> Result<()> {
    let data = Fixture::new();
    let mut text = String::from("n\n");
    for n in 0..5000 {
        writeln!(text, "{n}").expect("a line");
    }
    data.file("long.csv", text);
    let number = data.ask(
        "data.open",
        "long.csv",
        "{:types {:n :int} :where [:>= :n 10] :limit 2500}",
    )?;
    let next = |count: i64| call(&data.host, "data.next", &[number.clone(), count.into()]);
    assert_eq!(next(2)?.to_string(), "[{:n 10} {:n 11}]");
    assert_eq!(next(0)?.to_string(), "[]");
    let mut read = 2;
    loop {
        match next(1000)? {
            Value::Vector(rows) if rows.is_empty() => break,
            Value::Vector(rows) => read += rows.len(),
            other => panic!("{other}"),
        }
    }
    assert_eq!(read, 2500);
    call(&data.host, "data.close", std::slice::from_ref(&number))?;
    assert_eq!(next(1).unwrap_err().message(), "no file is open as 1");
    Ok(())
}

#[test]
fn what_a_call_gives_is_bounded_and_so_is_its_time() -> Result<()> {
    let fixture = Fixture::new();
    let data = Data::below(fixture.directory.path()).expect("the directory");
    let host = Registry::new().with(data.with_limit(2));
    let over = |id: &str, options: &str| {
        let error = call(&host, id, &["sales.csv".into(), read(options)]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LimitExceeded);
        error.message().to_owned()
    };
    assert_eq!(over("data.scan", "{}"), "there are more than 2 rows");
    assert_eq!(
        over("data.aggregate", "{:group-by [:product]}"),
        "there are more than 2 groups"
    );
    let some = call(
        &host,
        "data.scan",
        &["sales.csv".into(), read("{:limit 2}")],
    )?;
    assert!(matches!(some, Value::Vector(rows) if rows.len() == 2));
    let error = hinted(
        &host,
        "data.scan",
        &["sales.csv".into()],
        &[("runtime.timeout", HintValue::Int(0))],
    );
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Cancelled);
    Ok(())
}

/// A large file that is summed up by some threads ends with its call.
#[test]
fn a_deadline_reaches_all_threads() {
    let directory = tempfile::tempdir().expect("a directory");
    let rows = "north,1\nsouth,2\n".repeat(1_000_000);
    let text = format!("region,n\n{rows}");
    std::fs::write(directory.path().join("long.csv"), text).expect("a file");
    let options = read("{:types {:n :int} :group-by [:region] :aggregate {:n [:sum :n]}}");
    for threads in [1, 3] {
        let data = Data::below(directory.path()).expect("the directory");
        let host = Registry::new().with(data.with_threads(threads));
        let args = ["long.csv".into(), options.clone()];
        let hints = [("runtime.timeout", HintValue::Int(1))];
        let error = hinted(&host, "data.aggregate", &args, &hints).expect_err("it takes longer");
        assert_eq!(error.kind(), ErrorKind::Cancelled);
        let host = Bounded::new(host);
        let cancellation = host.cancellation();
        let error = std::thread::scope(|scope| {
            let summing = scope.spawn(|| call(&host, "data.aggregate", &args));
            cancellation.cancel();
            summing
                .join()
                .expect("no panic")
                .expect_err("it takes longer")
        });
        assert_eq!(error.kind(), ErrorKind::Cancelled);
    }
}

/// Who has a file open reads what is there: no more, if somebody makes it shorter.
#[test]
fn a_file_may_be_made_shorter_while_it_is_read() -> Result<()> {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("n.csv");
    let rows: String = (0..200_000).map(|n| format!("{n}\n")).collect();
    std::fs::write(&path, format!("n\n{rows}")).expect("a file");
    let data = Data::below(directory.path()).expect("the directory");
    let host = Registry::new().with(data);
    let file = call(&host, "data.open", &["n.csv".into()])?;
    let next = |count: i64| call(&host, "data.next", &[file.clone(), count.into()]);
    assert_eq!(next(1)?.to_string(), "[{:n \"0\"}]");
    let shorter = std::fs::File::options().write(true).open(&path);
    (shorter.and_then(|file| file.set_len(10))).expect("a shorter file");
    let Value::Vector(rest) = next(1_000_000)? else {
        panic!("rows are a vector");
    };
    assert!(rest.len() < 199_999);
    assert_eq!(next(1)?.to_string(), "[]");
    std::fs::remove_file(&path).expect("no file");
    let gone = call(
        &host,
        "data.aggregate",
        &["n.csv".into(), read("{:aggregate {:n [:count]}}")],
    );
    assert!(gone.expect_err("no file").message().starts_with("n.csv: "));
    Ok(())
}

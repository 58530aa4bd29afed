//! Parquet files: their types, what is missing in them, and what is passed over.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DoubleType, FloatType, Int32Type, Int64Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use rtfs_host::Data;
use rtfs_rt::host::Registry;
use rtfs_rt::library::json::serialize_json;
use rtfs_rt::library::read::read_string;
use rtfs_rt::{Result, Str, Value};

use crate::support::call;

const SCHEMA: &str = "
message sales {
    REQUIRED BYTE_ARRAY product (UTF8);
    OPTIONAL INT64 amount;
    REQUIRED DOUBLE price;
    REQUIRED INT32 day;
    REQUIRED INT64 code (UINT_64);
    REQUIRED FLOAT weight;
    OPTIONAL BOOLEAN old;
}";

/// Two groups of rows; in the first, days are less than 100, and in the second they are not.
fn write(path: &Path, rows: i32) {
    let schema = Arc::new(parse_message_type(SCHEMA).expect("a schema"));
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_data_page_row_count_limit(1000)
        .build();
    let file = File::create(path).expect("a file");
    let mut writer =
        SerializedFileWriter::new(file, schema, Arc::new(properties)).expect("a writer");
    for first in [0, 100] {
        let all = || (0..rows).map(|row| first + row);
        let mut group = writer.next_row_group().expect("a group");
        macro_rules! column {
            ($ty:ty, $cells:expr, $levels:expr) => {{
                let mut column = group.next_column().expect("a column").expect("a column");
                let levels: Option<Vec<i16>> = $levels;
                let cells: Vec<_> = $cells.collect();
                column
                    .typed::<$ty>()
                    .write_batch(&cells, levels.as_deref(), None)
                    .expect("cells");
                column.close().expect("a column");
            }};
        }
        let name = |n: i32| ByteArray::from(["tea", "coffee", "çay"][n as usize % 3]);
        column!(ByteArrayType, all().map(name), None);
        column!(
            Int64Type,
            all().filter(|n| n % 4 != 0).map(i64::from),
            Some(all().map(|n| i16::from(n % 4 != 0)).collect())
        );
        column!(DoubleType, all().map(|n| f64::from(n) / 2.0), None);
        column!(Int32Type, all(), None);
        column!(Int64Type, all().map(|n| i64::from(n) - 2), None);
        column!(FloatType, all().map(|n| n as f32 / 4.0), None);
        column!(
            BoolType,
            all().filter(|n| n % 2 == 0).map(|n| n % 4 == 0),
            Some(all().map(|n| i16::from(n % 2 == 0)).collect())
        );
        group.close().expect("a group");
    }
    writer.close().expect("a file");
}

fn asked(host: &Registry, id: &str, path: &str, options: &str) -> String {
    let options = read_string(options).expect("options");
    match call(host, id, &[path.into(), options]) {
        Ok(rows) => rows.to_string(),
        Err(error) => error.message().to_owned(),
    }
}

#[test]
fn columns_have_the_types_of_the_file() -> Result<()> {
    let directory = tempfile::tempdir().expect("a directory");
    write(&directory.path().join("sales.parquet"), 3);
    let host = Registry::new().with(Data::below(directory.path()).expect("the directory"));
    let scan = |options: &str| asked(&host, "data.scan", "sales.parquet", options);
    assert_eq!(
        scan("{:limit 2}"),
        "[{:product \"tea\" :amount nil :price 0.0 :day 0 :code 18446744073709551614 :weight 0.0 :old true} \
         {:product \"coffee\" :amount 1 :price 0.5 :day 1 :code 18446744073709551615 :weight 0.25 :old nil}]"
    );
    assert_eq!(
        scan("{:columns [:code :old] :where [:= :product \"çay\"]}"),
        "[{:code 0 :old false} {:code 99 :old nil}]"
    );
    assert_eq!(
        scan("{:columns [:day] :where [:and [:not= :amount nil] [:>= :price 50]]}"),
        "[{:day 101} {:day 102}]"
    );
    for (options, why) in [
        (
            "{:types {:day :string}}",
            ":day is an int in the file, and not a string",
        ),
        (
            "{:where [:= :day \"x\"]}",
            ":day is an int, and is compared with \"x\"; :types says what a column is",
        ),
        (
            "{:types {:amount :int}}",
            "sales.parquet, row 1, column :amount: it is missing, and not an int",
        ),
        (
            "{:columns [:date]}",
            "there is no column :date; there are [:product :amount :price :day :code :weight :old]",
        ),
        (
            "{:header [:a]}",
            ":delimiter and :header are options of CSV files",
        ),
    ] {
        assert_eq!(scan(options), why);
    }
    assert_eq!(
        scan("{:types {:day :float} :columns [:day] :limit 1}"),
        "[{:day 0.0}]"
    );
    fs::write(directory.path().join("no.parquet"), "PAR1 and so on").expect("a file");
    let no = asked(&host, "data.scan", "no.parquet", "{}");
    assert!(no.starts_with("no.parquet: "), "{no}");
    Ok(())
}

#[test]
fn what_does_not_fit_a_table_is_said() {
    let directory = tempfile::tempdir().expect("a directory");
    let schema = "message m {
        REQUIRED INT32 n;
        REQUIRED GROUP who { REQUIRED INT32 a; REQUIRED INT32 b; }
        REPEATED INT32 list;
        REQUIRED INT32 cost (DECIMAL(9, 2));
        REQUIRED INT96 time;
    }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let file = File::create(directory.path().join("m.parquet")).expect("a file");
    let writer = SerializedFileWriter::new(file, schema, Arc::default()).expect("a writer");
    writer.close().expect("a file");
    let host = Registry::new().with(Data::below(directory.path()).expect("the directory"));
    let scan = |options: &str| asked(&host, "data.scan", "m.parquet", options);
    assert_eq!(scan("{:columns [:n]}"), "[]");
    for (column, why) in [
        (":who", "it has columns or lists in it"),
        (":list", "it has columns or lists in it"),
        (":cost", "it is decimal"),
        (":time", "it is stored as INT96"),
    ] {
        let expected = format!("{column} cannot be read: {why}");
        assert_eq!(scan(&format!("{{:columns [{column}]}}")), expected);
    }
    assert!(scan("{}").ends_with("it has columns or lists in it"));
}

#[test]
fn long_files_are_summed_up_in_batches() {
    let directory = tempfile::tempdir().expect("a directory");
    write(&directory.path().join("long.parquet"), 10_000);
    let host = Registry::new().with(Data::below(directory.path()).expect("the directory"));
    let options = "{:where [:>= :day 100] :group-by [:product]
                    :aggregate {:n [:count] :known [:count :amount] :sum [:sum :amount] :mean [:mean :price]}}";
    let rows = (0..10_000).chain(100..10_100).filter(|n| *n >= 100);
    let expected = |name: &str, rest: i64| {
        let rows: Vec<i64> = rows.clone().filter(|n| n % 3 == rest).collect();
        let known: Vec<i64> = rows.iter().copied().filter(|n| n % 4 != 0).collect();
        let prices: f64 = rows.iter().map(|n| *n as f64 / 2.0).sum();
        format!(
            "{{:product \"{name}\" :n {} :known {} :sum {} :mean {}}}",
            rows.len(),
            known.len(),
            known.iter().sum::<i64>(),
            Value::from(prices / rows.len() as f64)
        )
    };
    let expected = [("coffee", 1), ("çay", 2), ("tea", 0)].map(|(name, rest)| expected(name, rest));
    assert_eq!(
        asked(&host, "data.aggregate", "long.parquet", options),
        format!("[{}]", expected.join(" "))
    );
}

/// What is summed up column by column is what JSON lines of the same rows give, which are summed up row by row; and the number
/// of threads makes no difference.
#[test]
fn columns_are_summed_up_as_rows_are() -> Result<()> {
    let directory = tempfile::tempdir().expect("a directory");
    write(&directory.path().join("t.parquet"), 4_200);
    let below = |threads| {
        let data = Data::below(directory.path()).expect("the directory");
        Registry::new().with(data.with_threads(threads))
    };
    let (one, three) = (below(1), below(3));
    let Value::Vector(rows) = call(&one, "data.scan", &["t.parquet".into()])? else {
        panic!("a scan gives a vector");
    };
    let lines: Result<Vec<Str>> = rows.iter().map(serialize_json).collect();
    fs::write(directory.path().join("t.jsonl"), lines?.join("\n")).expect("a file");
    for condition in [
        "[:> :price 7]",
        "[:and [:not= :amount nil] [:<= :price 2000.5] [:not= :day 3]]",
        "[:and [:< :code 3000] [:not= :code 17]]",
        "[:= :day 4401]",
        "[:>= :amount 3000.5]",
        "[:or [:= :product \"çay\"] [:= :old true]]",
        "[:> :day 100000]",
    ] {
        for by in ["[]", "[:product]", "[:old]", "[:old :product]", "[:day]"] {
            let options = format!(
                "{{:where {condition} :group-by {by}
                   :aggregate {{:n [:count] :known [:count :amount] :sum [:sum :amount] :codes [:sum :code]
                                :mean [:mean :price] :least [:min :weight] :first [:min :product]
                                :last [:max :product] :most [:max :amount] :truest [:max :old]}}}}"
            );
            let by_columns = asked(&one, "data.aggregate", "t.parquet", &options);
            assert!(by_columns.starts_with('['), "{by_columns}");
            for (host, path) in [(&three, "t.parquet"), (&one, "t.jsonl")] {
                assert_eq!(asked(host, "data.aggregate", path, &options), by_columns);
            }
        }
    }
    Ok(())
}

#[test]
fn the_first_row_that_does_not_fit_is_named() {
    let directory = tempfile::tempdir().expect("a directory");
    write(&directory.path().join("t.parquet"), 5_000);
    for threads in [1, 3] {
        let data = Data::below(directory.path()).expect("the directory");
        let host = Registry::new().with(data.with_threads(threads));
        // Missing are amounts in each fourth row, and what is old in each second one.
        let options =
            "{:types {:amount :int :old :bool} :where [:and [:> :price 0.5] [:not= :amount 3]]
                        :aggregate {:n [:count :old]}}";
        assert_eq!(
            asked(&host, "data.aggregate", "t.parquet", options),
            "t.parquet, row 5, column :amount: it is missing, and not an int"
        );
    }
}

/// The second group of rows is spoiled, and only who needs it notices.
#[test]
fn groups_of_rows_that_cannot_fit_are_passed_over() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("spoiled.parquet");
    write(&path, 50);
    let reader = SerializedFileReader::new(File::open(&path).expect("a file")).expect("a file");
    let mut bytes = fs::read(&path).expect("a file");
    for column in reader.metadata().row_group(1).columns() {
        let (start, length) = column.byte_range();
        bytes[start as usize..(start + length) as usize].fill(0xff);
    }
    fs::write(&path, bytes).expect("a file");
    let host = Registry::new().with(Data::below(directory.path()).expect("the directory"));
    let count = |condition: &str| {
        let options = format!("{{:where {condition} :aggregate {{:n [:count]}}}}");
        asked(&host, "data.aggregate", "spoiled.parquet", &options)
    };
    for (condition, rows) in [
        ("[:< :day 100]", 50),
        ("[:and [:> :day 9] [:<= :day 19.5]]", 10),
        ("[:= :price 1]", 1),
        ("[:in :day [1 2 49]]", 3),
        ("[:or [:= :day 3] [:< :weight 0.5]]", 3),
    ] {
        assert_eq!(count(condition), format!("[{{:n {rows}}}]"), "{condition}");
    }
    for condition in [
        "[:<= :day 100]",
        "[:not [:< :day 100]]",
        "[:or [:= :day 3] [:= :product \"tea\"]]",
        "[:in :day [1 120]]",
    ] {
        let said = count(condition);
        assert!(
            said.starts_with("spoiled.parquet: ") || said.contains("panicked"),
            "{condition}: {said}"
        );
    }
}

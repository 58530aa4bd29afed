//! A filtered group-by over a table, as CSV, as JSON lines and as Parquet. The hand-written Rust has one thread; the host has one as well, or as
//! many as there are cores.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};

use csv::{ByteRecord, ReaderBuilder};
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{ByteArrayType, DoubleType, Int64Type};
use parquet::file::reader::{FileReader, SerializedFileReader};
use rtfs::host::{Data, Registry};
use serde::Deserialize;

use crate::files::Files;
use crate::rounds::Job;

/// How many rows of a Parquet file are decoded at a time.
const BATCH: usize = 4096;

mod program {
    rtfs::rtfs! {
        ; "region: count, sum, mean" for each region, in the order of their first rows.
        (defn by-region [path :string] :string
          (let [rows (call :data/aggregate path
                       {:types {:amount :int, :price :float}
                        :where [:> :price 1250.0]
                        :group-by [:region]
                        :aggregate {:n [:count], :total [:sum :amount], :mean [:mean :price]}})]
            (join "\n" (map (fn [row] (str (:region row) " " (:n row) " " (:total row) " " (:mean row)))
                            rows))))
    }
}

pub(crate) fn all(files: &Files) -> Vec<Job<'_>> {
    let one: Threads = |data| data.with_threads(1);
    let all: Threads = |data| data;
    vec![
        csv("group-by over CSV", one, files),
        csv("group-by over CSV, on all cores", all, files),
        json("group-by over JSON lines", one, files),
        json("group-by over JSON lines, on all cores", all, files),
        parquet("group-by over Parquet", one, files),
        parquet("group-by over Parquet, on all cores", all, files),
    ]
}

/// Says how many threads the host has.
type Threads = fn(Data) -> Data;

fn host(threads: Threads, files: &Files) -> Registry {
    let data = Data::below(&files.directory).expect("the directory");
    Registry::new().with(threads(data))
}

fn csv<'a>(name: &'static str, threads: Threads, files: &'a Files) -> Job<'a> {
    let host = host(threads, files);
    Job {
        name,
        bar: 1.3,
        calls: None,
        rust: Box::new(|| by_hand_csv(files)),
        rtfs: Box::new(move || {
            program::by_region(&host, files.csv())
                .expect("groups")
                .to_string()
        }),
    }
}

fn json<'a>(name: &'static str, threads: Threads, files: &'a Files) -> Job<'a> {
    let host = host(threads, files);
    Job {
        name,
        bar: 1.5,
        calls: None,
        rust: Box::new(|| by_hand_json(files)),
        rtfs: Box::new(move || {
            program::by_region(&host, files.json())
                .expect("groups")
                .to_string()
        }),
    }
}

fn parquet<'a>(name: &'static str, threads: Threads, files: &'a Files) -> Job<'a> {
    let host = host(threads, files);
    Job {
        name,
        bar: 1.3,
        calls: None,
        rust: Box::new(|| by_hand_parquet(files)),
        rtfs: Box::new(move || {
            program::by_region(&host, files.parquet())
                .expect("groups")
                .to_string()
        }),
    }
}

/// The groups, in the order of their first rows.
#[derive(Default)]
struct Groups {
    numbers: HashMap<Box<[u8]>, usize>,
    groups: Vec<(String, u64, i64, f64)>,
}

impl Groups {
    fn add(&mut self, region: &[u8], amount: i64, price: f64) {
        let number = match self.numbers.get(region) {
            Some(number) => *number,
            None => {
                let name = String::from_utf8(region.to_vec()).expect("UTF-8");
                self.groups.push((name, 0, 0, 0.0));
                self.numbers.insert(region.into(), self.groups.len() - 1);
                self.groups.len() - 1
            }
        };
        let (_, n, total, prices) = &mut self.groups[number];
        *n += 1;
        *total = total.checked_add(amount).expect("an int that fits");
        *prices += price;
    }

    fn text(&self) -> String {
        let line = |(name, n, total, prices): &(String, u64, i64, f64)| {
            format!("{name} {n} {total} {}", prices / *n as f64)
        };
        self.groups.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

fn number<T: std::str::FromStr>(bytes: &[u8]) -> T {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    text.parse().ok().expect("a number")
}

fn by_hand_csv(files: &Files) -> String {
    let path = files.directory.join(files.csv());
    let mut reader = ReaderBuilder::new()
        .buffer_capacity(256 << 10)
        .from_path(path)
        .expect("a file");
    let mut record = ByteRecord::new();
    let mut groups = Groups::default();
    while reader.read_byte_record(&mut record).expect("a row") {
        let price: f64 = number(&record[3]);
        if price > 1250.0 {
            groups.add(&record[0], number(&record[2]), price);
        }
    }
    groups.text()
}

/// What is read of a line.
#[derive(Deserialize)]
struct Sale<'l> {
    region: &'l str,
    amount: i64,
    price: f64,
}

fn by_hand_json(files: &Files) -> String {
    let file = File::open(files.directory.join(files.json())).expect("a file");
    let mut file = BufReader::with_capacity(256 << 10, file);
    let mut line = String::new();
    let mut groups = Groups::default();
    while file.read_line(&mut line).expect("a line") > 0 {
        let sale: Sale<'_> = serde_json::from_str(&line).expect("a sale");
        if sale.price > 1250.0 {
            groups.add(sale.region.as_bytes(), sale.amount, sale.price);
        }
        line.clear();
    }
    groups.text()
}

fn by_hand_parquet(files: &Files) -> String {
    let file = File::open(files.directory.join(files.parquet())).expect("a file");
    let file = SerializedFileReader::new(file).expect("a file");
    let mut groups = Groups::default();
    for group in 0..file.num_row_groups() {
        let group = file.get_row_group(group).expect("a group");
        let column = |index: usize| group.get_column_reader(index).expect("a column");
        let mut regions = get_typed_column_reader::<ByteArrayType>(column(0));
        let mut amounts = get_typed_column_reader::<Int64Type>(column(2));
        let mut prices = get_typed_column_reader::<DoubleType>(column(3));
        let (mut region, mut amount, mut price) = (Vec::new(), Vec::new(), Vec::new());
        let mut left = group.metadata().num_rows() as usize;
        while left > 0 {
            region.clear();
            amount.clear();
            price.clear();
            let rows = left.min(BATCH);
            while region.len() < rows {
                let wanted = rows - region.len();
                regions
                    .read_records(wanted, None, None, &mut region)
                    .expect("regions");
            }
            while amount.len() < rows {
                let wanted = rows - amount.len();
                amounts
                    .read_records(wanted, None, None, &mut amount)
                    .expect("amounts");
            }
            while price.len() < rows {
                let wanted = rows - price.len();
                prices
                    .read_records(wanted, None, None, &mut price)
                    .expect("prices");
            }
            for ((region, amount), price) in region.iter().zip(&amount).zip(&price) {
                if *price > 1250.0 {
                    groups.add(region.data(), *amount, *price);
                }
            }
            left -= rows;
        }
    }
    groups.text()
}

//! The files that the jobs read, made when they are first asked for.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

const REGIONS: [&str; 7] = ["north", "south", "east", "west", "up", "down", "elsewhere"];

const SCHEMA: &str = "message sales {
    REQUIRED BYTE_ARRAY region (UTF8);
    REQUIRED BYTE_ARRAY product (UTF8);
    REQUIRED INT64 amount;
    REQUIRED DOUBLE price;
}";

/// How many rows stand together in a Parquet file.
const GROUP: usize = 1 << 17;

/// A directory with a table, as CSV, as JSON lines and as Parquet.
pub(crate) struct Files {
    pub(crate) directory: PathBuf,
    rows: usize,
    csv: OnceLock<()>,
    json: OnceLock<()>,
    parquet: OnceLock<()>,
}

/// A row of the table.
struct Row {
    region: &'static str,
    product: String,
    amount: i64,
    price: f64,
}

impl Files {
    pub(crate) fn new(directory: &Path, rows: usize) -> Files {
        Files {
            directory: directory.to_owned(),
            rows,
            csv: OnceLock::new(),
            json: OnceLock::new(),
            parquet: OnceLock::new(),
        }
    }

    /// The rows from a number on, which are the same each time.
    fn rows(&self, from: usize, to: usize) -> impl Iterator<Item = Row> {
        (from..to.min(self.rows)).map(|n| {
            let noise = (n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
            Row {
                region: REGIONS[noise as usize % REGIONS.len()],
                product: format!("product {}", noise % 1009),
                amount: (noise % 100) as i64,
                // Quarters, whose sums are exact: they are the same in any order.
                price: (noise % 10_007) as f64 / 4.0,
            }
        })
    }

    /// The name of the CSV file.
    pub(crate) fn csv(&self) -> &'static str {
        self.csv.get_or_init(|| {
            let file = File::create(self.directory.join("sales.csv")).expect("a file");
            let mut file = BufWriter::new(file);
            writeln!(file, "region,product,amount,price").expect("a line");
            for row in self.rows(0, self.rows) {
                let Row {
                    region,
                    product,
                    amount,
                    price,
                } = row;
                writeln!(file, "{region},{product},{amount},{price}").expect("a line");
            }
            file.flush().expect("a file");
        });
        "sales.csv"
    }

    /// The name of the file of JSON lines.
    pub(crate) fn json(&self) -> &'static str {
        self.json.get_or_init(|| {
            let file = File::create(self.directory.join("sales.jsonl")).expect("a file");
            let mut file = BufWriter::new(file);
            for row in self.rows(0, self.rows) {
                let Row {
                    region,
                    product,
                    amount,
                    price,
                } = row;
                let line = format!(
                    r#"{{"region":"{region}","product":"{product}","amount":{amount},"price":{price}}}"#
                );
                writeln!(file, "{line}").expect("a line");
            }
            file.flush().expect("a file");
        });
        "sales.jsonl"
    }

    /// The name of the Parquet file.
    pub(crate) fn parquet(&self) -> &'static str {
        self.parquet.get_or_init(|| {
            let schema = Arc::new(parse_message_type(SCHEMA).expect("a schema"));
            let properties = WriterProperties::builder()
                .set_compression(Compression::SNAPPY)
                .build();
            let file = File::create(self.directory.join("sales.parquet")).expect("a file");
            let mut file =
                SerializedFileWriter::new(file, schema, Arc::new(properties)).expect("a writer");
            for from in (0..self.rows).step_by(GROUP) {
                let rows: Vec<Row> = self.rows(from, from + GROUP).collect();
                let mut group = file.next_row_group().expect("a group");
                macro_rules! column {
                    ($ty:ty, $cell:expr) => {{
                        let cells: Vec<_> = rows.iter().map($cell).collect();
                        let mut column = group.next_column().expect("a column").expect("a column");
                        let written = column.typed::<$ty>().write_batch(&cells, None, None);
                        written.expect("cells");
                        column.close().expect("a column");
                    }};
                }
                column!(ByteArrayType, |row| ByteArray::from(row.region));
                column!(ByteArrayType, |row| ByteArray::from(row.product.as_str()));
                column!(Int64Type, |row| row.amount);
                column!(DoubleType, |row| row.price);
                group.close().expect("a group");
            }
            file.close().expect("a file");
        });
        "sales.parquet"
    }
}

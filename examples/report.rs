//! A report over a CSV file of sales that may be larger than memory.
//!
//! ```text
//! cargo run --release --example report                          # over a table that it makes
//! cargo run --release --example report -- sales.csv             # with the columns date,region,product,amount,price
//! cargo run --release --example report -- sales.csv 2024-03     # of a month
//! ```

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rtfs::host::{Data, Registry, require};

mod program {
    rtfs::include_rtfs!("report.rtfs");
}

/// The table that stands in for one of yours: two hundred thousand sales, the same each time.
fn sample(directory: &Path) -> std::io::Result<PathBuf> {
    let path = directory.join("sales.csv");
    let mut file = BufWriter::new(File::create(&path)?);
    writeln!(file, "date,region,product,amount,price")?;
    let mut noise = 1_u64;
    for _ in 0..200_000 {
        noise = noise
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        let pick = |of: u64, shift: u32| ((noise >> shift) % of) as usize;
        let (month, day) = (1 + pick(12, 20), 1 + pick(28, 24));
        let region = ["north", "south", "east", "west"][pick(4, 30)];
        let product = ["tea", "coffee", "\"sugar, brown\"", "honey"][pick(4, 34)];
        let (amount, price) = (1 + pick(9, 40), pick(2000, 44) as f64 / 100.0);
        writeln!(
            file,
            "2024-{month:02}-{day:02},{region},{product},{amount},{price}"
        )?;
    }
    file.flush()?;
    Ok(path)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let directory = tempfile::tempdir()?;
    let path = match args.next() {
        Some(path) => PathBuf::from(path),
        None => sample(directory.path())?,
    };
    let month = args.next().unwrap_or_default();

    // The program sees the directory of the file, and no other.
    let (below, name) = match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if parent != Path::new("") => (parent, name),
        _ => (Path::new("."), path.as_os_str()),
    };
    let host = Registry::new().with(Data::below(below)?);
    require(&host, program::CAPABILITIES)?;
    let name = name.to_str().ok_or("the name of the file is not Unicode")?;
    println!("{}", program::report(&host, name, month)?);
    Ok(())
}

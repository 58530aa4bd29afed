//! A job on real data: the weather of two cities, day by day, to monthly statistics and a chart.
//!
//! ```text
//! cargo run --release --example weather [chart.svg]
//! ```
//!
//! All computing is RTFS, in `weather.rtfs`; Rust reads the input, calls functions, and prints rows, which
//! are Rust structs: each `defstruct` is one.

use std::error::Error;
use std::path::PathBuf;

/// The statistics and the chart.
mod weather {
    rtfs::include_rtfs!("weather.rtfs");
}

use weather::{Month, chart, monthly, read_days};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from("target/weather.svg"), PathBuf::from);
    let days = read_days(include_str!("data/weather.csv"))?;
    println!("{} days", days.len());

    let months = monthly(days)?;
    println!("city      month    low   high    rain");
    for Month {
        city,
        month,
        low,
        high,
        rain,
        ..
    } in months.iter()
    {
        println!("{city:9} {month:5} {low:6.1} {high:6.1} {rain:7.1}");
    }

    if let Some(directory) = path.parent() {
        std::fs::create_dir_all(directory)?;
    }
    std::fs::write(&path, chart(months)?.as_bytes())?;
    println!("the chart is {}", path.display());

    // What is no such text is an error of the program's, with its place.
    let error = read_days("location,date\nSeattle,2012-01-01,?,12.8,5.0,4.7\n");
    println!("\na bad row: {}", error.err().ok_or("no error")?);
    Ok(())
}

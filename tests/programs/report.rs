//! A report over the weather of two cities, against the same text made in plain Rust.

use std::collections::BTreeMap;

use rtfs::ErrorKind;

rtfs::include_rtfs!("../../examples/programs/report.rtfs");

const CSV: &str = include_str!("../../examples/data/weather.csv");

/// Date, rain, high and low of a day.
type Plain<'a> = (&'a str, f64, f64, f64);

fn thousands(number: &str) -> String {
    let (whole, fraction) = number.split_at(number.find('.').unwrap_or(number.len()));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped + fraction
}

/// The row of some days. Of equal days the last counts, as `max-key` has it.
fn cells(name: &str, days: &[Plain]) -> Vec<String> {
    let mut warmest = days[0];
    let mut coldest = days[0];
    let (mut rain, mut means, mut wet, mut dry, mut spell) = (0.0, 0.0, 0, 0, 0);
    for &day in days {
        let (_, fallen, high, low) = day;
        if high >= warmest.2 {
            warmest = day;
        }
        if low <= coldest.3 {
            coldest = day;
        }
        rain += fallen;
        means += (high + low) / 2.0;
        if fallen > 0.0 {
            wet += 1;
            spell = 0;
        } else {
            spell += 1;
        }
        dry = dry.max(spell);
    }
    vec![
        name.to_owned(),
        thousands(&days.len().to_string()),
        format!("{:.1}", means / days.len() as f64),
        format!("{} {:5.1}", warmest.0, warmest.2),
        format!("{} {:5.1}", coldest.0, coldest.3),
        thousands(&format!("{rain:.1}")),
        format!("{}%", (200 * wet + days.len()) / (2 * days.len())),
        dry.to_string(),
    ]
}

fn lines(rows: &[Vec<String>]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap();
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        text += &format!("{:<1$}", row[0], width(0));
        for (column, cell) in row.iter().enumerate().skip(1) {
            text += &format!("  {cell:>0$}", width(column));
        }
        text.push('\n');
        if number == 0 {
            let rules: Vec<String> = (0..row.len()).map(|c| "-".repeat(width(c))).collect();
            text += &rules.join("  ");
            text.push('\n');
        }
    }
    text
}

fn plain(csv: &str) -> String {
    let mut cities: BTreeMap<&str, Vec<Plain>> = BTreeMap::new();
    for line in csv.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |cell: usize| cells[cell].parse::<f64>().unwrap();
        let day = (cells[1], number(2), number(3), number(4));
        cities.entry(cells[0]).or_default().push(day);
    }
    let mut tables = Vec::new();
    for (city, days) in cities {
        let heading = [
            city, "days", "mean", "warmest", "coldest", "rain", "wet", "dry",
        ];
        let mut rows = vec![heading.map(str::to_owned).to_vec()];
        let of_a_year = days.chunk_by(|a, b| a.0[..4] == b.0[..4]);
        rows.extend(of_a_year.map(|year| cells(&year[0].0[..4], year)));
        rows.push(cells("all", &days));
        tables.push(lines(&rows));
    }
    tables.join("\n").trim_end().to_owned()
}

#[test]
fn the_report_is_that_of_plain_rust() {
    let report = report(CSV).unwrap();
    assert_eq!(report.as_str(), plain(CSV));
    let first: Vec<&str> = report.lines().take(3).collect();
    assert_eq!(
        first,
        [
            "New York   days  mean           warmest           coldest     rain  wet  dry",
            "--------  -----  ----  ----------------  ----------------  -------  ---  ---",
            "2012        366  13.9  2012-07-07  37.2  2012-01-04 -10.6  1,012.5  34%   18",
        ]
    );
}

#[test]
fn columns_stand_in_any_order() {
    let turned: Vec<String> = CSV
        .lines()
        .map(|line| line.rsplit(',').collect::<Vec<_>>().join(","))
        .collect();
    assert_eq!(report(turned.join("\n")).unwrap(), report(CSV).unwrap());
}

#[test]
fn a_bad_text_is_an_error() {
    let kind = |csv: &str| report(csv).unwrap_err().kind();
    assert_eq!(kind(&CSV.replace(",12.8,", ",warm,")), ErrorKind::Thrown);
    assert_eq!(kind(&CSV.replace("temp_max", "high")), ErrorKind::Thrown);
    assert_eq!(
        kind(&CSV.replace("location", "city")),
        ErrorKind::ValidationError
    );
    assert_eq!(report("location,date").unwrap(), "");
}

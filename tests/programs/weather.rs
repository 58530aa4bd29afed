//! The program of `examples/weather.rs`, against the same statistics in plain Rust.

use std::collections::{BTreeMap, BTreeSet};

use rtfs::include_rtfs;

include_rtfs!("../../examples/weather.rtfs");

const CSV: &str = include_str!("../../examples/data/weather.csv");

/// High, low and rain of each day, and the years, by city and month.
type Groups<'a> = BTreeMap<(&'a str, i64), (Vec<[f64; 3]>, BTreeSet<&'a str>)>;

fn groups() -> Groups<'static> {
    let mut groups = Groups::new();
    for line in CSV.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |cell: usize| cells[cell].parse().expect("a number");
        let month = cells[1][5..7].parse().expect("a month");
        let group = groups.entry((cells[0], month)).or_default();
        group.0.push([number(3), number(4), number(2)]);
        group.1.insert(&cells[1][..4]);
    }
    groups
}

#[test]
fn the_statistics_are_those_of_plain_rust() {
    let days = read_days(CSV).expect("days");
    assert_eq!(days.len(), 2_922);
    let months = monthly(days).expect("months");
    let groups = groups();
    assert_eq!(months.len(), 24);
    assert_eq!(groups.len(), 24);
    for (month, (key, (days, years))) in months.iter().zip(groups) {
        assert_eq!((month.city.as_str(), month.month), key);
        assert_eq!(month.days, days.len() as i64);
        let sum = |cell: usize| days.iter().map(|day| day[cell]).sum::<f64>();
        let expected = [
            sum(0) / days.len() as f64,
            sum(1) / days.len() as f64,
            sum(2) / years.len() as f64,
        ];
        for (given, expected) in [month.high, month.low, month.rain].iter().zip(expected) {
            assert!(
                (given - expected).abs() < 1e-9,
                "{key:?}: {given} {expected}"
            );
        }
    }
}

#[test]
fn the_chart_is_the_one_in_the_repository() {
    let months = monthly(read_days(CSV).expect("days")).expect("months");
    let chart = chart(months).expect("a chart");
    assert_eq!(
        chart.as_str(),
        include_str!("../../examples/data/weather.svg")
    );
}

#[test]
fn a_bad_row_is_an_error_with_its_place() {
    let error = read_days("header\nSeattle,2012-01-01,?,12.8,5.0,4.7\n").expect_err("an error");
    let place = error.place().expect("a place");
    assert!(
        place.file.ends_with("examples/weather.rtfs"),
        "{}",
        place.file
    );
    assert_eq!((place.line, place.column), (13, 17));
}

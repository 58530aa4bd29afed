//! A feed of earthquakes, against the same transformation over `serde_json`.

use std::collections::BTreeMap;

use rtfs::ErrorKind;
use serde_json::{Value, json};

rtfs::include_rtfs!("../../examples/programs/quakes.rtfs");

const FEED: &str = include_str!("../../examples/data/earthquakes.json");

fn named(magnitude: f64) -> &'static str {
    match magnitude {
        m if m < 4.0 => "minor",
        m if m < 6.0 => "moderate",
        m if m < 7.0 => "strong",
        _ => "major",
    }
}

fn tally<'a>(names: impl Iterator<Item = &'a str>) -> Value {
    let mut counts = BTreeMap::new();
    names.for_each(|name| *counts.entry(name).or_insert(0) += 1);
    json!(counts)
}

fn expected(feed: &Value) -> Value {
    let mut rows: Vec<Value> = Vec::new();
    for feature in feed["features"].as_array().unwrap() {
        let properties = &feature["properties"];
        let place = properties["place"].as_str().unwrap();
        let at = &feature["geometry"]["coordinates"];
        rows.push(json!({
            "id": feature["id"],
            "place": place,
            "country": place.rsplit(',').next().unwrap().trim(),
            "magnitude": properties["mag"],
            "depth-km": at[2],
            "position": [at[1], at[0]],
            "alert": properties["alert"].as_str().unwrap_or("none"),
            "felt": properties["felt"].as_i64().unwrap_or(0),
            "tsunami": properties["tsunami"] == 1,
        }));
    }
    let magnitude = |row: &Value| row["magnitude"].as_f64().unwrap();
    rows.sort_by(|a, b| magnitude(b).total_cmp(&magnitude(a)));
    let mut countries: BTreeMap<&str, (i64, f64, i64)> = BTreeMap::new();
    for row in &rows {
        let (count, strongest, felt) = countries
            .entry(row["country"].as_str().unwrap())
            .or_default();
        *count += 1;
        *strongest = strongest.max(magnitude(row));
        *felt += row["felt"].as_i64().unwrap();
    }
    let mut countries: Vec<_> = countries.into_iter().collect();
    countries.sort_by_key(|(_, (count, ..))| -count);
    let countries: Vec<Value> = countries
        .into_iter()
        .map(|(name, (count, strongest, felt))| json!({"name": name, "count": count, "strongest": strongest, "felt": felt}))
        .collect();
    let depth = |row: &&Value| row["depth-km"].as_f64().unwrap();
    let deepest = rows
        .iter()
        .max_by(|a, b| depth(a).total_cmp(&depth(b)))
        .unwrap();
    json!({
        "title": feed["metadata"]["title"],
        "total": rows.len(),
        "strengths": tally(rows.iter().map(|row| named(magnitude(row)))),
        "alerts": tally(rows.iter().map(|row| row["alert"].as_str().unwrap())),
        "countries": countries,
        "deepest": deepest["id"],
        "quakes": rows,
    })
}

#[test]
fn the_feed_is_reshaped_as_over_serde_json() {
    let feed: Value = serde_json::from_str(FEED).unwrap();
    let page = reshape(FEED).unwrap();
    let page: Value = serde_json::from_str(&page).unwrap();
    assert_eq!(page, expected(&feed));
    assert_eq!(page["total"], 12);
    assert_eq!(
        page["countries"][0],
        json!({"name": "California", "count": 2, "strongest": 6.8, "felt": 14225})
    );
}

#[test]
fn a_mark_leaves_all_else_as_it_was() {
    let mut expected: Value = serde_json::from_str(FEED).unwrap();
    for feature in expected["features"].as_array_mut().unwrap() {
        let name = named(feature["properties"]["mag"].as_f64().unwrap());
        feature["properties"]["strength"] = json!(name);
    }
    let found: Value = serde_json::from_str(&marked(FEED).unwrap()).unwrap();
    assert_eq!(found, expected);
}

#[test]
fn a_bad_feed_is_an_error() {
    let kind = |feed: String| reshape(feed).unwrap_err().kind();
    assert_eq!(kind(FEED[..5_000].to_owned()), ErrorKind::ParseError);
    assert_eq!(
        kind(FEED.replace("\"count\":12", "\"count\":13")),
        ErrorKind::Thrown
    );
    assert_eq!(
        kind(FEED.replace("\"mag\":6.8", "\"mag\":68.0")),
        ErrorKind::ValidationError
    );
    assert_eq!(
        kind(FEED.replace("\"mag\":6.8", "\"mag\":\"big\"")),
        ErrorKind::TypeError
    );
}

//! Statistics of three chapters of a novel, against the same in Rust.

use std::collections::BTreeMap;

rtfs::include_rtfs!("../../examples/programs/text.rtfs");

const ALICE: &str = include_str!("../../examples/data/alice.txt");

/// The words of a text, found character by character.
fn plain_words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let inside = |c: char| c.is_ascii_lowercase() || c == '\'';
    let runs = text.split(|c| !inside(c));
    let parts = runs.flat_map(|run| run.trim_matches('\'').split("''"));
    parts
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn counted(words: impl IntoIterator<Item = String>) -> Vec<(String, i64)> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_insert(0) += 1;
    }
    let mut counts: Vec<(String, i64)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, times)| -times);
    counts
}

fn plain(counts: &rtfs::Vector<(rtfs::Str, rtfs::Int)>) -> Vec<(String, i64)> {
    let pair = |(word, times): &(rtfs::Str, rtfs::Int)| (word.to_string(), times.as_i64().unwrap());
    counts.iter().map(pair).collect()
}

#[test]
fn words_and_their_counts() {
    let expected = plain_words(ALICE);
    assert!(expected.len() > 5_900);
    let found = words(ALICE).unwrap();
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        expected
    );

    let most = counted(expected.clone());
    assert_eq!(most[0], ("the".to_owned(), 288));
    assert_eq!(plain(&ranked(50, found).unwrap()), most[..50]);

    let two = expected.windows(2).map(|two| two.join(" "));
    let two = counted(two);
    assert_eq!(
        plain(&ranked(20, pairs(ALICE).unwrap()).unwrap()),
        two[..20]
    );

    let after = expected
        .windows(2)
        .filter(|two| two[0] == "alice")
        .map(|two| two[1].clone());
    assert_eq!(
        plain(&followers("alice", ALICE).unwrap()),
        counted(after)[..10]
    );
}

#[test]
fn the_summary_is_that_of_plain_rust() {
    let words = plain_words(ALICE);
    let counts = counted(words.clone());
    let summary = summary(ALICE).unwrap();
    assert_eq!(summary.words, words.len() as i64);
    assert_eq!(summary.different, counts.len() as i64);
    let once = counts.iter().filter(|(_, times)| *times == 1).count();
    assert_eq!(summary.once, once as i64);
    let parts: Vec<usize> = ALICE
        .split(['.', '?', '!'])
        .map(|part| plain_words(part).len())
        .filter(|count| *count > 0)
        .collect();
    assert_eq!(summary.sentences, parts.len() as i64);
    assert_eq!(
        summary.longest_sentence,
        *parts.iter().max().unwrap() as i64
    );
    let mean = words.len() as f64 / parts.len() as f64;
    assert!((summary.words_a_sentence - mean).abs() < 1e-12);
}

#[test]
fn what_the_chapters_are_about() {
    let top = plain(&themes(4, ALICE).unwrap());
    assert_eq!(top[0].0, "alice");
    let chart = bars(themes(4, ALICE).unwrap()).unwrap();
    assert!(
        chart
            .lines()
            .next()
            .unwrap()
            .ends_with(&format!("{} {}", "#".repeat(40), top[0].1))
    );
    let mut by_length = plain_words(ALICE);
    by_length.sort_by_key(|word| (std::cmp::Reverse(word.len()), word.clone()));
    by_length.dedup();
    let mut expected = by_length[..5].to_vec();
    expected.sort();
    let found = longest(5, ALICE).unwrap();
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        expected
    );
}

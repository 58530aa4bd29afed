//! Maps: built, read, changed, of ints and of texts.

use std::collections::HashMap;
use std::hint::black_box;

use rpds::HashTrieMapSync;
use rtfs::{Map, Str};

use crate::rounds::{N, VERSIONS, compare, scattered, weigh};

pub(crate) fn maps(size: usize) {
    let rounds = N / size;
    let native: HashMap<i64, i64> = (0..size as i64).map(|i| (i * 7, i)).collect();
    let ours: Map<i64, i64> = (0..size as i64).map(|i| (i * 7, i)).collect();
    let theirs: HashTrieMapSync<i64, i64> = (0..size as i64).map(|i| (i * 7, i)).collect();
    let mut changed = ours.clone();
    for i in scattered(size).take(1000) {
        changed = changed.clone().assoc(i as i64 * 7, 0);
    }
    compare(
        &format!("map of {size}: build"),
        vec![
            (
                "HashMap",
                Box::new(|| {
                    for _ in 0..rounds {
                        let mut map = HashMap::new();
                        (0..size as i64).for_each(|i| {
                            map.insert(i * 7, i);
                        });
                        black_box(map);
                    }
                    N
                }),
            ),
            (
                "Map",
                Box::new(|| {
                    for _ in 0..rounds {
                        let mut map = Map::new();
                        for i in 0..size as i64 {
                            map = map.assoc(i * 7, i);
                        }
                        black_box(map);
                    }
                    N
                }),
            ),
        ],
    );
    compare(
        &format!("map of {size}: get"),
        vec![
            (
                "HashMap",
                Box::new(|| {
                    black_box(
                        scattered(size)
                            .filter_map(|i| native.get(&(i as i64 * 7)))
                            .sum::<i64>(),
                    );
                    N
                }),
            ),
            (
                "Map",
                Box::new(|| {
                    black_box(
                        scattered(size)
                            .filter_map(|i| ours.get(&(i as i64 * 7)))
                            .sum::<i64>(),
                    );
                    N
                }),
            ),
            (
                "overlay",
                Box::new(|| {
                    black_box(
                        scattered(size)
                            .filter_map(|i| changed.get(&(i as i64 * 7)))
                            .sum::<i64>(),
                    );
                    N
                }),
            ),
            (
                "rpds",
                Box::new(|| {
                    black_box(
                        scattered(size)
                            .filter_map(|i| theirs.get(&(i as i64 * 7)))
                            .sum::<i64>(),
                    );
                    N
                }),
            ),
        ],
    );
    compare(
        &format!("map of {size}: iterate"),
        vec![
            (
                "HashMap",
                Box::new(|| {
                    for _ in 0..rounds {
                        black_box(native.iter().fold(0, |n, (k, v)| n ^ k ^ v));
                    }
                    N
                }),
            ),
            (
                "Map",
                Box::new(|| {
                    for _ in 0..rounds {
                        black_box(ours.iter().fold(0, |n, (k, v)| n ^ k ^ v));
                    }
                    N
                }),
            ),
            (
                "overlay",
                Box::new(|| {
                    for _ in 0..rounds {
                        black_box(changed.iter().fold(0, |n, (k, v)| n ^ k ^ v));
                    }
                    N
                }),
            ),
            (
                "rpds",
                Box::new(|| {
                    for _ in 0..rounds {
                        black_box(theirs.iter().fold(0, |n, (k, v)| n ^ k ^ v));
                    }
                    N
                }),
            ),
        ],
    );
    let mut a = native.clone();
    let mut b: Map<i64, i64> = ours.iter().map(|(k, v)| (*k, *v)).collect();
    compare(
        &format!("map of {size}: update, unshared"),
        vec![
            (
                "HashMap",
                Box::new(|| {
                    scattered(size).for_each(|i| *a.entry(i as i64 * 7).or_insert(0) += 1);
                    N
                }),
            ),
            (
                "Map",
                Box::new(|| {
                    for i in scattered(size) {
                        b = std::mem::take(&mut b)
                            .entry_update(i as i64 * 7, |old| Ok(old.unwrap_or(0) + 1))
                            .unwrap_or_default();
                    }
                    N
                }),
            ),
        ],
    );
    compare(
        &format!("map of {size}: assoc, shared"),
        vec![
            (
                "rpds",
                Box::new(|| {
                    scattered(size).take(10_000).for_each(|i| {
                        black_box(theirs.insert(i as i64 * 7, 1));
                    });
                    10_000
                }),
            ),
            (
                "flat",
                Box::new(|| {
                    scattered(size).take(10_000).for_each(|i| {
                        black_box(ours.clone().assoc(i as i64 * 7, 1));
                    });
                    10_000
                }),
            ),
            (
                "overlay",
                Box::new(|| {
                    scattered(size).take(10_000).for_each(|i| {
                        black_box(changed.clone().assoc(i as i64 * 7, 1));
                    });
                    10_000
                }),
            ),
            (
                "new key",
                Box::new(|| {
                    scattered(size).take(10_000).for_each(|i| {
                        black_box(ours.clone().assoc(i as i64 * 7 + 1, 1));
                    });
                    10_000
                }),
            ),
        ],
    );
    weigh(
        &format!("map of {size}: memory of a version"),
        vec![
            (
                "rpds",
                Box::new(|| {
                    let keys = scattered(size).take(VERSIONS);
                    let changed = keys.map(|i| theirs.insert(i as i64 * 7, 1));
                    Box::new(changed.collect::<Vec<_>>())
                }),
            ),
            (
                "Map",
                Box::new(|| {
                    let keys = scattered(size).take(VERSIONS);
                    let changed = keys.map(|i| ours.clone().assoc(i as i64 * 7, 1));
                    Box::new(changed.collect::<Vec<_>>())
                }),
            ),
        ],
    );
    weigh(
        &format!("map of {size}: one in a chain"),
        vec![
            (
                "rpds",
                Box::new(|| {
                    let mut versions = vec![theirs.clone()];
                    for i in scattered(size).take(VERSIONS) {
                        let next = versions.last().map(|v| v.insert(i as i64 * 7, 1));
                        versions.extend(next);
                    }
                    Box::new(versions)
                }),
            ),
            (
                "Map",
                Box::new(|| {
                    let mut versions = vec![ours.clone()];
                    for i in scattered(size).take(VERSIONS) {
                        let next = versions.last().map(|v| v.clone().assoc(i as i64 * 7, 1));
                        versions.extend(next);
                    }
                    Box::new(versions)
                }),
            ),
        ],
    );
}

pub(crate) fn small_maps() {
    compare(
        "map of 4: create, get 2, assoc",
        vec![
            (
                "HashMap",
                Box::new(|| {
                    (0..100_000_i64).for_each(|n| {
                        let map: HashMap<i64, i64> = (0..4).map(|i| (i, n)).collect();
                        black_box((map.get(&1), map.get(&3)));
                        let mut copy = map.clone();
                        copy.insert(2, 0);
                        black_box((map, copy));
                    });
                    100_000
                }),
            ),
            (
                "Map",
                Box::new(|| {
                    (0..100_000_i64).for_each(|n| {
                        let map: Map<i64, i64> = (0..4).map(|i| (i, n)).collect();
                        black_box((map.get(&1), map.get(&3)));
                        let copy = map.clone().assoc(2, 0);
                        black_box((map, copy));
                    });
                    100_000
                }),
            ),
        ],
    );
}

pub(crate) fn words() {
    let text: Vec<Str> = scattered(5000)
        .map(|i| Str::from(format!("word{i}")))
        .collect();
    compare(
        "word count",
        vec![
            (
                "HashMap",
                Box::new(|| {
                    let mut counts: HashMap<Str, i64> = HashMap::new();
                    text.iter()
                        .for_each(|word| *counts.entry(word.clone()).or_insert(0) += 1);
                    black_box(counts);
                    N
                }),
            ),
            (
                "Map",
                Box::new(|| {
                    let mut counts: Map<Str, i64> = Map::new();
                    for word in &text {
                        counts = counts
                            .entry_update(word.clone(), |old| Ok(old.unwrap_or(0) + 1))
                            .unwrap_or_default();
                    }
                    black_box(counts);
                    N
                }),
            ),
        ],
    );
}

/// Keys that somebody chose so that a plain hash of them ends alike, beside others: both take about as long.
pub(crate) fn chosen() {
    const KEYS: usize = 100_000;
    // Their polynomial hash (31 a byte, as that of many a language) is the same: "Aa" and "BB" are equal in it.
    let colliding: Vec<Str> = (0..KEYS)
        .map(|i| {
            let pair = |bit: u32| if i >> bit & 1 == 0 { "Aa" } else { "BB" };
            Str::from((0..17).map(pair).collect::<String>())
        })
        .collect();
    let random: Vec<Str> = scattered(1 << 30)
        .take(KEYS)
        .map(|i| Str::from(format!("{i:034}")))
        .collect();
    let insert = |keys: &[Str]| {
        let mut map = Map::new();
        for key in keys {
            map.insert(key.clone(), 1_i64);
        }
        black_box(map.len());
        KEYS
    };
    compare(
        "map: insert texts, chosen keys",
        vec![
            ("random", Box::new(|| insert(&random))),
            ("chosen", Box::new(|| insert(&colliding))),
        ],
    );
}

//! Measures the collections against `Vec`, `HashMap` and rpds:
//! `cargo run --release -p rtfs-rt --example collections`.
//!
//! Each line is a median of interleaved rounds, in nanoseconds per operation, with its ratio to the
//! first column.

use std::collections::HashMap;
use std::hint::black_box;
use std::time::Instant;

use rpds::{HashTrieMapSync, VectorSync};
use rtfs_rt::{List, Map, Str, Vector};

const N: usize = 1_000_000;
const ROUNDS: usize = 9;

type Job<'a> = (&'a str, Box<dyn FnMut() -> usize + 'a>);

/// Runs the jobs in turn; each says how many operations it did.
fn compare(title: &str, mut jobs: Vec<Job<'_>>) {
    let mut times = vec![Vec::new(); jobs.len()];
    let count = jobs.len();
    for round in 0..ROUNDS {
        for turn in 0..count {
            // Another one first in each round: what runs before a job changes what memory it finds.
            let which = (round + turn) % count;
            let ((_, job), times) = (&mut jobs[which], &mut times[which]);
            let start = Instant::now();
            let operations = job();
            times.push(start.elapsed().as_nanos() as f64 / operations as f64);
        }
    }
    let medians: Vec<f64> = times
        .iter_mut()
        .map(|times| {
            times.sort_by(f64::total_cmp);
            times[ROUNDS / 2]
        })
        .collect();
    print!("{title:<34}");
    for ((name, _), median) in jobs.iter().zip(&medians) {
        print!("  {name} {median:.2} ns ({:.2})", median / medians[0]);
    }
    println!();
}

/// Indices below `bound` in no order.
fn scattered(bound: usize) -> impl Iterator<Item = usize> {
    (0..N).scan(1_usize, move |state, _| {
        *state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        Some((*state >> 33) % bound)
    })
}

fn main() {
    vectors();
    lists();
    maps(1000);
    maps(100_000);
    small_maps();
    words();
}

fn vectors() {
    let native: Vec<i64> = (0..N as i64).collect();
    let ours: Vector<i64> = native.iter().copied().collect();
    let theirs: VectorSync<i64> = native.iter().copied().collect();
    let mut changed = ours.clone();
    for i in scattered(N).take(1000) {
        changed = changed.clone().set(i, 0).unwrap_or_default();
    }
    compare(
        "vector: build by push",
        vec![
            (
                "Vec",
                Box::new(|| {
                    let mut v = Vec::new();
                    (0..N as i64).for_each(|i| v.push(black_box(i)));
                    black_box(v).len()
                }),
            ),
            (
                "Vector",
                Box::new(|| {
                    let mut v = Vector::new();
                    for i in 0..N as i64 {
                        v = v.push(black_box(i));
                    }
                    black_box(v).len()
                }),
            ),
        ],
    );
    // Apart, because it leaves the heap in another state.
    compare(
        "vector: build by push, in a trie",
        vec![(
            "rpds",
            Box::new(|| {
                let mut v = VectorSync::new_sync();
                (0..N as i64).for_each(|i| v.push_back_mut(black_box(i)));
                black_box(v).len()
            }),
        )],
    );
    compare(
        "vector: get at random",
        vec![
            (
                "Vec",
                Box::new(|| {
                    black_box(scattered(N).map(|i| native[i]).sum::<i64>());
                    N
                }),
            ),
            (
                "Vector",
                Box::new(|| {
                    black_box(scattered(N).filter_map(|i| ours.get(i)).sum::<i64>());
                    N
                }),
            ),
            (
                "overlay",
                Box::new(|| {
                    black_box(scattered(N).filter_map(|i| changed.get(i)).sum::<i64>());
                    N
                }),
            ),
            (
                "rpds",
                Box::new(|| {
                    black_box(scattered(N).filter_map(|i| theirs.get(i)).sum::<i64>());
                    N
                }),
            ),
        ],
    );
    compare(
        "vector: get in order",
        vec![
            (
                "Vec",
                Box::new(|| {
                    black_box(
                        (0..N)
                            .filter_map(|i| native.get(i))
                            .fold(0_i64, |n, x| n ^ x),
                    );
                    N
                }),
            ),
            (
                "Vector",
                Box::new(|| {
                    black_box((0..N).filter_map(|i| ours.get(i)).fold(0_i64, |n, x| n ^ x));
                    N
                }),
            ),
        ],
    );
    compare(
        "vector: iterate",
        vec![
            (
                "Vec",
                Box::new(|| {
                    let mut n = 0_i64;
                    for x in &native {
                        n = n.wrapping_add(*x);
                    }
                    black_box(n);
                    N
                }),
            ),
            (
                "for",
                Box::new(|| {
                    let mut n = 0_i64;
                    for x in &ours {
                        n = n.wrapping_add(*x);
                    }
                    black_box(n);
                    N
                }),
            ),
            (
                "fold",
                Box::new(|| {
                    black_box(ours.iter().fold(0_i64, |n, x| n.wrapping_add(*x)));
                    N
                }),
            ),
            (
                "overlay",
                Box::new(|| {
                    black_box(changed.iter().fold(0_i64, |n, x| n.wrapping_add(*x)));
                    N
                }),
            ),
            (
                "rpds",
                Box::new(|| {
                    black_box(theirs.iter().fold(0_i64, |n, x| n.wrapping_add(*x)));
                    N
                }),
            ),
        ],
    );
    let (mut a, mut b, mut c) = (
        native.clone(),
        ours.iter().copied().collect::<Vector<i64>>(),
        theirs.clone(),
    );
    compare(
        "vector: set at random, unshared",
        vec![
            (
                "Vec",
                Box::new(|| {
                    scattered(N).for_each(|i| a[i] = 7);
                    N
                }),
            ),
            (
                "Vector",
                Box::new(|| {
                    for i in scattered(N) {
                        b = std::mem::take(&mut b).set(i, 7).unwrap_or_default();
                    }
                    N
                }),
            ),
            (
                "rpds",
                Box::new(|| {
                    scattered(N).take(N / 10).for_each(|i| {
                        c.set_mut(i, 7);
                    });
                    N / 10
                }),
            ),
        ],
    );
    compare(
        "vector: set of a shared million",
        vec![
            (
                "rpds",
                Box::new(|| {
                    scattered(N).take(10_000).for_each(|i| {
                        black_box(theirs.set(i, 7));
                    });
                    10_000
                }),
            ),
            (
                "flat",
                Box::new(|| {
                    scattered(N).take(10_000).for_each(|i| {
                        black_box(ours.clone().set(i, 7));
                    });
                    10_000
                }),
            ),
            (
                "overlay",
                Box::new(|| {
                    scattered(N).take(10_000).for_each(|i| {
                        black_box(changed.clone().set(i, 7));
                    });
                    10_000
                }),
            ),
            (
                "push",
                Box::new(|| {
                    (0..10_000).for_each(|i| {
                        black_box(ours.clone().push(i));
                    });
                    10_000
                }),
            ),
        ],
    );
    compare(
        "vector: 1,000 versions in a chain",
        vec![
            (
                "rpds",
                Box::new(|| {
                    let mut versions = vec![theirs.clone()];
                    for i in scattered(N).take(1000) {
                        let next = versions.last().and_then(|v| v.set(i, 7));
                        versions.extend(next);
                    }
                    black_box(versions).len()
                }),
            ),
            (
                "Vector",
                Box::new(|| {
                    let mut versions = vec![ours.clone()];
                    for i in scattered(N).take(1000) {
                        let next = versions.last().and_then(|v| v.clone().set(i, 7));
                        versions.extend(next);
                    }
                    black_box(versions).len()
                }),
            ),
        ],
    );
    compare(
        "vector: three elements, clone, drop",
        vec![
            (
                "Vec",
                Box::new(|| {
                    (0..N as i64).for_each(|i| {
                        let v = vec![i, i, i];
                        black_box(v.clone());
                        black_box(v);
                    });
                    N
                }),
            ),
            (
                "Vector",
                Box::new(|| {
                    (0..N as i64).for_each(|i| {
                        let v = Vector::from_vec(vec![i, i, i]);
                        black_box(v.clone());
                        black_box(v);
                    });
                    N
                }),
            ),
        ],
    );
}

fn lists() {
    compare(
        "list: build by cons, walk by rest",
        vec![
            (
                "rpds",
                Box::new(|| {
                    let mut list = rpds::ListSync::new_sync();
                    (0..N as i64).for_each(|i| list.push_front_mut(i));
                    let mut n = 0;
                    while let Some(first) = list.first() {
                        n ^= first;
                        list.drop_first_mut();
                    }
                    black_box(n);
                    N
                }),
            ),
            (
                "List",
                Box::new(|| {
                    let mut list = List::new();
                    for i in 0..N as i64 {
                        list = list.cons(i);
                    }
                    let mut n = 0;
                    while let Some(first) = list.first() {
                        n ^= first;
                        list = list.rest();
                    }
                    black_box(n);
                    N
                }),
            ),
            (
                "Vec made a List",
                Box::new(|| {
                    let mut list: List<i64> = (0..N as i64).collect();
                    let mut n = 0;
                    while let Some(first) = list.first() {
                        n ^= first;
                        list = list.rest();
                    }
                    black_box(n);
                    N
                }),
            ),
            (
                "cells",
                Box::new(|| {
                    let mut list = List::new();
                    let mut shared = List::new();
                    for i in 0..N as i64 {
                        shared = list.clone();
                        list = list.cons(i);
                    }
                    drop(shared);
                    let mut n = 0;
                    while let Some(first) = list.first() {
                        n ^= first;
                        list = list.rest();
                    }
                    black_box(n);
                    N
                }),
            ),
        ],
    );
}

fn maps(size: usize) {
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
}

fn small_maps() {
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

fn words() {
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

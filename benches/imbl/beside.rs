//! What imbl does in each row.

use std::hint::black_box;

use imbl::{HashMap, Vector};

use crate::rounds::{Job, N, VERSIONS, Versions, scattered};

/// What imbl does in the row with a title, if it is one of vectors or maps of ints.
pub(crate) fn jobs(title: &str) -> Vec<Job<'static>> {
    let job = match map_row(title) {
        Some((size, row)) => map(size, row),
        None => vector(title),
    };
    job.map(|job| ("imbl", job)).into_iter().collect()
}

/// The versions of imbl to be weighed in such a row.
pub(crate) fn versions(title: &str) -> Vec<Versions<'static>> {
    let make: Box<dyn Fn() -> Box<dyn std::any::Any>> = match (map_row(title), title) {
        (None, "vector: memory of a version") => {
            let all = vector_of_all();
            Box::new(move || {
                let changed = scattered(N).take(VERSIONS).map(|i| all.update(i, 7));
                Box::new(changed.collect::<Vec<_>>())
            })
        }
        (None, "vector: memory of one in a chain") => {
            let all = vector_of_all();
            Box::new(move || Box::new(chain(&all)))
        }
        (Some((size, "memory of a version")), _) => {
            let all = map_of(size);
            Box::new(move || {
                let keys = scattered(size).take(VERSIONS);
                let changed = keys.map(|i| all.update(i as i64 * 7, 1));
                Box::new(changed.collect::<Vec<_>>())
            })
        }
        (Some((size, "one in a chain")), _) => {
            let all = map_of(size);
            Box::new(move || {
                let mut versions = vec![all.clone()];
                for i in scattered(size).take(VERSIONS) {
                    let next = versions.last().map(|v| v.update(i as i64 * 7, 1));
                    versions.extend(next);
                }
                Box::new(versions)
            })
        }
        _ => return Vec::new(),
    };
    vec![("imbl", make)]
}

/// The size and the operation that the title of a row of maps names.
fn map_row(title: &str) -> Option<(usize, &str)> {
    let (size, row) = title.strip_prefix("map of ")?.split_once(": ")?;
    Some((size.parse().ok()?, row))
}

fn vector_of_all() -> Vector<i64> {
    (0..N as i64).collect()
}

fn map_of(size: usize) -> HashMap<i64, i64> {
    (0..size as i64).map(|i| (i * 7, i)).collect()
}

/// A thousand versions, each of the one before.
fn chain(all: &Vector<i64>) -> Vec<Vector<i64>> {
    let mut versions = vec![all.clone()];
    for i in scattered(N).take(VERSIONS) {
        let next = versions.last().map(|v| v.update(i, 7));
        versions.extend(next);
    }
    versions
}

type Run = Box<dyn FnMut() -> usize>;

fn vector(row: &str) -> Option<Run> {
    let mut all = vector_of_all();
    Some(match row {
        "vector: build by push, in a trie" => Box::new(|| {
            let mut v = Vector::new();
            (0..N as i64).for_each(|i| v.push_back(black_box(i)));
            black_box(v).len()
        }),
        "vector: get at random" => Box::new(move || {
            black_box(scattered(N).filter_map(|i| all.get(i)).sum::<i64>());
            N
        }),
        "vector: get in order" => Box::new(move || {
            black_box((0..N).filter_map(|i| all.get(i)).fold(0_i64, |n, x| n ^ x));
            N
        }),
        "vector: iterate" => Box::new(move || {
            black_box(all.iter().fold(0_i64, |n, x| n.wrapping_add(*x)));
            N
        }),
        "vector: set at random, unshared" => Box::new(move || {
            scattered(N).for_each(|i| {
                all.set(i, 7);
            });
            N
        }),
        "vector: set of a shared million" => Box::new(move || {
            scattered(N).take(10_000).for_each(|i| {
                black_box(all.update(i, 7));
            });
            10_000
        }),
        "vector: 1,000 versions in a chain" => Box::new(move || black_box(chain(&all)).len()),
        _ => return None,
    })
}

fn map(size: usize, row: &str) -> Option<Run> {
    let rounds = N / size;
    let mut all = map_of(size);
    Some(match row {
        "build" => Box::new(move || {
            for _ in 0..rounds {
                let mut map = HashMap::new();
                (0..size as i64).for_each(|i| {
                    map.insert(i * 7, i);
                });
                black_box(map);
            }
            N
        }),
        "get" => Box::new(move || {
            let found = scattered(size).filter_map(|i| all.get(&(i as i64 * 7)));
            black_box(found.sum::<i64>());
            N
        }),
        "iterate" => Box::new(move || {
            for _ in 0..rounds {
                black_box(all.iter().fold(0, |n, (k, v)| n ^ k ^ v));
            }
            N
        }),
        "update, unshared" => Box::new(move || {
            scattered(size).for_each(|i| *all.entry(i as i64 * 7).or_insert(0) += 1);
            N
        }),
        "assoc, shared" => Box::new(move || {
            scattered(size).take(10_000).for_each(|i| {
                black_box(all.update(i as i64 * 7, 1));
            });
            10_000
        }),
        _ => return None,
    })
}

//! Vectors: built, read, walked, changed.

use std::hint::black_box;

use rpds::VectorSync;
use rtfs::Vector;

use crate::rounds::{N, VERSIONS, compare, scattered, weigh};

pub(crate) fn vectors() {
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
    weigh(
        "vector: memory of a version",
        vec![
            (
                "rpds",
                Box::new(|| {
                    let changed = scattered(N).filter_map(|i| theirs.set(i, 7));
                    Box::new(changed.take(VERSIONS).collect::<Vec<_>>())
                }),
            ),
            (
                "Vector",
                Box::new(|| {
                    let changed = scattered(N).filter_map(|i| ours.clone().set(i, 7));
                    Box::new(changed.take(VERSIONS).collect::<Vec<_>>())
                }),
            ),
        ],
    );
    weigh(
        "vector: memory of one in a chain",
        vec![
            (
                "rpds",
                Box::new(|| {
                    let mut versions = vec![theirs.clone()];
                    for i in scattered(N).take(VERSIONS) {
                        let next = versions.last().and_then(|v| v.set(i, 7));
                        versions.extend(next);
                    }
                    Box::new(versions)
                }),
            ),
            (
                "Vector",
                Box::new(|| {
                    let mut versions = vec![ours.clone()];
                    for i in scattered(N).take(VERSIONS) {
                        let next = versions.last().and_then(|v| v.clone().set(i, 7));
                        versions.extend(next);
                    }
                    Box::new(versions)
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

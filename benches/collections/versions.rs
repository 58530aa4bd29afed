//! Versions: what keeping many changed versions of a large vector takes.

use std::hint::black_box;

use rpds::VectorSync;
use rtfs::Vector;

use crate::{N, is_wanted, scattered};

/// How many versions are kept.
const VERSIONS: usize = 1000;

/// The bytes of memory that the process holds; none where the system does not say.
fn held() -> Option<usize> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    let resident: usize = pages.split(' ').nth(1)?.parse().ok()?;
    Some(resident * 4096)
}

/// The bytes that `make` adds for each version that it gives.
fn bytes<T>(make: impl FnOnce() -> Vec<T>) -> Option<usize> {
    let before = held()?;
    let versions = black_box(make());
    let after = held()?;
    Some(after.saturating_sub(before) / versions.len().max(1))
}

pub(crate) fn versions() {
    let title = "vector: bytes of a changed version";
    if !is_wanted(title) {
        return;
    }
    let ours: Vector<i64> = (0..N as i64).collect();
    let theirs: VectorSync<i64> = (0..N as i64).collect();
    let vector = bytes(|| {
        let change = |i| ours.clone().set(i, 0).expect("an index of the vector");
        scattered(N).take(VERSIONS).map(change).collect()
    });
    let rpds = bytes(|| {
        let change = |i| theirs.set(i, 0).expect("an index of the vector");
        scattered(N).take(VERSIONS).map(change).collect()
    });
    match vector.zip(rpds) {
        Some((vector, rpds)) => println!("{title:<34}  Vector {vector}  rpds {rpds}"),
        None => println!("{title:<34}  not known here"),
    }
}

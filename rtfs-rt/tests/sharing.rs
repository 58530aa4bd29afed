//! Versions of one large vector share what they have in common: measured as the memory of this
//! process, so that this test has a process of its own.
#![cfg(target_os = "linux")]

use rtfs_rt::Vector;

/// The memory of this process that is in use, in bytes.
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<usize>()
        .unwrap()
        * 1024
}

#[test]
fn a_thousand_versions_of_a_million_elements_take_few_megabytes() {
    let base: Vector<i64> = (0..1_000_000).collect();
    let before = resident();
    let mut chain = vec![base.clone()];
    for i in 0..1000 {
        let next = chain[i].clone().set(i * 997, -1).unwrap();
        chain.push(next);
    }
    let apart: Vec<_> = (0..1000_usize)
        .map(|i| base.clone().set(i * 997, -1).unwrap())
        .collect();
    let grown = resident() - before;
    assert!(grown < 6 << 20, "{grown}");
    assert_eq!(chain[1000].iter().filter(|x| **x == -1).count(), 1000);
    for (i, version) in apart.iter().enumerate() {
        assert_eq!(version.len(), 1_000_000);
        assert_eq!(version.get(i * 997), Some(&-1));
        assert_eq!(version.get(i * 997 + 1), Some(&(i as i64 * 997 + 1)));
    }
}

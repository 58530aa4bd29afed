//! Shortest paths, against Dijkstra's algorithm over a binary heap in Rust on generated graphs.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use rtfs::{ErrorKind, Str};

rtfs::include_rtfs!("../../examples/programs/paths.rtfs");

type Roads = BTreeMap<String, BTreeMap<String, i64>>;

/// Numbers that look random: a linear congruential generator, of which the high bits are used.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        let factor = 6_364_136_223_846_793_005;
        self.0 = self.0.wrapping_mul(factor).wrapping_add(1);
        (self.0 >> 33) % bound
    }
}

/// Roads between some of 30 places, as lines and as the graph that they are.
fn generated(seed: u64) -> (String, Roads) {
    let mut numbers = Numbers(seed);
    let mut text = String::new();
    let mut roads = Roads::new();
    for _ in 0..20 + numbers.below(60) {
        let [a, b] = [(); 2].map(|()| format!("p{}", numbers.below(30)));
        let length = numbers.below(100) as i64;
        text += &format!("  {a} {b} {length}\n");
        for (from, to) in [(&a, &b), (&b, &a)] {
            let known = roads.entry(from.clone()).or_default();
            let shortest = known.entry(to.clone()).or_insert(length);
            *shortest = length.min(*shortest);
        }
    }
    (text, roads)
}

fn costs(roads: &Roads, start: &str) -> BTreeMap<String, i64> {
    let mut costs = BTreeMap::new();
    let mut heap = BinaryHeap::from([Reverse((0, start.to_owned()))]);
    while let Some(Reverse((cost, at))) = heap.pop() {
        if costs.contains_key(&at) {
            continue;
        }
        for (next, length) in roads.get(&at).into_iter().flatten() {
            heap.push(Reverse((cost + length, next.clone())));
        }
        costs.insert(at, cost);
    }
    costs
}

#[test]
fn costs_and_ways_are_those_of_a_binary_heap() {
    let mut unreachable = 0;
    for seed in 0..50 {
        let (text, plain) = generated(seed);
        let graph = roads(text).unwrap();
        let expected = costs(&plain, "p0");
        let reached = reach(graph.clone(), "p0").unwrap();
        let reached: BTreeMap<String, i64> = reached
            .iter()
            .map(|(place, cost)| (place.to_string(), cost.as_i64().unwrap()))
            .collect();
        assert_eq!(reached, expected, "seed {seed}");
        for goal in (0..30).map(|n| format!("p{n}")) {
            let found = route(graph.clone(), "p0", goal.as_str()).unwrap();
            let Some(found) = found else {
                assert!(!expected.contains_key(&goal), "seed {seed}: {goal}");
                unreachable += 1;
                continue;
            };
            let path: Vec<&str> = found.path.iter().map(Str::as_str).collect();
            assert_eq!((path.first(), path.last()), (Some(&"p0"), Some(&&*goal)));
            let length: i64 = path.windows(2).map(|step| plain[step[0]][step[1]]).sum();
            assert_eq!(
                (found.cost.as_i64(), length),
                (Some(expected[&goal]), expected[&goal])
            );
        }
    }
    assert!(unreachable > 50, "{unreachable}");
}

#[test]
fn what_is_no_road_is_an_error() {
    let error = roads("a b 7\nnowhere").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Thrown);
    assert_eq!(error.message(), "no road");
    assert_eq!(
        roads("a b -7").unwrap_err().kind(),
        ErrorKind::ValidationError
    );
}

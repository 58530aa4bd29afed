//! Build plans, against the definitions of what they give on generated plans.

use std::collections::{BTreeMap, BTreeSet};

use rtfs::{ErrorKind, Int, Map, Str, Vector};

rtfs::include_rtfs!("../../examples/programs/builds.rtfs");

type Needs = BTreeMap<String, BTreeSet<String>>;

/// A plan of 40 targets, each of which needs some of lower numbers, as text and as what it means.
fn generated(seed: u64) -> (String, Needs) {
    let mut state = seed;
    let mut below = |bound: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) % bound
    };
    let (mut text, mut needs) = (String::new(), Needs::new());
    for target in (10..50).rev() {
        let of_it: BTreeSet<String> = (0..below(5))
            .map(|_| format!("t{}", below(target)))
            .collect();
        let words: Vec<&str> = of_it.iter().map(String::as_str).collect();
        text += &format!("t{target}:{} # of {seed}\n", words.join(" "));
        needs.insert(format!("t{target}"), of_it);
    }
    (text, needs)
}

fn names(vector: &Vector<Str>) -> Vec<String> {
    vector.iter().map(ToString::to_string).collect()
}

/// Everything that a target needs, itself too.
fn reach(needs: &Needs, target: &str, into: &mut BTreeSet<String>) {
    if into.insert(target.to_owned()) {
        for need in needs.get(target).into_iter().flatten() {
            reach(needs, need, into);
        }
    }
}

/// The most steps below a target.
fn depth(needs: &Needs, target: &str) -> usize {
    let below = needs.get(target).into_iter().flatten();
    below.map(|need| depth(needs, need) + 1).max().unwrap_or(0)
}

fn longest(needs: &Needs, takes: &dyn Fn(&str) -> i64, target: &str) -> i64 {
    let below = needs.get(target).into_iter().flatten();
    let before = below.map(|need| longest(needs, takes, need)).max();
    takes(target) + before.unwrap_or(0)
}

#[test]
fn an_order_has_all_that_is_needed_and_before_it_is_needed() {
    for seed in 0..20 {
        let (text, needs) = generated(seed);
        let plan = read_plan(text).unwrap();
        for goal in needs.keys() {
            let found = names(&order(plan.clone(), goal.as_str()).unwrap());
            let mut expected = BTreeSet::new();
            reach(&needs, goal, &mut expected);
            assert_eq!(found.len(), expected.len(), "each once");
            let mut before = BTreeSet::new();
            for target in found {
                for need in needs.get(&target).into_iter().flatten() {
                    assert!(before.contains(need), "seed {seed}: {need} before {target}");
                }
                before.insert(target);
            }
            assert_eq!(before, expected);
        }
    }
}

#[test]
fn a_wave_is_a_depth() {
    for seed in 0..20 {
        let (text, needs) = generated(seed);
        let mut expected: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        let all = needs.keys().chain(needs.values().flatten());
        for target in all {
            let wave = expected.entry(depth(&needs, target)).or_default();
            wave.insert(target.clone());
        }
        let found = waves(read_plan(text).unwrap()).unwrap();
        let found: Vec<Vec<String>> = found.iter().map(names).collect();
        let expected: Vec<Vec<String>> = expected
            .into_values()
            .map(|wave| wave.into_iter().collect())
            .collect();
        assert_eq!(found, expected, "seed {seed}");
    }
}

#[test]
fn what_is_stale_needs_what_is_newer() {
    for seed in 0..20 {
        let (text, needs) = generated(seed);
        let all: BTreeSet<&String> = needs.keys().chain(needs.values().flatten()).collect();
        let number = |target: &str| target[1..].parse::<i64>().unwrap();
        // All were built in order, and then one file in the middle was written again.
        let touched = format!("t{}", seed % 10);
        let written = |target: &str| {
            if *target == touched {
                100
            } else {
                number(target)
            }
        };
        let times: Map<Str, Int> = all
            .iter()
            .map(|target| (Str::from(target.as_str()), Int::from(written(target))))
            .collect();
        let found = names(&stale(read_plan(text).unwrap(), times).unwrap());
        let found: BTreeSet<String> = found.into_iter().collect();
        let mut expected = BTreeSet::new();
        for target in needs.keys() {
            let mut reached = BTreeSet::new();
            reach(&needs, target, &mut reached);
            if reached.contains(&touched) {
                expected.insert(target.clone());
            }
        }
        assert_eq!(found, expected, "seed {seed}");
    }
}

#[test]
fn the_critical_chain_is_the_longest() {
    for seed in 0..20 {
        let (text, needs) = generated(seed);
        let takes = |target: &str| target[1..].parse::<i64>().unwrap() * 37 % 11;
        let all: BTreeSet<&String> = needs.keys().chain(needs.values().flatten()).collect();
        let times: Map<Str, Int> = all
            .iter()
            .map(|target| (Str::from(target.as_str()), Int::from(takes(target))))
            .collect();
        let chain = critical(read_plan(text).unwrap(), times).unwrap();
        let expected = all
            .iter()
            .map(|target| longest(&needs, &takes, target))
            .max();
        assert_eq!(chain.time.as_i64(), expected, "seed {seed}");
        let steps = names(&chain.steps);
        assert_eq!(Some(steps.iter().map(|step| takes(step)).sum()), expected);
        assert!(
            steps
                .windows(2)
                .all(|pair| needs[&pair[1]].contains(&pair[0]))
        );
    }
}

#[test]
fn a_cycle_is_an_error_that_shows_it() {
    let plan = read_plan("app: lib\nlib: core util\nutil: core lib").unwrap();
    let error = order(plan.clone(), "app").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Thrown);
    let data = error.data().map(ToString::to_string);
    assert_eq!(data.as_deref(), Some(r#"{:cycle ["lib" "util" "lib"]}"#));
    assert_eq!(names(&order(plan, "core").unwrap()), ["core"]);
    assert_eq!(
        read_plan("no target here").unwrap_err().kind(),
        ErrorKind::Thrown
    );
}

//! How the rows are measured: in turning rounds, and by the memory that versions take.

use std::any::Any;
use std::time::Instant;

use crate::{beside, memory};

pub(crate) const N: usize = 1_000_000;
const ROUNDS: usize = 9;

/// What is measured: it says how many operations it did.
pub(crate) type Job<'a> = (&'a str, Box<dyn FnMut() -> usize + 'a>);

/// Runs the jobs in turn; each says how many operations it did.
pub(crate) fn compare(title: &str, mut jobs: Vec<Job<'_>>) {
    if !is_wanted(title) {
        return;
    }
    jobs.extend(beside::jobs(title));
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

/// What makes changed versions of something large that is there already, and keeps them: [`VERSIONS`] of them.
pub(crate) type Versions<'a> = (&'a str, Box<dyn Fn() -> Box<dyn Any> + 'a>);

/// How many versions are weighed.
pub(crate) const VERSIONS: usize = 1000;

/// The memory that a version takes, in bytes, with the ratio to the first.
pub(crate) fn weigh(title: &str, mut all: Vec<Versions<'_>>) {
    if !is_wanted(title) {
        return;
    }
    all.extend(beside::versions(title));
    let mut first = None;
    print!("{title:<34}");
    for (name, make) in &all {
        let each = memory::taken(make) as f64 / VERSIONS as f64;
        print!(
            "  {name} {each:.0} B ({:.2})",
            each / *first.get_or_insert(each)
        );
    }
    println!();
}

/// Indices below `bound` in no order.
pub(crate) fn scattered(bound: usize) -> impl Iterator<Item = usize> {
    (0..N).scan(1_usize, move |state, _| {
        *state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        Some((*state >> 33) % bound)
    })
}

/// Whether the arguments ask for a line; `cargo test` and `cargo bench -- --list` ask for none.
fn is_wanted(title: &str) -> bool {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let measures =
        args.iter().any(|a| a == "--bench") && !args.iter().any(|a| a == "--test" || a == "--list");
    let mut words = args.iter().filter(|a| !a.starts_with('-')).peekable();
    measures && (words.peek().is_none() || words.any(|word| title.contains(word.as_str())))
}

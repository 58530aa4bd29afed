//! A job in two forms, and the table of ratios.
//!
//! As in `benches/kernels/table.rs`, a ratio is the median over rounds of the ratio within a round, which runs both forms one
//! after the other, in turning order: so it repeats on a machine that others use as well.

use std::time::{Duration, Instant};

/// How many rounds give a ratio.
const ROUNDS: usize = 9;

/// A job in hand-written Rust and in RTFS, each of which gives its result as text.
pub(crate) struct Job<'a> {
    pub(crate) name: &'static str,
    /// The ratio that it must not exceed.
    pub(crate) bar: f64,
    /// How many calls of the host one run is, where a call is what is measured.
    pub(crate) calls: Option<u32>,
    pub(crate) rust: Form<'a>,
    pub(crate) rtfs: Form<'a>,
}

/// One run.
pub(crate) type Form<'a> = Box<dyn Fn() -> String + 'a>;

/// Prints the table of the jobs that are chosen, each checked before it is timed.
pub(crate) fn table(jobs: &[Job<'_>], chosen: impl Fn(&str) -> bool) {
    println!("| job | Rust | RTFS | ratio | bar |\n| --- | --- | --- | --- | --- |");
    for job in jobs.iter().filter(|job| chosen(job.name)) {
        assert_eq!((job.rtfs)(), (job.rust)(), "{}", job.name);
        let mut rounds: Vec<(f64, Duration, Duration)> =
            (0..ROUNDS).map(|n| round(job, n)).collect();
        rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (ratio, rust, rtfs) = rounds[ROUNDS / 2];
        let shown = |time: Duration| match job.calls {
            Some(calls) => format!("{} ns a call", (time / calls).as_nanos()),
            None => format!("{:.1} ms", time.as_secs_f64() * 1e3),
        };
        let missed = if ratio > job.bar { ": missed" } else { "" };
        let (name, bar) = (job.name, job.bar);
        println!(
            "| {name} | {} | {} | {ratio:.2} | {bar}{missed} |",
            shown(rust),
            shown(rtfs)
        );
    }
}

fn round(job: &Job<'_>, number: usize) -> (f64, Duration, Duration) {
    let (rust, rtfs) = match number % 2 {
        0 => {
            let rust = timed(&job.rust);
            (rust, timed(&job.rtfs))
        }
        _ => {
            let rtfs = timed(&job.rtfs);
            (timed(&job.rust), rtfs)
        }
    };
    (rtfs.as_secs_f64() / rust.as_secs_f64(), rust, rtfs)
}

fn timed(form: &Form<'_>) -> Duration {
    let start = Instant::now();
    std::hint::black_box(form());
    start.elapsed()
}

/// Runs one form of one job, and says how much memory the process had at most.
pub(crate) fn once(jobs: &[Job<'_>], name: &str, form: &str) {
    let job = jobs.iter().find(|job| job.name == name).expect("a job");
    let result = match form {
        "rust" => (job.rust)(),
        _ => (job.rtfs)(),
    };
    println!("{result}");
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    for line in status.lines().filter(|line| line.starts_with("VmHWM")) {
        println!("{line}");
    }
}

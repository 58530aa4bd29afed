//! The standard host beside hand-written Rust on the same libraries.
//!
//! `cargo bench --bench host` checks that both forms of each job give the same, and ends with a table of ratios. A name
//! as argument selects jobs; `-- --rows 10000000` sets the rows of the tables (a million otherwise) and so their size,
//! `-- --once NAME FORM` runs one form of one job once and says how much memory the process had at most.
//! What was measured is in `benches/README.md`.

mod files;
mod jobs;
mod rounds;
mod tables;

use rounds::Job;

/// The rows of a table, unless another number is asked for.
const ROWS: usize = 1_000_000;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let after = |flag: &str| {
        args.iter()
            .position(|arg| arg == flag)
            .map(|at| &args[at + 1..])
    };
    let rows = match after("--rows") {
        Some([rows, ..]) => rows.parse().expect("a number of rows"),
        _ => ROWS,
    };
    let directory = tempfile::tempdir().expect("a directory");
    let files = files::Files::new(directory.path(), rows);
    let jobs: Vec<Job<'_>> = [jobs::all(&files), tables::all(&files)]
        .into_iter()
        .flatten()
        .collect();
    match after("--once") {
        Some([name, form, ..]) => rounds::once(&jobs, name, form),
        _ => {
            let names: Vec<&str> = args[1..].iter().map(String::as_str).collect();
            rounds::table(&jobs, |job| {
                let mut named = names.iter().filter(|name| !name.starts_with("--"));
                let number = |name: &&str| name.parse::<usize>().is_ok();
                let all = names
                    .iter()
                    .all(|name| name.starts_with("--") || number(name));
                all || named.any(|name| job.contains(name))
            });
        }
    }
}

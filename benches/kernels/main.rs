//! Each kernel three times: hand-written Rust, RTFS with annotations, RTFS without.
//!
//! `cargo bench --bench kernels` measures every kernel with criterion and ends with a table of
//! ratios, which come from rounds of their own that interleave the three (see [`table`]). A name as
//! argument selects kernels; `-- --table` prints the table alone, `-- --table --chart FILE CAPTION` writes it as a chart besides,
//! `-- --once NAME FORM` runs one form of one kernel once, for `benches/instructions/compare`. What a kernel's hot loop does, and what was measured, is in
//! `benches/README.md`.

mod chart;
mod collections;
mod floats;
mod integers;
mod json;
mod parallel;
mod recursion;
mod structures;
mod table;
mod tables;

use std::time::Duration;

use criterion::Criterion;
use table::Kernel;

fn kernels() -> Vec<Kernel> {
    [
        recursion::kernels(),
        integers::kernels(),
        floats::kernels(),
        collections::kernels(),
        structures::kernels(),
        tables::kernels(),
        json::kernels(),
        parallel::kernels(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn main() {
    let kernels = kernels();
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|a| a == table::ONCE) {
        return match &args[at + 1..] {
            [kernel, form, ..] => table::once(&kernels, kernel, form),
            _ => table::names(&kernels),
        };
    }
    kernels.iter().for_each(Kernel::check);
    if !std::env::args().any(|a| a == table::ONLY) {
        let mut criterion = Criterion::default()
            .sample_size(10)
            .warm_up_time(Duration::from_millis(200))
            .measurement_time(Duration::from_millis(600))
            .configure_from_args();
        for kernel in &kernels {
            kernel.measure(&mut criterion);
        }
        criterion.final_summary();
    }
    table::print(&kernels);
}

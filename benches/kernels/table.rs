//! A kernel, and the table of ratios.
//!
//! The machine that runs this may be shared, and its speed may change from one second to the next.
//! So the ratios do not come from criterion's figures, which measure one form after the other, but
//! from short rounds, each of which runs all forms of a kernel one after the other, in turning
//! order. A ratio is the median over the rounds of the ratio within a round.

use std::fmt::{Debug, Display};
use std::hint::black_box;
use std::rc::Rc;
use std::time::{Duration, Instant};

use criterion::Criterion;

use crate::chart;

/// How many rounds give a ratio.
const ROUNDS: usize = 101;
/// How long a form of a kernel runs in a round, unless one run takes longer: so short that other work
/// on the machine seldom comes between, and hits the forms alike.
const SLICE: Duration = Duration::from_millis(1);

/// The argument that asks for the table alone.
pub(crate) const ONLY: &str = "--table";

/// The argument that asks for the table as a chart, too: after it, the file to write and the chart's caption.
pub(crate) const CHART: &str = "--chart";

/// The argument that asks for one run of one form of one kernel, which the two arguments after it name.
pub(crate) const ONCE: &str = "--once";

/// What a form of a kernel gives: a value, unless it failed.
pub(crate) trait Answer: 'static {
    /// The value as text, which is the same for Rust's numbers and RTFS's.
    fn text(&self) -> String;
}

impl<T: Display + 'static> Answer for Option<T> {
    fn text(&self) -> String {
        self.as_ref().expect("an int that fits").to_string()
    }
}

impl<T: Display + 'static, E: Debug + 'static> Answer for Result<T, E> {
    fn text(&self) -> String {
        self.as_ref().expect("no error").to_string()
    }
}

/// One computation in three forms that give the same result.
pub(crate) struct Kernel {
    name: &'static str,
    bar: f64,
    forms: [(&'static str, Form); 3],
    /// Panics unless all forms give the same.
    check: Form,
}

/// One run, its result thrown away.
type Form = Box<dyn Fn()>;

impl Kernel {
    /// A kernel with the ratio to Rust that it must not exceed.
    pub(crate) fn new<R: Answer, T: Answer>(
        name: &'static str,
        bar: f64,
        rust: impl Fn() -> R + 'static,
        annotated: impl Fn() -> T + 'static,
        plain: impl Fn() -> T + 'static,
    ) -> Kernel {
        fn run<T: Answer>(form: Rc<impl Fn() -> T + 'static>) -> Form {
            Box::new(move || drop(black_box(form())))
        }
        let (rust, annotated, plain) = (Rc::new(rust), Rc::new(annotated), Rc::new(plain));
        Kernel {
            name,
            bar,
            forms: [
                ("rust", run(rust.clone())),
                ("annotated", run(annotated.clone())),
                ("plain", run(plain.clone())),
            ],
            check: Box::new(move || {
                let expected = rust().text();
                assert_eq!(annotated().text(), expected, "{name}: annotated RTFS");
                assert_eq!(plain().text(), expected, "{name}: RTFS without types");
            }),
        }
    }

    /// Runs all forms once.
    ///
    /// # Panics
    /// When they do not give the same result.
    pub(crate) fn check(&self) {
        (self.check)();
    }

    /// Measures the three forms as one group of criterion's.
    pub(crate) fn measure(&self, criterion: &mut Criterion) {
        let mut group = criterion.benchmark_group(self.name);
        for (name, form) in &self.forms {
            group.bench_function(*name, |bencher| bencher.iter(form));
        }
        group.finish();
    }

    /// The median time of one run of Rust, and the median ratios of the other two forms to it.
    fn compare(&self) -> Row {
        let runs = self.forms.each_ref().map(|(_, form)| {
            let once = time(form, 1).max(Duration::from_nanos(1));
            (SLICE.as_nanos() / once.as_nanos()).clamp(1, 1_000_000) as u32
        });
        let mut rust = Vec::new();
        let mut ratios = [Vec::new(), Vec::new()];
        for round in 0..ROUNDS {
            let mut times = [0.0; 3];
            for turn in 0..3 {
                let which = (round + turn) % 3;
                let total = time(&self.forms[which].1, runs[which]);
                times[which] = total.as_secs_f64() / f64::from(runs[which]);
            }
            let [base, annotated, plain] = times;
            rust.push(base);
            ratios[0].push(annotated / base);
            ratios[1].push(plain / base);
        }
        let [annotated, plain] = ratios;
        Row {
            name: self.name,
            bar: self.bar,
            rust: Duration::from_secs_f64(median(rust)),
            annotated: median(annotated),
            plain: median(plain),
        }
    }
}

/// Runs one form of one kernel once, for a tool that counts instructions.
///
/// # Panics
/// When there is no such kernel, or no such form.
pub(crate) fn once(kernels: &[Kernel], kernel: &str, form: &str) {
    let kernel = kernels.iter().find(|k| k.name == kernel);
    let forms = &kernel.expect("a kernel of that name").forms;
    let form = forms.iter().find(|(name, _)| *name == form);
    counted_run(&form.expect("rust, annotated or plain").1);
}

/// What the tool counts.
#[inline(never)]
fn counted_run(form: &Form) {
    form();
}

/// Prints the names of all kernels.
pub(crate) fn names(kernels: &[Kernel]) {
    kernels
        .iter()
        .for_each(|kernel| println!("{}", kernel.name));
}

/// What was measured of a kernel.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) bar: f64,
    rust: Duration,
    annotated: f64,
    pub(crate) plain: f64,
}

/// Prints the table, unless this run only lists or tests the benches; with [`CHART`] it writes a chart, too.
pub(crate) fn print(kernels: &[Kernel]) {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let measures = args.iter().any(|a| a == "--bench");
    if !measures || args.iter().any(|a| a == "--test" || a == "--list") {
        return;
    }
    let chart = args.iter().position(|a| a == CHART);
    let wanted = args
        .iter()
        .take(chart.unwrap_or(args.len()))
        .find(|a| !a.starts_with('-'));
    println!(
        "\n{:<22} {:>10} {:>10} {:>10} {:>6}",
        "kernel", "Rust", "annotated", "plain", "bar"
    );
    let mut rows = Vec::new();
    for kernel in kernels {
        if wanted.is_some_and(|w| !kernel.name.contains(w.as_str())) {
            continue;
        }
        let row = kernel.compare();
        let misses = row.annotated.max(row.plain) > row.bar;
        println!(
            "{:<22} {:>10} {:>10.2} {:>10.2} {:>6.2}{}",
            row.name,
            format!("{:.1?}", row.rust),
            row.annotated,
            row.plain,
            row.bar,
            if misses { "  missed" } else { "" }
        );
        rows.push(row);
    }
    if let Some([path, caption]) = chart.and_then(|at| args.get(at + 1..at + 3)) {
        std::fs::write(path, chart::svg(&rows, caption)).expect("the chart can be written");
    }
}

fn time(form: &dyn Fn(), runs: u32) -> Duration {
    let start = Instant::now();
    for _ in 0..runs {
        form();
    }
    start.elapsed()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

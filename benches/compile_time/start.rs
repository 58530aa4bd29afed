//! How long a compiled program takes to start and end, against `fn main() {}`.

use std::io;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::fixture::{Fixture, median};

/// How often each program is run.
const RUNS: usize = 500;

/// A program that uses what is made when it is first used: texts, keywords, a constant, a struct, a big integer.
const RTFS: &str = r#"
rtfs::rtfs! {
    (def limits {:small 10 :large 100})
    (defstruct Reading :name :string :value :int)
    (defn label [r Reading] (if (< (:value r) (:small limits)) "small" (str "large " (* (:value r) 123456789012345678))))
    (defn main-result [] (label (->Reading "a" 17)))
}

fn main() -> Result<(), rtfs::Error> {
    std::hint::black_box(main_result()?);
    Ok(())
}
"#;

/// Builds both programs, runs them in turn, and prints what a run takes.
pub(crate) fn measure() -> io::Result<()> {
    let empty = Fixture::new("start-up-rust", "main.rs", "fn main() {}".into(), false)?;
    let rtfs = Fixture::new("start-up-rtfs", "main.rs", RTFS.into(), true)?;
    for fixture in [&empty, &rtfs] {
        fixture.compile(&["build", "--release"], 0)?;
    }
    let programs = [empty.executable(), rtfs.executable()];
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..RUNS {
        for (program, times) in programs.iter().zip(&mut times) {
            times.push(run(Command::new(program))?);
        }
    }
    let [empty, rtfs] = times.map(median);
    println!(
        "start-up: fn main() {{}} {empty:.2?}, RTFS {rtfs:.2?}, {:.2?} more",
        rtfs.saturating_sub(empty)
    );
    Ok(())
}

/// Runs a program to its end.
fn run(mut program: Command) -> io::Result<Duration> {
    let start = Instant::now();
    let status = program.stdin(Stdio::null()).status()?;
    let time = start.elapsed();
    match status.success() {
        true => Ok(time),
        false => Err(io::Error::other("the program failed")),
    }
}

//! A program in two files: `matrix/weather.rtfs` imports the matrices of `matrix/linear/matrix.rtfs`.
//!
//! ```text
//! cargo run --release --example matrix
//! ```

use std::error::Error;

rtfs::include_rtfs!("matrix/weather.rtfs");

fn main() -> Result<(), Box<dyn Error>> {
    let names = DAYS.get()?;
    println!("After a day of sun:");
    for days in [1, 2, 7, 30] {
        let chances = after(0, days)?;
        let shown = names.iter().zip(chances.iter());
        let shown: Vec<String> = shown
            .map(|(name, chance)| format!("{name} {:.1} %", chance * 100.0))
            .collect();
        println!("  in {days:>2} days: {}", shown.join(", "));
    }
    // The module is a module of Rust, too.
    let quarter = rotation(std::f64::consts::FRAC_PI_2)?;
    let half = linear::matrix::times(&quarter, &quarter)?;
    println!("Two quarter turns: {half}");
    println!("Areas are kept: {}", is_area_kept(half)?);
    Ok(())
}

//! The operations that generated code calls on scalars.
//!
//! On `i64`, the functions named `…_i64` compute as the fast twin does: where the result does not
//! fit, they give the signal [`Error::exit`]. On [`Value`](crate::Value), those named `dyn_…` take the common
//! kinds inline and the rest on the cold side. Messages do not name a place: the caller adds it.

mod call;
mod dynamic;
mod machine;

pub use crate::print::{display, readable};
pub use call::call;
pub use dynamic::{
    dyn_abs, dyn_add, dyn_dec, dyn_div, dyn_ge, dyn_gt, dyn_inc, dyn_le, dyn_lt, dyn_max, dyn_min,
    dyn_mod, dyn_mul, dyn_neg, dyn_num_eq, dyn_pow, dyn_quot, dyn_rem, dyn_sub,
};
pub use machine::{
    abs_i64, add_i64, dec_i64, div_i64, gcd_i64, inc_i64, mod_f64, mod_i64, mul_i64, mul_mod_by,
    mul_mod_i64, neg_i64, pow_i64, quot_f64, quot_i64, rem_i64, shl_i64, shr_i64, sub_i64,
};

use crate::error::Error;

/// The error of an integer divided by zero.
#[cold]
#[inline(never)]
pub fn division_by_zero() -> Error {
    crate::int::division_by_zero()
}

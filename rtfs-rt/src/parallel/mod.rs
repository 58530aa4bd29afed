//! The parallel forms: branches, and loops over an index range that go parallel when it pays.
//!
//! What holds:
//! - The result is the sequential one, for every number of threads and whatever the clock says.
//!   Where the order of combining shows (sums of floats), the order is fixed by the indices
//!   alone: see [`fold_chunks`].
//! - Of several errors, the one that a sequential run meets first is reported. What has not begun
//!   when something before it has failed is skipped. Signals of generated code travel as errors.
//! - Structured: nothing that a form started outlives it. A panic goes on in the caller.
//! - Small work stays on its thread: a loop goes parallel when what is left, by the static
//!   estimate of the compiler or by the clock, is worth it (see `pace`).
//! - What may wait for the world, as a call of the host does, has threads of its own: it neither waits for
//!   a thread of the pool nor keeps one from computing.
//! - Each piece of work starts with enough stack, and sees the constants that are being computed
//!   as its form does.
//!
//! Without the feature `parallel` all of it runs in order on one thread.

mod branches;
mod chunks;
mod crew;
mod pace;
mod parts;
mod pool;
#[cfg(test)]
mod tests;
mod tree;

pub use branches::{Branch, Branches, branches, waiting_branches};
pub use chunks::{fold_exact, for_chunks};
pub use pace::WAITS;
pub use parts::{Ints, Items, Parts, Steps, grain, ints, items, steps, wide_ints, wide_steps};
pub(crate) use pool::is_inside as on_a_pool;
pub use tree::fold_chunks;

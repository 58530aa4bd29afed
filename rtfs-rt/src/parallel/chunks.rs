//! Loops whose result does not show how they were cut.

use core::ops::Range;

use super::crew::Crew;
use super::pace::{Next, Pace, is_small};
use crate::error::Result;

/// At most so many pieces for each thread of a loop that gives elements.
const PIECES: usize = 64;
/// The same of a fold: combining may cost as much as the pieces themselves.
const FOLD_PIECES: usize = 8;

/// Collects what `body` appends for each part of `0..len`, in order.
///
/// `cost_hint` is the estimated time for an element in nanoseconds, 0 if unknown, [`WAITS`](super::WAITS) if it may wait
/// for the world, and then has threads that are not the pool's; `grain` is the size of parallel pieces, if the program says it. `body` appends the results of a range of
/// indices in order (it may reserve room first) and stops at the first error.
///
/// # Errors
/// The first of `body` in the order of indices.
#[inline]
pub fn for_chunks<T: Send>(
    len: usize,
    cost_hint: u32,
    grain: Option<usize>,
    body: impl Fn(Range<usize>, &mut Vec<T>) -> Result<()> + Sync,
) -> Result<Vec<T>> {
    if is_small(len, cost_hint, grain) {
        let mut items = Vec::new();
        return body(0..len, &mut items).map(|()| items);
    }
    paced_chunks(len, cost_hint, grain, body)
}

#[inline(never)]
fn paced_chunks<T: Send>(
    len: usize,
    cost_hint: u32,
    grain: Option<usize>,
    body: impl Fn(Range<usize>, &mut Vec<T>) -> Result<()> + Sync,
) -> Result<Vec<T>> {
    let mut pace = Pace::new(len, u64::from(cost_hint), grain, PIECES);
    let mut items = Vec::new();
    loop {
        match pace.next() {
            Next::Here(range) => body(range, &mut items)?,
            Next::Apart(range, size) => return apart(pace.waits(), items, range, size, &body),
            Next::Done => return Ok(items),
        }
    }
}

#[cold]
fn apart<T: Send>(
    waits: bool,
    mut items: Vec<T>,
    range: Range<usize>,
    size: usize,
    body: &(impl Fn(Range<usize>, &mut Vec<T>) -> Result<()> + Sync),
) -> Result<Vec<T>> {
    let crew = Crew::new(waits);
    let mut parts = Vec::new();
    parts.resize_with(range.len().div_ceil(size), || Ok(Vec::new()));
    crew.fill(&mut parts, 0, &|number| {
        let from = range.start + number * size;
        let mut part = Vec::new();
        body(from..range.end.min(from + size), &mut part).map(|()| part)
    });
    items.reserve(parts.iter().flatten().map(Vec::len).sum());
    for part in parts {
        items.append(&mut part?);
    }
    Ok(items)
}

/// Folds `0..len` by an operation for which the order of combining does not show: sums of ints,
/// joined strings and vectors, merged maps, but no sums of floats.
///
/// `first` is the accumulator to begin with, if there is one. `step` folds a range of indices into
/// an accumulator (`None`: there is none yet) and gives it, or `None` if there was nothing to fold;
/// `combine` joins the accumulators of two ranges side by side. Sequentially, `step` does it all.
/// `cost_hint` and `grain` are those of [`for_chunks`].
///
/// # Errors
/// The first that a sequential run meets.
#[inline]
pub fn fold_exact<A: Send>(
    len: usize,
    cost_hint: u32,
    grain: Option<usize>,
    first: Option<A>,
    step: impl Fn(Range<usize>, Option<A>) -> Result<Option<A>> + Sync,
    combine: impl Fn(A, A) -> Result<A> + Sync,
) -> Result<Option<A>> {
    if is_small(len, cost_hint, grain) {
        return step(0..len, first);
    }
    paced_fold(len, cost_hint, grain, first, step, combine)
}

#[inline(never)]
fn paced_fold<A: Send>(
    len: usize,
    cost_hint: u32,
    grain: Option<usize>,
    first: Option<A>,
    step: impl Fn(Range<usize>, Option<A>) -> Result<Option<A>> + Sync,
    combine: impl Fn(A, A) -> Result<A> + Sync,
) -> Result<Option<A>> {
    let mut pace = Pace::new(len, u64::from(cost_hint), grain, FOLD_PIECES);
    let mut sum = first;
    loop {
        match pace.next() {
            Next::Here(range) => sum = step(range, sum)?,
            Next::Apart(range, size) if pace.waits() => {
                return gather(range, size, sum, &step, &combine);
            }
            Next::Apart(range, size) => {
                return Halves {
                    crew: &Crew::new(false),
                    size,
                    step: &step,
                    combine: &combine,
                }
                .fold(range, sum);
            }
            Next::Done => return Ok(sum),
        }
    }
}

/// The fold of parts that may wait: each by itself, whenever it has come, then all in order.
#[cold]
fn gather<A: Send>(
    range: Range<usize>,
    size: usize,
    mut sum: Option<A>,
    step: &(impl Fn(Range<usize>, Option<A>) -> Result<Option<A>> + Sync),
    combine: &impl Fn(A, A) -> Result<A>,
) -> Result<Option<A>> {
    let mut parts = Vec::new();
    parts.resize_with(range.len().div_ceil(size), || Ok(None));
    Crew::new(true).fill(&mut parts, 0, &|number| {
        let from = range.start + number * size;
        step(from..range.end.min(from + size), None)
    });
    for part in parts {
        sum = match (sum, part?) {
            (Some(left), Some(right)) => Some(combine(left, right)?),
            (left, right) => left.or(right),
        };
    }
    Ok(sum)
}

struct Halves<'a, S, C> {
    crew: &'a Crew,
    size: usize,
    step: &'a S,
    combine: &'a C,
}

impl<S, C> Halves<'_, S, C> {
    #[cold]
    fn fold<A: Send>(&self, range: Range<usize>, sum: Option<A>) -> Result<Option<A>>
    where
        S: Fn(Range<usize>, Option<A>) -> Result<Option<A>> + Sync,
        C: Fn(A, A) -> Result<A> + Sync,
    {
        if range.len() <= self.size {
            let number = range.start;
            return self.crew.run(number, || (self.step)(range, sum));
        }
        let pieces = range.len().div_ceil(self.size);
        let middle = range.start + pieces / 2 * self.size;
        let last = range.end - 1;
        let (left, right) = self.crew.join(
            || self.fold(range.start..middle, sum),
            || self.fold(middle..range.end, None),
        );
        self.crew.combine(last, left, right, self.combine)
    }
}

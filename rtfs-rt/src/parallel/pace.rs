//! When a loop goes parallel: the only place that looks at the clock.
//!
//! Work that the static estimate calls small runs at once, without a clock. Else the loop begins
//! on its own thread, in batches that double until they take [`BATCH`]; after each the rest is
//! estimated by the last, and when it would take longer than waking the pool is worth, it goes
//! parallel. A loop whose elements turn out dear late goes parallel late. An estimate that calls a
//! single element worth a piece of its own skips all that; and so does a loop whose elements may wait, as a call of the
//! host does, since even two of them are better waited for at once.

use core::ops::Range;
use core::time::Duration;
use std::time::Instant;

use super::pool;

/// What is worth a piece of its own, and a batch of probing.
const BATCH: u64 = 20_000;
/// The rest that is worth going parallel for, in nanoseconds, from outside the pool: waking it
/// takes a sixth of that.
const WORTH_OUTSIDE: u64 = 150_000;
/// The same from inside.
const WORTH_INSIDE: u64 = 40_000;
/// The first batch of a loop with an estimate, by that, in nanoseconds.
const FIRST_BATCH: u64 = 2_500;

/// The estimate of an element that may wait for the world.
pub const WAITS: u32 = u32::MAX;

/// How a loop over indices goes on.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// This part here, then ask again.
    Here(Range<usize>),
    /// All that is left in parallel, in pieces of that many.
    Apart(Range<usize>, usize),
    /// Nothing is left.
    Done,
}

/// Whether a loop is small by the estimate, so that nothing about it need be planned.
#[inline(always)]
pub(super) fn is_small(len: usize, hint: u32, grain: Option<usize>) -> bool {
    // A product of what fits half a word each.
    grain.is_none() && hint > 0 && len < 1 << 20 && (len as u64) * u64::from(hint) < BATCH
}

/// The progress of a loop.
pub(super) struct Pace {
    len: usize,
    /// The static estimate in nanoseconds for each element, 0 if unknown.
    hint: u64,
    /// The size of pieces if the program says it.
    grain: Option<usize>,
    /// At most so many pieces for each thread, unless the program says their size.
    pieces: usize,
    done: usize,
    /// The batch that runs: its size and its beginning.
    batch: Option<(usize, Instant)>,
    spent: u64,
}

impl Pace {
    pub(super) fn new(len: usize, hint: u64, grain: Option<usize>, pieces: usize) -> Pace {
        Pace {
            len,
            hint,
            grain: grain.map(|grain| grain.max(1)),
            pieces,
            done: 0,
            batch: None,
            spent: 0,
        }
    }

    /// What to do next; what it said before is done.
    #[inline]
    pub(super) fn next(&mut self) -> Next {
        if self.done == self.len {
            return Next::Done;
        }
        if self.grain.is_none() && self.hint > 0 && self.estimate(self.len, self.hint) < BATCH {
            return self.here(self.len);
        }
        self.next_by_clock()
    }

    #[inline(never)]
    fn next_by_clock(&mut self) -> Next {
        let left = self.len - self.done;
        if let Some(grain) = self.grain {
            return if left > grain && self.threads() > 1 {
                self.apart(grain)
            } else {
                self.here(left)
            };
        }
        let Some((size, begun)) = self.batch.take() else {
            if self.hint >= BATCH && self.is_worth(self.hint) && self.threads() > 1 {
                return self.apart(self.piece(self.hint));
            }
            let size = FIRST_BATCH.checked_div(self.hint).unwrap_or(1).max(1);
            return self.batch(usize::try_from(size).unwrap_or(left));
        };
        let took = nanoseconds(begun.elapsed());
        self.spent = self.spent.saturating_add(took);
        // Each element, rounded up so that it is not nothing.
        let each = took / (size as u64) + 1;
        if self.spent >= BATCH && self.is_worth(each) {
            return if self.threads() > 1 {
                self.apart(self.piece(each))
            } else {
                self.here(left)
            };
        }
        let fitting = usize::try_from(BATCH / each).unwrap_or(usize::MAX);
        self.batch(fitting.clamp(1, size.saturating_mul(2)))
    }

    /// Whether elements may wait.
    pub(super) fn waits(&self) -> bool {
        self.hint == u64::from(WAITS)
    }

    fn threads(&self) -> usize {
        pool::threads_for(self.waits())
    }

    fn batch(&mut self, size: usize) -> Next {
        let size = size.min(self.len - self.done);
        self.batch = Some((size, Instant::now()));
        self.here(size)
    }

    fn here(&mut self, size: usize) -> Next {
        let from = self.done;
        self.done += size;
        Next::Here(from..self.done)
    }

    fn apart(&mut self, size: usize) -> Next {
        let from = self.done;
        self.done = self.len;
        Next::Apart(from..self.len, size)
    }

    fn is_worth(&self, each: u64) -> bool {
        let worth = if pool::is_inside() {
            WORTH_INSIDE
        } else {
            WORTH_OUTSIDE
        };
        self.len - self.done > 1 && self.estimate(self.len - self.done, each) > worth
    }

    /// How many elements make a piece.
    fn piece(&self, each: u64) -> usize {
        let fitting = usize::try_from(BATCH / each).unwrap_or(usize::MAX);
        let most = self.threads().saturating_mul(self.pieces).max(1);
        fitting.max((self.len - self.done).div_ceil(most)).max(1)
    }

    #[inline]
    fn estimate(&self, count: usize, each: u64) -> u64 {
        (count as u64).saturating_mul(each)
    }
}

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_work_needs_no_clock() {
        let mut pace = Pace::new(5, 10, None, 1);
        assert_eq!(pace.next(), Next::Here(0..5));
        assert!(pace.batch.is_none());
        assert_eq!(pace.next(), Next::Done);
        assert_eq!(Pace::new(0, 0, None, 1).next(), Next::Done);
    }

    #[test]
    fn a_grain_overrules() {
        let mut pace = Pace::new(5, 1, Some(5), 1);
        assert_eq!(pace.next(), Next::Here(0..5));
        assert_eq!(pace.next(), Next::Done);
    }

    #[test]
    fn batches_at_most_double_and_leave_nothing_out() {
        let mut pace = Pace::new(1000, 0, None, 1);
        let (mut from, mut last) = (0, 1);
        loop {
            match pace.next() {
                Next::Here(range) => {
                    assert_eq!(range.start, from);
                    assert!(range.len() <= 2 * last);
                    (from, last) = (range.end, range.len());
                }
                // Where something else holds this thread up.
                Next::Apart(range, _) => {
                    assert_eq!(range.start, from);
                    from = range.end;
                }
                Next::Done => break,
            }
        }
        assert_eq!(from, 1000);
    }

    #[cfg(feature = "parallel")]
    #[test]
    fn dear_work_goes_parallel() {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(2)
            .build()
            .unwrap();
        pool.install(|| {
            assert_eq!(Pace::new(9, 1, Some(4), 1).next(), Next::Apart(0..9, 4));
            assert_eq!(
                Pace::new(8, 1_000_000, None, 64).next(),
                Next::Apart(0..8, 1)
            );
            let mut pace = Pace::new(8, 0, None, 64);
            assert_eq!(pace.next(), Next::Here(0..1));
            std::thread::sleep(Duration::from_millis(1));
            assert_eq!(pace.next(), Next::Apart(1..8, 1));
            assert_eq!(pace.next(), Next::Done);
        });
    }
}

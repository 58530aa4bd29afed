//! Folds whose order of combining shows: the order is fixed by the indices.
//!
//! The indices are cut into blocks of equal size. The blocks are the leaves of a binary tree: of n
//! blocks, the left subtree has the greatest power of two of them that is less than n. Size and
//! tree depend on the number of elements, the static estimate and the grain that the program
//! says, never on threads or clocks; these decide only which subtrees are computed at once.

use core::ops::Range;

use super::crew::Crew;
use super::pace::{Next, Pace};
use crate::error::Result;

/// A block has at most so many elements.
const LARGEST_BLOCK: u64 = 1024;
/// A block takes at most so many nanoseconds, by the estimate: less would be lost to one thread.
const DEAREST_BLOCK: u64 = 20_000;
/// A block takes at least so many nanoseconds, by the estimate.
const CHEAPEST_BLOCK: u64 = 200;
/// Fewer elements than so many blocks make smaller blocks.
const BLOCKS: u64 = 64;
/// At most so many pieces for each thread.
const PIECES: usize = 64;

/// Folds `0..len` in a fixed tree, so that the result is the same, bit by bit, for every number
/// of threads: for sums and products of floats.
///
/// `fold` folds a range of indices on its own, in order; `None` if there was nothing to fold.
/// `combine` joins the results of two ranges side by side. `cost_hint` is the estimated time for
/// an element in nanoseconds, 0 if unknown; `grain` is the size of parallel pieces, if the program
/// says it.
///
/// # Errors
/// The first that a sequential run meets.
pub fn fold_chunks<A: Send>(
    len: usize,
    cost_hint: u32,
    grain: Option<usize>,
    fold: impl Fn(Range<usize>) -> Result<Option<A>> + Sync,
    combine: impl Fn(A, A) -> Result<A> + Sync,
) -> Result<Option<A>> {
    let block = block_size(len, u64::from(cost_hint), grain);
    if len <= block {
        return fold(0..len);
    }
    let tree = Tree {
        len,
        block,
        fold: &fold,
        combine: &combine,
    };
    let blocks = len.div_ceil(block);
    let hint = u64::from(cost_hint).saturating_mul(block as u64);
    let mut pace = Pace::new(blocks, hint, grain.map(|grain| grain / block), PIECES);
    let mut ready = Ready(Vec::new());
    loop {
        match pace.next() {
            Next::Here(range) => tree.add(&mut ready, range)?,
            Next::Apart(range, size) => {
                let team = Team {
                    tree: &tree,
                    crew: &Crew::new(pace.waits()),
                    size,
                };
                ready.0.reverse();
                return team.finish(0..range.end, range.start, &mut ready);
            }
            Next::Done => return tree.close(ready),
        }
    }
}

fn block_size(len: usize, hint: u64, grain: Option<usize>) -> usize {
    let by_cost = |cost: u64, unknown: u64| {
        cost.checked_div(hint)
            .unwrap_or(unknown)
            .clamp(1, LARGEST_BLOCK)
    };
    let (least, most) = (
        by_cost(CHEAPEST_BLOCK, 1),
        by_cost(DEAREST_BLOCK, LARGEST_BLOCK),
    );
    let size = (len as u64 / BLOCKS).clamp(least, most);
    // At most `LARGEST_BLOCK`.
    let size = usize::try_from(size).unwrap_or(1);
    grain.map_or(size, |grain| size.min(grain.max(1)))
}

/// How many of `count` blocks (2 or more) the left subtree has.
fn left_of(count: usize) -> usize {
    1 << (usize::BITS - 1 - (count - 1).leading_zeros())
}

struct Tree<'a, F, C> {
    len: usize,
    block: usize,
    fold: &'a F,
    combine: &'a C,
}

/// Complete subtrees side by side, each with the power of two of its blocks: as a binary counter,
/// or the other way round.
struct Ready<A>(Vec<(u32, Option<A>)>);

impl<F, C> Tree<'_, F, C> {
    /// Folds more blocks, from left to right, and combines what is complete.
    fn add<A>(&self, ready: &mut Ready<A>, blocks: Range<usize>) -> Result<()>
    where
        F: Fn(Range<usize>) -> Result<Option<A>>,
        C: Fn(A, A) -> Result<A>,
    {
        for number in blocks {
            let from = number * self.block;
            let mut right = (self.fold)(from..self.len.min(from + self.block))?;
            let mut level = 0;
            while let Some((_, left)) = ready.0.pop_if(|(left, _)| *left == level) {
                right = self.both(left, right)?;
                level += 1;
            }
            ready.0.push((level, right));
        }
        Ok(())
    }

    /// Combines what is left, from right to left.
    fn close<A>(&self, mut ready: Ready<A>) -> Result<Option<A>>
    where
        C: Fn(A, A) -> Result<A>,
    {
        let mut right = None;
        while let Some((_, left)) = ready.0.pop() {
            right = self.both(left, right)?;
        }
        Ok(right)
    }

    fn both<A>(&self, left: Option<A>, right: Option<A>) -> Result<Option<A>>
    where
        C: Fn(A, A) -> Result<A>,
    {
        match (left, right) {
            (Some(left), Some(right)) => (self.combine)(left, right).map(Some),
            (left, right) => Ok(left.or(right)),
        }
    }
}

/// A tree whose subtrees of up to `size` blocks are pieces of work.
struct Team<'a, F, C> {
    tree: &'a Tree<'a, F, C>,
    crew: &'a Crew,
    size: usize,
}

impl<F, C> Team<'_, F, C> {
    /// The subtree of these blocks.
    fn subtree<A: Send>(&self, blocks: Range<usize>) -> Result<Option<A>>
    where
        F: Fn(Range<usize>) -> Result<Option<A>> + Sync,
        C: Fn(A, A) -> Result<A> + Sync,
    {
        if blocks.len() <= self.size {
            return self.crew.run(blocks.start, || {
                let mut ready = Ready(Vec::new());
                self.tree.add(&mut ready, blocks)?;
                self.tree.close(ready)
            });
        }
        let (middle, last) = (blocks.start + left_of(blocks.len()), blocks.end - 1);
        let (left, right) = self.crew.join(
            || self.subtree(blocks.start..middle),
            || self.subtree(middle..blocks.end),
        );
        self.crew.combine(last, left, right, self.tree.combine)
    }

    /// The subtree of these blocks, of which those before `done` are ready, the first ones last.
    fn finish<A: Send>(
        &self,
        blocks: Range<usize>,
        done: usize,
        ready: &mut Ready<A>,
    ) -> Result<Option<A>>
    where
        F: Fn(Range<usize>) -> Result<Option<A>> + Sync,
        C: Fn(A, A) -> Result<A> + Sync,
    {
        if done == blocks.start {
            return self.subtree(blocks);
        }
        let (middle, last) = (blocks.start + left_of(blocks.len()), blocks.end - 1);
        let (left, right) = if done >= middle {
            // The left subtree is complete, so that it is one of those that are ready.
            let left = ready.0.pop().and_then(|(_, left)| left);
            (Ok(left), self.finish(middle..blocks.end, done, ready))
        } else {
            self.crew.join(
                || self.finish(blocks.start..middle, done, ready),
                || self.subtree(middle..blocks.end),
            )
        };
        self.crew.combine(last, left, right, self.tree.combine)
    }
}

//! What walks in wide code go over.

use super::{Word, get, word};
use crate::codegen::ranges::no_step;
use crate::{Int, Result};

/// The ints from a start on by steps, perhaps to before an end.
#[derive(Clone, Copy, Debug)]
pub struct Steps {
    start: Word,
    end: Option<Word>,
    step: Word,
    /// How many are behind.
    done: i64,
}

impl Iterator for Steps {
    type Item = Word;

    #[cold]
    #[inline(never)]
    fn next(&mut self) -> Option<Word> {
        let step = get(self.step);
        let up = step.is_positive();
        let now = get(self.start).add(step.mul(Int::Small(self.done)));
        if let Some(end) = self.end
            && match up {
                true => now >= get(end),
                false => now <= get(end),
            }
        {
            return None;
        }
        self.done += 1;
        Some(word(now))
    }
}

/// From a start to before an end.
#[cold]
#[inline(never)]
pub fn range(start: Word, end: Word) -> Steps {
    let (end, step) = (Some(end), Word(2));
    Steps {
        start,
        end,
        step,
        done: 0,
    }
}

/// From a start on, without end.
#[cold]
#[inline(never)]
pub fn from(start: Word) -> Steps {
    let (end, step) = (None, Word(2));
    Steps {
        start,
        end,
        step,
        done: 0,
    }
}

/// From a start to before an end by steps.
///
/// # Errors
/// `:validation-error` for steps of zero.
#[cold]
#[inline(never)]
pub fn steps(start: Word, end: Word, step: Word) -> Result<Steps> {
    if super::is_zero(step) {
        return Err(no_step());
    }
    let end = Some(end);
    Ok(Steps {
        start,
        end,
        step,
        done: 0,
    })
}

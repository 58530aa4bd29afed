//! What a parallel loop walks over: sources of known length, of which any part can be walked.
//!
//! Vectors and ranges are cut where they stand. Of other collections the references to their
//! elements are gathered first.

use core::ops::Range;

use crate::{Data, Error, ErrorKind, Int, Result, Vector};

/// A source of known length.
pub trait Parts: Sync {
    /// What it consists of.
    type Item;

    /// How many there are.
    fn len(&self) -> usize;

    /// Those of a range of indices, in order.
    fn part(&self, range: Range<usize>) -> impl Iterator<Item = Self::Item>;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// The gathered elements of a collection.
pub struct Items<T>(Vec<T>);

/// Machine ints side by side.
pub struct Ints {
    from: i64,
    len: usize,
}

/// Ints at equal distances; those of [`Int`] have no limit.
pub struct Steps<T> {
    from: T,
    by: T,
    len: usize,
}

/// Gathers the elements of a collection.
pub fn items<T: Copy + Sync>(items: impl Iterator<Item = T>) -> Items<T> {
    Items(items.collect())
}

/// From a start to before an end.
#[inline]
pub fn ints(from: i64, to: i64) -> Ints {
    let len = if from < to { to.abs_diff(from) } else { 0 };
    Ints {
        from,
        len: usize::try_from(len).unwrap_or(usize::MAX),
    }
}

/// From a start to before an end by steps.
///
/// # Errors
/// `:validation-error` for steps of zero, which never arrive.
#[inline]
pub fn steps(from: i64, to: i64, by: i64) -> Result<Steps<i64>> {
    let distance = match by {
        0 => return Err(no_step()),
        1.. if from < to => to.abs_diff(from),
        ..0 if from > to => from.abs_diff(to),
        _ => 0,
    };
    let len = distance.div_ceil(by.unsigned_abs());
    let len = usize::try_from(len).unwrap_or(usize::MAX);
    Ok(Steps { from, by, len })
}

/// From a start to before an end. No machine counts to more than `usize::MAX`.
pub fn wide_ints(from: Int, to: Int) -> Steps<Int> {
    let len = length(to.sub(from.clone()));
    Steps {
        from,
        by: Int::from(1),
        len,
    }
}

/// From a start to before an end by steps.
///
/// # Errors
/// `:validation-error` for steps of zero.
pub fn wide_steps(from: Int, to: Int, by: Int) -> Result<Steps<Int>> {
    if by.is_zero() {
        return Err(no_step());
    }
    let (distance, size) = if by.is_positive() {
        (to.sub(from.clone()), by.clone())
    } else {
        (from.clone().sub(to), by.clone().neg())
    };
    let len = if distance.is_positive() {
        // Rounded up.
        length(distance.dec().quot(size)?.inc())
    } else {
        0
    };
    Ok(Steps { from, by, len })
}

/// The size of pieces that a program says: at least 1.
#[inline]
pub fn grain(size: i64) -> Option<usize> {
    Some(usize::try_from(size.max(1)).unwrap_or(usize::MAX))
}

fn length(count: Int) -> usize {
    match count.as_i64() {
        Some(count) => usize::try_from(count.max(0)).unwrap_or(usize::MAX),
        None if count.is_negative() => 0,
        None => usize::MAX,
    }
}

#[cold]
fn no_step() -> Error {
    Error::constant(
        ErrorKind::ValidationError,
        "`range`: a step of 0 never arrives",
    )
}

impl<'a, T: Data> Parts for &'a Vector<T> {
    type Item = &'a T;

    #[inline]
    fn len(&self) -> usize {
        Vector::len(self)
    }

    #[inline]
    fn part(&self, range: Range<usize>) -> impl Iterator<Item = &'a T> {
        Vector::part(self, range)
    }
}

impl<T: Copy> Items<T> {
    /// Those of a range of indices, in order.
    #[inline]
    pub fn part_items(&self, range: Range<usize>) -> impl Iterator<Item = T> {
        self.0.get(range).unwrap_or_default().iter().copied()
    }
}

impl<T: Copy + Sync> Parts for Items<T> {
    type Item = T;

    #[inline]
    fn len(&self) -> usize {
        self.0.len()
    }

    #[inline]
    fn part(&self, range: Range<usize>) -> impl Iterator<Item = T> {
        self.part_items(range)
    }
}

// Indices are below the length, so that what wraps on the way arrives where it should.

impl Parts for Ints {
    type Item = i64;

    #[inline]
    fn len(&self) -> usize {
        self.len
    }

    #[inline]
    fn part(&self, range: Range<usize>) -> impl Iterator<Item = i64> {
        self.from.wrapping_add(range.start as i64)..self.from.wrapping_add(range.end as i64)
    }
}

impl Parts for Steps<i64> {
    type Item = i64;

    #[inline]
    fn len(&self) -> usize {
        self.len
    }

    #[inline]
    fn part(&self, range: Range<usize>) -> impl Iterator<Item = i64> {
        range.map(|i| self.from.wrapping_add((i as i64).wrapping_mul(self.by)))
    }
}

impl Parts for Steps<Int> {
    type Item = Int;

    #[inline]
    fn len(&self) -> usize {
        self.len
    }

    #[inline]
    fn part(&self, range: Range<usize>) -> impl Iterator<Item = Int> {
        let mut next = self
            .from
            .clone()
            .add(Int::from(range.start).mul(self.by.clone()));
        range.map(move |_| {
            let now = next.clone();
            next = now.clone().add(self.by.clone());
            now
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all<P: Parts>(parts: &P, cut: usize) -> Vec<P::Item> {
        let cut = cut.min(parts.len());
        parts
            .part(0..cut)
            .chain(parts.part(cut..parts.len()))
            .collect()
    }

    proptest! {
        #[test]
        fn parts_of_ranges_are_the_range(from in -50i64..50, to in -50i64..50, cut in 0usize..99) {
            let expected: Vec<i64> = (from..to).collect();
            prop_assert_eq!(all(&ints(from, to), cut), expected.clone());
            let wide = all(&wide_ints(from.into(), to.into()), cut);
            prop_assert_eq!(wide, expected.into_iter().map(Int::from).collect::<Vec<_>>());
        }

        #[test]
        fn parts_of_steps_are_the_steps(
            from in -50i64..50, to in -50i64..50, by in 1i64..20, cut in 0usize..99,
        ) {
            let up: Vec<i64> = (from..to).step_by(by as usize).collect();
            let down: Vec<i64> = up.iter().map(|i| -i).collect();
            prop_assert_eq!(all(&steps(from, to, by).unwrap(), cut), up.clone());
            prop_assert_eq!(all(&steps(-from, -to, -by).unwrap(), cut), down.clone());
            let wide = |items: Vec<i64>| items.into_iter().map(Int::from).collect::<Vec<_>>();
            let (f, t, b) = (Int::from(from), Int::from(to), Int::from(by));
            prop_assert_eq!(
                all(&wide_steps(f.clone(), t.clone(), b.clone()).unwrap(), cut), wide(up));
            prop_assert_eq!(
                all(&wide_steps(f.neg(), t.neg(), b.neg()).unwrap(), cut), wide(down));
        }

        #[test]
        fn parts_of_vectors_are_the_vector(
            len in 0usize..400, changed in 0usize..400, cut in 0usize..400,
        ) {
            let flat: Vector<i64> = (0..len as i64).collect();
            let shared = flat.clone();
            let shared = shared.clone().set(changed, -1).unwrap_or(shared);
            for vector in [flat, shared] {
                let expected: Vec<&i64> = vector.iter().collect();
                prop_assert_eq!(all(&&vector, cut), expected);
            }
        }
    }

    #[test]
    fn ranges_at_the_ends_of_the_machine_ints() {
        let near = ints(i64::MAX - 2, i64::MAX);
        assert_eq!(all(&near, 1), [i64::MAX - 2, i64::MAX - 1]);
        let far = steps(i64::MIN, i64::MAX, i64::MAX).unwrap();
        assert_eq!(all(&far, 1), [i64::MIN, -1, i64::MAX - 1]);
        let beyond = Int::from(i64::MAX).mul(Int::from(4));
        let wide = wide_ints(beyond.clone(), beyond.clone().add(Int::from(2)));
        assert_eq!(all(&wide, 1), [beyond.clone(), beyond.inc()]);
    }

    #[test]
    fn steps_of_zero_are_an_error() {
        assert_eq!(
            steps(0, 1, 0).err().unwrap().kind(),
            ErrorKind::ValidationError
        );
        let wide = wide_steps(0.into(), 1.into(), 0.into());
        assert_eq!(wide.err().unwrap().kind(), ErrorKind::ValidationError);
    }
}

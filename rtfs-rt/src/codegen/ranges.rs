//! What `range`, `repeat` and `cycle` walk over.

use crate::{Data, Error, ErrorKind, Int, Result, Vector};

/// The length of a range of machine ints, as far as memory for it is made ahead.
#[inline]
pub fn range_len(start: i64, end: i64) -> usize {
    const AHEAD: usize = 1 << 20;
    usize::try_from(end.saturating_sub(start))
        .unwrap_or(0)
        .min(AHEAD)
}

/// From a start to before an end by steps.
///
/// # Errors
/// `:validation-error` for steps of zero, which never arrive.
#[inline]
pub fn steps(start: i64, end: i64, step: i64) -> Result<impl Iterator<Item = i64>> {
    if step == 0 {
        return Err(no_step());
    }
    let mut next = Some(start);
    Ok(core::iter::from_fn(move || {
        let now = next.filter(|now| if step > 0 { *now < end } else { *now > end })?;
        next = now.checked_add(step);
        Some(now)
    }))
}

#[cold]
pub(super) fn no_step() -> Error {
    Error::constant(
        ErrorKind::ValidationError,
        "`range`: a step of 0 never arrives",
    )
}

/// From a start to before an end.
pub fn int_range(start: Int, end: Int) -> impl Iterator<Item = Int> {
    let mut next = start;
    core::iter::from_fn(move || {
        if next >= end {
            return None;
        }
        let now = next.clone();
        next = now.clone().inc();
        Some(now)
    })
}

/// From a start on, without end.
pub fn ints_from(start: Int) -> impl Iterator<Item = Int> {
    let mut next = start;
    core::iter::from_fn(move || {
        let now = next.clone();
        next = now.clone().inc();
        Some(now)
    })
}

/// From a start to before an end by steps.
///
/// # Errors
/// `:validation-error` for steps of zero.
pub fn int_steps(start: Int, end: Int, step: Int) -> Result<impl Iterator<Item = Int>> {
    if step.is_zero() {
        return Err(no_step());
    }
    let mut next = start;
    Ok(core::iter::from_fn(move || {
        let arrived = if step.is_positive() {
            next >= end
        } else {
            next <= end
        };
        if arrived {
            return None;
        }
        let now = next.clone();
        next = now.clone().add(step.clone());
        Some(now)
    }))
}

/// Without end.
#[inline]
pub fn forever() -> impl Iterator<Item = ()> {
    core::iter::repeat(())
}

/// The elements of a vector again and again.
pub fn cycle<T: Data>(items: &Vector<T>) -> impl Iterator<Item = &T> {
    core::iter::repeat(()).flat_map(|()| items.iter())
}

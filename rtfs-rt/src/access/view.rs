//! Views: what stands for a sequence that a loop only walks down and looks at.
//!
//! A view is what is left of a list, a vector or a string that somebody else holds: a reference and how far
//! it has come. `rest` of it is a step, which counts no references, takes nothing apart and copies no text.
//! It answers all that generated code asks of a loop's variable as the sequence itself would.

use core::ops::Deref;
use std::borrow::Cow;

use super::index::Indexed;
use super::sequence::Sequence;
use crate::error::Error;
use crate::vector::Packing;
use crate::{Data, Int, List, ListView, Str, Vector};

/// A sequence that has views.
pub trait Viewed {
    /// A view of it.
    type View<'a>: Copy
    where
        Self: 'a;

    /// The view of all of it.
    fn view(&self) -> Self::View<'_>;
}

/// What messages call a type.
pub trait Named {
    /// The type as messages show it.
    fn name() -> Cow<'static, str>;
}

/// What is left of a vector.
pub struct VectorView<'a, T: Data> {
    items: &'a Vector<T>,
    from: usize,
}

/// What is left of a string.
#[derive(Clone, Copy, Default)]
pub struct TextView<'a>(&'a str);

impl<'a, T: Data> VectorView<'a, T> {
    const NOTHING: &'a Vector<T> = &Vector::new();
}

impl<T: Data> Clone for VectorView<'_, T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Data> Copy for VectorView<'_, T> {}

impl<T: Data> Default for VectorView<'_, T> {
    #[inline]
    fn default() -> Self {
        VectorView {
            items: Self::NOTHING,
            from: 0,
        }
    }
}

impl<'a> TextView<'a> {
    /// The view of a text.
    #[inline]
    pub fn of(text: &'a str) -> Self {
        TextView(text)
    }
}

impl Deref for TextView<'_> {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.0
    }
}

impl<T: Data> Viewed for List<T> {
    type View<'a> = ListView<'a, T>;

    #[inline]
    fn view(&self) -> ListView<'_, T> {
        List::view(self)
    }
}

impl<T: Data> Viewed for Vector<T> {
    type View<'a> = VectorView<'a, T>;

    #[inline]
    fn view(&self) -> VectorView<'_, T> {
        VectorView {
            items: self,
            from: 0,
        }
    }
}

impl Viewed for Str {
    type View<'a> = TextView<'a>;

    #[inline]
    fn view(&self) -> TextView<'_> {
        TextView(self)
    }
}

impl<C: Viewed> Viewed for Option<C> {
    type View<'a>
        = Option<C::View<'a>>
    where
        Self: 'a;

    #[inline]
    fn view(&self) -> Option<C::View<'_>> {
        self.as_ref().map(C::view)
    }
}

impl<T: Data> Named for T {
    fn name() -> Cow<'static, str> {
        T::type_name()
    }
}

impl<T: Data> Named for ListView<'_, T> {
    fn name() -> Cow<'static, str> {
        List::<T>::type_name()
    }
}

impl<T: Data> Named for VectorView<'_, T> {
    fn name() -> Cow<'static, str> {
        Vector::<T>::type_name()
    }
}

impl Named for TextView<'_> {
    fn name() -> Cow<'static, str> {
        Str::type_name()
    }
}

impl<'a, T: Data> Sequence for ListView<'a, T> {
    type Item = T;
    type Kept = ListView<'a, T>;
    type Whole = ListView<'a, T>;

    #[inline]
    fn size(&self) -> usize {
        self.len()
    }

    #[inline]
    fn reaches(&self, count: usize) -> bool {
        match count {
            0 | 1 => !self.is_empty(),
            _ => self.len() >= count,
        }
    }

    #[inline]
    fn head(&self) -> Option<T> {
        self.first()
    }

    #[inline]
    fn follower(&self) -> Option<T> {
        self.value(1)
    }

    #[inline]
    fn end(&self) -> Option<T> {
        self.value(self.len().checked_sub(1)?)
    }

    fn vector(&self) -> Vector<T> {
        self.to_list().into_vector()
    }

    #[inline]
    fn whole(self) -> Self {
        self
    }

    #[inline]
    fn tail(self) -> Self {
        self.rest()
    }
}

impl<T: Data> Indexed for ListView<'_, T> {
    type Item = T;
    type After = Self;

    #[inline]
    fn at(&self, index: usize) -> Option<T> {
        self.value(index)
    }

    #[inline]
    fn small_at_hand(&self, index: usize) -> Option<i64>
    where
        Self: Indexed<Item = Int>,
    {
        match index {
            0 => T::Packed::pack(self.cell()?),
            _ => None,
        }
    }

    #[inline]
    fn small_at(
        &self,
        index: usize,
        absent: impl FnOnce(&Self, usize) -> Error,
    ) -> Result<i64, Option<Error>>
    where
        Self: Indexed<Item = Int>,
    {
        small_further(*self, index, absent)
    }

    fn after(&self, index: usize) -> Self {
        (0..index.min(self.len())).fold(*self, |left, _| left.rest())
    }

    #[inline]
    fn size(&self) -> usize {
        self.len()
    }

    fn kind(&self) -> &'static str {
        "list"
    }
}

/// The view is taken as a copy, so that a loop that walks with it keeps it in registers.
#[inline(never)]
fn small_further<V: Indexed<Item = Int>>(
    view: V,
    index: usize,
    absent: impl FnOnce(&V, usize) -> Error,
) -> Result<i64, Option<Error>> {
    match view.at(index) {
        Some(int) => int.as_i64().ok_or(None),
        None => Err(Some(absent(&view, index))),
    }
}

impl<'a, T: Data> Sequence for VectorView<'a, T> {
    type Item = T;
    type Kept = VectorView<'a, T>;
    type Whole = VectorView<'a, T>;

    #[inline]
    fn size(&self) -> usize {
        self.items.len() - self.from
    }

    #[inline]
    fn head(&self) -> Option<T> {
        self.items.value(self.from)
    }

    #[inline]
    fn follower(&self) -> Option<T> {
        self.items.value(self.from + 1)
    }

    #[inline]
    fn end(&self) -> Option<T> {
        let last = self.items.len().checked_sub(1)?;
        (last >= self.from).then(|| self.items.value(last))?
    }

    fn vector(&self) -> Vector<T> {
        self.items.clone().slice(self.from, self.items.len())
    }

    #[inline]
    fn whole(self) -> Self {
        self
    }

    #[inline]
    fn tail(self) -> Self {
        VectorView {
            from: (self.from + 1).min(self.items.len()),
            ..self
        }
    }
}

impl<T: Data> Indexed for VectorView<'_, T> {
    type Item = T;
    type After = List<T>;

    #[inline]
    fn at(&self, index: usize) -> Option<T> {
        self.items.value(self.from.checked_add(index)?)
    }

    fn after(&self, index: usize) -> List<T> {
        List::from(self.vector()).skip(index)
    }

    #[inline]
    fn size(&self) -> usize {
        Sequence::size(self)
    }

    fn kind(&self) -> &'static str {
        "vector"
    }
}

impl<'a> Sequence for TextView<'a> {
    type Item = Str;
    type Kept = TextView<'a>;
    type Whole = Vector<Str>;

    fn size(&self) -> usize {
        if self.0.is_ascii() {
            self.0.len()
        } else {
            self.0.chars().count()
        }
    }

    #[inline]
    fn reaches(&self, count: usize) -> bool {
        match count {
            0 | 1 => !self.0.is_empty(),
            _ => self.0.chars().nth(count - 1).is_some(),
        }
    }

    #[inline]
    fn head(&self) -> Option<Str> {
        self.0.chars().next().map(Str::from_char)
    }

    fn follower(&self) -> Option<Str> {
        self.0.chars().nth(1).map(Str::from_char)
    }

    fn end(&self) -> Option<Str> {
        self.0.chars().next_back().map(Str::from_char)
    }

    fn vector(&self) -> Vector<Str> {
        self.0.chars().map(Str::from_char).collect()
    }

    fn whole(self) -> Vector<Str> {
        self.vector()
    }

    #[inline]
    fn tail(self) -> Self {
        let mut chars = self.0.chars();
        chars.next();
        TextView(chars.as_str())
    }
}

impl Indexed for TextView<'_> {
    type Item = Str;
    type After = List<Str>;

    fn at(&self, index: usize) -> Option<Str> {
        self.0.chars().nth(index).map(Str::from_char)
    }

    fn after(&self, index: usize) -> List<Str> {
        List::from_vec(self.0.chars().skip(index).map(Str::from_char).collect())
    }

    fn size(&self) -> usize {
        Sequence::size(self)
    }

    fn kind(&self) -> &'static str {
        "string"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{
        contains_index, count, element, first, is_empty, last, next, nth, rest, second, seq,
    };
    use crate::error::Result;

    /// All that is asked of what is left, step by step, of a sequence and of its view.
    macro_rules! agree {
        ($coll:expr) => {{
            let coll = $coll;
            let (mut left, mut left_to_see) = (coll.clone(), Viewed::view(&coll));
            for _ in 0..count(&coll) + 2 {
                let (a, b) = (&left, &left_to_see);
                assert_eq!((count(a), is_empty(a)), (count(b), is_empty(b)));
                assert_eq!(
                    [first(a), second(a), last(a)],
                    [first(b), second(b), last(b)]
                );
                assert_eq!(next(a.clone()).is_some(), next(*b).is_some());
                for index in -1..4 {
                    assert_eq!(element(a, index), element(b, index));
                    let error = |result: Result<_>| result.err().map(|error| error.to_string());
                    assert_eq!(error(nth(a, index)), error(nth(b, index)));
                    assert_eq!(contains_index(a, index), contains_index(b, index));
                }
                assert!(a.vector().same(&b.vector()));
                assert!(a.after(1).vector().same(&b.after(1).vector()));
                (left, left_to_see) = (rest(left), rest(left_to_see));
            }
        }};
    }

    #[test]
    fn a_view_answers_as_its_sequence() {
        let run: List<i64> = List::from(vec![4, 5, 6]);
        let shared = run.clone();
        agree!(List::<i64>::new());
        agree!(run);
        agree!(shared.clone().cons(3).cons(2));
        // Elements that were put in front of a run gather in it.
        agree!(List::from(vec![4_i64, 5]).cons(3).cons(2));
        agree!(shared.rest().conj(7));
        agree!(Vector::<i64>::new());
        agree!(Vector::from_vec(vec![1_i64, 2, 3]));
        agree!(Str::from(""));
        agree!(Str::from("aé→b"));
    }

    #[test]
    fn nil_is_an_empty_view() {
        let none: Option<List<i64>> = None;
        let view = Viewed::view(&none);
        assert!(is_empty(&view) && first(&view).is_none());
        let some = Some(List::from(vec![1_i64]));
        let view = Viewed::view(&some);
        assert_eq!(first(&view), Some(1));
        assert!(seq(view).is_some() && next(view).is_none());
    }
}

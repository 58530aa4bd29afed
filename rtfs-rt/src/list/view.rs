//! What is left of a list that somebody else holds, as its cells and run are walked down.

use super::{List, Node};
use crate::{Data, Vector};

/// What is left of a list: steps along it count no references.
pub struct ListView<'a, T: Data>(At<'a, T>);

/// Where a view has come to.
enum At<'a, T: Data> {
    /// The end.
    End,
    /// Before the element of a cell.
    Cell { first: &'a T, list: &'a List<T> },
    /// Before an element of a run, so many of which are behind; never all of them.
    Run {
        front: &'a Vector<T>,
        back: &'a Vector<T>,
        behind: usize,
    },
}

impl<T: Data> Clone for ListView<'_, T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Data> Copy for ListView<'_, T> {}

impl<T: Data> Clone for At<'_, T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Data> Copy for At<'_, T> {}

impl<T: Data> Default for ListView<'_, T> {
    #[inline]
    fn default() -> Self {
        ListView(At::End)
    }
}

impl<T: Data> List<T> {
    /// The view of all elements.
    #[inline]
    pub fn view(&self) -> ListView<'_, T> {
        ListView(match self.0.as_deref() {
            None => At::End,
            Some(Node::Cons { first, .. }) => At::Cell { first, list: self },
            // Not both are empty.
            Some(Node::Run { front, back }) => At::Run {
                front,
                back,
                behind: 0,
            },
        })
    }
}

impl<'a, T: Data> ListView<'a, T> {
    /// Whether nothing is left.
    #[inline]
    pub fn is_empty(&self) -> bool {
        matches!(self.0, At::End)
    }

    /// How many elements are left: O(1).
    #[inline]
    pub fn len(&self) -> usize {
        match self.0 {
            At::End => 0,
            At::Cell { list, .. } => list.len(),
            At::Run {
                front,
                back,
                behind,
            } => front.len() + back.len() - behind,
        }
    }

    /// The next element.
    #[inline]
    pub fn first(&self) -> Option<T> {
        match self.0 {
            At::End => None,
            At::Cell { first, .. } => Some(first.clone()),
            At::Run {
                front,
                back,
                behind,
            } => value_of_run(front, back, behind),
        }
    }

    /// The element at an index from here: O(number of cells before it).
    pub fn value(&self, index: usize) -> Option<T> {
        match self.0 {
            At::End => None,
            At::Cell { list, .. } => list.value(index),
            At::Run {
                front,
                back,
                behind,
            } => value_of_run(front, back, behind.checked_add(index)?),
        }
    }

    /// The view without the next element.
    #[inline]
    #[must_use]
    pub fn rest(self) -> Self {
        match self.0 {
            At::End => self,
            At::Cell { list, .. } => match list.0.as_deref() {
                Some(Node::Cons { rest, .. }) => rest.view(),
                _ => ListView(At::End),
            },
            At::Run {
                front,
                back,
                behind,
            } => {
                let behind = behind + 1;
                ListView(if behind < front.len() + back.len() {
                    At::Run {
                        front,
                        back,
                        behind,
                    }
                } else {
                    At::End
                })
            }
        }
    }

    /// The list of what is left, which shares what it can.
    pub fn to_list(self) -> List<T> {
        match self.0 {
            At::End => List::new(),
            At::Cell { list, .. } => list.clone(),
            At::Run {
                front,
                back,
                behind,
            } => List::run(front.clone(), back.clone()).skip(behind),
        }
    }
}

/// The element of a run at an index from its beginning.
#[inline]
pub(super) fn value_of_run<T: Data>(
    front: &Vector<T>,
    back: &Vector<T>,
    index: usize,
) -> Option<T> {
    match front.len().checked_sub(index + 1) {
        Some(mirrored) => front.value(mirrored),
        None => back.value(index - front.len()),
    }
}

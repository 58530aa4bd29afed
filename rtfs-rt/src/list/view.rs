//! What is left of a list that somebody else holds, as its cells and run are walked down.

use super::{List, Node};
use crate::{Data, Vector};

/// What is left of a list: steps along it count no references.
///
/// Nothing at the end, else a node, and how many elements of it are behind: of a run, but never all; of a cell none.
pub struct ListView<'a, T: Data> {
    node: Option<&'a Node<T>>,
    behind: usize,
}

impl<T: Data> Clone for ListView<'_, T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Data> Copy for ListView<'_, T> {}

impl<T: Data> Default for ListView<'_, T> {
    #[inline]
    fn default() -> Self {
        ListView {
            node: None,
            behind: 0,
        }
    }
}

impl<T: Data> List<T> {
    /// The view of all elements.
    #[inline]
    pub fn view(&self) -> ListView<'_, T> {
        ListView {
            node: self.0.as_deref(),
            behind: 0,
        }
    }
}

impl<T: Data> ListView<'_, T> {
    /// Whether nothing is left.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.node.is_none()
    }

    /// How many elements are left: O(1).
    #[inline]
    pub fn len(&self) -> usize {
        match self.node {
            None => 0,
            Some(Node::Cons { len, .. }) => len.get(),
            Some(Node::Run { front, back }) => front.len() + back.len() - self.behind,
        }
    }

    /// The next element.
    #[inline]
    pub fn first(&self) -> Option<T> {
        self.value(0)
    }

    /// The element at an index from here: O(number of cells before it).
    #[inline]
    pub fn value(&self, index: usize) -> Option<T> {
        match self.node? {
            Node::Cons { first, .. } if index == 0 => Some(first.clone()),
            _ => self.value_further(index),
        }
    }

    /// The next element where it lies, if it is in a cell.
    #[inline]
    pub(crate) fn cell(&self) -> Option<&T> {
        match self.node? {
            Node::Cons { first, .. } => Some(first),
            Node::Run { .. } => None,
        }
    }

    /// The view is taken as a copy, so that a loop that walks with it keeps it in registers.
    #[inline(never)]
    fn value_further(self, index: usize) -> Option<T> {
        match self.node? {
            Node::Cons { first, .. } if index == 0 => Some(first.clone()),
            Node::Cons { rest, .. } => rest.value_below(index - 1),
            Node::Run { front, back } => value_of_run(front, back, self.behind.checked_add(index)?),
        }
    }

    /// The view without the next element.
    #[inline]
    #[must_use]
    pub fn rest(self) -> Self {
        match self.node {
            None => self,
            Some(Node::Cons { rest, .. }) => ListView {
                node: rest.0.as_deref(),
                ..self
            },
            Some(Node::Run { .. }) => self.along(),
        }
    }

    /// The view without the next element of a run.
    #[inline(never)]
    fn along(self) -> Self {
        let behind = self.behind + 1;
        match self.node {
            Some(Node::Run { front, back }) if behind < front.len() + back.len() => {
                ListView { behind, ..self }
            }
            _ => ListView::default(),
        }
    }

    /// The list of what is left, which shares what it can.
    pub fn to_list(self) -> List<T> {
        match self.node {
            None => List::new(),
            Some(Node::Cons { first, rest, .. }) => rest.clone().cons(first.clone()),
            Some(Node::Run { front, back }) => {
                List::run(front.clone(), back.clone()).skip(self.behind)
            }
        }
    }
}

/// The element of a run at an index from its beginning.
#[inline]
fn value_of_run<T: Data>(front: &Vector<T>, back: &Vector<T>, index: usize) -> Option<T> {
    match front.len().checked_sub(index + 1) {
        Some(mirrored) => front.value(mirrored),
        None => back.value(index - front.len()),
    }
}

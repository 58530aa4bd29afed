//! Nodes of data that contains its own kind: trees, chains.
//!
//! Rust holds a struct in place, and what contains itself in place has no end. So the values of such a
//! type are handles to nodes: one word each, cloned in O(1), and `Option` of one is a word as well. In RTFS a
//! handle is the value of its node.
//!
//! A node drops like any struct, by recursion, and counts how deep. Far down it does not go on: it
//! gives its links away to be dropped when the outermost node is done (`deep_drop`), so that a chain of a
//! million nodes takes no more stack than one of thirty. What else goes through a node (equality, order,
//! hashing, printing, conversion) asks the stack guard at each.

use core::cmp::Ordering;
use core::fmt;
use core::hash::Hasher;
use core::ops::{Deref, DerefMut};
use std::borrow::Cow;

use triomphe::Arc;

use crate::codegen::IntoArgument;
use crate::convert::{Argument, FromRtfs, ToValue};
use crate::data::Data;
use crate::deep_drop;
use crate::error::Result;
use crate::print::Printer;
use crate::schema::View;
use crate::stack;
use crate::value::Value;

/// What is held in nodes.
pub trait Linked: Data {
    /// Takes out every part that may lead to further nodes.
    #[doc(hidden)]
    fn unlink(&mut self, links: &mut Links);
}

/// Where a node that is too deep to drop its links itself puts them.
#[doc(hidden)]
#[derive(Debug)]
pub struct Links(());

impl Links {
    /// Takes a link, which drops later.
    #[inline]
    pub fn take<L: Default + Send + 'static>(&mut self, link: &mut L) {
        deep_drop::put_off(core::mem::take(link));
    }
}

/// A value that is held in a node of its own, and shared by all that contain it.
///
/// ```
/// # use rtfs_rt::{Data, Shared};
/// # rtfs_rt::struct_impls! { Chain "Chain" { "value" value: i64, "next" next: Option<Shared<Chain>>, } }
/// # #[derive(Clone, Debug)]
/// # pub struct Chain { value: i64, next: Option<Shared<Chain>> }
/// # impl rtfs_rt::Linked for Chain {
/// #     fn unlink(&mut self, links: &mut rtfs_rt::Links) { links.take(&mut self.next); }
/// # }
/// let end = Shared::new(Chain { value: 1, next: None });
/// let chain = Shared::new(Chain { value: 2, next: Some(end.clone()) });
/// assert_eq!(chain.value, 2);
/// assert_eq!(chain.next, Some(end));
/// assert_eq!(chain.into_value().to_string(), "{:value 2 :next {:value 1 :next nil}}");
/// ```
pub struct Shared<T: Linked>(Arc<Node<T>>);

/// The fields drop in this order: what the value holds is one level deeper than the node.
struct Node<T: Linked> {
    value: T,
    _level: Level,
}

impl<T: Linked> Drop for Node<T> {
    #[inline]
    fn drop(&mut self) {
        if deep_drop::enter() {
            self.value.unlink(&mut Links(()));
        }
    }
}

impl<T: Linked> Clone for Node<T> {
    fn clone(&self) -> Node<T> {
        Node {
            value: self.value.clone(),
            _level: Level,
        }
    }
}

struct Level;

impl Drop for Level {
    #[inline]
    fn drop(&mut self) {
        deep_drop::leave();
    }
}

impl<T: Linked> Shared<T> {
    /// A node with this value.
    #[inline]
    pub fn new(value: T) -> Shared<T> {
        Shared(Arc::new(Node {
            value,
            _level: Level,
        }))
    }

    /// The value, to be changed, if no other handle shares it.
    #[doc(hidden)]
    #[inline(always)]
    pub fn unshared(&mut self) -> Option<&mut T> {
        Arc::get_mut(&mut self.0).map(|node| &mut node.value)
    }
}

impl<T: Linked> Clone for Shared<T> {
    #[inline]
    fn clone(&self) -> Shared<T> {
        Shared(self.0.clone())
    }
}

impl<T: Linked> Deref for Shared<T> {
    type Target = T;

    #[inline(always)]
    fn deref(&self) -> &T {
        &self.0.value
    }
}

/// What is changed is this handle's own node: a copy, if others share it.
impl<T: Linked> DerefMut for Shared<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut Arc::make_mut(&mut self.0).value
    }
}

impl<T: Linked> Data for Shared<T> {
    type Packed = crate::vector::NotPacked;

    fn into_value(self) -> Value {
        if stack::low() {
            return stack::always(|| T::into_value((*self).clone()));
        }
        T::into_value((*self).clone())
    }

    fn from_value(value: Value) -> Result<Shared<T>> {
        if stack::low() {
            return stack::always(|| T::from_value(value).map(Shared::new));
        }
        T::from_value(value).map(Shared::new)
    }

    fn same(&self, other: &Shared<T>) -> bool {
        if stack::low() {
            return stack::always(|| T::same(self, other));
        }
        T::same(self, other)
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        if stack::low() {
            return stack::always(|| T::digest(self, h));
        }
        T::digest(self, h);
    }

    fn order(&self, other: &Shared<T>) -> Result<Ordering> {
        if stack::low() {
            return stack::always(|| T::order(self, other));
        }
        T::order(self, other)
    }

    fn print(&self, printer: &mut Printer, readably: bool) {
        if stack::low() {
            return stack::always(|| T::print(self, printer, readably));
        }
        T::print(self, printer, readably);
    }

    fn view(&self) -> View<'_> {
        T::view(self)
    }

    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }
}

impl<T: Linked> PartialEq for Shared<T> {
    fn eq(&self, other: &Shared<T>) -> bool {
        self.same(other)
    }
}

impl<T: Linked + fmt::Debug> fmt::Debug for Shared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if stack::low() {
            return stack::always(|| T::fmt(self, f));
        }
        T::fmt(self, f)
    }
}

impl<T: Linked> From<T> for Shared<T> {
    fn from(value: T) -> Shared<T> {
        Shared::new(value)
    }
}

impl<T: Linked> From<Shared<T>> for Value {
    fn from(value: Shared<T>) -> Value {
        value.into_value()
    }
}

impl<T: Linked> TryFrom<Value> for Shared<T> {
    type Error = crate::Error;

    fn try_from(value: Value) -> Result<Shared<T>> {
        Data::from_value(value)
    }
}

impl<T: Linked> FromRtfs for Shared<T> {
    fn from_rtfs(value: Value) -> Result<Shared<T>> {
        Data::from_value(value)
    }
}

impl<T: Linked> ToValue for Shared<T> {
    fn to_value(&self) -> Value {
        self.clone().into_value()
    }
}

impl<T: Linked> IntoArgument<Shared<T>> for Shared<T> {
    fn into_argument(self) -> Shared<T> {
        self
    }
}

impl<T: Linked> IntoArgument<Shared<T>> for &Shared<T> {
    fn into_argument(self) -> Shared<T> {
        self.clone()
    }
}

impl<T: Linked> IntoArgument<Shared<T>> for T {
    fn into_argument(self) -> Shared<T> {
        Shared::new(self)
    }
}

/// What an exported function takes for a node: a handle, the node itself, or a dynamic value.
macro_rules! arguments {
    ($($from:ty;)*) => {$(
        impl<T: Linked> Argument<Shared<T>> for $from {
            #[inline]
            fn argument(self) -> Result<Shared<T>> {
                Ok(self.into_argument())
            }
        }

        impl<T: Linked> Argument<Option<Shared<T>>> for $from {
            #[inline]
            fn argument(self) -> Result<Option<Shared<T>>> {
                Ok(Some(self.into_argument()))
            }
        }
    )*};
}

arguments! {
    T;
    Shared<T>;
    &Shared<T>;
}

impl<T: Linked> Argument<Shared<T>> for Value {
    fn argument(self) -> Result<Shared<T>> {
        Data::from_value(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug)]
    struct Chain {
        value: i64,
        next: Option<Shared<Chain>>,
    }

    crate::struct_impls! { Chain "Chain" { "value" value: i64, "next" next: Option<Shared<Chain>>, } }

    impl Linked for Chain {
        fn unlink(&mut self, links: &mut Links) {
            links.take(&mut self.next);
        }
    }

    fn chain(length: i64) -> Option<Shared<Chain>> {
        (0..length).fold(None, |next, value| Some(Shared::new(Chain { value, next })))
    }

    #[test]
    fn a_handle_is_a_word_even_where_nil_may_come() {
        assert_eq!(size_of::<Option<Shared<Chain>>>(), size_of::<usize>());
    }

    #[test]
    fn many_nodes_drop_compare_hash_print_and_convert_on_a_small_stack() {
        let thread = std::thread::Builder::new().stack_size(128 * 1024);
        let done = thread.spawn(|| {
            let (a, b) = (chain(200_000), chain(200_000));
            assert!(a.same(&b));
            assert_ne!(a, chain(199_999));
            assert_eq!(crate::hash::of(&a), crate::hash::of(&b));
            let value = a.clone().into_value();
            assert_eq!(crate::print::readable(&b), crate::print::readable(&value));
            let back: Option<Shared<Chain>> = Data::from_value(value).unwrap();
            assert_eq!(back.map(|c| c.value), Some(199_999));
        });
        done.unwrap().join().unwrap();
    }

    #[test]
    fn a_part_leaves_the_node_that_nobody_shares() {
        let mut one = Shared::new(Chain {
            value: 1,
            next: chain(2),
        });
        let two = one.clone();
        assert_eq!(crate::take_out!(one.next), two.next);
        assert_eq!(one, two);
        drop(two);
        assert_eq!(crate::take_out!(one.next), chain(2));
        assert_eq!(one.next, None);
    }

    #[test]
    fn a_change_of_a_shared_node_is_of_a_copy() {
        let one = Shared::new(Chain {
            value: 1,
            next: chain(2),
        });
        let mut two = one.clone();
        two.value = 2;
        assert_eq!((one.value, two.value), (1, 2));
        assert_eq!(one.next, two.next);
    }
}

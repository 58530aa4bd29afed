//! What the four collections share: the standard traits in terms of [`Data`], and conversions that
//! cost nothing when there is nothing to convert.

use core::any::Any;
use core::mem::take;

/// The collection itself, if it is of type `B` already: nothing is copied.
pub(crate) fn take_as<A: Default + 'static, B: Default + 'static>(collection: &mut A) -> Option<B> {
    (collection as &mut dyn Any).downcast_mut::<B>().map(take)
}

/// `PartialEq`, `Eq`, `Hash`, `PartialOrd`, `Ord`, `Display` and `Debug` in terms of `Data`: `=`,
/// `hash`, `compare`, `pr-str`.
macro_rules! standard_traits {
    ($name:ident<$($param:ident),+>) => {
        /// RTFS's `=`.
        impl<$($param: Data),+> PartialEq for $name<$($param),+> {
            fn eq(&self, other: &Self) -> bool {
                self.same(other)
            }
        }

        impl<$($param: Data + Eq),+> Eq for $name<$($param),+> {}

        impl<$($param: Data),+> core::hash::Hash for $name<$($param),+> {
            fn hash<H: core::hash::Hasher>(&self, h: &mut H) {
                self.digest(h);
            }
        }

        /// RTFS's `compare`; `None` where that is an error.
        impl<$($param: Data),+> PartialOrd for $name<$($param),+> {
            fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
                self.order(other).ok()
            }
        }

        impl<$($param: Data + Ord),+> Ord for $name<$($param),+> {
            fn cmp(&self, other: &Self) -> core::cmp::Ordering {
                // Types with a total order of their own never refuse to be compared.
                self.order(other).unwrap_or(core::cmp::Ordering::Equal)
            }
        }

        /// The readable form.
        impl<$($param: Data),+> core::fmt::Display for $name<$($param),+> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&crate::print::readable(self))
            }
        }

        /// The readable form.
        impl<$($param: Data),+> core::fmt::Debug for $name<$($param),+> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(&crate::print::readable(self))
            }
        }
    };
}

pub(crate) use standard_traits;

#[cfg(test)]
pub(crate) mod testing;

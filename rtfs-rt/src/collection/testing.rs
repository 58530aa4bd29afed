//! An element type that counts its clones.

use core::cell::Cell;
use core::cmp::Ordering;
use core::hash::Hasher;
use std::borrow::Cow;

use crate::print::Printer;
use crate::{Data, Result, Value};

thread_local! {
    static CLONES: Cell<usize> = const { Cell::new(0) };
}

/// An integer whose clones are counted, for each thread.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Counted(pub(crate) i64);

/// How many clones `work` makes on this thread.
pub(crate) fn clones(work: impl FnOnce()) -> usize {
    let before = CLONES.get();
    work();
    CLONES.get() - before
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        CLONES.set(CLONES.get() + 1);
        Counted(self.0)
    }
}

impl Data for Counted {
    type Packed = crate::vector::NotPacked;

    fn into_value(self) -> Value {
        self.0.into_value()
    }

    fn from_value(value: Value) -> Result<Self> {
        i64::from_value(value).map(Counted)
    }

    fn same(&self, other: &Self) -> bool {
        self == other
    }

    fn digest<H: Hasher>(&self, h: &mut H) {
        self.0.digest(h);
    }

    fn order(&self, other: &Self) -> Result<Ordering> {
        self.0.order(&other.0)
    }

    fn print(&self, printer: &mut Printer, readably: bool) {
        self.0.print(printer, readably);
    }

    fn type_name() -> Cow<'static, str> {
        i64::type_name()
    }
}

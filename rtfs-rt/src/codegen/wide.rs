//! Ints without limit where they are the exception: the operations of a function's wide form.
//!
//! They are calls and nothing else, so that code which hardly ever runs costs little to compile. Code
//! whose ints are always wide uses the methods of [`Int`] themselves.

use crate::{Int, Number, Result};

macro_rules! operations {
    ($($name:ident($($arg:ident: $ty:ty),*) -> $result:ty = $code:expr;)*) => {$(
        #[doc = concat!("`Int::", stringify!($name), "`, out of line.")]
        ///
        /// # Errors
        /// Those of the method.
        #[cold]
        #[inline(never)]
        pub fn $name($($arg: $ty),*) -> $result {
            $code
        }
    )*};
}

operations! {
    add(a: Int, b: Int) -> Int = a.add(b);
    sub(a: Int, b: Int) -> Int = a.sub(b);
    mul(a: Int, b: Int) -> Int = a.mul(b);
    inc(a: Int) -> Int = a.inc();
    dec(a: Int) -> Int = a.dec();
    neg(a: Int) -> Int = a.neg();
    abs(a: Int) -> Int = a.abs();
    quot(a: Int, b: Int) -> Result<Int> = a.quot(b);
    rem(a: Int, b: Int) -> Result<Int> = a.rem(b);
    modulo(a: Int, b: Int) -> Result<Int> = a.modulo(b);
    div(a: Int, b: Int) -> Result<Number> = a.div(b);
    eq(a: &Int, b: &Int) -> bool = a == b;
    lt(a: &Int, b: &Int) -> bool = a < b;
    le(a: &Int, b: &Int) -> bool = a <= b;
    gt(a: &Int, b: &Int) -> bool = a > b;
    ge(a: &Int, b: &Int) -> bool = a >= b;
    clone(a: &Int) -> Int = a.clone();
}

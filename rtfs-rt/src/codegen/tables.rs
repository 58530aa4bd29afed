//! The tables of an expansion: one static array for each kind of thing that is made at its first use, and what reads
//! the tables of places and calls.

/// An array of lazy things of one type, each made of its text.
///
/// ```text
/// texts! { STR__: [LazyStr; 2] = "a" "b" }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! texts {
    ($name:ident: [$ty:ident; $count:literal] = $($text:literal)*) => {
        static $name: [$crate::codegen::$ty; $count] = [$($crate::codegen::$ty::new($text)),*];
    };
}

/// A function of the expansion that makes an error complete by what a table says of a place or a call: code names the
/// number alone.
///
/// ```text
/// completing! { placed__ = placed SITES__ }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! completing {
    ($name:ident = $by:ident $table:ident) => {
        #[cold]
        #[inline(never)]
        fn $name(error: $crate::codegen::Error, number: usize) -> $crate::codegen::Error {
            $crate::codegen::$by(error, &$table, number)
        }
    };
}

//! The tables of an expansion: one static array for each kind of thing that is made at its first use.

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
